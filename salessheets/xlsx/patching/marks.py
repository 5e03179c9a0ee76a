"""Where the rows and cells of canonical sheet data begin, for the proof; the splice has its own way to find them.

A *mark* is the `<` of a row's start tag, of a cell's start tag, or of a row's end tag. The stretch from a cell's mark
to the next one is the whole cell. Whatever does not look so raises `DoubtError`.

Example:
    >>> found = marks(b'<row r="7"><c r="A7"><v>1</v></c><c r="AB7"/></row>' + b" " * 16, 0, 51)
    >>> found.numbers.tolist(), found.rows.tolist(), found.columns.tolist()
    ([7], [7, 7], [1, 28])
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

REACH = 16
"""Bytes behind a block that must still be there."""

_CELL, _OPEN, _CLOSED, _END, _NONE = range(5)
_FOLLOW = np.zeros((5, 5), bool)
for _code, _next in {
    _CELL: (_CELL, _END),
    _OPEN: (_CELL, _END),
    _CLOSED: (_OPEN, _CLOSED, _NONE),
    _END: (_OPEN, _CLOSED, _NONE),
}.items():
    _FOLLOW[_code, list(_next)] = True
_SIX = np.uint64((1 << 48) - 1)


class DoubtError(Exception):
    """Not what this quick look can vouch for; the careful one decides."""


def vouch(condition: object) -> None:
    """Raise DoubtError unless the condition holds."""
    if not condition:
        raise DoubtError


@dataclass(frozen=True)
class Marks:
    """The marks of a block of whole rows.

    Attributes:
        data: The block and REACH bytes more.
        starts: All marks, then the block's size.
        opens: Indices in `starts` of the rows' start tags.
        cells: Indices in `starts` of the cells.
        rests: The start tags of the rows, from behind the number on.
        numbers: The rows' numbers, ascending.
        rows, columns: Row and column of each cell, in reading order.
    """

    data: bytes
    starts: Numbers
    opens: Numbers
    cells: Numbers
    rests: list[bytes]
    numbers: Numbers
    rows: Numbers
    columns: Numbers

    def closes(self, which: Flags) -> Numbers:
        """Indices in `starts` of the end tags of some rows; rows of one tag have none."""
        ends = np.append(self.opens[1:], len(self.starts) - 1)[which] - 1
        found: Numbers = ends[ends > self.opens[which]]
        return found

    def without(self, gone: Numbers) -> bytes:
        """The block without some stretches, given by their indices in `starts`, ascending."""
        alone = np.append(True, np.diff(gone) > 1) if len(gone) else np.zeros(0, bool)
        firsts, lasts = gone[alone], gone[np.append(alone[1:], True)[: len(gone)]]
        begins, stops = [0, *self.starts[lasts + 1].tolist()], [*self.starts[firsts].tolist(), int(self.starts[-1])]
        return b"".join(map(self.data.__getitem__, map(slice, begins, stops)))


def marks(data: bytes, start: int, stop: int) -> Marks:
    """The marks of the rows between two places. Raises DoubtError."""
    block, size = data[start : stop + REACH], stop - start
    vouch(len(block) == size + REACH)
    octets = np.frombuffer(block, np.uint8)
    words: npt.NDArray[np.uint64] = np.ndarray((len(block) - 7,), "<u8", block, strides=(1,))
    here, second, third = octets[:size], octets[1 : size + 1], octets[2 : size + 2]
    is_mark = (second == ord("c")) & (third == ord(" "))
    is_mark |= (second == ord("r")) & (third == ord("o"))
    is_mark |= (second == ord("/")) & (third == ord("r"))
    is_mark &= here == ord("<")
    at = np.flatnonzero(is_mark)
    vouch(at[0] == 0 if len(at) else not size)
    starts = np.append(at, size)
    kinds = octets[at + 1]
    cells, opens, ends = (np.flatnonzero(kinds == ord(letter)) for letter in "cr/")
    _check_sequence(octets, starts, cells, opens, ends)
    vouch(((words[at[ends]] & _SIX) == _word("</row>")).all() and (np.diff(starts)[ends] == len("</row>")).all())
    behind, numbers = _row_numbers(octets, words, at[opens])
    rests = list(map(block.__getitem__, map(slice, behind.tolist(), starts[opens + 1].tolist())))
    counts = np.diff(np.append(np.searchsorted(cells, opens), len(cells)))
    rows, columns = np.repeat(numbers, counts), _columns(octets, words, at[cells])
    keys = rows * 100_000 + columns
    vouch((np.diff(keys) > 0).all() and (np.diff(numbers, prepend=0) > 0).all() and (numbers <= MAX_ROW).all())
    return Marks(block, starts, opens, cells, rests, numbers, rows, columns)


def _check_sequence(
    octets: npt.NDArray[np.uint8], starts: Numbers, cells: Numbers, opens: Numbers, ends: Numbers
) -> None:
    """Rows hold cells and end; nothing stands between them."""
    codes = np.full(len(starts), _NONE, np.uint8)
    codes[cells], codes[ends] = _CELL, _END
    codes[opens] = np.where(octets[starts[opens + 1] - 2] == ord("/"), _CLOSED, _OPEN)
    vouch((octets[starts[1:] - 1] == ord(">")).all() and _FOLLOW[codes[:-1], codes[1:]].all())


def _row_numbers(octets: npt.NDArray[np.uint8], words: npt.NDArray[np.uint64], at: Numbers) -> tuple[Numbers, Numbers]:
    """Where the start tags go on behind the row's number, and the numbers, which begin with no zero."""
    vouch((words[at] == _word('<row r="')).all())
    at = at + len('<row r="')
    digits = digits_at(octets, at)
    vouch((digits > 0).all() and (octets[at] != ord("0")).all() and (octets[at + digits] == ord('"')).all())
    return at + digits + 1, spelled(octets, at, digits)


