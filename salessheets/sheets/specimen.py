"""A book of all declared sheets from text, for tests and examples. The notation is that of `core.specimen`."""

from __future__ import annotations

from datetime import datetime, timedelta

from salessheets.core.book import Book
from salessheets.core.specimen import book_from
from salessheets.sheets import SHEETS

_DAY_END = timedelta(hours=23, minutes=59)


def book_of(text: str, as_of: str = "2026-03-31", **settings: object) -> Book:
    """A typed book from text.

    Args:
        text: Sheets as `core.specimen` describes.
        as_of: The as-of day (its end) or moment, ISO.
        settings: Attributes of `Settings` that differ from the default.

    Example:
        >>> book_of('''
        ... Taxes
        ... Tax code | Rate | Valid from | Label
        ... S20      | 20%  | 2011-01-04 | VAT 20%
        ... ''').frame("Taxes").loc[2, "Label"]
        'VAT 20%'
    """
    moment = datetime.fromisoformat(as_of)
    return book_from(SHEETS, text, moment if "T" in as_of or " " in as_of else moment + _DAY_END, settings)
