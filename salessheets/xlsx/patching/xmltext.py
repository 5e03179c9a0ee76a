r"""Small XML parts changed where they stand: an attribute, a child, a removal; every other byte stays.

expat tells where each element begins; edits are noted as replaced stretches of bytes and made at once by `render`.

Example:
    >>> part = XmlText(b"<table ref='A1:B3'><autoFilter ref=\"A1:B3\"/></table>", "table1.xml")
    >>> part.set(part.root, "ref", "A1:B9")
    >>> part.set(part.find("autoFilter"), "ref", "A1:B9")
    >>> part.append(part.root, '<tableColumns count="1"/>')
    >>> part.render().decode()
    '<table ref=\'A1:B9\'><autoFilter ref="A1:B9"/><tableColumns count="1"/></table>'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pyexpat import ExpatError, ParserCreate

from salessheets.errors import Damaged
from salessheets.xlsx.values import escaped_attribute

START_TAG = re.compile(rb"""<[^\s/>"'=]+(?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
"""A start tag, whatever its attribute values hold."""


@dataclass(frozen=True, slots=True)
class Element:
    """Where an element stands. `tag` as written; `open_end` is behind its start tag, `end` behind the whole."""

    index: int
    parent: int
    tag: str
    attributes: dict[str, str]
    start: int
    open_end: int
    end: int

    @property
    def name(self) -> str:
        """The tag without its prefix."""
        return self.tag.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon; "" when there is none."""
        return self.tag[: len(self.tag) - len(self.name)]


class XmlText:
    """A part's bytes, its elements, and the edits noted so far.

    Args:
        data: UTF-8 with or without a byte order mark.
        label: How messages name the part.

    Raises:
        Damaged: Not well-formed.
    """

    def __init__(self, data: bytes, label: str) -> None:
        self.data = data
        self.elements = _elements(data, label)
        self._edits: list[tuple[int, int, int, bytes]] = []

    @property
    def root(self) -> Element:
        """The outermost element."""
        return self.elements[0]

    def children(self, parent: Element) -> Iterator[Element]:
        """The elements directly inside another."""
        return (e for e in self.elements[parent.index + 1 :] if e.parent == parent.index)

    def all(self, name: str) -> Iterator[Element]:
        """All elements with this name, whatever their prefix, in order."""
        return (e for e in self.elements if e.name == name)

    def find(self, name: str) -> Element:
        """The first element with this name. Raises KeyError."""
        found = self.child(self.root, name) or next(self.all(name), None)
        if found is None:
            raise KeyError(name)
        return found

    def child(self, parent: Element, name: str) -> Element | None:
        """The first child with this name."""
        return next((e for e in self.children(parent) if e.name == name), None)

    def text(self, element: Element) -> bytes:
        """The element's bytes as they stand, without the edits noted."""
        return self.data[element.start : element.end]

    def inner(self, element: Element) -> bytes:
        """What stands between its tags."""
        return b"" if self._empty(element) else self.data[element.open_end : self._close(element)]

    def set(self, element: Element, attribute: str, value: str) -> None:
        """Give an attribute a value; it is added at the end of the tag when it is not there."""
        tag = self.data[element.start : element.open_end]
        found = re.search(rb"\s" + re.escape(attribute.encode()) + rb"\s*=\s*(\"([^\"]*)\"|'([^']*)')", tag)
        text = escaped_attribute(value).encode()
        if found:
            group = 2 if found[2] is not None else 3
            text = text.replace(b"'", b"&apos;") if group == 3 else text
            self.replace(element.start + found.start(group), element.start + found.end(group), text)
        else:
            at = element.open_end - (2 if self._empty(element) else 1)
            self.replace(at, at, b" " + attribute.encode() + b'="' + text + b'"')

    def append(self, parent: Element, xml: str) -> None:
        """Put XML in as the last child."""
        if self._empty(parent):
            if not any(e[0] == parent.open_end - 2 and e[1] == parent.open_end for e in self._edits):
                self.replace(parent.open_end - 2, parent.open_end - 1, b"")
                self.replace(parent.open_end, parent.open_end, f"</{parent.tag}>".encode(), rank=9)
            self.replace(parent.open_end, parent.open_end, xml.encode())
        else:
            at = self._close(parent)
            self.replace(at, at, xml.encode())

    def before(self, element: Element, xml: str) -> None:
        """Put XML in right before an element."""
        self.replace(element.start, element.start, xml.encode())

    def after(self, element: Element, xml: str) -> None:
        """Put XML in right behind an element."""
        self.replace(element.end, element.end, xml.encode())

    def place(self, parent: Element, xml: str, order: Sequence[str]) -> None:
        """Put a child in where the schema wants it.

        Args:
            parent: The element that takes it.
            xml: The child.
            order: The names that must come before it.
        """
        earlier = [e for e in self.children(parent) if e.name in order and e.prefix == parent.prefix]
        if earlier:
            self.after(earlier[-1], xml)
        elif self._empty(parent):
            self.append(parent, xml)
        else:
            self.replace(parent.open_end, parent.open_end, xml.encode())

    def remove(self, element: Element) -> None:
        """Take an element out."""
        self.replace(element.start, element.end, b"")

    def replace(self, start: int, end: int, new: bytes, rank: int = 0) -> None:
        """Replace a stretch of bytes; of insertions at one place, the lower rank comes first, then the earlier."""
        self._edits.append((start, end, rank, new))

    def render(self) -> bytes:
        """The bytes with all edits made."""
        pieces, at = [], 0
        for start, end, _, new in sorted(self._edits, key=lambda edit: (edit[0], edit[1], edit[2])):
            pieces += [self.data[at:start], new]
            at = max(at, end)
        return b"".join((*pieces, self.data[at:]))

    def _empty(self, element: Element) -> bool:
        return self.data[element.open_end - 2 : element.open_end] == b"/>"

    def _close(self, element: Element) -> int:
        """Where the end tag begins."""
        return self.data.rindex(b"</", element.open_end, element.end)


def tag_end(data: bytes, start: int) -> int:
    """The position behind the start tag that begins at `start`."""
    found = START_TAG.match(data, start)
    assert found, data[start : start + 80]
    return found.end()


def end_of(data: bytes, start: int, open_end: int, at: int) -> int:
    """The position behind an element, from expat's position at its end event.

    Of `<a/>` expat gives the position behind the tag, of `</a>` the position of that tag.
    """
    del start
    return open_end if data[open_end - 2 : open_end] == b"/>" else data.index(b">", at) + 1


def _elements(data: bytes, label: str) -> list[Element]:
    parser = ParserCreate("UTF-8")
    parser.ordered_attributes = True
    found: list[Element | None] = []
    open_: list[tuple[int, str, dict[str, str], int, int]] = []

    def start(tag: str, pairs: list[str]) -> None:
        at = parser.CurrentByteIndex
        open_.append((len(found), tag, dict(zip(pairs[::2], pairs[1::2], strict=True)), at, tag_end(data, at)))
        found.append(None)

    def end(_: str) -> None:
        index, tag, attributes, begun, open_end = open_.pop()
        last = end_of(data, begun, open_end, parser.CurrentByteIndex)
        found[index] = Element(index, open_[-1][0] if open_ else -1, tag, attributes, begun, open_end, last)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(data, True)  # noqa: FBT003 - pyexpat's own signature
    except ExpatError as fault:
        raise Damaged(label, f"the part is not well-formed ({fault})", "Restore a backup.") from fault
    return [element for element in found if element is not None]


def well_formed(data: bytes) -> bool:
    """Whether a strict parser takes it."""
    try:
        ParserCreate().Parse(data, True)  # noqa: FBT003
    except ExpatError:
        return False
    return True
