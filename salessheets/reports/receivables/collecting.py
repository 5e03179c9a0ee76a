"""How fast customers pay: days sales outstanding in two ways, and the share of what could be collected that was.

Example:
    >>> months = [(500, 31), (600, 30), (900, 31)]
    >>> round(simple_days(1200, months), 1), round(simple_days(1200, months[:1]), 1), round(countback_days(1200, months), 1)
    (55.2, 74.4, 64.4)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.joins import positions
from salessheets.sheets.exchange import in_base

Month = tuple[int, int]
"""(billed in minor units of base currency, days)"""
_WINDOW, _BACK = 3, 12
"""Months of the simple figures; months that the countback goes back at most."""


@dataclass(frozen=True)
class Collecting:
    """The three figures.

    Attributes:
        simple: Days sales outstanding by the billing of three months; None when nothing was billed.
        countback: Days of the latest billing that the open amount stands for; None when twelve months are not enough.
        effectiveness: Share of what could be collected in three months that was; None when there was nothing to collect.
        billed: Billed in these three months, credit notes taken off, minor units.
        days: Days of these three months.
    """

    simple: float | None
    countback: float | None
    effectiveness: float | None
    billed: int
    days: int


def simple_days(open_: int, months: Sequence[Month]) -> float | None:
    """Open / billed x days; None when nothing was billed."""
    billed, days = (sum(month[at] for month in months) for at in (0, 1))
    return open_ / billed * days if billed > 0 else None


def countback_days(open_: int, months: Sequence[Month]) -> float | None:
    """Days of the latest months whose billing adds up to what is open; None when the months are not enough.

    Args:
        open_: What is open, minor units.
        months: The newest first.

    Example:
        >>> countback_days(10, [(4, 30)]), countback_days(0, [(4, 30)])
        (None, 0.0)
    """
    left, counted = open_, 0.0
    for billed, days in months:
        if left <= max(billed, 0):
            return counted + (left / billed * days if billed > 0 else 0.0)
        left, counted = left - max(billed, 0), counted + days
    return None


def effectiveness(began: int, billed: int, ends: int, not_due: int) -> float | None:
    """(began + billed - ends) / (began + billed - not due): 1 when nothing that was due is open.

    Example:
        >>> effectiveness(100, 50, 60, 30), effectiveness(0, 30, 30, 30)
        (0.75, None)
    """
    collectable = began + billed - not_due
    return (began + billed - ends) / collectable if collectable > 0 else None


def collecting(book: Book, owed: int, not_due: int) -> Collecting:
    """The figures of a book.

    Args:
        book: With everything computed in place.
        owed: Open on invoices, minor units of base currency.
        not_due: The part that is not overdue.
    """
    papers = _papers(book)
    edges = [_months_back(book.as_of, back) for back in range(_BACK + 1)]
    months = [_between(papers["Gross"], papers["Date"], edges[i + 1], edges[i]) for i in range(_BACK)]
    invoices = papers[papers["Type"] == "Invoice"]
    begun = edges[_WINDOW]
    new = _between(invoices["Gross"], invoices["Date"], begun, book.as_of)[0]
    billed, days = (sum(month[at] for month in months[:_WINDOW]) for at in (0, 1))
    return Collecting(
        simple_days(owed, months[:_WINDOW]),
        countback_days(owed, months),
        effectiveness(_open_at(book, begun), new, owed, not_due),
        billed,
        days,
    )


def _months_back(day: date, months: int) -> date:
    return (pd.Timestamp(day) - pd.DateOffset(months=months)).date()


def _between(amounts: pd.Series, days: pd.Series, after: date, until: date) -> Month:
    """What is dated after one day and up to another, and the days between them."""
    here = (days > pd.Timestamp(after)) & (days <= pd.Timestamp(until))
    return int(amounts[here].sum()), (until - after).days


def _papers(book: Book) -> pd.DataFrame:
    """Sent papers up to the as-of day: Type, Date, Gross in minor units of base currency."""
    frame, currencies = book.frame("Invoices"), book.table("Invoices").currencies
    sent = frame["Status"].isin(["Sent", "Written off"]) & (frame["Date"] <= pd.Timestamp(book.as_of))
    gross = frame["Gross"].fillna(0).to_numpy(dtype=np.int64)
    days = frame["Date"].to_numpy(dtype="datetime64[D]")
    worth = in_base(book, np.where(sent, gross, 0), currencies.to_numpy(dtype=object), days, np.arange(len(frame)))[0]
    return pd.DataFrame({"Type": frame["Type"], "Date": frame["Date"], "Gross": worth})[sent]


def _open_at(book: Book, day: date) -> int:
    """What was open on invoices at the end of a day: their gross less what was allocated to them by then."""
    frame, parts = book.frame("Invoices"), book.frame("Allocations")
    parts = parts[parts["Date"] <= pd.Timestamp(day)]
    at = positions(parts["Invoice No"], frame["Invoice No"])
    settled = np.zeros(len(frame), dtype=np.int64)
    np.add.at(settled, at[at >= 0], parts["Amount"].fillna(0).to_numpy(dtype=np.int64)[at >= 0])
    counts = (
        frame["Status"].isin(["Sent", "Written off"])
        & (frame["Type"] == "Invoice")
        & (frame["Date"] <= pd.Timestamp(day))
    )
    left = np.where(counts, frame["Gross"].fillna(0).to_numpy(dtype=np.int64) - settled, 0)
    days = frame["Date"].to_numpy(dtype="datetime64[D]")
    currencies = book.table("Invoices").currencies.to_numpy(dtype=object)
    return int(in_base(book, np.maximum(left, 0), currencies, days, np.arange(len(frame)))[0].sum())
