"""The fast reading of canonical sheet data: whole blocks of some megabytes at a time, in numpy.

It understands exactly what `tags` calls canonical and proves that each block is nothing else: every tag is accounted
for, every attribute list is parsed, every number is checked digit by digit. Anything else raises `Unfamiliar`, and
the sheet is read again by `expat_cells`, which understands all legal XML and names what is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW
from salessheets.xlsx.readers import tags as t
from salessheets.xlsx.readers.cells import Cells, Scan, Surroundings
from salessheets.xlsx.readers.fast_values import TYPES, Values
from salessheets.xlsx.readers.formats import PLAIN
from salessheets.xlsx.readers.outside import read_outside
from salessheets.xlsx.readers.tags import Tags, Unfamiliar, demand
from salessheets.xlsx.readers.words import MASKS, Offsets, Words, at, digits, index_of

BLOCK = 2 << 20
"""Bytes of sheet data taken at a time; the intermediate arrays of a block stay in the processor's cache."""
_OPENING, _ROW_CLOSING = b"<sheetData>", b"</row>"
_LONGEST_TAIL = 32

_NAME = "[A-Za-z][A-Za-z0-9]*(?::[A-Za-z][A-Za-z0-9]*)?"
_ATTRIBUTES = re.compile(f'((?: {_NAME}="[^<>"&\t\n\r]*")*)( ?/)?'.encode())
_ATTRIBUTE = re.compile(f' ({_NAME})="([^"]*)"')
_STRANGE_ENTITY = re.compile(
    rb"&(?!(?:lt|gt|amp|quot|apos|#(?:9|10|13|3[2-9]|[4-9][0-9])|#x(?:9|[aAdD]|[2-7][0-9a-eA-E]));)"
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f]")


def scan(data: bytes, around: Surroundings) -> Scan:
    """Read a sheet's part.

    Args:
        data: The part's bytes.
        around: The workbook's strings, styles and date system.

    Raises:
        Unfamiliar: The sheet is not canonical, or something in it is wrong.
    """
    start, end = _data_bounds(data)
    found = read_outside(data[:start] + data[end:])
    reader = _Reader(data, around, found)
    for first, last in _blocks(data, start, end):
        batch = reader.block(first, last)
        if len(batch):
            found.batches.append(batch)
    found.canonical = True
    return found


def _data_bounds(data: bytes) -> tuple[int, int]:
    opening, end = data.find(_OPENING), data.rfind(b"</sheetData>")
    start = opening + len(_OPENING)
    demand(opening >= 0 and end >= start and len(data) - end >= t.TRAILER)
    return start, end


