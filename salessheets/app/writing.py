"""Changes -> an edit of the workbook. Writes nothing to disk."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from salessheets.app.cells import cell_values, number_format
from salessheets.app.changes import Changes, RowsChange, different
from salessheets.app.opening import Opened
from salessheets.core.book import Table
from salessheets.core.columns import Column, Kind
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.raw import BLANK, BOOL, NUMBER, RawColumn
from salessheets.core.texts import key_form
from salessheets.errors import Unsupported
from salessheets.xlsx.edit import Cells, Differing, Edit, NewColumn
from salessheets.xlsx.values import CellValue, Link

_WIDTHS = {Kind.TEXT: 24, Kind.LIST: 14, Kind.LINK: 14, Kind.DATE: 12, Kind.DATETIME: 17}
_WIDE = {"What is wrong": 60, "What to do": 50, "What": 60, "Why": 45, "Suggestion": 30, "Your remark": 30}

MOST_LINKS = 60_000
"""A sheet holds some 65,000 links; a few thousand are left for the office's own."""

NO_ROOM = Rule(
    "no-room-for-column",
    Severity.WARNING,
    "A computed column could not be added",
    "A sheet lacks one of the columns that the program fills, and the cells at the right end of its table are not free. "
    "The column is left out and the rest goes on. Move what stands there, or insert a free column, and refresh again.",
)
WRITING_RULES = (NO_ROOM,)


def edit_of(opened: Opened, changes: Changes) -> tuple[Edit, tuple[Finding, ...]]:
    """An edit with all changes in it, and findings on what could not be placed."""
    edit = Edit(opened.package)
    findings: list[Finding] = []
    tables = opened.book.tables
    base = opened.book.settings.base_currency
    added = {
        name: _add_columns(edit, tables[name], group, base, findings)
        for name, group in _new_columns(changes, tables).items()
    }
    for change in changes.columns:
        number = tables[change.sheet].present.get(change.column.header) or added.get(change.sheet, {}).get(
            change.column.header
        )
        if number and len(change.new):
            rows = [int(row) for row in change.new.index]
            values = cell_values(change.column, change.new, change.currencies)
            currency = str(change.currencies.iloc[0])
            edit.set_column(tables[change.sheet].name, number, rows, values, number_format(change.column, currency))
    for rows_change in changes.rows:
        put_rows(edit, opened, rows_change)
    return edit, tuple(findings)


def _new_columns(changes: Changes, tables: Mapping[str, Table]) -> dict[str, list[Column]]:
    """Sheet -> columns that its table lacks, in declared order."""
    missing: dict[str, list[Column]] = {}
    for change in changes.columns:
        if change.column.header not in tables[change.sheet].present:
            missing.setdefault(change.sheet, []).append(change.column)
    return missing


def _add_columns(edit: Edit, table: Table, columns: list[Column], base: str, findings: list[Finding]) -> dict[str, int]:
    """Header -> its new column number; {} when there is no room, which is a finding."""
    try:
        numbers = edit.add_columns(table.name, [_new_column(column, base) for column in columns])
    except Unsupported as fault:
        names = ", ".join(column.header for column in columns)
        wrong = f"The columns {names} could not be added: {fault.wrong}."
        to_do = fault.to_do or "Free the cells to the right of the table."
        findings.append(NO_ROOM.finding(table.sheet.name, wrong, to_do, row=table.header_row, key=names))
        return {}
    return dict(zip((column.header for column in columns), numbers, strict=True))


def _new_column(column: Column, base: str) -> NewColumn:
    return NewColumn(column.header, number_format(column, base), _WIDE.get(column.header, _WIDTHS.get(column.kind, 13)))


def put_rows(edit: Edit, opened: Opened, change: RowsChange) -> None:
    """Put the rows of an owned sheet into the edit; a sheet that the workbook lacks is added."""
    base = opened.book.settings.base_currency
    columns = [
        c for c in change.sheet.columns if not _exists(opened, change) or c.header in _table(opened, change).present
    ]
    standing = _standing(_table(opened, change), change)
    values: dict[str, Cells] = {c.header: _cells(opened, change, c, standing) for c in columns}
    if _exists(opened, change):
        table = _table(opened, change)
        values = {_header_text(table, header): cells for header, cells in values.items()}
        values |= _extra_columns(table, change.after)
        formats = {_header_text(table, c.header): number_format(c, base) for c in columns}
        edit.replace_rows(table.name, values, formats)
    else:
        edit.add_sheet(change.sheet.name, change.sheet.table_name, [_new_column(c, base) for c in columns], values)


