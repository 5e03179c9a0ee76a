"""Whether a cell shows a value already, so that writing it would only change bytes.

Excel rewrites what it saves: our inline string comes back as an index into its shared strings, 0.1 as seventeen
digits. A cell that means the same is left alone.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from operator import eq, itemgetter, methodcaller

from salessheets.xlsx.values import BLANK_TAIL, UnwritableError, tail

_NUMBER = re.compile(rb'(?: t="n")?><v>([^<]*)</v></c>\Z')
_SHARED = re.compile(rb' t="s"><v>([0-9]+)</v></c>\Z')
_TEXT = re.compile(rb' t="(?:str"><v|inlineStr"><is><t)(?: xml:space="preserve")?>([^<]*)<')
_MOMENT = re.compile(rb' t="d"><v>([^<]*)</v></c>\Z')
_BLANK = re.compile(rb"(?: t=\"\w+\")?(?:\s*/>|></c>|><v\s*/></c>|><v></v></c>)\Z")


class Sameness:
    """Compares tails; `strings` gives the workbook's shared strings when they are first asked for.

    Example:
        >>> same = Sameness(lambda: ("Paid",))
        >>> same(b' t="s"><v>0</v></c>', tail("Paid")), same(b"><v>1.10</v></c>", tail(1.1)), same(b"></c>", tail(None))
        (True, True, True)
    """

    def __init__(self, strings: Callable[[], Sequence[str]], prefix: str = "") -> None:
        self._strings = strings
        self._prefix = prefix.encode()
        self._tails: dict[int, bytes] = {}
        self._known: dict[tuple[bytes, bytes], bool] = {}

    def __call__(self, old: bytes, new: bytes) -> bool:
        """True when the cell with the old tail shows what the new one says."""
        if self._prefix:
            old, new = old.replace(b"<" + self._prefix, b"<"), new.replace(b"<" + self._prefix, b"<")
            old, new = (text.replace(b"</" + self._prefix, b"</") for text in (old, new))
        if b"<f" in old:
            return False
        if new == BLANK_TAIL:
            return _BLANK.match(old) is not None
        if new[:4] == b"><v>":
            return _same_number(old, new)
        if new.startswith(b' t="d'):
            return _same_moment(old, new)
        if not new.startswith(b' t="i'):
            return old == new
        pair = (old, new)
        if pair not in self._known:
            self._known[pair] = self._same_text(old, new)
        return self._known[pair]

    def many(self, olds: Sequence[bytes], news: Sequence[bytes]) -> list[bool]:
        """The same for many cells; equal pairs, and numbers in their usual shape, are looked at once."""
        if not self._prefix and all(map(_starts_number, news)):
            found = _same_numbers(olds, news)
            if found is not None:
                return found
        pairs = list(zip(olds, news, strict=True))
        known = {pair: pair[0] == pair[1] or self(*pair) for pair in set(pairs)}
        return list(map(known.__getitem__, pairs))

    def _same_text(self, old: bytes, new: bytes) -> bool:
        shared = _SHARED.match(old)
        if shared:
            return self._shared_tail(int(shared[1])) == new
        before, after = _TEXT.match(old), _TEXT.match(new)
        return before is not None and after is not None and before[1] == after[1]

    def _shared_tail(self, index: int) -> bytes:
        if index not in self._tails:
            strings = self._strings()
            try:
                self._tails[index] = tail(strings[index]) if index < len(strings) else b""
            except UnwritableError:
                self._tails[index] = b""
        return self._tails[index]


_starts_number = methodcaller("startswith", b"><v>")
_ends_cell = methodcaller("endswith", b"</v></c>")
_TEXT_OF_NUMBER = itemgetter(slice(len(b"><v>"), -len(b"</v></c>")))


def _same_numbers(olds: Sequence[bytes], news: Sequence[bytes]) -> list[bool] | None:
    """Which of these cells show the same number; None when the old ones are not all plain numbers."""
    if not (all(map(_starts_number, olds)) and all(map(_ends_cell, olds))):
        return None
    try:
        before, after = (list(map(float, map(_TEXT_OF_NUMBER, texts))) for texts in (olds, news))
    except ValueError:
        return None
    return None if not all(map(math.isfinite, before)) else list(map(eq, before, after))


def _same_moment(old: bytes, new: bytes) -> bool:
    before, after = _MOMENT.match(old), _MOMENT.match(new)
    try:
        return (
            bool(before and after)
            and len({dt.datetime.fromisoformat(f[1].decode()) for f in (before, after) if f}) == 1
        )
    except ValueError:
        return False


def _same_number(old: bytes, new: bytes) -> bool:
    if old[:4] == b"><v>" and old[-8:] == b"</v></c>":
        text = old[4:-8]
    else:
        found = _NUMBER.match(old)
        if not found:
            return False
        text = found[1]
    try:
        before = float(text)
    except ValueError:
        return False
    return before == float(new[4:-8]) and math.isfinite(before)
