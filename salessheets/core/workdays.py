"""Working days: weekends and public holidays of a country, and the office's own closed days.

The tables of public holidays are loaded when a date is rolled for the first time, and kept.

Example:
    >>> days = np.array(["2026-04-03"], "datetime64[D]")
    >>> roll(days, "Following", office_calendar("GB", "ENG", 2026, 2026)).tolist()
    [datetime.date(2026, 4, 7)]
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np

from salessheets.core.dates import Days

_WEEKEND = frozenset({5, 6})
_ROLLS = {"Following": "forward", "Preceding": "backward", "Modified following": "modifiedfollowing"}


@lru_cache(maxsize=64)
def office_calendar(
    country: str, subdivision: str, first: int, last: int, closed: tuple[date, ...] = (), opened: tuple[date, ...] = ()
) -> np.busdaycalendar:
    """The calendar of working days.

    Args:
        country: ISO 3166, two letters; with "" or a country without known holidays only Saturdays and Sundays are free.
        subdivision: State or region as the holidays package names it; "" for none. An unknown one counts as none.
        first: First year whose holidays are needed.
        last: Last year.
        closed: Further days on which the office is closed.
        opened: Holidays on which it is open; a weekend stays one.
    """
    free, weekend = public_holidays(country, subdivision, first, last)
    mask = [weekday not in weekend for weekday in range(7)]
    days = sorted({*free, *closed} - {*opened})
    return np.busdaycalendar(weekmask=mask, holidays=np.array(days, dtype="datetime64[D]"))


@lru_cache(maxsize=64)
def public_holidays(country: str, subdivision: str, first: int, last: int) -> tuple[tuple[date, ...], frozenset[int]]:
    """Public holidays of the years and the weekdays of the weekend (0 = Monday)."""
    if not has_holidays(country):
        return (), _WEEKEND
    import holidays

    region = subdivision if has_subdivision(country, subdivision) else None
    found = holidays.country_holidays(country.upper(), subdiv=region, years=range(first, last + 1))
    return tuple(sorted(found)), frozenset(found.weekend)


@lru_cache(maxsize=64)
def has_holidays(country: str) -> bool:
    """True when the public holidays of the country are known."""
    if not country:
        return False
    import holidays

    return country.upper() in holidays.list_supported_countries()


@lru_cache(maxsize=64)
def has_subdivision(country: str, subdivision: str) -> bool:
    """True when the country is known and has public holidays for that state or region."""
    if not has_holidays(country):
        return False
    import holidays

    return subdivision in holidays.list_supported_countries()[country.upper()]


def roll(days: Days, how: str, calendar: np.busdaycalendar) -> Days:
    """Days moved off weekends and holidays.

    Args:
        days: NaT stays NaT.
        how: "None", "Following", "Preceding" or "Modified following" (following, but not into the next month).
        calendar: See `office_calendar`.
    """
    if how not in _ROLLS:
        return days
    known = ~np.isnat(days)
    moved = days.copy()
    moved[known] = np.busday_offset(days[known], 0, roll=_ROLLS[how], busdaycal=calendar)  # type: ignore[call-overload]
    return moved
