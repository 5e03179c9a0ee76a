"""Attainment of every rep in every month, one row per rep: the pattern of a year at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from salessheets.core.fiscal import span
from salessheets.core.weeks import WeekScheme
from salessheets.reports.amounts import Amounts
from salessheets.reports.attained import People, Standing, by_rep, company

Row = dict[str, object]
PERIODS = tuple(f"P{number:02d}" for number in range(1, 13))


def rows(months: Sequence[Standing], year: Sequence[Standing]) -> list[Row]:
    """The company first, then each rep with a target, best first; blank where a month has no target.

    Args:
        months: Standings by month.
        year: Standings of the year to date.
    """
    by_period = {period: [row for row in months if row.period == period] for period in PERIODS}
    reps = {period: {row.rep: row for row in by_rep(mine)} for period, mine in by_period.items()}
    whole: Row = {
        "Rep": "Company",
        **{period: _share(company(mine)) for period, mine in by_period.items()},
        "Year": _share(company(year)),
    }
    each: list[Row] = [
        {"Rep": row.name, **{period: _share(reps[period].get(row.rep)) for period in PERIODS}, "Year": _share(row)}
        for row in by_rep(year)
    ]
    return [whole, *each]


def labels(people: People, office: Amounts) -> dict[str, str]:
    """The name of each fiscal month: a calendar month's own, else its first day."""
    scheme = WeekScheme.of(people.book.settings)
    days = {period: span(people.year, period, scheme) for period in PERIODS}
    return {
        period: office.shape(found[0], "d MMM" if scheme.retail else "MMM") if found else ""
        for period, found in days.items()
    }


def _share(row: Standing | None) -> float | None:
    return None if row is None or row.share is None else round(row.share, 6)
