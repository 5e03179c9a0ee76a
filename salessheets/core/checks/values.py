"""Values against their declared lists and bounds; dates against a sensible window; e-mail addresses and IBANs by their form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from salessheets.core.book import Book, Table
from salessheets.core.columns import Column, Kind
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.money import currency_codes, decimals
from salessheets.core.texts import key_form, key_forms, listed, nearest

NOT_ALLOWED = Rule(
    "not-in-list",
    Severity.ERROR,
    "A value is not one of those allowed",
    "The column takes one of a few fixed words; upper and lower case and extra blanks do not matter. Another word means nothing "
    "to the checks, so the row would be left out of what depends on it. Choose one from the dropdown.",
    """
Taxes
Tax code | Rate | Valid from | Label
S20      | 20%  | 2011-01-04 | VAT 20%

Products
SKU    | Product       | Product group | Unit | List price | Tax code | Active
PMP-40 | Pump 40 l/min | Pumps         | pc   | 480.00     | S20      | Maybe
""",
)
NEW_LIST_VALUE = Rule(
    "not-on-lists-sheet",
    Severity.WARNING,
    "A value is not on the Lists sheet",
    "The column's dropdown comes from the Lists sheet, and this value is not there. It still counts, but a mistyped region or "
    "product group becomes a group of its own in every report. Correct it, or add it to the list.",
    """
Lists
Product group
Pumps

Taxes
Tax code | Rate | Valid from | Label
S20      | 20%  | 2011-01-04 | VAT 20%

Products
SKU    | Product       | Product group | Unit | List price | Tax code | Active
PMP-40 | Pump 40 l/min | Pupms         | pc   | 480.00     | S20      | Yes
""",
)
OUT_OF_BOUNDS = Rule(
    "out-of-bounds",
    Severity.ERROR,
    "A number is outside its bounds",
    "The number is smaller or larger than the column can sensibly hold, for example a percentage above 100.",
    """
Taxes
Tax code | Rate | Valid from | Label
S20      | 200% | 2011-01-04 | VAT 20%
""",
)
UNLIKELY_DATE = Rule(
    "unlikely-date",
    Severity.ERROR,
    "A date lies far outside the years of the book",
    "Dates more than 30 years before or 10 years after the as-of date are nearly always typing errors, such as 2062 for 2026. "
    "Papers with such a date fall out of every period.",
    """
Taxes
Tax code | Rate | Valid from | Label
S20      | 20%  | 2092-01-04 | VAT 20%
""",
)
MALFORMED = Rule(
    "malformed",
    Severity.WARNING,
    "An e-mail address, IBAN or currency code is not well-formed",
    "An e-mail address needs one @ and a domain; an IBAN must pass its check digits, which catch nearly every typing error; a "
    "currency is three letters of ISO 4217.",
    """
