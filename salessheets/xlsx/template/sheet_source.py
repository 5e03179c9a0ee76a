"""A template's worksheet taken apart: its rows and cells, and everything around them.

Templates are small, so the part is parsed whole. Rows and cells without an address are counted, prefixes kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import quoteattr

from lxml import etree

from salessheets.core.addresses import cell_name, parse_cell
from salessheets.xlsx.container.parts import local_name, unescape
from salessheets.xlsx.package import Package, SheetEntry

MARK = "salessheets-rows-stand-here"


@dataclass(frozen=True, slots=True)
class FormulaSource:
    """A cell's formula: its text without `=`, kind (normal, array, dataTable), range, other attributes."""

    text: str
    kind: str = "normal"
    area: str = ""
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the template.

    Attributes:
        row: Its row.
        column: Its column.
        attributes: All XML attributes but `r` and `t`, with a blank in front.
        kind: The XML type: n, s, str, inlineStr, b, e, d.
        stored: What `<v>` holds; None without one.
        text: The string it shows, for string cells.
        runs: The `<si>` or `<is>` element of a string in several formats.
        inside: XML of an `<is>` to be copied as it is.
        formula: Its formula.
    """

    row: int
    column: int
    attributes: str = ""
    kind: str = "n"
    stored: str | None = None
    text: str | None = None
    runs: Any = None
    inside: str = ""
    formula: FormulaSource | None = None

    @property
    def blank(self) -> bool:
        """True if it has neither value nor formula."""
        return self.formula is None and self.stored is None and not self.inside


def stored_value(cell: Cell, strings: Sequence[str]) -> Any:
    """What a constant cell of the template holds; `strings` are the shared ones."""
    if cell.kind == "s" and cell.stored is not None:
        return strings[int(cell.stored)]
    if cell.kind in {"inlineStr", "str"}:
        return cell.text
    if cell.stored is None or cell.kind in {"e", "d"}:
        return cell.stored
    return bool(int(cell.stored)) if cell.kind == "b" else _number(cell.stored)


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return float(text)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number, its attributes but `r` and `spans`, its cells left to right."""

    number: int
    attributes: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class SheetSource:
    """A worksheet: rows, and the root element with `MARK` in place of the rows."""

    entry: SheetEntry
    root: Any
    prefix: str
    rows: tuple[Row, ...]
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        """The lowest row of the template that holds anything; 0 for an empty sheet."""
        return self.rows[-1].number if self.rows else 0


def read_sheet_source(package: Package, entry: SheetEntry, strings: list[Any]) -> SheetSource:
    """Take a worksheet apart; `strings` are the `<si>` elements of the book."""
    root = package.xml(entry.part)
    data = next((child for child in root if local_name(child) == "sheetData"), None)
    if data is None:
        return SheetSource(entry, root, _prefix(root), ())
    shared: dict[str, Cell] = {}
    rows = tuple(_rows(data, strings, shared))
    for child in list(data):
        data.remove(child)
    data.text = MARK
    cells = {(cell.row, cell.column): cell for row in rows for cell in row.cells}
    return SheetSource(entry, root, _prefix(root), rows, cells)


def _prefix(root: Any) -> str:
    return f"{root.prefix}:" if root.prefix else ""


def _rows(data: Any, strings: list[Any], shared: dict[str, Cell]) -> Iterator[Row]:
    number = 0
    for element in data:
        if local_name(element) != "row":
            continue
        number = int(element.get("r", number + 1))
        yield Row(number, _attributes(element, {"r", "spans"}), tuple(_cells(element, number, strings, shared)))


def _cells(row: Any, number: int, strings: list[Any], shared: dict[str, Cell]) -> Iterator[Cell]:
    column = 0
    for element in row:
        if local_name(element) != "c":
            continue
        address = element.get("r")
        column = parse_cell(address)[1] if address else column + 1
        yield _cell(element, number, column, strings, shared)


def _cell(element: Any, row: int, column: int, strings: list[Any], shared: dict[str, Cell]) -> Cell:
    parts = {local_name(child): child for child in element}
    kind = element.get("t", "n")
    stored = parts["v"].text if "v" in parts else None
    text, runs, inside = stored if kind == "str" else None, None, ""
    if kind == "s" and stored is not None:
        text, runs = _string(strings[int(stored)])
    elif kind == "inlineStr" and "is" in parts:
        text, runs = _string(parts["is"])
        inside = raw(parts["is"])
    made = Cell(row, column, _attributes(element, {"r", "t"}), kind, stored, text, runs, inside)
    if "f" not in parts:
        return made
    formula = _formula(parts["f"], made, shared)
    if not formula.text and formula.kind != "dataTable":
        return made
    return Cell(row, column, made.attributes, kind, stored, text, None, "", formula)


def _string(item: Any) -> tuple[str, Any]:
    """A string's text, and its element when it has several formats."""
    runs = [child for child in item if local_name(child) == "r"]
    texts = [t.text or "" for child in (runs or item) for t in _own_texts(child)]
    return unescape("".join(texts)), item if runs else None


def _own_texts(element: Any) -> list[Any]:
    if local_name(element) == "t":
        return [element]
    return [child for child in element if local_name(child) == "t"] if local_name(element) == "r" else []


def _formula(element: Any, cell: Cell, shared: dict[str, Cell]) -> FormulaSource:
    """The cell's formula; a shared one is written out for this cell."""
    text, kind = element.text or "", element.get("t", "normal")
    extra = _attributes(element, {"t", "ref", "si", "ca"})
    if kind != "shared":
        return FormulaSource(text, kind, element.get("ref", ""), extra)
    number = element.get("si", "")
    if text:
        master = FormulaSource(text)
        shared[number] = Cell(cell.row, cell.column, formula=master)
        return master
    return FormulaSource(_translated(shared[number], cell) if number in shared else "")


def _translated(master: Cell, cell: Cell) -> str:
    """A shared formula as it stands in a cell that follows its master."""
    from openpyxl.formula.translate import Translator

    assert master.formula is not None
    start = cell_name(master.row, master.column)
    made = Translator("=" + master.formula.text, start).translate_formula(cell_name(cell.row, cell.column))
    return str(made).removeprefix("=")


def _attributes(element: Any, without: set[str]) -> str:
    """XML attributes as they are written, with a blank in front of each."""
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items()}
    made = []
    for key, value in element.attrib.items():
        uri, _, name = key.rpartition("}")
        if name not in without or uri:
            prefix = prefixes.get(uri[1:]) if uri else None
            made.append(f" {prefix + ':' if prefix else ''}{name}={quoteattr(value)}")
    return "".join(made)


def raw(element: Any) -> str:
    """An element as XML without the declarations that its root has anyway."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    for prefix, uri in element.getroottree().getroot().nsmap.items():
        text = text.replace(f' xmlns{":" + prefix if prefix else ""}="{uri}"', "")
    return str(text)
