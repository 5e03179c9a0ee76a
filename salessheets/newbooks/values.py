"""Plain values of rows, made into what stands in a cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet
from salessheets.core.texts import nearest
from salessheets.errors import UsageError
from salessheets.samples.values import Calculated
from salessheets.xlsx.newbook.plan import CellValue, Formula, Link

_ISO: dict[Kind, Callable[[str], date | time]] = {
    Kind.DATE: date.fromisoformat,
    Kind.DATETIME: datetime.fromisoformat,
    Kind.TIME: time.fromisoformat,
}


def rows_of(sheet: Sheet, rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[CellValue, ...], ...]:
    """Rows in the order of the sheet's columns; a header that a row lacks is an empty cell.

    Raises:
        UsageError: A row has a header that the sheet does not have, or a value that no cell can hold.
    """
    return tuple(_row(sheet, number, row) for number, row in enumerate(rows, 1))


def _row(sheet: Sheet, number: int, row: Mapping[str, Any]) -> tuple[CellValue, ...]:
    for header in row:
        if header not in sheet.by_header:
            guess = nearest(header, list(sheet.by_header))
            advice = f"Did you mean “{guess}”?" if guess else f"Its columns are {', '.join(sheet.by_header)}."
            raise UsageError(f"{sheet.name}, row {number}", f"the sheet has no column “{header}”", advice)
    return tuple(
        cell_value(column, row.get(column.header), f"{sheet.name}, row {number}, {column.header}")
        for column in sheet.columns
    )


def cell_value(column: Column, value: object, where: str = "") -> CellValue:
    """What stands in the cell for a plain value.

    A date or time in ISO form becomes a real one in a column of its kind; all other text stays text, also where a number
    belongs. A link column's `Sheet!A1` becomes a link.

    Raises:
        UsageError: The value is of a kind that no cell can hold.

    Example:
        >>> cell_value(Column("Date", Kind.DATE, ""), "2026-03-02"), cell_value(Column("Date", Kind.DATE, ""), "2 March")
        (datetime.date(2026, 3, 2), '2 March')
    """
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, str):
        return _from_text(column, value)
    if isinstance(value, Calculated):
        return Formula(value.text, value.shows)
    if isinstance(value, bool | int | float | date | time | Link):
        return value
    raise UsageError(where, f"{value!r} cannot stand in a cell", "Use text, a number, a date or a time.")


def _from_text(column: Column, text: str) -> CellValue:
    if column.kind is Kind.LINK and "!" in text:
        return Link(text, text)
    if column.kind not in _ISO:
        return text
    try:
        return _ISO[column.kind](text)
    except ValueError:
        return text
