"""Lint of the cells of a worksheet: order, bounds, formats, string indices, values, texts, the calculation chain."""

from __future__ import annotations

import re
import xml.parsers.expat
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

import numpy as np
from lxml import etree

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW, Area, cell_name
from salessheets.xlsx.container.parts import descendants
from salessheets.xlsx.linting.faults import Fault
from salessheets.xlsx.patching import cellcodes, cellparse, cellscan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from salessheets.xlsx.package import Package
    from salessheets.xlsx.patching.cellscan import Block, Ints

_MOST_TOLD = 20  # faults of one rule in one block; more would only hide the first
_MOST_ARRAY_CELLS = 100_000
LONGEST_TEXT = 32_767
_LONG_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]{%d,})<" % (LONGEST_TEXT + 1))
_WIDTH = 2**14


@dataclass(frozen=True, slots=True)
class Limits:
    """How many cell formats and shared strings a workbook has."""

    formats: int
    strings: int

    @classmethod
    def of(cls, package: Package) -> Limits:
        """The limits of a package; `strings` counts items without parsing them."""
        formats = sum(
            len(group)
            for part in package.related(package.workbook_part, "styles")
            for group in descendants(package.xml(part), "cellXfs")
        )
        strings = sum(
            count_strings(package.data(part)) for part in package.related(package.workbook_part, "sharedStrings")
        )
        return cls(max(formats, 1), strings)


def count_strings(data: bytes) -> int:
    """How many strings a part of shared strings holds.

    Example:
        >>> count_strings(b"<sst><si><t>a</t></si><si/></sst>"), count_strings(b"<x:sst><x:si/></x:sst>")
        (2, 1)
    """
    if b"<si>" in data and b"<si " not in data:
        return data.count(b"<si>") + data.count(b"<si/>")
    return len(re.findall(rb"<(?:\w+:)?si[\s/>]", data))


@dataclass
class CellLint:
    """The faults of one sheet's cells, and the keys (row, column) of its formulas as numbers."""

    faults: list[Fault] = field(default_factory=list)
    formulas: set[int] = field(default_factory=set)


def key(row: int, column: int) -> int:
    """A cell as one number, ascending in reading order."""
    return row * _WIDTH + column


def lint_cells(part: str, data: bytes, limits: Limits, *, want_formulas: bool) -> CellLint:
    """Check all cells of a worksheet part: by the scan where it knows the style, by parsing otherwise."""
    try:
        found = _judged(part, data, cellscan.blocks(data), limits, want_formulas=want_formulas)
    except cellscan.NotCanonicalError:
        try:
            found = _judged(part, data, cellparse.blocks(data), limits, want_formulas=want_formulas)
        except etree.XMLSyntaxError as fault:
            return CellLint([Fault("xml", part, "", f"not well-formed: {fault.msg}")])
    if want_formulas:
        found.formulas.update(_array_members(data))
    return found


def _judged(part: str, data: bytes, blocks: Iterator[Block], limits: Limits, *, want_formulas: bool) -> CellLint:
    """The faults and formulas of the blocks, each joined to the one before."""
    found, last_row, last_cell = CellLint(), 0, -1
    for block in blocks:
        found.faults += _row_faults(part, block, last_row)
        found.faults += _order_faults(part, block, last_cell)
        found.faults += _content_faults(part, block, limits)
        found.faults += _text_faults(part, data, block)
        if want_formulas:
            found.formulas.update((block.rows * _WIDTH + block.columns)[block.formulas].tolist())
        if len(block.row_numbers):
            last_row = int(block.row_numbers[-1])
        if len(block.rows):
            last_cell = key(int(block.rows[-1]), int(block.columns[-1]))
    return found


_ARRAY = re.compile(rb'<(?:\w+:)?f\b[^>]*\bt="(?:array|dataTable)"[^>]*>')
_REF = re.compile(rb'\bref="([A-Z0-9:$]+)"')


def _array_members(data: bytes) -> Iterator[int]:
    """The keys of all cells that one array formula or data table fills: only the first holds the formula."""
    for match in _ARRAY.finditer(data):
        ref = _REF.search(match[0])
        area = Area.parse(ref[1].decode()) if ref else None
        if area and area.height * area.width <= _MOST_ARRAY_CELLS:
            rows = range(area.top, area.bottom + 1)
            yield from (key(row, column) for row in rows for column in range(area.left, area.right + 1))


def _places(block: Block, positions: Ints) -> Iterator[str]:
    """The addresses of the first cells at these positions."""
    for i in positions[:_MOST_TOLD].tolist():
        row, column = int(block.rows[i]), int(block.columns[i])
        yield cell_name(row, column) if row and column else f"cell {i}"


