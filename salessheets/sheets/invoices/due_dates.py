"""When invoices fall due, and until when an early-payment discount may be taken.

A due date follows from the terms of the invoice; an override wins and is taken as typed. It is never before the invoice date.
Invoices whose terms are not known are due on their own date (and are a finding): none may vanish from the totals. Credit notes
have no due date.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book, Outcome
from salessheets.core.dates import Days, days_of
from salessheets.core.exact import product, running
from salessheets.core.joins import positions, taken
from salessheets.core.texts import key_form
from salessheets.core.workdays import office_calendar, roll
from salessheets.sheets.invoices.terms import Line, due, lines_by_terms

Whole = npt.NDArray[np.int64]
NO_DAY = np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Instalments:
    """What falls due when; the rows of an invoice stand together, the earliest first.

    Attributes:
        paper: Position of the invoice on its sheet.
        due: Due day; NaT where the invoice has no date.
        amount: Minor units; of one invoice they sum to its gross.
    """

    paper: Whole
    due: Days
    amount: Whole


def due_dates(book: Book) -> Outcome:
    """Step: Gross, Due date (of the first instalment) and Discount until of Invoices."""
    if not book.has("Invoices"):
        return Outcome()
    frame = book.frame("Invoices")
    plan = instalments(book)
    first = np.full(len(frame), NO_DAY)
    first[plan.paper[::-1]] = plan.due[::-1]
    columns = {
        "Gross": gross(frame),
        "Due date": as_column(first, frame.index),
        "Discount until": as_column(discount_until(book)[0], frame.index),
    }
    return Outcome({"Invoices": pd.DataFrame(columns)})


def gross(frame: pd.DataFrame) -> pd.Series:
    """Net and tax together; blank where either is."""
    return frame["Net"] + frame["Tax"]


def as_column(days: Days, index: pd.Index) -> pd.Series:
    """Days as a date column."""
    return pd.Series(days.astype("datetime64[s]"), index=index)


def instalments(book: Book) -> Instalments:
    """The instalments of all invoices. Drafts and cancelled ones have them too; credit notes have none."""
    frame = book.frame("Invoices")
    terms, owing = _terms_of(book), (frame["Type"] != "Credit note").to_numpy()
    override = days_of(frame["Due date override"])
    parts = [_of_day(frame, np.flatnonzero(owing & ~np.isnat(override)), override)]
    by_terms = np.where(owing & np.isnat(override), terms.code, -2)
    parts.append(_of_day(frame, np.flatnonzero(by_terms == -1), days_of(frame["Date"])))
    for code, lines in enumerate(terms.lines):
        parts.extend(_of_terms(book, np.flatnonzero(by_terms == code), lines))
    return _in_order(parts)


@dataclass(frozen=True)
class _Terms:
    """The terms of the book, and each invoice's place among them (-1: unknown)."""

    lines: list[list[Line]]
    code: Whole


def _terms_of(book: Book) -> _Terms:
    known = lines_by_terms(book.frame("Payment Terms"))
    place = {name: i for i, name in enumerate(known)}
    codes, distinct = pd.factorize(book.frame("Invoices")["Terms"])
    found = np.array([place.get(key_form(name), -1) for name in distinct], dtype=np.int64)
    return _Terms(list(known.values()), found[codes] if len(codes) else np.zeros(0, np.int64))


def _of_day(frame: pd.DataFrame, at: Whole, days: Days) -> Instalments:
    return Instalments(at, days[at], gross(frame).fillna(0).to_numpy(dtype=np.int64)[at])


def _of_terms(book: Book, at: Whole, lines: list[Line]) -> list[Instalments]:
    """One part per line; the last line takes what rounding leaves."""
    total = _of_day(book.frame("Invoices"), at, days_of(book.frame("Invoices")["Date"]))
    left, found = total.amount.copy(), []
    for line in lines:
        amount = left if line is lines[-1] else product(np.full(len(at), line.portion), total.amount)
        left = left - amount
        found.append(Instalments(at, _due(book, at, line, total.due), amount))
    return found


