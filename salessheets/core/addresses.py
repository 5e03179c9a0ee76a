"""Cell addresses: letters and numbers, single cells and rectangles. Rows and columns count from 1, as in Excel.

Example:
    >>> column_letter(28), column_number("AB"), parse_cell("$C$7"), Area.parse("B2:D9").height
    ('AB', 28, (7, 3), 8)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})\Z")


@lru_cache(maxsize=MAX_COLUMN)
def column_letter(number: int) -> str:
    """The letters of column `number` (1 = A). Raises ValueError outside 1..16384."""
    if not 1 <= number <= MAX_COLUMN:
        raise ValueError(f"no column {number}")
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=MAX_COLUMN)
def column_number(letters: str) -> int:
    """The number of the column with these letters (A = 1). Raises ValueError for anything else."""
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(f"no column {letters!r}")
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= MAX_COLUMN:
        raise ValueError(f"no column {letters!r}")
    return number


def parse_cell(text: str) -> tuple[int, int]:
    """(row, column) of an A1 address, dollar signs allowed. Raises ValueError."""
    match = _CELL.match(text)
    if not match or int(match[2]) > MAX_ROW:
        raise ValueError(f"no cell address: {text!r}")
    return int(match[2]), column_number(match[1])


def cell_name(row: int, column: int) -> str:
    """The A1 address of a cell."""
    return f"{column_letter(column)}{row}"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, text: str) -> Area:
        """Read `B2:D9` or `B2`. Raises ValueError."""
        first, _, last = text.partition(":")
        top, left = parse_cell(first)
        bottom, right = parse_cell(last) if last else (top, left)
        return cls(min(top, bottom), min(left, right), max(top, bottom), max(left, right))

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.right - self.left + 1

    def overlaps(self, other: Area) -> bool:
        """True if the two share a cell."""
        return not (
            self.right < other.left or other.right < self.left or self.bottom < other.top or other.bottom < self.top
        )

    def __str__(self) -> str:
        """As A1 text; a single cell without a colon."""
        first, last = cell_name(self.top, self.left), cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"
