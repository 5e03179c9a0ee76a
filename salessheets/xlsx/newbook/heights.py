"""Row heights for text that runs over several lines. Excel finds them by itself when it opens a file, other programs do not."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from salessheets.xlsx.newbook.plan import CellValue, Link, PageCell

LINE_HEIGHT = 15.0
"""Points that a line of the usual size takes."""

_MOST = 409.0  # points; Excel has no higher rows
_USUAL_SIZE = 11
_LETTERS = 1.15  # letters in the room of one digit, which is the unit of widths


def lines_of(value: CellValue, width: float) -> int:
    """Over how many lines a text runs in a column of this width (characters).

    Example:
        >>> lines_of("short", 20), lines_of("a sentence that needs more room than one line has", 20), lines_of(7, 20)
        (1, 3, 1)
    """
    if not isinstance(value, str):
        return 1
    return min(
        sum(max(1, ceil(len(line) / (width * _LETTERS))) for line in value.split("\n")), int(_MOST / LINE_HEIGHT)
    )


def page_row_height(widths: Sequence[float], row: Sequence[PageCell]) -> float:
    """Height in points that a row of a page needs."""
    needs = (_height(width, cell) for width, cell in zip(widths, row, strict=False))
    return min(_MOST, max(needs, default=LINE_HEIGHT))


def _height(width: float, cell: PageCell) -> float:
    text = cell.value.text if isinstance(cell.value, Link) else cell.value
    scale = cell.size / _USUAL_SIZE
    lines = lines_of(text, width / scale) if cell.wrap else 1
    return lines * LINE_HEIGHT * (scale if scale == 1 else scale * 1.2)