def digits_at(octets: npt.NDArray[np.uint8], at: Numbers) -> Numbers:
    """How many digits, seven at most, begin at each place."""
    going, count = np.ones(len(at), bool), np.zeros(len(at), np.int64)
    for i in range(7):
        going &= (octets[at + i] - np.uint8(ord("0"))) < 10
        count += going
    return count


def spelled(octets: npt.NDArray[np.uint8], at: Numbers, digits: Numbers) -> Numbers:
    """The numbers of so many digits that stand there; -1 where something else does."""
    numbers, good = np.zeros(len(at), np.int64), np.ones(len(at), bool)
    for i in range(int(digits.max(initial=0))):
        live = digits > i
        digit = octets[at + np.where(live, i, 0)] - np.uint8(ord("0"))
        good &= ~live | (digit < 10)
        numbers = np.where(live, numbers * 10 + digit, numbers)
    return np.where(good, numbers, -1)


def _columns(octets: npt.NDArray[np.uint8], words: npt.NDArray[np.uint64], at: Numbers) -> Numbers:
    """The column of each cell, from the letters behind `<c r="`."""
    head = words[at]
    vouch(((head & _SIX) == _word('<c r="')).all())
    first = (head >> np.uint64(48)).astype(np.uint16)
    second, third = (first >> np.uint16(8)).astype(np.int64) - 64, octets[at + 8].astype(np.int64) - 64
    columns = (first & np.uint16(255)).astype(np.int64) - 64
    vouch(((columns >= 1) & (columns <= 26)).all())
    longer = np.flatnonzero((second >= 1) & (second <= 26))
    columns[longer] = columns[longer] * 26 + second[longer]
    longest = longer[(third[longer] >= 1) & (third[longer] <= 26)]
    columns[longest] = columns[longest] * 26 + third[longest]
    vouch((columns <= MAX_COLUMN).all())
    return columns


def _word(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(text.encode(), "little"))
