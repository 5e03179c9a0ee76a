"""How far a sheet's rows reach, counted in its bytes: blank formatted rows and values that stand far away.

A sheet formatted down to row 1,048,576 holds a million rows and no more data than before; a value typed by mistake
at the edge makes readers that think in rectangles run out of memory. Both are found without parsing, in one pass
over pieces of the part. This program reads cells, not rectangles, so both are read and told; only what cannot be read
within seconds is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salessheets.errors import TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable

MANY_BLANK_ROWS = 20_000
"""From here on empty formatted rows are told."""
MOST_BLANK = 400 * 2**20
"""Bytes of empty rows below the data that a sheet may have: so much is read in seconds, for it holds no value."""
MOST_BLANK_PREFIXED = 100 * 2**20
"""The same for a sheet whose tags have a prefix, which takes the careful reading."""
_NUMBER = re.compile(rb'[^>]*?\sr="(\d{1,7})"')
_ADDRESS = re.compile(rb'[^>]*?\sr="([A-Z]{1,3}\d{1,7})"')
_ROOT = re.compile(rb"<(\w+:)?worksheet\b")


class RowCount:
    """Counts over one sheet part, fed piece by piece."""

    def __init__(self) -> None:
        self.prefix = b""
        self.blank_below = self.blank_bytes = 0
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
            self.blank_bytes += len(piece)
            return
        self.blank_below, self.blank_bytes = piece.count(row, last), len(piece) - last
        self._find_last(piece, last, row)
        if self.last_row > MANY_BLANK_ROWS:
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

    def judge(self, where: str) -> str:
        """What is surplus, in words, or "". Raises TooLarge when so much is that the sheet cannot be read quickly."""
        limit = MOST_BLANK_PREFIXED if self.prefix else MOST_BLANK
        if self.blank_bytes > limit:
            raise TooLarge(
                where, f"{self.blank_below:,} empty formatted rows stand below the data, which ends in row {self.last_row}",
                "Take them away with `salessheets trim` (first with --dry-run), or delete them in Excel and save.",
            )  # fmt: skip
        if self.blank_below > MANY_BLANK_ROWS:
            return f"{self.blank_below:,} empty formatted rows stand below row {self.last_row}; `salessheets trim` takes them away"
        if self.last_row - self.filled > MANY_BLANK_ROWS:
            return f"the value in {self.last_cell} stands far below the rest; `salessheets trim --dry-run` lists such cells"
        return ""


def judge_rows(pieces: Iterable[bytes], where: str, *, limited: bool = True) -> str:
    """Count a sheet part; see `RowCount.judge`. Not `limited`: only read it through."""
    count = RowCount()
    for number, piece in enumerate(pieces):
        count.feed(piece, first=not number)
    return count.judge(where) if limited else ""
