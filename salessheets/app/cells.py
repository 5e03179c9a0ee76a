"""Typed values -> cells of the workbook, and -> words for a dry run."""

from __future__ import annotations

from datetime import date, datetime, time

import numpy as np
import pandas as pd

from salessheets.core.assemble import row_decimals
from salessheets.core.columns import Column, Kind
from salessheets.core.money import decimals
from salessheets.xlsx.values import CellValue

_FORMATS = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.DATETIME: "yyyy-mm-dd hh:mm",
    Kind.TIME: "hh:mm",
    Kind.PERCENT: "0.0%",
    Kind.WHOLE: "0",
}


def number_format(column: Column, currency: str) -> str:
    """The number format of a new cell of this column; "" for text."""
    if column.kind is Kind.MONEY:
        places = decimals(currency)
        return "#,##0" + ("." + "0" * places if places else "")
    return _FORMATS.get(column.kind, "")


def cell_values(column: Column, values: pd.Series, currencies: pd.Series) -> list[CellValue]:
    """The values as cells take them; None for a blank."""
    if column.storage == "text":
        return [value or None for value in values]
    blank = values.isna().to_numpy()
    cells = _plain(column, values, currencies)
    if not blank.any():
        return cells
    return [None if empty else cell for empty, cell in zip(blank.tolist(), cells, strict=True)]


def _plain(column: Column, values: pd.Series, currencies: pd.Series) -> list[CellValue]:
    """Without regard to blanks, whose cells are placeholders here."""
    if column.storage == "money":
        # An amount of up to 15 digits divided by a power of ten is the float nearest to it, and prints as it.
        minor = values.fillna(0).to_numpy(dtype="int64")
        return list((minor / 10.0 ** row_decimals(currencies)).tolist())
    if column.storage == "whole":
        return list(values.fillna(0).to_numpy(dtype="int64").tolist())
    if column.storage == "date":
        moments = values.to_numpy().astype("datetime64[s]").astype(object).tolist()
        return [_date(m) for m in moments] if column.kind is Kind.DATE else list(moments)
    if column.storage == "time":
        return [_time(seconds) for seconds in values.fillna(0).to_numpy(dtype="int64").tolist()]
    if column.storage == "number":
        return list(values.to_numpy(dtype=np.float64).tolist())
    return list(values.tolist())


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _time(seconds: int) -> time:
    return time(*divmod(seconds // 60 % 1440, 60), seconds % 60)


def shown_values(column: Column, values: pd.Series, currencies: pd.Series) -> list[str]:
    """The values in words; "" for a blank."""
    cells = cell_values(column, values, currencies)
    return [
        "" if cell is None else _words(column, cell, str(currency))
        for cell, currency in zip(cells, currencies, strict=True)
    ]


def _words(column: Column, cell: CellValue, currency: str) -> str:
    if column.kind is Kind.MONEY and isinstance(cell, float):
        return f"{cell:,.{decimals(currency)}f}"
    if column.kind is Kind.PERCENT and isinstance(cell, float):
        return f"{cell:.1%}"
    if isinstance(cell, float):
        return f"{cell:,.10g}"
    return str(cell)
