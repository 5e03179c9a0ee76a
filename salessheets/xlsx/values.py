"""Values of cells and the XML they become. Text is only ever text: nothing a caller passes turns into a formula.

A cell is written as a *head* (`<c r="B4" s="7"`) and a *tail* (`><v>12.5</v></c>`, or `/>` for a blank). A tail does
not depend on the cell's place, so equal values share one.

Example:
    >>> from decimal import Decimal
    >>> tails([Decimal("12.50"), None, "A & B", True])
    [b'><v>12.5</v></c>', b'/>', b' t="inlineStr"><is><t>A &amp; B</t></is></c>', b' t="b"><v>1</v></c>']
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

LONGEST_TEXT = 32_767
"""Characters (UTF-16 units) that a cell can hold. Source: Excel specifications and limits."""

BLANK_TAIL = b"/>"

_LARGEST = int(sys.float_info.max)

_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_AS_IT_IS = re.compile(
    "[^\\s&<>_\x00-\x1f\ud800-\udfff\ufffe\uffff](?:[^&<>_\x00-\x1f\ud800-\udfff\ufffe\uffff]{0,999}"
    "[^\\s&<>_\x00-\x1f\ud800-\udfff\ufffe\uffff])?"
).fullmatch
"""A text that is its own XML: short, no markup, no blanks at its edges, nothing that has to be escaped."""
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

_DAY_ZERO_1900 = dt.date(1899, 12, 30).toordinal()
_DAY_ZERO_1904 = dt.date(1904, 1, 1).toordinal()
_FIRST_OF_MARCH_1900 = 61
_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Link:
    """A text that jumps to a cell of the same workbook when it is clicked.

    Attributes:
        text: What the cell shows.
        sheet: The tab's name as it stands.
        cell: A1 address on that tab.
    """

    text: str
    sheet: str
    cell: str

    @property
    def location(self) -> str:
        """The target as Excel writes it.

        Example:
            >>> Link("A5", "Joe's sales", "A5").location
            "'Joe''s sales'!A5"
        """
        return "'" + self.sheet.replace("'", "''") + f"'!{self.cell}"


CellValue = None | str | bool | int | float | Decimal | dt.date | dt.datetime | dt.time | Link
"""What a cell can be given. Amounts are in currency units, percentages are fractions."""


class UnwritableError(ValueError):
    """A value that no cell can hold; the message says why."""


def escaped(text: str) -> str:
    r"""Text for an XML string of a workbook.

    Example:
        >>> escaped("<Söns> & Co"), escaped("_x0041_"), escaped("a\x07")
        ('&lt;Söns&gt; &amp; Co', '_x005F_x0041_', 'a_x0007_')
    """
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", text.translate(_MARKUP))


def escaped_attribute(text: str) -> str:
    """Text for an attribute in double quotes; line breaks survive."""
    text = _ILLEGAL.sub("", text.translate(_MARKUP)).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")


def minor_units(amount: int, digits: int = 2) -> Decimal:
    """An amount in minor units as a value for a cell.

    Example:
        >>> number_text(minor_units(123450))
        '1234.5'
    """
    return Decimal(amount).scaleb(-digits)


def number_text(value: float | Decimal) -> str:
    """The shortest text that is exactly this number.

    Raises:
        UnwritableError: Not a finite number.

    Example:
        >>> [number_text(n) for n in (3, 0.1, 1e300, Decimal("100.00"), Decimal("-0.0"))]
        ['3', '0.1', '1e+300', '100', '0']
    """
    if (isinstance(value, Decimal) and value.is_nan()) or not -_LARGEST <= value <= _LARGEST:
        raise UnwritableError("the number is not finite, or larger than a cell can hold")
    if isinstance(value, Decimal):
        return _decimal_text(value)
    text = repr(value).removesuffix(".0") if isinstance(value, float) else str(int(value))
    return "0" if text == "-0" else text


def _decimal_text(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def serial(value: dt.date | dt.time, *, date1904: bool = False) -> str:
    """The serial number of a date, a moment or a time of day, as text. Time zones are not part of a cell.

    Raises:
        UnwritableError: Before the first day that the workbook can count, or with a time zone.

    Example:
        >>> serial(dt.date(2026, 2, 9)), serial(dt.datetime(1904, 1, 2, 12), date1904=True), serial(dt.time(6))
        ('46062', '1.5', '0.25')
        >>> serial(dt.date(1900, 1, 1)), serial(dt.date(1900, 3, 1))
        ('1', '61')
    """
    if getattr(value, "tzinfo", None) is not None:
        raise UnwritableError("a time with a time zone has no place in a cell; convert it to local time first")
    if isinstance(value, dt.time):
        return _with_clock(0, value)
    days = value.toordinal() - (_DAY_ZERO_1904 if date1904 else _DAY_ZERO_1900)
    if not date1904 and days < _FIRST_OF_MARCH_1900:
        days -= 1  # the calendar of 1900 holds a 29 February that never was
    if days < (0 if date1904 else 1):
        raise UnwritableError(f"the date {value} is before the first day that a workbook can hold")
    return _with_clock(days, value.time()) if isinstance(value, dt.datetime) else str(days)


def _with_clock(days: int, clock: dt.time) -> str:
    passed = ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1_000_000 + clock.microsecond
    return number_text(days + passed / _DAY)


def is_clock(value: object) -> bool:
    """True for what shows as a mere number without a date format."""
    return isinstance(value, (dt.date, dt.time))


def any_clock(values: Sequence[object]) -> bool:
    """True if one of the values is a date or a time."""
    return any(issubclass(kind, (dt.date, dt.time)) for kind in set(map(type, values)))


def tail(value: object, prefix: str = "", *, date1904: bool = False, iso: bool = False) -> bytes:
    """The tail of a cell with this value; empty text is a blank.

    Args:
        value: A CellValue; numpy and pandas scalars are taken too, NaT as blank.
        prefix: Namespace prefix of the sheet's elements with its colon, mostly "".
        date1904: Whether the workbook counts days from 1904.
        iso: Whether dates become ISO texts (type "d") and no serial numbers, as Strict workbooks may have them.

    Raises:
        UnwritableError: No cell can hold it.
    """
    value = _plain(value)
    if value is None or (isinstance(value, str) and not value):
        return BLANK_TAIL
    if isinstance(value, str):
        return _text_tail(value, prefix)
    if iso and isinstance(value, dt.date):
        return f' t="d"><{prefix}v>{_iso(value)}</{prefix}v></{prefix}c>'.encode()
    kind = ' t="b"' if isinstance(value, bool) else ""
    return f"{kind}><{prefix}v>{_stored(value, date1904=date1904)}</{prefix}v></{prefix}c>".encode()


def _plain(value: object) -> object:
    """A link as its text, scalars of numpy as Python's, missing moments as None."""
    if isinstance(value, Link):
        return value.text
    if isinstance(value, dt.date) and str(value) == "NaT":
        return None
    return value.item() if hasattr(value, "item") else value


