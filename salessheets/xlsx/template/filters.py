"""The filters of the expression language: `{{ sales | sum('amount') | money }}`.

They are the only functions an expression can call. `money`, `num`, `date` and `percent` make text in the report's
locale, for use inside sentences; a cell that shows a figure alone needs none, its own number format does that.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jinja2.runtime import Undefined

from salessheets.xlsx.template.fields import find, unknown
from salessheets.xlsx.template.values import BadValueError, FormulaText, as_text, plain

_MOST_PLACES = 15


def field(record: Any, name: str) -> Any:
    """A record's field, plain. Raises BadValueError when it has no such field."""
    key = find(record, name)
    if key is None:
        raise BadValueError(unknown(f'field "{name}"', name, record))
    return plain(record[key])


def _values(items: Iterable[Any], name: str | None) -> list[Any]:
    """The items, or one field of each, blanks left out."""
    if isinstance(items, Undefined):
        str(items)  # tells what is missing
    if isinstance(items, (str, Mapping)) or not isinstance(items, Iterable):
        raise BadValueError("this filter needs a list of records")
    found = (field(item, name) for item in items) if name is not None else map(plain, items)
    return [value for value in found if value is not None]


def total(items: Iterable[Any], name: str | None = None) -> Any:
    """The exact sum of a list, or of one field of its records.

    Example:
        >>> total([{"amount": Decimal("0.10")}, {"amount": Decimal("0.20")}], "amount"), total([0.1] * 10)
        (Decimal('0.30'), 1.0)
    """
    values = _values(items, name)
    if not all(isinstance(value, (int, float, Decimal)) for value in values):
        raise BadValueError(f"the sum needs numbers, and one of the values of {name or 'the list'} is none")
    if any(isinstance(value, Decimal) for value in values):
        return sum((_decimal(value) for value in values), Decimal(0))
    return math.fsum(values) if any(isinstance(value, float) for value in values) else sum(values)


def rounded(value: Any, places: int = 0) -> Any:
    """A number rounded half up, of the same kind.

    Example:
        >>> rounded(2.675, 2), rounded(Decimal("0.5")), rounded(None)
        (2.68, Decimal('1'), None)
    """
    value = plain(value)
    if value is None:
        return None
    if abs(int(places)) > _MOST_PLACES:
        raise BadValueError(f"a number cannot be rounded to {places} places")
    exact = _decimal(value).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)
    return exact if isinstance(value, Decimal) else float(exact) if places > 0 else int(exact)


def _decimal(value: Any) -> Decimal:
    """A number as an exact decimal, a float as it prints. Raises BadValueError."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise BadValueError(f"{as_text(value)!r} is no number")
    return value if isinstance(value, Decimal) else Decimal(str(value))


def default(value: Any, other: Any = "") -> Any:
    """The value, or `other` when there is none or it is blank."""
    return other if isinstance(value, Undefined) or plain(value) is None else value


def joined(items: Iterable[Any], between: str = ", ", name: str | None = None) -> str:
    """A list as one text, or one field of its records.

    Example:
        >>> joined([{"rep": "Ana"}, {"rep": "Bo"}], name="rep")
        'Ana, Bo'
    """
    return between.join(as_text(value) for value in _values(items, name))


def formula(value: Any) -> FormulaText:
    """A text as a formula of the finished sheet: English names, commas; a leading `=` is dropped."""
    return FormulaText(as_text(value).removeprefix("="))


def smallest(items: Iterable[Any], name: str | None = None) -> Any:
    """The least value, None for an empty list."""
    return min(_values(items, name), default=None)


def largest(items: Iterable[Any], name: str | None = None) -> Any:
    """The greatest value, None for an empty list."""
    return max(_values(items, name), default=None)


def _first(items: Any, name: str | None = None) -> Any:
    found = list(items) if isinstance(items, (str, list, tuple)) else _values(items, None)
    return None if not found else field(found[0], name) if name else found[0]


def _last(items: Any, name: str | None = None) -> Any:
    found = list(items) if isinstance(items, (str, list, tuple)) else _values(items, None)
    return None if not found else field(found[-1], name) if name else found[-1]


def _length(items: Any) -> int:
    if isinstance(items, Undefined) or not hasattr(items, "__len__"):
        raise BadValueError("only a list or a text has a length" if not isinstance(items, Undefined) else str(items))
    return len(items)


def local(locale: str, currency: str) -> dict[str, Callable[..., Any]]:
    r"""The filters that write in a locale.

    Args:
        locale: As babel names it, e.g. "de_DE".
        currency: The ISO code that `money` uses when none is given; may be empty.

    Raises:
        BadValueError: A locale that is not known.

    Example:
        >>> made = local("de_DE", "EUR")
        >>> made["money"](1234.5), made["num"](1234.5), made["percent"](0.256, 1), made["date"](dt.date(2026, 2, 9))
        ('1.234,50\xa0€', '1.234,5', '25,6\xa0%', '09.02.2026')
    """
    from babel import Locale, UnknownLocaleError, dates, numbers

    try:
        known = Locale.parse(locale.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise BadValueError(f'the locale "{locale}" is not known; use one such as en_GB or de_DE') from None

    def money(value: Any, code: str = currency) -> str:
        if not code:
            return num(value, 2)
        return _or_blank(value, lambda v: numbers.format_currency(_decimal(v), code, locale=known))

    def num(value: Any, places: int | None = None) -> str:
        shape = None if places is None else "#,##0" + _places(places)
        return _or_blank(
            value,
            lambda v: numbers.format_decimal(
                _decimal(v) if places is None else rounded(_decimal(v), places), shape, locale=known
            ),
        )

    def percent(value: Any, places: int = 0) -> str:
        shape = str(known.percent_formats[None].pattern).replace("##0", "##0" + _places(places))
        return _or_blank(value, lambda v: numbers.format_percent(rounded(_decimal(v), places + 2), shape, locale=known))

    def date(value: Any, shape: str = "") -> str:
        return _or_blank(value, lambda v: dates.format_date(_date(v), shape or "medium", locale=known))

    return {"money": money, "num": num, "percent": percent, "date": date}


def _places(places: int) -> str:
    """The decimals of a number pattern."""
    return "." + "0" * min(places, _MOST_PLACES) if places > 0 else ""


def _date(value: Any) -> dt.date:
    if not isinstance(value, dt.date):
        raise BadValueError(f"{as_text(value)!r} is no date")
    return value


def _or_blank(value: Any, shape: Callable[[Any], str]) -> str:
    """The shaped value; nothing for a blank."""
    if isinstance(value, Undefined):
        str(value)  # tells what is missing
    value = plain(value)
    return "" if value is None else shape(value)


PLAIN: dict[str, Callable[..., Any]] = {
    "default": default, "sum": total, "round": rounded, "join": joined, "length": _length, "count": _length,
    "first": _first, "last": _last, "min": smallest, "max": largest, "formula": formula,
    "upper": lambda value: as_text(value).upper(), "lower": lambda value: as_text(value).lower(),
    "title": lambda value: as_text(value).title(), "trim": lambda value: as_text(value).strip(), "abs": abs,
}  # fmt: skip
"""The filters that need no locale, by name."""
