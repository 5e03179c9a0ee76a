"""A table's part edited: its range, its autofilter, its columns."""

from __future__ import annotations

from dataclasses import dataclass

from salessheets.core.addresses import Area
from salessheets.xlsx.patching.xmltext import XmlText
from salessheets.xlsx.values import escaped, escaped_attribute

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column to add: its header, and the number of a dxf for new cells or None."""

    header: str
    differential: int | None = None


def reshaped(part: XmlText, area: Area, totals_rows: int) -> None:
    """Note the edits that give a table another range (header and totals rows included)."""
    part.set(part.root, "ref", str(area))
    without_totals = Area(area.top, area.left, area.bottom - totals_rows, area.right)
    for element in part.children(part.root):
        if element.name == "autoFilter":
            part.set(element, "ref", str(without_totals))
        elif element.name == "sortState" and "ref" in element.attributes:
            old = Area.parse(element.attributes["ref"])
            part.set(element, "ref", str(Area(old.top, old.left, without_totals.bottom, old.right)))


def with_columns(part: XmlText, columns: list[TableColumn]) -> None:
    """Note the edits that add columns at the right end."""
    group = part.find("tableColumns")
    old = list(part.children(group))
    number = max((int(e.attributes.get("id", "0")) for e in old), default=0)
    p = part.root.prefix
    part.append(group, "".join(_column_xml(p, i, column) for i, column in enumerate(columns, number + 1)))
    part.set(group, "count", str(len(old) + len(columns)))


def _column_xml(prefix: str, number: int, column: TableColumn) -> str:
    dxf = f' dataDxfId="{column.differential}"' if column.differential is not None else ""
    return f'<{prefix}tableColumn id="{number}" name="{column_name(column.header)}"{dxf}/>'


def column_name(header: str) -> str:
    r"""A header as the name of a table column: line breaks are escaped in the way of cell text.

    Example:
        >>> column_name('Net & "tax"\nEUR')
        'Net &amp; &quot;tax&quot;_x000a_EUR'
    """
    return "_x000a_".join(escaped(line).replace('"', "&quot;") for line in header.split("\n"))


def calculated_columns(part: XmlText) -> dict[int, str]:
    """Position of a column (from 0) -> its formula as XML text, for columns whose cells share one."""
    columns = list(part.children(part.find("tableColumns")))
    found = {}
    for position, column in enumerate(columns):
        formula = part.child(column, "calculatedColumnFormula")
        if formula is not None and formula.attributes.get("array", "0") not in {"1", "true"}:
            found[position] = part.inner(formula).decode()
    return found


def new_table(number: int, name: str, area: Area, columns: list[TableColumn]) -> bytes:
    """The part of a new table with header row, autofilter and banded rows."""
    cells = "".join(_column_xml("", i, column) for i, column in enumerate(columns, 1))
    name = escaped_attribute(name)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<table xmlns="{_MAIN}" id="{number}" name="{name}" displayName="{name}" ref="{area}" totalsRowShown="0">'
        f'<autoFilter ref="{area}"/><tableColumns count="{len(columns)}">{cells}</tableColumns>'
        '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/>'
        "</table>"
    ).encode()
