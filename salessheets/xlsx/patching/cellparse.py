"""The cells of a worksheet part in any legal style, as the arrays that `cellscan` yields for the usual one."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from lxml import etree

from salessheets.core.addresses import parse_cell
from salessheets.xlsx.container.parts import local_name
from salessheets.xlsx.patching.cellcodes import BOOLEAN, ERROR, KINDS, NUMBER, SHARED, UNKNOWN, is_number
from salessheets.xlsx.patching.cellscan import Block

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Lists:
    """The columns of a Block while they grow."""

    def __init__(self) -> None:
        self.row_numbers: list[int] = []
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.styles: list[int] = []
        self.kinds: list[int] = []
        self.strings: list[int] = []
        self.bad_values: list[int] = []
        self.formulas: list[int] = []
        self.misplaced: list[int] = []
        self.longest = 0

    def add_row(self, row: etree._Element) -> None:
        """Add a row element and its cells; without `r` it is the one after the row before."""
        told = row.get("r", "")
        number = int(told) if told.isdigit() else (self.row_numbers[-1] if self.row_numbers else 0) + 1
        self.row_numbers.append(number)
        column = 0
        for cell in row.iter("{*}c"):
            column = self._add_cell(cell, number, column)

    def _add_cell(self, cell: etree._Element, row: int, before: int) -> int:
        """Add a cell and return its column."""
        position, told = len(self.rows), cell.get("r")
        at_row, column = _reference(told, row, before)
        kind = KINDS.get(cell.get("t", "n").encode(), UNKNOWN)
        style = cell.get("s", "0")
        self.rows.append(at_row)
        self.columns.append(column)
        self.styles.append(int(style) if style.isdigit() else -1)
        self.kinds.append(kind)
        if at_row != row:
            self.misplaced.append(position)
        self._add_content(cell, position, kind)
        return column

    def _add_content(self, cell: etree._Element, position: int, kind: int) -> None:
        """Judge value, formula and text of a cell."""
        for element in cell.iter("{*}v", "{*}f", "{*}t"):
            text = "".join(map(str, element.itertext()))
            name = str(element.tag).rpartition("}")[2]
            self.longest = max(self.longest, len(text.encode()))
            if name == "f":
                self.formulas.append(position)
            elif name == "v" and not _is_sound(text.strip(), kind):
                self.bad_values.append(position)
            elif name == "v" and kind == SHARED:
                self.strings.append(int(text))

    def block(self) -> Block:
        """What was gathered, as arrays."""
        arrays = {name: np.array(value, np.int64) for name, value in vars(self).items() if isinstance(value, list)}
        return Block(**arrays, ordered=True, longest=self.longest, controls=False)


def _reference(told: str | None, row: int, before: int) -> tuple[int, int]:
    """Row and column of a cell; without `r` the column after the cell before; (0, 0) when it is no address."""
    if told is None:
        return row, before + 1
    try:
        return parse_cell(told)
    except ValueError:
        return 0, 0


def _is_sound(text: str, kind: int) -> bool:
    """True if a value can be read as its kind."""
    if kind == NUMBER:
        return is_number(text.encode())
    if kind == SHARED:
        return text.isdigit()
    if kind == BOOLEAN:
        return text in {"0", "1"}
    return kind != ERROR or text.startswith("#")


def blocks(data: bytes) -> Iterator[Block]:
    """The cells of a worksheet part, parsed as XML, in one block. Raises lxml's XMLSyntaxError."""
    lists = _Lists()
    source = BytesIO(data)
    for _, row in etree.iterparse(source, tag="{*}row", resolve_entities=False, no_network=True, load_dtd=False):
        parent = row.getparent()
        if parent is not None and local_name(parent) == "sheetData":  # drawings anchor things at <row> elements too
            lists.add_row(row)
        row.clear()
    yield lists.block()
