"""Functions over ranges: sums, counts, means, extremes, and the same under criteria.

Ranges come as lists of cell values, row by row; a single value as itself. In ranges, texts, truth values and blanks
count for nothing; an error is the result.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from typing import Any

from salessheets.xlsx.formula_values.criteria import criterion
from salessheets.xlsx.formula_values.kinds import DIVISION, NUMBER, VALUE, Fault, NotKnown, is_number, number

_NUMBERS = frozenset({int, float})


def numbers(arguments: Sequence[Any]) -> list[Any] | Fault:
    """All numbers among the arguments, or the first error."""
    found: list[Any] = []
    for argument in arguments:
        if not isinstance(argument, list):
            argument = [number(argument)]  # noqa: PLW2901
        if set(map(type, argument)) <= _NUMBERS:
            found += argument
            continue
        fault = next((value for value in argument if isinstance(value, Fault)), None)
        if fault is not None:
            return fault
        found += [value for value in argument if is_number(value)]
    return found


def _over(function: Callable[[list[Any]], Any]) -> Callable[..., Any]:
    def made(*arguments: Any) -> Any:
        found = numbers(arguments)
        return found if isinstance(found, Fault) else function(found)

    return made


def total(found: list[Any]) -> Any:
    """The sum, exactly rounded."""
    return math.fsum(found) if any(isinstance(value, float) for value in found) else sum(found)


def _mean(found: list[Any]) -> Any:
    return total(found) / len(found) if found else Fault(DIVISION)


def _deviation(found: list[Any]) -> Any:
    return statistics.stdev(found) if len(found) > 1 else Fault(DIVISION)


def count(*arguments: Any) -> int:
    """COUNT: numbers."""
    return sum(
        sum(map(is_number, a)) if isinstance(a, list) else int(is_number(number(a)) and a is not None)
        for a in arguments
    )


def count_all(*arguments: Any) -> int:
    """COUNTA: everything but blanks."""
    return sum(sum(v is not None for v in a) if isinstance(a, list) else 1 for a in arguments)


AGGREGATES: dict[str, Callable[..., Any]] = {
    "SUM": _over(total),
    "AVERAGE": _over(_mean),
    "MIN": _over(lambda found: min(found, default=0)),
    "MAX": _over(lambda found: max(found, default=0)),
    "MEDIAN": _over(lambda found: statistics.median(found) if found else Fault(NUMBER)),
    "PRODUCT": _over(lambda found: math.prod(found) if found else 0),
    "STDEV": _over(_deviation),
    "STDEV.S": _over(_deviation),
    "COUNT": count,
    "COUNTA": count_all,
    "COUNTBLANK": lambda cells: sum(value is None or value == "" for value in cells),
}
"""Functions over any number of ranges and values."""

SUBTOTALS = {1: "AVERAGE", 2: "COUNT", 3: "COUNTA", 4: "MAX", 5: "MIN", 6: "PRODUCT", 7: "STDEV", 9: "SUM"}
"""What the first argument of SUBTOTAL means; 101 and up leave hidden rows out."""


def chosen(pairs: Sequence[Any], length: int) -> list[bool]:
    """Which positions meet all criteria; `pairs` are range, criterion, range, criterion. Raises NotKnown."""
    meets = [True] * length
    for cells, wanted in zip(pairs[::2], pairs[1::2], strict=True):
        if not isinstance(cells, list) or isinstance(wanted, list) or len(cells) != length:
            raise NotKnown
        test = criterion(wanted)
        meets = [ok and test(value) for ok, value in zip(meets, cells, strict=True)]
    return meets


def _ifs(function: str) -> Callable[..., Any]:
    def made(cells: Any, *pairs: Any) -> Any:
        if not isinstance(cells, list) or len(pairs) % 2:
            raise NotKnown
        meets = chosen(pairs, len(cells))
        return AGGREGATES[function]([value for value, ok in zip(cells, meets, strict=True) if ok])

    return made


def _if(function: str) -> Callable[..., Any]:
    def made(cells: Any, wanted: Any, of: Any = None) -> Any:
        return _ifs(function)(cells if of is None else of, cells, wanted)

    return made


def _countifs(*pairs: Any) -> int:
    if not isinstance(pairs[0], list):
        raise NotKnown
    return sum(chosen(pairs, len(pairs[0])))


def _sumproduct(*ranges: Any) -> Any:
    lists = [cells if isinstance(cells, list) else [cells] for cells in ranges]
    if len(set(map(len, lists))) > 1:
        return Fault(VALUE)
    fault = next((value for cells in lists for value in cells if isinstance(value, Fault)), None)
    if fault is not None:
        return fault
    return total([math.prod(v if is_number(v) else 0 for v in row) for row in zip(*lists, strict=True)])


def _ranked(value: Any, cells: list[Any], ascending: Any = 0) -> Any:
    found = [cell for cell in cells if is_number(cell)]
    if value not in found:
        return Fault("#N/A")
    return 1 + sum((cell < value) if ascending else (cell > value) for cell in found)


def _nth(cells: list[Any], place: Any, *, largest: bool) -> Any:
    found = sorted((cell for cell in cells if is_number(cell)), reverse=largest)
    place = int(number(place))
    return found[place - 1] if 1 <= place <= len(found) else Fault(NUMBER)


CONDITIONAL: dict[str, Callable[..., Any]] = {
    "SUMIF": _if("SUM"), "AVERAGEIF": _if("AVERAGE"), "SUMIFS": _ifs("SUM"), "AVERAGEIFS": _ifs("AVERAGE"),
    "MAXIFS": _ifs("MAX"), "MINIFS": _ifs("MIN"), "COUNTIFS": _countifs, "COUNTIF": _countifs,
    "SUMPRODUCT": _sumproduct, "RANK": _ranked, "RANK.EQ": _ranked,
    "LARGE": lambda cells, place: _nth(cells, place, largest=True),
    "SMALL": lambda cells, place: _nth(cells, place, largest=False),
}  # fmt: skip
"""Functions whose arguments are ranges in some places and single values in others."""
