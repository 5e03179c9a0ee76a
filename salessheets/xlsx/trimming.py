r"""Surplus of a sheet: blank formatted rows and cells far below or right of the data, and values that stand far away.

A format dragged down to row 1,048,576 makes a million rows without a value; a slip of the hand leaves one value at the
edge. Rows and cells without a value or formula may go; a value goes only when it is named. What an office prepared for
its next entries stays: a thousand rows below the data and fifty columns to its right.

Example:
    >>> sheet = b'<worksheet><sheetData><row r="1"><c r="A1"><v>7</v></c></row><row r="5000" s="1"/></sheetData></worksheet>'
    >>> surplus = surplus_of(sheet)
    >>> surplus.rows, surplus.far, without_surplus(sheet, surplus)[-30:]
    (1, (), b'</row></sheetData></worksheet>')
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from salessheets.core.addresses import cell_name, parse_cell
from salessheets.errors import Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from salessheets.core.addresses import Area

ROWS_KEPT = 1_000
"""Blank rows below a value that stay: an office prepares rows for its next entries."""
COLUMNS_KEPT = 50
"""Blank columns right of the data that stay."""
MOST_FAR = 1_000
"""Values far away that are listed; more of them are data, not a slip."""
_ROOT = re.compile(rb"<(\w+:)?sheetData\b[^>]*>")
_EXTENT = re.compile(rb"<(?:\w+:)?dimension\b[^>]*/>")
_R = re.compile(rb'[^>]*?\sr="([A-Z]{0,3}\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Surplus:
    """What is surplus in a sheet.

    Attributes:
        rows: Blank rows more than ROWS_KEPT below the nearest value above.
        cells: Blank formatted cells more than COLUMNS_KEPT right of the data.
        first_row: The first of the blank rows; 0 when there is none.
        far: Addresses of values that stand more than that apart from the other data.
        cuts: Where the blank rows and cells stand in the part's bytes, ascending.
    """

    rows: int
    cells: int
    first_row: int
    far: tuple[str, ...]
    cuts: tuple[tuple[int, int], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row element: where it stands in the part, its number, whether a cell has a value or formula."""

    start: int
    end: int
    number: int
    filled: bool


