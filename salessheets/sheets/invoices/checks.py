"""Checks of invoices: signs, tax, dates, disputes, and whether an invoice agrees with its order and its lines."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book, Outcome, Table, found
from salessheets.core.dates import days_of
from salessheets.core.exact import product
from salessheets.core.findings import Finding
from salessheets.core.joins import Positions, positions, taken
from salessheets.core.money import shown
from salessheets.sheets.invoices.due_dates import gross
from salessheets.sheets.invoices.rules import (
    CREDIT_ABOVE_INVOICE,
    CREDIT_SIGN,
    CUSTOMER_DIFFERS,
    DISPUTE_PAID,
    DISPUTE_REASON,
    DUE_BEFORE_INVOICE,
    INVOICE_SIGN,
    LINES_DIFFER,
    ORDER_DIFFERS,
    TAX_DIFFERS,
)
from salessheets.sheets.invoices.settlement import counted
from salessheets.sheets.lines import line_nets, net_of_lines, papers_of, sums
from salessheets.sheets.orders.invoiced import order_of_invoices

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_CLOSE = 0.05
"""Share of an order by which its only invoice may be smaller and still look mistyped rather than partial."""


def invoices_in_order(book: Book) -> Outcome:
    """Step: every check of this module. Needs Open of Invoices and Net and Delivered % of Orders."""
    if not book.has("Invoices"):
        return Outcome()
    checks = (_signs, _dates, _disputes, _customers, _orders, _lines, _tax, _credits)
    return found(finding for check in checks for finding in check(book))


def _nets(book: Book) -> Whole:
    return book.frame("Invoices")["Net"].fillna(0).to_numpy(dtype=np.int64)


def _rows(table: Table, which: npt.ArrayLike) -> pd.Index:
    return table.frame.index[np.asarray(which, dtype=bool)]


def _text(table: Table, row: int, header: str) -> str:
    return str(table.frame.at[row, header])


def _signs(book: Book) -> Iterator[Finding]:
    table = book.table("Invoices")
    total = gross(table.frame).fillna(0)
    note = table.frame["Type"] == "Credit note"
    for row in _rows(table, note & (total > 0)):
        wrong = (
            f"{_text(table, row, 'Invoice No')} is a credit note with an amount above zero; it adds to what is owed."
        )
        yield table.find(CREDIT_SIGN, row, "Net", wrong, "Type Net and Tax with a minus.", _shown(table, row, "Net"))
    for row in _rows(table, ~note & (total < 0)):
        wrong = f"{_text(table, row, 'Invoice No')} is an invoice with an amount below zero."
        yield table.find(
            INVOICE_SIGN, row, "Net", wrong, "Make it a credit note, or correct the sign.", _shown(table, row, "Net")
        )


def _shown(table: Table, row: int, header: str) -> str:
    return shown(int(_text(table, row, header)), str(table.currencies[row]))


def _dates(book: Book) -> Iterator[Finding]:
    table = book.table("Invoices")
    frame = table.frame
    for row in _rows(table, frame["Due date override"] < frame["Date"]):
        due, day = (_text(table, row, header)[:10] for header in ("Due date override", "Date"))
        wrong = f"{_text(table, row, 'Invoice No')} of {day} is due on {due}, before it was written."
        yield table.find(DUE_BEFORE_INVOICE, row, "Due date override", wrong, "Type the due date again, or clear it.")


def _disputes(book: Book) -> Iterator[Finding]:
    table = book.table("Invoices")
    frame, disputed = table.frame, table.frame["Dispute"] == "Yes"
    if not disputed.any():
        return
    for row in _rows(table, disputed & (frame["Dispute reason"] == "")):
        wrong = f"{_text(table, row, 'Invoice No')} is disputed, but not why."
        yield table.find(DISPUTE_REASON, row, "Dispute reason", wrong, "Write down what the customer objects to.")
    for row in _rows(table, disputed & counted(book) & (frame["Open"] == 0) & (frame["Status"] == "Sent")):
        wrong = f"{_text(table, row, 'Invoice No')} is settled, but still marked as disputed."
        yield table.find(DISPUTE_PAID, row, "Dispute", wrong, "Set Dispute to No if the matter is closed.")


def _customers(book: Book) -> Iterator[Finding]:
    table, orders, known = book.table("Invoices"), book.frame("Orders"), book.frame("Customers")["Customer ID"]
    at = positions(table.frame["Order No"], orders["Order No"])
    theirs = taken(positions(orders["Customer ID"], known), at, -1)
    own = positions(table.frame["Customer ID"], known)
    ids = orders["Customer ID"].tolist()
    for place in np.flatnonzero((theirs >= 0) & (own >= 0) & (theirs != own)):
        row = table.frame.index[int(place)]
        wrong = f"{_text(table, row, 'Invoice No')} goes to {_text(table, row, 'Customer ID')}, its order {_text(table, row, 'Order No')} is of {ids[at[place]]}."
        yield table.find(CUSTOMER_DIFFERS, row, "Customer ID", wrong, f"Did you mean {ids[at[place]]}?")


def _orders(book: Book) -> Iterator[Finding]:
    """More invoiced than ordered; or one invoice for a wholly delivered order that misses its amount by a little."""
    if not (book.has("Orders") and book.has("Order Lines")):
        return
    table, orders = book.table("Invoices"), book.table("Orders")
    at = _order_of_counting(book)
    billed = sums(_nets(book), at, len(orders.frame))
    count = sums(np.ones(len(at), dtype=np.int64), at, len(orders.frame))
    ordered = orders.frame["Net"].fillna(0).to_numpy(dtype=np.int64)
    done = orders.frame["Delivered %"].fillna(0.0).to_numpy(dtype=np.float64) >= 1
    short = done & (count == 1) & (billed < ordered) & (ordered - billed <= _CLOSE * ordered)
    wrong = (orders.frame["Net"].notna().to_numpy(dtype=bool)) & (count > 0) & ((billed > ordered) | short)
    last = np.full(len(orders.frame), -1, dtype=np.int64)
    last[at[at >= 0]] = np.flatnonzero(at >= 0)
    for order in np.flatnonzero(wrong):
        yield _order_differs(table, orders, int(order), int(last[order]), int(billed[order]), int(count[order]))


def _order_of_counting(book: Book) -> Positions:
    """The order of each invoice that counts, -1 for others; a row whose number stands above is left out, as that is a finding."""
    frame, orders = book.frame("Invoices"), order_of_invoices(book)
    theirs = taken(book.table("Orders").currencies.to_numpy(dtype=object), orders, "")
    same = book.table("Invoices").currencies.to_numpy(dtype=object) == theirs
    once = ~frame["Invoice No"].duplicated().to_numpy()
    return np.where(counted(book) & same & once, orders, -1)


def _order_differs(table: Table, orders: Table, order: int, paper: int, billed: int, count: int) -> Finding:
    row, of = table.frame.index[paper], orders.frame.index[order]
    number, currency = _text(orders, of, "Order No"), str(orders.currencies[of])
    ordered = int(_text(orders, of, "Net"))
    what = f"{_text(table, row, 'Invoice No')} is" if count == 1 else f"The {count} invoices of {number} are"
    wrong = f"{what} {shown(billed, currency)} net, the lines of order {number} come to {shown(ordered, currency)}."
    to_do = f"Check the amount: the difference is {shown(billed - ordered, currency)}."
    return table.find(ORDER_DIFFERS, row, "Net", wrong, to_do, _shown(table, row, "Net"))


def _lines(book: Book) -> Iterator[Finding]:
    if not book.has("Invoice Lines"):
        return
    table = book.table("Invoices")
    total = net_of_lines(book, "Invoice Lines", "Invoices")
    for row in _rows(table, (total != table.frame["Net"]).fillna(value=False)):
        amount, currency = int(total[row]), str(table.currencies[row])
        wrong = f"{_text(table, row, 'Invoice No')} says {_shown(table, row, 'Net')} net, its lines come to {shown(amount, currency)}."
        yield table.find(LINES_DIFFER, row, "Net", wrong, "Correct Net or the lines.", _shown(table, row, "Net"))


def _tax(book: Book) -> Iterator[Finding]:
    """With lines, Tax must be the tax of its lines; without, it cannot be more than the highest rate gives."""
    table, day = book.table("Invoices"), days_of(book.frame("Invoices")["Date"])
    if not len(book.frame("Taxes")):
        return
    tax = table.frame["Tax"].fillna(0).to_numpy(dtype=np.int64)
    expected, exact, slack = _tax_of_lines(book, day)
    most = product(np.full(len(tax), _highest_rate(book)), np.abs(_nets(book)))
    known = table.frame["Tax"].notna().to_numpy(dtype=bool) & table.frame["Net"].notna().to_numpy(dtype=bool)
    off = np.where(exact, np.abs(tax - expected) > slack, np.abs(tax) > most + 1)
    turned = (tax != 0) & (np.sign(tax) * np.sign(_nets(book)) < 0)
    for place in np.flatnonzero(known & (off | turned)):
        row, currency = table.frame.index[int(place)], table.currencies.iloc[place]
        number = _text(table, row, "Invoice No")
        if exact[place]:
            wrong = f"{number} has {shown(int(tax[place]), currency)} tax, its lines give {shown(int(expected[place]), currency)}."
        elif turned[place]:
            wrong = f"The tax of {number} has another sign than its net amount."
        else:
            wrong = f"{number} has {shown(int(tax[place]), currency)} tax; the highest rate gives {shown(int(most[place]), currency)}."
        yield table.find(TAX_DIFFERS, row, "Tax", wrong, "Check Net and Tax.", _shown(table, row, "Tax"))


def _highest_rate(book: Book) -> float:
    return float(book.frame("Taxes")["Rate"].fillna(0.0).max())


def _tax_of_lines(book: Book, day: npt.NDArray[np.datetime64]) -> tuple[Whole, Flags, Whole]:
    """Tax of each invoice from its lines, where all of them have a known code, and the rounding that is allowed (1 per line)."""
    count = len(day)
    lines, at = book.frame("Invoice Lines"), papers_of(book, "Invoice Lines", "Invoices")
    if not len(lines):
        return np.zeros(count, np.int64), np.zeros(count, dtype=bool), np.zeros(count, np.int64)
    rate = _rates(book, lines["Tax code"], taken(day, at, np.datetime64("NaT", "D")))
    nets = line_nets(book.table("Invoice Lines")).fillna(0).to_numpy(dtype=np.int64)
    unknown = np.isnan(rate)
    each = product(np.where(unknown, 0.0, rate), nets)
    ones = sums(np.ones(len(lines), dtype=np.int64), at, count)
    return sums(each, at, count), (ones > 0) & (sums(unknown.astype(np.int64), at, count) == 0), ones


def _rates(book: Book, codes: pd.Series, days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.float64]:
    """The rate of each code on each day: the newest on or before it; NaN where there is none."""
    taxes = book.frame("Taxes")
    at, rates = positions(codes, taxes["Tax code"]), np.full(len(codes), np.nan)
    own = positions(taxes["Tax code"], taxes["Tax code"])
    begins, values = days_of(taxes["Valid from"]), taxes["Rate"].to_numpy(dtype=np.float64)
    for place in np.argsort(begins, kind="stable"):
        rates = np.where((at == own[place]) & (at >= 0) & (days >= begins[place]), values[place], rates)
    return rates


def _credits(book: Book) -> Iterator[Finding]:
    table = book.table("Invoices")
    frame = table.frame
    if not (frame["Corrects"] != "").any():
        return
    at = positions(frame["Corrects"], frame["Invoice No"])
    total = gross(frame).fillna(0).to_numpy(dtype=np.int64)
    notes = (frame["Type"] == "Credit note").to_numpy() & counted(book) & (at >= 0) & (total < 0)
    given = -sums(np.where(notes, total, 0), np.where(notes, at, -1), len(frame))
    for place in np.flatnonzero((given > np.maximum(total, 0)) & (given > 0)):
        row, currency = frame.index[int(place)], table.currencies.iloc[place]
        number = _text(table, row, "Invoice No")
        wrong = f"Credit notes of {shown(int(given[place]), currency)} correct {number}, which is {shown(int(total[place]), currency)} gross."
        to_do = "Check the amounts and Corrects; what is too much stays open as credit."
        yield table.find(CREDIT_ABOVE_INVOICE, row, "Gross", wrong, to_do, shown(int(total[place]), currency))
