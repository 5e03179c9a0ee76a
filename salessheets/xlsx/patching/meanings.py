"""What the cells of an edit are meant to say, and whether a cell says it: read back by code that the writing has no part in.

Example:
    >>> from decimal import Decimal
    >>> reader = Reader(lambda: ("Paid",), date1904=False)
    >>> tails = [b'><v>1.5</v></c>', b' t="s"><v>0</v></c>', b' t="inlineStr"><is><t>A &amp; B</t></is></c>', b'/>']
    >>> reader.agree(tails, [Decimal("1.50"), "Paid", "A & B", None]), reader.agree(tails[:1], [1.4])
    (True, False)
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from html import unescape as entities
from operator import eq, itemgetter, methodcaller

from salessheets.xlsx.container.parts import unescape
from salessheets.xlsx.patching.cell_edits import Written
from salessheets.xlsx.values import Link

_BLANK = re.compile(rb"(?: t=\"\w+\")?(?:\s*/>|></c>|><v\s*/></c>|><v></v></c>)")
_NUMBER = re.compile(rb'(?: t="n")?><v>([0-9.eE+-]+)</v></c>')
_BOOL = re.compile(rb' t="b"><v>([01])</v></c>')
_SHARED = re.compile(rb' t="s"><v>([0-9]{1,9})</v></c>')
_PLAIN = re.compile(rb' t="str"><v>([^<]*)</v></c>')
_INLINE = re.compile(rb' t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>')
_MOMENT = re.compile(rb' t="d"><v>([0-9T:.-]+)</v></c>')
_ODD_TEXT = re.compile(
    "&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)|[\x00-\x08\x0b-\x1f]|]]>|[\ufffe\uffff]"
)
_LONGEST = 32_767

_opens_number = methodcaller("startswith", b"><v>")
_closes_cell = methodcaller("endswith", b"</v></c>")
_number_text = itemgetter(slice(len(b"><v>"), -len(b"</v></c>")))
_NUMBER_KINDS = frozenset({int, float, Decimal})


class UnreadableError(ValueError):
    """A cell of a shape that is not read here."""


class Reader:
    """Reads cells and compares them with what was meant.

    Args:
        strings: Gives the workbook's shared strings when they are first needed.
        date1904: The workbook's date system.
    """

    def __init__(self, strings: Callable[[], Sequence[str]], *, date1904: bool) -> None:
        self._strings, self._date1904 = strings, date1904

    def agree(self, tails: Sequence[bytes], meant: Sequence[object]) -> bool:
        """True if each cell says what was meant.

        Args:
            tails: All behind the style of each cell.
            meant: A value, or a cell `Written` as XML, for each.
        """
        kinds = list(map(type, meant))
        if set(kinds) <= _NUMBER_KINDS:
            return _same_numbers(tails, meant)
        which = [i for i, kind in enumerate(kinds) if kind in _NUMBER_KINDS]
        if which and not _same_numbers([tails[i] for i in which], [meant[i] for i in which]):
            return False
        triples = set(zip(tails, kinds, meant, strict=True))
        return all(kind in _NUMBER_KINDS or self._says(tail, value) for tail, kind, value in triples)

    def _says(self, tail: bytes, value: object) -> bool:
        if isinstance(value, Written):
            return tail == value.tail
        try:
            return _alike(self.value_of(tail), self._plain(value))
        except ValueError:  # of no shape that is read here, no text, or no date
            return False

    def value_of(self, tail: bytes) -> bool | float | str | None:
        """What a cell says. Raises UnreadableError."""
        if _BLANK.fullmatch(tail):
            return None
        if found := _NUMBER.fullmatch(tail):
            return float(found[1])
        if found := _BOOL.fullmatch(tail):
            return found[1] == b"1"
        if found := _SHARED.fullmatch(tail):
            strings, index = self._strings(), int(found[1])
            return strings[index] if index < len(strings) else None
        if found := _MOMENT.fullmatch(tail):
            return _moment(found[1].decode(), date1904=self._date1904)
        if found := _PLAIN.fullmatch(tail) or _INLINE.fullmatch(tail):
            return _text(found[1].decode())
        raise UnreadableError

    def _plain(self, value: object) -> bool | float | str | None:
        """What was meant as text, number, truth or nothing."""
        if isinstance(value, Link):
            value = value.text
        if value is None or str(value) in {"", "NaT"}:
            return None
        value = value.item() if hasattr(value, "item") else value
        if isinstance(value, (dt.date, dt.time)):
            return days_of(value, date1904=self._date1904)
        return value if isinstance(value, (str, bool)) else float(value)  # type: ignore[arg-type]

    def says(self, kind: str, text: str, value: object) -> bool:
        """The same for a cell that a parser read: its type, and its value or text as the parser gives it."""
        try:
            return _alike(self._parsed(kind, text), self._plain(value))
        except ValueError:
            return False

    def _parsed(self, kind: str, text: str) -> bool | float | str | None:
        if not text:
            return None
        if kind == "s":
            strings = self._strings()
            return strings[int(text)] if int(text) < len(strings) else None
        if kind == "d":
            return _moment(text, date1904=self._date1904)
        if kind in {"str", "inlineStr", "e"}:
            return unescape(text)
        return text.strip() == "1" if kind == "b" else float(text)


def _same_numbers(tails: Sequence[bytes], meant: Sequence[object]) -> bool:
    """True if each tail is a plain number, and the one that was meant."""
    if all(map(_opens_number, tails)) and all(map(_closes_cell, tails)):
        texts = list(map(_number_text, tails))
    else:
        texts = [found[1] if (found := _NUMBER.fullmatch(tail)) else b"?" for tail in tails]
    if b"".join(texts).translate(None, b"0123456789.eE+-"):
        return False
    try:
        return all(map(eq, map(float, texts), map(float, meant)))  # type: ignore[arg-type]
    except ValueError:
        return False


def _alike(said: bool | float | str | None, meant: bool | float | str | None) -> bool:  # noqa: FBT001
    """True for equal values of one kind; moments may differ by what a serial number cannot hold."""
    if isinstance(said, float) and isinstance(meant, float):
        return said == meant or math.isclose(said, meant, rel_tol=0, abs_tol=1e-9)
    return type(said) is type(meant) and said == meant


def _moment(text: str, *, date1904: bool) -> float:
    """The serial number of a moment in ISO 8601. Raises ValueError."""
    if ":" in text and "-" not in text:
        return days_of(dt.time.fromisoformat(text.removeprefix("T")), date1904=date1904)
    return days_of(dt.datetime.fromisoformat(text), date1904=date1904)


def _text(text: str) -> str:
    """The characters of XML text. Raises UnreadableError for what no text may hold."""
    if _ODD_TEXT.search(text):
        raise UnreadableError
    found = unescape(entities(text)) if "&" in text or "_x" in text else text
    if len(found) > _LONGEST // 2 and len(found.encode("utf-16-le", "surrogatepass")) > 2 * _LONGEST:
        raise UnreadableError
    return found


def days_of(value: dt.date | dt.time, *, date1904: bool) -> float:
    """The serial number of a moment, counted out anew: days since the workbook's first one.

    Example:
        >>> days_of(dt.date(2026, 2, 9), date1904=False), days_of(dt.time(6), date1904=False)
        (46062.0, 0.25)
    """
    if isinstance(value, dt.time):
        day = dt.date(2000, 1, 1)
        return (dt.datetime.combine(day, value) - dt.datetime.combine(day, dt.time())) / dt.timedelta(days=1)
    moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001
    first = dt.datetime(1904, 1, 1) if date1904 else dt.datetime(1899, 12, 31)  # noqa: DTZ001
    days = (moment - first) / dt.timedelta(days=1)
    return days if date1904 or days < 60 else days + 1


__all__ = ["Reader", "UnreadableError", "days_of"]
