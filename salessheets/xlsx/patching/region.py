"""A list on a sheet: an Excel table, or a plain header row with rows below it. Found, measured, never changed here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from html import unescape as entities

import numpy as np

from salessheets.core.addresses import MAX_ROW, Area, cell_name
from salessheets.errors import Unsupported
from salessheets.xlsx.container.parts import unescape
from salessheets.xlsx.package import TableEntry
from salessheets.xlsx.patching.grid import ROW_KEYS, Grid, Positions
from salessheets.xlsx.patching.sheet_text import SheetText
from salessheets.xlsx.patching.xmltext import Element, XmlText

_HEADER_WITHIN = 60
_CONTENT = re.compile(rb"<(?:\w+:)?(?:f[\s/>]|v>[^<]|is>)")


@dataclass(frozen=True)
class Region:
    """A list.

    Attributes:
        header_row: Its Excel row.
        left: Number of its first column.
        headers: The texts of the header cells, left to right.
        bottom: Last data row; `header_row` when there is none.
        totals: Totals rows below, 0 or 1.
        part: Of the Excel table; "" for a plain list.
    """

    header_row: int
    left: int
    headers: tuple[str, ...]
    bottom: int
    totals: int = 0
    part: str = ""

    @property
    def top(self) -> int:
        """First data row."""
        return self.header_row + 1

    @property
    def right(self) -> int:
        """Number of the last column."""
        return self.left + len(self.headers) - 1

    @property
    def area(self) -> Area:
        """Header, data and totals."""
        return Area(self.header_row, self.left, self.bottom + self.totals, self.right)

    @property
    def data(self) -> Area:
        """The data rows."""
        return Area(self.top, self.left, max(self.bottom, self.top), self.right)

    def column(self, header: str) -> int | None:
        """The number of the column with this header; blanks at the edges and case do not matter."""
        folded = _folded(header)
        return next((self.left + i for i, text in enumerate(self.headers) if _folded(text) == folded), None)

    def resized(self, bottom: int) -> Region:
        """The same list with another last row."""
        return replace(self, bottom=bottom)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def of_table(entry: TableEntry, where: str) -> Region:
    """The list that a table holds. Raises Unsupported for a table without a header row."""
    if entry.header_rows != 1:
        raise Unsupported(
            f"{where}, table {entry.name}", "the table shows no header row", "Show its header row in Excel."
        )
    area = entry.area
    return Region(area.top, area.left, entry.columns, area.bottom - entry.totals_rows, entry.totals_rows, entry.part)


def plain(text: SheetText, strings: Sequence[str], wanted: Collection[str]) -> Region | None:
    """The plain list whose header row has all wanted headers, or the first filled row when none are wanted."""
    looked = text.each_grid(lambda grids: _find_header(next(iter(grids), None), strings, wanted))
    if looked is None:
        return None
    row, left, headers = looked
    filled = text.each_grid(lambda grids: [_filled_rows(g, left, left + len(headers) - 1) for g in grids])
    rows = np.unique(np.concatenate([np.zeros(0, np.int64), *filled]))
    below = rows[rows > row]
    gaps = np.flatnonzero(below != row + 1 + np.arange(len(below)))
    return Region(row, left, headers, row + (int(gaps[0]) if len(gaps) else len(below)))


def _find_header(
    grid: Grid | None, strings: Sequence[str], wanted: Collection[str]
) -> tuple[int, int, tuple[str, ...]] | None:
    if grid is None:
        return None
    folded = {_folded(header) for header in wanted}
    for row in grid.rows[grid.rows <= _HEADER_WITHIN].tolist():
        texts = _row_texts(grid, row, strings)
        if texts and folded <= {_folded(text) for text in texts.values()}:
            left = min(texts) if not folded else min(c for c, text in texts.items() if _folded(text) in folded)
            while left - 1 in texts:
                left -= 1
            right = left
            while right + 1 in texts:
                right += 1
            if folded <= {_folded(texts[c]) for c in range(left, right + 1)}:
                return row, left, tuple(texts[c] for c in range(left, right + 1))
    return None


def _row_texts(grid: Grid, row: int, strings: Sequence[str]) -> dict[int, str]:
    """Column -> text of the filled cells of a row."""
    which = np.flatnonzero(grid.keys // ROW_KEYS == row).tolist()
    found = {
        int(grid.keys[i] % ROW_KEYS) + 1: cell_text(grid.data[grid.starts[i] : grid.ends[i]], strings) for i in which
    }
    return {column: text for column, text in found.items() if text}


def cell_text(cell: bytes, strings: Sequence[str]) -> str:
    """What a cell shows, as text; numbers as they are stored.

    Example:
        >>> cell_text(b'<c r="A1" t="s"><v>0</v></c>', ["Net"]), cell_text(b"<c><is><t>Tax</t></is></c>", [])
        ('Net', 'Tax')
    """
    xml = XmlText(cell, "cell")
    value = xml.child(xml.root, "v")
    if xml.root.attributes.get("t") == "s" and value is not None:
        index = int(xml.inner(value) or b"-1")
        return strings[index] if 0 <= index < len(strings) else ""
    inside = [value] if value is not None else list(xml.all("t"))
    return unescape("".join(_plain_text(xml, e) for e in inside))


def _plain_text(xml: XmlText, element: Element) -> str:
    return entities(xml.inner(element).decode())


def _filled(grid: Grid) -> Positions:
    """Indices of the cells that hold more than a style."""
    return np.flatnonzero(grid.ends - grid.opens > len("</c>"))


def _filled_rows(grid: Grid, left: int, right: int) -> Positions:
    keys = grid.keys[_filled(grid)]
    columns = keys % ROW_KEYS + 1
    rows: Positions = np.unique(keys[(columns >= left) & (columns <= right)] // ROW_KEYS)
    return rows


def first_filled(text: SheetText, area: Area) -> str:
    """The address of the first cell in an area that holds something; "" when all are free."""

    def look(grids: Iterable[Grid]) -> list[int]:
        found = []
        for grid in grids:
            keys = grid.keys[_filled(grid)]
            rows, columns = keys // ROW_KEYS, keys % ROW_KEYS + 1
            hit = (rows >= area.top) & (rows <= area.bottom) & (columns >= area.left) & (columns <= area.right)
            found += keys[hit][:1].tolist()
        return found

    keys = text.each_grid(look)
    return cell_name(keys[0] // ROW_KEYS, keys[0] % ROW_KEYS + 1) if keys else ""


def filled_among(text: SheetText, places: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Which of these cells (row, column) hold a value or a formula."""
    wanted = np.array([row * ROW_KEYS + column - 1 for row, column in places], dtype=np.int64)

    def look(grids: Iterable[Grid]) -> set[tuple[int, int]]:
        found = set()
        for grid in grids:
            for i in np.flatnonzero(np.isin(grid.keys, wanted)).tolist():
                if _CONTENT.search(grid.data, grid.opens[i], grid.ends[i]):
                    found.add((int(grid.keys[i]) // ROW_KEYS, int(grid.keys[i]) % ROW_KEYS + 1))
        return found

    return text.each_grid(look)


def last_filled_row(text: SheetText, region: Region) -> int:
    """The last data row of a list with something in it; the header row when all are blank."""
    found = text.each_grid(lambda grids: [_filled_rows(g, region.left, region.right) for g in grids])
    rows = np.concatenate([np.zeros(0, np.int64), *found])
    rows = rows[(rows > region.header_row) & (rows <= region.bottom)]
    return int(rows.max()) if len(rows) else region.header_row


def require_free(text: SheetText, area: Area, others: Collection[Area], why: str) -> None:
    """Make sure that cells which are about to be filled are free.

    Raises:
        Unsupported: One holds something, is merged, or belongs to another table.
    """
    if area.bottom > MAX_ROW:
        raise Unsupported(
            text.label, f"{why} would go past the last row of the sheet", "Move older rows to another sheet."
        )
    taken = first_filled(text, area) or next((str(other) for other in others if other.overlaps(area)), "")
    if taken:
        raise Unsupported(
            f"{text.label}, cell {taken}", f"{why} needs this place, and it is not free", "Move what stands there."
        )