def _row_faults(part: str, block: Block, before: int) -> Iterator[Fault]:
    """Row numbers ascend, none twice, none outside the grid."""
    numbers = np.concatenate(([before], block.row_numbers))
    for i in (np.flatnonzero(np.diff(numbers) <= 0) + 1)[:_MOST_TOLD].tolist():
        yield Fault("row-order", part, f"row {numbers[i]}", f"stands after row {numbers[i - 1]}")
    if len(block.row_numbers) and int(block.row_numbers.max()) > MAX_ROW:
        yield Fault("row-bounds", part, f"row {block.row_numbers.max()}", f"the last row is {MAX_ROW}")


def _order_faults(part: str, block: Block, before: int) -> Iterator[Fault]:
    """Cells ascend, none twice, none outside the grid or in a row that is not theirs."""
    outside = np.flatnonzero((block.rows < 1) | (block.columns < 1) | (block.columns > MAX_COLUMN))
    for i in outside[:_MOST_TOLD].tolist():
        yield Fault("cell-reference", part, f"cell {i}", "this is no cell of the grid")
    for place in _places(block, np.setdiff1d(block.misplaced, outside)):
        yield Fault("cell-row", part, place, "the cell stands in another row")
    keys = np.concatenate(([before], block.rows * _WIDTH + block.columns))
    for place in _places(block, np.setdiff1d(np.flatnonzero(np.diff(keys) <= 0), outside)):
        yield Fault("cell-order", part, place, "the cell stands after one that comes later, or twice")


def _content_faults(part: str, block: Block, limits: Limits) -> Iterator[Fault]:
    """Formats and strings that exist, types that exist, values that their type allows."""
    wrong_style = np.flatnonzero((block.styles < 0) | (block.styles >= limits.formats))
    for place in _places(block, wrong_style):
        yield Fault("style", part, place, f"the cell's format is not among the {limits.formats}")
    if len(block.strings) and int(block.strings.max()) >= limits.strings:
        yield Fault("string", part, str(block.strings.max()), f"there are {limits.strings} shared strings")
    for place in _places(block, np.flatnonzero(block.kinds == cellcodes.UNKNOWN)):
        yield Fault("cell-type", part, place, "there is no such type of cell")
    for place in _places(block, block.bad_values):
        yield Fault("value", part, place, "the value cannot be read as the cell's type")


def _text_faults(part: str, data: bytes, block: Block) -> Iterator[Fault]:
    """Texts within Excel's limit, no forbidden characters, tags that pair up."""
    if block.longest > LONGEST_TEXT:
        yield from long_texts(part, data)
    if block.controls or not block.ordered:
        wrong = not_well_formed(data)
        if wrong:
            yield Fault("xml", part, "", wrong)


def long_texts(part: str, data: bytes) -> Iterator[Fault]:
    """Texts longer than a cell can hold, counted in UTF-16 units as Excel does."""
    for match in _LONG_TEXT.finditer(data):
        length = len(unescape(match[1].decode("utf-8", "replace")).encode("utf-16-le", "replace")) // 2
        if length > LONGEST_TEXT:
            yield Fault("text-length", part, f"byte {match.start()}", f"a text has {length} characters")


def not_well_formed(data: bytes) -> str:
    """What an XML parser objects to, or ""."""
    try:
        xml.parsers.expat.ParserCreate().Parse(data, True)  # noqa: FBT003  the last piece
    except xml.parsers.expat.ExpatError as fault:
        return f"not well-formed: {fault}"
    return ""


def calculation_chain(package: Package, formulas: dict[int, set[int]]) -> Iterator[Fault]:
    """Every cell of the calculation chain has a formula; `formulas` holds the keys by sheet id."""
    for part in package.related(package.workbook_part, "calcChain"):
        for sheet_id, place, cell in chain_cells(package.data(part)):
            if sheet_id in formulas and cell not in formulas[sheet_id]:
                yield Fault("calc-chain", part, place, "the calculation chain names a cell without a formula")


_CHAIN_CELL = re.compile(rb"<(?:\w+:)?c\s+([^>]*?)/?>")
_CHAIN_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')


def chain_cells(data: bytes) -> Iterator[tuple[int, str, int]]:
    """Sheet id, address and key of each entry; the sheet id holds until the next one. Array members are left out."""
    sheet_id = 0
    for match in _CHAIN_CELL.finditer(data):
        entry = dict(_CHAIN_ATTRIBUTE.findall(match[1]))
        sheet_id = int(entry.get(b"i", sheet_id))
        if entry.get(b"a") == b"1":
            continue
        place = entry.get(b"r", b"").decode("ascii", "replace")
        row, column, _ = cellscan.told_reference(b'<c r="' + entry.get(b"r", b"") + b'"', 0)
        yield sheet_id, place, key(row, column)