def _iso(value: dt.date) -> str:
    serial(value)  # refuses what no workbook can count
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    return moment.isoformat()


def _stored(value: object, *, date1904: bool) -> str:
    """What stands in `<v>`. Raises UnwritableError."""
    if isinstance(value, (dt.date, dt.time)):
        return serial(value, date1904=date1904)
    if isinstance(value, (int, float, Decimal)):
        return number_text(value)
    raise UnwritableError(f"a value of kind {type(value).__name__} has no place in a cell")


def _text_tail(text: str, prefix: str) -> bytes:
    if len(text) > LONGEST_TEXT // 2 and len(text.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_TEXT:
        raise UnwritableError(f"the text is longer than the {LONGEST_TEXT:,} characters that a cell can hold")
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    p = prefix
    return f' t="inlineStr"><{p}is><{p}t{space}>{escaped(text)}</{p}t></{p}is></{p}c>'.encode()


def tails(values: Sequence[object], prefix: str = "", *, date1904: bool = False, iso: bool = False) -> list[bytes]:
    """The tails of many values, quickly when they are of one kind. Raises UnwritableError."""
    kinds = set(map(type, values))
    if kinds == {float} and not prefix:
        return [b"><v>%b</v></c>" % text for text in _float_texts(values)]
    if kinds == {int} and not prefix:
        return [f"><v>{value}</v></c>".encode() for value in values]
    if kinds <= {str, dt.date, type(None)}:
        distinct = set(values)
        plain = {v for v in distinct if isinstance(v, str) and _AS_IT_IS(v)} if not prefix else set()
        made: dict[object, bytes] = {v: f' t="inlineStr"><is><t>{v}</t></is></c>'.encode() for v in plain}
        made |= {value: tail(value, prefix, date1904=date1904, iso=iso) for value in distinct - plain}
        return [made[value] for value in values]
    return [tail(value, prefix, date1904=date1904, iso=iso) for value in values]


def _float_texts(values: Sequence[object]) -> list[bytes]:
    """The same as `number_text` for each float, in a few steps for all of them."""
    joined = "\n".join(map(repr, values)) + "\n"
    if "n" in joined:
        raise UnwritableError("a number is not finite, or larger than a cell can hold")
    if "-0.0\n" in joined:
        return [number_text(float(value)).encode() for value in values]  # type: ignore[arg-type]
    return joined.replace(".0\n", "\n").encode().split(b"\n")[:-1]
