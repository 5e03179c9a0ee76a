"""From a sheet's cells in batches to one `RawColumn` per column, aligned on the rows that count."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from salessheets.core.raw import BLANK, ERROR, TEXT, Flags, RawColumn, Rows
from salessheets.xlsx.readers.cells import IS_DATE, IS_FORMULA, IS_UNCACHED, Cells


class Gathered:
    """The cells of a sheet, column by column.

    Attributes:
        columns: Column number -> its cells, in pieces, rows ascending.
    """

    def __init__(self, batches: list[Cells]) -> None:
        self.columns: dict[int, list[Cells]] = defaultdict(list)
        for batch in batches:
            for column, piece in _by_column(batch):
                self.columns[column].append(piece)

    def rows_with_values(self, first: int, last: int, columns: range | None = None) -> Rows:
        """Rows first..last in which some cell of `columns` (None: any) has a value or a formula."""
        seen = np.zeros(max(last - first + 1, 0), dtype=bool)
        for column, pieces in self.columns.items():
            if columns is None or column in columns:
                for piece in pieces:
                    inside = piece.rows[(piece.rows >= first) & (piece.rows <= last)]
                    seen[inside - first] = True
        return np.flatnonzero(seen).astype(np.int64) + first

    def last_row(self) -> int:
        """The last row with a value; 0 for an empty sheet."""
        return max((int(pieces[-1].rows[-1]) for pieces in self.columns.values()), default=0)

    def first_row(self, kind: int | None = None) -> int:
        """The first row with a cell of this kind (None: any); 0 when there is none."""
        firsts = [_first(piece, kind) for pieces in self.columns.values() for piece in pieces]
        return min((row for row in firsts if row), default=0)

    def row(self, row: int) -> dict[int, Cells]:
        """Column number -> the single cell of this row, where there is one."""
        found = {}
        for column in sorted(self.columns):
            for piece in self.columns[column]:
                at = int(np.searchsorted(piece.rows, row))
                if at < len(piece) and piece.rows[at] == row:
                    found[column] = piece.take(slice(at, at + 1))
        return found

    def take_column(self, column: int, rows: Rows, shared: Shared) -> RawColumn:
        """The cells of `column` in these rows. What was gathered for the column is let go."""
        return _dense(self.columns.pop(column, []), rows, shared)


def _first(piece: Cells, kind: int | None) -> int:
    which = np.arange(1) if kind is None else np.flatnonzero(piece.kinds == kind)[:1]
    return int(piece.rows[which[0]]) if len(which) else 0


def _by_column(batch: Cells) -> list[tuple[int, Cells]]:
    order = np.argsort(batch.columns, kind="stable")
    columns = batch.columns[order]
    edges = [0, *(np.flatnonzero(np.diff(columns)) + 1).tolist(), len(columns)]
    return [(int(columns[a]), batch.take(order[a:b])) for a, b in pairwise(edges) if b > a]


@dataclass(frozen=True)
class Shared:
    """Arrays that say "nothing here", one for all columns that need them; they cannot be written to."""

    no_numbers: npt.NDArray[np.float64]
    no_texts: npt.NDArray[np.object_]
    no_flags: Flags

    @classmethod
    def of(cls, length: int) -> Shared:
        """For columns of `length` cells."""
        arrays = np.full(length, np.nan), np.full(length, "", dtype=object), np.zeros(length, dtype=bool)
        for array in arrays:
            array.flags.writeable = False
        return cls(*arrays)


def _dense(pieces: list[Cells], rows: Rows, shared: Shared) -> RawColumn:
    kinds = np.zeros(len(rows), dtype=np.uint8)
    numbers, texts = shared.no_numbers, shared.no_texts
    flags = {IS_DATE: shared.no_flags, IS_FORMULA: shared.no_flags, IS_UNCACHED: shared.no_flags}
    for piece in pieces:
        at, from_ = _positions(piece, rows)
        kinds[at] = piece.kinds[from_]
        wordy = np.isin(piece.kinds[from_], (TEXT, ERROR))
        if wordy.any():
            texts = texts if texts.flags.writeable else texts.copy()
            texts[at[wordy]] = piece.texts[from_][wordy]
        if not (wordy | (piece.kinds[from_] == BLANK)).all():
            numbers = numbers if numbers.flags.writeable else numbers.copy()
            numbers[at] = piece.numbers[from_]
        for bit, so_far in flags.items():
            flags[bit] = _flagged(so_far, at, piece.flags[from_] & np.uint8(bit) != 0)
    return RawColumn(kinds, numbers, texts, flags[IS_DATE], flags[IS_FORMULA], flags[IS_UNCACHED])


def _flagged(flags: Flags, at: npt.NDArray[np.int64], here: Flags) -> Flags:
    if not here.any():
        return flags
    flags = flags if flags.flags.writeable else flags.copy()
    flags[at] = here
    return flags


def _positions(piece: Cells, rows: Rows) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where the cells of `piece` stand among `rows`: (positions in rows, positions in piece)."""
    if not len(rows):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    at = np.searchsorted(rows, piece.rows)
    inside = rows[np.minimum(at, len(rows) - 1)] == piece.rows
    return at[inside], np.flatnonzero(inside)
