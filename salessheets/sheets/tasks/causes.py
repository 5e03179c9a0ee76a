"""What makes a task: overdue invoices, receipts that pay nothing yet, late orders, goods to invoice, quotes to chase."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import pandas as pd

from salessheets.core.book import Book, Table
from salessheets.core.money import shown
from salessheets.core.texts import key_form, key_forms
from salessheets.sheets.exchange import in_base
from salessheets.sheets.tasks.task import Task, address

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
    names, worth = _customers(book), _in_base(book, table, rows, "Open")
    waits = rows[["Promised payment", "No reminders until"]].max(axis=1)
    for row, number, customer, amount, days, level, wait in zip(
        rows.index,
        rows["Invoice No"],
        rows["Customer ID"],
        worth,
        rows["Days overdue"],
        rows["Reminder due"],
        waits,
        strict=True,
    ):
        who = names.get(key_form(customer), customer)
        owed = _money(table, row, "Open")
        ask = f"Send reminder {level} to {who}" if pd.notna(level) else f"Ask {who} for payment"
        due = max(book.as_of, wait.date()) if isinstance(wait, pd.Timestamp) and wait is not pd.NaT else book.as_of
        late = int(days) if pd.notna(days) else 0
        what = f"{ask} ({owed}): {number}, {_days(late)} overdue"
        yield Task(f"OVERDUE-{number}", what, due, float(amount) * late, OVERDUE_BAND, address(table, row))


def unapplied_receipts(book: Book) -> Iterator[Task]:
    """RECEIPT-: say what the money pays. Ranked by what is left to apply times its age."""
    table = book.table("Receipts")
    frame = table.frame
    words = {
        "Suggested": "Confirm what receipt {number} pays",
        "Ambiguous": "Choose what receipt {number} pays",
        "Unmatched": "Find out what receipt {number} pays",
        "Unknown payer": "Find out who sent receipt {number}",
        "Duplicate?": "Look whether receipt {number} was entered twice",
    }
    rows = frame[frame["Match"].isin(list(words)) & (frame["Left to apply"].fillna(0) != 0).to_numpy(dtype=bool)]
    worth = _in_base(book, table, rows, "Left to apply")
    for row, number, payer, match, day, amount in zip(
        rows.index, rows["Receipt No"], rows["Payer"], rows["Match"], rows["Date"], worth, strict=True
    ):
        age = (book.as_of - day.date()).days if day is not pd.NaT else 0
        what = f"{words[match].format(number=number)} ({_money(table, row, 'Left to apply')} from {payer or 'nobody named'})"
        yield Task(
            f"RECEIPT-{number}", what, book.as_of, abs(float(amount)) * (age + 1), RECEIPT_BAND, address(table, row)
        )


def late_orders(book: Book) -> Iterator[Task]:
    """LATE-: tell the customer and get the goods moving. Ranked by net in base currency times days late."""
    table = book.table("Orders")
    rows = table.frame[table.frame["Progress"] == "Late"]
    names, worth = _customers(book), _in_base(book, table, rows, "Net")
    for row, number, customer, days, amount in zip(
        rows.index, rows["Order No"], rows["Customer ID"], rows["Days late"], worth, strict=True
    ):
        late = int(days) if pd.notna(days) else 0
        who = names.get(key_form(customer), customer)
        what = f"Deliver the rest of order {number} to {who}: {_days(late)} late"
        yield Task(f"LATE-{number}", what, book.as_of, float(amount) * late, LATE_BAND, address(table, row))


def orders_to_invoice(book: Book) -> Iterator[Task]:
    """INVOICE-: everything has arrived and no invoice covers it. Ranked by net in base currency."""
    table = book.table("Orders")
    rows = table.frame[table.frame["Progress"] == "Delivered, to invoice"]
    names, worth = _customers(book), _in_base(book, table, rows, "Net")
    for row, number, customer, amount in zip(rows.index, rows["Order No"], rows["Customer ID"], worth, strict=True):
        who = names.get(key_form(customer), customer)
        what = f"Invoice order {number} to {who} ({_money(table, row, 'Net')})"
        yield Task(f"INVOICE-{number}", what, book.as_of, float(amount), TO_INVOICE_BAND, address(table, row))


def quotes_to_chase(book: Book) -> Iterator[Task]:
    """CHASE-: ask what became of an open quote. Ranked by net in base currency."""
    table = book.table("Quotes")
    frame = table.frame
    rows = frame[(frame["State"] == "Open") & (frame["Chase on"] <= pd.Timestamp(book.as_of))]
    names, worth = _customers(book), _in_base(book, table, rows, "Net")
    for row, number, customer, day, amount in zip(
        rows.index, rows["Quote No"], rows["Customer ID"], rows["Chase on"], worth, strict=True
    ):
        who = names.get(key_form(customer), customer)
        what = f"Ask {who} about quote {number} ({_money(table, row, 'Net')})"
        yield Task(f"CHASE-{number}", what, day.date(), float(amount), CHASE_BAND, address(table, row))


CAUSES: tuple[Callable[[Book], Iterator[Task]], ...] = (
    overdue_invoices,
    unapplied_receipts,
    late_orders,
    orders_to_invoice,
    quotes_to_chase,
)
"""Every kind of task. Each function gives the tasks of one kind, ranked among themselves."""


def _customers(book: Book) -> dict[str, str]:
    frame = book.frame("Customers")
    return dict(zip(key_forms(frame["Customer ID"]), frame["Customer name"], strict=True))


def _in_base(book: Book, table: Table, rows: pd.DataFrame, header: str) -> np.ndarray:
    """Amounts of the rows in minor units of base currency, at the rate of the as-of day; 0 where there is none."""
    amounts = rows[header].fillna(0).to_numpy(dtype=np.int64)
    days = np.full(len(rows), np.datetime64(date.isoformat(book.as_of)))
    currencies = table.currencies.loc[rows.index].to_numpy(dtype=object)
    return in_base(book, amounts, currencies, days, np.arange(len(rows)))[0]


def _money(table: Table, row: object, header: str) -> str:
    """An amount with its currency, e.g. "GBP 1,240.00"."""
    currency = str(table.currencies.at[row])
    value = table.frame.at[row, header]
    return f"{currency} {shown(0 if pd.isna(value) else int(value), currency)}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
