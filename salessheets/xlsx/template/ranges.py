"""The values of a reference of the filled workbook, for the caches of charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from salessheets.xlsx.template.grid import Grid
from salessheets.xlsx.template.references import Reference
from salessheets.xlsx.template.values import serial

MOST_POINTS = 32_000


def values_of(
    text: str, grid: Grid, named: Mapping[str, str], old_names: Mapping[str, str], *, date1904: bool
) -> list[Any] | None:
    """The cells of a reference, row by row; None when it cannot be followed or is too long.

    Args:
        text: As a chart holds it.
        grid: The filled workbook.
        named: What defined names refer to, by case-folded name.
        old_names: The names in the template of sheets with new names, by those, case folded.
        date1904: How dates count.
    """
    reference = Reference.parse(text)
    if reference is None:
        meant = Reference.parse(named.get(text.rpartition("!")[2].casefold(), ""))
        return _cells(meant, grid, old_names, date1904=date1904) if meant else None
    return _cells(reference, grid, old_names, date1904=date1904)


def _cells(reference: Reference, grid: Grid, old_names: Mapping[str, str], *, date1904: bool) -> list[Any] | None:
    if len(reference.sheets) != 1 or not reference.rows or not reference.columns:
        return None
    sheet = old_names.get(reference.sheets[0].casefold(), reference.sheets[0])
    rows = sorted((reference.rows[0].line, reference.rows[-1].line))
    columns = sorted((reference.columns[0].line, reference.columns[-1].line))
    if (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > MOST_POINTS:
        return None
    wide = [grid.column(sheet, column, rows[0], rows[1]) for column in range(columns[0], columns[1] + 1)]
    return [_plain(value, date1904=date1904) for row in zip(*wide, strict=True) for value in row]


def _plain(value: Any, *, date1904: bool) -> Any:
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return serial(value, date1904=date1904)
    return float(value) if isinstance(value, Decimal) else value
