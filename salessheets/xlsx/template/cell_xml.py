"""Values as the XML of cells, whole columns at a time.

A cell is written as `<c r="B4" s="7"` and a *tail*: `><v>12.5</v></c>`, `/>` for a blank. Tails do not depend on the
row, so a column of a hundred thousand records is a list of tails joined with row numbers.

Example:
    >>> tails([12.5, None, "A & B", True])
    ['><v>12.5</v></c>', '/>', ' t="inlineStr"><is><t>A &amp; B</t></is></c>', ' t="b"><v>1</v></c>']
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from salessheets.xlsx.template.tags import LONGEST_TEXT
from salessheets.xlsx.template.values import BadValueError, plain, serial

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_NEEDS_WORK = re.compile("[&<>\x00-\x1d\x1f\ufffe\uffff\ud800-\udfff]|_x|\x1e\\s|\\s\x1e")
"""What keeps a column of texts, joined by \\x1e, from being written as it is; blanks at the edges are among it."""
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escaped(text: str) -> str:
    r"""Text for an XML string of a workbook.

    Example:
        >>> escaped("<Söns> & Co"), escaped("_x0041_"), escaped("a\x07")
        ('&lt;Söns&gt; &amp; Co', '_x005F_x0041_', 'a_x0007_')
    """
    return coded(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def coded(text: str) -> str:
    """Text with the characters that XML cannot hold spelled `_xHHHH_`, and with such spellings told apart."""
    if "_x" in text:
        text = _ESCAPED.sub("_x005F_", text)
    return _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def text_element(text: str, prefix: str = "") -> str:
    """`<t>` with its text, blanks at the edges kept."""
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<{prefix}t{space}>{escaped(text)}</{prefix}t>"


def tail(value: Any, prefix: str = "", *, date1904: bool = False) -> str:
    """The tail of one value. Raises BadValueError for what no cell can hold."""
    if value is None or value == "":
        return "/>"
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise BadValueError(f"the text is longer than the {LONGEST_TEXT:,} characters a cell can hold")
        p = prefix
        return f' t="inlineStr"><{p}is>{text_element(value, p)}</{p}is></{p}c>'
    if isinstance(value, bool):
        return f' t="b"><{prefix}v>{int(value)}</{prefix}v></{prefix}c>'
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        value = serial(value, date1904=date1904)
    if not isinstance(value, (int, float, Decimal)):
        raise BadValueError(f"a value of kind {type(value).__name__} has no place in a cell")
    return f"><{prefix}v>{number_text(value)}</{prefix}v></{prefix}c>"


def number_text(value: float | Decimal) -> str:
    """A finite number as a workbook spells it. Raises BadValueError for infinity."""
    if isinstance(value, Decimal):
        return f"{value:f}" if abs(value) < 10**15 else repr(float(value))
    if isinstance(value, int):
        return str(value)
    if not math.isfinite(value):
        raise BadValueError("the value is infinite; a cell cannot hold it")
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def tails(values: Sequence[Any], prefix: str = "", *, date1904: bool = False) -> list[str]:
    """The tails of a column. Raises BadValueError."""
    kinds = set(map(type, values))
    if kinds == {float} and all(map(math.isfinite, values)):
        return [f"><{prefix}v>{value!r}</{prefix}v></{prefix}c>" for value in values]
    if kinds == {int}:
        return [f"><{prefix}v>{value}</{prefix}v></{prefix}c>" for value in values]
    if kinds == {str} and _as_they_are(values):
        return [f' t="inlineStr"><{prefix}is><{prefix}t>{v}</{prefix}t></{prefix}is></{prefix}c>' for v in values]
    if kinds == {str}:
        made = {value: tail(value, prefix) for value in set(values)}
        return [made[value] for value in values]
    return [tail(plain(value), prefix, date1904=date1904) for value in values]


def _as_they_are(values: Sequence[str]) -> bool:
    """True if none of the texts needs an escape, keeps blanks at its edges, is empty or too long."""
    joined = "\x1e" + "\x1e".join(values) + "\x1e"
    if joined.count("\x1e") != len(values) + 1 or _NEEDS_WORK.search(joined):
        return False
    return max(map(len, values)) <= LONGEST_TEXT
