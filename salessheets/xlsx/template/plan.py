"""What repeats: the tables bound to datasets, and the row map of every sheet that follows from them.

A table is bound when it is named like a dataset. Its first body row is the pattern; further body rows of the template
are samples. The pattern is the whole sheet row, so tables side by side grow together by the longest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from salessheets.core.addresses import MAX_ROW, cell_name
from salessheets.core.texts import header_form
from salessheets.xlsx.package import Package, TableEntry
from salessheets.xlsx.template.faults import Faults
from salessheets.xlsx.template.formulas import SheetMap
from salessheets.xlsx.template.lines import Block, Lines
from salessheets.xlsx.template.records import Dataset
from salessheets.xlsx.template.sheet_source import Cell, SheetSource
from salessheets.xlsx.template.tags import has_tag


@dataclass(frozen=True)
class Bound:
    """A table and the dataset that fills it; `block` is the pattern row and its samples."""

    table: TableEntry
    dataset: Dataset
    block: Block

    def has_column(self, column: int) -> bool:
        """True for a sheet column of the table."""
        return self.table.area.left <= column <= self.table.area.right

    def header(self, column: int) -> str:
        """The header above a sheet column."""
        return self.table.columns[column - self.table.area.left]


@dataclass(frozen=True)
class SheetPlan:
    """One worksheet of the template and what becomes of it."""

    source: SheetSource
    tables: tuple[TableEntry, ...]
    bound: tuple[Bound, ...]
    map: SheetMap

    @property
    def name(self) -> str:
        """The sheet's name in the template."""
        return self.source.entry.name

    def bound_at(self, block: Block) -> tuple[Bound, ...]:
        """The tables that repeat with this block, left to right."""
        found = (bound for bound in self.bound if bound.block == block)
        return tuple(sorted(found, key=lambda bound: bound.table.area.left))


def plan_sheet(
    package: Package, source: SheetSource, data: Mapping[str, Dataset], others: Collection[str], faults: Faults
) -> SheetPlan:
    """Bind the sheet's tables and lay out its rows. What cannot be is a fault, and that table stays as it is.

    Args:
        package: The template.
        source: The sheet.
        data: Datasets by folded name.
        others: Folded names in the data that are no datasets.
        faults: What is wrong so far.
    """
    tables = package.tables(source.entry)
    _check_headers(source, tables, faults)
    for table in tables:
        if header_form(table.display_name) in others:
            faults.add(
                f"{source.entry.name}!{table.area}",
                f"the table {table.display_name} is named like a value of the data that is no list of records",
            )
    wanted = [(table, _dataset(table, data)) for table in tables]
    pairs = [(table, dataset) for table, dataset in wanted if dataset is not None]
    bound: list[Bound] = []
    for block in _blocks(source, pairs, faults):
        bound += [Bound(table, dataset, block) for table, dataset in pairs if _body(table)[0] == block.first]
    lines = Lines({one.block for one in bound})
    plan = SheetPlan(source, tables, tuple(bound), SheetMap(lines))
    _check_beside(plan, [table for table, dataset in wanted if dataset is None], faults)
    _check_length(plan, faults)
    return plan


def _check_headers(source: SheetSource, tables: Iterable[TableEntry], faults: Faults) -> None:
    """Excel wants the name of a table's column and the text of its header to agree, so headers hold no expressions."""
    for table in tables:
        for place, header in enumerate(table.columns, table.area.left):
            if has_tag(header):
                faults.add(
                    f"{source.entry.name}!{cell_name(table.area.top, place)}",
                    "a table's header cannot hold an expression; put it in a cell above the table",
                )


def _dataset(table: TableEntry, data: Mapping[str, Dataset]) -> Dataset | None:
    return data.get(header_form(table.display_name)) or data.get(header_form(table.name))


def _body(table: TableEntry) -> tuple[int, int]:
    """First and last body row."""
    return table.area.top + table.header_rows, table.area.bottom - table.totals_rows


def _blocks(source: SheetSource, pairs: list[tuple[TableEntry, Dataset]], faults: Faults) -> list[Block]:
    """One block per pattern row; tables on overlapping rows must agree about theirs."""
    blocks: list[Block] = []
    for first, last in sorted({_body(table) for table, _ in pairs}):
        here = [(table, dataset) for table, dataset in pairs if _body(table) == (first, last)]
        names = " and ".join(table.display_name for table, _ in here)
        if blocks and first <= blocks[-1].last:
            faults.add(
                f"{source.entry.name}!{first}:{last}",
                f"the table {names} shares some of its rows, not all, with the table beside it; give both the same rows,"
                " or put one of them below or on another sheet",
            )
            continue
        blocks.append(Block(first, last, 1, max(1, *(dataset.count for _, dataset in here))))
    return blocks


def _check_beside(plan: SheetPlan, others: Iterable[TableEntry], faults: Faults) -> None:
    """Cells that would be lost with sample rows, and tables that would be torn by a growing neighbour."""
    for bound in plan.bound:
        for table in others:
            if bound.block.changes and table.area.top <= bound.block.last and table.area.bottom >= bound.block.first:
                faults.add(
                    f"{plan.name}!{table.area}",
                    f"the table {table.display_name} stands beside {bound.table.display_name}, whose rows repeat whole;"
                    " put it above, below or on another sheet",
                )
    for cell in plan.source.cells.values():
        if not cell.blank and plan.map.rows.is_sample(cell.row) and not _goes(plan, cell):
            faults.add(
                f"{plan.name}!{cell_name(cell.row, cell.column)}",
                "this cell stands beside sample rows of a table that goes with them; leave one sample row in the table,"
                " or put the cell above, below or on another sheet",
            )


def _goes(plan: SheetPlan, cell: Cell) -> bool:
    """True for a sample cell that may go: of a bound table, or the same as in the pattern row."""
    block = plan.map.rows.block_at(cell.row)
    assert block is not None
    if any(bound.has_column(cell.column) for bound in plan.bound_at(block)):
        return True
    pattern = plan.source.cells.get((block.first, cell.column))
    same = pattern is not None and pattern.stored == cell.stored and pattern.inside == cell.inside
    return pattern is not None and bool((pattern.formula and cell.formula) or same)


def _check_length(plan: SheetPlan, faults: Faults) -> None:
    """A sheet has 1,048,576 rows."""
    lowest = max([plan.source.last_row, *(table.table.area.bottom for table in plan.bound)])
    if plan.bound and plan.map.rows.last(lowest) > MAX_ROW:
        longest = max(plan.bound, key=lambda bound: bound.dataset.count)
        faults.add(
            f"{plan.name}!{longest.table.area}",
            f"the dataset {longest.dataset.name} has {longest.dataset.count:,} records; the sheet would need more than"
            f" its {MAX_ROW:,} rows",
        )
