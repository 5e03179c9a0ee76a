"""How far a sheet's rows reach, counted in its bytes: blank formatted rows and values that stand far away.

A sheet formatted down to row 1,048,576 holds a million rows and no more data than before; a value typed by mistake
at the edge makes readers that think in rectangles run out of memory. Both are found without parsing, in one pass
over pieces of the part.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salessheets.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BLANK_ROWS = 200_000
_NUMBER = re.compile(rb'[^>]*?\sr="(\d{1,7})"')
_ADDRESS = re.compile(rb'[^>]*?\sr="([A-Z]{1,3}\d{1,7})"')
_ROOT = re.compile(rb"<(\w+:)?worksheet\b")


class RowCount:
    """Counts over one sheet part, fed piece by piece."""

    def __init__(self) -> None:
        self.prefix = b""
        self.blank_below = 0
        self.filled = 0
        self.last_row = 0
        self.last_cell = ""

    def feed(self, piece: bytes, *, first: bool) -> None:
        """Count one piece. A tag cut in two by the pieces may be missed; the limits are far wider than that."""
        if first:
            root = _ROOT.search(piece)
            self.prefix = (root[1] if root else b"") or b""
        row = b"<" + self.prefix + b"row"
        last = piece.rfind(b"</" + self.prefix + b"v>")
        for other in (b"is>", b"f>"):
            last = max(last, piece.rfind(b"</" + self.prefix + other, max(last, 0)))
        if last < 0:
            self.blank_below += piece.count(row)
            return
        self.blank_below = piece.count(row, last)
        self._find_last(piece, last, row)
        if self.last_row > MOST_BLANK_ROWS:
            self.filled += piece.count(b"</" + row[1:] + b">")
        else:  # so few rows may all be blank: counting would be for nothing
            self.filled = self.last_row

    def _find_last(self, piece: bytes, end: int, row: bytes) -> None:
        """Note the row and cell of the last value, which ends at `end`."""
        tag = piece.rfind(row, 0, end)
        number = _NUMBER.match(piece, tag) if tag >= 0 else None
        if number:
            self.last_row = int(number[1])
        cell = piece.rfind(b"<" + self.prefix + b"c ", 0, end)
        name = _ADDRESS.match(piece, cell) if cell >= 0 else None
        if name:
            self.last_cell = name[1].decode()

    def judge(self, where: str) -> None:
        """Raise TooLarge when blank rows or a stray value make the sheet many times longer than its data."""
        if self.blank_below > MOST_BLANK_ROWS:
            raise TooLarge(
                where, f"{self.blank_below:,} empty formatted rows stand below the data, which ends in row {self.last_row}",
                f"Mark all rows from {self.last_row + 1} to the end of the sheet, delete them and save.",
            )  # fmt: skip
        if self.last_row - self.filled > MOST_BLANK_ROWS:
            raise TooLarge(
                f"{where}, cell {self.last_cell}", "a value stands there, hundreds of thousands of rows below the rest",
                f"Go to {self.last_cell} (F5), delete it if it is there by mistake, delete the blank rows above it and save.",
            )  # fmt: skip


def judge_rows(pieces: Iterable[bytes], where: str) -> None:
    """Count a sheet part and judge it; see `RowCount.judge`."""
    count = RowCount()
    for number, piece in enumerate(pieces):
        count.feed(piece, first=not number)
    count.judge(where)
