"""Addresses held outside cells, moved with one sheet: ranges stretch, single places go to their first copy."""

from __future__ import annotations

from dataclasses import dataclass

from salessheets.core.addresses import Area, cell_name
from salessheets.xlsx.template.formulas import Here
from salessheets.xlsx.template.lines import Block
from salessheets.xlsx.template.plan import SheetPlan
from salessheets.xlsx.template.strips import Filling


@dataclass(frozen=True)
class Mover:
    """Moves what one sheet holds about its own cells."""

    plan: SheetPlan
    filling: Filling

    @property
    def here(self) -> Here:
        """A place on the sheet outside every block."""
        return Here(self.plan.name, 0, 0)

    def area(self, text: str) -> str:
        """A range over all copies of what it covered."""
        return self.filling.formula(text, self.here, self.plan.name, stretch=True).text(0)

    def areas(self, text: str) -> str:
        """Ranges with blanks between, as `sqref` holds them."""
        return " ".join(self.area(part) for part in text.split())

    def cell(self, text: str) -> str:
        """A single cell, at its first copy."""
        area = _area(text)
        if area is None:
            return text
        return cell_name(self.plan.map.rows.first(area.top), self.plan.map.columns.first(area.left))

    def block_of(self, text: str) -> Block | None:
        """The block in which a range lies wholly."""
        area = _area(text)
        if area is None:
            return None
        block = self.plan.map.rows.block_at(area.top)
        return block if block and block.holds(area.bottom) else None

    def copies(self, text: str, block: Block) -> list[str]:
        """A range inside a block, once per copy; nothing for sample rows."""
        area = _area(text)
        if area is None or area.top >= block.first + block.height:
            return []
        start = self.plan.map.rows.start(block) - block.first
        height = area.bottom - area.top
        tops = [start + area.top + copy * block.height for copy in range(block.copies)]
        return [str(Area(top, area.left, top + height, area.right)) for top in tops]

    def formula(self, text: str, base: str) -> str:
        """A formula that is relative to the first cell of a range, as conditional formats have."""
        return self.formulas(text, base)[0]

    def formulas(self, text: str, base: str) -> list[str]:
        """Such a formula for every copy of its first cell; one entry outside blocks."""
        area = _area(base.split(" ", maxsplit=1)[0]) or Area(1, 1, 1, 1)
        block = self.plan.map.rows.block_at(area.top)
        here = Here(self.plan.name, area.top, area.left, block)
        return self.filling.formula(text, here, f"{self.plan.name}!{base}").texts(block.copies if block else 1)


def _area(text: str) -> Area | None:
    try:
        return Area.parse(text)
    except ValueError:
        return None
