"""What repeats on a sheet, in the template: tables and marked blocks, side by side and within each other.

A `Stretch` is a run of rows (or columns) that repeats as a whole, with one owner or several side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from salessheets.core.addresses import Area
from salessheets.xlsx.package import TableEntry
from salessheets.xlsx.template.faults import Faults
from salessheets.xlsx.template.named import Marked
from salessheets.xlsx.template.records import Dataset


@dataclass(frozen=True)
class Owner:
    """What fills its part of a stretch: a table bound to a dataset, or a marked block.

    Attributes:
        label: How messages name it.
        kind: "table", "each", "eachcol" or "if".
        path: The data it means, as written.
        record: What expressions call the record; empty for `if`.
        left: Its first sheet column (row, for columns).
        right: Its last.
        table: The table.
        dataset: What fills it, once that is known.
    """

    label: str
    kind: str
    path: str
    record: str
    left: int
    right: int
    table: TableEntry | None = None
    dataset: Dataset = field(default_factory=lambda: Dataset("", ()))

    def covers(self, column: int) -> bool:
        """True for a sheet column of its own."""
        return self.left <= column <= self.right

    def header(self, column: int) -> str:
        """The header above a sheet column of a table."""
        return self.table.columns[column - self.table.area.left] if self.table else ""


@dataclass(frozen=True)
class Stretch:
    """Template lines that repeat together."""

    first: int
    last: int
    height: int
    owners: tuple[Owner, ...]
    children: tuple[Stretch, ...] = ()


def body(table: TableEntry) -> tuple[int, int]:
    """First and last body row."""
    return table.area.top + table.header_rows, table.area.bottom - table.totals_rows


def of_table(table: TableEntry, dataset: Dataset) -> Stretch:
    """A bound table: its first body row repeats."""
    label = f"the table {table.display_name}"
    owner = Owner(label, "table", dataset.name, "row", table.area.left, table.area.right, table, dataset)
    return Stretch(*body(table), 1, (owner,))


def of_mark(one: Marked) -> Stretch:
    """A marked block: all its rows (or columns) repeat."""
    mark, area = one.mark, one.area
    record = "" if mark.kind == "if" else mark.record
    if mark.kind == "eachcol":
        owner = Owner(mark.name, mark.kind, mark.path, record, area.top, area.bottom)
        return Stretch(area.left, area.right, area.right - area.left + 1, (owner,))
    owner = Owner(mark.name, mark.kind, mark.path, record, area.left, area.right)
    return Stretch(area.top, area.bottom, area.bottom - area.top + 1, (owner,))


def arranged(stretches: Iterable[Stretch], sheet: str, faults: Faults) -> tuple[Stretch, ...]:
    """The outermost stretches with the inner ones in them. What overlaps in part is a fault and left out."""
    roots: list[Stretch] = []
    for one in sorted(stretches, key=_order):
        _place(one, roots, sheet, faults)
    return tuple(roots)


def _order(one: Stretch) -> tuple[int, int, int, int]:
    """Larger ones first; on the same rows, `if` around `each`, and `each_region` around `each_region.rep`."""
    owner = one.owners[0]
    return -(one.last - one.first), owner.kind != "if", owner.path.count("."), owner.left


def _place(one: Stretch, among: list[Stretch], sheet: str, faults: Faults) -> None:
    for index, other in enumerate(among):
        if one.last < other.first or one.first > other.last:
            continue
        if _holds(other, one):
            children = list(other.children)
            _place(one, children, sheet, faults)
            among[index] = replace(other, children=tuple(children))
        elif _beside(one, other):
            among[index] = replace(other, owners=(*other.owners, *one.owners))
        else:
            faults.add(f"{sheet}!{_span(one)}", _overlap(one, other))
        return
    among.append(one)


def _holds(outer: Stretch, inner: Stretch) -> bool:
    """True if the inner stretch lies within every copy of the outer one."""
    owner, own = outer.owners[0], inner.owners[0]
    rows = outer.first <= inner.first and inner.last <= outer.first + outer.height - 1
    across = owner.left <= own.left and own.right <= owner.right
    marked = owner.kind != "table" and own.kind != "table" and len(outer.owners) == 1
    return rows and across and marked


def _beside(one: Stretch, other: Stretch) -> bool:
    """True if both are the same rows, in different columns, and simple."""
    same = (one.first, one.last, one.height) == (other.first, other.last, other.height)
    apart = all(a.right < b.left or b.right < a.left for a in one.owners for b in other.owners)
    return same and apart and not other.children and "if" not in {o.kind for o in (*one.owners, *other.owners)}


def _overlap(one: Stretch, other: Stretch) -> str:
    names = " and ".join(owner.label for owner in other.owners)
    if one.owners[0].kind == other.owners[0].kind == "table":
        return (
            f"{one.owners[0].label} shares some of its rows, not all, with the table beside it; give both the same rows,"
            " or put one of them below or on another sheet"
        )
    return (
        f"{one.owners[0].label} and {names} overlap in part; let one lie wholly within the other, give them the same"
        " rows side by side, or put one below the other"
    )


def _span(one: Stretch) -> str:
    return f"{one.first}:{one.last}"


def tables_touched(stretches: Iterable[Stretch], tables: Sequence[TableEntry]) -> list[tuple[TableEntry, Stretch]]:
    """Tables that would be torn: on some rows of a stretch but none of its owners."""
    return [
        (table, stretch)
        for stretch in stretches
        for table in tables
        if table not in {owner.table for owner in stretch.owners if owner.table} and _crosses(table.area, stretch)
    ]


def _crosses(area: Area, stretch: Stretch) -> bool:
    return area.top <= stretch.last and area.bottom >= stretch.first
