"""Digits read eight bytes at a time: the arithmetic below the fast reading of cells.

Each 64-bit word holds eight characters, the first one in its lowest byte. A word of digits becomes a number in three
multiplications, for whole arrays at once. Decimals come out exactly as `float(text)` would give them: a whole number
below 2**53 divided by a power of ten up to 10**8 is rounded once, and correctly.

Example:
    >>> data = b"<v>1234.56</v><v>-7</v>" + b" " * 16
    >>> read_numbers(data, np.array([3, 17]), np.array([10, 19])).tolist()
    [1234.56, -7.0]
"""

from __future__ import annotations

import math
import re

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
Offsets = npt.NDArray[np.int64]

REACH = 16
"""Bytes after the end of a text that must still lie inside the data."""

NUMBER_TEXT = re.compile(rb"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
"""What may stand in a number cell: xsd:double without its INF and NaN."""

_U = np.uint64
_ONES, _HIGH = _U(0x0101010101010101), _U(0x8080808080808080)
_ZEROS_TEXT = _U(0x3030303030303030)
_ABOVE_NINE = _U(0x7676767676767676)
_INDEX = _U(0x0001020304050607)
_EXACT = 2**53
MASKS = np.array([(1 << (8 * k)) - 1 for k in range(9)], dtype=np.uint64)
"""MASKS[k] keeps the first k characters of a word."""


class NotDigitsError(ValueError):
    """A text that should be a number is none."""


def at(data: bytes) -> Words:
    """The words starting at every byte of `data`: a view, nothing is copied."""
    return np.ndarray((max(len(data) - 7, 0),), dtype="<u8", buffer=data, strides=(1,))


def index_of(words: Words, character: str) -> Offsets:
    """Position of the first `character` in each word, 8 where it is not there."""
    x = words ^ (_ONES * _U(ord(character)))
    hits = (x - _ONES) & ~x & _HIGH
    lowest = hits & (~hits + _U(1))
    found = ((lowest >> _U(7)) * _INDEX) >> _U(56)
    return np.where(hits == 0, 8, found.astype(np.int64))


def digits(words: Words, lengths: Offsets) -> tuple[Words, npt.NDArray[np.bool_]]:
    """The numbers spelled by the first `lengths` (1..8) characters of the words, and where they are all digits."""
    shift = (_U(64) - (lengths.astype(np.uint64) << _U(3))) & _U(63)
    x = (words << shift) ^ (_ZEROS_TEXT << shift)
    good = ((x | (x + _ABOVE_NINE)) & _HIGH) == 0
    x = (x * _U(10) + (x >> _U(8))) & _U(0x00FF00FF00FF00FF)
    x = (x * _U(100) + (x >> _U(16))) & _U(0x0000FFFF0000FFFF)
    return (x * _U(10_000) + (x >> _U(32))) & _U(0xFFFFFFFF), good & (lengths >= 1) & (lengths <= 8)


def read_integers(data: bytes, starts: Offsets, ends: Offsets) -> Offsets:
    """Whole numbers of one to eight digits.

    Raises:
        NotDigitsError: One of the texts is something else.
    """
    values, good = digits(at(data)[starts], ends - starts)
    if not good.all():
        raise NotDigitsError
    return values.astype(np.int64)


def read_numbers(data: bytes, starts: Offsets, ends: Offsets) -> npt.NDArray[np.float64]:
    """Any numbers, equal to `float(text)` to the last bit.

    Raises:
        NotDigitsError: One of the texts is no finite number.
    """
    words = at(data)
    first = words[starts]
    negative = (first & _U(255)) == ord("-")
    if negative.any():
        starts = starts + negative
        first = words[starts]
    values, good = _decimals(words, first, starts, ends - starts)
    np.negative(values, out=values, where=negative)
    rest = np.flatnonzero(~good)
    if len(rest):
        values[rest] = _slowly(data, (starts - negative)[rest], ends[rest])
    return values


def _decimals(
    words: Words, first: Words, starts: Offsets, lengths: Offsets
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Numbers with up to eight digits on either side of the point, and which of the texts are of that kind."""
    found = index_of(first, ".")
    point = np.minimum(found, lengths)
    whole, good = digits(first, point)
    good &= (found < 8) | (lengths <= 8)
    values = whole.astype(np.float64)
    split = np.flatnonzero((found < lengths) & good)
    if len(split):
        places = lengths[split] - point[split] - 1
        part, fine = digits(words[starts[split] + point[split] + 1], places)
        scale = _POWERS[np.clip(places, 0, 8)]
        mantissa = whole[split] * scale + part
        good[split] &= fine & (mantissa < _EXACT)
        values[split] = mantissa.astype(np.float64) / scale.astype(np.float64)
    return values, good


_POWERS = np.array([10**k for k in range(9)], dtype=np.uint64)


def _slowly(data: bytes, starts: Offsets, ends: Offsets) -> list[float]:
    texts = [data[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    if not all(map(NUMBER_TEXT.fullmatch, texts)):
        raise NotDigitsError
    values = list(map(float, texts))
    if not all(map(math.isfinite, values)):
        raise NotDigitsError
    return values
