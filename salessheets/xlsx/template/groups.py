"""The rows of a filled sheet, from its plan: fixed rows once, pattern rows once per record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from salessheets.core.addresses import cell_name
from salessheets.xlsx.container.parts import descendants
from salessheets.xlsx.template.fields import unknown
from salessheets.xlsx.template.formulas import Here, UnreadableFormulaError, qualified
from salessheets.xlsx.template.layout import Group, PatternRow, Strip
from salessheets.xlsx.template.lines import Block
from salessheets.xlsx.template.plan import Bound, SheetPlan
from salessheets.xlsx.template.settings import Settings
from salessheets.xlsx.template.sheet_source import Cell, FormulaSource, Row
from salessheets.xlsx.template.strips import (
    Filling,
    constant_strip,
    formula_strip,
    place_of,
    record_strip,
    text_strip,
    value_strip,
    what_if_strip,
)
from salessheets.xlsx.template.tags import has_tag
from salessheets.xlsx.template.values import plain


@dataclass(frozen=True)
class SheetFilling:
    """One sheet being filled.

    Attributes:
        plan: What repeats on it.
        filling: What all parts share.
        settings: Aliases of headers.
        calculated: Formula per table part and header, for calculated columns whose cells hold none.
    """

    plan: SheetPlan
    filling: Filling
    settings: Settings
    calculated: Mapping[tuple[str, str], str]

    @property
    def prefix(self) -> str:
        """The XML prefix of the sheet's elements."""
        return self.plan.source.prefix

    def groups(self) -> list[Group]:
        """All rows of the filled sheet, top to bottom."""
        rows = self.plan.map.rows
        made = [self._fixed(row) for row in self.plan.source.rows if rows.block_at(row.number) is None]
        made += [self._repeated(block) for block in rows.blocks]
        return sorted(made, key=lambda group: group.start)

    def _fixed(self, row: Row) -> Group:
        start = self.plan.map.rows.first(row.number)
        return Group(start, 1, [PatternRow(row.attributes, [self._fixed_strip(cell) for cell in row.cells])])

    def _here(self, row: int, column: int, block: Block | None = None) -> Here:
        return Here(self.plan.name, row, column, block)

    def _fixed_strip(self, cell: Cell) -> Strip:
        here = self._here(cell.row, cell.column)
        if cell.formula and cell.formula.kind == "dataTable":
            return what_if_strip(cell, here, self.filling, self.prefix)
        if cell.formula:
            return formula_strip(cell.column, cell.attributes, self._named(cell.formula, here), here, self.filling, 1)
        if has_tag(cell.text):
            return text_strip(cell, here, self.filling, self.filling.language.names, self.prefix)
        return constant_strip(cell, self.prefix)

    def _named(self, formula: FormulaSource, here: Here) -> FormulaSource:
        """The formula with the name of its table in references that leave it out."""
        for table in self.plan.tables if "[" in formula.text else ():
            area = table.area
            if area.top <= here.row <= area.bottom and area.left <= here.column <= area.right:
                return replace(formula, text=self._qualified(formula.text, table.display_name))
        return formula

    @staticmethod
    def _qualified(text: str, table: str) -> str:
        try:
            return qualified(text, table)
        except UnreadableFormulaError:
            return text  # told where the formula is moved

    def _repeated(self, block: Block) -> Group:
        source = {row.number: row for row in self.plan.source.rows if block.first <= row.number <= block.last}
        bound = self.plan.bound_at(block)
        rows = []
        for number in range(block.first, block.first + block.height):
            row = source.get(number, Row(number))
            rows.append(PatternRow(row.attributes, self._pattern_strips(row, block, bound)))
        for one in bound:
            self._check_headers(one)
        return Group(self.plan.map.rows.start(block), block.copies, rows)

    def _pattern_strips(self, row: Row, block: Block, bound: tuple[Bound, ...]) -> list[Strip]:
        cells = {cell.column: cell for cell in row.cells}
        styles = self._column_styles()
        for one in bound:
            for column in range(one.table.area.left, one.table.area.right + 1):
                style = f' s="{styles[column]}"' if column in styles else ""
                cells.setdefault(column, Cell(row.number, column, style))
        return [self._pattern_strip(cells[column], block, bound) for column in sorted(cells)]

    def _column_styles(self) -> dict[int, str]:
        """The style of each column that has one, for cells that the template does not hold."""
        found = {}
        for element in descendants(self.plan.source.root, "col"):
            if element.get("style", "0") != "0":
                last = min(int(element.get("max", "0")), int(element.get("min", "1")) + 500)
                found.update(dict.fromkeys(range(int(element.get("min", "1")), last + 1), element.get("style", "0")))
        return found

    def _pattern_strip(self, cell: Cell, block: Block, bound: tuple[Bound, ...]) -> Strip:
        owner = next((one for one in bound if one.has_column(cell.column)), None)
        leading = owner or max(bound, key=lambda one: one.dataset.count)
        here = self._here(cell.row, cell.column, block)
        count = leading.dataset.count
        padding = block.copies - count
        formula = self._formula(cell, owner)
        if formula and formula.text:
            named = self._named(formula, here)
            return formula_strip(cell.column, cell.attributes, named, here, self.filling, count, padding)
        if has_tag(cell.text):
            return record_strip(cell, leading.dataset.records(), here, self.filling, self.prefix, padding)
        return self._field_strip(cell, owner, here, padding) if owner else constant_strip(cell, self.prefix)

    def _formula(self, cell: Cell, owner: Bound | None) -> FormulaSource | None:
        """The cell's formula, or that of its calculated column."""
        if cell.formula or not owner or has_tag(cell.text):
            return cell.formula
        text = self.calculated.get((owner.table.part, owner.header(cell.column)), "")
        return FormulaSource(text) if text else None

    def _field_strip(self, cell: Cell, owner: Bound, here: Here, padding: int) -> Strip:
        """A column of the dataset. A header that is no field is told by `_check_headers`."""
        field = self._field(owner, cell.column)
        if field is None:
            return Strip(cell.column, cell.attributes)
        values = self.filling.value(place_of(here), lambda: self._column(owner, field))
        strip_values = [*(values or [None] * owner.dataset.count), *[None] * padding]
        return value_strip(cell.column, cell.attributes, strip_values, place_of(here), self.filling, self.prefix)

    def _column(self, owner: Bound, field: str) -> list[Any]:
        if self.filling.missing == "error":
            return owner.dataset.column(field)
        return [plain(record.get(field)) for record in owner.dataset.records()]

    def _field(self, owner: Bound, column: int) -> str | None:
        return owner.dataset.field(self.settings.field_for(owner.dataset.name, owner.header(column)))

    def _check_headers(self, owner: Bound) -> None:
        """A column that no field fills, and no formula or expression either, would show samples or nothing."""
        row, left = owner.block.first, owner.table.area.left
        for column in range(left, owner.table.area.right + 1):
            cell = self.plan.source.cells.get((row, column), Cell(row, column))
            free = self._formula(cell, owner) or has_tag(cell.text)
            if free or not owner.dataset.fields or self._field(owner, column) is not None:
                continue
            header = owner.header(column)
            told = unknown(
                f'field "{header}" in dataset "{owner.dataset.name}"', header, owner.dataset.fields, "It has"
            )
            place = f"{self.plan.name}!{cell_name(max(1, row - owner.table.header_rows), column)}"
            self.filling.faults.add(place, f"{told} Rename the header, or put {{{{ ... }}}} or a formula below it.")
