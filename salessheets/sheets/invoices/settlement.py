"""What of each invoice is settled, open, overdue, how old it is, and its payment status in one word.

Open = Gross - Settled for every paper; a credit note's are below zero, and its Settled goes to its Gross as it is applied.
Drafts, cancelled papers and those dated after the as-of day have nothing open. Rows without a date or an amount stay blank.

Example:
    >>> from salessheets.sheets.specimen import book_of
    >>> book = book_of('''
    ... Invoices
    ... Invoice No | Type    | Date       | Terms | Currency | Net    | Tax  | Status | Due date override
    ... INV-1      | Invoice | 2026-02-02 |       | EUR      | 100.00 | 0.00 | Sent   | 2026-03-01
    ... ''')
    >>> settle(book).columns["Invoices"][["Open", "Days overdue", "Age", "Payment status"]].values.tolist()
    [[10000, 30, '1-30', 'Overdue']]
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from salessheets.core.book import Book, Outcome
from salessheets.core.dates import Days, days_of
from salessheets.core.joins import positions
from salessheets.sheets.invoices.ageing import age_labels, aged
from salessheets.sheets.invoices.due_dates import Whole, as_column, gross, instalments, next_due
from salessheets.sheets.lines import sums
from salessheets.sheets.receipts.allocating import tolerances
from salessheets.sheets.receipts.ledger import OWED, Flags


@dataclass(frozen=True)
class Settled:
    """Sums of the allocations of each paper, minor units: all of them, and those of credit notes."""

    total: Whole
    credited: Whole


def settle(book: Book) -> Outcome:
    """Step: Settled, Open, Due date, Days overdue, Age and Payment status of Invoices."""
    if not book.has("Invoices"):
        return Outcome()
    frame, by = book.frame("Invoices"), settled(book)
    known = (gross(frame).notna() & frame["Date"].notna()).to_numpy(dtype=bool)
    counts = counted(book)
    total = np.where(counts, gross(frame).fillna(0).to_numpy(dtype=np.int64), 0)
    open_ = total - by.total
    limit = tolerances(book, book.table("Invoices").currencies.to_numpy(dtype=object))
    due = next_due(instalments(book), by.total + limit)
    days = days_overdue(book, due, open_, counts)
    facts = _Facts(frame, by, open_, days, counts, limit)
    columns = {
        "Due date": as_column(due, frame.index),
        "Settled": _whole(by.total, known, frame.index),
        "Open": _whole(open_, known, frame.index),
        "Days overdue": _whole(days, known, frame.index),
        "Age": _ages(book, facts),
        "Payment status": _status(facts),
    }
    return Outcome({"Invoices": pd.DataFrame(columns, index=frame.index)})


def counted(book: Book) -> Flags:
    """Papers that are or were owed on the as-of day: sent or written off, dated up to it, with an amount."""
    frame = book.frame("Invoices")
    dated = days_of(frame["Date"]) <= np.datetime64(book.as_of)
    return np.asarray(frame["Status"].isin(OWED).to_numpy() & dated & gross(frame).notna().to_numpy(dtype=bool))


def settled(book: Book) -> Settled:
    """Sums of the Allocations sheet per paper. What comes from a credit note settles both the invoice and the note."""
    rows, numbers = book.frame("Allocations"), book.frame("Invoices")["Invoice No"]
    amount = rows["Amount"].fillna(0).to_numpy(dtype=np.int64)
    at = positions(rows["Invoice No"], numbers)
    total = sums(amount, at, len(numbers))
    credit = (rows["Kind"] == "Credit").to_numpy()
    if not credit.any():
        return Settled(total, np.zeros(len(numbers), dtype=np.int64))
    given = sums(amount[credit], positions(rows["Source"][credit], numbers), len(numbers))
    return Settled(total - given, sums(amount[credit], at[credit], len(numbers)))


def days_overdue(book: Book, due: Days, open_: Whole, counts: Flags) -> Whole:
    """Days since the due date of papers still open once the grace days are over; 0 for all others."""
    late = (np.datetime64(book.as_of) - due).astype("timedelta64[D]")
    days = np.where(np.isnat(due), 0, late.astype(np.int64))
    limit = tolerances(book, book.table("Invoices").currencies.to_numpy(dtype=object))
    return np.where(counts & (open_ > limit) & (days > book.settings.grace_days), days, 0)


@dataclass(frozen=True)
class _Facts:
    frame: pd.DataFrame
    by: Settled
    open: Whole
    days: Whole
    counts: Flags
    limit: Whole


def _whole(values: Whole, known: Flags, index: pd.Index) -> pd.Series:
    return pd.Series(pd.arrays.IntegerArray(values.astype(np.int64), ~known), index=index)


def _ages(book: Book, facts: _Facts) -> pd.Series:
    """Age of open papers; credits and what was paid too much stand apart as Unapplied."""
    labels = age_labels(book.settings.ages)
    if book.settings.ageing_by == "Invoice date":
        lived = (np.datetime64(book.as_of) - days_of(facts.frame["Date"])).astype("timedelta64[D]").astype(np.int64)
        age = aged(np.maximum(lived, 1), labels, book.settings.ages)
    else:
        age = aged(facts.days, labels, book.settings.ages)
    age = np.where(facts.open < 0, "Unapplied", age)
    return pd.Series(np.where(facts.counts & (facts.open != 0), age, ""), index=facts.frame.index, dtype=object)


def _status(facts: _Facts) -> pd.Series:
    """The first that holds, in this order."""
    frame, closed = facts.frame, np.abs(facts.open) <= facts.limit
    status = frame["Status"].to_numpy(dtype=object)
    note = (frame["Type"] == "Credit note").to_numpy()
    by_credit = closed & (facts.by.credited != 0) & (facts.by.credited == facts.by.total)
    cases = [
        (status == "Draft", "Draft"),
        (status == "Cancelled", "Cancelled"),
        (~facts.counts, ""),
        (status == "Written off", "Written off"),
        (note & closed, "Credited"),
        (note, "Open"),
        (facts.open < -facts.limit, "Overpaid"),
        (by_credit, "Credited"),
        (closed, "Paid"),
        ((frame["Dispute"] == "Yes").to_numpy(), "Disputed"),
        (facts.days > 0, "Overdue"),
        (facts.by.total > 0, "Partly paid"),
    ]
    words = np.select(
        [np.asarray(holds, dtype=bool) for holds, _ in cases], [np.array(w, object) for _, w in cases], "Open"
    )
    return pd.Series(words.astype(object), index=frame.index, dtype=object)
