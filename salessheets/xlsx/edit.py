"""Change cells, rows, columns and sheets of somebody's workbook, and prove that nothing else moved.

An `Edit` collects changes of a package; `finish` gives the bytes of the new one with the proof. No file is touched
before `saving.save` writes those bytes; `salessheets.xlsx.files` does both in one call.

Example:
    >>> from decimal import Decimal
    >>> from io import BytesIO
    >>> from xlsxwriter import Workbook
    >>> with Workbook(made := BytesIO()) as book:
    ...     _ = book.add_worksheet("Invoices").write_row("A1", ["Number", "Amount"])
    >>> edit = Edit(Package.from_bytes(made.getvalue()))
    >>> edit.set_cells("Invoices", {(2, 1): "INV-1", (2, 2): Decimal("12.50")})
    >>> str(edit.finish().proof)
    '2 cells changed, nothing else touched'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from salessheets.core.addresses import MAX_COLUMN, Area
from salessheets.errors import Unsupported, UsageError
from salessheets.xlsx import saving
from salessheets.xlsx.package import Package
from salessheets.xlsx.patching import finishing, new_sheets, region, resizing, table_text, workbook_text
from salessheets.xlsx.patching.cell_edits import ColumnEdit, Differing, SheetEdits
from salessheets.xlsx.patching.columns_text import set_widths
from salessheets.xlsx.patching.draft import Draft
from salessheets.xlsx.patching.finishing import Edited, Proof
from salessheets.xlsx.patching.grid import key
from salessheets.xlsx.patching.new_sheets import NewColumn
from salessheets.xlsx.patching.region import Region
from salessheets.xlsx.patching.resizing import NewRows
from salessheets.xlsx.patching.sheet_text import SheetText
from salessheets.xlsx.patching.sheet_work import SheetWork
from salessheets.xlsx.patching.style_book import StyleBook
from salessheets.xlsx.patching.xmltext import XmlText
from salessheets.xlsx.values import CellValue

__all__ = ["CellValue", "Cells", "Differing", "Edit", "Edited", "NewColumn", "Proof", "Rows"]

Cells = Sequence[CellValue] | Differing
"""The cells of a column: all of them, or those that differ from what stands there."""

Rows = Sequence[Mapping[str, CellValue]] | Mapping[str, Cells]
"""Rows as records, or as columns of equal length; keys are headers."""


class Edit:
    """Changes of one workbook.

    Rows and columns count from 1. Sheets are named as their tabs, upper and lower case alike; a sheet that is not
    there raises UsageError. Every refusal names the cell and leaves the edit as it was before the call.

    Args:
        package: The workbook as it was read.

    Raises:
        Unsupported: It is signed; any change would break the signature.
    """

    def __init__(self, package: Package) -> None:
        saving.require_unsigned(package)
        self.package = package
        self._draft = Draft(package)
        self._styles = StyleBook(self._draft)
        self._sheets: dict[str, SheetWork] = {}
        self._added: dict[str, str] = {}
        self._counts = {"rows_added": 0, "rows_removed": 0, "columns_added": 0, "sheets_added": 0}

    def set_cells(
        self,
        sheet: str,
        cells: Mapping[tuple[int, int], CellValue],
        number_formats: Mapping[int, str] | None = None,
    ) -> None:
        """Set single cells.

        Args:
            sheet: The tab's name.
            cells: (row, column) -> value; None clears the value and keeps the style.
            number_formats: Column -> format of new cells that take no style from above, their row or their column.

        Raises:
            UsageError: No such sheet.
        """
        columns: dict[int, dict[int, CellValue]] = {}
        for (row, column), value in cells.items():
            columns.setdefault(column, {})[row] = value
        for column, values in columns.items():
            self.set_column(sheet, column, list(values), list(values.values()), (number_formats or {}).get(column, ""))

    def set_column(
        self, sheet: str, column: int, rows: Sequence[int], values: Sequence[CellValue], number_format: str = ""
    ) -> None:
        """Set many cells of one column; made for a hundred thousand of them.

        Args:
            sheet: The tab's name.
            column: Its number.
            rows: Excel rows.
            values: One per row.
            number_format: As in `set_cells`.

        Raises:
            UsageError: No such sheet.
            Unsupported: A cell outside the sheet.
        """
        self._work(sheet).set_column(column, rows, values, self._styles.format(number_format))

    def replace_rows(self, sheet: str, values: Rows, number_formats: Mapping[str, str] | None = None) -> None:
        """Replace all rows of the sheet's list; columns that are not named become blank, computed ones are filled.

        Args:
            sheet: The tab's name.
            values: The new rows. A `Differing` column leaves the cells alone that it does not name.
            number_formats: Header -> format of new cells that find no other style.

        Raises:
            UsageError: No such sheet, or no list with these headers on it.
            Unsupported: No room below, or a value that no cell can hold.
        """
        columns, count = _as_columns(values)
        work = self._ready(sheet)
        found = self._region(work, columns)
        table = self._table_xml(found)
        formulas = table_text.calculated_columns(table) if table else {}
        by_number = _numbered(found, columns, work.text.label)
        for position in range(len(found.headers)):
            if position not in formulas:
                by_number.setdefault(found.left + position, [None] * count)
        self._resize(sheet, work, found, by_number, found.top, count, number_formats or {})

    def append_rows(self, sheet: str, rows: Rows, number_formats: Mapping[str, str] | None = None) -> None:
        """Add rows below the last filled row of the sheet's list. Arguments and refusals as `replace_rows`."""
        columns, count = _as_columns(rows)
        if not count:
            return
        work = self._ready(sheet)
        found = self._region(work, columns)
        first = region.last_filled_row(work.text, found) + 1
        by_number = _numbered(found, columns, work.text.label)
        self._resize(sheet, work, found, by_number, first, count, number_formats or {})

    def add_columns(self, sheet: str, columns: Sequence[NewColumn]) -> tuple[int, ...]:
        """Add columns at the right end of the sheet's list, under grey headers.

        Returns:
            Their column numbers.

        Raises:
            UsageError: No such sheet, or no list on it.
            Unsupported: The cells there are not free, or a header is taken.
        """
        work = self._ready(sheet)
        found = self._region(work, ())
        self._require_columns_free(work, found, columns)
        numbers = tuple(range(found.right + 1, found.right + 1 + len(columns)))
        base = _header_style(work.text, found)
        row, style = np.array([found.header_row], dtype=np.int64), self._styles.owned_header(base)
        named = zip(numbers, columns, strict=True)
        headers = tuple(ColumnEdit(number, row, [column.header], style, forced=True) for number, column in named)
        work.apply(SheetEdits(headers))
        for number, column in zip(numbers, columns, strict=True):
            if column.number_format:
                work.remember_style(number, self._styles.format(column.number_format) or _none)
        self._widen(work, numbers, columns)
        self._extend_table(work, found, columns)
        self._counts["columns_added"] += len(columns)
        return numbers

    def add_sheet(self, name: str, table_name: str, columns: Sequence[NewColumn], rows: Rows = ()) -> None:
        """Add a sheet with one table as the last tab.

        Args:
            name: The tab's name.
            table_name: The table's name; a number is put behind it when it is taken.
            columns: Headers, formats and widths.
            rows: The rows; none is one blank row.

        Raises:
            UsageError: The name is taken or not allowed.
        """
        taken = [entry.name for entry in self.package.sheets] + list(self._added)
        made = new_sheets.add(self._draft, self._styles, name, table_name, columns, taken)
        self._added[name] = made.part
        work = SheetWork(
            made.part,
            made.text,
            lambda: self.package.shared_strings,
            self.package.date1904,
            [made.region],
            link_style=self._styles.linked,
        )
        for number, column in enumerate(columns, 1):
            if column.number_format:
                work.remember_style(number, self._styles.format(column.number_format) or _none)
        self._sheets[made.part] = work
        self._counts["sheets_added"] += 1
        values, count = _as_columns(rows)
        if count:
            formats = {column.header: column.number_format for column in columns if column.number_format}
            before = self._counts["rows_added"]
            self.replace_rows(name, values, formats)
            self._counts["rows_added"] = before  # the rows of a new sheet are counted with it

    def finish(self) -> Edited:
        """The new package's bytes and the proof.

        Raises:
            Unsupported: A cell cannot be written; it is named.
            LintFault: The result would not be a sound workbook.
        """
        return finishing.finish(self._draft, self._styles, tuple(self._sheets.values()), self._counts)

    # --- sheets and lists

    def _work(self, sheet: str) -> SheetWork:
        """The sheet at work."""
        part = next((p for name, p in self._added.items() if name.casefold() == sheet.casefold()), "")
        if not part:
            part = self._entry_part(sheet)
        if part not in self._sheets:
            entry = self.package.sheet(sheet)
            where = f"{self.package.label}, sheet {entry.name}"
            tables = [region.of_table(t, where) for t in self.package.tables(entry) if t.header_rows == 1]
            text = SheetText(self.package.data(part), where)
            self._sheets[part] = SheetWork(
                part,
                text,
                lambda: self.package.shared_strings,
                self.package.date1904,
                tables,
                link_style=self._styles.linked,
            )
        return self._sheets[part]

    def _entry_part(self, sheet: str) -> str:
        try:
            entry = self.package.sheet(sheet)
        except KeyError:
            names = ", ".join(e.name for e in self.package.sheets)
            raise UsageError(self.package.label, f"there is no sheet {sheet!r}", f"The sheets are: {names}.") from None
        if entry.kind != "worksheet" or not entry.part:
            raise Unsupported(
                f"{self.package.label}, sheet {entry.name}", "it is no worksheet", "Name a sheet with cells."
            )
        return entry.part

    def _ready(self, sheet: str) -> SheetWork:
        """The sheet with all cell edits made, so that its rows can be measured."""
        work = self._work(sheet)
        work.flush()
        return work

    def _region(self, work: SheetWork, headers: Mapping[str, object] | tuple[()]) -> Region:
        """The sheet's list that has these headers."""
        for table in work.tables:
            if all(table.column(header) for header in headers):
                return table
        if work.tables and not headers:
            return work.tables[0]
        found = None if work.tables else region.plain(work.text, self.package.shared_strings, tuple(headers))
        if found is None:
            raise UsageError(
                work.text.label, f"there is no list with the columns {', '.join(headers)}", "Check the headers."
            )
        return found

    def _table_xml(self, found: Region) -> XmlText | None:
        return self._draft.xml(found.part) if found.part else None

    # --- changes of lists

    def _resize(
        self, sheet: str, work: SheetWork, found: Region, columns: Mapping[int, Cells],
        first: int, count: int, formats: Mapping[str, str],
    ) -> None:  # fmt: skip
        table = self._table_xml(found)
        formulas = table_text.calculated_columns(table) if table else {}
        styles = {found.column(header): self._styles.format(code) for header, code in formats.items() if code}
        new = NewRows(
            first, count, columns, {n: s for n, s in styles.items() if n and s},
            {found.left + position: formula for position, formula in formulas.items()},
        )  # fmt: skip
        bottom = max(first + count - 1, found.top)
        if found.totals and bottom != found.bottom:
            self._refuse_references(sheet, work, found)
        others = [other.area for other in work.tables if other is not found]
        after = resizing.resize(work, found, new, others)
        if work.filter_moved:
            entry = self.package.sheet(sheet)
            workbook_text.follow_filter(self._draft, entry.index, *work.filter_moved)
            work.filter_moved = None
        self._counts["rows_added"] += max(0, after.bottom - found.bottom)
        self._counts["rows_removed"] += max(0, found.bottom - after.bottom)
        if table is not None and after.area != found.area:
            table_text.reshaped(table, after.area, found.totals)
            self._draft.put(found.part, table.render())
        work.replace_table(found, after)

    def _refuse_references(self, sheet: str, work: SheetWork, found: Region) -> None:
        contents = {
            entry.name: self._sheets[entry.part].text.data
            if entry.part in self._sheets
            else self._draft.data(entry.part)
            for entry in self.package.sheets
            if entry.part and entry.kind == "worksheet"
        }
        name = next((e.name for e in self.package.sheets if e.part == work.part), sheet)
        resizing.refuse_references(name, found, contents, self._draft.data(self.package.workbook_part))

    def _require_columns_free(self, work: SheetWork, found: Region, columns: Sequence[NewColumn]) -> None:
        last = found.right + len(columns)
        if last > MAX_COLUMN:
            raise Unsupported(work.text.label, "the sheet has no columns left", "Remove columns that are not needed.")
        taken = next((c.header for c in columns if found.column(c.header)), "")
        if taken:
            raise Unsupported(work.text.label, f"the list has a column {taken!r} already", "Use that column.")
        others = [other.area for other in work.tables if other is not found]
        area = Area(found.header_row, found.right + 1, found.bottom + found.totals, last)
        region.require_free(work.text, area, others, "a new column of the list")

    def _widen(self, work: SheetWork, numbers: Sequence[int], columns: Sequence[NewColumn]) -> None:
        frame = work.text.frame()
        widths = {n: c.width for n, c in zip(numbers, columns, strict=True) if c.width}
        if set_widths(frame, widths):
            work.frame_allowed.add("cols")
            work.text.put_frame(frame)

    def _extend_table(self, work: SheetWork, found: Region, columns: Sequence[NewColumn]) -> None:
        headers = (*found.headers, *(column.header for column in columns))
        after = Region(found.header_row, found.left, headers, found.bottom, found.totals, found.part)
        if found.part:
            table = self._draft.xml(found.part)
            table_text.with_columns(table, [self._styles.table_column(column) for column in columns])
            table_text.reshaped(table, after.area, found.totals)
            self._draft.put(found.part, table.render())
        work.replace_table(found, after)


def _none() -> int:
    return 0


def _as_columns(rows: Rows) -> tuple[dict[str, Cells], int]:
    """Rows as columns, and how many there are."""
    if isinstance(rows, Mapping):
        lengths = {len(values) for values in rows.values()}
        if len(lengths) > 1:
            raise ValueError("the columns differ in length")
        return dict(rows), lengths.pop() if lengths else 0
    headers = dict.fromkeys(header for row in rows for header in row)
    return {header: [row.get(header) for row in rows] for header in headers}, len(rows)


def _numbered(found: Region, columns: Mapping[str, Cells], where: str) -> dict[int, Cells]:
    """Column number -> values."""
    numbered = {found.column(header): values for header, values in columns.items()}
    if len(numbered) < len(columns):
        raise UsageError(where, "two of the given columns have the same header", "Name each column once.")
    return {number: values for number, values in numbered.items() if number}


def _header_style(text: SheetText, found: Region) -> int:
    """The style of the list's last header cell."""
    wanted = key(found.header_row, found.right)
    styles = text.each_grid(lambda grids: [int(s) for g in grids for s in g.styles[g.keys == wanted]])
    return styles[0] if styles else 0