def _due(book: Book, at: Whole, line: Line, invoiced: Days) -> Days:
    base = invoiced if line.counts_from == "Invoice date" else _base(book, at, line, invoiced)
    return np.maximum(_rolled(book, due(line, base)), invoiced)


def _base(book: Book, at: Whole, line: Line, invoiced: Days) -> Days:
    """Order or delivery day of the invoice's order; the invoice date where there is none."""
    orders = book.frame("Orders")
    order = positions(book.frame("Invoices")["Order No"].iloc[at], orders["Order No"])
    if line.counts_from == "Order date":
        days = taken(days_of(orders["Date"]), order, NO_DAY)
    else:
        days = taken(_delivery_days(book), order, NO_DAY)
    return np.where(np.isnat(days), invoiced, days)


def _delivery_days(book: Book) -> Days:
    """The last day on which goods of each order arrived or, before that, were shipped."""
    rows, orders = book.frame("Deliveries"), book.frame("Orders")
    day = days_of(rows["Delivered on"].fillna(rows["Shipped on"]))
    at = positions(rows["Order No"], orders["Order No"])
    sent = rows["Status"].isin(["Shipped", "Delivered"]).to_numpy()
    use = sent & (at >= 0) & ~np.isnat(day) & (day <= np.datetime64(book.as_of))
    last = np.full(len(orders), np.datetime64("0001-01-01", "D"))
    np.maximum.at(last, at[use], day[use])
    return np.where(last > np.datetime64("0001-01-01", "D"), last, NO_DAY)


def _rolled(book: Book, days: Days) -> Days:
    settings, known = book.settings, days[~np.isnat(days)]
    if settings.due_date_roll == "None" or not len(known):
        return days
    extra = book.frame("Calendar")
    extra, opens = (
        extra[extra["Date"].notna()],
        extra.loc[extra["Date"].notna(), "Open from"].notna().to_numpy(dtype=bool),
    )
    closed, opened = (tuple(extra.loc[which, "Date"].dt.date.drop_duplicates()) for which in (~opens, opens))
    first, last = known.min().item().year - 1, known.max().item().year + 1
    calendar = office_calendar(settings.country, settings.subdivision, first, last, closed, opened)
    return roll(days, settings.due_date_roll, calendar)


def _in_order(parts: list[Instalments]) -> Instalments:
    paper = np.concatenate([part.paper for part in parts])
    days = np.concatenate([part.due for part in parts])
    order = np.lexsort((days, paper))
    return Instalments(paper[order], days[order], np.concatenate([part.amount for part in parts])[order])


def discount_until(book: Book) -> tuple[Days, Whole]:
    """Last day of the early-payment discount of each invoice (NaT: none) and the discount in minor units.

    Its day counts from the invoice date; it is taken of gross or net as Settings say.
    """
    frame, terms = book.frame("Invoices"), _terms_of(book)
    offers = [next((line for line in lines if line.discount > 0), Line()) for lines in terms.lines]
    share = np.array([*(line.discount for line in offers), 0.0])[terms.code]
    span = np.array([*(line.discount_days for line in offers), 0], dtype=np.int64)[terms.code]
    base = frame["Net"] if book.settings.discount_base == "Net" else gross(frame)
    offered = (share > 0) & (frame["Type"] != "Credit note").to_numpy()
    share = np.where(offered, share, 0.0)
    amount = (
        product(share, base.fillna(0).to_numpy(dtype=np.int64)) if offered.any() else np.zeros(len(frame), np.int64)
    )
    return np.where(offered, days_of(frame["Date"]) + span, NO_DAY), amount


def next_due(plan: Instalments, settled: Whole) -> Days:
    """Due day of each paper's oldest instalment that is not settled, of the last one when all are; NaT without any.

    Args:
        plan: The instalments.
        settled: What has been settled of each paper, minor units; what may be short of it within the tolerance is counted in.
    """
    found = np.full(len(settled), NO_DAY)
    found[plan.paper] = plan.due
    unsettled = running(plan.amount, plan.paper) > settled[plan.paper] if len(plan.paper) else np.zeros(0, bool)
    found[plan.paper[unsettled][::-1]] = plan.due[unsettled][::-1]
    return found
