"""Sheet data with some cells replaced: slices of the old bytes, new cells between them, nothing re-serialised.

One grid at a time, in order. A cell that already shows its new value keeps its bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np

from salessheets.errors import Unsupported
from salessheets.xlsx import values
from salessheets.xlsx.addresses import Area, cell_name, column_letter
from salessheets.xlsx.cell_edits import ColumnEdit, Outcome, SheetEdits, Written
from salessheets.xlsx.grid import ROW_KEYS, Grid, Positions
from salessheets.xlsx.sameness import Sameness
from salessheets.xlsx.values import UnwritableError

_LAST = 1 << 60
_REPLACED = re.compile(rb"""\s(?:t|cm|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
_STYLE = re.compile(rb"""\ss\s*=\s*(?:"[^"]*"|'[^']*')""")
_TAG_END = re.compile(rb"\s*/?>\Z")
_ANCHOR = re.compile(rb"""<(?:\w+:)?f\s[^>]*?(?:\bref\s*=|\bt\s*=\s*["'](?:array|dataTable)["'])""")
_SHARED_AREA = re.compile(rb"""<(?:\w+:)?f\s[^>]*?\bref\s*=\s*["']([A-Z0-9:]+)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_SPANS = re.compile(rb"""(\sspans\s*=\s*["'])(\d+):(\d+)(["'])""")
_ROW_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_PLAIN_ROW = re.compile(rb"""<(?:\w+:)?row(?:\s+(?:r|spans|\w+:dyDescent)\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")

Piece = tuple[int, int, bytes]


@dataclass
class Splicer:
    """Makes the edits of one sheet, grid after grid.

    Attributes:
        edits: What is wanted.
        where: How messages name the sheet.
        prefix: Of the sheet's elements with its colon.
        date1904: The workbook's date system.
        sameness: Tells whether a cell shows a value already.
        column_style: Column number -> the style of `<cols>`, 0 for none.
    """

    edits: SheetEdits
    where: str
    prefix: str
    date1904: bool
    sameness: Sameness
    column_style: Callable[[int], int]
    outcome: Outcome = field(default_factory=Outcome)
    _next: int = 0
    _carried: dict[int, int] = field(default_factory=dict)

    def run(self, grids: Iterable[Grid]) -> Iterator[bytes]:
        """The new sheet data in pieces."""
        waiting: Grid | None = None
        for grid in grids:
            if waiting is not None:
                yield self._spliced(waiting, int(waiting.rows[-1]) if len(waiting.rows) else 0)
            waiting = grid
        yield self._spliced(waiting if waiting is not None else _EMPTY, _LAST)

    def _spliced(self, grid: Grid, last: int) -> bytes:
        """One grid's bytes with the edits up to row `last`."""
        slices = [_Slice.of(edit, self._next, last) for edit in self.edits.columns]
        self._next = last + 1
        slices = [part for part in slices if part.stop > part.start]
        runs = [*self._writes(grid, slices), list(self._removals(grid, slices))]
        return _joined(grid.data, _merged([run for run in runs if run]))

    # --- cells that go

    def _removals(self, grid: Grid, slices: list[_Slice]) -> Iterator[Piece]:
        doomed = np.zeros(len(grid.keys), dtype=bool)
        for area in self.edits.removed:
            rows, columns = grid.keys // ROW_KEYS, grid.keys % ROW_KEYS + 1
            doomed |= (rows >= area.top) & (rows <= area.bottom) & (columns >= area.left) & (columns <= area.right)
        if not doomed.any():
            return
        wanted = np.concatenate([part.keys for part in slices]) if slices else np.zeros(0, np.int64)
        doomed &= ~np.isin(grid.keys, wanted)
        self.outcome.touched.append(grid.keys[doomed])
        emptied = self._emptied_rows(grid, doomed, wanted)
        for i in emptied:
            yield int(grid.row_starts[i]), int(grid.row_ends[i]), b""
        gone = set(grid.rows[emptied].tolist())
        for i in np.flatnonzero(doomed).tolist():
            old = grid.data[grid.starts[i] : grid.ends[i]]
            self._refuse_lonely_anchor(old, int(grid.keys[i]))
            self.outcome.formulas += bool(_FORMULA.search(old))
            self.outcome.cells += 1
            if grid.keys[i] // ROW_KEYS not in gone:
                yield int(grid.starts[i]), int(grid.ends[i]), b""

    def _emptied_rows(self, grid: Grid, doomed: npt_bool, wanted: Positions) -> list[int]:
        """Rows that lose their last cell and carry nothing else."""
        total = np.bincount(np.searchsorted(grid.rows, grid.keys // ROW_KEYS), minlength=len(grid.rows))
        lost = np.bincount(np.searchsorted(grid.rows, grid.keys[doomed] // ROW_KEYS), minlength=len(grid.rows))
        written = np.isin(grid.rows, wanted // ROW_KEYS)
        candidates = np.flatnonzero((lost > 0) & (lost == total) & ~written).tolist()
        return [i for i in candidates if _PLAIN_ROW.fullmatch(grid.data, grid.row_starts[i], grid.row_opens[i])]

    # --- cells that come or change

    def _writes(self, grid: Grid, slices: list[_Slice]) -> list[list[Piece]]:
        """Two runs of pieces: replacements and insertions."""
        if not slices:
            self._carry(grid)
            return []
        keys = np.concatenate([part.keys for part in slices])
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        at = np.searchsorted(grid.keys, keys)
        hit = at < len(grid.keys)
        hit[hit] = grid.keys[at[hit]] == keys[hit]
        tails = _reordered([self._tails(part) for part in slices], order)
        parts = np.repeat(np.arange(len(slices)), [part.stop - part.start for part in slices])[order]
        replaced, touched = self._replacements(grid, slices, keys, at, hit, tails, parts)
        inserted = list(self._insertions(grid, slices, keys, at, hit, tails, parts))
        self._carry(grid)
        new = ~hit & np.fromiter((one != values.BLANK_TAIL for one in tails), bool, len(tails))
        self.outcome.touched += [keys[new], touched]
        return [replaced, inserted]

    def _tails(self, part: _Slice) -> list[bytes]:
        chosen = part.edit.values[part.start : part.stop]
        if isinstance(chosen[0], Written):
            return [one.tail for one in chosen if isinstance(one, Written)]
        try:
            return values.tails(chosen, self.prefix, date1904=self.date1904)  # type: ignore[arg-type]
        except UnwritableError:
            return [self._one(one, part, i) for i, one in enumerate(chosen)]

    def _one(self, value: object, part: _Slice, i: int) -> bytes:
        """One tail, or a refusal that names the cell."""
        try:
            return values.tail(value, self.prefix, date1904=self.date1904)  # type: ignore[arg-type]
        except UnwritableError as fault:
            row = int(part.edit.rows[part.start + i])
            raise Unsupported(
                f"{self.where}, cell {cell_name(row, part.edit.column)}", str(fault), "Correct the value."
            ) from None

    def _replacements(
        self, grid: Grid, slices: list[_Slice], keys: Positions, at: Positions, hit: npt_bool,
        tails: list[bytes], parts: Positions,
    ) -> tuple[list[Piece], Positions]:  # fmt: skip
        """Cells that exist already and get another tail."""
        which = np.flatnonzero(hit)
        cells = at[which]
        data, same = grid.data, self.sameness
        keeps, ends = grid.keeps[cells].tolist(), grid.ends[cells].tolist()
        careful = self._need_care(grid, slices, parts[which], cells).tolist()
        pieces, changed = [], []
        for n, (i, keep, end, care) in enumerate(zip(which.tolist(), keeps, ends, careful, strict=True)):
            tail = tails[i]
            if care:
                piece = self._careful(grid, int(cells[n]), slices[parts[i]], int(keys[i]), tail)
                if piece is None:
                    continue
            else:
                old = data[keep:end]
                if old == tail or same(old, tail):
                    continue
                if b"<f" in old:
                    self._formula_goes(old, int(keys[i]))
                piece = (keep, end, tail)
            pieces.append(piece)
            changed.append(i)
        self.outcome.cells += len(changed)
        return pieces, keys[np.array(changed, dtype=np.int64)]

    @staticmethod
    def _need_care(grid: Grid, slices: list[_Slice], parts: Positions, cells: Positions) -> npt_bool:
        """Which replacements need a look at the whole tag: odd tags, and styles that may change."""
        always = np.array([part.edit.forced or part.edit.trusted for part in slices])
        clocks = np.array([part.edit.clocks for part in slices])
        care: npt_bool = always[parts] | (grid.keeps[cells] < 0) | (clocks[parts] & (grid.styles[cells] == 0))
        return care

    def _careful(self, grid: Grid, cell: int, part: _Slice, key: int, tail: bytes) -> Piece | None:
        """A replacement that may change the style too."""
        edit = part.edit
        style = None
        value = edit.values[int(np.searchsorted(edit.rows, key // ROW_KEYS))]
        if edit.forced:
            style = edit.style()
        elif isinstance(value, Written):
            style = value.style
        elif edit.clocks and grid.styles[cell] == 0 and values.is_clock(value):
            style = edit.style()
        if style == grid.styles[cell]:
            style = None
        return self._rebuilt(grid, cell, tail, key, style, trusted=edit.trusted)

    def _rebuilt(
        self, grid: Grid, cell: int, tail: bytes, key: int, style: int | None, *, trusted: bool = False
    ) -> Piece | None:
        """A cell whose tag is taken apart: all attributes stay but type and metadata, and the style if it is new."""
        start, opened, end = int(grid.starts[cell]), int(grid.opens[cell]), int(grid.ends[cell])
        tag, inner = grid.data[start:opened], grid.data[opened:end]
        types = b"".join(found[0] for found in _REPLACED.finditer(tag))
        ending = _TAG_END.search(tag)
        assert ending
        old = types + (b"/>" if b"/" in ending[0] else b">") + inner
        if old == tail or self.sameness(old, tail):
            return None
        if _FORMULA.search(inner) and not trusted:
            self._formula_goes(old, key)
        head = _REPLACED.sub(b"", tag[: ending.start()])
        if style is not None:
            head = _STYLE.sub(b"", head) + (b' s="%d"' % style if style else b"")
        return start, end, head + tail

    def _formula_goes(self, old: bytes, key: int) -> None:
        if _FORMULA.search(old):
            self._refuse_anchor(old, key)
            self.outcome.formulas += 1

    def _refuse_lonely_anchor(self, old: bytes, key: int) -> None:
        """A shared formula may go when all cells that share it go."""
        found = _SHARED_AREA.search(old)
        if found and any(_within(found[1].decode(), area) for area in self.edits.removed):
            return
        self._refuse_anchor(old, key)

    def _refuse_anchor(self, old: bytes, key: int) -> None:
        if _ANCHOR.search(old):
            raise Unsupported(
                f"{self.where}, cell {cell_name(key // ROW_KEYS, key % ROW_KEYS + 1)}",
                "it holds a formula that other cells share (a shared, array or data-table formula)",
                "Replace that formula in Excel first.",
            )

    # --- new cells

    def _insertions(
        self, grid: Grid, slices: list[_Slice], keys: Positions, at: Positions, hit: npt_bool,
        tails: list[bytes], parts: Positions,
    ) -> Iterator[Piece]:  # fmt: skip
        missing = np.flatnonzero(~hit)
        blank = values.BLANK_TAIL
        forced = [part.edit.forced or part.edit.trusted for part in slices]
        chosen = [i for i in missing.tolist() if tails[i] != blank or forced[parts[i]]]
        if not chosen:
            return
        which = np.array(chosen, dtype=np.int64)
        self.outcome.cells += len(chosen)
        styles = self._new_styles(grid, slices, keys, which, parts)
        texts = self._cell_texts(keys[which].tolist(), styles, [tails[i] for i in chosen])
        yield from self._in_rows(grid, keys[which], at[which], texts)
        self.outcome.widest = max(self.outcome.widest, int(keys[which].max() % ROW_KEYS) + 1, int((keys[which] % ROW_KEYS).max()) + 1)
        self.outcome.lowest = max(self.outcome.lowest, int(keys[which].max()) // ROW_KEYS)

    def _cell_texts(self, keys: list[int], styles: list[int], tails: list[bytes]) -> list[bytes]:
        head = f"<{self.prefix}c r=\"".encode()
        letters = {c: head + column_letter(c + 1).encode() for c in {k % ROW_KEYS for k in keys}}
        ends = {s: b'" s="%d"' % s if s else b'"' for s in set(styles)}
        return [
            b"%b%d%b%b" % (letters[k % ROW_KEYS], k // ROW_KEYS, ends[s], tail)
            for k, s, tail in zip(keys, styles, tails, strict=True)
        ]

    def _new_styles(
        self, grid: Grid, slices: list[_Slice], keys: Positions, which: Positions, parts: Positions
    ) -> list[int]:
        """The style of each new cell: of the nearest styled cell above, else of row or column, else the edit's."""
        styles = np.zeros(len(which), np.int64)
        rows = keys[which] // ROW_KEYS
        for number, part in enumerate(slices):
            mine = np.flatnonzero(parts[which] == number)
            if not len(mine):
                continue
            if part.edit.trusted or part.edit.forced:
                styles[mine] = self._given(part, rows[mine])
                continue
            above = self._styles_above(grid, part.edit, rows[mine])
            alone = above == 0
            above[alone] = self._fallback(grid, part.edit, rows[mine][alone]) if alone.any() else 0
            styles[mine] = above
        return list(styles.tolist())

    def _given(self, part: _Slice, rows: Positions) -> list[int]:
        places = np.searchsorted(part.edit.rows, rows).tolist()
        given = [part.edit.values[i] for i in places]
        return [one.style if isinstance(one, Written) else part.edit.style() for one in given]

    def _styles_above(self, grid: Grid, edit: ColumnEdit, rows: Positions) -> Positions:
        if not edit.first:
            return np.zeros(len(rows), np.int64)
        own_rows, own_styles = _styled_cells(grid, edit)
        place = np.searchsorted(own_rows, rows) - 1
        carried = self._carried.get(edit.column, 0)
        if not len(own_rows):
            return np.full(len(rows), carried, np.int64)
        return np.where(place >= 0, own_styles[np.maximum(place, 0)], carried)

    def _fallback(self, grid: Grid, edit: ColumnEdit, rows: Positions) -> Positions:
        general = self.column_style(edit.column) or edit.style()
        found = np.full(len(rows), general, np.int64)
        if b"customFormat" in grid.data:
            for n, row in enumerate(rows.tolist()):
                found[n] = _row_style(grid, row) or general
        return found

    def _carry(self, grid: Grid) -> None:
        """Remember the last style of each edited column for the grids below."""
        for edit in self.edits.columns:
            if edit.first:
                _, styles = _styled_cells(grid, edit)
                if len(styles):
                    self._carried[edit.column] = int(styles[-1])

    def _in_rows(self, grid: Grid, keys: Positions, at: Positions, texts: list[bytes]) -> Iterator[Piece]:
        """New cells put into their rows; rows that are not there are made."""
        rows = keys // ROW_KEYS
        firsts = np.flatnonzero(np.diff(rows, prepend=-1))
        lasts = np.append(firsts[1:], len(rows))
        places = np.searchsorted(grid.rows, rows[firsts])
        exists = places < len(grid.rows)
        exists[exists] = grid.rows[places[exists]] == rows[firsts][exists]
        row_of_cells = np.append(grid.keys, _LAST) // ROW_KEYS
        cell_starts = np.append(grid.starts, 0)
        inside = row_of_cells[at] == rows
        here = np.where(inside, cell_starts[at], -1).tolist()
        spans = _Spans(grid)
        for first, last, place, there in zip(firsts.tolist(), lasts.tolist(), places.tolist(), exists.tolist(), strict=True):
            if there:
                close, opened, ended = (int(a[place]) for a in (grid.row_closes, grid.row_opens, grid.row_ends))
                yield from spans.widened(place, int(keys[last - 1] % ROW_KEYS) + 1, int(keys[first] % ROW_KEYS) + 1)
                if opened == ended:
                    yield opened - 2, opened, b">" + b"".join(texts[first:last]) + self._end("row")
                    continue
                for n in range(first, last):
                    position = here[n] if here[n] >= 0 else close
                    yield position, position, texts[n]
            else:
                position = int(grid.row_starts[place]) if place < len(grid.rows) else len(grid.data)
                if place >= len(grid.rows):
                    position = int(grid.row_ends[-1]) if len(grid.rows) else 0
                start = f"<{self.prefix}row r=\"{int(rows[first])}\">".encode()
                yield position, position, start + b"".join(texts[first:last]) + self._end("row")

    def _end(self, name: str) -> bytes:
        return f"</{self.prefix}{name}>".encode()


npt_bool = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


@dataclass(frozen=True)
class _Slice:
    """The part of a column edit that falls into one grid."""

    edit: ColumnEdit
    start: int
    stop: int

    @classmethod
    def of(cls, edit: ColumnEdit, first: int, last: int) -> _Slice:
        start, stop = np.searchsorted(edit.rows, [first, last + 1]).tolist()
        return cls(edit, start, stop)

    @property
    def keys(self) -> Positions:
        return self.edit.rows[self.start : self.stop] * ROW_KEYS + (self.edit.column - 1)


class _Spans:
    """Widens the `spans` of rows; the few different tags of a sheet are each worked out once."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.known: dict[tuple[bytes, int, int], tuple[int, int, bytes] | None] = {}

    def widened(self, row: int, last: int, first: int) -> Iterator[Piece]:
        start, end = int(self.grid.row_starts[row]), int(self.grid.row_opens[row])
        tag = self.grid.data[start:end]
        at = tag.find(b"spans")
        if at < 0:
            return
        slot = (tag[at - 1 :], first, last)
        if slot not in self.known:
            self.known[slot] = _wider(slot[0], first, last)
        found = self.known[slot]
        if found:
            yield start + at - 1 + found[0], start + at - 1 + found[1], found[2]


def _within(ref: str, outer: Area) -> bool:
    area = Area.parse(ref)
    rows = outer.top <= area.top and area.bottom <= outer.bottom
    return rows and outer.left <= area.left and area.right <= outer.right


def _wider(text: bytes, first: int, last: int) -> tuple[int, int, bytes] | None:
    found = _SPANS.match(text)
    if not found or (int(found[2]) <= first and last <= int(found[3])):
        return None
    return found.start(2), found.end(3), b"%d:%d" % (min(first, int(found[2])), max(last, int(found[3])))


def _merged(runs: list[list[Piece]]) -> Sequence[Piece]:
    """Pieces of several ordered runs in one order; of those at one place, the insertion comes first."""
    if len(runs) < 2:
        return runs[0] if runs else ()
    return sorted((piece for run in runs for piece in run), key=itemgetter(0, 1))


def _joined(data: bytes, pieces: Sequence[Piece]) -> bytes:
    out, at = [], 0
    for start, end, text in pieces:
        out.append(data[at:start])
        out.append(text)
        at = end
    out.append(data[at:])
    return b"".join(out)


def _reordered(parts: list[list[bytes]], order: Positions) -> list[bytes]:
    if len(parts) == 1:
        return parts[0]
    joined = [one for part in parts for one in part]
    return [joined[i] for i in order.tolist()]


def _styled_cells(grid: Grid, edit: ColumnEdit) -> tuple[Positions, Positions]:
    """Rows and styles of the styled data cells of the edit's column."""
    which = np.flatnonzero((grid.keys % ROW_KEYS == edit.column - 1) & (grid.styles > 0))
    rows = grid.keys[which] // ROW_KEYS
    fit = rows >= edit.first
    return rows[fit], grid.styles[which][fit]


def _row_style(grid: Grid, row: int) -> int:
    place = int(np.searchsorted(grid.rows, row))
    if place == len(grid.rows) or grid.rows[place] != row:
        return 0
    tag = grid.data[grid.row_starts[place] : grid.row_opens[place]]
    found = _ROW_STYLE.search(tag)
    return int(found[1]) if found and b"customFormat" in tag else 0


_NONE = np.zeros(0, np.int64)
_EMPTY = Grid(b"", *[_NONE] * 12)
