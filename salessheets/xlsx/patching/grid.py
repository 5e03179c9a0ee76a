"""Where the rows and cells of sheet data stand, as byte positions; and how expat finds them in any legal XML.

`fast_grid` finds the same for canonical sheet data many times faster.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pyexpat import ExpatError, ParserCreate

import numpy as np
import numpy.typing as npt

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW, cell_name, parse_cell
from salessheets.errors import Damaged, Unsupported
from salessheets.xlsx.patching.xmltext import end_of, tag_end

Positions = npt.NDArray[np.int64]

ROW_KEYS = 1 << 14
"""Factor of the row in a cell's key: row * ROW_KEYS + column - 1 puts cells in reading order."""


@dataclass(frozen=True)
class Grid:
    """A stretch of sheet data.

    Attributes:
        data: The bytes that all positions count in.
        rows: Row numbers, ascending.
        row_starts, row_opens, row_closes, row_ends: Start of the row, behind its start tag, start of its end tag
            (behind the start tag when it has none), behind the row.
        keys: One per cell, ascending: see ROW_KEYS.
        starts, opens, ends: Start of the cell, behind its start tag, behind the cell.
        refs: Behind the cell's reference; -1 where the tag has no plain order `r`, `s`.
        keeps: Behind its style, or behind its reference when it has none; -1 as for `refs`.
        styles: The style's number, 0 when there is none.
        formulas: False when no cell holds a formula.
        ordered: False when rows or cells stand in another order than their numbers; the arrays are sorted anyway.
    """

    data: bytes
    rows: Positions
    row_starts: Positions
    row_opens: Positions
    row_closes: Positions
    row_ends: Positions
    keys: Positions
    starts: Positions
    opens: Positions
    ends: Positions
    refs: Positions
    keeps: Positions
    styles: Positions
    formulas: bool = True
    ordered: bool = True


@dataclass(frozen=True)
class Layout:
    """Where sheet data stands in a part.

    Attributes:
        start, end: Of its content; equal when there is none.
        tag: As written, with its prefix.
        empty: True for `<sheetData/>`; `start` is then behind that tag.
    """

    start: int
    end: int
    tag: str
    empty: bool

    @property
    def prefix(self) -> str:
        """The prefix of the sheet's elements with its colon."""
        return self.tag.removesuffix("sheetData")


def key(row: int, column: int) -> int:
    """The key of a cell."""
    return row * ROW_KEYS + column - 1


def explore(data: bytes, label: str) -> tuple[Layout, Grid]:
    """Find sheet data and its cells in a whole part of any legal XML.

    Raises:
        Damaged: Not well-formed, no sheet data, or a reference that is none.
        Unsupported: A row or a cell is there twice, or outside of what a sheet can hold.
    """
    explorer = _Explorer(data, label)
    explorer.run()
    return explorer.layout(), explorer.grid()


