"""Lint of tables: what makes Excel remove one when it opens the file.

Header cells must hold the column names as text, names are unique whatever their case, ranges hold at least one
data row and do not overlap, ids and names are unique in the workbook.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salessheets.core.addresses import Area, cell_name, parse_cell
from salessheets.errors import Damaged
from salessheets.xlsx.container.parts import TableEntry, descendants, parse_xml, repeated, unescape
from salessheets.xlsx.linting.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from salessheets.xlsx.package import Package, SheetEntry

_NAME = re.compile(r"[^\W\d][\w.\\]*\Z|\\[\w.\\]*\Z")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}[1-9][0-9]{0,6}\Z|[RrCc]\Z|[Rr][0-9]*[Cc][0-9]*\Z")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_ROW_TAG = rb'<(?:\w+:)?row\b[^>]*\sr="%d"[^>]*>'


def tables(package: Package) -> Iterator[Fault]:
    """All tables of the workbook, each for itself and against the others."""
    ids, names, known = [], [], []
    for entry in package.sheets:
        if not entry.part:
            continue
        try:
            found = package.tables(entry)
        except (Damaged, KeyError):
            yield Fault("table-ref", entry.part, "", "a table of the sheet cannot be read")
            continue
        yield from _overlaps(found)
        for table in found:
            root = package.xml(table.part)
            ids.append(root.get("id", ""))
            names.append(table.display_name.casefold())
            known.append((entry, table, root))
    for value in repeated(ids):
        yield Fault("table-id", "tables", value, "two tables have this id")
    for value in repeated(names):
        yield Fault("table-name", "tables", value, "two tables have this name")
    for entry, table, root in known:
        yield from one_table(package, entry, table, root)


def _overlaps(found: tuple[TableEntry, ...]) -> Iterator[Fault]:
    """Tables of one sheet that share a cell."""
    for i, table in enumerate(found):
        for other in found[:i]:
            if table.area.overlaps(other.area):
                yield Fault("table-overlap", table.part, str(table.area), f"overlaps {other.display_name}")


def one_table(package: Package, entry: SheetEntry, table: TableEntry, root: etree._Element) -> Iterator[Fault]:
    """The rules that one table must keep."""
    yield from _shape(table, root)
    yield from _columns(table, root)
    yield from _filter(table, root)
    if table.header_rows:
        yield from _header_cells(package, entry, table)


def _shape(table: TableEntry, root: etree._Element) -> Iterator[Fault]:
    """Name and size."""
    part, area = table.part, table.area
    if not _NAME.match(table.display_name) or _CELL_LIKE.match(table.display_name):
        yield Fault("table-name", part, table.display_name, "Excel does not allow this table name")
    if area.height - table.header_rows - table.totals_rows < 1:
        yield Fault("table-rows", part, str(area), "the table has no data row")
    if root.get("totalsRowShown") == "1" and table.totals_rows > 1:
        yield Fault("table-totals", part, str(area), "the table has more than one totals row")


def _columns(table: TableEntry, root: etree._Element) -> Iterator[Fault]:
    """As many columns as the range is wide, with names and ids of their own."""
    part, columns = table.part, list(descendants(root, "tableColumn"))
    if len(columns) != table.area.width:
        yield Fault("table-columns", part, str(table.area), f"{len(columns)} columns for {table.area.width}")
    for holder in descendants(root, "tableColumns"):
        if holder.get("count", str(len(columns))) != str(len(columns)):
            yield Fault("table-count", part, holder.get("count", ""), "the count of columns is wrong")
    for value in repeated([name.casefold() for name in table.columns]):
        yield Fault("table-column-name", part, value, "two columns have this name")
    for value in repeated([column.get("id", "") for column in columns]):
        yield Fault("table-column-id", part, value, "two columns have this id")


def _filter(table: TableEntry, root: etree._Element) -> Iterator[Fault]:
    """The filter covers the table without its totals row."""
    area = table.area
    expected = Area(area.top, area.left, area.bottom - table.totals_rows, area.right)
    for element in root:
        if isinstance(element.tag, str) and element.tag.endswith("}autoFilter"):
            ref = element.get("ref", "")
            if ref.replace("$", "") != str(expected):
                yield Fault("table-filter", table.part, ref, f"the filter should cover {expected}")


def _header_cells(package: Package, entry: SheetEntry, table: TableEntry) -> Iterator[Fault]:
    """Each header cell holds its column's name as text."""
    texts = row_texts(package, entry.part, table.area.top)
    if texts is None:
        return
    for offset, name in enumerate(table.columns):
        column = table.area.left + offset
        cell, text = cell_name(table.area.top, column), texts.get(column)
        if text is None:
            yield Fault("table-header", table.part, cell, f"the header cell of {name!r} holds no text")
        elif _comparable(text) != _comparable(name):
            yield Fault("table-header", table.part, cell, f"the header cell holds {text!r}, the column is {name!r}")


def _comparable(text: str) -> str:
    """A header as Excel compares it: the kind of line break does not count."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def row_texts(package: Package, part: str, row: int) -> dict[int, str] | None:
    """The texts of one row by column number, cut out without parsing the sheet; None when rows are not numbered."""
    data = _as_far_as(package, part, row)
    start = re.search(_ROW_TAG % row, data)
    if start is None:
        return None if re.search(rb"<(?:\w+:)?row\b(?![^>]*\sr=)", data[:65536]) else {}
    end, root_tag = _ROW_END.search(data, start.end()), re.search(rb"<(?:\w+:)?worksheet\b[^>]*>", data)
    if start[0].endswith(b"/>") or end is None or root_tag is None:
        return {}
    name = root_tag[0][1:].split(None, 1)[0].rstrip(b">")
    piece = root_tag[0] + data[start.start() : end.end()] + b"</" + name + b">"
    return dict(_texts(parse_xml(piece, part, package.label), package))


def _as_far_as(package: Package, part: str, row: int) -> bytes:
    """The beginning of a sheet part up to the end of a row at least; a header stands near the top."""
    data = b""
    for piece in package.chunks(part):
        data += piece
        start = re.search(_ROW_TAG % row, data)
        if start and _ROW_END.search(data, start.end()):
            break
    return data


def _texts(root: etree._Element, package: Package) -> Iterator[tuple[int, str]]:
    """Column number and text of each cell that holds text."""
    column = 0
    for cell in descendants(root, "c"):
        ref = cell.get("r")
        column = parse_cell(ref)[1] if ref else column + 1
        kind, value = cell.get("t", "n"), "".join(e.text or "" for e in descendants(cell, "v"))
        if kind == "s" and value.isdigit() and int(value) < len(package.shared_strings):
            yield column, package.shared_strings[int(value)]
        elif kind == "inlineStr":
            yield column, unescape("".join(e.text or "" for e in descendants(cell, "t")))
        elif kind == "str":
            yield column, unescape(value)
