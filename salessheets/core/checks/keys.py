"""Keys must be unique, in a comparison that ignores case, blanks and invisible characters."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from salessheets.core.book import Book, Table
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.texts import key_forms

REPEATED_KEY = Rule(
    "repeated-key",
    Severity.ERROR,
    "Two rows have the same key",
    "A number may stand for one thing only. When it is given twice, payments, deliveries and totals cannot be told apart. "
    "Give the later row the next free number, or delete it if the row was entered twice. Upper and lower case and extra blanks "
    "make no difference.",
    """
Taxes
Tax code | Rate | Valid from | Label
S20      | 20%  | 2011-01-04 | VAT 20%
s20      | 20%  | 2011-01-04 | VAT 20%
""",
)
KEY_RULES = (REPEATED_KEY,)


def repeated_keys(book: Book) -> Iterator[Finding]:
    """A finding on each row whose key stands in an earlier row."""
    for table in book.tables.values():
        if (
            table.exists
            and table.sheet.key
            and all(header in table.present for header in table.sheet.key)
            and len(table.frame) > 1
        ):
            yield from _repeated(table)


def _repeated(table: Table) -> Iterator[Finding]:
    keys = _key_forms(table)
    again = keys.duplicated()
    if not again.any():
        return
    first = keys.drop_duplicates()
    rows = dict(zip(first, first.index, strict=True))
    for row in keys.index[again & (keys != "")]:
        header = table.sheet.key[0]
        same = " The whole row is the same." if _same(table, rows[keys[row]], row) else ""
        wrong = f"{table.key_of(row)} stands in row {rows[keys[row]]} already.{same}"
        yield table.find(
            REPEATED_KEY,
            row,
            header,
            wrong,
            "Delete this row." if same else "Give this row its own number, or delete it.",
        )


def _same(table: Table, first: int, second: int) -> bool:
    admin = [column.header for column in table.sheet.columns if not column.ours]
    pair = table.frame.loc[[first, second], admin]
    return bool(pair.iloc[0].equals(pair.iloc[1]))


def _key_forms(table: Table) -> pd.Series:
    """Each row's key for comparison; "" where a part of it is blank."""
    parts = [table.frame[header] for header in table.sheet.key]
    texts = [
        pd.Series(
            key_forms(part) if part.dtype == object else part.astype(str).to_numpy(dtype=object),
            index=part.index,
            dtype=object,
        )
        for part in parts
    ]
    joined = texts[0]
    blank = parts[0].isna() | (texts[0] == "")
    for part, text in zip(parts[1:], texts[1:], strict=True):
        joined = joined + "\x1f" + text
        if table.sheet[str(part.name)].key and table.sheet[str(part.name)].required:
            blank |= part.isna()
    return joined.where(~blank, "")