class _Explorer:
    """The handlers; positions are kept in typed arrays."""

    def __init__(self, data: bytes, label: str) -> None:
        self.data, self.label = data, label
        self.parser = ParserCreate("UTF-8")
        self.path: list[str] = []
        self.sheet_data: list[tuple[str, int, int]] = []
        self.closes: list[tuple[int, int]] = []
        self.row = self.column = 0
        self.opened: list[tuple[int, int]] = []
        self.rows = {name: array("q") for name in ("numbers", "starts", "opens", "closes", "ends")}
        self.cells = {name: array("q") for name in ("keys", "starts", "opens", "ends", "styles")}

    def run(self) -> None:
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        try:
            self.parser.Parse(self.data, True)  # noqa: FBT003 - pyexpat's own signature
        except ExpatError as fault:
            raise Damaged(self.label, f"the sheet is not well-formed ({fault})", "Restore a backup.") from fault
        if not self.closes:
            raise Damaged(self.label, "the sheet has no data section", "Open and save it in Excel.")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.path.append(tag.rpartition(":")[2])
        if len(self.path) > 1 and self.path[1] == "sheetData" and len(self.path) <= 4:
            at = self.parser.CurrentByteIndex
            place = (at, tag_end(self.data, at))
            if len(self.path) == 2:
                self.sheet_data.append((tag, *place))
            elif len(self.path) == 3 and self.path[2] == "row":
                self._row(attributes, place)
            elif len(self.path) == 4 and self.path[2:] == ["row", "c"]:
                self._cell(attributes, place)

    def _row(self, attributes: dict[str, str], place: tuple[int, int]) -> None:
        number = int(attributes.get("r", self.row + 1))
        if not 1 <= number <= MAX_ROW:
            raise Unsupported(f"{self.label}, row {number}", "a sheet has no such row", "Open and save it in Excel.")
        self.row, self.column = number, 0
        self.rows["numbers"].append(number)
        self.rows["starts"].append(place[0])
        self.rows["opens"].append(place[1])
        self.opened.append(place)

    def _cell(self, attributes: dict[str, str], place: tuple[int, int]) -> None:
        row, column = self._place_of(attributes.get("r", ""))
        if row != self.row or not column <= MAX_COLUMN:
            name = cell_name(row, min(column, MAX_COLUMN))
            wrong = f"the cell stands in row {self.row} of the file"
            raise Unsupported(f"{self.label}, cell {name}", wrong, "Open and save it in Excel.")
        self.column = column
        self.cells["keys"].append(key(row, column))
        self.cells["starts"].append(place[0])
        self.cells["opens"].append(place[1])
        style = attributes.get("s", "0")
        self.cells["styles"].append(int(style) if style.isdigit() else 0)
        self.opened.append(place)

    def _place_of(self, reference: str) -> tuple[int, int]:
        if not reference:
            return self.row, self.column + 1
        try:
            return parse_cell(reference)
        except ValueError:
            raise Damaged(self.label, f"{reference!r} is no cell address", "Open and save it in Excel.") from None

    def end(self, _: str) -> None:
        depth, name = len(self.path), self.path.pop()
        if depth == 2 and name == "sheetData":
            self._close_data()
        elif ((depth == 3 and name == "row") or (depth == 4 and name == "c")) and self.path[1] == "sheetData":
            if depth == 4 and self.path[2] != "row":
                return
            self._close(self.rows if name == "row" else self.cells)

    def _close(self, arrays: dict[str, array[int]]) -> None:
        start, open_end = self.opened.pop()
        at = self.parser.CurrentByteIndex
        last = end_of(self.data, start, open_end, at)
        arrays["ends"].append(last)
        if arrays is self.rows:
            arrays["closes"].append(open_end if last == open_end else at)

    def _close_data(self) -> None:
        _, start, open_end = self.sheet_data[-1]
        at = self.parser.CurrentByteIndex
        last = end_of(self.data, start, open_end, at)
        self.closes.append((open_end if last == open_end else at, last))

    def layout(self) -> Layout:
        tag, _, open_end = self.sheet_data[0]
        close, last = self.closes[0]
        return Layout(open_end, close, tag, last == open_end)

    def grid(self) -> Grid:
        rows = {name: np.frombuffer(values, np.int64) for name, values in self.rows.items()}
        cells = {name: np.frombuffer(values, np.int64) for name, values in self.cells.items()}
        rows, ordered = self._sorted(rows, "numbers", ROW_KEYS)
        cells, in_rows = self._sorted(cells, "keys", 1)
        unknown = np.full(len(cells["keys"]), -1, dtype=np.int64)
        return Grid(
            self.data, rows["numbers"], rows["starts"], rows["opens"], rows["closes"], rows["ends"],
            cells["keys"], cells["starts"], cells["opens"], cells["ends"], unknown, unknown, cells["styles"],
            ordered=ordered and in_rows,
        )  # fmt: skip

    def _sorted(self, found: dict[str, Positions], by: str, factor: int) -> tuple[dict[str, Positions], bool]:
        """The arrays in the order of their numbers, and whether they were. Raises Unsupported for one there twice."""
        steps = np.diff(found[by])
        if (steps > 0).all():
            return found, True
        order = np.argsort(found[by], kind="stable")
        numbers = found[by][order]
        twice = numbers[1:][np.diff(numbers) == 0]
        if len(twice):
            place = int(twice[0]) * factor
            what = (
                f"row {place // ROW_KEYS}"
                if factor > 1
                else f"cell {cell_name(place // ROW_KEYS, place % ROW_KEYS + 1)}"
            )
            raise Unsupported(f"{self.label}, {what}", "it is there twice in the file", "Open and save it in Excel.")
        return {name: values[order] for name, values in found.items()}, False
