"""The quick proof of a canonical sheet: all rows, a few megabytes at a time, with no parser and nothing of the splice.

The old sheet was found canonical when it was read, tag by tag. `audit` vouches for the new one when, block by block,

1. the rows are the same, their tags too, apart from `spans`; a row that only one of them has holds intended cells only
   and says nothing of its own;
2. without the intended cells, old and new are the same bytes;
3. the cells ascend, and each stands in a row;
4. each intended cell is one well-formed cell with its own address and a style that exists, and says what was meant.

What is left unsaid is no verdict: `audit` gives False, and the careful proof judges the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

import numpy as np

from salessheets.xlsx.patching.intentions import Column, Flags, Intended, Numbers
from salessheets.xlsx.patching.marks import REACH, DoubtError, Marks, digits_at, marks, spelled, vouch
from salessheets.xlsx.patching.meanings import Reader

_OPEN, _CLOSE, _ROW = b"<sheetData>", b"</sheetData>", b"<row "
_BLOCK = 512 << 10
"""Small enough for a processor's own memory, large enough that each step is for thousands of cells."""
_REST = re.compile(rb'((?: [\w:]+="[^"<>&]*")*) ?/?>')
_BARE = re.compile(rb'(?: spans="[0-9]+:[0-9]+")? ?/?>')
_SPANS = re.compile(rb' spans="[0-9]+:[0-9]+"')
_TENS = 10 ** np.arange(1, 8)


def audit(old: bytes, new: bytes, intended: Intended, formats: int, reader: Reader) -> bool:
    """True if only intended cells of the rows differ and say what was meant; False when this look cannot tell.

    Args:
        old: The sheet part before, canonical.
        new: The sheet part after.
        intended: What may differ, and what it is meant to say.
        formats: How many cell formats the new workbook has.
        reader: Reads cells back.
    """
    try:
        _Audit(intended, formats, reader).run(old, new)
    except DoubtError:
        return False
    return True


