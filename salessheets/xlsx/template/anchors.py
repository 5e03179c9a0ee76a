"""Where drawings stand: moved with the cell under their upper left corner, their size kept in points."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from salessheets.xlsx.container.parts import descendants, local_name
from salessheets.xlsx.template.plan import SheetPlan

_EMU = 12_700
_DEFAULT = 15.0


class Heights:
    """Row heights of a sheet before and after filling, in English metric units."""

    def __init__(self, plan: SheetPlan) -> None:
        self._lines = plan.map.rows
        usual = next((e.get("defaultRowHeight") for e in descendants(plan.source.root, "sheetFormatPr")), None)
        self._usual = int(float(usual or _DEFAULT) * _EMU)
        self._own = {row.number: height for row in plan.source.rows if (height := _height(row.attributes)) is not None}
        self._pieces = [(block, self._lines.start(block)) for block in self._lines.blocks]

    def old(self, row: int) -> int:
        """Height of a template row."""
        return self._own.get(row, self._usual)

    def new(self, row: int) -> int:
        """Height of a row of the filled sheet."""
        return self.old(self._template_row(row))

    def _template_row(self, row: int) -> int:
        index = bisect_right([start for _, start in self._pieces], row) - 1
        if index < 0:
            return row
        block, start = self._pieces[index]
        grown = block.copies * block.height
        return (
            block.first + (row - start) % block.height if row < start + grown else block.last + row - start - grown + 1
        )


def _height(attributes: str) -> int | None:
    """The height among a row's XML attributes; a hidden row has none."""
    if ' hidden="1"' in attributes:
        return 0
    _, found, rest = attributes.partition(' ht="')
    return int(float(rest.partition('"')[0]) * _EMU) if found else None


def move_anchor(anchor: Any, heights: Heights, plan: SheetPlan) -> None:
    """Move one anchor: `from` with its cell, `to` so far below that the height stays."""
    ends = {local_name(child): child for child in anchor if local_name(child) in {"from", "to"}}
    if "from" not in ends:
        return
    old, offset = _read(ends["from"])
    new = plan.map.rows.first(old)
    _write(ends["from"], new, offset)
    if "to" in ends:
        bottom, rest = _read(ends["to"])
        span = sum(heights.old(row) for row in range(old, bottom)) + rest - offset
        _write(ends["to"], *_down(new, offset + span, heights))


def _down(row: int, distance: int, heights: Heights) -> tuple[int, int]:
    """The row and the rest of the way, `distance` below the top of `row`."""
    while distance >= heights.new(row) and distance > 0:
        distance -= heights.new(row)
        row += 1
    return row, distance


def _read(end: Any) -> tuple[int, int]:
    values = {local_name(child): int(child.text or 0) for child in end}
    return values.get("row", 0) + 1, values.get("rowOff", 0)


def _write(end: Any, row: int, offset: int) -> None:
    for child in end:
        if local_name(child) == "row":
            child.text = str(row - 1)
        elif local_name(child) == "rowOff":
            child.text = str(offset)
