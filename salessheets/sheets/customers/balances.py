"""What each customer owes, has overdue, may still buy on credit, bought last, and bought in twelve months.

Open balance, Overdue and Credit left count papers in the customer's own currency; papers in another are named in a finding. What
a known payer has paid without it being matched yet lowers the open balance.

Example:
    >>> from salessheets.sheets.specimen import book_of
    >>> book = book_of('''
    ... Customers
    ... Customer ID | Currency | Credit limit
    ... C1          | EUR      | 500.00
    ...
    ... Orders
    ... Order No | Date       | Customer ID | Status    | Currency
    ... SO-1     | 2026-03-02 | C1          | Confirmed | EUR
    ... ''')
    >>> balances(book).columns["Customers"][["Open balance", "Credit left", "Last order"]].astype(str).values.tolist()
    [['0', '50000', '2026-03-02']]
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from salessheets.core.book import Book, Outcome, Table
from salessheets.core.dates import add_months, days_of
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.joins import Positions, positions, taken
from salessheets.core.texts import key_forms, listed
from salessheets.sheets.exchange import in_base
from salessheets.sheets.invoices.due_dates import NO_DAY, Whole, as_column
from salessheets.sheets.invoices.settlement import counted
from salessheets.sheets.lines import sums
from salessheets.sheets.orders.invoiced import invoiced

OTHER_CURRENCY = Rule(
    "open-in-other-currency",
    Severity.HINT,
    "A customer owes in another currency too",
    "Open balance, Overdue and Credit left of a customer are in the customer's currency and count only papers in it. These papers "
    "are open in another currency and are not in those figures; they are in all others, and in the ageing of their currency.",
    """
Customers
Customer ID | Customer name | Currency
C1          | Nord Foods    | EUR

Invoices
Invoice No | Type    | Date       | Customer ID | Currency | Net    | Tax  | Status | Dispute
INV-0001   | Invoice | 2026-03-02 | C1          | GBP      | 100.00 | 0.00 | Sent   | No
""",
)
BALANCE_RULES = (OTHER_CURRENCY,)


def balances(book: Book) -> Outcome:
    """Step: Open balance, Overdue, Credit left, Last order and Revenue 12 m of Customers."""
    if not book.has("Customers"):
        return Outcome()
    frame = book.frame("Customers")
    owner = positions(book.frame("Invoices")["Customer ID"], frame["Customer ID"])
    still = book.frame("Invoices")["Open"].fillna(0).to_numpy(dtype=np.int64)
    own = _own_currency(book, "Invoices", owner)
    overdue = book.frame("Invoices")["Days overdue"].fillna(0).to_numpy(dtype=np.int64) > 0
    open_ = sums(still, own, len(frame)) - _unapplied(book)
    columns = {
        "Open balance": _money(open_, frame.index),
        "Overdue": _money(sums(np.where(overdue, still, 0), own, len(frame)), frame.index),
        "Credit left": frame["Credit limit"] - (open_ + _to_invoice(book)),
        "Last order": _last_order(book),
        "Revenue 12 m": _money(_revenue(book, owner), frame.index),
    }
    others = np.flatnonzero((owner >= 0) & (own < 0) & (still != 0))
    return Outcome({"Customers": pd.DataFrame(columns)}, findings=tuple(_in_others(book, owner, others)))


def _money(values: Whole, index: pd.Index) -> pd.Series:
    return pd.Series(values, index=index).astype("Int64")


def _own_currency(book: Book, sheet: str, owner: Positions) -> Positions:
    """The customer of each row, -1 where the row is not in the customer's currency."""
    theirs = taken(book.table("Customers").currencies.to_numpy(dtype=object), owner, "")
    return np.where(book.table(sheet).currencies.to_numpy(dtype=object) == theirs, owner, -1)


def _unapplied(book: Book) -> Whole:
    """What each customer has paid that pays nothing yet; receipts that look entered twice are left out.

    A payer's name tells the customer only where one customer bears it.
    """
    frame, customers = book.frame("Receipts"), book.frame("Customers")
    left = frame["Left to apply"].fillna(0).to_numpy(dtype=np.int64)
    rows = np.flatnonzero((left != 0) & (frame["Match"] != "Duplicate?").to_numpy())
    payer = np.full(len(frame), -1, dtype=np.int64)
    known = positions(frame["Customer ID"].iloc[rows], customers["Customer ID"])
    alone = ~pd.Series(key_forms(customers["Customer name"])).duplicated(keep=False).to_numpy()
    by_name = positions(frame["Payer"].iloc[rows], customers["Customer name"])
    by_name = np.where(taken(alone, by_name, default=False), by_name, -1)
    payer[rows] = np.where(known >= 0, known, by_name)
    return sums(left, _own_currency(book, "Receipts", payer), len(customers))


def _to_invoice(book: Book) -> Whole:
    """Net of each customer's confirmed orders that is not invoiced yet."""
    orders, customers = book.frame("Orders"), book.frame("Customers")
    if not len(orders):
        return np.zeros(len(customers), dtype=np.int64)
    confirmed = (orders["Status"] == "Confirmed").to_numpy() & (days_of(orders["Date"]) <= np.datetime64(book.as_of))
    waits = np.maximum(orders["Net"].fillna(0).to_numpy(dtype=np.int64) - invoiced(book).net, 0)
    own = _own_currency(book, "Orders", positions(orders["Customer ID"], customers["Customer ID"]))
    return sums(np.where(confirmed, waits, 0), own, len(customers))


def _last_order(book: Book) -> pd.Series:
    """Date of each customer's newest order up to the as-of day, drafts and cancelled ones left out."""
    orders, customers = book.frame("Orders"), book.frame("Customers")
    day, never = days_of(orders["Date"]), np.datetime64("0001-01-01", "D")
    at = positions(orders["Customer ID"], customers["Customer ID"])
    real = ~orders["Status"].isin(["Draft", "Cancelled"]).to_numpy() & (day <= np.datetime64(book.as_of)) & (at >= 0)
    last = np.full(len(customers), never)
    np.maximum.at(last, at[real], day[real])
    return as_column(np.where(last > never, last, NO_DAY), customers.index)


def _revenue(book: Book, owner: Positions) -> Whole:
    """Net of each customer's papers of the twelve months up to the as-of day, in base currency."""
    frame, table = book.frame("Invoices"), book.table("Invoices")
    day = days_of(frame["Date"])
    since = add_months(np.array([book.as_of], dtype="datetime64[D]"), -12)[0]
    rows = np.flatnonzero(counted(book) & (day > since) & (owner >= 0))
    nets = frame["Net"].fillna(0).to_numpy(dtype=np.int64)[rows]
    currencies = table.currencies.to_numpy(dtype=object)[rows]
    based, _ = in_base(book, nets, currencies, day[rows], rows)
    return sums(based, owner[rows], len(book.frame("Customers")))


def _in_others(book: Book, owner: Positions, rows: Whole) -> Iterator[Finding]:
    table: Table = book.table("Customers")
    numbers, currencies = book.frame("Invoices")["Invoice No"].tolist(), book.table("Invoices").currencies.tolist()
    for customer in dict.fromkeys(owner[rows].tolist()):
        mine = rows[owner[rows] == customer].tolist()
        papers = listed(f"{numbers[row]} ({currencies[row]})" for row in mine)
        wrong = f"Open in another currency, and not in the figures of this row: {papers}."
        yield table.find(
            OTHER_CURRENCY, table.frame.index[customer], "Open balance", wrong, "Nothing, if that is right.", ""
        )
