"""The shared strings of a workbook as plain texts.

A string may be one `<t>`, several formatted runs, or carry phonetic hints that are not part of it. Nearly
all are one `<t>` written by a machine in one of two shapes; those are cut out with one regular expression,
the rest is parsed one by one. A part in any other style is parsed as a whole.
"""

from __future__ import annotations

import re
from html import unescape as html_unescape
from typing import TYPE_CHECKING

from salessheets.xlsx.container.parts import descendants, local_name, parse_xml, unescape

if TYPE_CHECKING:
    from lxml import etree

_PLAIN = re.compile(r'<si>\s*<t(?: xml:space="preserve")?(?:>([^<]*)</t>|\s?/>)\s*\Z')
_ALL_PLAIN = re.compile(r'<si><t(?: xml:space="preserve")?(?:>([^<]*)</t>|/>)</si>')
_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def shared_strings(data: bytes, part: str, label: str) -> tuple[str, ...]:
    """All strings in order, `_xHHHH_` escapes decoded. Raises Damaged when the part is not well-formed.

    Example:
        >>> part = b"<sst><si><t>A &amp; B</t></si><si><r><t>x</t></r><r><t>y</t></r></si></sst>"
        >>> shared_strings(part, "xl/sharedStrings.xml", "Sales.xlsx")
        ('A & B', 'xy')
    """
    start = data.find(b"<si>")
    if start < 0 or b"<!" in data or b"<si/" in data or b"<si " in data:
        return _parsed(data, part, label)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _parsed(data, part, label)
    texts = _ALL_PLAIN.findall(text)
    if len(texts) != text.count("<si>"):
        head, _, rest = text.partition("<si>")
        texts = [_one(chunk, head, part, label) for chunk in ("<si>" + rest).split("</si>")[:-1]]
        return tuple(texts)
    return tuple(texts if not _needs_work(text) else map(_clean, texts))


def _needs_work(text: str) -> bool:
    """True when some string may hold an entity, an escape or a carriage return."""
    return "&" in text or "_x" in text or "\r" in text


def _clean(text: str) -> str:
    """XML text as the characters it stands for."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unescape(html_unescape(text) if "&" in text else text)


def _one(chunk: str, head: str, part: str, label: str) -> str:
    """The text of one `<si>...` without its end tag; `head` carries the namespace declarations."""
    plain = _PLAIN.match(chunk.lstrip())
    if plain:
        return _clean(plain[1] or "")
    opening = head[head.rfind("<") :]
    root = parse_xml(f"{opening}{chunk}</si></sst>".encode(), part, label)
    return _text(root[0])


def _parsed(data: bytes, part: str, label: str) -> tuple[str, ...]:
    """The strings of a part in any legal style."""
    root = parse_xml(data, part, label)
    return tuple(_text(item) for item in root if local_name(item) == "si")


def _text(item: etree._Element) -> str:
    """The joined runs of one string, phonetic hints left out."""
    runs = [e for e in descendants(item, "t") if not any(local_name(up) == "rPh" for up in e.iterancestors())]
    return unescape("".join("".join(map(str, run.itertext())) for run in runs))
