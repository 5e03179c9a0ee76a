"""The weeks of the fiscal year so far: what was sold, what was to be sold.

Sales come from the sheet Weekly Sales, late corrections of closed weeks included, so that the weeks add up to the documents; where the
sheet has no rows yet, from the documents themselves. The target of a week is the part of the targets that falls on its days.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.fiscal import period_form
from salessheets.core.money import decimals, half_up
from salessheets.core.texts import key_form
from salessheets.core.weeks import WeekScheme, week_starts, weeks_of
from salessheets.reports.attained import People
from salessheets.sheets.targets.achieved import Sales, teams
from salessheets.sheets.targets.filters import filter_of
from salessheets.sheets.targets.periods import Span, amounts, spans
from salessheets.sheets.targets.spread import Weights, even_weights, seasonal_weights, working_day_weights

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Week:
    """One week. Amounts in minor units of base currency.

    Attributes:
        number: In its year, by the week scheme.
        starts: First day.
        revenue: Net sales, late corrections included.
        restated: Of these, late corrections of a closed week.
        target: The part of the targets on its days up to the as-of day; None where there are none.
        orders: How many orders stand behind it.
        full: Whether its last day is over.
    """

    number: int
    starts: date
    revenue: int
    restated: int
    target: int | None
    orders: int
    full: bool


def weeks(people: People) -> list[Week]:
    """All weeks from the one in which the fiscal year began to that of the as-of day."""
    book, scheme = people.book, WeekScheme.of(people.book.settings)
    begun = people.days("FY")[0]
    monday = week_starts(np.array([begun, book.as_of], dtype="datetime64[D]"), scheme)
    starts = np.arange(monday[0], monday[1] + 7, 7, dtype="datetime64[D]")
    sold = _sold(book, people.sales[book.settings.target_counted_at], starts)
    targets = _targets(people, starts)
    numbers = weeks_of(starts, scheme)[1]
    return [
        Week(int(numbers[i]), start, *sold[i][:2], targets[i], sold[i][2], start + 6 * _DAY <= book.as_of)
        for i, start in enumerate(starts.astype(object))
    ]


def documents(people: People, of: Sequence[Week]) -> int:
    """What the documents dated in these weeks add up to, minor units of base currency."""
    sales = people.sales[people.book.settings.target_counted_at]
    return int(sales.reached("Revenue", of[0].starts, people.book.as_of))


def running_average(values: Sequence[int], over: int = 4) -> list[int | None]:
    """The mean of each value and the ones before it, None until there are enough.

    Example:
        >>> running_average([10, 20, 30, 40, 50])
        [None, None, None, 25, 35]
    """
    means = [round(sum(values[max(0, i + 1 - over) : i + 1]) / over) for i in range(len(values))]
    return [None if i + 1 < over else mean for i, mean in enumerate(means)]


def _sold(book: Book, sales: Sales, starts: npt.NDArray[np.datetime64]) -> list[tuple[int, int, int]]:
    """(revenue, restated, orders) per week."""
    frame = book.frame("Weekly Sales")
    if not len(frame):
        return [_counted(sales, start, min(start + 6 * _DAY, book.as_of)) for start in starts.astype(object)]
    rows = pd.DataFrame({
        "at": np.searchsorted(starts, frame["Week starts"].to_numpy(dtype="datetime64[D]")),
        "starts": frame["Week starts"],
        **{name: frame[name].fillna(0).astype("int64") for name in ("Net sales", "Restated", "Orders")},
    })  # fmt: skip
    rows = rows[rows["starts"].isin(starts.astype("datetime64[s]"))]
    sums = rows.groupby("at")[["Net sales", "Restated", "Orders"]].sum().reindex(range(len(starts)), fill_value=0)
    return [(int(net + late), int(late), int(orders)) for net, late, orders in sums.itertuples(index=False)]


def _counted(sales: Sales, first: date, last: date) -> tuple[int, int, int]:
    return int(sales.reached("Revenue", first, last)), 0, int(sales.reached("Orders", first, last))


def _targets(people: People, starts: npt.NDArray[np.datetime64]) -> list[int | None]:
    """The company's revenue target of each week; rounded so that the weeks add up to the whole."""
    book = people.book
    ends = [starts[0].astype(object) - _DAY, *(min(start + 6 * _DAY, book.as_of) for start in starts.astype(object))]
    days, wanted = spans(book), amounts(book.frame("Targets"))
    rows = [row for row in _counting(book) if row in days and row in wanted]
    reached = [Fraction(0)] * len(ends)
    targets = book.frame("Targets")
    told = dict(zip(targets.index, targets.to_dict("records"), strict=True))
    for row in rows:
        parts = _shares(people, told[row], days[row], ends)
        reached = [so_far + wanted[row] * part for so_far, part in zip(reached, parts, strict=True)]
    minor = [_minor(so_far, book.settings.base_currency) for so_far in reached]
    return [later - earlier if rows else None for earlier, later in pairwise(minor)]


def last_target_day(book: Book) -> date | None:
    """The last day for which the company has a revenue target; None without any."""
    days, wanted = spans(book), amounts(book.frame("Targets"))
    return max((days[row].last for row in _counting(book) if row in days and row in wanted), default=None)


def _counting(book: Book) -> list[Hashable]:
    """Rows of Targets that add up to the company's: of each rep and year the longest periods, never Team beside Own."""
    frame = book.frame("Targets")
    frame = frame[(frame["Measure"] == "Revenue") & (frame["Scope"] != "Team")]
    frame = frame.assign(rep=frame["Rep ID"].map(key_form), rank=[_rank(period) for period in frame["Period"]])
    frame = frame[frame["rank"] > 0]
    frame["whole"] = (frame["Region"] == "") & (frame["Product group"] == "")
    if (frame["rep"] != "").any():
        frame = frame[frame["rep"] != ""]
    groups = frame.groupby(["rep", "Fiscal year"])
    frame = frame[frame["whole"] == groups["whole"].transform("any")]
    return list(frame.index[frame["rank"] == frame.groupby(["rep", "Fiscal year"])["rank"].transform("max")])


def _rank(period: str) -> int:
    form = period_form(period)
    return "WPQF".index(form[0]) if form else 0


def _shares(people: People, row: Mapping[Hashable, Any], days: Span, ends: Sequence[date]) -> list[Fraction]:
    """The share of a target that lies before the end of each day of `ends`."""
    weights = np.concatenate([[0], np.cumsum(_weights(people, row, days))])
    begun = int(weights[(days.first - days.start).days])
    last = [min(max((min(end, days.last) - days.start).days + 1, 0), len(weights) - 1) for end in ends]
    return [Fraction(max(int(weights[at]) - begun, 0), int(weights[-1])) for at in last]


def _weights(people: People, row: Mapping[Hashable, Any], days: Span) -> Weights:
    """The weight of each day of the target's period, as Targets spreads it."""
    book = people.book
    if row["Spread"] == "Seasonal":
        event = row["Counted at"] or book.settings.target_counted_at
        chosen = filter_of(row["Rep ID"], row["Scope"], row["Region"], row["Product group"], teams(book))
        weights = seasonal_weights(book, days, people.sales.get(event) or Sales.of(book, event), "Revenue", chosen)
        if weights is not None:
            return weights
    return even_weights(days) if row["Spread"] not in {"Working days", "Seasonal"} else working_day_weights(book, days)


def _minor(units: Fraction, currency: str) -> int:
    places = decimals(currency)
    scaled = units * 10**places
    return int(half_up(Decimal(scaled.numerator) / Decimal(scaled.denominator)))
