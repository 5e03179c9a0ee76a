"""Attainment per rep and month, quarter or year: one tidy frame for reports, whatever periods the targets were given in.

At each level the targets given for exactly such periods stand. Where a rep has none of them for a period, the finer ones within
it are added up (months into quarters and years, quarters into years), and set against all that was reached in that period, also
in a month that has no target. A rep who sold in a period without any target has a row without one. Targets of weeks stay by
themselves.

Example:
    >>> from salessheets.sheets.specimen import book_of
    >>> book = book_of('''
    ... Targets
    ... Target No | Fiscal year | Period | Rep ID | Measure | Counted at | Target | Spread
    ... T-1       | 2026        | P01    | R1     | Revenue | Invoice    | 100    | Even
    ... T-2       | 2026        | P02    | R1     | Revenue | Invoice    | 300    | Even
    ...
    ... Invoices
    ... Invoice No | Type    | Date       | Customer ID | Rep ID | Currency | Net    | Tax  | Status
    ... INV-1      | Invoice | 2026-01-02 | C1          | R1     | EUR      | 100.00 | 0.00 | Sent
    ... ''')
    >>> attainment(book, "quarter")[["Rep ID", "Period", "Target", "Achieved", "Attainment", "Variance"]].values.tolist()
    [['R1', 'Q1', 40000, 10000, 0.25, -30000]]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.fiscal import fiscal_months, period_form, quarter_of, span
from salessheets.core.money import decimals
from salessheets.core.texts import key_form
from salessheets.core.weeks import WeekScheme, weeks_of
from salessheets.sheets.lines import canonical
from salessheets.sheets.targets.achieved import Sales, teams
from salessheets.sheets.targets.filters import filter_of
from salessheets.sheets.targets.measure import Measured, measured

LEVELS = ("week", "month", "quarter", "year")
_RANK = {"W": 0, "P": 1, "Q": 2, "F": 3}
_KEYS = ["Rep ID", "Scope", "Region", "Product group", "Fiscal year", "Period"]


@dataclass(frozen=True)
class _Given:
    """A target with a readable amount: its key at the level asked, its own rank, the event it counts at, how it stands."""

    key: tuple[str, str, str, str, int, str]
    rank: int
    event: str
    stands: Measured


@dataclass(frozen=True)
class _Row:
    """A row of the result, exact; amounts in currency units. None where there is no target."""

    key: tuple[str, str, str, str, int, str]
    targets: int
    target: Fraction | None
    to_date: Fraction | None
    achieved: Fraction


def attainment(book: Book, level: str = "month", *, scope: str = "", measure: str = "Revenue") -> pd.DataFrame:
    """How the targets of one measure stand at a level.

    Args:
        book: With Allocations made, for targets counted at payment.
        level: "week", "month", "quarter" or "year".
        scope: "" to count as each target says; "Own" or "Team" to count every rep's sales so, against the same target.
        measure: "Revenue", "Units", "Orders" or "New customers".

    Returns:
        One row per rep, scope, region, product group and period, in that order: Rep ID ("" for all), Name, Scope, Region,
        Product group, Fiscal year, Period ("P07", "Q3", "FY", "W09"), Targets (how many were added up), Target (whole), To
        date (its part up to the as-of day), Achieved, Attainment (fraction of To date; NaN where there is none) and Variance
        (Achieved less To date). Revenue is Int64 minor units of base currency; other measures are float64. Target, To date
        and Variance are blank where there is no target.

    Raises:
        ValueError: `level` is none of those.
    """
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, not {level!r}")
    desk = _Desk(book, LEVELS.index(level), scope, measure)
    return _tidy(book, sorted(desk.rows(), key=lambda row: row.key), measure)


@dataclass(frozen=True)
class _Desk:
    """The book seen at one level for one measure."""

    book: Book
    level: int
    scope: str
    measure: str

    def rows(self) -> Iterator[_Row]:
        """The targets added up, then reps who sold without one."""
        by_key: dict[tuple[str, str, str, str, int, str], list[_Given]] = {}
        for given in self._given():
            by_key.setdefault(given.key, []).append(given)
        sales = {event: Sales.of(self.book, event) for event in self._events(by_key)}
        for group in by_key.values():
            yield self._added_up(group, sales)
        if self.scope != "Team":
            whole = {(key_form(key[0]), *key[4:]) for key in by_key if key[1:4] == ("Own", "", "")}
            yield from self._without_target(whole, sales[self.book.settings.target_counted_at])

    def _given(self) -> Iterator[_Given]:
        """Targets of the measure at this level or a finer one."""
        targets = self.book.frame("Targets")
        targets = targets[targets["Measure"] == self.measure]
        scope = self.scope or targets["Scope"].where(targets["Scope"] != "", "Own")
        targets = targets.assign(Scope=scope)
        targets["Rep ID"] = canonical(targets["Rep ID"], self.book.frame("Reps")["Rep ID"])
        tables = {**self.book.tables, "Targets": replace(self.book.table("Targets"), frame=targets)}
        told = dict(zip(targets.index, targets.to_dict("records"), strict=True))
        for row, stands in measured(replace(self.book, tables=tables)).items():
            target = told[row]
            period = period_form(str(target["Period"])) or ""
            rank = _RANK[period[0]]
            if stands.whole is not None and (rank == self.level or 0 < rank < self.level):
                key = (*(str(target[header]) for header in _KEYS[:4]), int(str(target["Fiscal year"])), period)
                event = str(target["Counted at"]) or self.book.settings.target_counted_at
                yield _Given((*key[:5], self._holding(period)), rank, event, stands)  # type: ignore[arg-type]

    def _events(self, by_key: dict[tuple[str, str, str, str, int, str], list[_Given]]) -> set[str]:
        events = {given.event for group in by_key.values() for given in group}
        return events | {self.book.settings.target_counted_at}

    def _added_up(self, group: list[_Given], sales: dict[str, Sales]) -> _Row:
        coarsest = max(given.rank for given in group)
        group = [given for given in group if given.rank == coarsest]
        stands = [given.stands for given in group]
        exact = coarsest == self.level
        achieved = sum((one.achieved for one in stands), Fraction(0)) if exact and len(group) == 1 else None
        return _Row(
            group[0].key,
            len(group),
            sum((one.whole or Fraction(0) for one in stands), Fraction(0)),
            sum((one.to_date or Fraction(0) for one in stands), Fraction(0)),
            self._reached(group[0].key, sales[group[0].event]) if achieved is None else achieved,
        )

    def _reached(self, key: tuple[str, str, str, str, int, str], sales: Sales) -> Fraction:
        rep, scope, region, group, year, period = key
        chosen = filter_of(rep, scope, region, group, teams(self.book))
        first, last = span(year, period, WeekScheme.of(self.book.settings)) or (self.book.as_of, self.book.as_of)
        reached = sales.reached(
            self.measure, first, min(last, self.book.as_of), reps=chosen.reps, region=region, group=group
        )
        return Fraction(repr(reached)) / self._minor

    @property
    def _minor(self) -> int:
        return int(10 ** decimals(self.book.settings.base_currency)) if self.measure == "Revenue" else 1

    def _without_target(self, known: set[tuple[str, int, str]], sales: Sales) -> Iterator[_Row]:
        """Rows for reps who sold in a period in which they have no target of their own."""
        for rep, year, period in self._sold(sales):
            if (key_form(rep), year, period) not in known:
                key = (rep, "Own", "", "", year, period)
                yield _Row(key, 0, None, None, self._reached(key, sales))

    def _sold(self, sales: Sales) -> list[tuple[str, int, str]]:
        """Reps and periods of the level with sales."""
        scheme = WeekScheme.of(self.book.settings)
        days = sales.frame["Date"].to_numpy(dtype="datetime64[D]")
        years, numbers = weeks_of(days, scheme)[:2] if self.level == 0 else fiscal_months(days, scheme)
        seen = pd.DataFrame({"rep": sales.frame["Rep ID"].astype(object), "year": years, "number": numbers})
        letter = "W" if self.level == 0 else "P"
        found = {
            (str(rep), int(year), self._holding(f"{letter}{number:02d}"))
            for rep, year, number in seen.drop_duplicates().itertuples(index=False)
            if rep
        }
        return sorted(found)

    def _holding(self, period: str) -> str:
        """The period of the level that holds a finer one."""
        if self.level == _RANK["F"]:
            return "FY"
        return quarter_of(period) or period if self.level == _RANK["Q"] else period


def _tidy(book: Book, rows: list[_Row], measure: str) -> pd.DataFrame:
    reps = book.frame("Reps")
    names = dict(zip(reps["Rep ID"], reps["Name"], strict=True))
    tidy = pd.DataFrame([row.key for row in rows], columns=_KEYS).astype(dict.fromkeys(_KEYS[:4], object))
    tidy["Period"] = tidy["Period"].astype(object)
    tidy.insert(1, "Name", pd.Series([names.get(row.key[0], "") for row in rows], dtype=object))
    tidy["Targets"] = pd.Series([row.targets for row in rows], dtype="int64")
    minor = 10 ** decimals(book.settings.base_currency) if measure == "Revenue" else None
    tidy["Target"] = _amounts([row.target for row in rows], minor)
    tidy["To date"] = _amounts([row.to_date for row in rows], minor)
    tidy["Achieved"] = _amounts([row.achieved for row in rows], minor)
    tidy["Attainment"] = [float(row.achieved / row.to_date) if row.to_date else np.nan for row in rows]
    return tidy.assign(Variance=tidy["Achieved"] - tidy["To date"])


def _amounts(values: list[Fraction | None], minor: int | None) -> pd.Series:
    """Minor units where `minor` says how many make a unit, else floats."""
    if minor is None:
        return pd.Series([np.nan if value is None else float(value) for value in values], dtype="float64")
    return pd.Series([None if value is None else int(value * minor) for value in values], dtype="Int64")
