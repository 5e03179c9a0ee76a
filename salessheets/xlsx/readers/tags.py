"""The tags of canonical sheet data, found for a whole block of bytes at once.

Canonical means what Excel, LibreOffice, xlsxwriter and openpyxl write: no prefixes, no blanks or comments between
tags, a reference on every row and cell. Whatever is not canonical raises `Unfamiliar`; nothing is half understood.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salessheets.xlsx.readers.words import MASKS, Offsets, at

(
    END, ROW, ROW_EMPTY, ROW_END, C, C_EMPTY, C_END, V, V_EMPTY, V_END, F, F_EMPTY, F_END, IS, IS_END, T, T_END, STRANGE,
) = range(18)  # fmt: skip

TRAILER = 16
"""Bytes kept after a block, so that a word can be read at its last byte."""

Codes = npt.NDArray[np.uint8]


class Unfamiliar(Exception):
    """The fast reading does not know this shape of XML."""


def demand(condition: object) -> None:
    """Raise `Unfamiliar` unless the condition holds."""
    if not condition:
        raise Unfamiliar


@dataclass(frozen=True)
class Tags:
    """The tags of a block.

    Attributes:
        data: The block, with at least 16 bytes of something after `size`.
        starts: Position of each `<`, then `size`.
        codes: What tag begins there (the constants of this module), then END four times.
    """

    data: bytes
    starts: Offsets
    codes: Codes


def _packed(text: str) -> int:
    return int.from_bytes(text.encode(), "little")


def _code_table() -> Codes:
    table = np.full(65536, STRANGE, dtype=np.uint8)
    for text, code in {
        "ro": ROW, "/r": ROW_END, "c ": C, "/c": C_END, "v>": V, "v/": V_EMPTY, "v ": V_EMPTY, "/v": V_END,
        "f>": F, "f ": F, "/f": F_END, "is": IS, "/i": IS_END, "t>": T, "t ": T, "/t": T_END,
    }.items():  # fmt: skip
        table[_packed(text)] = code
    return table


def _follow_table() -> npt.NDArray[np.bool_]:
    """Which tag may come right after which: the grammar of sheet data needs no more memory than that."""
    after_cell = (C, C_EMPTY, ROW_END)
    after_row = (ROW, ROW_EMPTY, END)
    after_formula = (V, V_EMPTY, C_END)
    table = np.zeros((32, 32), dtype=bool)
    for code, followers in {
        ROW: after_cell, ROW_EMPTY: after_row, ROW_END: after_row,
        C: (V, V_EMPTY, F, F_EMPTY, IS, C_END), C_EMPTY: after_cell, C_END: after_cell,
        V: (V_END,), V_END: (C_END,), V_EMPTY: (C_END,),
        F: (F_END,), F_END: after_formula, F_EMPTY: after_formula,
        IS: (T,), T: (T_END,), T_END: (IS_END,), IS_END: (C_END,),
    }.items():  # fmt: skip
        table[code, list(followers)] = True
    return table.ravel()


def _length_table() -> Codes:
    """Bytes of the tags that have only one spelling; 0 for the others."""
    table = np.zeros(32, dtype=np.uint8)
    for code, length in {ROW_END: 6, C_END: 4, V_END: 4, F_END: 4, T_END: 4, IS: 4, IS_END: 5}.items():
        table[code] = length
    return table


_CODES, _FOLLOW, _LENGTHS = _code_table(), _follow_table(), _length_table()
_HAS_TEXT = np.isin(np.arange(32), (V, F, T))


def find(data: bytes, size: int) -> Tags:
    """The tags in the first `size` bytes; not yet told apart are empty rows, cells and formulas (see `settle`)."""
    block = np.frombuffer(data, dtype=np.uint8)
    starts = np.append(np.flatnonzero(block[:size] == ord("<")), size)
    demand(len(starts) > 1 and starts[0] == 0)
    here = starts[:-1]
    pairs = block[1:].take(here) | (block[2:].take(here).astype(np.uint16) << np.uint16(8))
    codes = np.append(_CODES.take(pairs), np.zeros(4, dtype=np.uint8))
    demand(codes[0] == ROW)
    lengths = _LENGTHS.take(codes[:-4])
    closed = (block.take(starts[1:] - 1) == ord(">")) | _HAS_TEXT.take(codes[:-4])
    demand(closed.all() and ((lengths == 0) | (lengths == np.diff(starts))).all())
    return Tags(data, starts, codes)


def spelled(tags: Tags, code: int, text: str) -> Offsets:
    """Indices of the tags with this code, all of which must begin with `text` (up to eight bytes)."""
    which = np.flatnonzero(tags.codes == code)
    words = at(tags.data)[tags.starts[which]] & MASKS[len(text)]
    demand((words == _packed(text)).all())
    return which


def settle(tags: Tags) -> None:
    """Check that the tags, now fully told apart, follow each other as the grammar of sheet data demands."""
    blank = np.flatnonzero(tags.codes == V_EMPTY)
    words, sizes = at(tags.data)[tags.starts[blank]], tags.starts[blank + 1] - tags.starts[blank]
    tight, loose = words & MASKS[4] == _packed("<v/>"), words & MASKS[5] == _packed("<v />")
    demand(((tight & (sizes == len("<v/>"))) | (loose & (sizes == len("<v />")))).all())
    codes = tags.codes[:-3].astype(np.uint16)
    demand(_FOLLOW.take(codes[:-1] * np.uint16(32) + codes[1:]).all())
