"""The kinds of values in formulas and how they turn into each other, as Excel does it.

Example:
    >>> number("12.5"), number(None), number(True), number("abc")
    (12.5, 0, 1, Fault('#VALUE!'))
    >>> text(12.0), text(0.1 + 0.2), text(None), compare("a", "B") < 0
    ('12', '0.3', '', True)
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from salessheets.xlsx.template.values import serial

VALUE, DIVISION, NOT_AVAILABLE, NUMBER = "#VALUE!", "#DIV/0!", "#N/A", "#NUM!"


class NotKnown(Exception):
    """The value of a formula cannot be told for certain."""


class Fault(str):
    """An error value such as #DIV/0!."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Fault({str(self)!r})"


def settled(value: Any, *, date1904: bool = False) -> Any:
    """A cell's value as formulas see it: dates are numbers, decimals floats."""
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return serial(value, date1904=date1904)
    return float(value) if isinstance(value, Decimal) else value


def number(value: Any) -> Any:
    """A value in arithmetic: a number, or a Fault."""
    if value is None:
        return 0
    if isinstance(value, Fault):
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return Fault(VALUE)
    return value


def text(value: Any) -> Any:
    """A value in a text: a str, or a Fault. Raises NotKnown for numbers that Excel may spell otherwise."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if value and not 1e-4 <= abs(value) < 1e11:
        raise NotKnown
    return f"{value:.15g}"


def truth(value: Any) -> Any:
    """A value as a condition: a bool, or a Fault."""
    if isinstance(value, Fault):
        return value
    if isinstance(value, str):
        return {"TRUE": True, "FALSE": False}.get(value.upper(), Fault(VALUE))
    return bool(value)


def compare(left: Any, right: Any) -> int:
    """-1, 0 or 1; texts without case; numbers before texts before truth values; a blank is like its partner's zero."""
    left, right = _blank(left, right), _blank(right, left)
    ranks = _rank(left), _rank(right)
    if ranks[0] != ranks[1]:
        return -1 if ranks[0] < ranks[1] else 1
    a, b = (left.casefold(), right.casefold()) if isinstance(left, str) else (left, right)
    return int(a > b) - int(a < b)


def _blank(value: Any, partner: Any) -> Any:
    if value is not None:
        return value
    return "" if isinstance(partner, str) else False if isinstance(partner, bool) else 0


def _rank(value: Any) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def is_number(value: Any) -> bool:
    """True for a number that is no truth value."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)
