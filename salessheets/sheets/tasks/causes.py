"""What makes a task: overdue invoices, receipts that pay nothing yet, late orders, goods to invoice, quotes to chase."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from salessheets.core.book import Book, Table
from salessheets.core.joins import positions, taken
from salessheets.core.money import shown
from salessheets.sheets.exchange import in_base
from salessheets.sheets.tasks.task import Task, addresses

OVERDUE_BAND = (50, 90)
RECEIPT_BAND = (60, 80)
LATE_BAND = (40, 70)
TO_INVOICE_BAND = (45, 65)
CHASE_BAND = (20, 40)


def overdue_invoices(book: Book) -> Iterator[Task]:
    """OVERDUE-: ask for the money. Ranked by open amount in base currency times days overdue."""
    table = book.table("Invoices")
    frame = table.frame
    rows = frame[(frame["Payment status"] == "Overdue") & (frame["Open"].fillna(0) > 0).to_numpy(dtype=bool)]
    waits = rows[["Promised payment", "No reminders until"]].max(axis=1).fillna(pd.Timestamp(book.as_of))
    cells = (rows["Invoice No"], rows["Days overdue"].fillna(0), rows["Reminder due"].fillna(0), waits.dt.date)
    for case, number, late, level, wait in _cases(book, table, rows, "Open", *cells):
        ask = f"Send reminder {level} to {case.who}" if level else f"Ask {case.who} for payment"
        what = f"{ask} ({case.money}): {number}, {_days(late)} overdue"
        due = max(book.as_of, wait)
        yield Task(f"OVERDUE-{number}", what, due, case.worth * late, OVERDUE_BAND, case.place)


def unapplied_receipts(book: Book) -> Iterator[Task]:
    """RECEIPT-: say what the money pays. Ranked by what is left to apply times its age."""
    table = book.table("Receipts")
    frame = table.frame
    rows = frame[frame["Match"].isin(list(_ASK)) & (frame["Left to apply"].fillna(0) != 0).to_numpy(dtype=bool)]
    ages = (pd.Timestamp(book.as_of) - rows["Date"].fillna(pd.Timestamp(book.as_of))).dt.days
    cells = (rows["Receipt No"], rows["Payer"], rows["Match"], ages)
    for case, number, payer, match, age in _cases(book, table, rows, "Left to apply", *cells):
        what = f"{_ASK[match].format(number=number)} ({case.money} from {payer or 'nobody named'})"
        yield Task(f"RECEIPT-{number}", what, book.as_of, abs(case.worth) * (age + 1), RECEIPT_BAND, case.place)


def late_orders(book: Book) -> Iterator[Task]:
    """LATE-: tell the customer and get the goods moving. Ranked by net in base currency times days late."""
    table = book.table("Orders")
    rows = table.frame[table.frame["Progress"] == "Late"]
    for case, number, late in _cases(book, table, rows, "Net", rows["Order No"], rows["Days late"].fillna(0)):
        what = f"Deliver the rest of order {number} to {case.who}: {_days(late)} late"
        yield Task(f"LATE-{number}", what, book.as_of, case.worth * late, LATE_BAND, case.place)


def orders_to_invoice(book: Book) -> Iterator[Task]:
    """INVOICE-: everything has arrived and no invoice covers it. Ranked by net in base currency."""
    table = book.table("Orders")
    rows = table.frame[table.frame["Progress"] == "Delivered, to invoice"]
    for case, number in _cases(book, table, rows, "Net", rows["Order No"]):
        what = f"Invoice order {number} to {case.who} ({case.money})"
        yield Task(f"INVOICE-{number}", what, book.as_of, case.worth, TO_INVOICE_BAND, case.place)


def quotes_to_chase(book: Book) -> Iterator[Task]:
    """CHASE-: ask what became of an open quote. Ranked by net in base currency."""
    table = book.table("Quotes")
    frame = table.frame
    rows = frame[(frame["State"] == "Open") & (frame["Chase on"] <= pd.Timestamp(book.as_of))]
    for case, number, day in _cases(book, table, rows, "Net", rows["Quote No"], rows["Chase on"].dt.date):
        what = f"Ask {case.who} about quote {number} ({case.money})"
        yield Task(f"CHASE-{number}", what, day, case.worth, CHASE_BAND, case.place)


CAUSES: tuple[Callable[[Book], Iterator[Task]], ...] = (
    overdue_invoices,
    unapplied_receipts,
    late_orders,
    orders_to_invoice,
    quotes_to_chase,
)
"""Every kind of task. Each function gives the tasks of one kind, ranked among themselves."""


_ASK = {
    "Suggested": "Confirm what receipt {number} pays",
    "Ambiguous": "Choose what receipt {number} pays",
    "Unmatched": "Find out what receipt {number} pays",
    "Unknown payer": "Find out who sent receipt {number}",
    "Duplicate?": "Look whether receipt {number} was entered twice",
}


@dataclass(frozen=True, slots=True)
class _Case:
    """A row that makes a task: its address, its customer's name, its amount in words and in base minor units."""

    place: str
    who: str
    money: str
    worth: float


def _cases(book: Book, table: Table, rows: pd.DataFrame, header: str, *cells: pd.Series) -> Iterator[tuple[Any, ...]]:
    """Each row as a case, followed by its value in each of `cells`."""
    amounts = rows[header].fillna(0).to_numpy(dtype=np.int64)
    currencies = table.currencies.loc[rows.index].to_numpy(dtype=object)
    today = np.full(len(rows), np.datetime64(book.as_of, "D"))
    worth, _ = in_base(book, amounts, currencies, today, np.arange(len(rows)))
    names = _customer_names(book, rows["Customer ID"])
    places = addresses(table, rows.index)
    values = [column.tolist() for column in cells]
    for place, who, currency, amount, value, *rest in zip(
        places, names, currencies, amounts.tolist(), worth.tolist(), *values, strict=True
    ):
        yield (_Case(place, who, f"{currency} {shown(amount, currency)}", float(value)), *rest)


def _customer_names(book: Book, numbers: pd.Series) -> list[str]:
    """The name of each customer; the number where it is not on Customers."""
    frame = book.frame("Customers")
    named = taken(frame["Customer name"].to_numpy(dtype=object), positions(numbers, frame["Customer ID"]), default="")
    return [name or number for name, number in zip(named, numbers, strict=True)]


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