def _blocks(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut the rows into blocks, each ending with a row's end tag."""
    while start < end:
        last = end
        if end - start > BLOCK:
            closing = data.rfind(_ROW_CLOSING, start, start + BLOCK)
            closing = data.find(_ROW_CLOSING, start + BLOCK, end) if closing < 0 else closing
            last = end if closing < 0 else closing + len(_ROW_CLOSING)
        yield start, last
        start = last


@dataclass
class _Tail:
    """What stands behind a cell's reference in its tag."""

    type: int
    style: int
    empty: bool


@dataclass
class _Reader:
    data: bytes
    around: Surroundings
    found: Scan
    last_row: int = 0
    tails: dict[bytes, _Tail] = field(default_factory=dict)
    rows_seen: dict[bytes, bool] = field(default_factory=dict)
    memo: dict[str, str] = field(default_factory=dict)

    def block(self, first: int, last: int) -> Cells:
        """The cells of one block of rows."""
        data = self.data[first : last + t.TRAILER]
        size = last - first
        _check_characters(data)
        tags = t.find(data, size)
        rows = self._rows(tags)
        cells = np.flatnonzero(tags.codes == t.C)
        counts = np.diff(np.append(np.searchsorted(cells, rows.tags), len(cells)))
        places = _references(tags, cells, np.repeat(rows.words, counts), np.repeat(rows.lengths, counts))
        cell_rows = np.repeat(rows.numbers, counts)
        _check_order(cell_rows, places.columns)
        types, kinds_of_style, empty = self._tails(tags, cells, places.ends)
        tags.codes[cells[empty]] = t.C_EMPTY
        self._formula_tags(tags)
        t.settle(tags)
        t.spelled(tags, t.IS_END, "</is>")
        t.spelled(tags, t.ROW_END, "</row>")
        chosen = np.flatnonzero(~empty)
        values = Values(self.around, self.memo, tags, cells[chosen], types[chosen], kinds_of_style[chosen])
        return values.cells(cell_rows[chosen], places.columns[chosen])

    def _rows(self, tags: Tags) -> _Rows:
        which = t.spelled(tags, t.ROW, '<row r="')
        starts = tags.starts[which] + 8
        words = at(tags.data)[starts]
        lengths = index_of(words, '"')
        demand(((lengths >= 1) & (lengths <= 7)).all() and ((words & np.uint64(255)) != ord("0")).all())
        numbers, good = digits(words, np.minimum(lengths, 7))
        demand(good.all() and (np.diff(numbers.astype(np.int64), prepend=self.last_row) > 0).all())
        rows = _Rows(which, numbers.astype(np.int32), words & MASKS[lengths + 1], lengths + 1)
        if len(which):
            self.last_row = int(rows.numbers[-1])
        demand(self.last_row <= MAX_ROW)
        self._row_tails(tags, rows, starts + lengths + 1)
        return rows

    def _row_tails(self, tags: Tags, rows: _Rows, starts: Offsets) -> None:
        """Which rows are hidden, and which have no cells (`<row .../>`)."""
        ends = (tags.starts[rows.tags + 1] - 1).tolist()
        tails = [tags.data[a:b] for a, b in zip(starts.tolist(), ends, strict=True)]
        distinct = set(tails)
        for tail in distinct - self.rows_seen.keys():
            self.rows_seen[tail] = self._row_hidden(tail)
        hidden = {tail for tail in distinct if self.rows_seen[tail]}
        if hidden:
            self.found.hidden.update(n for n, tail in zip(rows.numbers.tolist(), tails, strict=True) if tail in hidden)
        if any(tail.endswith(b"/") for tail in distinct):
            tags.codes[rows.tags[np.array([tail.endswith(b"/") for tail in tails])]] = t.ROW_EMPTY

    def _row_hidden(self, tail: bytes) -> bool:
        return self._attributes(tail).get("hidden") in {"1", "true"}

    def _attributes(self, tail: bytes) -> dict[str, str]:
        """The attributes of a tag behind its reference; their prefixes must be declared."""
        match = _ATTRIBUTES.fullmatch(tail)
        if not match:
            raise Unfamiliar
        pairs = _ATTRIBUTE.findall(match[1].decode())
        attributes = dict(pairs)
        demand(len(attributes) == len(pairs) and "r" not in attributes)
        prefixes = {name.partition(":")[0] for name in attributes if ":" in name}
        demand(prefixes <= self.found.prefixes)
        return attributes

    def _tails(self, tags: Tags, cells: Offsets, starts: Offsets) -> tuple[Offsets, Offsets, npt.NDArray[np.bool_]]:
        """Type, date kind and emptiness of each cell, each distinct ending of a cell's tag parsed once."""
        lengths = tags.starts[cells + 1] - 1 - starts
        slots, first = _distinct(tags.data, starts, lengths)
        parsed = [self._tail(tags.data[starts[i] : starts[i] + lengths[i]]) for i in first.tolist()]
        types = np.array([tail.type for tail in parsed], dtype=np.int64)
        styles = np.array([self._style_kind(tail.style) for tail in parsed], dtype=np.int64)
        empty = np.array([tail.empty for tail in parsed], dtype=bool)
        return types[slots], styles[slots], empty[slots]

    def _style_kind(self, style: int) -> int:
        return int(self.around.styles[style]) if style < len(self.around.styles) else PLAIN

    def _tail(self, tail: bytes) -> _Tail:
        if tail not in self.tails:
            attributes = self._attributes(tail)
            style = attributes.get("s", "0")
            demand(style.isascii() and style.isdigit() and attributes.get("t", "n") in TYPES)
            self.tails[tail] = _Tail(TYPES[attributes.get("t", "n")], int(style), tail.endswith(b"/"))
        return self.tails[tail]

    def _formula_tags(self, tags: Tags) -> None:
        """Tell formulas without text (`<f .../>`) from those with text, and check their attributes."""
        which = np.flatnonzero(tags.codes == t.F)
        empty = tags.codes[which + 1] != t.F_END
        tags.codes[which[empty]] = t.F_EMPTY
        starts, ends = tags.starts[which].tolist(), tags.starts[which + 1].tolist()
        whole = [tags.data[a:b] for a, b in zip(starts, ends, strict=True)]
        alone = {text for text, e in zip(whole, empty.tolist(), strict=True) if e}
        opening = {text[: text.find(b">") + 1] for text, e in zip(whole, empty.tolist(), strict=True) if not e}
        demand(all(text.endswith(b"/>") for text in alone))
        demand(all(text and not text.endswith(b"/>") for text in opening))
        for text in alone | opening:
            self._attributes(text[2:-1])


@dataclass(frozen=True)
class _Rows:
    """The rows of a block: index of their tags, their numbers, the same as text with its closing quote."""

    tags: Offsets
    numbers: npt.NDArray[np.int32]
    words: Words
    lengths: Offsets


@dataclass(frozen=True)
class _Places:
    columns: npt.NDArray[np.uint16]
    ends: Offsets


def _check_characters(data: bytes) -> None:
    """Refuse what XML forbids or would change, so that cutting bytes out is the same as parsing."""
    if (np.frombuffer(data, np.uint8) < ord(" ")).any():
        demand(not _CONTROL.search(data))
    demand(b"]]>" not in data)
    if b"&" in data:
        demand(not _STRANGE_ENTITY.search(data))
    if not data.isascii():
        demand(b"\xef\xbf\xbe" not in data and b"\xef\xbf\xbf" not in data)
        _check_encoding(data[: -t.TRAILER])


def _check_encoding(data: bytes) -> None:
    try:
        data.decode()
    except UnicodeDecodeError:
        raise Unfamiliar from None


def _references(tags: Tags, cells: Offsets, row_words: Words, row_lengths: Offsets) -> _Places:
    """Column of each cell and the position behind its reference, which must name the row that it stands in."""
    words = at(tags.data)
    starts = tags.starts[cells]
    head = words[starts]
    demand(((head & MASKS[6]) == int.from_bytes(b'<c r="', "little")).all())
    following = words[starts + 7]
    letters = [
        (head >> np.uint64(48)) & np.uint64(255),
        following & np.uint64(255),
        (following >> np.uint64(8)) & np.uint64(255),
    ]
    first, second, third = (letter.astype(np.int64) - 64 for letter in letters)
    has_second = (second >= 1) & (second <= 26)
    has_third = has_second & (third >= 1) & (third <= 26)
    demand(((first >= 1) & (first <= 26)).all())
    columns = np.where(has_second, first * 26 + second, first)
    columns = np.where(has_third, columns * 26 + third, columns)
    demand((columns <= MAX_COLUMN).all())
    digits_at = starts + 7 + has_second + has_third
    demand(((words[digits_at] & MASKS[row_lengths]) == row_words).all())
    return _Places(columns.astype(np.uint16), digits_at + row_lengths)


def _check_order(rows: npt.NDArray[np.int32], columns: npt.NDArray[np.uint16]) -> None:
    demand(((columns[1:] > columns[:-1]) | (rows[1:] != rows[:-1])).all())


def _distinct(data: bytes, starts: Offsets, lengths: Offsets) -> tuple[Offsets, Offsets]:
    """Number the distinct texts: (number of each text, index of one text of each number)."""
    if not len(starts):
        return starts, starts
    longest = int(lengths.max())
    demand(longest <= _LONGEST_TAIL and int(lengths.min()) >= 0)
    words = at(data)
    parts = [words[starts + j] & MASKS[np.clip(lengths - j, 0, 8)] for j in range(0, max(longest, 1), 8)]
    mixed = parts[0] * np.uint64(0x9E3779B97F4A7C15)
    for part in parts[1:]:
        mixed = (mixed ^ part) * np.uint64(0xC2B2AE3D27D4EB4F)
    slots = (mixed >> np.uint64(50)).astype(np.int64)
    example = np.full(1 << 14, -1, dtype=np.int64)
    example[slots] = np.arange(len(slots))
    chosen = example[slots]
    if not all((part == part[chosen]).all() for part in parts) or (lengths != lengths[chosen]).any():
        return _distinct_slowly(data, starts, lengths)
    first = example[example >= 0]
    number = np.zeros(1 << 14, dtype=np.int64)
    number[slots[first]] = np.arange(len(first))
    return number[slots], first


def _distinct_slowly(data: bytes, starts: Offsets, lengths: Offsets) -> tuple[Offsets, Offsets]:
    texts = [data[a : a + n] for a, n in zip(starts.tolist(), lengths.tolist(), strict=True)]
    first: dict[bytes, int] = {}
    for i, text in enumerate(texts):
        first.setdefault(text, i)
    number = {text: n for n, text in enumerate(first)}
    return np.array([number[text] for text in texts]), np.array(list(first.values()))