def _cells(opened: Opened, change: RowsChange, column: Column, standing: int) -> Cells:
    """A column's new cells. Of the rows that stand where they will be, only those cells that differ; links are all named."""
    after, currencies = change.after[column.header], change.currencies
    if column.kind is Kind.LINK:
        return _links(opened, change, cell_values(column, after, currencies))
    if not standing:
        return cell_values(column, after, currencies)
    differs = np.ones(len(after), dtype=bool)
    differs[:standing] = _differing(_table(opened, change), change, column, standing)
    return Differing(len(after), np.flatnonzero(differs), cell_values(column, after[differs], currencies[differs]))


def _standing(table: Table, change: RowsChange) -> int:
    """How many of the new rows take the place of an old one; 0 when the old ones do not stand without a gap."""
    if not table.exists or table.raw is None or len(table.raw.rows) != len(table.frame) or table.misfits:
        return 0
    places = table.header_row + 1 + np.arange(len(table.frame))
    return min(len(table.frame), len(change.after)) if np.array_equal(table.frame.index, places) else 0


def _differing(table: Table, change: RowsChange, column: Column, count: int) -> np.ndarray:
    """Which of the first cells show another value now, or a formula, or an amount of another currency."""
    assert table.raw is not None
    differs = different(column, table.frame[column.header].iloc[:count], change.after[column.header].iloc[:count])
    differs |= table.raw.columns[table.present[column.header]].formulas[:count]
    if column.storage == "money" and not column.in_base:
        differs |= table.currencies.to_numpy()[:count] != change.currencies.to_numpy()[:count]
    return differs


def _exists(opened: Opened, change: RowsChange) -> bool:
    return opened.book.table(change.sheet.name).exists


def _table(opened: Opened, change: RowsChange) -> Table:
    return opened.book.table(change.sheet.name)


def _header_text(table: Table, header: str) -> str:
    """The header as it stands in the workbook, which may be an alias."""
    assert table.raw is not None
    number = table.present[header]
    return next(h.text for h in table.raw.headers if h.column == number)


def _extra_columns(table: Table, after: pd.DataFrame) -> dict[str, list[CellValue]]:
    """Columns that the admin added to an owned sheet: their cells move along with the row's key."""
    assert table.raw is not None
    extra = [header for header in table.raw.headers if header.column not in table.present.values()]
    if not extra or len(table.sheet.key) == 0:
        return {}
    places = {_key(table.frame, table.sheet.key, row): i for i, row in _positions(table)}
    keys = [_key(after, table.sheet.key, row) for row in after.index]
    return {
        header.text: [_raw_value(table.raw.columns[header.column], places.get(key)) for key in keys] for header in extra
    }


def _positions(table: Table) -> list[tuple[int, int]]:
    """(position among the raw rows, Excel row) of each row of the frame."""
    assert table.raw is not None
    at = {int(row): i for i, row in enumerate(table.raw.rows)}
    return [(at[int(row)], int(row)) for row in table.frame.index]


def _key(frame: pd.DataFrame, headers: tuple[str, ...], row: int) -> tuple[str, ...]:
    return tuple(key_form(str(frame.at[row, header])) for header in headers)


def _raw_value(column: RawColumn, i: int | None) -> CellValue:
    if i is None or column.kinds[i] == BLANK:
        return None
    if column.kinds[i] == BOOL:
        return bool(column.numbers[i])
    return float(column.numbers[i]) if column.kinds[i] == NUMBER else str(column.texts[i])


def _links(opened: Opened, change: RowsChange, texts: list[CellValue]) -> list[CellValue]:
    """Addresses as links that jump inside the book. "Invoices!A5" names its sheet; a bare "A5" is on the row's Sheet.

    Rows below the first MOST_LINKS show their address as text.
    """
    sheets = change.after["Sheet"].tolist() if "Sheet" in change.after else [""] * len(texts)
    linked = zip(texts[:MOST_LINKS], sheets[:MOST_LINKS], strict=True)
    links = [_link(opened, str(text), str(sheet)) if text else None for text, sheet in linked]
    return links + texts[MOST_LINKS:]


def _link(opened: Opened, text: str, sheet: str) -> CellValue:
    name, _, cell = text.rpartition("!")
    declared = name or sheet
    table = opened.book.tables.get(declared)
    if table is None or not table.exists:
        return text
    return Link(text, table.name, cell)
