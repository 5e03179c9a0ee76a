"""Where drawings stand: moved with the cell under their upper left corner, their size kept in points."""

from __future__ import annotations

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

    def old(self, row: int) -> int:
        """Height of a template row."""
        return self._own.get(row, self._usual)

    def new(self, row: int) -> int:
        """Height of a row of the filled sheet."""
        return self.old(self._lines.origin(row))


def _height(attributes: str) -> int | None:
    """The height among a row's XML attributes; a hidden row has none."""
    if ' hidden="1"' in attributes:
        return 0
    _, found, rest = attributes.partition(' ht="')
    return int(float(rest.partition('"')[0]) * _EMU) if found else None


def move_anchor(anchor: Any, heights: Heights, plan: SheetPlan) -> None:
    """Move one anchor: `from` with its cell, `to` so far below that the height stays, and as many columns on."""
    ends = {local_name(child): child for child in anchor if local_name(child) in {"from", "to"}}
    if "from" not in ends:
        return
    across = _column_shift(ends["from"], plan)
    for end in ends.values():
        _shift_column(end, across)
    old, offset = _read(ends["from"])
    new = plan.map.rows.first(old)
    _write(ends["from"], new, offset)
    if "to" in ends:
        bottom, rest = _read(ends["to"])
        span = sum(heights.old(row) for row in range(old, bottom)) + rest - offset
        _write(ends["to"], *_down(new, offset + span, heights))


def _column_shift(end: Any, plan: SheetPlan) -> int:
    """How many columns a corner moves."""
    column = next((int(child.text or 0) + 1 for child in end if local_name(child) == "col"), 1)
    return plan.map.columns.first(column) - column


def _shift_column(end: Any, by: int) -> None:
    for child in end if by else ():
        if local_name(child) == "col":
            child.text = str(int(child.text or 0) + by)


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
