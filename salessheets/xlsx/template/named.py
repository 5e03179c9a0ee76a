"""Blocks that a template marks with defined names: `each_rep`, `each_region.rep`, `if_overdue`, `eachcol_month`.

Example:
    >>> mark = parse_name("each_region.rep")
    >>> mark.kind, mark.path, mark.record
    ('each', 'region.rep', 'rep')
    >>> parse_name("EachCol_Month").kind, parse_name("each") is None
    ('eachcol', True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW, Area
from salessheets.xlsx.container.parts import descendants
from salessheets.xlsx.package import Package, SheetEntry
from salessheets.xlsx.template.faults import Faults
from salessheets.xlsx.template.references import Mark, Reference

_NAME = re.compile(r"(each|eachcol|if)_(.+)\Z", re.IGNORECASE)


@dataclass(frozen=True)
class MarkedName:
    """What a name says: its kind (each, eachcol, if), the data it means, the name of the record inside."""

    name: str
    kind: str
    path: str

    @property
    def record(self) -> str:
        """What expressions inside call the record: the last part of the path."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True)
class Marked:
    """A marked stretch of a sheet."""

    mark: MarkedName
    sheet: str
    area: Area


def parse_name(name: str) -> MarkedName | None:
    """What a defined name marks; None when it marks nothing."""
    found = _NAME.match(name)
    return MarkedName(name, found[1].casefold(), found[2]) if found else None


def marked_blocks(package: Package, faults: Faults) -> dict[str, list[Marked]]:
    """All marked stretches by case-folded sheet."""
    made: dict[str, list[Marked]] = {}
    for name in descendants(package.xml(package.workbook_part), "definedName"):
        mark = parse_name(name.get("name", ""))
        if mark is not None:
            for one in _areas(mark, name, package.sheets, faults):
                made.setdefault(one.sheet.casefold(), []).append(one)
    return made


def _areas(mark: MarkedName, name: Any, entries: Iterable[SheetEntry], faults: Faults) -> Iterator[Marked]:
    """The ranges of one name; a name that is no range is told."""
    known = {entry.name.casefold() for entry in entries}
    for part in re.findall(r"(?:'(?:[^']|'')*'|[^,'])+", (name.text or "").strip("()")):
        reference = Reference.parse(part.strip())
        if reference is None or len(reference.sheets) != 1 or reference.sheets[0].casefold() not in known:
            faults.add(
                f"name {mark.name}",
                f"it marks a block, so it must be a range of this book, not {name.text};"
                " select the rows and type the name into the box left of the formula line, or delete it in the Name"
                " Manager",
            )
            return
        yield Marked(mark, reference.sheets[0], _area(reference))


def _area(reference: Reference) -> Area:
    rows = sorted(mark.line for mark in _or(reference.rows, MAX_ROW))
    columns = sorted(mark.line for mark in _or(reference.columns, MAX_COLUMN))
    return Area(rows[0], columns[0], rows[-1], columns[-1])


def _or(marks: tuple[Mark, ...], most: int) -> tuple[Mark, ...]:
    return marks or (Mark(1), Mark(most))
