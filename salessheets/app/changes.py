"""What a refresh would change, as values: cells of owned columns, and rows of owned sheets.

Only what differs from the workbook is in it; a second refresh therefore has nothing to write.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from salessheets.app.cells import shown_values
from salessheets.app.opening import keyed
from salessheets.app.running import Ran
from salessheets.core.addresses import column_letter
from salessheets.core.assemble import row_currencies
from salessheets.core.book import Book, Table
from salessheets.core.columns import Column
from salessheets.core.sheet import Sheet


@dataclass(frozen=True)
class ColumnChange:
    """Cells of one owned column that differ.

    Attributes:
        sheet: Declared sheet name.
        column: The declared column.
        old: Values as they stand, index: Excel row; typed as stored. Only rows that differ.
        new: Values from now on, same index.
        currencies: Currency of each of these rows.
    """

    sheet: str
    column: Column
    old: pd.Series
    new: pd.Series
    currencies: pd.Series


@dataclass(frozen=True)
class RowsChange:
    """An owned sheet whose rows differ.

    Attributes:
        sheet: The declaration.
        before: Its rows as they stand.
        after: Its rows from now on; every declared column, typed as stored.
        currencies: Currency of each row of `after`.
    """

    sheet: Sheet
    before: pd.DataFrame
    after: pd.DataFrame
    currencies: pd.Series


@dataclass(frozen=True)
class Changes:
    """Everything that differs."""

    columns: tuple[ColumnChange, ...]
    rows: tuple[RowsChange, ...]

    @property
    def cells(self) -> int:
        """Number of cells of owned columns that differ."""
        return sum(len(change.new) for change in self.columns)

    @property
    def cells_by_sheet(self) -> dict[str, int]:
        """Sheet -> cells of its owned columns that differ."""
        counts = Counter[str]()
        for change in self.columns:
            counts[change.sheet] += len(change.new)
        return dict(counts)

    def __bool__(self) -> bool:
        return bool(self.columns or self.rows)


def changes_of(before: Book, ran: Ran) -> Changes:
    """Compare what was computed with what stands in the workbook."""
    columns = [
        change
        for sheet, frame in ran.columns.items()
        if keyed(before.table(sheet)) and before.table(sheet).sheet.upkeep.value == "admin"
        for header in before.table(sheet).sheet.owned
        if header in frame
        if (change := _column_change(before, sheet, header, frame[header])) is not None
    ]
    rows = [rows_change(before, ran, sheet, frame) for sheet, frame in ran.rows.items()]
    return Changes(tuple(columns), tuple(change for change in rows if change is not None))


def _column_change(before: Book, sheet: str, header: str, new: pd.Series) -> ColumnChange | None:
    """The cells that differ. A missing column is added even when all its cells are blank, so that the sheet is complete."""
    table = before.table(sheet)
    column, old = table.sheet[header], table.frame[header]
    differs = different(column, old, new) | _misfitting(table, header)
    if not differs.any() and header in table.present:
        return None
    currencies = (
        pd.Series(before.settings.base_currency, old.index, dtype=object) if column.in_base else table.currencies
    )
    return ColumnChange(sheet, column, old[differs], new[differs], currencies[differs])


def _misfitting(table: Table, header: str) -> np.ndarray:
    """Rows where something stands that is no value of this column; it is blank in the frame, but not in the workbook."""
    rows = [misfit.row for misfit in table.misfits if misfit.header == header]
    return np.asarray(table.frame.index.isin(rows), dtype=bool)


def different(column: Column, old: pd.Series, new: pd.Series) -> np.ndarray:
    """Where two columns of the same storage differ; blank equals blank."""
    if column.storage in {"text", "any"}:
        return np.asarray(old.to_numpy(dtype=object) != new.to_numpy(dtype=object), dtype=bool)
    a, b = old.isna().to_numpy(), new.isna().to_numpy()
    if column.storage in {"money", "whole", "time"}:
        unlike = old.fillna(0).to_numpy(dtype="int64") != new.fillna(0).to_numpy(dtype="int64")
    elif column.storage == "number":
        # LibreOffice and others keep 15 digits: a value that differs behind them is the one that was written.
        unlike = ~np.isclose(old.to_numpy(dtype=float), new.to_numpy(dtype=float), rtol=1e-14, atol=0.0)
    else:
        unlike = old.to_numpy() != new.to_numpy()
    return np.asarray((a != b) | (~a & ~b & unlike), dtype=bool)


def rows_change(before: Book, ran: Ran, name: str, after: pd.DataFrame) -> RowsChange | None:
    """How the rows of an owned sheet differ from those in the workbook; None when they do not."""
    table = before.table(name)
    after = after[[column.header for column in table.sheet.columns]].reset_index(drop=True)
    frames: Mapping[str, pd.DataFrame] = {n: t.frame for n, t in ran.book.tables.items()}
    currencies = row_currencies(table.sheet, after, frames, before.settings.base_currency)
    if table.exists and _same_rows(table, after):
        return None
    if not table.exists and after.empty and name != "Findings":
        return None
    return RowsChange(table.sheet, table.frame, after, currencies)


def _same_rows(table: Table, after: pd.DataFrame) -> bool:
    if len(table.frame) != len(after) or table.misfits:
        return False
    return not any(different(c, table.frame[c.header], after[c.header]).any() for c in table.sheet.columns)


def described(change: ColumnChange, table: Table) -> Iterator[tuple[str, str, str, str]]:
    """(sheet, address, old, new) of each cell, in words, for a dry run."""
    number = table.present.get(change.column.header)
    letter = column_letter(number) if number else f"{change.column.header} (new column) "
    olds = shown_values(change.column, change.old, change.currencies)
    news = shown_values(change.column, change.new, change.currencies)
    for row, old, new in zip(change.new.index, olds, news, strict=True):
        yield change.sheet, f"{letter}{row}", old, new


def described_rows(change: RowsChange, before_currencies: pd.Series) -> Iterator[tuple[str, str, str, str]]:
    """(sheet, row's key, old, new) of each row of an owned sheet that comes, goes or changes, in words, for a dry run."""
    old = _worded_rows(change.sheet, change.before, before_currencies)
    new = _worded_rows(change.sheet, change.after, change.currencies)
    for key in (key for key in old if key not in new):
        yield change.sheet.name, key, "; ".join(filter(None, old[key].values())), "row removed"
    for key, cells in new.items():
        if key not in old:
            yield change.sheet.name, key, "", "; ".join(filter(None, cells.values()))
        else:
            unlike = [header for header, cell in cells.items() if cell != old[key][header]]
            for header in unlike:
                yield change.sheet.name, f"{key}, {header}", old[key][header], cells[header]


def _worded_rows(sheet: Sheet, frame: pd.DataFrame, currencies: pd.Series) -> dict[str, dict[str, str]]:
    """The row's key in words -> header -> cell in words."""
    columns = {column.header: shown_values(column, frame[column.header], currencies) for column in sheet.columns}
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return {" / ".join(filter(None, (row[header] for header in sheet.key))): row for row in rows}
