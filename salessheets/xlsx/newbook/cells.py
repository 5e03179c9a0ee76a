"""Writing one value into one cell of a new workbook, and making sure that it landed."""

from __future__ import annotations

from datetime import date, time
from math import isfinite
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from salessheets.core.addresses import cell_name
from salessheets.errors import Refused
from salessheets.xlsx.newbook.plan import CellValue, Formula, Link

LONGEST_TEXT = 32_767
"""Most characters that a cell holds."""

_FIRST_YEAR = 1900


def require(code: object, where: str, what: str) -> None:
    """Stop when the writer reports that something did not go in.

    Args:
        code: What the writer returned: 0 or None when it worked, an object where it makes one, False or below zero when not.
        where: Sheet and cell.
        what: What was to be written, a noun with its article.

    Raises:
        Refused: It did not go in.
    """
    if code is False or (isinstance(code, int) and code < 0):
        raise Refused(where, f"{what} could not be written", "Shorten it, or leave it out.")


def put(sheet: Worksheet, row: int, column: int, value: CellValue, look: Format) -> None:
    """Write a value; row and column count from 0.

    Raises:
        Refused: The value has no place in a cell: a text of more than 32,767 characters, a date before 1900, a number
            that is none.
    """
    fault = _misfit(value)
    if fault or _write(sheet, row, column, value, look) not in (0, None):
        where = f"{sheet.name}!{cell_name(row + 1, column + 1)}"
        raise Refused(where, fault or "the value could not be written", "Correct it, or leave the cell empty.")


def _misfit(value: CellValue) -> str:
    """Why a value has no place in a cell, "" when it has one."""
    if isinstance(value, str):
        too_long = len(value) > LONGEST_TEXT // 2 and len(value.encode("utf-16-le")) // 2 > LONGEST_TEXT
        return f"the text has more than {LONGEST_TEXT:,} characters" if too_long else ""
    if isinstance(value, date):
        early = value.year < _FIRST_YEAR
        return f"{value.isoformat()} is before 1900, where Excel's calendar begins" if early else ""
    return f"{value} is not a number" if isinstance(value, float) and not isfinite(value) else ""


def _write(sheet: Worksheet, row: int, column: int, value: CellValue, look: Format) -> object:
    if value is None or value == "":
        return sheet.write_blank(row, column, None, look)
    if isinstance(value, str):
        return sheet.write_string(row, column, value, look)
    if isinstance(value, Link):
        return sheet.write_url(row, column, internal(value.target), look, value.text)
    return _write_number(sheet, row, column, value, look)


def _write_number(
    sheet: Worksheet, row: int, column: int, value: Formula | float | date | time, look: Format
) -> object:
    """What has a value to calculate with. The writer takes days, moments and times alike; its annotations name moments only."""
    if isinstance(value, Formula):
        return sheet.write_formula(row, column, value.text, look, value.shows)
    if isinstance(value, bool):
        return sheet.write_boolean(row, column, value, look)
    if isinstance(value, date | time):
        moment: Any = value
        return sheet.write_datetime(row, column, moment, look)
    return sheet.write_number(row, column, value, look)


def internal(target: str) -> str:
    """A link's target as the writer wants it.

    Example:
        >>> internal("Payment Terms!A1")
        "internal:'Payment Terms'!A1"
    """
    sheet, _, cell = target.rpartition("!")
    quoted = sheet.replace("'", "''")
    return f"internal:'{quoted}'!{cell}"
