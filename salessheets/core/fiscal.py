"""Fiscal years, quarters, months and weeks: from the name of a period to its days.

FY, Q1-Q4 and P01-P12 are fiscal months, or whole weeks under a retail calendar (4-4-5, 4-5-4, 5-4-4), where a 53rd week
belongs to P12. W01-W53 are weeks of the week scheme's own year.

Example:
    >>> april = WeekScheme(fiscal_month=4)
    >>> [f"{day:%d %b %Y}" for day in span(2026, "Q2", april)]
    ['01 Jul 2026', '30 Sep 2026']
    >>> span(2026, "Q5", april) is None
    True
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from salessheets.core.weeks import Days, WeekScheme, weeks_in, weeks_of, year_starts

_PERIOD = re.compile(r"\s*(FY|[QPW])\s*0*(\d{0,2})\s*\Z", re.IGNORECASE)
_LIMITS = {"Q": 4, "P": 12, "W": 53}


def period_form(text: str) -> str | None:
    """A period as this program writes it ("q2" -> "Q2", "P4" -> "P04"), None when it is none."""
    match = _PERIOD.match(text)
    if not match:
        return None
    kind, number = match[1].upper(), int(match[2] or 0)
    if kind == "FY":
        return "FY" if not match[2] else None
    if not 1 <= number <= _LIMITS[kind]:
        return None
    return f"Q{number}" if kind == "Q" else f"{kind}{number:02d}"


def span(year: int, period: str, scheme: WeekScheme) -> tuple[date, date] | None:
    """First and last day of a period; None when there is no such period (Q5, or W53 of a year with 52 weeks)."""
    form = period_form(period)
    if form is None:
        return None
    if form[0] == "W":
        return _weeks(year, int(form[1:]), int(form[1:]), scheme)
    first, last = _months(form)
    if scheme.retail:
        before = _week_pattern(year, scheme)
        return _weeks(year, sum(before[: first - 1]) + 1, sum(before[:last]), scheme)
    return _month_start(year, first, scheme), _month_start(year, last + 1, scheme) - timedelta(days=1)


def fiscal_months(days: Days, scheme: WeekScheme) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Named fiscal year and fiscal month (1..12) of each day."""
    if scheme.retail:
        years, weeks, _ = weeks_of(days, scheme)
        ends = np.cumsum(_week_pattern(0, scheme)[:11])
        return years, np.searchsorted(ends, weeks, side="left") + 1
    months = days.astype("datetime64[M]").astype(np.int64) - (scheme.fiscal_month - 1)
    return months // 12 + 1970 + scheme.name_shift, months % 12 + 1


def quarter_of(period: str) -> str | None:
    """The quarter that a fiscal month lies in: "P05" -> "Q2"; a quarter is its own; None for others."""
    form = period_form(period) or ""
    if form[:1] == "P":
        return f"Q{(int(form[1:]) + 2) // 3}"
    return form if form[:1] == "Q" else None


def _months(form: str) -> tuple[int, int]:
    """First and last fiscal month of FY, Qn or Pnn."""
    if form == "FY":
        return 1, 12
    number = int(form[1:])
    return (number, number) if form[0] == "P" else (3 * number - 2, 3 * number)


def _month_start(year: int, month: int, scheme: WeekScheme) -> date:
    """First day of a fiscal month; month 13 is the next year's first."""
    months = (year - scheme.name_shift) * 12 + scheme.fiscal_month - 1 + month - 1
    return date(months // 12, months % 12 + 1, 1)


def _week_pattern(year: int, scheme: WeekScheme) -> list[int]:
    """Weeks of each of the 12 months of a retail year; year 0 stands for a year of 52 weeks."""
    quarter = [int(weeks) for weeks in scheme.scheme.split("-")]
    pattern = quarter * 4
    pattern[-1] += weeks_in(year, scheme) - 52 if year else 0
    return pattern


def _weeks(year: int, first: int, last: int, scheme: WeekScheme) -> tuple[date, date] | None:
    if last > weeks_in(year, scheme):
        return None
    start = year_starts(np.array([year]), scheme)[0].astype(object)
    return start + timedelta(weeks=first - 1), start + timedelta(weeks=last, days=-1)
