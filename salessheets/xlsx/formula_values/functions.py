"""Functions of single values: conditions, rounding, texts, dates.

A function takes its arguments' values and gives a value. An error among the arguments is its result, unless the
function is one that looks at errors.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any

from salessheets.xlsx.formula_values.kinds import (
    DIVISION,
    NUMBER,
    VALUE,
    Fault,
    NotKnown,
    is_number,
    number,
    text,
    truth,
)

_DAY_ZERO = dt.date(1899, 12, 30)
_MARCH_1900 = 61


def rounded(value: Any, places: Any = 0, rounding: str = ROUND_HALF_UP) -> Any:
    """ROUND and its kin: the decimal that the float prints as, rounded.

    Example:
        >>> rounded(2.675, 2), rounded(-2.5), rounded(1234.5, -2), rounded(2.671, 2, ROUND_UP)
        (2.68, -3.0, 1200.0, 2.68)
    """
    value, places = number(value), number(places)
    if isinstance(value, Fault) or isinstance(places, Fault):
        return value if isinstance(value, Fault) else places
    exact = Decimal(repr(float(f"{value:.15g}"))).quantize(Decimal(1).scaleb(-int(places)), rounding)
    return float(exact)


def power(base: Any, exponent: Any) -> Any:
    """`^`."""
    try:
        made = base**exponent
    except ZeroDivisionError:
        return Fault(DIVISION)
    except OverflowError:
        return Fault(NUMBER)
    return Fault(NUMBER) if isinstance(made, complex) else made


def _mod(value: Any, by: Any) -> Any:
    value, by = number(value), number(by)
    faults = [item for item in (value, by) if isinstance(item, Fault)]
    return faults[0] if faults else value % by if by else Fault(DIVISION)


def _all(values: list[Any]) -> Any:
    return all(truth(value) for value in values)


def _date_part(value: Any, part: str) -> Any:
    days = number(value)
    if isinstance(days, Fault) or days < _MARCH_1900:
        return days if isinstance(days, Fault) else Fault(VALUE)
    return getattr(_DAY_ZERO + dt.timedelta(days=int(days)), part)


def _date(year: Any, month: Any, day: Any) -> Any:
    year, month, day = int(number(year)), int(number(month)), int(number(day))
    years, months = divmod(month - 1, 12)
    days = (dt.date(year + years, months + 1, 1) - _DAY_ZERO).days + day - 1
    if days < _MARCH_1900:
        raise NotKnown  # Excel has a 29 February 1900, LibreOffice has not
    return days


def _left(value: Any, count: Any = 1) -> Any:
    return text(value)[: int(number(count))]


def _right(value: Any, count: Any = 1) -> Any:
    return text(value)[max(0, len(text(value)) - int(number(count))) :]


def _mid(value: Any, start: Any, count: Any) -> Any:
    first = int(number(start)) - 1
    return text(value)[first : first + int(number(count))]


def _numeric(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def made(value: Any) -> Any:
        plain = number(value)
        return plain if isinstance(plain, Fault) else function(plain)

    return made


SCALAR: dict[str, Callable[..., Any]] = {
    "ROUND": rounded,
    "ROUNDUP": lambda value, places=0: rounded(value, places, ROUND_UP),
    "ROUNDDOWN": lambda value, places=0: rounded(value, places, ROUND_DOWN),
    "INT": _numeric(lambda value: int(value // 1)),
    "ABS": _numeric(abs),
    "SIGN": _numeric(lambda value: (value > 0) - (value < 0)),
    "SQRT": _numeric(lambda value: value**0.5 if value >= 0 else Fault(NUMBER)),
    "MOD": _mod,
    "NOT": lambda value: not truth(value),
    "N": lambda value: value if is_number(value) else int(value) if isinstance(value, bool) else 0,
    "LEN": lambda value: len(text(value)),
    "LEFT": _left,
    "RIGHT": _right,
    "MID": _mid,
    "UPPER": lambda value: text(value).upper(),
    "LOWER": lambda value: text(value).lower(),
    "TRIM": lambda value: (
        " ".join(text(value).split(" ")).strip() if "  " not in text(value) else " ".join(text(value).split())
    ),
    "CONCATENATE": lambda *values: "".join(map(text, values)),
    "YEAR": lambda value: _date_part(value, "year"),
    "MONTH": lambda value: _date_part(value, "month"),
    "DAY": lambda value: _date_part(value, "day"),
    "DATE": _date,
    "HYPERLINK": lambda link, shown=None: link if shown is None else shown,
}
"""Functions whose arguments are single values; a Fault among them is the result."""

LOOKS_AT_FAULTS: dict[str, Callable[..., Any]] = {
    "ISERROR": lambda value: isinstance(value, Fault),
    "ISERR": lambda value: isinstance(value, Fault) and value != "#N/A",
    "ISNA": lambda value: value == "#N/A" and isinstance(value, Fault),
    "ISNUMBER": is_number,
    "ISTEXT": lambda value: isinstance(value, str) and not isinstance(value, Fault),
    "ISLOGICAL": lambda value: isinstance(value, bool),
    "ISBLANK": lambda value: value is None,
}
"""Functions for which an error is a value like others."""
