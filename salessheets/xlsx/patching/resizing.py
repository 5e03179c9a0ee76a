"""The rows of a list replaced or added to: the list gets longer or shorter, and what belongs to it follows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from salessheets.core.addresses import Area, column_letter
from salessheets.errors import Unsupported
from salessheets.xlsx.patching.cell_edits import ColumnEdit, Differing, SheetEdits, Written, no_style
from salessheets.xlsx.patching.grid import ROW_KEYS, Grid, Positions
from salessheets.xlsx.patching.guards import merged_areas
from salessheets.xlsx.patching.ranges import Stretch, stretch_filter, stretch_frame
from salessheets.xlsx.patching.region import Region, require_free
from salessheets.xlsx.patching.sheet_text import SheetText
from salessheets.xlsx.patching.sheet_work import SheetWork
from salessheets.xlsx.values import CellValue, any_clock

_RANGE = re.compile(rb"(?<![!\w$.])(\$?[A-Z]{1,3}\$?)(\d+):(\$?[A-Z]{1,3}\$?)(\d+)(?![\w(])")
_FORMULA_TEXT = re.compile(rb"(<(?:\w+:)?f[^>]*>)([^<]*)(?=</)")
_MOVED = ("conditionalFormatting", "dataValidations", "protectedRanges", "ignoredErrors", "extLst", "hyperlinks")


@dataclass(frozen=True)
class NewRows:
    """Rows for a list.

    Attributes:
        first: Excel row of the first one.
        columns: Column number -> values, one per row, or those that differ.
        styles: Column number -> the style of new cells that find no other.
        formulas: Column number -> formula (XML text) for the columns that Excel computes.
    """

    first: int
    count: int
    columns: Mapping[int, Sequence[CellValue] | Differing]
    styles: Mapping[int, Callable[[], int]]
    formulas: Mapping[int, str]


def resize(work: SheetWork, region: Region, new: NewRows, others: list[Area]) -> Region:
    """Write rows into a list and let it end with the last of them, with one row at least.

    Returns:
        The list as it stands then.

    Raises:
        Unsupported: There is no room below, or a cell cannot be written. Nothing is changed then.
    """
    bottom = max(new.first + new.count - 1, region.top)
    grown = bottom > region.bottom
    if grown:
        _require_room(work.text, region, bottom, others)
    moving = region.totals and bottom != region.bottom
    totals = tuple(_totals(work.text, region, bottom)) if moving else ()
    before, meant = work.text.data, len(work.intended.meant)
    try:
        work.apply(SheetEdits(totals, _surplus(region, bottom)))
        edits = tuple(_edits(region, new, bottom, work.text.prefix))
        work.apply(SheetEdits(edits), _cleared_links(region, new))
    except Unsupported:
        work.text.restore(before)
        del work.intended.meant[meant:]
        raise
    if bottom != region.bottom:
        frame = work.text.frame()
        stretch_frame(frame, Stretch(region.data, bottom))
        work.frame_allowed.update(_MOVED)
        work.filter_moved = None if region.part else stretch_filter(frame, region.area, bottom)
        if work.filter_moved:
            work.frame_allowed.add("autoFilter")
        work.text.put_frame(frame)
    return region.resized(bottom)


def _require_room(text: SheetText, region: Region, bottom: int, others: list[Area]) -> None:
    wanted = Area(region.bottom + region.totals + 1, region.left, bottom + region.totals, region.right)
    merged = merged_areas(text.frame())
    require_free(text, wanted, [*others, *merged], f"the list with the header row {region.header_row}")


def _surplus(region: Region, bottom: int) -> tuple[Area, ...]:
    """What the list leaves: surplus rows, and the old place of its totals row."""
    last = region.bottom + region.totals
    if bottom >= region.bottom:
        moved = region.totals and bottom > region.bottom
        return (Area(region.bottom + 1, region.left, last, region.right),) if moved else ()
    return (Area(bottom + 1, region.left, last, region.right),)


def _edits(region: Region, new: NewRows, bottom: int, prefix: str) -> list[ColumnEdit]:
    rows = np.arange(new.first, bottom + 1, dtype=np.int64)
    edits = []
    for column, values in new.columns.items():
        some = values if isinstance(values, Differing) else Differing(len(values), np.arange(len(values)), values)
        style, padded = new.styles.get(column), [*some.values, *[None] * (len(rows) - some.count)]
        at = np.concatenate([rows[some.at], rows[some.count :]])
        clocks = style is not None and any_clock(some.values)
        edits.append(
            ColumnEdit(column, at, padded, style or no_style, region.top, clocks=clocks, blanks=region.bottom + 1)
        )
    added = rows[rows > region.bottom]
    edits += _blank_edits(region, new, added)
    for column, formula in new.formulas.items():
        if column not in new.columns and len(added):
            edits.append(_formula_edit(column, added, formula, region.top, prefix))
    return edits


def _blank_edits(region: Region, new: NewRows, added: Positions) -> list[ColumnEdit]:
    """Cells of added rows that get no value: they take the look of the row above, as in Excel."""
    rest = set(range(region.left, region.right + 1)) - new.columns.keys() - new.formulas.keys()
    nothing: list[CellValue] = [None] * len(added)
    blanks = region.bottom + 1
    return [
        ColumnEdit(column, added, nothing, no_style, region.top, blanks=blanks) for column in sorted(rest) if nothing
    ]


def _formula_edit(column: int, rows: Positions, formula: str, top: int, prefix: str) -> ColumnEdit:
    """Cells of a column that Excel computes. Only a table's own formula ever becomes one."""
    tail = f"><{prefix}f>{formula}</{prefix}f></{prefix}c>".encode()
    return ColumnEdit(column, rows, [Written(tail, 0)] * len(rows), no_style, top)


