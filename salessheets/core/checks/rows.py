"""Rows that are easily overlooked: totals rows inside the data, hidden and filtered rows, rows under the table, merged cells."""

from __future__ import annotations

from collections.abc import Iterator

from salessheets.core.book import Book, Table
from salessheets.core.findings import Finding, Rule, Severity

STRAY_TOTALS_ROW = Rule(
    "stray-totals-row",
    Severity.WARNING,
    "A totals row stands among the data",
    "A row whose key says Total or the like is not counted as data, so that nothing is added twice. Totals belong into the "
    "table's own totals row (Table Design > Total Row) or outside the table.",
    """
Taxes
Tax code | Rate | Valid from | Label
S20      | 20%  | 2011-01-04 | VAT 20%
Total    |      |            |
""",
)
HIDDEN_ROWS = Rule(
    "hidden-rows",
    Severity.HINT,
    "Rows are hidden, but they count",
    "Hidden and filtered rows are read like all others, because a figure must not change with a filter. This finding only says "
    "that what is seen on the sheet is not all there is. Unhide the rows or clear the filter to see them.",
)
ROWS_UNDER_TABLE = Rule(
    "rows-under-table",
    Severity.WARNING,
    "Rows stand under the table instead of in it",
    "Rows typed under a table that Excel did not take in are read all the same, but filters, sorting and formulas on the table "
    "leave them out. Drag the table's corner down over them.",
)
ROWS_APART = Rule(
    "rows-apart",
    Severity.HINT,
    "Rows stand apart from the table",
    "What stands under a table past an empty row is taken for notes or totals and is not read. If it is data after all, move it "
    "up into the table.",
)
MERGED_CELLS = Rule(
    "merged-cells",
    Severity.WARNING,
    "Cells are merged inside the data",
    "Of merged cells only the first holds a value; the others read as blank. Unmerge them and fill in each row.",
)
ROW_RULES = (STRAY_TOTALS_ROW, HIDDEN_ROWS, ROWS_UNDER_TABLE, ROWS_APART, MERGED_CELLS)


def rows_worth_a_look(book: Book) -> Iterator[Finding]:
    """Findings on rows that are left out, hidden or outside the table."""
    for table in book.tables.values():
        if table.raw is not None:
            yield from _totals(table)
            yield from _hidden(table)
            yield from _under(table)
            yield from _merged(table)


def _totals(table: Table) -> Iterator[Finding]:
    for row, reason in table.left_out.items():
        if reason == "a totals row":
            yield STRAY_TOTALS_ROW.finding(
                table.sheet.name, f"Row {row} is a totals row among the data; it is not counted.",
                "Delete it, or use the table's own totals row.", row=row, key=f"totals row {row}",
            )  # fmt: skip


def _hidden(table: Table) -> Iterator[Finding]:
    assert table.raw is not None
    hidden = [row for row in table.frame.index if row in table.raw.hidden] if table.raw.hidden else []
    if hidden:
        how = "hidden by a filter" if table.raw.filtered else "hidden"
        wrong = f"{len(hidden)} row{'s are' if len(hidden) > 1 else ' is'} {how} (the first is row {hidden[0]}); all are counted."
        to_do = (
            "Clear the filter to see them." if table.raw.filtered else "Select the sheet and choose Unhide to see them."
        )
        yield HIDDEN_ROWS.finding(table.sheet.name, wrong, to_do, row=hidden[0], key="hidden rows")


def _under(table: Table) -> Iterator[Finding]:
    """Rows right under the table are read with it; rows past an empty one are the admin's notes and are not."""
    assert table.raw is not None
    read = set(table.raw.rows.tolist())
    touching = [row for row in table.raw.below if row in read]
    apart = [row for row in table.raw.below if row not in read]
    if touching:
        wrong = f"{_rows(touching)} under the table; {'they are' if len(touching) > 1 else 'it is'} read all the same."
        to_do = "Drag the table's lower right corner down over them."
        yield ROWS_UNDER_TABLE.finding(table.sheet.name, wrong, to_do, row=touching[0], key="under the table")
    if apart:
        wrong = f"{_rows(apart)} apart from the table, under an empty row; {'they are' if len(apart) > 1 else 'it is'} not read."
        to_do = "If that is data, move it up into the table; notes and totals may stay."
        yield ROWS_APART.finding(table.sheet.name, wrong, to_do, row=apart[0], key="apart from the table")


def _rows(rows: list[int]) -> str:
    return f"{len(rows)} rows stand (the first is row {rows[0]})" if len(rows) > 1 else f"Row {rows[0]} stands"


def _merged(table: Table) -> Iterator[Finding]:
    assert table.raw is not None
    for area in table.raw.merged[:50]:
        row = int("".join(letter for letter in area.split(":")[0] if letter.isdigit()))
        yield MERGED_CELLS.finding(
            table.sheet.name,
            f"The cells {area} are merged.",
            "Unmerge them and fill in each row.",
            row=row,
            key=area,
            found=area,
        )
