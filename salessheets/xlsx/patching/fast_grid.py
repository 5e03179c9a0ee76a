"""The grid of canonical sheet data, block by block, found by numpy for all cells at once.

Each block is proven canonical: all tags follow the grammar, each cell names its own row, rows and cells ascend.
Anything else raises `Unfamiliar`, and `grid.explore` takes over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW
from salessheets.xlsx.patching.grid import ROW_KEYS, Grid, Layout, Positions
from salessheets.xlsx.readers import tags as t
from salessheets.xlsx.readers.tags import Tags, Unfamiliar, demand
from salessheets.xlsx.readers.words import MASKS, Words, at, digits, index_of

Flags = npt.NDArray[np.bool_]

BLOCK = 2 << 20
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_NEXT_IS_STYLE = int.from_bytes(b' s="', "little")
_NEXT_IS_TYPE = int.from_bytes(b' t="', "little")
_INLINE = int.from_bytes(b"inlineSt", "little")
_LATE_STYLE = re.compile(rb' s="([0-9]+)"')
_SPACE, _SLASH, _QUOTE = ord(" "), ord("/"), ord('"')


def layout(data: bytes) -> Layout:
    """Where sheet data stands in a part without a prefix. Raises Unfamiliar."""
    start, end = data.find(_OPEN), data.rfind(_CLOSE)
    demand(0 <= start < end and len(data) - end >= t.TRAILER)
    head, tail = data[:start], data[end + len(_CLOSE) :]
    demand(b"<!" not in head and b"<!" not in tail and b"<sheetData" not in tail and head[:2] != b"\xff\xfe")
    return Layout(start + len(_OPEN), end, "sheetData", empty=False)


def blocks(data: bytes, place: Layout, block: int = BLOCK) -> Iterator[Grid]:
    """The grids of consecutive blocks of rows. Raises Unfamiliar."""
    start, last_row = place.start, 0
    while start < place.end:
        end = _block_end(data, start, place.end, block)
        grid = _grid(data[start : end + t.TRAILER], end - start)
        demand(len(grid.rows) and grid.rows[0] > last_row)
        last_row = int(grid.rows[-1])
        yield grid
        start = end


def _block_end(data: bytes, start: int, end: int, block: int) -> int:
    """Behind the last whole row within about `block` bytes."""
    if end - start <= block:
        return end
    cut = data.rfind(b"<row ", start + 1, start + block)
    cut = data.find(b"<row ", start + block, end) if cut < 0 else cut
    return cut if cut > 0 else end


def _grid(data: bytes, size: int) -> Grid:
    tags = t.find(data, size)
    demand(b"]]>" not in data)
    rows = t.spelled(tags, t.ROW, '<row r="')
    cells = np.flatnonzero(tags.codes == t.C)
    counts = np.diff(np.append(np.searchsorted(cells, rows), len(cells)))
    demand(len(rows) and (not len(cells) or cells[0] > rows[0]))
    numbers, row_words, lengths = _row_numbers(tags, rows)
    columns, refs = _references(tags, cells, np.repeat(row_words, counts), np.repeat(lengths, counts))
    keys = np.repeat(numbers, counts) * ROW_KEYS + columns - 1
    demand((np.diff(numbers) > 0).all() and (np.diff(keys) > 0).all())
    opens = tags.starts[cells + 1]
    _mark_empty(tags, rows, cells)
    t.settle(tags)
    t.spelled(tags, t.ROW_END, "</row>")
    t.spelled(tags, t.IS_END, "</is>")
    styles, keeps = _styles(tags, refs)
    odd = (keeps < opens - 1) & (np.frombuffer(data, np.uint8)[keeps] == _SPACE) & (keeps == refs)
    odd &= ~_only_typed(data, refs, opens)
    _late_styles(data, refs, opens, odd, styles)
    refs, keeps = np.where(odd, -1, refs), np.where(odd, -1, keeps)
    row_opens = tags.starts[rows + 1]
    closes, row_ends = _row_ends(tags, rows, row_opens)
    return Grid(
        data[:size], numbers, tags.starts[rows], row_opens, closes, row_ends,
        keys, tags.starts[cells], opens, _cell_ends(tags, cells, opens), refs, keeps, styles,
        bool(np.isin(tags.codes, (t.F, t.F_EMPTY)).any()),
    )  # fmt: skip


def _row_numbers(tags: Tags, rows: Positions) -> tuple[Positions, Words, Positions]:
    """Row numbers, and the same as text with its closing quote."""
    words = at(tags.data)[tags.starts[rows] + 8]
    lengths = index_of(words, '"')
    demand(((lengths >= 1) & (lengths <= 7)).all())
    numbers, good = digits(words, lengths)
    demand(good.all() and (numbers <= MAX_ROW).all())
    return numbers.astype(np.int64), words & MASKS[lengths + 1], lengths + 1


def _references(tags: Tags, cells: Positions, rows: Words, lengths: Positions) -> tuple[Positions, Positions]:
    """Column of each cell and the position behind its reference, which must name the row that it stands in."""
    words, starts = at(tags.data), tags.starts[cells]
    demand(((words[starts] & MASKS[6]) == int.from_bytes(b'<c r="', "little")).all())
    columns, width = np.zeros(len(cells), np.int64), np.zeros(len(cells), np.int64)
    going, letters = np.ones(len(cells), bool), words[starts + 6]
    for _ in range(3):
        letter = (letters & np.uint64(255)).astype(np.int64) - 64
        going &= (letter >= 1) & (letter <= 26)
        columns = np.where(going, columns * 26 + letter, columns)
        width += going
        letters >>= np.uint64(8)
    demand((width > 0).all() and (columns <= MAX_COLUMN).all())
    behind = starts + 6 + width
    demand(((words[behind] & MASKS[lengths]) == rows).all())
    return columns, behind + lengths


def _styles(tags: Tags, refs: Positions) -> tuple[Positions, Positions]:
    """Style of each cell and the position behind it, where it follows the reference."""
    words = at(tags.data)
    has = (words[refs] & MASKS[4]) == _NEXT_IS_STYLE
    numbers = words[np.where(has, refs + 4, 0)]
    lengths = index_of(numbers, '"')
    demand((~has | ((lengths >= 1) & (lengths <= 7))).all())
    values, good = digits(numbers, np.clip(lengths, 1, 8))
    demand((~has | good).all())
    return np.where(has, values.astype(np.int64), 0), np.where(has, refs + 5 + lengths, refs)


def _only_typed(data: bytes, refs: Positions, opens: Positions) -> Flags:
    """Cells with no style whose type is the last thing in their tag: as plain as those without a type."""
    octets, words, lengths = np.frombuffer(data, np.uint8), at(data), opens - refs
    typed = ((words[refs] & MASKS[4]) == _NEXT_IS_TYPE) & (octets[opens - 2] == _QUOTE)
    short = (lengths == len(b' t="s">')) | (lengths == len(b' t="str">'))
    inline = (lengths == len(b' t="inlineStr">')) & (words[np.where(typed, refs + 4, 0)] == _INLINE)
    return np.asarray(typed & (short | inline), dtype=bool)


def _late_styles(data: bytes, refs: Positions, opens: Positions, odd: Flags, styles: Positions) -> None:
    """Fill in the styles of the few cells whose tag names another attribute before the style."""
    lengths = opens - refs
    inline = (at(data)[np.where(odd, refs + 4, 0)] == _INLINE) & (lengths <= len(b' t="inlineStr"/>'))
    for i in np.flatnonzero(odd & (lengths >= len(b' t="n" s="0">')) & ~inline).tolist():
        found = _LATE_STYLE.search(data, int(refs[i]), int(opens[i]))
        styles[i] = int(found[1]) if found else 0


def _mark_empty(tags: Tags, rows: Positions, cells: Positions) -> None:
    """Tell `<row/>`, `<c/>` and `<f/>` from the tags that open something."""
    block = np.frombuffer(tags.data, np.uint8)
    formulas = np.flatnonzero(tags.codes == t.F)
    for which, code in ((rows, t.ROW_EMPTY), (cells, t.C_EMPTY), (formulas, t.F_EMPTY)):
        closed = (block[tags.starts[which + 1] - 2] == _SLASH) & (block[tags.starts[which + 1] - 1] == ord(">"))
        if code == t.F_EMPTY:
            closed &= tags.codes[which + 1] != t.F_END
        tags.codes[which[closed]] = code


def _row_ends(tags: Tags, rows: Positions, opens: Positions) -> tuple[Positions, Positions]:
    """Start of each row's end tag and the position behind it; behind the start tag when it has none."""
    closes, ends = opens.copy(), opens.copy()
    full = np.flatnonzero(tags.codes[rows] == t.ROW)
    found = tags.starts[np.flatnonzero(tags.codes == t.ROW_END)]
    demand(len(found) == len(full))
    closes[full], ends[full] = found, found + len(b"</row>")
    return closes, ends


def _cell_ends(tags: Tags, cells: Positions, opens: Positions) -> Positions:
    ends = opens.copy()
    full = np.flatnonzero(tags.codes[cells] == t.C)
    found = tags.starts[np.flatnonzero(tags.codes == t.C_END)]
    demand(len(found) == len(full))
    ends[full] = found + len(b"</c>")
    return ends


__all__ = ["BLOCK", "Unfamiliar", "blocks", "layout"]
