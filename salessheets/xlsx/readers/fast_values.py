"""The values of canonical cells, type by type: the second half of the fast reading."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape as unescape_entities

import numpy as np
import numpy.typing as npt

from salessheets.core.raw import BLANK, BOOL, ERROR, NUMBER, TEXT
from salessheets.xlsx.container.parts import unescape
from salessheets.xlsx.readers import tags as t
from salessheets.xlsx.readers.cells import (
    EPOCH_SHIFT,
    IS_DATE,
    IS_FORMULA,
    IS_UNCACHED,
    Cells,
    Surroundings,
    iso_serial,
)
from salessheets.xlsx.readers.formats import DATE, PLAIN
from salessheets.xlsx.readers.tags import Tags, Unfamiliar, demand
from salessheets.xlsx.readers.words import MASKS, NotDigitsError, Offsets, at, read_integers, read_numbers

_NUMBER, _SHARED, _STRING, _BOOL, _ERROR, _INLINE, _DATE = range(7)
TYPES = {"n": _NUMBER, "s": _SHARED, "str": _STRING, "b": _BOOL, "e": _ERROR, "inlineStr": _INLINE, "d": _DATE}
"""The cell types of the format, as the small numbers that `Values` takes."""

_PRESERVED = b'<t xml:space="preserve">'
_MEMO = 20_000


class Values:
    """Values of the chosen cells of a block, type by type."""

    def __init__(
        self, around: Surroundings, memo: dict[str, str], tags: Tags, cells: Offsets, types: Offsets, styles: Offsets
    ) -> None:
        self.around, self.memo, self.tags, self.types, self.styles = around, memo, tags, types, styles
        n = len(cells)
        self.kinds = np.zeros(n, dtype=np.uint8)
        self.numbers = np.full(n, np.nan)
        self.texts = np.full(n, "", dtype=object)
        self.following = tags.codes[cells + 1]
        self.value_tags, self.has_tag = self._value_tags(cells)
        self.starts = tags.starts[self.value_tags] + 3
        self.ends = tags.starts[self.value_tags + 1]
        self.inline = np.flatnonzero(self.following == t.IS)
        self.cells_at = cells
        demand((types[self.inline] == _INLINE).all())
        self.filled = (tags.codes[self.value_tags] == t.V) & (self.ends > self.starts)
        demand(not (self.filled & (types == _INLINE)).any())

    def _value_tags(self, cells: Offsets) -> tuple[Offsets, npt.NDArray[np.bool_]]:
        """Index of each cell's `<v>` tag, and whether it has one."""
        codes = self.tags.codes
        after = np.full(32, 1)
        after[t.F], after[t.F_EMPTY] = 3, 2
        where = cells + after.take(self.following)
        return where, (codes[where] == t.V) | (codes[where] == t.V_EMPTY)

    def cells(self, rows: npt.NDArray[np.int32], columns: npt.NDArray[np.uint16]) -> Cells:
        """All of them, those without value and formula left out."""
        for kind, read in self._readers().items():
            which = np.flatnonzero(self.filled & (self.types == kind))
            if len(which):
                read(which)
        self._read_inline()
        flags = self._flags()
        keep = np.flatnonzero((self.kinds != BLANK) | (flags != 0))
        cells = Cells(rows, columns, self.kinds, self.numbers, self.texts, flags)
        return cells if len(keep) == len(rows) else cells.take(keep)

    def _readers(self) -> dict[int, Callable[[Offsets], None]]:
        return {
            _NUMBER: self._read_numbers,
            _SHARED: self._read_shared,
            _STRING: self._read_strings,
            _BOOL: self._read_bools,
            _ERROR: self._read_errors,
            _DATE: self._read_dates,
        }

    def _read_numbers(self, which: Offsets) -> None:
        try:
            numbers = read_numbers(self.tags.data, self.starts[which], self.ends[which])
        except NotDigitsError:
            raise Unfamiliar from None
        if self.around.date1904:
            numbers[self.styles[which] == DATE] += EPOCH_SHIFT
        self.numbers[which], self.kinds[which] = numbers, NUMBER

    def _read_shared(self, which: Offsets) -> None:
        try:
            numbers = read_integers(self.tags.data, self.starts[which], self.ends[which])
        except NotDigitsError:
            raise Unfamiliar from None
        strings = self.around.strings
        demand(len(strings) and int(numbers.max()) < len(strings))
        self._put_texts(which, strings[numbers])

    def _put_texts(self, which: Offsets, texts: npt.NDArray[np.object_]) -> None:
        self.texts[which] = texts
        self.kinds[which] = np.where(texts == "", BLANK, TEXT)

    def _read_strings(self, which: Offsets) -> None:
        self._put_texts(which, self._cut(self.starts[which], self.ends[which]))

    def _read_errors(self, which: Offsets) -> None:
        codes = self._cut(self.starts[which], self.ends[which])
        demand(all(code == code.strip() for code in set(codes.tolist())))
        self.texts[which], self.kinds[which] = codes, ERROR

    def _read_bools(self, which: Offsets) -> None:
        values = np.frombuffer(self.tags.data, np.uint8).take(self.starts[which]) - ord("0")
        demand((values <= 1).all() and (self.ends[which] - self.starts[which] == 1).all())
        self.numbers[which], self.kinds[which] = values, BOOL

    def _read_dates(self, which: Offsets) -> None:
        try:
            self.numbers[which] = [iso_serial(text) for text in self._cut(self.starts[which], self.ends[which])]
        except ValueError:
            raise Unfamiliar from None
        self.kinds[which], self.styles[which] = NUMBER, DATE

    def _read_inline(self) -> None:
        if not len(self.inline):
            return
        where = self.cells_at[self.inline] + 2
        starts, ends = self.tags.starts[where], self.tags.starts[where + 1]
        spaced = at(self.tags.data)[starts] & MASKS[3] != int.from_bytes(b"<t>", "little")
        opening = np.where(spaced, len(_PRESERVED), 3)
        demand(all(self.tags.data.startswith(_PRESERVED, i) for i in starts[spaced].tolist()))
        self._put_texts(self.inline, self._cut(starts + opening, ends))

    def _cut(self, starts: Offsets, ends: Offsets) -> npt.NDArray[np.object_]:
        """The texts between these positions; equal ones are one object."""
        data, memo = self.tags.data, self.memo
        if len(memo) > _MEMO:
            memo.clear()
        if not data.isascii():
            parts = [data[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
            texts = list(map(bytes.decode, parts))
        else:
            whole = data.decode("ascii")  # bytes and characters stand at the same places
            texts = [whole[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
        if b"&" in data or b"_x" in data:
            texts = [_meant(text) if "&" in text or "_x" in text else text for text in texts]
        return np.array(list(map(memo.setdefault, texts, texts)), dtype=object)

    def _flags(self) -> npt.NDArray[np.uint8]:
        flags = np.zeros(len(self.kinds), dtype=np.uint8)
        flags[(self.kinds == NUMBER) & (self.styles != PLAIN)] = IS_DATE
        formulas = (self.following == t.F) | (self.following == t.F_EMPTY)
        if formulas.any():
            flags[formulas] |= IS_FORMULA
            stored = self.filled | (self.has_tag & (self.types == _STRING))
            flags[formulas & ~stored] |= IS_UNCACHED
        return flags


def _meant(text: str) -> str:
    """The characters that entities and `_xHHHH_` escapes stand for."""
    return unescape(unescape_entities(text) if "&" in text else text)
