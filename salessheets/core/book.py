"""The book in memory: typed tables, settings and the as-of date. Steps are pure functions of it.

Example:
    >>> from salessheets.sheets.specimen import book_of
    >>> book = book_of('''
    ... Taxes
    ... Tax code | Rate | Valid from | Label
    ... S20      | 20%  | 2011-01-04 | VAT 20%
    ... ''')
    >>> float(book.frame("Taxes").loc[2, "Rate"]), book.has("Orders"), len(book.frame("Orders"))
    (0.2, False, 0)
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

import numpy as np
import pandas as pd

from salessheets.core.columns import Column, Kind
from salessheets.core.findings import Finding, Rule
from salessheets.core.money import shown
from salessheets.core.raw import RawSheet
from salessheets.core.settings import Settings
from salessheets.core.sheet import Sheet
from salessheets.core.texts import nearest

_BLANK_DTYPES = {
    "text": "object",
    "any": "object",
    "whole": "Int64",
    "money": "Int64",
    "time": "Int64",
    "number": "float64",
    "date": "datetime64[s]",
}


def blank_column(column: Column, index: pd.Index) -> pd.Series:
    """A typed column without values, as `Column.storage` describes."""
    if column.storage == "text":
        return pd.Series("", index=index, dtype=object)
    return pd.Series(
        np.full(len(index), None) if column.storage == "any" else None,
        index=index,
        dtype=_BLANK_DTYPES[column.storage],
    )


@dataclass(frozen=True)
class Misfit:
    """A cell that does not fit its column's type; it is blank in the frame.

    Attributes:
        row: Excel row.
        header: Declared header.
        reason: text-number, text-date, not-a-number, not-a-date, not-whole, error-cell, uncached-formula, boolean,
            too-many-decimals, date-in-text, ...
        text: The cell as it stands.
        guess: What was probably meant, as text; "" when there is no safe guess.
    """

    row: int
    header: str
    reason: str
    text: str
    guess: str = ""


@dataclass(frozen=True)
class Table:
    """One sheet in memory.

    Attributes:
        sheet: Its declaration.
        frame: Index: Excel row. Columns: every declared header (blank where the workbook lacks the column), typed as
            `Column.storage` says. Rows that are left out (totals rows and the like) are not in it.
        present: Declared header -> column number (1 = A) where the workbook has the column.
        name: The tab's name as it stands in the workbook.
        header_row: Excel row of the headers; 0 when the sheet is not in the workbook.
        misfits: Cells that do not fit.
        left_out: Excel row -> why it is not in the frame.
        raw: The sheet as it stands, None when it is not in the workbook; without its cells where an admin makes the rows.
        currencies: Currency of each row (index as the frame's); "" where unknown.
    """

    sheet: Sheet
    frame: pd.DataFrame
    present: Mapping[str, int] = field(default_factory=dict)
    name: str = ""
    header_row: int = 0
    misfits: tuple[Misfit, ...] = ()
    left_out: Mapping[int, str] = field(default_factory=dict)
    raw: RawSheet | None = None
    currencies: pd.Series = field(
        default_factory=lambda: pd.Series("", index=pd.Index([], dtype="int64"), dtype=object)
    )

    @classmethod
    def empty(cls, sheet: Sheet) -> Table:
        """The table of a sheet that the workbook lacks: typed, without rows."""
        index = pd.Index([], dtype="int64")
        return cls(sheet, pd.DataFrame({c.header: blank_column(c, index) for c in sheet.columns}, index=index))

    @property
    def exists(self) -> bool:
        """True when the workbook has the sheet."""
        return self.header_row > 0

    def key_of(self, row: Hashable) -> str:
        """The row's key in words: its key columns joined by " / ", "" when it has none."""
        return " / ".join(self.value(row, header) for header in self.sheet.key)

    def value(self, row: Hashable, header: str) -> str:
        """A cell in words, as messages show it; "" for a blank one."""
        values = self._columns.get(header)
        if values is None:
            values = self._columns.setdefault(header, self.frame[header].to_numpy(dtype=object))
        at = self._places[row]
        return _worded(self.sheet[header], values[at], str(self.currencies.iloc[at]) if len(self.currencies) else "")

    @cached_property
    def _columns(self) -> dict[str, np.ndarray]:
        """Columns that messages were made of; thousands of findings come from one sheet."""
        return {}

    @cached_property
    def _places(self) -> dict[Hashable, int]:
        """Excel row -> position in the frame."""
        return {row: i for i, row in enumerate(self.frame.index.tolist())}

    def find(self, rule: Rule, row: Hashable, column: str, wrong: str, to_do: str, found: str | None = None) -> Finding:
        """A finding on a cell of this table (column "" for the whole row); `found` is the cell when None."""
        stands = self.value(row, column) if found is None and column else found or ""
        return rule.finding(
            self.sheet.name,
            wrong,
            to_do,
            row=int(str(row)),
            column=column,
            key=self.key_of(row),
            found=stands,
        )

    def with_columns(self, columns: pd.DataFrame) -> Table:
        """The table with some owned columns replaced. The frame's index must be this table's."""
        frame = self.frame.copy(deep=False)
        for header in columns.columns:
            frame[header] = columns[header]
        return replace(self, frame=frame)


def _worded(column: Column, value: object, currency: str) -> str:
    """A cell's value for a message: amounts in currency units, percents as such, times as on a clock."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and np.isnan(value)):
        return ""
    if column.storage == "money" and isinstance(value, int):
        return shown(value, "" if column.in_base else currency)
    if column.kind is Kind.PERCENT and isinstance(value, float):
        return f"{value * 100:.10g}%"
    if column.storage == "time" and isinstance(value, int):
        return f"{value // 3600:02}:{value // 60 % 60:02}"
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, (datetime, pd.Timestamp)):
        return (
            f"{value:%Y-%m-%d}" if (value.hour, value.minute, value.second) == (0, 0, 0) else f"{value:%Y-%m-%d %H:%M}"
        )
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


@dataclass(frozen=True)
class Outcome:
    """What a step gives back.

    Attributes:
        columns: Sheet name -> frame of owned columns, indexed as that sheet's frame.
        rows: Name of a sheet with upkeep REBUILT or APPENDED -> frame of all its rows from now on, in order, every
            declared column typed as stored (index does not matter).
        findings: What is wrong.
    """

    columns: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    rows: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Book:
    """All sheets of a workbook, its settings and the moment it is looked at.

    Attributes:
        tables: Sheet name -> table, for every declared sheet (empty ones for those that the workbook lacks).
        settings: Typed settings.
        moment: The as-of moment, office time. No rule asks the clock.
    """

    tables: Mapping[str, Table]
    settings: Settings
    moment: datetime

    @property
    def as_of(self) -> date:
        """The as-of day; the whole day counts as elapsed."""
        return self.moment.date()

    def table(self, name: str) -> Table:
        """The table of a declared sheet. Raises KeyError, which names the nearest, for an unknown one."""
        if name not in self.tables:
            guess = nearest(name, list(self.tables))
            raise KeyError(f"there is no sheet {name!r}" + (f"; did you mean {guess!r}?" if guess else ""))
        return self.tables[name]

    def frame(self, name: str) -> pd.DataFrame:
        """The rows of a declared sheet; see `Table.frame`. Raises KeyError as `table`."""
        return self.table(name).frame

    def has(self, name: str) -> bool:
        """True when the workbook has the sheet. Raises KeyError as `table`."""
        return self.table(name).exists

    def after(self, outcome: Outcome) -> Book:
        """The book as later steps see it: computed columns and rebuilt rows in place."""
        tables = dict(self.tables)
        for name, columns in outcome.columns.items():
            tables[name] = tables[name].with_columns(columns)
        for name, rows in outcome.rows.items():
            tables[name] = replace(tables[name], frame=rows.reset_index(drop=True))
        return replace(self, tables=tables)


Step = Callable[[Book], Outcome]
"""A check or a computation: a pure function of the book."""


def found(findings: Iterable[Finding]) -> Outcome:
    """An outcome of findings alone."""
    return Outcome(findings=tuple(findings))
