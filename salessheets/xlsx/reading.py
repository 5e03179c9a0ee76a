"""Sheets as they stand in the file: headers, rows, cells. Nothing is inferred.

Example:
    >>> from io import BytesIO
    >>> from xlsxwriter import Workbook
    >>> from salessheets.xlsx.package import Package
    >>> with Workbook(made := BytesIO()) as book:
    ...     sheet = book.add_worksheet("Invoices")
    ...     _ = sheet.write_row("A1", ["Invoice no", "Net"]), sheet.write_row("A2", ["000123", 19.5])
    >>> package = Package.from_bytes(made.getvalue())
    >>> invoices = read_sheet(package, package.sheet("Invoices"))
    >>> [header.text for header in invoices.headers], invoices.rows.tolist()
    (['Invoice no', 'Net'], [2])
    >>> invoices.columns[1].texts[0], float(invoices.columns[2].numbers[0])
    ('000123', 19.5)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW, Area
from salessheets.core.raw import BOOL, NUMBER, TEXT, RawHeader, RawSheet, Rows
from salessheets.errors import Damaged
from salessheets.xlsx.readers import expat_cells, fast_cells
from salessheets.xlsx.readers.cells import Cells, Scan, Surroundings
from salessheets.xlsx.readers.formats import STYLED, package_styles
from salessheets.xlsx.readers.gathering import Gathered, Shared
from salessheets.xlsx.readers.tags import Unfamiliar

if TYPE_CHECKING:
    from salessheets.xlsx.package import Package, SheetEntry, TableEntry

_FAST_FROM = 16_384
"""Bytes of a sheet from which the fast reading pays."""


def read_sheet(package: Package, entry: SheetEntry, header_row: int | None = None) -> RawSheet:
    """One sheet as it stands.

    With a table, the sheet is its first table: the header row and rows of the table, without its totals row, and the
    rows typed right below it, which are also listed in `below`. Rows further down, past an empty row, are listed in
    `below` but not read. Without a table, the first row with a text is the header row and every row below it that
    has a value is read.

    Args:
        package: The workbook.
        entry: One of its worksheets.
        header_row: Excel row of the headers, when it is known; a table that has its headers elsewhere is then
            passed over.

    Raises:
        Damaged: The sheet's XML or one of its cells makes no sense; the message names the cell.
    """
    where = f"{package.label}, sheet {entry.name}"
    if entry.kind != "worksheet" or not package.has(entry.part):
        raise Damaged(where, "this tab has no cells", "Name a sheet with rows and columns.")
    _require_styles(package, entry.part, where)
    strings = np.array(package.shared_strings, dtype=object)
    around = Surroundings(where, strings, package_styles(package), package.date1904)
    found = scan_sheet(package.data(entry.part), around)
    if found.canonical:
        package.canonical.add(entry.part)
    tables = package.tables(entry)
    gathered = Gathered(found.batches)
    found.batches.clear()
    layout = _layout(gathered, tables, header_row)
    return _sheet(entry.name, gathered, found, layout, _filtered(package, found, tables))


def _require_styles(package: Package, part: str, where: str) -> None:
    """Without the styles part, a date in a styled cell would pass for a number."""
    if not package.related(package.workbook_part, "styles") and STYLED.search(package.data(part)):
        wrong = "the workbook's styles are missing, so that dates cannot be told from numbers"
        raise Damaged(where, wrong, "Restore a backup, or open the file in Excel and save it there.")


def scan_sheet(data: bytes, around: Surroundings) -> Scan:
    """All cells of a sheet's part, by the fast reading where it understands the sheet.

    Raises:
        Damaged: The sheet's XML or one of its cells makes no sense.
    """
    if len(data) >= _FAST_FROM:
        try:
            return fast_cells.scan(data, around)
        except Unfamiliar:
            pass  # not canonical, or wrong: the careful reading knows which
    return expat_cells.scan(data, around)


def _filtered(package: Package, found: Scan, tables: tuple[TableEntry, ...]) -> bool:
    return found.filtered or any(b"filterColumn" in package.data(table.part) for table in tables)


@dataclass(frozen=True)
class _Layout:
    """Where the data stands: header row, columns (None: all), data rows, rows below a table, its name."""

    header_row: int
    columns: range | None
    rows: Rows
    headers: tuple[RawHeader, ...]
    below: tuple[int, ...] = ()
    table: str = ""


def _layout(gathered: Gathered, tables: tuple[TableEntry, ...], header_row: int | None) -> _Layout:
    table = tables[0] if tables else None
    if table is not None and (header_row is None or header_row == table.area.top):
        return _table_layout(gathered, table, tables)
    if header_row is None:
        header_row = gathered.first_row(TEXT) or gathered.first_row()
    rows = gathered.rows_with_values(header_row + 1, gathered.last_row())
    return _Layout(header_row, None, rows, _headers(gathered, header_row, range(1, MAX_COLUMN + 1)))


def _table_layout(gathered: Gathered, table: TableEntry, tables: tuple[TableEntry, ...]) -> _Layout:
    area = table.area
    columns = range(area.left, area.right + 1)
    first, last = area.top + table.header_rows, area.bottom - table.totals_rows
    end = min([other.area.top for other in tables if _stands_below(other.area, area)], default=MAX_ROW + 1) - 1
    below = gathered.rows_with_values(area.bottom + 1, min(end, gathered.last_row()), columns)
    absorbed = below[below == area.bottom + 1 + np.arange(len(below))]
    rows = np.concatenate([gathered.rows_with_values(first, last, columns), absorbed])
    if table.header_rows:
        headers = _headers(gathered, area.top, columns)
    else:
        headers = tuple(RawHeader(c, name) for c, name in zip(columns, table.columns, strict=False) if name)
    return _Layout(first - 1, columns, rows, headers, tuple(below.tolist()), table.display_name or table.name)


def _stands_below(other: Area, area: Area) -> bool:
    return other.top > area.bottom and other.left <= area.right and other.right >= area.left


def _headers(gathered: Gathered, row: int, columns: range) -> tuple[RawHeader, ...]:
    cells = ((column, _as_text(cell)) for column, cell in gathered.row(row).items() if column in columns)
    return tuple(RawHeader(column, text) for column, text in cells if text.strip())


def _as_text(cell: Cells) -> str:
    """A header cell's text; a number as Excel's General format shows it."""
    kind, number = int(cell.kinds[0]), float(cell.numbers[0])
    if kind == BOOL:
        return "TRUE" if number else "FALSE"
    if kind == NUMBER:
        return str(int(number)) if number.is_integer() else repr(number)
    return str(cell.texts[0])


def _sheet(name: str, gathered: Gathered, found: Scan, layout: _Layout, filtered: bool) -> RawSheet:  # noqa: FBT001
    wanted = _wanted(gathered.columns, layout)
    shared = Shared.of(len(layout.rows))
    columns = {column: gathered.take_column(column, layout.rows, shared) for column in wanted}
    return RawSheet(
        name=name,
        header_row=layout.header_row,
        headers=layout.headers,
        rows=layout.rows,
        columns=columns,
        hidden=frozenset(found.hidden),
        filtered=filtered,
        table=layout.table,
        below=layout.below,
        merged=_merged_inside(found.merged, layout, wanted),
    )


def _wanted(present: Collection[int], layout: _Layout) -> list[int]:
    """Columns to give back: all of a table; else those with a header or a value below the header row."""
    if layout.columns is not None:
        return list(layout.columns)
    return sorted({*present, *(header.column for header in layout.headers)})


def _merged_inside(merged: list[str], layout: _Layout, columns: list[int]) -> tuple[str, ...]:
    """The merged areas that touch the data, not the headers alone."""
    if not len(layout.rows) or not columns:
        return ()
    data = Area(layout.header_row + 1, columns[0], int(layout.rows[-1]), columns[-1])
    return tuple(text for text in merged if _area(text) is not None and data.overlaps(_area(text) or data))


def _area(text: str) -> Area | None:
    try:
        return Area.parse(text)
    except ValueError:
        return None
