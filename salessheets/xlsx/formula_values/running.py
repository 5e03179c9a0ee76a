"""Running totals: `SUM(B$4:B4)` in a hundred thousand rows reads every cell once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from salessheets.core.addresses import Area
from salessheets.xlsx.formula_values.aggregates import numbers
from salessheets.xlsx.formula_values.cells import Cells
from salessheets.xlsx.formula_values.kinds import Fault


@dataclass(frozen=True)
class Moved:
    """Cells that move from copy to copy."""

    sheet: str
    area: Area
    top_step: int
    bottom_step: int

    @property
    def still(self) -> bool:
        """True if every copy means the same cells."""
        return not self.top_step and not self.bottom_step

    @property
    def single(self) -> bool:
        """True for one cell."""
        return self.area.height == 1 == self.area.width and self.top_step == self.bottom_step


class Running:
    """The sum of a range whose end grows from copy to copy, exactly rounded.

    Args:
        cells: The workbook's cells.
        moved: One column; its first row is the same for all copies.
    """

    def __init__(self, cells: Cells, moved: Moved) -> None:
        self._cells = cells
        self._moved = moved
        self._start_over()

    def _start_over(self) -> None:
        self._next = self._moved.area.top
        self._partials: list[float] = []
        self._fault: Fault | None = None

    def __call__(self, copy: int) -> Any:
        """The total of one copy: a number, or the first Fault above it."""
        bottom = self._moved.area.bottom + self._moved.bottom_step * copy
        if bottom < self._next - 1:
            self._start_over()
        if bottom >= self._next:
            found = numbers([self._cells.column(self._moved.sheet, self._moved.area.left, self._next, bottom)])
            self._take(found)
            self._next = bottom + 1
        return self._fault if self._fault is not None else math.fsum(self._partials)

    def _take(self, found: list[Any] | Fault) -> None:
        """Add values to the partial sums, which together are the exact sum (Shewchuk 1997)."""
        if isinstance(found, Fault):
            self._fault = self._fault if self._fault is not None else found
            return
        for value in found:
            self._partials = _added(self._partials, float(value))


def _added(partials: list[float], value: float) -> list[float]:
    made = []
    for partial in partials:
        large, small = (value, partial) if abs(value) >= abs(partial) else (partial, value)
        value = large + small
        rest = small - (value - large)
        if rest:
            made.append(rest)
    return [*made, value]
