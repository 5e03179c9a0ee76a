"""Which arguments of which functions are ranges of cells.

A single cell given there means the whole column of copies (`SUM(B4)` under a table becomes `SUM(B4:B6)`); a criterion,
a row number or a value does not.

Example:
    >>> takes_range("SUM", 2), takes_range("SUMIFS", 1), takes_range("SUMIFS", 2), takes_range("IF", 1)
    (True, True, False, False)
"""

from __future__ import annotations

_ALL = frozenset(
    [
        "SUM",
        "AVERAGE",
        "AVERAGEA",
        "COUNT",
        "COUNTA",
        "COUNTBLANK",
        "MIN",
        "MAX",
        "MINA",
        "MAXA",
        "MEDIAN",
        "PRODUCT",
        "SUMSQ",
        "SUMPRODUCT",
        "STDEV",
        "STDEV.S",
        "STDEV.P",
        "STDEVP",
        "VAR",
        "VAR.S",
        "VAR.P",
        "VARP",
        "GEOMEAN",
        "HARMEAN",
        "AVEDEV",
        "DEVSQ",
        "AND",
        "OR",
        "XOR",
        "CONCAT",
        "ROWS",
        "UNIQUE",
    ]
)
_SOME = {
    "SUBTOTAL": {*range(1, 255)},
    "AGGREGATE": {*range(2, 255)},
    "TEXTJOIN": {*range(2, 255)},
    "SUMIF": {0, 2},
    "AVERAGEIF": {0, 2},
    "COUNTIF": {0},
    "SUMIFS": {0, *range(1, 255, 2)},
    "AVERAGEIFS": {0, *range(1, 255, 2)},
    "MAXIFS": {0, *range(1, 255, 2)},
    "MINIFS": {0, *range(1, 255, 2)},
    "COUNTIFS": {*range(0, 255, 2)},
    "RANK": {1},
    "RANK.EQ": {1},
    "RANK.AVG": {1},
    "LARGE": {0},
    "SMALL": {0},
    "PERCENTILE": {0},
    "PERCENTILE.INC": {0},
    "PERCENTILE.EXC": {0},
    "PERCENTRANK": {0},
    "QUARTILE": {0},
    "QUARTILE.INC": {0},
    "MODE": {0},
    "CORREL": {0, 1},
    "SLOPE": {0, 1},
    "INTERCEPT": {0, 1},
    "FORECAST": {1, 2},
    "TREND": {0, 1},
    "FREQUENCY": {0, 1},
    "MATCH": {1},
    "XMATCH": {1},
    "INDEX": {0},
    "LOOKUP": {1, 2},
    "VLOOKUP": {1},
    "HLOOKUP": {1},
    "XLOOKUP": {1, 2},
    "SORT": {0},
    "SORTBY": {0, 1},
    "FILTER": {0, 1},
}


def takes_range(function: str, argument: int) -> bool:
    """True if argument number `argument` (0 = the first) of this function, in upper case, is a range."""
    name = function.removeprefix("_XLFN.").removeprefix("_XLWS.")
    return name in _ALL or argument in _SOME.get(name, ())
