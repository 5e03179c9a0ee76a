"""How a target is spread over the days of its period: evenly, over working days, or like last year's sales.

A target always belongs to the whole period. From and To take the share of the days in between, so a rep who leaves in the middle
keeps the share of the days worked, and a successor gets the rest.

Example:
    >>> from salessheets.sheets.specimen import book_of
    >>> from salessheets.sheets.targets.periods import Span
    >>> england = book_of("", country="GB", subdivision="ENG")
    >>> leaver = Span(2026, "Q2", date(2026, 4, 1), date(2026, 6, 30), date(2026, 4, 1), date(2026, 5, 15))
    >>> share_of(working_day_weights(england, leaver), leaver, leaver.first, leaver.last)
    Fraction(30, 61)
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from salessheets.core.book import Book
from salessheets.core.fiscal import span
from salessheets.core.weeks import WeekScheme
from salessheets.sheets.targets.achieved import Sales
from salessheets.sheets.targets.filters import Filter
from salessheets.sheets.targets.periods import Span
from salessheets.sheets.workdays import working_days

Weights = npt.NDArray[np.int64]


def even_weights(days: Span) -> Weights:
    """1 for every day of the whole period."""
    return np.ones((days.end - days.start).days + 1, dtype=np.int64)


def working_day_weights(book: Book, days: Span) -> Weights:
    """1 for every working day of the whole period; every day counts where there is none."""
    weights = working_days(book, days.start, days.end).astype(np.int64)
    return weights if weights.any() else even_weights(days)


def seasonal_weights(book: Book, days: Span, sales: Sales, measure: str, chosen: Filter) -> Weights | None:
    """The same filter's sales on each day of the period a year earlier; None when there were none.

    Days are told by their place in the period; a day that last year's period lacked weighs nothing.
    """
    before = span(days.year - 1, days.period, WeekScheme.of(book.settings))
    if before is None:
        return None
    past = sales.by_day(measure, *before, reps=chosen.reps, region=chosen.region, group=chosen.group)
    weights = np.zeros(len(even_weights(days)), dtype=np.int64)
    weights[: len(past)] = past[: len(weights)]
    return weights if weights.sum() > 0 else None


def share_of(weights: Weights, days: Span, first: date, last: date) -> Fraction:
    """The share of the whole period's weight that lies from `first` to `last`, exact."""
    part = weights[max((first - days.start).days, 0) : max((last - days.start).days + 1, 0)]
    return Fraction(int(part.sum()), int(weights.sum()))
