"""What stands in every cell of the filled workbook, for charts and for the values of formulas.

Example:
    >>> from salessheets.xlsx.template.layout import PatternRow, Strip
    >>> grid = Grid({"Report": [Group(4, 3, [PatternRow("", [Strip(2, values=[7, 8, None])])])]}, ())
    >>> grid.value("report", 5, 2), grid.column("report", 2, 3, 9)
    (8, [None, 7, 8, None, None, None, None])
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from salessheets.xlsx.template.layout import UNKNOWN, Group, Strip
from salessheets.xlsx.template.sheet_source import stored_value


class Grid:
    """The cells of all sheets of the filled book, by case-folded sheet name in the template.

    Args:
        groups: The rows of each sheet.
        strings: The shared strings.
    """

    def __init__(self, groups: Mapping[str, Sequence[Group]], strings: Sequence[str]) -> None:
        self.groups = {name.casefold(): list(found) for name, found in groups.items()}
        self._starts = {name: [group.start for group in found] for name, found in self.groups.items()}
        self._strips: dict[int, dict[int, Strip]] = {}
        self._subtotals: dict[tuple[str, int], list[int]] = {}
        self._strings = strings

    def last_row(self, sheet: str) -> int:
        """The lowest row of a sheet."""
        found = self.groups.get(sheet.casefold())
        return found[-1].start + found[-1].copies * len(found[-1].rows) - 1 if found else 0

    def last_column(self, sheet: str) -> int:
        """The rightmost column of a sheet with a cell."""
        groups = self.groups.get(sheet.casefold(), ())
        return max((s.column for group in groups for row in group.rows for s in row.strips), default=0)

    def strip(self, sheet: str, row: int, column: int) -> tuple[Strip, int] | None:
        """The strip that holds a cell, and which of its copies it is."""
        name = sheet.casefold()
        index = bisect_right(self._starts.get(name, ()), row) - 1
        if index < 0:
            return None
        group = self.groups[name][index]
        copy, offset = divmod(row - group.start, len(group.rows))
        if copy >= group.copies:
            return None
        found = self._by_column(group, offset).get(column)
        return (found, copy) if found else None

    def _by_column(self, group: Group, offset: int) -> dict[int, Strip]:
        row = group.rows[offset]
        if id(row) not in self._strips:
            self._strips[id(row)] = {strip.column: strip for strip in row.strips}
        return self._strips[id(row)]

    def value(self, sheet: str, row: int, column: int) -> Any:
        """The value of a cell: None for a blank, UNKNOWN for a formula without a value."""
        found = self.strip(sheet, row, column)
        return self.of(*found) if found else None

    def of(self, strip: Strip, copy: int) -> Any:
        """The value of one copy of a strip."""
        if strip.formulas is not None:
            if not strip.formulas[copy]:
                return None
            return strip.results[copy] if strip.results is not None else UNKNOWN
        if strip.values is not None:
            return strip.values[copy]
        return stored_value(strip.cell, self._strings) if strip.cell else None

    def column(self, sheet: str, column: int, top: int, bottom: int) -> list[Any]:
        """The values of rows `top`..`bottom` of one column."""
        made: list[Any] = []
        row = top
        while row <= bottom:
            found = self.strip(sheet, row, column)
            if found is None:
                made.append(None)
            elif found[0].values is not None and found[0].formulas is None and self._alone(sheet, row):
                strip, copy = found
                part = strip.values[copy : copy + bottom - row + 1]  # type: ignore[index]
                made.extend(part)
                row += len(part) - 1
            else:
                made.append(self.of(*found))
            row += 1
        return made

    def subtotal_rows(self, sheet: str, column: int, top: int, bottom: int) -> set[int]:
        """The rows among `top`..`bottom` whose cell in this column is a SUBTOTAL formula."""
        key = (sheet.casefold(), column)
        if key not in self._subtotals:
            self._subtotals[key] = sorted(self._subtotal_rows(*key))
        rows = self._subtotals[key]
        return set(rows[bisect_left(rows, top) : bisect_right(rows, bottom)])

    def _subtotal_rows(self, name: str, column: int) -> Iterator[int]:
        """All rows with a SUBTOTAL in a column."""
        for group in self.groups.get(name, ()):
            for offset in range(len(group.rows)):
                strip = self._by_column(group, offset).get(column)
                if strip and strip.formulas and "SUBTOTAL(" in strip.formulas[0].upper():
                    yield from (group.start + offset + copy * len(group.rows) for copy in range(group.copies))

    def _alone(self, sheet: str, row: int) -> bool:
        """True if the pattern at this row has one row, so that its copies follow each other."""
        name = sheet.casefold()
        return len(self.groups[name][bisect_right(self._starts[name], row) - 1].rows) == 1
