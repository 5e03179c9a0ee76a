"""Cells of a sheet that hold a certain tag, such as a shared formula or a date in ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from salessheets.core.addresses import Area, parse_cell
from salessheets.xlsx.patching.grid import ROW_KEYS, Grid, key
from salessheets.xlsx.patching.sheet_text import SheetText

_ATTRIBUTE = re.compile(rb"""\s(\w+)\s*=\s*["']([^"']*)["']""")
_START = re.compile(rb"<(?:\w+:)?c\b[^>]*>")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3}[0-9]{1,7})["']""")
_MOMENT = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\bt\s*=\s*["']d["'][^>]*>""")


@dataclass(frozen=True)
class Cell:
    """A cell that was found: its key, its bytes, what the tag that was looked for says."""

    key: int
    data: bytes
    said: dict[bytes, bytes]

    @property
    def area(self) -> Area | None:
        """Where the formula reaches, for the cell that holds its text."""
        try:
            return Area.parse(self.said[b"ref"].decode()) if b"ref" in self.said else None
        except ValueError:
            return None

    @property
    def head(self) -> bytes:
        """Its start tag."""
        found = _START.match(self.data)
        return found[0] if found else b""


def cells_with(text: SheetText, pattern: re.Pattern[bytes]) -> list[Cell]:
    """The cells of a sheet that hold this pattern, in the order of the file."""
    if text.canonical:
        return list(_in_canonical(text.data, pattern))
    return text.each_grid(lambda grids: [cell for grid in grids for cell in _in_grid(grid, pattern)])


def _in_canonical(data: bytes, pattern: re.Pattern[bytes]) -> Iterator[Cell]:
    for found in pattern.finditer(data):
        start = data.rfind(b"<c ", 0, found.end())
        named = _REFERENCE.search(data, start, data.find(b">", start) + 1) if start >= 0 else None
        if named:
            row, column = parse_cell(named[1].decode())
            end = data.find(b"</c>", found.end()) + len(b"</c>")
            yield Cell(key(row, column), data[start:end], dict(_ATTRIBUTE.findall(found[0])))


def _in_grid(grid: Grid, pattern: re.Pattern[bytes]) -> Iterator[Cell]:
    order = np.argsort(grid.starts)
    for found in pattern.finditer(grid.data):
        place = int(np.searchsorted(grid.starts[order], found.start(), side="right")) - 1
        if place >= 0 and found.start() < grid.ends[order[place]]:
            i = order[place]
            data = grid.data[grid.starts[i] : grid.ends[i]]
            yield Cell(int(grid.keys[i]), data, dict(_ATTRIBUTE.findall(found[0])))


def iso_columns(text: SheetText) -> frozenset[int]:
    """The columns that hold dates as ISO texts."""
    if b'"d"' not in text.data and b"'d'" not in text.data:
        return frozenset()
    return frozenset(cell.key % ROW_KEYS + 1 for cell in cells_with(text, _MOMENT))
