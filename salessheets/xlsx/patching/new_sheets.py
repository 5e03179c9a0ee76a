"""A new sheet with one table, added as the last tab."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from salessheets.core.addresses import Area, cell_name
from salessheets.errors import UsageError
from salessheets.xlsx.patching import namespaces
from salessheets.xlsx.patching.draft import Draft
from salessheets.xlsx.patching.region import Region
from salessheets.xlsx.patching.sheet_text import SheetText
from salessheets.xlsx.patching.table_text import TableColumn, new_table
from salessheets.xlsx.patching.workbook_text import add_sheet_entry
from salessheets.xlsx.values import tail

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NOT_IN_NAME = re.compile(r"[^\w.]")


@dataclass(frozen=True, slots=True)
class NewColumn:
    """A column to add: `number_format` as Excel spells it ("" for none), `width` in characters (0 for the usual)."""

    header: str
    number_format: str = ""
    width: float = 0


@dataclass(frozen=True)
class NewSheet:
    """What was added."""

    part: str
    text: SheetText
    region: Region


class Headers(Protocol):
    """Where the styles of headers come from."""

    def owned_header(self, base: int) -> Callable[[], int]:
        """A promise of the header style."""

    def table_column(self, column: NewColumn) -> TableColumn:
        """A column for the table's part."""


def add(
    draft: Draft, styles: Headers, name: str, table_name: str, columns: Sequence[NewColumn], taken: Sequence[str]
) -> NewSheet:
    """Add a sheet to the draft: header row, one blank row, a table, the first row frozen.

    Raises:
        UsageError: The name is taken or not allowed, or there is no column.
    """
    _require_name(name, taken)
    if not columns:
        raise UsageError(f"sheet {name}", "a table needs a column", "Name at least one.")
    package = draft.package
    part = draft.free_name("xl/worksheets/sheet{}.xml")
    relation = draft.add(package.workbook_part, "worksheet", part, _SPREADSHEET + "worksheet+xml", b"")
    add_sheet_entry(draft, name, relation)
    area = Area(1, 1, 2, len(columns))
    table_part = draft.free_name("xl/tables/table{}.xml")
    number, unique = _table_identity(draft, table_name)
    made = new_table(number, unique, area, [styles.table_column(column) for column in columns])
    table_relation = draft.add(part, "table", table_part, _SPREADSHEET + "table+xml", made)
    sheet = _sheet(columns, styles.owned_header(0)(), table_relation)
    draft.put(part, namespaces.in_its_way(sheet, strict=package.strict))
    region = Region(1, 1, tuple(column.header for column in columns), 2, 0, table_part)
    return NewSheet(part, SheetText(draft.data(part), f"{package.label}, sheet {name}"), region)


def _require_name(name: str, taken: Sequence[str]) -> None:
    wrong = ""
    if not 0 < len(name) <= 31 or _FORBIDDEN.search(name) or name[0] == "'" or name[-1] == "'":
        wrong = "the name is not allowed for a sheet"
    elif name.casefold() in {other.casefold() for other in taken}:
        wrong = "a sheet of this name is there already"
    if wrong:
        raise UsageError(f"sheet {name!r}", wrong, "Choose another name of at most 31 characters.")


def _table_identity(draft: Draft, wanted: str) -> tuple[int, str]:
    """A table number and name that nothing in the workbook has."""
    numbers, names = set(), set()
    for part in _table_parts(draft):
        root = draft.xml(part).root
        numbers.add(int(root.attributes.get("id", "0")))
        names |= {root.attributes.get(key, "").casefold() for key in ("name", "displayName")}
    workbook = draft.xml(draft.package.workbook_part)
    names |= {e.attributes.get("name", "").casefold() for e in workbook.all("definedName")}
    plain = _NOT_IN_NAME.sub("_", wanted)
    name, suffix = plain, 1
    while name.casefold() in names:
        suffix += 1
        name = f"{plain}_{suffix}"
    return max(numbers, default=0) + 1, name


def _table_parts(draft: Draft) -> Iterator[str]:
    for entry in draft.package.sheets:
        if entry.part:
            yield from draft.package.related(entry.part, "table")
    yield from (part for part, data in draft.added.items() if b"<table " in data[:200])


def _sheet(columns: Sequence[NewColumn], style: int, table_relation: str) -> bytes:
    cells = "".join(
        f'<c r="{cell_name(1, i)}" s="{style}"' + tail(column.header).decode() for i, column in enumerate(columns, 1)
    )
    widths = "".join(
        f'<col min="{i}" max="{i}" width="{c.width:g}" customWidth="1"/>' for i, c in enumerate(columns, 1) if c.width
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><dimension ref="{Area(1, 1, 2, len(columns))}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/>'
        + (f"<cols>{widths}</cols>" if widths else "")
        + f'<sheetData><row r="1">{cells}</row></sheetData>'
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
        f'<tableParts count="1"><tablePart r:id="{table_relation}"/></tableParts></worksheet>'
    ).encode()
