"""One sheet at work in an edit: cell edits wait here until they are spliced all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW, Area, cell_name
from salessheets.errors import Unsupported
from salessheets.xlsx.patching.cell_edits import ColumnEdit, Outcome, SheetEdits, Written, no_style
from salessheets.xlsx.patching.formula_groups import parted
from salessheets.xlsx.patching.found_cells import iso_columns
from salessheets.xlsx.patching.guards import refuse_hidden
from salessheets.xlsx.patching.hyperlinks import put_links
from salessheets.xlsx.patching.intentions import Intended
from salessheets.xlsx.patching.meanings import Reader
from salessheets.xlsx.patching.ranges import widen_dimension
from salessheets.xlsx.patching.region import Region, filled_among
from salessheets.xlsx.patching.sameness import Sameness
from salessheets.xlsx.patching.sheet_text import SheetText, column_styles
from salessheets.xlsx.values import CellValue, Link, any_clock


@dataclass
class SheetWork:
    """A sheet and what is wanted of it.

    Attributes:
        part: Its part.
        text: Its content.
        strings: Gives the workbook's shared strings.
        date1904: The workbook's date system.
        tables: Its Excel tables, as they stand now.
        intended: All cells that a caller named, for the proof.
        frame_allowed: Children of the worksheet that may differ.
        link_style: From the style of a cell to the one with the look of a link.
        filter_moved: The old and the new range of the filter over a list without a table, when it moved last.
    """

    part: str
    text: SheetText
    strings: Callable[[], Sequence[str]]
    date1904: bool
    tables: list[Region] = field(default_factory=list)
    intended: Intended = field(default_factory=Intended)
    frame_allowed: set[str] = field(default_factory=lambda: {"dimension"})
    outcome: Outcome = field(default_factory=Outcome)
    link_style: Callable[[int], int] | None = None
    filter_moved: tuple[Area, Area] | None = None
    _columns: dict[int, ColumnEdit] = field(default_factory=dict)
    _styles_of_new: dict[int, Callable[[], int]] = field(default_factory=dict)

    def set_column(
        self, column: int, rows: Sequence[int], values: Sequence[CellValue], style: Callable[[], int] | None
    ) -> None:
        """Note new values for cells of a column; a later call wins over an earlier one."""
        edit = self._edit(column, rows, values, style)
        if column in self._columns:
            edit = _combined(self._columns[column], edit)
        self._columns[column] = edit

    def _edit(
        self, column: int, rows: Sequence[int], values: Sequence[CellValue], style: Callable[[], int] | None
    ) -> ColumnEdit:
        numbers = np.array(rows, dtype=np.int64)
        if len(numbers) != len(values):
            raise ValueError(f"{len(numbers)} rows, but {len(values)} values")
        if len(numbers) and (numbers.min() < 1 or numbers.max() > MAX_ROW or not 1 <= column <= MAX_COLUMN):
            raise Unsupported(self.text.label, "a cell is outside the sheet", "Check row and column.")
        if (np.diff(numbers) <= 0).any():
            latest = dict(zip(numbers.tolist(), values, strict=True))
            numbers = np.array(sorted(latest), dtype=np.int64)
            values = [latest[row] for row in numbers.tolist()]
        chosen = style or self._styles_of_new.get(column)
        first = self._first_row(column, int(numbers[0])) if len(numbers) else 0
        clocks = chosen is not None and any_clock(values)
        return ColumnEdit(column, numbers, values, chosen or no_style, first, clocks=clocks)

    def _first_row(self, column: int, row: int) -> int:
        """The first data row of the table that the cell lies in; 0 outside of tables."""
        for region in self.tables:
            if region.left <= column <= region.right and region.top <= row <= region.bottom:
                return region.top
        return 0

    def remember_style(self, column: int, style: Callable[[], int]) -> None:
        """The style for new cells of an added column."""
        self._styles_of_new[column] = style

    def flush(self) -> None:
        """Splice what waits."""
        edits, self._columns = tuple(self._columns.values()), {}
        for edit in edits:
            self._refuse_headers(edit)
        self.apply(SheetEdits(edits))

    def _refuse_headers(self, edit: ColumnEdit) -> None:
        """A table's header cell must say what the table's part says; Excel offers a repair otherwise."""
        for table in self.tables:
            if not (table.part and table.left <= edit.column <= table.right):
                continue
            for row, value in zip(edit.rows.tolist(), edit.values, strict=True):
                if row > table.header_row:
                    break
                if row == table.header_row and value != table.headers[edit.column - table.left]:
                    where = f"{self.text.label}, cell {cell_name(row, edit.column)}"
                    raise Unsupported(where, "it is the header of a table's column", "Rename the column in Excel.")

    def apply(self, edits: SheetEdits, cleared_links: Area | None = None) -> None:
        """Splice edits now, with the links that they hold. Raises Unsupported, naming the cell."""
        if edits.empty:
            return
        frame = self.text.frame()
        plain = [edit for edit in edits.columns if not edit.trusted]
        refuse_hidden(self.text.label, frame, plain, lambda places: filled_among(self.text, places))
        iso = iso_columns(self.text) if any(any_clock(edit.values) for edit in plain) else frozenset()
        columns = tuple(replace(e, link=self.link_style) if _has_link(e.values) else e for e in edits.columns)
        edits, moved = parted(self.text, replace(edits, columns=columns, iso=iso))
        sameness = Sameness(self.strings, self.text.prefix)
        outcome = self.text.splice(edits, sameness, column_styles(frame), date1904=self.date1904)
        for area in edits.removed:
            self.intended.area(area)
        for edit in edits.columns:
            self.intended.column(edit.column, edit.rows, edit.values)
        outcome.cells -= moved
        self._count(outcome)
        self._after(outcome, links_of(edits.columns), cleared_links)

    def _count(self, outcome: Outcome) -> None:
        self.outcome.cells += outcome.cells
        self.outcome.formulas += outcome.formulas

    def _after(self, outcome: Outcome, links: Mapping[tuple[int, int], Link], cleared: Area | None) -> None:
        """Bring the frame in line: its links and its stated extent."""
        if not (links or cleared or outcome.lowest):
            return
        frame = self.text.frame()
        if links or cleared:
            self.frame_allowed.add("hyperlinks")
            put_links(frame, links, cleared)
        if outcome.lowest:
            widen_dimension(frame, outcome.lowest, outcome.widest)
        self.text.put_frame(frame)

    def reader(self) -> Reader:
        """Reads cells of this workbook back."""
        return Reader(self.strings, date1904=self.date1904)

    def replace_table(self, old: Region, new: Region) -> None:
        """Take over a table's new shape."""
        self.tables = [new if region is old else region for region in self.tables]


def _has_link(values: Sequence[object]) -> bool:
    return Link in set(map(type, values))


def links_of(edits: Sequence[ColumnEdit]) -> dict[tuple[int, int], Link]:
    """(row, column) -> link, of all values that are links."""
    return {
        (row, edit.column): value
        for edit in edits
        if _has_link(edit.values)
        for row, value in zip(edit.rows.tolist(), edit.values, strict=True)
        if isinstance(value, Link)
    }


def _combined(old: ColumnEdit, new: ColumnEdit) -> ColumnEdit:
    """Both edits of a column; of a cell in both, the new one."""
    values: dict[int, CellValue | Written] = dict(zip(old.rows.tolist(), old.values, strict=True))
    values |= dict(zip(new.rows.tolist(), new.values, strict=True))
    rows = sorted(values)
    chosen = new if new.clocks or new.style is not no_style else old
    first = min(old.first, new.first) or max(old.first, new.first)
    return replace(chosen, rows=np.array(rows, dtype=np.int64), values=[values[row] for row in rows], first=first)
