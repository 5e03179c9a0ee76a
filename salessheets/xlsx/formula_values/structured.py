"""Structured references: `rows[Sales]`, `rows[[#This Row],[Sales]]`, `rows[[#Totals],[Sales]]`, `[Sales]`.

Example:
    >>> table = TableArea("rows", "Report", Area(3, 1, 7, 2), 1, 1, ("Rep", "Sales"))
    >>> resolve("rows[Sales]", [table], "Report", 9), resolve("rows[[#This Row],[Sales]]", [table], "Report", 5)
    (('Report', Area(top=4, left=2, bottom=6, right=2)), ('Report', Area(top=5, left=2, bottom=5, right=2)))
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from salessheets.core.addresses import Area
from salessheets.xlsx.formula_values.kinds import NotKnown

_SHAPE = re.compile(r"([^\[\]]*)\[(.*)\]\Z", re.DOTALL)
_PART = re.compile(r"\[((?:'.|[^\]'])*)\]|([^,:\[\]]+)")
_ITEMS = frozenset({"#all", "#data", "#headers", "#totals", "#this row"})


@dataclass(frozen=True, slots=True)
class TableArea:
    """A table of the filled book."""

    name: str
    sheet: str
    area: Area
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]


def is_structured(text: str) -> bool:
    """True for a text that may be a structured reference."""
    return text.endswith("]") and "!" not in text.partition("[")[0]


def resolve(text: str, tables: Sequence[TableArea], sheet: str, row: int) -> tuple[str, Area]:
    """Sheet and cells of a structured reference in a formula on row `row` of `sheet`. Raises NotKnown."""
    shape = _SHAPE.match(text)
    if shape is None:
        raise NotKnown
    table = _table(shape[1], tables, sheet, row)
    parts = [
        re.sub("'(.)", r"\1", inner or plain.strip())
        for inner, plain in _PART.findall(shape[2])
        if inner or plain.strip()
    ]
    items = [part.casefold() for part in parts if part.casefold() in _ITEMS]
    columns = [part for part in parts if part.casefold() not in _ITEMS]
    if columns and columns[0].startswith("@"):
        items, columns[0] = ["#this row"], columns[0][1:]
    top, bottom = _rows(table, items, row)
    left, right = _columns(table, [column for column in columns if column])
    return table.sheet, Area(top, left, bottom, right)


def _table(name: str, tables: Sequence[TableArea], sheet: str, row: int) -> TableArea:
    for table in tables:
        inside = table.sheet.casefold() == sheet.casefold() and table.area.top <= row <= table.area.bottom
        if table.name.casefold() == name.casefold() if name else inside:
            return table
    raise NotKnown


def _rows(table: TableArea, items: list[str], row: int) -> tuple[int, int]:
    first, last = table.area.top + table.header_rows, table.area.bottom - table.totals_rows
    if len(items) > 1:
        raise NotKnown
    item = items[0] if items else "#data"
    if item == "#this row" and not first <= row <= last:
        raise NotKnown
    if item == "#totals" and not table.totals_rows:
        raise NotKnown
    return {
        "#data": (first, last), "#all": (table.area.top, table.area.bottom), "#headers": (table.area.top, table.area.top),
        "#totals": (table.area.bottom, table.area.bottom), "#this row": (row, row),
    }[item]  # fmt: skip


def _columns(table: TableArea, names: list[str]) -> tuple[int, int]:
    places = {name.casefold(): table.area.left + index for index, name in enumerate(table.columns)}
    if not names:
        return table.area.left, table.area.right
    if len(names) > 2 or any(name.casefold() not in places for name in names):
        raise NotKnown
    return places[names[0].casefold()], places[names[-1].casefold()]