def _cleared_links(region: Region, new: NewRows) -> Area | None:
    """Where old links go: in the data rows from the first new one on."""
    last = max(region.bottom, new.first + new.count - 1, new.first)
    return Area(new.first, region.left, last, region.right) if new.columns else None


# --- the totals row


def _totals(text: SheetText, region: Region, bottom: int) -> list[ColumnEdit]:
    """The cells of the totals row, as they stand, for their new place."""
    cells = _cells_of_row(text, region.bottom + 1, region.left, region.right)
    row = np.array([bottom + 1], dtype=np.int64)
    return [
        ColumnEdit(column, row, [Written(_following(tail, region, bottom), style)], trusted=True)
        for column, (tail, style) in cells.items()
    ]


def _cells_of_row(text: SheetText, row: int, left: int, right: int) -> dict[int, tuple[bytes, int]]:
    """Column -> (tail, style) of the cells of a row."""

    def look(grids: Iterable[Grid]) -> dict[int, tuple[bytes, int]]:
        found = {}
        for grid in grids:
            wanted = np.flatnonzero((grid.keys >= row * ROW_KEYS + left - 1) & (grid.keys < row * ROW_KEYS + right))
            for i in wanted.tolist():
                tag = grid.data[grid.starts[i] : grid.opens[i]]
                tail = _tail_of(tag) + grid.data[grid.opens[i] : grid.ends[i]]
                found[int(grid.keys[i] % ROW_KEYS) + 1] = (tail, int(grid.styles[i]))
        return found

    return text.each_grid(look)


def _tail_of(tag: bytes) -> bytes:
    """What of a cell's start tag is not its place and style."""
    kept = re.sub(rb"""\s(?:r|s)\s*=\s*(?:"[^"]*"|'[^']*')""", b"", tag)
    return kept[kept.index(b"c", 1) + 1 :]


def _following(tail: bytes, region: Region, bottom: int) -> bytes:
    """A totals cell whose formula's ranges over the list's rows end where the list ends now."""

    def stretched(found: re.Match[bytes]) -> bytes:
        last = b"%d" % bottom if int(found[4]) == region.bottom and int(found[2]) >= region.header_row else found[4]
        return b"%b%b:%b%b" % (found[1], found[2], found[3], last)

    return _FORMULA_TEXT.sub(lambda f: f[1] + _RANGE.sub(stretched, f[2]), tail)


def refuse_references(name: str, region: Region, sheets: Mapping[str, bytes], names: bytes) -> None:
    """Refuse to move a totals row that some formula names by its address.

    Args:
        name: The sheet of the list.
        region: The list.
        sheets: Sheet name -> content of every worksheet.
        names: The workbook part, for defined names.

    Raises:
        Unsupported: Names the sheet that holds such a formula.
    """
    row = region.bottom + 1
    letters = "|".join(column_letter(c) for c in range(region.left, region.right + 1))
    cell = rf"\$?(?:{letters})\$?{row}(?![\d(])"
    quoted = re.escape(name.replace("'", "''").replace("&", "&amp;").replace("<", "&lt;"))
    there = re.compile(rf"(?:'{quoted}'|\b{quoted})!{cell}".encode(), re.IGNORECASE)
    here = re.compile(rf"(?<![!\w$.:]){cell}".encode())
    for sheet, data in sheets.items():
        for found in re.finditer(rb"<(?:\w+:)?f(?:\s[^>]*)?>([^<]+)<", data):
            if there.search(found[1]) or (sheet == name and here.search(found[1])):
                _refuse_move(sheet, name, row)
    if there.search(names):
        _refuse_move("the defined names", name, row)


def _refuse_move(where: str, name: str, row: int) -> None:
    raise Unsupported(
        f"{name}, row {row}", f"the totals row must move down, but a formula in {where} names its cells by address",
        "Refer to the totals by the table's name, or put the list on a sheet without a totals row.",
    )  # fmt: skip
