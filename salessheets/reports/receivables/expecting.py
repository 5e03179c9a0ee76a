"""When money should come in: what is open, not overdue and not disputed, by the week in which it is due.

A week is seven days from the as-of day on, so that the first four weeks are the next 28 days. What is due on the as-of day itself, or is
past due within the grace days, counts in the first week.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

SHOWN = 10
"""Weeks with a row of their own; later ones stand together."""


@dataclass(frozen=True)
class Expected:
    """One week. Amounts in minor units of base currency.

    Attributes:
        first: Its first day.
        last: Its last day; None for all that is later.
        papers: How many invoices are due in it.
        amount: What they are open for.
    """

    first: date
    last: date | None
    papers: int
    amount: int


def expected(papers: pd.DataFrame) -> pd.DataFrame:
    """The papers whose money is expected: invoices open above zero, not overdue, not disputed."""
    return papers[(papers["Open"] > 0) & ~papers["Overdue"] & ~papers["Disputed"]]


def by_week(papers: pd.DataFrame, as_of: date) -> Iterator[Expected]:
    """Every week up to the last one shown, empty ones too, and one row for all that is later when there is any."""
    due = papers["Due"].fillna(papers["Date"]).to_numpy(dtype="datetime64[D]")
    ahead = (due - np.datetime64(as_of)).astype(np.int64)
    week = np.minimum(np.maximum(ahead - 1, 0) // 7, SHOWN)
    amounts = papers["Open"].to_numpy(dtype=np.int64)
    for at in range(SHOWN):
        first = as_of + timedelta(days=7 * at + 1)
        yield Expected(first, first + timedelta(days=6), int((week == at).sum()), int(amounts[week == at].sum()))
    if (week == SHOWN).any():
        first = as_of + timedelta(days=7 * SHOWN + 1)
        yield Expected(first, None, int((week == SHOWN).sum()), int(amounts[week == SHOWN].sum()))
