"""A value from the data as the engine uses it: plain Python, blanks as None.

Source of the blank rule: NaN, NaT, NA and None all say "not known"; infinity is no figure a report can show.

Example:
    >>> plain(float("nan")), plain(2.5), as_text(1234.0), as_text(True)
    (None, 2.5, '1234', 'TRUE')
"""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

DAY_ZERO = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - Excel knows no time zones
_SHIFT_1904 = 1462
_MARCH_1900 = 61


class BadValueError(ValueError):
    """A value that no cell can hold."""


class MissingValueError(BadValueError):
    """A name or field that the data does not have."""


class FormulaText(str):
    """A formula made by the `formula` filter, without its `=`."""

    __slots__ = ()


def plain(value: Any) -> Any:
    """The value as plain Python: numpy scalars unpacked, blanks None.

    Raises:
        BadValueError: Infinity.
    """
    if value is None or type(value).__name__ == "NAType":
        return None
    if hasattr(value, "dtype") and hasattr(value, "item") and getattr(value, "ndim", 0) == 0:
        value = value.item()
    if isinstance(value, (float, dt.datetime, Decimal)) and value != value:  # noqa: PLR0124 - NaN and NaT
        return None
    if isinstance(value, (float, Decimal)) and math.isinf(value):
        raise BadValueError("the value is infinite; a cell cannot hold it")
    return value


def as_text(value: Any) -> str:
    """The value inside a longer text: blanks empty, whole floats without `.0`, dates in ISO form."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes") if value.time() != dt.time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)


def serial(value: dt.date | dt.time | dt.timedelta, *, date1904: bool = False) -> int | float:
    """A date, time or duration as Excel counts days.

    Raises:
        BadValueError: A date before the first day that the workbook can hold.

    Example:
        >>> serial(dt.date(2026, 2, 9)), serial(dt.datetime(2026, 2, 9, 12)), serial(dt.time(6))
        (46062, 46062.5, 0.25)
    """
    if isinstance(value, dt.timedelta):
        return _number(value)
    if isinstance(value, dt.time):
        return _number(dt.datetime.combine(DAY_ZERO.date(), value.replace(tzinfo=None)) - DAY_ZERO)
    moment = value.replace(tzinfo=None) if isinstance(value, dt.datetime) else dt.datetime(*value.timetuple()[:3])  # noqa: DTZ001
    days = _number(moment - DAY_ZERO)
    days -= _SHIFT_1904 if date1904 else int(days < _MARCH_1900)
    if days < 0:
        raise BadValueError(f"the date {value} lies before the first day a workbook can hold")
    return days


def _number(span: dt.timedelta) -> int | float:
    days = span / dt.timedelta(days=1)
    return int(days) if days.is_integer() else days
