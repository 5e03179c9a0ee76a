"""References must lead somewhere: a customer of an order must be on the Customers sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from salessheets.core.book import Book, Table
from salessheets.core.columns import Column
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.texts import key_form, key_forms, nearest

UNKNOWN_REFERENCE = Rule(
    "unknown-reference",
    Severity.ERROR,
    "A reference leads nowhere",
    "The value should be a key of another sheet (a customer, a rep, a product, an order) but no row there has it. Often a digit "
    "is missing or two are swapped; the finding names the nearest one that exists. Correct it, or add the missing row there.",
    """
Taxes
Tax code | Rate | Valid from | Label
S20      | 20%  | 2011-01-04 | VAT 20%

Products
SKU    | Product        | Product group | Unit | List price | Tax code | Active
PMP-40 | Pump 40 l/min  | Pumps         | pc   | 480.00     | S2O      | Yes
""",
)
REFERENCE_RULES = (UNKNOWN_REFERENCE,)


def unknown_references(book: Book) -> Iterator[Finding]:
    """A finding on each value whose row on the other sheet is missing. Sheets that the workbook lacks are not asked."""
    for table in book.tables.values():
        for column in table.sheet.columns:
            if (
                table.exists
                and column.refers_to
                and not column.ours
                and column.header in table.present
                and _askable(book, column)
            ):
                yield from _unknown(book, table, column)


def _askable(book: Book, column: Column) -> bool:
    assert column.refers_to is not None
    sheet, header = column.refers_to
    return book.has(sheet) and header in book.table(sheet).present


def _unknown(book: Book, table: Table, column: Column) -> Iterator[Finding]:
    assert column.refers_to is not None
    sheet, header = column.refers_to
    known = book.frame(sheet)[header]
    forms = set(key_forms(known))
    values: pd.Series = table.frame[column.header]
    missing = {value for value in values.unique() if value and key_form(value) not in forms}
    if missing:
        guesses = {value: nearest(value, list(known)) for value in missing}
        for row in values.index[values.isin(missing)]:
            value = values[row]
            to_do = f"Did you mean {guesses[value]}?" if guesses[value] else f"Add it to {sheet}, or correct it here."
            yield table.find(
                UNKNOWN_REFERENCE,
                row,
                column.header,
                f"{column.header} {value} is not on the {sheet} sheet.",
                to_do,
            )
