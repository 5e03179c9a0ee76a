"""Typed conversion of a raw column by its declared kind. What does not fit is blank and listed, never guessed into place.

Example:
    >>> import numpy as np, pandas as pd
    >>> from salessheets.core.columns import Column, Kind
    >>> from salessheets.core.raw import RawColumn
    >>> net = Column("Net", Kind.MONEY, "")
    >>> series, misfits = convert(net, RawColumn.of([12.5, "12 lakh"]), pd.Index([2, 3]), np.array([2, 2]))
    >>> series.tolist(), [(m.row, m.reason) for m in misfits]
    ([1250, <NA>], [(3, 'not-a-number')])
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd

from salessheets.core.book import Misfit
from salessheets.core.columns import Column
from salessheets.core.money import half_up
from salessheets.core.raw import BLANK, BOOL, ERROR, NUMBER, TEXT, RawColumn

_EPOCH = np.datetime64("1899-12-30T00:00:00", "s")
_DAY = 86_400


def convert(
    column: Column, raw: RawColumn, index: pd.Index, places: np.ndarray | None = None
) -> tuple[pd.Series, tuple[Misfit, ...]]:
    """Read a column as its declared kind.

    Args:
        column: The declaration.
        raw: The cells.
        index: Excel row of each cell.
        places: Decimals of each row's currency; needed for money.

    Returns:
        The values, typed as `Column.storage` says, and the cells that do not fit.
    """
    if column.storage == "text":
        return _text(raw, index), tuple(_errors(column, raw, index))
    if column.storage == "any":
        return _any(raw, index), tuple(_errors(column, raw, index))
    numbers = raw.kinds == NUMBER
    misfits = [*_errors(column, raw, index), *_not_numbers(column, raw, index)]
    values = np.where(numbers, raw.numbers, np.nan)
    if column.storage == "number":
        return pd.Series(values, index=index), tuple(misfits)
    if column.storage == "date":
        return pd.Series(_dates(values), index=index), tuple(misfits)
    if column.storage == "money":
        assert places is not None
        return _money(values, places, index), tuple(misfits)
    scaled = values * _DAY if column.storage == "time" else values
    return pd.Series(np.rint(scaled), index=index).astype("Int64"), tuple(misfits)


def _text(raw: RawColumn, index: pd.Index) -> pd.Series:
    texts = np.array([text.strip() for text in raw.texts], dtype=object)
    for i in np.flatnonzero((raw.kinds == NUMBER) | (raw.kinds == BOOL)):
        number = float(raw.numbers[i])
        texts[i] = str(int(number)) if number.is_integer() else repr(number)
    texts[raw.kinds == ERROR] = ""
    return pd.Series(texts, index=index, dtype=object)


def _any(raw: RawColumn, index: pd.Index) -> pd.Series:
    values = np.full(len(raw), None, dtype=object)
    values[raw.kinds == TEXT] = [text.strip() for text in raw.texts[raw.kinds == TEXT]]
    for i in np.flatnonzero((raw.kinds == NUMBER) | (raw.kinds == BOOL)):
        number = float(raw.numbers[i])
        values[i] = bool(number) if raw.kinds[i] == BOOL else number
        if raw.dates[i]:
            values[i] = _dates(np.array([number]))[0].astype("datetime64[s]").item()
    return pd.Series(values, index=index, dtype=object)


def _dates(values: np.ndarray) -> np.ndarray:
    blank = np.isnan(values)
    seconds = np.rint(np.where(blank, 0, values) * _DAY).astype("timedelta64[s]")
    return np.where(blank, np.datetime64("NaT", "s"), _EPOCH + seconds)


def _money(values: np.ndarray, places: np.ndarray, index: pd.Index) -> pd.Series:
    blank = np.isnan(values)
    scaled = np.where(blank, 0.0, values) * 10.0**places
    minor = np.rint(scaled).astype(np.int64)
    for i in np.flatnonzero(np.abs(scaled - minor) > 1e-4):
        minor[i] = int(half_up(Decimal(repr(float(values[i]))).scaleb(int(places[i]))))
    return pd.Series(pd.arrays.IntegerArray(minor, blank), index=index)


def _errors(column: Column, raw: RawColumn, index: pd.Index) -> list[Misfit]:
    cells = [
        Misfit(int(index[i]), column.header, "error-cell", str(raw.texts[i]))
        for i in np.flatnonzero(raw.kinds == ERROR)
    ]
    return cells + [Misfit(int(index[i]), column.header, "uncached-formula", "") for i in np.flatnonzero(raw.uncached)]


def _not_numbers(column: Column, raw: RawColumn, index: pd.Index) -> list[Misfit]:
    reason = "not-a-date" if column.storage == "date" else "not-a-number"
    texts = [Misfit(int(index[i]), column.header, reason, str(raw.texts[i])) for i in np.flatnonzero(raw.kinds == TEXT)]
    return texts + [
        Misfit(int(index[i]), column.header, "boolean", str(bool(raw.numbers[i])))
        for i in np.flatnonzero((raw.kinds == BOOL) & (raw.kinds != BLANK))
    ]
