"""The rows of a filled sheet, from its plan: fixed rows once, pattern rows once per record, blocks within blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from salessheets.core.addresses import cell_name
from salessheets.xlsx.container.parts import descendants
from salessheets.xlsx.template.fields import unknown
from salessheets.xlsx.template.formulas import Here, UnreadableFormulaError, qualified
from salessheets.xlsx.template.layout import Group, PatternRow, Strip
from salessheets.xlsx.template.lines import Block, Copy, Lines
from salessheets.xlsx.template.plan import SheetPlan
from salessheets.xlsx.template.scopes import names_in, owner_at, put_record
from salessheets.xlsx.template.settings import Settings
from salessheets.xlsx.template.sheet_source import Cell, FormulaSource, Row
from salessheets.xlsx.template.stretches import Owner
from salessheets.xlsx.template.strips import (
    Filling,
    constant_strip,
    formula_strip,
    padded_strip,
    place_of,
    record_strip,
    text_strip,
    value_strip,
    what_if_strip,
)
from salessheets.xlsx.template.tags import has_tag
from salessheets.xlsx.template.values import plain


@dataclass(frozen=True)
class Scope:
    """Where rows are laid out: the map of their lines, the copies of blocks around them, what expressions see."""

    lines: Lines
    copies: tuple[Copy, ...]
    names: Mapping[str, Any]


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

    @cached_property
    def _rows(self) -> dict[int, Row]:
        return {row.number: row for row in self.plan.source.rows}

    @cached_property
    def _numbers(self) -> list[int]:
        return sorted(self._rows)

    def groups(self) -> list[Group]:
        """All rows of the filled sheet, top to bottom."""
        rows = self.plan.map.rows
        for owner, _ in self.plan.bound:
            self._check_headers(owner)
        scope = Scope(rows, (), self.filling.language.names)
        return sorted(self._laid_out(self._numbers, scope), key=lambda group: group.start)

    def _laid_out(self, numbers: list[int], scope: Scope) -> Iterator[Group]:
        """Template rows where they come to stand, in no order."""
        for number in numbers:
            if scope.lines.block_at(number) is None:
                yield self._fixed(self._rows[number], scope)
        for block in scope.lines.blocks:
            yield from self._block(block, scope)

    def _block(self, block: Block, scope: Scope) -> Iterator[Group]:
        owner: Owner = block.owners[0]
        if not block.copies:
            return
        if not block.inside and owner.kind != "if":
            yield self._repeated(block, scope)
            return
        numbers = [number for number in self._numbers if block.first <= number < block.first + block.height]
        for number in range(block.copies):
            copy = scope.lines.copy(block, number)
            names = dict(scope.names)
            if owner.record and number < owner.dataset.count:
                put_record(names, owner, owner.dataset.records()[number])
            yield from self._laid_out(numbers, Scope(copy.lines, (*scope.copies, copy), names))

    def _fixed(self, row: Row, scope: Scope) -> Group:
        strips = [strip for cell in row.cells for strip in self._fixed_strips(cell, scope)]
        return Group(scope.lines.first(row.number), 1, [PatternRow(row.attributes, strips)])

    def _targets(self, column: int) -> Iterator[tuple[int, tuple[Copy, ...]]]:
        """The new columns of a template column, each with the copies of column blocks it stands in."""
        columns = self.plan.map.columns
        for copies in columns.copies(column, column):
            yield (copies[-1].lines if copies else columns).first(column), copies

    def _fixed_strips(self, cell: Cell, scope: Scope) -> Iterator[Strip]:
        for column, across in self._targets(cell.column):
            here = Here(self.plan.name, cell.row, cell.column, None, scope.copies, across)
            strip = self._fixed_strip(cell, here, names_in(scope.names, across, cell.row))
            strip.column = column
            yield strip

    def _fixed_strip(self, cell: Cell, here: Here, names: Mapping[str, Any]) -> Strip:
        if cell.formula and cell.formula.kind == "dataTable":
            return what_if_strip(cell, here, self.filling, self.prefix)
        if cell.formula:
            return formula_strip(cell.column, cell.attributes, self._named(cell.formula, here), here, self.filling, 1)
        if has_tag(cell.text):
            return text_strip(cell, here, self.filling, names, self.prefix)
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

    def _repeated(self, block: Block, scope: Scope) -> Group:
        rows = []
        for number in range(block.first, block.first + block.height):
            row = self._rows.get(number, Row(number))
            rows.append(PatternRow(row.attributes, self._pattern_strips(row, block, scope)))
        return Group(scope.lines.start(block), block.copies, rows)

    def _pattern_strips(self, row: Row, block: Block, scope: Scope) -> list[Strip]:
        cells = {cell.column: cell for cell in row.cells}
        for owner in block.owners:
            for column in range(owner.left, owner.right + 1) if owner.table else ():
                style = f' s="{self._styles[column]}"' if column in self._styles else ""
                cells.setdefault(column, Cell(row.number, column, style))
        return [strip for column in sorted(cells) for strip in self._pattern_targets(cells[column], block, scope)]

    @cached_property
    def _styles(self) -> dict[int, str]:
        """The style of each column that has one, for cells that the template does not hold."""
        found = {}
        for element in descendants(self.plan.source.root, "col"):
            if element.get("style", "0") != "0":
                last = min(int(element.get("max", "0")), int(element.get("min", "1")) + 500)
                found.update(dict.fromkeys(range(int(element.get("min", "1")), last + 1), element.get("style", "0")))
        return found

    def _pattern_targets(self, cell: Cell, block: Block, scope: Scope) -> Iterator[Strip]:
        for column, across in self._targets(cell.column):
            here = Here(self.plan.name, cell.row, cell.column, block, scope.copies, across)
            strip = self._pattern_strip(cell, here, block, names_in(scope.names, across, cell.row))
            strip.column = column
            yield strip

    def _pattern_strip(self, cell: Cell, here: Here, block: Block, names: Mapping[str, Any]) -> Strip:
        owner = owner_at(block, cell.column)
        count = owner.dataset.count
        padding = block.copies - count
        bound = owner if owner.table and owner.covers(cell.column) else None
        formula = self._formula(cell, bound)
        if formula and formula.text:
            named = self._named(formula, here)
            return formula_strip(cell.column, cell.attributes, named, here, self.filling, count, padding)
        if has_tag(cell.text):
            return record_strip(cell, owner, names, here, self.filling, self.prefix, padding)
        if bound:
            return self._field_strip(cell, bound, here, padding)
        if padding and owner.covers(cell.column) and not cell.blank:
            return padded_strip(cell, self.prefix, count, padding, self.filling.strings)
        return constant_strip(cell, self.prefix)

    def _formula(self, cell: Cell, owner: Owner | None) -> FormulaSource | None:
        """The cell's formula, or that of its calculated column."""
        if cell.formula or not owner or not owner.table or has_tag(cell.text):
            return cell.formula
        text = self.calculated.get((owner.table.part, owner.header(cell.column)), "")
        return FormulaSource(text) if text else None

    def _field_strip(self, cell: Cell, owner: Owner, here: Here, padding: int) -> Strip:
        """A column of the dataset. A header that is no field is told by `_check_headers`."""
        field = self._field(owner, cell.column)
        if field is None:
            return Strip(cell.column, cell.attributes)
        values = self.filling.value(place_of(here), lambda: self._column(owner, field))
        strip_values = [*(values or [None] * owner.dataset.count), *[None] * padding]
        return value_strip(cell.column, cell.attributes, strip_values, place_of(here), self.filling, self.prefix)

    def _column(self, owner: Owner, field: str) -> list[Any]:
        if self.filling.missing == "error":
            return owner.dataset.column(field)
        return [plain(record.get(field)) for record in owner.dataset.records()]

    def _field(self, owner: Owner, column: int) -> str | None:
        return owner.dataset.field(self.settings.field_for(owner.dataset.name, owner.header(column)))

    def _check_headers(self, owner: Owner) -> None:
        """A column that no field fills, and no formula or expression either, would show samples or nothing."""
        table = owner.table
        assert table is not None
        row = table.area.top + table.header_rows
        for column in range(owner.left, owner.right + 1):
            cell = self.plan.source.cells.get((row, column), Cell(row, column))
            free = self._formula(cell, owner) or has_tag(cell.text)
            if free or not owner.dataset.fields or self._field(owner, column) is not None:
                continue
            header = owner.header(column)
            told = unknown(
                f'field "{header}" in dataset "{owner.dataset.name}"', header, owner.dataset.fields, "It has"
            )
            place = f"{self.plan.name}!{cell_name(max(1, row - table.header_rows), column)}"
            self.filling.faults.add(place, f"{told} Rename the header, or put {{{{ ... }}}} or a formula below it.")