class _Sheet:
    """A sheet's part, its rows found by their tags."""

    def __init__(self, data: bytes, areas: Iterable[Area] = ()) -> None:
        self.data = data
        opening = _ROOT.search(data)
        self.prefix = (opening[1] if opening else b"") or b""
        self.rows = list(self._found(opening)) if opening and not opening[0].endswith(b"/>") else []
        filled = {row.number for row in self.rows if row.filled}
        columns = self._columns()
        for area in areas:
            filled.update((area.top, area.bottom))
            columns.update(range(area.left, area.right + 1))
        self.filled = sorted(filled)
        self.areas = tuple(areas)
        self.width = _reach(sorted(columns), COLUMNS_KEPT)

    def _found(self, opening: re.Match[bytes]) -> Iterator[_Row]:
        """The row elements in order. Raises Unsupported when one does not say its number."""
        p, data = self.prefix, self.data
        tag, closing = b"<" + p + b"row", b"</" + p + b"row>"
        marks = re.compile(b"</%bv>|</%bf>|<%bf |</%bis>" % (p, p, p, p))
        stop = data.rfind(b"</" + p + b"sheetData>")
        value = 0  # where the next value stands
        at = data.find(tag, opening.end(), stop)
        while at >= 0:
            head_end = data.find(b">", at) + 1
            empty = data[head_end - 2 : head_end] == b"/>"
            end = head_end if empty else data.find(closing, head_end, stop) + len(closing)
            said = _R.match(data, at, head_end)
            if said is None or not said[1].isdigit() or end <= at:
                raise Unsupported("the sheet", "its rows do not say their numbers", "Save the workbook once in Excel.")
            if not empty and value < head_end:
                mark = marks.search(data, head_end, stop)
                value = mark.start() if mark else stop
            yield _Row(at, end, int(said[1]), not empty and value < end)
            at = data.find(tag, end, stop)

    def _columns(self) -> set[int]:
        """The columns that hold values, from rows that end in a column not met yet."""
        seen: set[int] = set()
        for row in self.rows:
            if row.filled and self._last_column(row) not in seen:
                seen.update(column for _, _, column, filled in self.cells(row) if filled)
        return seen

    def _last_column(self, row: _Row) -> int:
        """The column of the last cell element of a row; 0 when it does not say it."""
        at = self.data.rfind(b"<" + self.prefix + b"c ", row.start, row.end)
        said = _R.match(self.data, at, row.end) if at >= 0 else None
        return parse_cell(said[1].decode())[1] if said and not said[1].isdigit() else 0

    def cells(self, row: _Row) -> Iterator[tuple[int, int, int, bool]]:
        """Start, end, column and whether it is filled, of each cell of a row that says where it stands."""
        p, data = self.prefix, self.data
        tag, closing = b"<" + p + b"c", b"</" + p + b"c>"
        at = data.find(tag + b" ", row.start, row.end)
        while at >= 0:
            head_end = data.find(b">", at) + 1
            empty = data[head_end - 2 : head_end] == b"/>"
            end = head_end if empty else data.find(closing, head_end, row.end) + len(closing)
            said = _R.match(data, at, head_end)
            if said and not said[1].isdigit():
                yield at, end, parse_cell(said[1].decode())[1], b"<" in data[head_end : end - len(closing)]
            at = data.find(tag + b" ", end, row.end)

    def is_surplus(self, row: _Row) -> bool:
        """True for a blank row far below the nearest value above it, and in no table."""
        if row.filled or any(area.top <= row.number <= area.bottom for area in self.areas):
            return False
        at = bisect_right(self.filled, row.number)
        return row.number - (self.filled[at - 1] if at else 0) > ROWS_KEPT

    def surplus_cells(self, row: _Row) -> list[tuple[int, int]]:
        """Start and end of the blank cells of a row that stand far right of the data."""
        most = self.width + COLUMNS_KEPT
        if self._last_column(row) <= most:
            return []
        return [(start, end) for start, end, column, filled in self.cells(row) if column > most and not filled]

    def far_cells(self) -> Iterator[str]:
        """The values below a wide gap of rows, or right of a wide gap of columns."""
        body = _reach(self.filled, ROWS_KEPT)
        for row in self.rows:
            if row.filled and (row.number > body or self._last_column(row) > self.width):
                for _, _, column, filled in self.cells(row):
                    if filled and (row.number > body or column > self.width):
                        yield cell_name(row.number, column)


def _reach(numbers: list[int], gap: int) -> int:
    """Where ascending numbers end that are no more than `gap` apart.

    Example:
        >>> _reach([3, 4, 90, 16384], 100), _reach([], 100)
        (90, 0)
    """
    ends = (a for a, b in pairwise(numbers) if b - a > gap)
    return next(ends, numbers[-1] if numbers else 0)


def surplus_of(data: bytes, areas: Iterable[Area] = ()) -> Surplus:
    """What is surplus in a sheet's part.

    Args:
        data: The part.
        areas: The areas of its tables, whose rows and columns are data whatever they hold.

    Raises:
        Unsupported: Its rows do not say their numbers.
    """
    sheet = _Sheet(data, tuple(areas))
    rows, cells, first, cuts = 0, 0, 0, _Cuts()
    for row in sheet.rows:
        if sheet.is_surplus(row):
            rows, first = rows + 1, first or row.number
            cuts.add(row.start, row.end)
        else:
            for start, end in sheet.surplus_cells(row):
                cells += 1
                cuts.add(start, end)
    far = [address for address, _ in zip(sheet.far_cells(), range(MOST_FAR + 1), strict=False)]
    return Surplus(rows, cells, first, tuple(far) if len(far) <= MOST_FAR else (), tuple(cuts.found))


class _Cuts:
    """Stretches of bytes, those that touch joined."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> None:
        """Add a stretch behind all others."""
        if self.found and self.found[-1][1] == start:
            start = self.found.pop()[0]
        self.found.append((start, end))


def without_surplus(data: bytes, surplus: Surplus) -> bytes:
    """The part without its blank surplus rows and cells, and without the note of its extent, which no longer holds.

    Every other byte stays.
    """
    extent = _EXTENT.search(data, 0, surplus.cuts[0][0]) if surplus.cuts else None
    pieces, at = ([data[: extent.start()]], extent.end()) if extent else ([], 0)
    for start, end in surplus.cuts:
        pieces.append(data[at:start])
        at = end
    return b"".join([*pieces, data[at:]])
