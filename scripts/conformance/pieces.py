"""The vocabulary in which the cases of the conformance list are written: each piece puts one thing into a workbook.

A template and the report expected of it are two lists of pieces, both written by hand. No piece knows the engine.
"""

from __future__ import annotations

import datetime as dt
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_cell_to_rowcol

FIRST = "Report"


class Canvas:
    """A workbook in the making and the sheet at hand."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.sheet = book.add_worksheet(FIRST)

    def format(self, look: Mapping[str, Any] | None) -> Any:
        """A cell format, None for none."""
        return self.book.add_format(dict(look)) if look else None


Piece = Callable[[Canvas], Any]


@dataclass(frozen=True)
class Case:
    """A template, data, and the report or the faults that come of them.

    Attributes:
        number: In the conformance list.
        name: Of its folder.
        says: The behaviour, a sentence.
        data: As in a data file.
        template: What the template holds.
        expected: What the report holds, each formula as a pair with its value; None when faults are expected.
        faults: The start of each line that is told instead.
    """

    number: int
    name: str
    says: str
    data: Mapping[str, Any]
    template: Sequence[Piece]
    expected: Sequence[Piece] | None = None
    faults: Sequence[str] = field(default_factory=tuple)

    @property
    def folder(self) -> str:
        """Its folder's name."""
        return f"{self.number:02d}_{self.name}"


def book_bytes(pieces: Sequence[Piece]) -> bytes:
    """The workbook that the pieces make."""
    with Workbook(made := BytesIO(), {"in_memory": True}) as book:
        book.set_properties({"created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})
        canvas = Canvas(book)
        for piece in pieces:
            piece(canvas)
    return made.getvalue()


def on(name: str) -> Piece:
    """Go on with another sheet, a new one when there is none of that name."""

    def piece(canvas: Canvas) -> None:
        canvas.sheet = canvas.book.get_worksheet_by_name(name) or canvas.book.add_worksheet(name)

    return piece


def called(name: str) -> Piece:
    """Give the sheet at hand another name."""

    def piece(canvas: Canvas) -> None:
        canvas.sheet.name = name
        canvas.book.sheetnames[name] = canvas.book.sheetnames.pop(FIRST)

    return piece


def put(at: str, *rows: Sequence[Any], look: Mapping[str, Any] | None = None) -> Piece:
    """Rows of cells from an address on. A text with `=` in front is a formula, a pair is a formula and its value."""

    def piece(canvas: Canvas) -> None:
        top, left = xl_cell_to_rowcol(at)
        chosen = canvas.format(look)
        for down, row in enumerate(rows):
            for right, value in enumerate(row):
                _write(canvas.sheet, top + down, left + right, value, chosen)

    return piece


def _write(sheet: Any, row: int, column: int, value: Any, look: Any) -> None:
    if isinstance(value, tuple):
        sheet.write_formula(row, column, value[0], look, value[1])
    elif isinstance(value, str) and value.startswith("="):
        sheet.write_formula(row, column, value, look, "")
    else:
        sheet.write(row, column, value, look)


def text(at: str, value: str) -> Piece:
    """A text, whatever it looks like."""
    return lambda canvas: canvas.sheet.write_string(at, value)


def rich(at: str, *fragments: tuple[str, bool]) -> Piece:
    """A formatted text of fragments, each with whether it is bold."""

    def piece(canvas: Canvas) -> None:
        runs = [
            part for words, bold in fragments for part in (canvas.format({"bold": bold, "italic": not bold}), words)
        ]
        canvas.sheet.write_rich_string(at, *runs)

    return piece


def dynamic(at: str, formula: str) -> Piece:
    """A dynamic array formula."""
    return lambda canvas: canvas.sheet.write_dynamic_array_formula(at, formula, None, "")


def table(ref: str, name: str, heads: Sequence[str], totals: Sequence[Any] = ()) -> Piece:
    """A table; `totals` holds for each column a text, a formula with its value, or None."""

    def piece(canvas: Canvas) -> None:
        columns: list[dict[str, Any]] = [{"header": head} for head in heads]
        for column, total in zip(columns, totals, strict=False):
            if isinstance(total, tuple):
                column.update(total_function=total[0], total_value=total[1])
            elif total is not None:
                column.update(total_string=total)
        canvas.sheet.add_table(ref, {"name": name, "columns": columns, "total_row": bool(totals)})

    return piece


def name(called: str, formula: str) -> Piece:
    """A defined name; `Sheet!Name` is local."""
    return lambda canvas: canvas.book.define_name(called, formula)


def merge(ref: str, value: str) -> Piece:
    """Merged cells."""
    return lambda canvas: canvas.sheet.merge_range(ref, value)


def height(row: int, points: float | None = None, **options: Any) -> Piece:
    """The height of a row, its outline level and the like."""
    return lambda canvas: canvas.sheet.set_row(row - 1, points, None, options)


def width(columns: str, chars: float) -> Piece:
    """The width of columns."""
    return lambda canvas: canvas.sheet.set_column(columns, chars)


def condition(ref: str, **rule: Any) -> Piece:
    """A conditional format; rules that want a look are red."""

    def piece(canvas: Canvas) -> None:
        look = {} if rule["type"] in {"data_bar", "icon_set"} else {"format": canvas.format({"font_color": "red"})}
        canvas.sheet.conditional_format(ref, {**rule, **look})

    return piece


def choice(ref: str, source: Any) -> Piece:
    """A drop-down list."""
    return lambda canvas: canvas.sheet.data_validation(ref, {"validate": "list", "source": source})


def spark(at: str, source: str, kind: str = "line") -> Piece:
    """A sparkline."""
    return lambda canvas: canvas.sheet.add_sparkline(at, {"range": source, "type": kind})


def link(at: str, target: str, words: str) -> Piece:
    """A link; a target such as `internal:Report!A1` is a place."""
    return lambda canvas: canvas.sheet.write_url(at, target, None, words)


def note(at: str, words: str) -> Piece:
    """A note."""
    return lambda canvas: canvas.sheet.write_comment(at, words, {"author": "Office"})


def chart(
    at: str, kind: str, *series: Mapping[str, Any], title: str = "", line: Mapping[str, Any] | None = None
) -> Piece:
    """A chart, with a line on the second axis when there is one."""

    def piece(canvas: Canvas) -> None:
        made = canvas.book.add_chart({"type": kind})
        for one in series:
            made.add_series(dict(one))
        if line is not None:
            second = canvas.book.add_chart({"type": "line"})
            second.add_series({**line, "y2_axis": True})
            made.combine(second)
        made.set_title({"name": title} if title else {"none": True})
        canvas.sheet.insert_chart(at, made)

    return piece


def picture(at: str) -> Piece:
    """A small picture."""
    return lambda canvas: canvas.sheet.insert_image(at, "dot.png", {"image_data": BytesIO(_png())})


def _png() -> bytes:
    """Sixteen by sixteen grey pixels."""
    lines = b"".join(b"\0" + b"\x80" * 16 for _ in range(16))
    header = struct.pack(">IIBBBBB", 16, 16, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def setup(method: str, *arguments: Any, **options: Any) -> Piece:
    """Anything else that a sheet can be told, by the method's name."""
    return lambda canvas: getattr(canvas.sheet, method)(*arguments, **options)
