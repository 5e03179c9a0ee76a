"""Weeks: which week of which year a day belongs to, for whole arrays of days.

A week is never split: all seven days belong to one year. Under ISO 8601 the year is the one that holds the week's Thursday.
A calendar week belongs to the year whose first day falls in it or before it. The retail calendars (4-4-5, 4-5-4, 5-4-4) close
the year on the last day of a week, the last in the closing month or the one nearest that month's end.

Example:
    >>> years, weeks, starts = weeks_of(np.array(["2024-12-30", "2027-01-03"], "datetime64[D]"), WeekScheme())
    >>> years.tolist(), weeks.tolist(), starts.astype(str).tolist()
    ([2025, 2026], [1, 53], ['2024-12-30', '2026-12-28'])
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salessheets.core.settings import WEEKDAYS, Settings

Days = npt.NDArray[np.datetime64]
"""Days as datetime64[D]."""
Whole = npt.NDArray[np.int64]

_THURSDAY_EPOCH = 3  # 1970-01-01 was a Thursday; weekdays count from Monday


@dataclass(frozen=True)
class WeekScheme:
    """How weeks are numbered.

    Attributes:
        scheme: "ISO", "Calendar week", "4-4-5", "4-5-4" or "5-4-4".
        starts_on: First day of a week, 0 = Monday. ISO weeks start on Monday whatever stands here.
        fiscal_month: Month in which the fiscal year starts, 1..12. ISO years do not ask it.
        year_end: "Nearest" or "Last"; only the retail calendars ask it.
        end_year_names: True when a year is named by the calendar year in which it ends.
    """

    scheme: str = "ISO"
    starts_on: int = 0
    fiscal_month: int = 1
    year_end: str = "Nearest"
    end_year_names: bool = False

    @classmethod
    def of(cls, settings: Settings) -> WeekScheme:
        """The scheme that the Settings sheet chooses."""
        return cls(
            settings.week_scheme,
            WEEKDAYS.index(settings.week_starts_on),
            settings.fiscal_month,
            settings.year_end_rule,
            settings.fiscal_year_named_by == "End year",
        )

    @cached_property
    def first_weekday(self) -> int:
        """First day of a week, 0 = Monday."""
        return 0 if self.scheme == "ISO" else self.starts_on

    @cached_property
    def name_shift(self) -> int:
        """What is added to the calendar year of a fiscal year's first month to get its name: 0 or 1."""
        return int(self.end_year_names and self.fiscal_month > 1)

    @property
    def retail(self) -> bool:
        """True for the calendars whose months are whole weeks too."""
        return self.scheme.count("-") == 2


def weekdays(days: Days) -> Whole:
    """Weekday of each day, 0 = Monday."""
    return (days.astype("datetime64[D]").astype(np.int64) + _THURSDAY_EPOCH) % 7


def week_starts(days: Days, scheme: WeekScheme) -> Days:
    """First day of the week of each day."""
    back = (weekdays(days) - scheme.first_weekday) % 7
    return np.asarray(days.astype("datetime64[D]") - back.astype("timedelta64[D]"))


def year_starts(years: Whole, scheme: WeekScheme) -> Days:
    """First day of the week 1 of each named year."""
    if scheme.scheme == "ISO":
        return week_starts(_first_of(years, 1) + 3, scheme)
    first = _first_of(years - scheme.name_shift, scheme.fiscal_month)
    if not scheme.retail:
        return week_starts(first, scheme)
    before = week_starts(first, scheme)
    if scheme.year_end == "Last":
        return before
    return np.where(first - before <= np.timedelta64(3, "D"), before, before + 7)


def weeks_of(days: Days, scheme: WeekScheme) -> tuple[Whole, Whole, Days]:
    """Year, week number (from 1) and first day of the week of each day.

    Args:
        days: datetime64 of any unit, without blanks.
        scheme: How weeks are numbered.
    """
    starts = week_starts(days, scheme)
    guess = days.astype("datetime64[Y]").astype(np.int64) + 1970 + 1 + scheme.name_shift
    for _ in range(3):
        guess = guess - (year_starts(guess, scheme) > starts)
    numbers = (starts - year_starts(guess, scheme)).astype(np.int64) // 7 + 1
    return guess, numbers, starts


def weeks_in(year: int, scheme: WeekScheme) -> int:
    """How many weeks a named year has: 52 or 53.

    Example:
        >>> [year for year in range(2018, 2040) if weeks_in(year, WeekScheme()) == 53]
        [2020, 2026, 2032, 2037]
    """
    first, following = year_starts(np.array([year, year + 1]), scheme)
    return int((following - first).astype(np.int64)) // 7


def _first_of(years: Whole, month: int) -> Days:
    months = (np.asarray(years, dtype=np.int64) - 1970) * 12 + month - 1
    return months.astype("datetime64[M]").astype("datetime64[D]")
