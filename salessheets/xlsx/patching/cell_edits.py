"""What shall become of the cells of one sheet: new values by column, and areas whose cells go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salessheets.core.addresses import Area
from salessheets.xlsx.patching.grid import Positions
from salessheets.xlsx.values import CellValue

Flags = npt.NDArray[np.bool_]

Piece = tuple[int, int, bytes]
"""Bytes from .. to are replaced by these; from == to is an insertion."""


@dataclass(frozen=True)
class Written:
    """A cell as XML: `tail` is all behind its head, `style` its style's number."""

    tail: bytes
    style: int


@dataclass(frozen=True)
class Differing:
    """A column of a list's new rows of which most cells show their value already.

    Attributes:
        count: How many rows there are.
        at: Positions (0 for the first row) of the cells that are written, ascending.
        values: Their values.
    """

    count: int
    at: Positions
    values: Sequence[CellValue]

    def __len__(self) -> int:
        return self.count


def no_style() -> int:
    """The style of a cell that has none."""
    return 0


@dataclass(frozen=True)
class ColumnEdit:
    """New values for cells of one column.

    Attributes:
        column: Its number (1 = A).
        rows: Row numbers, ascending, each once.
        values: One per row: values, or cells `Written` as XML.
        style: The style of new cells that find no other; asked only when it is needed.
        first: First row whose style a new cell below may take over; 0 for none.
        clocks: True when dates that would land in a cell of style 0 take `style`.
        forced: True when all cells take `style`, whatever they had.
        trusted: True for cells that move: they bring their style, and what stood there may go.
        blanks: First row whose blank new cells are written for the style they take over; 0 for none.
        link: From the style of a cell to the one with the look of a link; for columns that hold links.
    """

    column: int
    rows: Positions
    values: Sequence[CellValue | Written]
    style: Callable[[], int] = no_style
    first: int = 0
    clocks: bool = False
    forced: bool = False
    trusted: bool = False
    blanks: int = 0
    link: Callable[[int], int] | None = None


@dataclass(frozen=True)
class SheetEdits:
    """All edits of one sheet.

    Attributes:
        columns: New values.
        removed: Areas that lose their cells, except where a column edit names one.
        freed: Keys of cells whose formula other cells shared and need no more.
        iso: Columns that hold their dates as ISO texts (cells of type "d").
    """

    columns: tuple[ColumnEdit, ...] = ()
    removed: tuple[Area, ...] = ()
    freed: frozenset[int] = frozenset()
    iso: frozenset[int] = frozenset()

    @property
    def empty(self) -> bool:
        """True if there is nothing to do."""
        return not self.removed and not any(len(edit.rows) for edit in self.columns)


@dataclass
class Outcome:
    """What a splice did: cells and formulas changed or gone, and how far new cells reach (0 for no new cell)."""

    cells: int = 0
    formulas: int = 0
    widest: int = 0
    lowest: int = 0

    def added(self, rows: Positions, column: int, blank: int = 0) -> None:
        """Count new cells of a column; `blank` of them have a style and no value."""
        self.cells += len(rows) - blank
        self.widest = max(self.widest, column)
        self.lowest = max(self.lowest, int(rows[-1]))
