"""The cells that an edit names, and what each is meant to say: what a proof measures the new sheet by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from salessheets.core.addresses import Area

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Objects = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Column:
    """What the cells of one column are meant to say, by row number.

    Attributes:
        named: True for the rows whose cell an edit names.
        meant: Their values.
        gone: True for those of them that must not be there.
    """

    named: Flags
    meant: Objects
    gone: Flags

    @classmethod
    def up_to(cls, row: int) -> Column:
        """A column of which nothing is named, with room for rows up to this one."""
        return cls(np.zeros(row + 2, bool), np.full(row + 2, None, object), np.zeros(row + 2, bool))


@dataclass
class Intended:
    """The cells that may differ: single ones by (row, column), and whole areas; and what they are meant to say."""

    rows: list[Numbers] = field(default_factory=list)
    columns: list[Numbers] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    meant: list[tuple[Area | int, Numbers, Sequence[object]]] = field(default_factory=list)

    def column(self, column: int, rows: Numbers, values: Sequence[object] | None = None) -> None:
        """Add cells of one column, rows ascending; of a cell named twice the later value holds."""
        if values is not None and len(rows):
            self.meant.append((column, rows, values))
        if len(rows) and rows[-1] - rows[0] + 1 == len(rows):
            self.areas.append(Area(int(rows[0]), column, int(rows[-1]), column))
            return
        self.rows.append(rows)
        self.columns.append(np.full(len(rows), column, np.int64))

    def area(self, area: Area) -> None:
        """Add an area that loses its cells."""
        self.areas.append(area)
        self.meant.append((area, np.arange(area.top, area.bottom + 1), ()))

    def values(self) -> dict[int, Column]:
        """Column number -> what its cells are meant to say."""
        tops: dict[int, int] = {}
        for place, rows, _ in self.meant:
            for column in _columns(place):
                tops[column] = max(tops.get(column, 0), int(rows[-1]))
        found = {number: Column.up_to(top) for number, top in tops.items()}
        for place, rows, values in self.meant:
            for column in _columns(place):
                found[column].named[rows] = True
                found[column].gone[rows] = not isinstance(place, int)
                if isinstance(place, int):
                    found[column].meant[rows] = _objects(values)
        return found

    def holds(self) -> Callable[[Numbers, Numbers], Flags]:
        """A function that tells which of many cells (rows, columns) are intended."""
        empty = np.zeros(0, np.int64)
        wanted = np.sort(_place(np.concatenate([empty, *self.rows]), np.concatenate([empty, *self.columns])))
        areas = _joined(self.areas)

        def inside(rows: Numbers, columns: Numbers) -> Flags:
            places = _place(rows, columns)
            found: Flags = np.append(wanted, -1)[np.searchsorted(wanted, places)] == places
            for area in areas:
                found |= (rows >= area.top) & (rows <= area.bottom) & (columns >= area.left) & (columns <= area.right)
            return found

        return inside


def _columns(place: Area | int) -> Sequence[int]:
    return (place,) if isinstance(place, int) else range(place.left, place.right + 1)


def _objects(values: Sequence[object]) -> Objects:
    found = np.empty(len(values), object)
    found[:] = values
    return found


def _joined(areas: list[Area]) -> list[Area]:
    """The same cells in fewer areas: neighbouring columns with the same rows are put together."""
    found: list[Area] = []
    for area in sorted(areas, key=lambda a: (a.top, a.bottom, a.left)):
        last = found[-1] if found else None
        if last and (last.top, last.bottom) == (area.top, area.bottom) and area.left <= last.right + 1:
            found[-1] = Area(last.top, last.left, last.bottom, max(last.right, area.right))
        else:
            found.append(area)
    return found


def _place(rows: Numbers, columns: Numbers) -> Numbers:
    return rows * 100_000 + columns
