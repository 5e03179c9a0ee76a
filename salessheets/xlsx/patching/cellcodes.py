"""What two characters of a worksheet's XML mean: tags, kinds of cells, columns, styles, as tables of 65,536 numbers.

A table is looked up for millions of places at once, by the 16 bits that begin there.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from salessheets.xlsx.readers.words import NUMBER_TEXT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]
    Octets = NDArray[np.uint8]

NUMBER, SHARED, TEXT, BOOLEAN, ERROR, OTHER = range(6)
UNKNOWN = 255
KINDS = {b"n": NUMBER, b"s": SHARED, b"str": TEXT, b"inlineStr": TEXT, b"b": BOOLEAN, b"e": ERROR, b"d": OTHER}

# What a tag is, from the two characters behind its "<".
ELSE, ROW_START, ROW_END, CELL, CELL_END, VALUE, VALUE_END, FORMULA, FORMULA_END, INLINE, STRANGE = range(11)
_TAGS = {
    ROW_START: ("ro",), ROW_END: ("/r",), CELL: ("c ", "c>", "c/"), CELL_END: ("/c",), VALUE: ("v>", "v ", "v/"),
    VALUE_END: ("/v",), FORMULA: ("f>", "f ", "f/"), FORMULA_END: ("/f",), STRANGE: ("!-", "![", "!D"),
    INLINE: ("is", "/i", "t>", "t ", "t/", "/t", "r>", "rP"),
}  # fmt: skip
# Which tag may follow which; those that may only when the first one closes itself.
_MAY_FOLLOW = {
    ROW_START: (CELL, ROW_END, ELSE), CELL: (VALUE, FORMULA, INLINE, CELL_END, ELSE), VALUE: (VALUE_END,), VALUE_END: (CELL_END, ELSE),
    FORMULA: (FORMULA_END,), FORMULA_END: (VALUE, CELL_END, INLINE), CELL_END: (CELL, ROW_END, ELSE),
    ROW_END: (ROW_START, INLINE, ELSE), INLINE: (INLINE, CELL_END, ROW_END, ELSE, VALUE),
    ELSE: (ELSE, INLINE, ROW_END, CELL_END),
}  # fmt: skip
_MAY_FOLLOW_EMPTY = {ROW_START: (ROW_START,), CELL: (CELL, ROW_END), VALUE: (CELL_END,), FORMULA: (VALUE, CELL_END)}
NO, YES, IF_EMPTY = range(3)


def code_of(text: str | bytes) -> int:
    """Two characters as the number that a 16-bit little-endian load of them yields."""
    return int.from_bytes(text.encode() if isinstance(text, str) else text, "little")


def is_number(text: bytes) -> bool:
    """True if the text of a value is a number that a cell can hold; an empty one says that there is none.

    Example:
        >>> [is_number(text) for text in (b"-1.5E-3", b" 7 ", b"", b"1,5", b"1E309", b"1.2.3", b"0x1")]
        [True, True, True, False, False, False, False]
    """
    bare = text.strip(b" \t\r\n")
    return not bare or (NUMBER_TEXT.fullmatch(bare) is not None and isfinite(float(bare)))


def _tag_codes() -> Octets:
    """From two characters to the tag they begin."""
    table = np.zeros(2**16, np.uint8)
    for code, starts in _TAGS.items():
        table[[code_of(start) for start in starts]] = code
    return table


def _kind_codes() -> Octets:
    """From the first two characters behind `t="` to the kind of cell."""
    table = np.full(2**16, UNKNOWN, np.uint8)
    for name, kind in KINDS.items():
        table[code_of((name + b'"')[:2])] = kind
    return table


def _successors() -> Octets:
    """From sixteen times a tag plus the next tag to NO, YES or IF_EMPTY."""
    table = np.zeros(256, np.uint8)
    for allowed, verdict in ((_MAY_FOLLOW, YES), (_MAY_FOLLOW_EMPTY, IF_EMPTY)):
        for code, following in allowed.items():
            table[[16 * code + after for after in following]] = verdict
    return table


def _column_codes() -> tuple[Ints, Ints]:
    """From the first two characters of an address to its column as far as they tell, and its number of letters."""
    columns, letters = np.zeros(2**16, np.int32), np.ones(2**16, np.int64)
    for first in range(1, 27):
        columns[64 + first :: 256] = first
        for second in range(1, 27):
            columns[64 + first + 256 * (64 + second)] = 26 * first + second
            letters[64 + first + 256 * (64 + second)] = 2
    return columns, letters


def _style_codes() -> tuple[Ints, Ints]:
    """From the first two characters of a style to its number and digits: 1 with its quote, 2 perhaps without, 0."""
    styles, digits = np.zeros(2**16, np.int32), np.zeros(2**16, np.int64)
    for number in range(100):
        code = code_of(f'{number}"'[:2])
        styles[code], digits[code] = number, len(str(number))
    return styles, digits


COLUMNS, LETTERS = _column_codes()
STYLES, STYLE_DIGITS = _style_codes()
TAG_CODES, KIND_CODES, SUCCESSORS = _tag_codes(), _kind_codes(), _successors()