Reps
Rep ID | Name      | E-mail         | Started    | Time zone
R03    | Anita Rao | anita(at)acme  | 2024-02-01 | Europe/London
""",
)
VALUE_RULES = (NOT_ALLOWED, NEW_LIST_VALUE, OUT_OF_BOUNDS, UNLIKELY_DATE, MALFORMED)

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}\Z")
_YEARS_BACK, _YEARS_ON = 30, 10


def values_out_of_bounds(book: Book) -> Iterator[Finding]:
    """Findings on values that fit their type but not their declaration."""
    for table in book.tables.values():
        for column in table.sheet.columns:
            if not column.ours and column.header in table.present and len(table.frame):
                yield from _check(book, table, column)


def _check(book: Book, table: Table, column: Column) -> Iterator[Finding]:
    if column.allowed:
        yield from _allowed(table, column)
    elif column.list_name:
        yield from _on_lists(book, table, column)
    if column.storage == "date":
        yield from _window(book, table, column)
    if column.minimum is not None or column.maximum is not None:
        yield from _bounds(table, column)
    if form := _form(column):
        yield from _malformed(table, column, *form)


def _unlike(values: pd.Series, fine: Callable[[str], bool]) -> pd.Series:
    """The values that are not blank and not fine; each distinct one is asked once."""
    bad = {value for value in values.unique() if value and not fine(value)}
    return values[values.isin(bad)] if bad else values[:0]


def _allowed(table: Table, column: Column) -> Iterator[Finding]:
    known = set(key_forms(column.allowed))
    for row, value in _unlike(table.frame[column.header], lambda text: key_form(text) in known).items():
        guess = nearest(value, column.allowed)
        to_do = f"Did you mean {guess}?" if guess else f"Choose {listed(column.allowed, 12, 'or')}."
        yield table.find(
            NOT_ALLOWED,
            row,
            column.header,
            f"{column.header} “{value}” is not one of the words allowed here.",
            to_do,
        )


def _on_lists(book: Book, table: Table, column: Column) -> Iterator[Finding]:
    if not book.has("Lists") or column.list_name not in book.table("Lists").present:
        return
    listed_values = [value for value in book.frame("Lists")[column.list_name] if value]
    known = set(key_forms(listed_values))
    if not known:
        return
    for row, value in _unlike(table.frame[column.header], lambda text: key_form(text) in known).items():
        guess = nearest(value, listed_values)
        to_do = (
            f"Did you mean {guess}? If not, add it to Lists." if guess else "Correct it, or add it to the Lists sheet."
        )
        yield table.find(
            NEW_LIST_VALUE,
            row,
            column.header,
            f"{column.header} “{value}” is not on the Lists sheet under {column.list_name}.",
            to_do,
        )


def _window(book: Book, table: Table, column: Column) -> Iterator[Finding]:
    values = table.frame[column.header]
    year = book.as_of.year
    first, last = np.datetime64(f"{year - _YEARS_BACK}-01-01"), np.datetime64(f"{year + _YEARS_ON}-12-31")
    outside = values[(values < first) | (values > last)]
    for row, value in outside.items():
        wrong = f"{column.header} {value:%Y-%m-%d} is far from the years of this book."
        yield table.find(UNLIKELY_DATE, row, column.header, wrong, "Type the date again.")


def _bounds(table: Table, column: Column) -> Iterator[Finding]:
    values = table.frame[column.header].astype("float64")
    if column.storage == "money":
        values = values / 10.0 ** table.currencies.map(decimals).to_numpy(dtype="float64")
    low = values < (-np.inf if column.minimum is None else column.minimum)
    high = values > (np.inf if column.maximum is None else column.maximum)
    for row in values.index[low | high]:
        side, bound = ("less", column.minimum) if low[row] else ("more", column.maximum)
        wrong = f"{column.header} is {_number(values[row], column)}; it must not be {side} than {_number(bound or 0, column)}."
        yield table.find(OUT_OF_BOUNDS, row, column.header, wrong, "Correct the number.", _number(values[row], column))


def _number(value: float, column: Column) -> str:
    return (
        f"{value * 100:g}%"
        if column.kind is Kind.PERCENT
        else f"{value:,.2f}"
        if column.kind is Kind.MONEY
        else f"{value:g}"
    )


def _form(column: Column) -> tuple[Callable[[str], bool], str] | None:
    """How to tell that a value of this column is well-formed, and what it should be."""
    if column.kind is Kind.EMAIL:
        return (lambda text: bool(_EMAIL.match(text))), "an e-mail address"
    if column.kind is Kind.IBAN:
        return _iban, "an IBAN"
    if column.header in {"Currency", "Base currency"}:
        return (lambda text: text.upper() in currency_codes()), "a currency code of ISO 4217"
    return None


def _iban(text: str) -> bool:
    from stdnum import iban

    return bool(iban.is_valid(text))


def _malformed(table: Table, column: Column, fine: Callable[[str], bool], what: str) -> Iterator[Finding]:
    for row, value in _unlike(table.frame[column.header], fine).items():
        shown = f"…{value[-4:]}" if column.kind is Kind.IBAN else value
        yield table.find(
            MALFORMED, row, column.header, f"{column.header} “{shown}” is not {what}.", "Correct it.", shown
        )
