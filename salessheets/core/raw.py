"""Cells as they stand in a file, before any type is declared for them. Nothing is inferred here.

A sheet comes in as one `RawColumn` per header: what kind each cell is, and its number or its text. What a column
*means* is decided later, by its declaration.

Example:
    >>> column = RawColumn.of(["C-1", 3.5, None])
    >>> column.kinds.tolist(), column.texts[0], float(column.numbers[1])
    ([2, 1, 0], 'C-1', 3.5)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

BLANK, NUMBER, TEXT, BOOL, ERROR = range(5)

Flags = npt.NDArray[np.bool_]
Kinds = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class RawColumn:
    """The cells of one column, top to bottom.

    Attributes:
        kinds: BLANK, NUMBER, TEXT, BOOL or ERROR for each cell. Text that is empty is BLANK.
        numbers: The number of NUMBER cells (dates are their serial, in the 1900 system also for 1904 books)
            and 0.0/1.0 of BOOL cells; NaN elsewhere.
        texts: The text of TEXT cells exactly as it stands, the code of ERROR cells ("#N/A"); "" elsewhere.
        dates: True where a NUMBER cell is formatted as a date or a time.
        formulas: True where the cell holds a formula.
        uncached: True where the cell holds a formula without a stored value (its kind is BLANK).
    """

    kinds: Kinds
    numbers: Numbers
    texts: Texts
    dates: Flags
    formulas: Flags
    uncached: Flags

    def __len__(self) -> int:
        return len(self.kinds)

    @classmethod
    def blank(cls, length: int) -> RawColumn:
        """A column of `length` empty cells."""
        texts = np.full(length, "", dtype=object)
        flags = [np.zeros(length, dtype=bool) for _ in range(3)]
        return cls(np.zeros(length, np.uint8), np.full(length, np.nan), texts, *flags)

    @classmethod
    def of(cls, values: Sequence[object], *, dates: bool = False) -> RawColumn:
        """A column from plain values: None, str, bool, numbers; text that starts with # and ends with ! ? or A is an error.

        Args:
            values: One per cell.
            dates: Whether the numbers are formatted as dates.
        """
        column = cls.blank(len(values))
        for i, value in enumerate(values):
            _put(column, i, value, dates=dates)
        return column

    def take(self, which: Flags) -> RawColumn:
        """The cells where `which` is True."""
        return RawColumn(
            *(getattr(self, name)[which] for name in ("kinds", "numbers", "texts", "dates", "formulas", "uncached"))
        )


def _put(column: RawColumn, i: int, value: object, *, dates: bool) -> None:
    if isinstance(value, bool):
        column.kinds[i], column.numbers[i] = BOOL, float(value)
    elif isinstance(value, (int, float)):
        column.kinds[i], column.numbers[i], column.dates[i] = NUMBER, float(value), dates
    elif isinstance(value, str) and value:
        error = value in ERROR_CODES
        column.kinds[i], column.texts[i] = (ERROR if error else TEXT), value


ERROR_CODES = frozenset(
    {
        "#NULL!",
        "#DIV/0!",
        "#VALUE!",
        "#REF!",
        "#NAME?",
        "#NUM!",
        "#N/A",
        "#GETTING_DATA",
        "#SPILL!",
        "#CALC!",
        "#BLOCKED!",
    }
)


@dataclass(frozen=True)
class RawHeader:
    """A header cell: its column number (1 = A) and its text as it stands."""

    column: int
    text: str


@dataclass(frozen=True)
class RawSheet:
    """One sheet as it stands.

    Attributes:
        name: The tab's name as it stands.
        header_row: Excel row of the headers; 0 when the sheet has no cell at all.
        headers: The header cells, left to right, blank ones left out.
        rows: Excel row numbers of the data rows, ascending; rows without any cell value are not in it.
        columns: Column number -> its cells, aligned with `rows`.
        hidden: Excel rows hidden by hand or by a filter.
        filtered: True when an autofilter with criteria is on.
        table: Name of the Excel table that holds the data, "" for a plain range.
        below: Excel rows with values under the table (a totals row of the table is not among them).
        merged: Areas merged inside the data, as A1 text.
    """

    name: str
    header_row: int
    headers: tuple[RawHeader, ...]
    rows: Rows
    columns: Mapping[int, RawColumn]
    hidden: frozenset[int] = frozenset()
    filtered: bool = False
    table: str = ""
    below: tuple[int, ...] = ()
    merged: tuple[str, ...] = field(default=())
