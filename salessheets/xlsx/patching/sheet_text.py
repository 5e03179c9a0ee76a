"""One sheet part at work: its rows spliced, its frame edited, its bytes given back in their own encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from salessheets.errors import Damaged
from salessheets.xlsx.container.worksheet_order import CHILDREN
from salessheets.xlsx.patching import fast_grid, grid
from salessheets.xlsx.patching.cell_edits import Outcome, SheetEdits
from salessheets.xlsx.patching.fast_grid import Unfamiliar
from salessheets.xlsx.patching.grid import Grid, Layout
from salessheets.xlsx.patching.sameness import Sameness
from salessheets.xlsx.patching.splicing import Splicer
from salessheets.xlsx.patching.xmltext import XmlText

ORDER = list(CHILDREN)

T = TypeVar("T")

_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_MARK = b"\x00rows\x00"


class SheetText:
    """A sheet part. `data` is UTF-8 while it is at work.

    Attributes:
        stored: The part as it was given.

    Args:
        content: The part as stored.
        label: How messages name the sheet.
        canonical: Whether the fast way may be tried.
    """

    def __init__(self, content: bytes, label: str, *, canonical: bool = True) -> None:
        self.label, self.stored = label, content
        self.encoding = encoding_of(content)
        self.data = content if self.encoding == "utf-8" else _transcoded(content, self.encoding, label)
        self._original = self.data
        self._fast = canonical
        self._layout: Layout | None = None
        self._explored: Grid | None = None

    def content(self) -> bytes:
        """The part in the encoding that it came in."""
        if self.encoding == "utf-8":
            return self.data
        return self.data.decode("utf-8").encode(self.encoding, "xmlcharrefreplace")

    @property
    def touched(self) -> bool:
        """True once something was spliced or put in."""
        return self.data is not self._original

    @property
    def layout(self) -> Layout:
        """Where the rows stand."""
        if self._layout is None:
            self._layout = self._canonical_layout() if self._fast else None
        if self._layout is None:
            self._layout, self._explored = grid.explore(self.data, self.label)
        return self._layout

    @property
    def canonical(self) -> bool:
        """Whether the rows are in the usual shape, as far as is known: each cell is `<c r="...`, without a prefix."""
        return bool(self.layout) and self._fast

    def _canonical_layout(self) -> Layout | None:
        try:
            return fast_grid.layout(self.data)
        except Unfamiliar:
            self._fast = False
            return None

    @property
    def prefix(self) -> str:
        """The prefix of the sheet's elements with its colon."""
        return self.layout.prefix

    def grids(self) -> Iterator[Grid]:
        """The rows and cells, stretch by stretch. Raises Unfamiliar when the fast way meets the unknown."""
        place = self.layout
        if self._fast:
            yield from fast_grid.blocks(self.data, place)
        else:
            yield self._whole()

    def _whole(self) -> Grid:
        """All cells as one grid whose positions count from the first row."""
        if self._explored is None:
            self._layout, self._explored = grid.explore(self.data, self.label)
        return _shifted(self._explored, self.layout)

    def each_grid(self, look: Callable[[Iterable[Grid]], T]) -> T:
        """Give the grids to a function; start over the careful way when the fast one fails."""
        try:
            return look(self.grids())
        except Unfamiliar:
            self._careful_from_now_on()
            return look(self.grids())

    def _careful_from_now_on(self) -> None:
        self._fast, self._layout, self._explored = False, None, None

    def splice(
        self, edits: SheetEdits, sameness: Sameness, column_style: Callable[[int], int], *, date1904: bool
    ) -> Outcome:
        """Make edits of cells. Raises Unsupported, naming the cell; nothing is changed then."""
        splicers: list[Splicer] = []

        def run(grids: Iterable[Grid]) -> list[bytes]:
            splicers.append(Splicer(edits, self.label, self.prefix, sameness, column_style, date1904=date1904))
            return list(splicers[-1].run(grids))

        rows = self.each_grid(run)
        if splicers[-1].outcome.cells:
            self._put(rows)
        return splicers[-1].outcome

    def _put(self, rows: Sequence[bytes]) -> None:
        place = self.layout
        if place.empty:
            head, tail = self.data[: place.start - 2] + b">", f"</{place.tag}>".encode() + self.data[place.end :]
        else:
            head, tail = self.data[: place.start], self.data[place.end :]
        self._changed(head, rows, tail)

    def _changed(self, head: bytes, rows: Sequence[bytes | memoryview], tail: bytes) -> None:
        """Take over new content. Rows come in pieces, so that a large sheet is not put together twice."""
        size, tag = sum(map(len, rows)), self.layout.tag
        self.data = b"".join((head, *rows, tail))
        self._explored = None
        self._layout = Layout(len(head), len(head) + size, tag, self.layout.empty and not size)
        if self._layout.empty:
            self._layout = None

    def restore(self, data: bytes) -> None:
        """Go back to content that `data` held before."""
        self.data = data
        self._layout, self._explored = None, None

    def frame(self) -> XmlText:
        """The sheet without its rows, to be read or edited; see `put_frame`."""
        place = self.layout
        return XmlText(self.data[: place.start] + self.data[place.end :], self.label)

    def put_frame(self, frame: XmlText) -> None:
        """Take over an edited frame."""
        place = self.layout
        rows = memoryview(self.data)[place.start : place.end]
        frame.replace(place.start, place.start, _MARK)
        head, _, tail = frame.render().partition(_MARK)
        self._changed(head, [rows], tail)


def encoding_of(content: bytes) -> str:
    """The encoding of a part, from its byte order mark or declaration."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if content.startswith(mark):
            return name
    for start, name in ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be")):
        if content.startswith(start):
            return name
    declared = _DECLARED.match(content.removeprefix(codecs.BOM_UTF8))
    name = declared[1].decode().lower() if declared else "utf-8"
    return "utf-8" if name in {"utf-8", "utf8"} else name


def _transcoded(content: bytes, encoding: str, label: str) -> bytes:
    try:
        text = content.decode(encoding)
    except (LookupError, UnicodeDecodeError) as fault:
        raise Damaged(label, f"the part cannot be read as {encoding} ({fault})", "Open and save it in Excel.") from None
    return text.encode("utf-8")


def _shifted(whole: Grid, place: Layout) -> Grid:
    """The grid with positions counted from the first row."""
    shift = place.start

    def moved(name: str) -> grid.Positions:
        positions: grid.Positions = getattr(whole, name) - shift
        return positions

    names = ("row_starts", "row_opens", "row_closes", "row_ends", "starts", "opens", "ends")
    positions: dict[str, Any] = {name: moved(name) for name in names}
    return replace(whole, data=whole.data[place.start : place.end], **positions)


def column_styles(frame: XmlText) -> Callable[[int], int]:
    """The style that `<cols>` gives a column's empty cells, 0 for none."""
    found = [
        (int(e.attributes["min"]), int(e.attributes["max"]), int(e.attributes.get("style", "0")))
        for e in frame.all("col")
        if "min" in e.attributes and "max" in e.attributes
    ]

    def style(column: int) -> int:
        return next((number for first, last, number in found if first <= column <= last), 0)

    return style


__all__ = ["ORDER", "SheetText", "column_styles", "encoding_of"]
