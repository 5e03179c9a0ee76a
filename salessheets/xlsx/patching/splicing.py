"""Sheet data with some cells replaced: slices of the old bytes, new cells between them, nothing re-serialised.

One grid at a time, in order. A cell that already shows its new value keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from salessheets.core.addresses import cell_name
from salessheets.errors import Unsupported
from salessheets.xlsx import values
from salessheets.xlsx.patching import pieces
from salessheets.xlsx.patching.cell_edits import ColumnEdit, Flags, Outcome, Piece, SheetEdits, Written
from salessheets.xlsx.patching.grid import ROW_KEYS, Grid, Positions, key
from salessheets.xlsx.patching.guards import array_areas, first_hit
from salessheets.xlsx.patching.insertions import Inserter, NewCells
from salessheets.xlsx.patching.pieces import Pieces
from salessheets.xlsx.patching.replacements import Replacer
from salessheets.xlsx.patching.sameness import Sameness
from salessheets.xlsx.values import UnwritableError

_LAST = 1 << 60
_PLAIN_ROW = re.compile(rb"""<(?:\w+:)?row(?:\s+(?:r|spans|\w+:dyDescent)\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")


@dataclass(frozen=True)
class _Slice:
    """The part of a column edit that falls into one grid."""

    edit: ColumnEdit
    start: int
    stop: int

    @property
    def rows(self) -> Positions:
        return self.edit.rows[self.start : self.stop]

    @property
    def keys(self) -> Positions:
        return self.rows * ROW_KEYS + (self.edit.column - 1)


class Splicer:
    """Makes the edits of one sheet, grid after grid.

    Args:
        edits: What is wanted.
        where: How messages name the sheet.
        prefix: Of the sheet's elements with its colon.
        date1904: The workbook's date system.
        sameness: Tells whether a cell shows a value already.
        column_style: Column number -> the style of `<cols>`, 0 for none.
    """

    def __init__(
        self, edits: SheetEdits, where: str, prefix: str, sameness: Sameness, column_style: Callable[[int], int],
        *, date1904: bool,
    ) -> None:  # fmt: skip
        self.edits, self.where, self.prefix, self.date1904 = edits, where, prefix, date1904
        self.outcome = Outcome()
        self._inserter = Inserter(prefix, column_style)
        self._replacer = Replacer(where, sameness, self.outcome, edits.removed, edits.freed)
        self._next = 0

    def run(self, grids: Iterable[Grid]) -> Iterator[bytes]:
        """The new sheet data in pieces. Raises Unsupported, naming the cell."""
        waiting: Grid | None = None
        for grid in grids:
            if waiting is not None:
                yield self._spliced(waiting, int(waiting.rows[-1]))
            waiting = grid
        yield self._spliced(waiting if waiting is not None else _EMPTY, _LAST)

    def _spliced(self, grid: Grid, last: int) -> bytes:
        """One grid's bytes with the edits up to row `last`."""
        slices = [_Slice(e, *np.searchsorted(e.rows, [self._next, last + 1]).tolist()) for e in self.edits.columns]
        self._next = last + 1
        slices = [part for part in slices if part.stop > part.start]
        self._refuse_arrays(grid)
        runs = [*self._writes(grid, slices), pieces.of(self._removals(grid, slices))]
        self._inserter.carry(grid, self.edits.columns)
        return pieces.joined(grid.data, runs)

    def _writes(self, grid: Grid, slices: list[_Slice]) -> list[Pieces]:
        """Ordered runs of pieces: all insertions, then the replacements of each column."""
        runs, new = [], []
        for part in slices:
            tails = self._tails(part)
            at = np.searchsorted(grid.keys, part.keys)
            hit: Flags = np.append(grid.keys, -1)[at] == part.keys
            there = np.flatnonzero(hit)
            if len(there):
                chosen = tails if len(there) == len(tails) else [tails[i] for i in there.tolist()]
                places = (there + part.start).tolist()
                runs.append(self._replacer.pieces(grid, part.edit, at[there], places, chosen))
            cells = _new_cells(part, ~hit, tails)
            if cells is not None:
                new.append(cells)
                self.outcome.added(cells.rows, part.edit.column, cells.tails.count(values.BLANK_TAIL))
        return [*self._inserter.pieces(grid, new), *runs] if new else runs

    def _refuse_arrays(self, grid: Grid) -> None:
        """Refuse cells inside an array formula that begins in this grid; all its cells stand here or below."""
        for area in array_areas(grid.data) if grid.formulas else ():
            if key(area.top, area.left) in self.edits.freed:
                continue
            hit = first_hit([edit for edit in self.edits.columns if not edit.trusted], area)
            if hit:
                wrong = f"it is part of the array formula or data table {area}"
                raise Unsupported(f"{self.where}, cell {cell_name(*hit)}", wrong, "Clear that formula in Excel first.")

    def _tails(self, part: _Slice) -> list[bytes]:
        chosen = part.edit.values[part.start : part.stop]
        if isinstance(chosen[0], Written):
            return [one.tail for one in chosen if isinstance(one, Written)]
        try:
            iso = part.edit.column in self.edits.iso
            return values.tails(chosen, self.prefix, date1904=self.date1904, iso=iso)
        except UnwritableError:
            return [self._one(one, int(row), part.edit.column) for one, row in zip(chosen, part.rows, strict=True)]

    def _one(self, value: object, row: int, column: int) -> bytes:
        """One tail, or a refusal that names the cell."""
        try:
            return values.tail(value, self.prefix, date1904=self.date1904)
        except UnwritableError as fault:
            where = f"{self.where}, cell {cell_name(row, column)}"
            raise Unsupported(where, str(fault), "Correct the value.") from None

    def _removals(self, grid: Grid, slices: list[_Slice]) -> Iterator[Piece]:
        """Cells of the removed areas that no edit names, and rows that lose their last cell."""
        if not self.edits.removed or not len(grid.keys):
            return
        doomed = self._doomed(grid)
        wanted = np.concatenate([_NONE, *(part.keys for part in slices)])
        doomed &= ~np.isin(grid.keys, wanted)
        emptied = _emptied_rows(grid, doomed, wanted)
        gone = set(grid.rows[emptied].tolist())
        lost = [(int(grid.row_starts[i]), int(grid.row_ends[i]), b"") for i in emptied]
        for i in np.flatnonzero(doomed).tolist():
            self._replacer.removal(grid.data[grid.starts[i] : grid.ends[i]], int(grid.keys[i]))
            if grid.keys[i] // ROW_KEYS not in gone:
                lost.append((int(grid.starts[i]), int(grid.ends[i]), b""))
        yield from sorted(lost)

    def _doomed(self, grid: Grid) -> Flags:
        rows, columns = grid.keys // ROW_KEYS, grid.keys % ROW_KEYS + 1
        doomed: Flags = np.zeros(len(rows), dtype=bool)
        for area in self.edits.removed:
            doomed |= (rows >= area.top) & (rows <= area.bottom) & (columns >= area.left) & (columns <= area.right)
        return doomed


def _new_cells(part: _Slice, missing: Flags, tails: list[bytes]) -> NewCells | None:
    """The cells of a slice that are not there yet and get a value or a style."""
    if not missing.any():
        return None
    rows = part.rows
    if not missing.all():
        chosen = np.flatnonzero(missing)
        rows, tails = rows[chosen], [tails[i] for i in chosen.tolist()]
    blank = values.BLANK_TAIL
    if blank in tails and not part.edit.trusted:
        first = part.edit.blanks or _LAST
        kept = (i for i, tail in enumerate(tails) if tail != blank or rows[i] >= first)
        chosen = np.array(list(kept), dtype=np.int64)
        rows, tails = rows[chosen], [tails[i] for i in chosen.tolist()]
    return NewCells(part.edit, rows, tails) if tails else None


def _emptied_rows(grid: Grid, doomed: Flags, wanted: Positions) -> list[int]:
    """Rows that lose their last cell and carry nothing else."""
    at = np.searchsorted(grid.rows, grid.keys // ROW_KEYS)
    total = np.bincount(at, minlength=len(grid.rows))
    lost = np.bincount(at[doomed], minlength=len(grid.rows))
    written = np.isin(grid.rows, wanted // ROW_KEYS)
    candidates = np.flatnonzero((lost > 0) & (lost == total) & ~written).tolist()
    return [i for i in candidates if _PLAIN_ROW.fullmatch(grid.data, grid.row_starts[i], grid.row_opens[i])]


_NONE = np.zeros(0, np.int64)
_EMPTY = Grid(b"", _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, formulas=False)
