"""What repeats: the tables bound to datasets and the marked blocks, and the maps of every sheet that follow from them.

A table is bound when it is named like a dataset. Its first body row is the pattern; further body rows of the template
are samples. The pattern is the whole sheet row, so what stands side by side grows together by the longest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW, cell_name, column_letter
from salessheets.core.texts import header_form
from salessheets.xlsx.package import Package, TableEntry
from salessheets.xlsx.template import stretches
from salessheets.xlsx.template.building import Builder, longest
from salessheets.xlsx.template.faults import Faults
from salessheets.xlsx.template.formulas import SheetMap
from salessheets.xlsx.template.lines import Block, Lines
from salessheets.xlsx.template.named import Marked
from salessheets.xlsx.template.records import Dataset
from salessheets.xlsx.template.sheet_source import Cell, SheetSource
from salessheets.xlsx.template.stretches import Owner, Stretch
from salessheets.xlsx.template.tags import has_tag


@dataclass(frozen=True)
class SheetPlan:
    """One worksheet of the template and what becomes of it."""

    source: SheetSource
    tables: tuple[TableEntry, ...]
    map: SheetMap

    @property
    def name(self) -> str:
        """The sheet's name in the template."""
        return self.source.entry.name

    @property
    def bound(self) -> tuple[tuple[Owner, TableEntry], ...]:
        """The tables that data fills."""
        owners = (owner for block in self.map.rows.blocks for owner in block.owners)
        return tuple((owner, owner.table) for owner in owners if owner.table is not None)


def plan_sheet(
    package: Package, source: SheetSource, marked: Sequence[Marked], others: Collection[str], builder: Builder
) -> SheetPlan:
    """Bind the sheet's tables and blocks and lay out its lines. What cannot be is a fault, and stays as it is.

    Args:
        package: The template.
        source: The sheet.
        marked: Its marked blocks.
        others: Folded names in the data that are no datasets.
        builder: The data.
    """
    tables, faults = package.tables(source.entry), builder.faults
    _check_tables(source, tables, others, faults)
    rows = [stretches.of_table(t, d) for t in tables if (d := _dataset(t, builder)) is not None]
    rows += [stretches.of_mark(one) for one in marked if one.mark.kind != "eachcol"]
    across = [stretches.of_mark(one) for one in marked if one.mark.kind == "eachcol"]
    names = builder.language.names
    found = stretches.arranged(rows, source.entry.name, faults)
    columns = stretches.arranged(across, source.entry.name, faults)
    taken = frozenset(place for place, cell in source.cells.items() if not cell.blank)
    lines = Lines(builder.block(one, names) for one in found)
    plan = SheetPlan(source, tables, SheetMap(lines, Lines(builder.block(one, names) for one in columns), taken))
    _check_beside(plan, found, faults)
    _check_columns(plan, faults)
    _check_length(plan, faults)
    return plan


def _check_tables(source: SheetSource, tables: Iterable[TableEntry], others: Collection[str], faults: Faults) -> None:
    """Excel wants the name of a table's column and the text of its header to agree, so headers hold no expressions."""
    for table in tables:
        for place, header in enumerate(table.columns, table.area.left):
            if has_tag(header):
                faults.add(
                    f"{source.entry.name}!{cell_name(table.area.top, place)}",
                    "a table's header cannot hold an expression; put it in a cell above the table",
                )
        if header_form(table.display_name) in others:
            faults.add(
                f"{source.entry.name}!{table.area}",
                f"the table {table.display_name} is named like a value of the data that is no list of records",
            )


def _dataset(table: TableEntry, builder: Builder) -> Dataset | None:
    return builder.data.get(header_form(table.display_name)) or builder.data.get(header_form(table.name))


def _check_beside(plan: SheetPlan, found: Sequence[Stretch], faults: Faults) -> None:
    """Cells that would be lost with sample rows, and tables that would be torn by a growing neighbour."""
    for table, stretch in stretches.tables_touched(found, plan.tables):
        block = plan.map.rows.block_at(stretch.first)
        if block is not None and block.changes:
            faults.add(f"{plan.name}!{table.area}", _torn(table, stretch))
    for cell in plan.source.cells.values():
        if not cell.blank and plan.map.rows.is_sample(cell.row) and not _goes(plan, cell):
            faults.add(
                f"{plan.name}!{cell_name(cell.row, cell.column)}",
                "this cell stands beside sample rows of a table that goes with them; leave one sample row in the table,"
                " or put the cell above, below or on another sheet",
            )


def _torn(table: TableEntry, stretch: Stretch) -> str:
    owner = stretch.owners[0]
    if owner.table is not None:
        return (
            f"the table {table.display_name} stands beside {owner.table.display_name}, whose rows repeat whole;"
            " put it above, below or on another sheet"
        )
    return (
        f"the table {table.display_name} stands on rows of {owner.label}, which repeat or go, and a table cannot;"
        " put it above, below or on another sheet, or make an ordinary range of it"
    )


def _goes(plan: SheetPlan, cell: Cell) -> bool:
    """True for a sample cell that may go: of a bound table, or the same as in the pattern row."""
    block = plan.map.rows.block_at(cell.row)
    assert block is not None
    if any(owner.covers(cell.column) for owner in block.owners):
        return True
    pattern = plan.source.cells.get((block.first, cell.column))
    same = pattern is not None and pattern.stored == cell.stored and pattern.inside == cell.inside
    return pattern is not None and bool((pattern.formula and cell.formula) or same)


def _check_columns(plan: SheetPlan, faults: Faults) -> None:
    """A table has its columns by name, so none of them can repeat."""
    for block in plan.map.columns.blocks:
        for table in plan.tables:
            if block.changes and table.area.left <= block.last and table.area.right >= block.first:
                faults.add(
                    f"{plan.name}!{table.area}",
                    f"the table {table.display_name} has columns of {block.owners[0].label}, which repeat, and those of"
                    " a table cannot; put it to the left or right of them, or make an ordinary range of it",
                )


def _check_length(plan: SheetPlan, faults: Faults) -> None:
    """A sheet has 1,048,576 rows and 16,384 columns."""
    rows, columns = plan.map.rows, plan.map.columns
    lowest = max([plan.source.last_row, *(table.area.bottom for _, table in plan.bound), *_lasts(rows.blocks)])
    rightmost = max([0, *(column for _, column in plan.source.cells), *_lasts(columns.blocks)])
    if rows.blocks and rows.last(lowest) > MAX_ROW:
        _too_long(plan, rows.blocks, f"{MAX_ROW:,} rows", faults)
    if columns.blocks and columns.last(rightmost) > MAX_COLUMN:
        _too_long(plan, columns.blocks, f"{MAX_COLUMN:,} columns", faults)


def _lasts(blocks: Iterable[Block]) -> list[int]:
    return [block.last for block in blocks]


def _too_long(plan: SheetPlan, blocks: Sequence[Block], most: str, faults: Faults) -> None:
    owner = longest(blocks)
    area = str(owner.table.area) if owner.table else _place(owner)
    faults.add(
        f"{plan.name}!{area}",
        f"{owner.label}: the dataset {owner.dataset.name} has {owner.dataset.count:,} records; the sheet would need"
        f" more than its {most}",
    )


def _place(owner: Owner) -> str:
    if owner.kind == "eachcol":
        return f"{owner.left}:{owner.right}"
    return f"{column_letter(owner.left)}:{column_letter(owner.right)}"
