"""Cells that exist and get another value: the head stays, the tail is replaced, formulas are looked at first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from salessheets.core.addresses import Area, cell_name
from salessheets.errors import Unsupported
from salessheets.xlsx import values
from salessheets.xlsx.patching import pieces
from salessheets.xlsx.patching.cell_edits import ColumnEdit, Flags, Outcome, Piece, Written
from salessheets.xlsx.patching.grid import ROW_KEYS, Grid, Positions
from salessheets.xlsx.patching.pieces import Pieces
from salessheets.xlsx.patching.sameness import Sameness
from salessheets.xlsx.values import Link

_REPLACED = re.compile(rb"""\s(t|cm|vm)\s*=\s*["']([^"']*)["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*(?:"[^"]*"|'[^']*')""")
_TAG_END = re.compile(rb"\s*/?>\Z")
_ANCHOR = re.compile(rb"""<(?:\w+:)?f\s[^>]*?(?:\bref\s*=|\bt\s*=\s*["'](?:array|dataTable)["'])""")
_SHARED_AREA = re.compile(rb"""<(?:\w+:)?f\s[^>]*?\bref\s*=\s*["']([A-Z0-9:]+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


@dataclass
class Replacer:
    """Makes the pieces of replaced cells.

    Attributes:
        where: How messages name the sheet.
        sameness: Tells whether a cell shows a value already.
        outcome: Where replaced cells and formulas are counted.
        removed: Areas whose cells all go.
        freed: Keys of cells whose shared formula may go.
    """

    where: str
    sameness: Sameness
    outcome: Outcome
    removed: tuple[Area, ...] = ()
    freed: frozenset[int] = frozenset()

    def pieces(self, grid: Grid, edit: ColumnEdit, cells: Positions, places: list[int], tails: list[bytes]) -> Pieces:
        """The replaced cells of one column in one grid.

        Args:
            grid: Where they stand.
            edit: The column's edit.
            cells: Their indices in the grid.
            places: Their positions in the edit.
            tails: Their new tails.
        """
        if _need_care(grid, edit, cells).any():
            return pieces.of(self._with_care(grid, edit, cells, places, tails))
        keeps, ends = grid.keeps[cells], grid.ends[cells]
        olds = list(map(grid.data.__getitem__, map(slice, keeps.tolist(), ends.tolist())))
        changed = np.flatnonzero(~np.array(self.sameness.many(olds, tails), bool))
        if len(changed) < len(tails):
            keeps, ends, chosen = keeps[changed], ends[changed], changed.tolist()
            olds, tails = [olds[i] for i in chosen], [tails[i] for i in chosen]
        for i in [i for i, old in enumerate(olds) if b"<f" in old] if grid.formulas else ():
            self._formula_goes(olds[i], int(grid.keys[cells[changed[i]]]))
        self.outcome.cells += len(tails)
        return Pieces(keeps, ends, tails)

    def _with_care(
        self, grid: Grid, edit: ColumnEdit, cells: Positions, places: list[int], tails: list[bytes]
    ) -> Iterator[Piece]:
        """The same for odd tags and for styles that may change: each tag is taken apart."""
        for cell, place, tail in zip(cells.tolist(), places, tails, strict=True):
            value = edit.values[place]
            style = _new_style(edit, value, int(grid.styles[cell]))
            piece = self._rebuilt(grid, cell, tail, style, trusted=edit.trusted, look=isinstance(value, Link))
            if piece is not None:
                self.outcome.cells += 1
                yield piece

    def _rebuilt(
        self, grid: Grid, cell: int, tail: bytes, style: int | None, *, trusted: bool, look: bool
    ) -> Piece | None:
        """All attributes stay but type and metadata, and the style if it is new; `look` alone is no reason."""
        start, opened, end = int(grid.starts[cell]), int(grid.opens[cell]), int(grid.ends[cell])
        tag, inner = grid.data[start:opened], grid.data[opened:end]
        types = b"".join(b' %b="%b"' % found.groups() for found in _REPLACED.finditer(tag))
        ending = _TAG_END.search(tag)
        assert ending
        old = types + (b"/>" if b"/" in ending[0] else b">") + inner
        if (style is None or look) and (old == tail or self.sameness(old, tail)):
            return None
        if not trusted:
            self._formula_goes(inner, int(grid.keys[cell]))
        head = _REPLACED.sub(b"", tag[: ending.start()])
        if style is not None:
            head = _STYLE.sub(b"", head) + (b' s="%d"' % style if style else b"")
        return start, end, head + tail

    def _formula_goes(self, old: bytes, key: int) -> None:
        if _FORMULA.search(old):
            self._refuse_anchor(old, key)
            self.outcome.formulas += 1

    def removal(self, old: bytes, key: int) -> None:
        """Count a cell that goes; a shared formula may go when all cells that share it go."""
        self.outcome.cells += 1
        if not _FORMULA.search(old):
            return
        self.outcome.formulas += 1
        found = _SHARED_AREA.search(old)
        if not found or not any(_within(Area.parse(found[1].decode()), area) for area in self.removed):
            self._refuse_anchor(old, key)

    def _refuse_anchor(self, old: bytes, key: int) -> None:
        if key not in self.freed and _ANCHOR.search(old):
            raise Unsupported(
                f"{self.where}, cell {cell_name(key // ROW_KEYS, key % ROW_KEYS + 1)}",
                "it holds a formula that other cells share (a shared, array or data-table formula)",
                "Replace that formula in Excel first.",
            )


def _need_care(grid: Grid, edit: ColumnEdit, cells: Positions) -> Flags:
    if edit.forced or edit.trusted:
        return np.ones(len(cells), bool)
    if edit.link:
        return np.ones(len(cells), bool)
    care: Flags = grid.keeps[cells] < 0
    return care | (grid.styles[cells] == 0) if edit.clocks else care


def _new_style(edit: ColumnEdit, value: object, old: int) -> int | None:
    """The style that a cell changes to; None when it keeps its own."""
    new = old
    if edit.forced:
        new = edit.style()
    elif edit.trusted and isinstance(value, Written):
        new = value.style
    elif edit.clocks and old == 0 and values.is_clock(value):
        new = edit.style()
    elif edit.link and isinstance(value, Link):
        new = edit.link(old)
    return None if new == old else new


def _within(inner: Area, outer: Area) -> bool:
    rows = outer.top <= inner.top and inner.bottom <= outer.bottom
    return rows and outer.left <= inner.left and inner.right <= outer.right
