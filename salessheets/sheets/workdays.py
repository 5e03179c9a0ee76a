"""Working days of the office: its weekdays with office hours, less public holidays and the closed days of the Calendar sheet.

A day that the Calendar sheet opens for some hours is a working day, whatever the public holidays say.

Example:
    >>> from datetime import date
    >>> from salessheets.sheets.specimen import book_of
    >>> england = book_of("", country="GB", subdivision="ENG")
    >>> int(working_days(england, date(2026, 4, 1), date(2026, 6, 30)).sum())
    61
"""

from __future__ import annotations

from datetime import date

import numpy as np
import numpy.typing as npt

from salessheets.core.book import Book
from salessheets.core.settings import Settings
from salessheets.core.weeks import weekdays
from salessheets.core.workdays import public_holidays

Flags = npt.NDArray[np.bool_]


def working_days(book: Book, first: date, last: date) -> Flags:
    """For each day from `first` to `last`: True where the office works."""
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    works = np.isin(weekdays(days), _open_weekdays(book.settings))
    free, _ = public_holidays(book.settings.country, book.settings.subdivision, first.year, last.year)
    works &= ~np.isin(days, np.array(free, dtype="datetime64[D]"))
    calendar = book.frame("Calendar")
    own = calendar["Date"].to_numpy(dtype="datetime64[D]")
    opens = calendar["Open from"].notna().to_numpy(dtype=bool)
    works &= ~np.isin(days, own[~opens])
    return works | np.isin(days, own[opens])


def _open_weekdays(settings: Settings) -> list[int]:
    hours = (getattr(settings, f"office_hours_{day}") for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
    return [weekday for weekday, text in enumerate(hours) if text.strip()]
