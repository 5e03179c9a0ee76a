"""Headers: missing ones, with the column that was probably meant, and repeated ones."""

from __future__ import annotations

from collections.abc import Iterator

from salessheets.core.book import Book, Table
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.headers import match_headers
from salessheets.core.texts import nearest

MISSING_HEADER = Rule(
    "missing-header",
    Severity.ERROR,
    "A sheet lacks a column that it needs",
    "Columns are found by the text of their header, wherever they stand. When a needed header is missing, usually because it "
    "was retyped, its column cannot be read and everything that depends on it stays empty. Type the header as it should be, "
    "or one of its other known spellings (`salessheets columns` lists them).",
    """
Taxes
Tax code | Rat | Valid from | Label
S20      | 20% | 2011-01-04 | VAT 20%
""",
)
REPEATED_HEADER = Rule(
    "repeated-header",
    Severity.ERROR,
    "Two columns of a sheet have the same meaning",
    "When two headers mean the same column, only the first is read, and figures typed under the second would be lost without "
    "a word. Rename or delete one of them.",
    """
Taxes
Tax code | Rate | Valid from | Label   | Tax rate
S20      | 20%  | 2011-01-04 | VAT 20% | 20%
""",
)
STRUCTURE_RULES = (MISSING_HEADER, REPEATED_HEADER)


def headers_of_sheets(book: Book) -> Iterator[Finding]:
    """Findings on the headers of every sheet that the workbook has."""
    for table in book.tables.values():
        if table.raw is not None:
            yield from _missing(table)
            yield from _repeated(table)


def _missing(table: Table) -> Iterator[Finding]:
    assert table.raw is not None
    match = match_headers(table.sheet, table.raw.headers)
    for header in match.missing:
        column = table.sheet[header]
        if column.required and not column.ours:
            guess = nearest(header, [unknown.text for unknown in match.unknown], at_least=60)
            to_do = (
                f"Is it the column “{guess}”? Then type “{header}” there."
                if guess
                else f"Add a column with the header “{header}”."
            )
            yield MISSING_HEADER.finding(
                table.sheet.name,
                f"The sheet has no column “{header}”.",
                to_do,
                row=table.header_row,
                key=header,
            )


def _repeated(table: Table) -> Iterator[Finding]:
    assert table.raw is not None
    texts = {header.column: header.text for header in table.raw.headers}
    for header, number in match_headers(table.sheet, table.raw.headers).repeated:
        wrong = (
            f"The column “{texts[number]}” means the same as “{texts[table.present[header]]}”; only the first is read."
        )
        yield REPEATED_HEADER.finding(
            table.sheet.name,
            wrong,
            "Rename or delete one of the two.",
            row=table.header_row,
            key=f"{header} again",
            found=texts[number],
        )
