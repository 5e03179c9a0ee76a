"""New cells between old ones, and new rows for them: where they go, which style they take, their bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from salessheets.core.addresses import column_letter
from salessheets.xlsx.patching import pieces
from salessheets.xlsx.patching.cell_edits import ColumnEdit, Flags, Piece, Written
from salessheets.xlsx.patching.grid import ROW_KEYS, Grid, Positions
from salessheets.xlsx.patching.pieces import Pieces
from salessheets.xlsx.values import Link

_SPANS = re.compile(rb"""(\sspans\s*=\s*["'])(\d+):(\d+)(["'])""")
_ROW_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")


@dataclass(frozen=True)
class NewCells:
    """New cells of one column: rows ascending, a tail for each."""

    edit: ColumnEdit
    rows: Positions
    tails: list[bytes]


class Inserter:
    """Makes the pieces of new cells, grid after grid; remembers the last style of each column.

    Args:
        prefix: Of the sheet's elements with its colon.
        column_style: Column number -> the style of `<cols>`, 0 for none.
    """

    def __init__(self, prefix: str, column_style: Callable[[int], int]) -> None:
        self.prefix, self.column_style = prefix, column_style
        self._carried: dict[int, int] = {}
        self._own: dict[int, tuple[Positions, Positions]] = {}
        self._styled_rows: bool | None = None

    def pieces(self, grid: Grid, new: list[NewCells]) -> list[Pieces]:
        """The new cells of one grid in order."""
        rows = np.concatenate([part.rows for part in new])
        columns = np.repeat([part.edit.column for part in new], [len(part.rows) for part in new])
        keys = rows * ROW_KEYS + columns - 1
        texts = [text for part in new for text in self._texts(grid, part)]
        if any(part.edit.blanks for part in new):  # a blank cell is there for its style
            kept = [i for i, text in enumerate(texts) if text[-3:] != b'"/>' or b' s="' in text]
            keys, texts = keys[kept], [texts[i] for i in kept]
        if not texts:
            return []
        if len(new) > 1:
            order = np.argsort(keys, kind="stable")
            keys, texts = keys[order], [texts[i] for i in order.tolist()]
        return self._placed(grid, keys, texts)

    def carry(self, grid: Grid, edits: tuple[ColumnEdit, ...]) -> None:
        """Remember the last style of each edited column for the grids below."""
        for edit in edits:
            if edit.first:
                _, styles = self._styled_cells(grid, edit)
                if len(styles):
                    self._carried[edit.column] = int(styles[-1])
        self._own.clear()
        self._styled_rows = None

    # --- styles and bytes

    def _texts(self, grid: Grid, new: NewCells) -> list[bytes]:
        head = f'<{self.prefix}c r="{column_letter(new.edit.column)}'.encode()
        styles = self._styles(grid, new)
        middles = {style: b'" s="%d"' % style if style else b'"' for style in np.unique(styles).tolist()}
        if len(middles) == 1:
            (middle,) = middles.values()
            tails = {tail: middle + tail for tail in set(new.tails)}
            pairs = zip(new.rows.tolist(), new.tails, strict=True)
            return [b"%b%d%b" % (head, row, tails[tail]) for row, tail in pairs]
        triples = zip(new.rows.tolist(), styles.tolist(), new.tails, strict=True)
        return [b"%b%d%b%b" % (head, row, middles[style], tail) for row, style, tail in triples]

    def _styles(self, grid: Grid, new: NewCells) -> Positions:
        """Of the nearest styled cell above, else of row or column, else the edit's."""
        if new.edit.trusted or new.edit.forced:
            return np.array(_given(new.edit, new.rows), dtype=np.int64)
        above = self._above(grid, new.edit, new.rows)
        alone = above == 0
        if alone.any():
            above[alone] = self._fallback(grid, new.edit, new.rows[alone])
        return _linked(new, above) if new.edit.link else above

    def _above(self, grid: Grid, edit: ColumnEdit, rows: Positions) -> Positions:
        if not edit.first:
            return np.zeros(len(rows), np.int64)
        own_rows, own_styles = self._styled_cells(grid, edit)
        carried = self._carried.get(edit.column, 0)
        if not len(own_rows):
            return np.full(len(rows), carried, np.int64)
        place = np.searchsorted(own_rows, rows) - 1
        return np.where(place >= 0, own_styles[np.maximum(place, 0)], carried)

    def _fallback(self, grid: Grid, edit: ColumnEdit, rows: Positions) -> Positions:
        general = self.column_style(edit.column) or edit.style()
        found = np.full(len(rows), general, np.int64)
        if self._styled_rows is None:
            self._styled_rows = b"customFormat" in grid.data
        if self._styled_rows:
            found[:] = [_row_style(grid, row) or general for row in rows.tolist()]
        return found

    def _styled_cells(self, grid: Grid, edit: ColumnEdit) -> tuple[Positions, Positions]:
        """Rows and styles of the styled data cells of the edit's column."""
        if edit.column not in self._own:
            which = np.flatnonzero((grid.keys & (ROW_KEYS - 1)) == edit.column - 1)
            which = which[grid.styles[which] > 0]
            rows = grid.keys[which] // ROW_KEYS
            fit = rows >= edit.first
            self._own[edit.column] = rows[fit], grid.styles[which][fit]
        return self._own[edit.column]

    # --- places

    def _placed(self, grid: Grid, keys: Positions, texts: list[bytes]) -> list[Pieces]:
        """Runs of new cells put before the cell that follows them; rows that are not there are made."""
        groups, texts = _grouped(grid, keys, texts)
        wider = _Spans(grid).pieces(groups) if b"spans" in grid.data[:4096] or b"spans" in grid.data else None
        plain = groups.exists & (groups.opens != groups.ends)
        if plain.all():
            cells = Pieces(groups.here, groups.here, texts)
        else:
            special = [
                (here, here, text) if usual else self._opened(grid, *row, text)
                for here, text, usual, row in zip(
                    groups.here.tolist(), texts, plain.tolist(),
                    zip(groups.rows.tolist(), groups.at.tolist(), groups.exists.tolist(), strict=True), strict=True,
                )
            ]  # fmt: skip
            cells = pieces.of(special)
        return [wider, cells] if wider else [cells]

    def _opened(self, grid: Grid, row: int, at: int, there: bool, cells: bytes) -> Piece:  # noqa: FBT001
        """New cells of a row that was written as one empty tag, or of one that is not there."""
        if not there:
            return self._new_row(grid, at, row, cells)
        opened = int(grid.row_opens[at])
        return opened - 2, opened, b">" + cells + f"</{self.prefix}row>".encode()

    def _new_row(self, grid: Grid, at: int, row: int, cells: bytes) -> Piece:
        if at < len(grid.rows):
            position = int(grid.row_starts[at])
        else:
            position = int(grid.row_ends.max()) if len(grid.rows) else len(grid.data)
        start, end = f'<{self.prefix}row r="{row}">'.encode(), f"</{self.prefix}row>".encode()
        return position, position, start + cells + end


@dataclass(frozen=True)
class _Groups:
    """Neighbouring new cells: their row, its index, whether it exists, where they go, and their columns' ends.

    `right` is the row's last new column at its first group, 0 at the others: `spans` are widened once.
    """

    rows: Positions
    at: Positions
    exists: Flags
    here: Positions
    starts: Positions
    opens: Positions
    ends: Positions
    left: Positions
    right: Positions


def _grouped(grid: Grid, keys: Positions, texts: list[bytes]) -> tuple[_Groups, list[bytes]]:
    """The new cells in groups that go to one place, and the bytes of each group."""
    rows, columns = keys // ROW_KEYS, keys % ROW_KEYS + 1
    place = np.searchsorted(grid.rows, rows)
    exists = _found(grid.rows, place, rows)
    after = np.searchsorted(grid.keys, keys)
    inside = np.append(grid.keys, -1)[after] // ROW_KEYS == rows
    here = np.where(inside, np.append(grid.starts, 0)[after], np.append(grid.row_closes, 0)[place])
    firsts = np.flatnonzero((np.diff(rows, prepend=-1) != 0) | (np.diff(here, prepend=-1) != 0))
    right = columns[np.searchsorted(rows, rows[firsts], side="right") - 1]
    right[np.diff(rows[firsts], prepend=-1) == 0] = 0
    starts, opens, ends = (np.append(a, 0)[place[firsts]] for a in (grid.row_starts, grid.row_opens, grid.row_ends))
    groups = _Groups(
        rows[firsts], place[firsts], exists[firsts], here[firsts], starts, opens, ends, columns[firsts], right
    )
    return groups, texts if len(firsts) == len(texts) else _together(texts, firsts)


def _together(texts: list[bytes], firsts: Positions) -> list[bytes]:
    """The texts joined from each first one to the next."""
    begins, stops = firsts.tolist(), [*firsts[1:].tolist(), len(texts)]
    return list(map(b"".join, map(texts.__getitem__, map(slice, begins, stops))))


class _Spans:
    """Widens the `spans` of rows; the few different tags of a sheet are each worked out once."""

    def __init__(self, grid: Grid) -> None:
        self.data = grid.data
        self.known: dict[tuple[bytes, int, int], Piece | None] = {}

    def pieces(self, groups: _Groups) -> Pieces:
        """What lets the `spans` of all rows with new cells reach over them."""
        chosen = np.flatnonzero(groups.exists & (groups.right > 0))
        starts = groups.starts[chosen]
        tags = map(self.data.__getitem__, map(slice, starts.tolist(), groups.opens[chosen].tolist()))
        halves = [tag.partition(b" spans") for tag in tags]
        slots = [
            (half[2], left, right)
            for half, left, right in zip(
                halves, groups.left[chosen].tolist(), groups.right[chosen].tolist(), strict=True
            )
        ]
        for slot in set(slots) - self.known.keys():
            self.known[slot] = _wider(b" spans" + slot[0], *slot[1:])
        found = [(i, wider) for i, wider in enumerate(map(self.known.__getitem__, slots)) if wider]
        which = [i for i, _ in found]
        at = starts[which] + np.array([len(halves[i][0]) for i in which], dtype=np.int64)
        begins, stops = (np.array([wider[side] for _, wider in found], dtype=np.int64) for side in (0, 1))
        return Pieces(at + begins, at + stops, [wider[2] for _, wider in found])


def _wider(text: bytes, first: int, last: int) -> Piece | None:
    found = _SPANS.match(text)
    if not found or (int(found[2]) <= first and last <= int(found[3])):
        return None
    return found.start(2), found.end(3), b"%d:%d" % (min(first, int(found[2])), max(last, int(found[3])))


def _found(all_: Positions, place: Positions, wanted: Positions) -> Flags:
    """Where `all_[place]` is what is wanted."""
    found: Flags = np.append(all_, -1)[place] == wanted
    return found


def _given(edit: ColumnEdit, rows: Positions) -> list[int]:
    given = [edit.values[i] for i in np.searchsorted(edit.rows, rows).tolist()]
    return [one.style if isinstance(one, Written) else edit.style() for one in given]


def _linked(new: NewCells, styles: Positions) -> Positions:
    """The styles, with the look of a link where the value is one."""
    given = map(new.edit.values.__getitem__, np.searchsorted(new.edit.rows, new.rows).tolist())
    look = new.edit.link
    pairs = zip(given, styles.tolist(), strict=True)
    return np.array([look(s) if look and isinstance(v, Link) else s for v, s in pairs], dtype=np.int64)


def _row_style(grid: Grid, row: int) -> int:
    place = int(np.searchsorted(grid.rows, row))
    if place == len(grid.rows) or grid.rows[place] != row:
        return 0
    tag = grid.data[grid.row_starts[place] : grid.row_opens[place]]
    found = _ROW_STYLE.search(tag)
    return int(found[1]) if found and b"customFormat" in tag else 0