@dataclass
class _Wanted:
    """An intended column and the rows of it that were met in the new sheet."""

    column: Column
    met: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def of(self, rows: Numbers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which of these rows are named."""
        return self.column.named[np.minimum(rows, len(self.column.named) - 1)]


class _Audit:
    def __init__(self, intended: Intended, formats: int, reader: Reader) -> None:
        self.formats, self.reader, self.last_row = formats, reader, 0
        columns = intended.values()
        self.wanted = {n: _Wanted(column, np.zeros(len(column.named), bool)) for n, column in columns.items()}
        self.named = np.zeros(1 << 15, bool)
        self.named[list(columns)] = True

    def run(self, old: bytes, new: bytes) -> None:
        """Look at all blocks. Raises DoubtError."""
        for olds, news in _blocks(old, new):
            before, after = marks(old, *olds), marks(new, *news)
            vouch(not len(after.numbers) or after.numbers[0] > self.last_row)
            self.last_row = int(after.numbers[-1]) if len(after.numbers) else self.last_row
            self._compare(before, after)
        for wanted in self.wanted.values():
            missing = wanted.column.named & ~wanted.column.gone & ~wanted.met
            vouch(self.reader.agree([b"/>"] * int(missing.sum()), wanted.column.meant[missing].tolist()))

    def _compare(self, before: Marks, after: Marks) -> None:
        """One block: what stays is the same, what is intended says what was meant."""
        mine, theirs = self._intended(after), self._intended(before)
        alone = [_alone(one, other, cells) for one, other, cells in ((before, after, theirs), (after, before, mine))]
        rests = [_chosen(one.rests, ~own) for one, own in zip((before, after), alone, strict=True)]
        same_tags = rests[0] == rests[1]
        vouch(same_tags or _same_apart_from_spans(*rests))
        kept = [
            _left(one, cells, own, tags=not same_tags)
            for one, cells, own in zip((before, after), (theirs, mine), alone, strict=True)
        ]
        vouch(kept[0] == kept[1])
        for number, cells in mine.items():
            self._read(after, number, cells)

    def _intended(self, block: Marks) -> dict[int, Numbers]:
        """Column -> which cells of the block are intended."""
        some = np.flatnonzero(self.named[block.columns])
        columns, rows = block.columns[some], block.rows[some]
        found = {}
        for number, wanted in self.wanted.items():
            mine = np.flatnonzero(columns == number)
            mine = some[mine[wanted.of(rows[mine])]]
            if len(mine):
                found[number] = mine
        return found

    def _read(self, block: Marks, number: int, cells: Numbers) -> None:
        """The intended cells of one column: their addresses, styles and values."""
        rows, places = block.rows[cells], block.cells[cells]
        wanted = self.wanted[number]
        wanted.met[rows] = True
        vouch(not wanted.column.gone[rows].any())
        meant = wanted.column.meant[rows].tolist()
        tails = self._tails(block.data, block.starts[places], block.starts[places + 1], rows, number)
        vouch(self.reader.agree(tails, meant))

    def _tails(self, data: bytes, starts: Numbers, ends: Numbers, rows: Numbers, column: int) -> list[bytes]:
        """What follows address and style of each cell."""
        words: np.ndarray[tuple[int], np.dtype[np.uint64]] = np.ndarray((len(data) - 7,), "<u8", data, strides=(1,))
        octets = np.frombuffer(data, np.uint8)
        at = starts + len('<c r="') + (1 if column <= 26 else 2 if column <= 702 else 3)
        digits = np.searchsorted(_TENS, rows, side="right") + 1
        vouch((spelled(octets, at, digits) == rows).all() and (octets[at + digits] == ord('"')).all())
        at = at + digits + 1
        styled = np.flatnonzero((words[at] & np.uint64(0xFFFFFFFF)) == int.from_bytes(b' s="', "little"))
        if len(styled):
            at[styled] = self._behind_styles(data, at[styled] + len(' s="'))
        return list(map(data.__getitem__, map(slice, at.tolist(), ends.tolist())))

    def _behind_styles(self, data: bytes, at: Numbers) -> Numbers:
        """Where the styles that begin there end. Each must be one that the workbook has."""
        octets = np.frombuffer(data, np.uint8)
        lengths = digits_at(octets, at)
        vouch((lengths > 0).all() and (octets[at + lengths] == ord('"')).all())
        vouch((spelled(octets, at, lengths) < self.formats).all())
        return at + lengths + 1


def _alone(block: Marks, other: Marks, intended: dict[int, Numbers]) -> Flags:
    """Which rows the other version lacks. They must say nothing of their own and hold intended cells only."""
    alone = ~np.isin(block.numbers, other.numbers, assume_unique=True)
    if alone.any():
        vouch(all(_BARE.fullmatch(rest) for rest in set(_chosen(block.rests, alone))))
        foreign = np.ones(len(block.cells), bool)
        for cells in intended.values():
            foreign[cells] = False
        vouch(not alone[np.searchsorted(block.numbers, block.rows[foreign])].any())
    return alone


def _chosen(rests: list[bytes], which: Flags) -> list[bytes]:
    return rests if which.all() else list(compress(rests, which.tolist()))


def _left(block: Marks, intended: dict[int, Numbers], alone: Flags, *, tags: bool) -> bytes:
    """The block without its intended cells and the rows that it has alone.

    `tags`: without the rows' start tags too, where these were compared by themselves.
    """
    gone = [block.cells[cells] for cells in intended.values()]
    if tags or alone.any():
        gone.append(block.opens if tags else block.opens[alone])
        gone.append(block.closes(alone))
    if not gone:
        return block.data[: int(block.starts[-1])]
    return block.without(np.sort(np.concatenate(gone)))


def _same_apart_from_spans(olds: list[bytes], news: list[bytes]) -> bool:
    """True if the tags say the same but for `spans`; a row that was written as one empty tag may have become two."""
    return all(old == new or _same_rest(old, new) for old, new in set(zip(olds, news, strict=True)))


def _same_rest(old: bytes, new: bytes) -> bool:
    found = _REST.fullmatch(old), _REST.fullmatch(new)
    if not found[0] or not found[1]:
        return False
    names = re.findall(rb" ([\w:]+)=", found[1][1])
    return len(names) == len(set(names)) and _SPANS.sub(b"", found[0][1]) == _SPANS.sub(b"", found[1][1])


def _blocks(old: bytes, new: bytes) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where blocks of the same rows stand in both versions, one behind the other to the last byte."""
    (at, end), (there, new_end) = _rows_of(old), _rows_of(new)
    stop = at
    while 0 <= stop < end:
        stop = old.find(_ROW, stop + _BLOCK, end)
        meets = _meets(new, _tag(old, stop), there, stop - at) if stop >= 0 else -1
        if meets >= 0:  # else the new version lacks that row
            yield (at, stop), (there, meets)
            at, there = stop, meets
    meets = _behind_last(old, new, (at, end), (there, new_end))
    yield (at, end), (there, meets)
    while meets < new_end:
        there, meets = meets, new.find(_ROW, meets + _BLOCK, new_end)
        meets = new_end if meets < 0 else meets
        yield (end, end), (there, meets)


def _tag(data: bytes, at: int) -> bytes:
    """A row's start tag up to the end of its number."""
    return data[at : data.find(b'"', at + len('<row r="')) + 1]


def _meets(new: bytes, tag: bytes, there: int, size: int) -> int:
    """Where a row begins in the new version: looked for at about its place, else from the last one on; -1 for nowhere."""
    found = new.find(tag, there + size * 3 // 4)
    return found if found >= 0 else new.find(tag, there)


def _behind_last(old: bytes, new: bytes, olds: tuple[int, int], news: tuple[int, int]) -> int:
    """Behind the old version's last row in the new one; the end of all rows when that has gone."""
    (at, end), (there, new_end) = olds, news
    last = old.rfind(_ROW, at, end)
    found = new.find(_tag(old, last), there, new_end) if last >= 0 else -1
    behind = new.find(_ROW, found + 1, new_end) if found >= 0 else -1
    return behind if behind >= 0 else new_end


def _rows_of(data: bytes) -> tuple[int, int]:
    start, end = data.find(_OPEN), data.rfind(_CLOSE)
    vouch(0 <= start < end and len(data) - end >= REACH)
    vouch(b"<!" not in data[:start] and b"<!" not in data[end:] and b"<sheetData" not in data[end + 2 :])
    return start + len(_OPEN), end


def without_rows(data: bytes) -> bytes:
    """A sheet part without its rows, for checks of what stands around them."""
    start, end = data.find(_OPEN), data.rfind(_CLOSE)
    return data[: start + len(_OPEN)] + data[end:]
