"""Achieved, Target to date, Attainment % and Forecast of every target.

- Achieved: what counts from the target's first day to the as-of day.
- Target to date: the target's share of the days up to the as-of day, which counts as elapsed.
- Attainment %: Achieved / Target to date, not rounded; blank where that is 0.
- Forecast: Achieved / share of the target's own days elapsed (the run rate; for a Seasonal target last year's course). Blank
  before the period begins; what was achieved once it is over.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from salessheets.core.book import Book, Outcome
from salessheets.core.money import decimals, half_up
from salessheets.core.settings import COUNTED_AT
from salessheets.sheets.targets.achieved import Sales, teams
from salessheets.sheets.targets.columns import MEASURES
from salessheets.sheets.targets.filters import Filter, filter_of
from salessheets.sheets.targets.periods import Span, amounts, spans
from salessheets.sheets.targets.rules import NO_SEASON
from salessheets.sheets.targets.spread import Weights, even_weights, seasonal_weights, share_of, working_day_weights

_NO_YEAR = "has no sales a year earlier to follow; it is spread over working days."


@dataclass(frozen=True)
class Measured:
    """A target and how it stands, exact. Revenue is in currency units.

    Attributes:
        whole: The target of its own days (narrowed by From and To); None without an amount.
        to_date: The part of it up to the as-of day.
        achieved: Up to the as-of day.
        elapsed: Share of its own days elapsed, 0..1 (by last year's course it may leave that range).
        seasonal: False where a Seasonal target had no sales a year earlier and was spread over working days.
    """

    whole: Fraction | None
    to_date: Fraction | None
    achieved: Fraction
    elapsed: Fraction
    seasonal: bool = True

    @property
    def attainment(self) -> float:
        """Achieved / target to date; NaN where there is none."""
        return float(self.achieved / self.to_date) if self.to_date else float("nan")

    @property
    def forecast(self) -> float:
        """What the target's days will bring at this rate; NaN before they begin."""
        return float(self.achieved / self.elapsed) if self.elapsed else float("nan")


def measure_targets(book: Book) -> Outcome:
    """Step: the owned columns of Targets."""
    if not book.has("Targets"):
        return Outcome()
    found = measured(book)
    rows = [found.get(row) for row in book.frame("Targets").index]
    columns = {
        "Achieved": [float(one.achieved) if one else np.nan for one in rows],
        "Target to date": [float(one.to_date) if one and one.to_date is not None else np.nan for one in rows],
        "Attainment %": [one.attainment if one else np.nan for one in rows],
        "Forecast": [round(one.forecast, 2) if one else np.nan for one in rows],
    }
    table = book.table("Targets")
    unseasonal = [row for row, one in found.items() if not one.seasonal]
    return Outcome(
        {"Targets": pd.DataFrame(columns, index=table.frame.index, dtype="float64")},
        findings=tuple(
            table.find(NO_SEASON, row, "Spread", f"Target {table.key_of(row)} {_NO_YEAR}", "Choose another Spread.")
            for row in unseasonal
        ),
    )


def measured(book: Book) -> dict[Hashable, Measured]:
    """Excel row of Targets -> how it stands; rows whose period, measure or event cannot be read are left out."""
    frame = book.frame("Targets")
    days, wanted, members = spans(book), amounts(frame), teams(book)
    events = frame["Counted at"].where(frame["Counted at"] != "", book.settings.target_counted_at)
    readable = events.isin(COUNTED_AT) & frame["Measure"].isin(MEASURES) & frame.index.isin(list(days))
    sales = {at: Sales.of(book, at) for at in events[readable].unique()}
    rows = zip(frame.index[readable], events[readable], frame[readable].to_dict("records"), strict=True)
    return {
        row: _measured(book, days[row], sales[event], How.of(told, members), wanted.get(row))
        for row, event, told in rows
    }


@dataclass(frozen=True)
class How:
    """What a target counts and how it is spread."""

    measure: str
    spread: str
    chosen: Filter

    @classmethod
    def of(cls, row: pd.Series | Mapping[Hashable, Any], members: Mapping[str, frozenset[str]]) -> How:
        """How a row of Targets counts."""
        chosen = filter_of(row["Rep ID"], row["Scope"], row["Region"], row["Product group"], members)
        return cls(row["Measure"], row["Spread"], chosen)


def _measured(book: Book, days: Span, sales: Sales, how: How, wanted: Fraction | None) -> Measured:
    until = min(days.last, book.as_of)
    chosen = how.chosen
    reached = sales.reached(how.measure, days.first, until, reps=chosen.reps, region=chosen.region, group=chosen.group)
    places = decimals(book.settings.base_currency) if how.measure == "Revenue" else 0
    weights, seasonal = weights_for(book, days, sales, how)
    own = share_of(weights, days, days.first, days.last)
    gone = share_of(weights, days, days.first, until)
    return Measured(
        None if wanted is None else _rounded(wanted * own, places),
        None if wanted is None else _rounded(wanted * gone, places),
        Fraction(repr(reached)) / 10**places,
        gone / own if own else Fraction(0),
        seasonal,
    )


def weights_for(book: Book, days: Span, sales: Sales, how: How) -> tuple[Weights, bool]:
    """The weights of the period's days, and whether a Seasonal target found a year to follow."""
    if how.spread == "Seasonal":
        weights = seasonal_weights(book, days, sales, how.measure, how.chosen)
        if weights is not None:
            return weights, True
        return working_day_weights(book, days), False
    return (working_day_weights(book, days) if how.spread == "Working days" else even_weights(days)), True


def _rounded(amount: Fraction, places: int) -> Fraction:
    """Half up to the minor unit; other measures than revenue to two decimals."""
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return Fraction(half_up(exact, places or 2))
