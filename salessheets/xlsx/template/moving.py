"""Addresses held outside cells, moved with one sheet: ranges stretch, single places go to their first copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from salessheets.core.addresses import Area, cell_name
from salessheets.xlsx.template.formulas import Here
from salessheets.xlsx.template.lines import Copy
from salessheets.xlsx.template.plan import SheetPlan
from salessheets.xlsx.template.scopes import names_in
from salessheets.xlsx.template.strips import Filling


@dataclass(frozen=True)
class Standing:
    """One copy of a range of the template: its new place, and the copies of blocks it stands in."""

    old: Area
    area: Area
    here: Here

    @property
    def repeated(self) -> bool:
        """True inside a block."""
        return self.here.repeated


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
        """Ranges with blanks between, as `sqref` holds them; empty when nothing is left of any."""
        return " ".join(self.area(part) for part in text.split() if not self.gone(part))

    def gone(self, text: str) -> bool:
        """True if nothing is left of a range."""
        area = _area(text)
        lines = self.plan.map
        return area is not None and (
            lines.rows.gone(area.top, area.bottom) or lines.columns.gone(area.left, area.right)
        )

    def cell(self, text: str) -> str:
        """A single cell, at its first copy."""
        area = _area(text)
        if area is None:
            return text
        return cell_name(self.plan.map.rows.first(area.top), self.plan.map.columns.first(area.left))

    def copies(self, text: str) -> Iterator[Standing]:
        """Every copy of a range; one, stretched, when it stands in no block as a whole."""
        area = _area(text)
        if area is None:
            return
        for down in self.plan.map.rows.copies(area.top, area.bottom):
            for across in self.plan.map.columns.copies(area.left, area.right):
                yield self._standing(area, down, across)

    def _standing(self, area: Area, down: tuple[Copy, ...], across: tuple[Copy, ...]) -> Standing:
        rows = down[-1].lines if down else self.plan.map.rows
        columns = across[-1].lines if across else self.plan.map.columns
        new = Area(rows.first(area.top), columns.first(area.left), rows.last(area.bottom), columns.last(area.right))
        return Standing(area, new, Here(self.plan.name, area.top, area.left, None, down, across))

    def inside(self, text: str) -> bool:
        """True if a range stands in a block as a whole, so that it repeats."""
        area = _area(text)
        if area is None:
            return False
        rows, columns = self.plan.map.rows.block_at(area.top), self.plan.map.columns.block_at(area.left)
        return bool((rows and rows.holds(area.bottom)) or (columns and columns.holds(area.right)))

    def names(self, standing: Standing) -> Mapping[str, Any]:
        """What expressions see there."""
        seen = names_in(self.filling.language.names, standing.here.row_copies, standing.old.left)
        return names_in(seen, standing.here.column_copies, standing.old.top)

    def formula(self, text: str, base: str) -> str:
        """A formula that is relative to the first cell of a range, as conditional formats have."""
        first = base.split(" ", maxsplit=1)[0].partition(":")[0]
        here = next((standing.here for standing in self.copies(first)), self.here)
        return self.filling.formula(text, here, f"{self.plan.name}!{base}").text(0)


def _area(text: str) -> Area | None:
    try:
        return Area.parse(text)
    except ValueError:
        return None
