"""Calendar arithmetic on whole columns of days (numpy datetime64[D]; NaT stays NaT).

Example:
    >>> day = np.array(["2026-01-31"], "datetime64[D]")
    >>> add_months(day, 1).tolist(), end_of_month(day).tolist(), on_day(day, 10).tolist()
    ([datetime.date(2026, 2, 28)], [datetime.date(2026, 1, 31)], [datetime.date(2026, 2, 10)])
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Days = npt.NDArray[np.datetime64]


def days_of(values: pd.Series) -> Days:
    """A date column as days; times of day are dropped."""
    return values.to_numpy(dtype="datetime64[D]")


def first_of_month(days: Days) -> Days:
    """The first day of each day's month."""
    return days.astype("datetime64[M]").astype("datetime64[D]")


def end_of_month(days: Days) -> Days:
    """The last day of each day's month."""
    return (days.astype("datetime64[M]") + 1).astype("datetime64[D]") - 1


def in_month(months: npt.NDArray[np.datetime64], day: int | npt.NDArray[Any]) -> Days:
    """The day of that number in each month, or the month's last day where the month is shorter.

    Args:
        months: datetime64[M].
        day: 1..31, one for all or one for each.

    Example:
        >>> in_month(np.array(["2026-02"], "datetime64[M]"), 31).tolist()
        [datetime.date(2026, 2, 28)]
    """
    wanted = months.astype("datetime64[D]") + (np.asarray(day) - 1)
    return np.asarray(np.minimum(wanted, (months + 1).astype("datetime64[D]") - 1))


def add_months(days: Days, months: int | npt.NDArray[Any]) -> Days:
    """Each day so many months later; where that month is shorter, its last day."""
    of_month = (days - first_of_month(days)).astype("timedelta64[D]") + 1
    number = np.where(np.isnat(days), 1, of_month.astype(np.int64))
    return in_month(days.astype("datetime64[M]") + np.asarray(months), number)


def on_day(days: Days, day: int) -> Days:
    """The first day with that number in its month on or after each day; a shorter month counts with its last day.

    A day that has the number itself stays where it is.
    """
    this_month = in_month(days.astype("datetime64[M]"), day)
    return np.where(this_month >= days, this_month, in_month(days.astype("datetime64[M]") + 1, day))
