"""What has been invoiced: from invoices and their lines to the orders.

Invoices, deposits and credit notes count when they are Sent or Written off, dated up to the as-of day, in the order's currency.
A credit note that names no order belongs to the order of the invoice that it corrects.

Where Invoice Lines name the order's lines (by Order line, or by a SKU that stands once in the order), units are counted from
them. Where an order's invoices have no lines, units are known only in two cases: the invoices come to the net of the order
(everything is invoiced), or to the value of what was delivered (that is invoiced). Otherwise the lines stay blank, and
the order's share is that of the amounts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.joins import Positions, pair_positions, positions, taken
from salessheets.sheets.lines import line_nets, papers_of, sums


@dataclass(frozen=True)
class Invoiced:
    """What was invoiced.

    Attributes:
        by_lines: Per order: True where Invoice Lines tell the units.
        net: Per order: net of its invoices less credit notes, minor units of the order's currency.
        units: Per order line: units of its invoice lines; meaningful where the order is `by_lines`.
    """

    by_lines: npt.NDArray[np.bool_]
    net: npt.NDArray[np.int64]
    units: npt.NDArray[np.float64]


def invoiced(book: Book) -> Invoiced:
    """Per order and order line; see the module."""
    orders = order_of_invoices(book)
    counts = _counting(book, orders)
    nets = np.where(counts, book.frame("Invoices")["Net"].fillna(0).to_numpy(dtype=np.int64), 0)
    lines = order_lines_of_invoice_lines(book, orders)
    at = papers_of(book, "Invoice Lines", "Invoices")
    counted = taken(counts, at, default=False) & (lines >= 0)
    units = np.where(counted, book.frame("Invoice Lines")["Qty"].fillna(0.0).to_numpy(dtype=np.float64), 0.0)
    order_lines = book.frame("Order Lines")
    owner = papers_of(book, "Order Lines", "Orders")
    named = taken(owner, np.where(counted, lines, -1), default=-1)
    by_lines = np.zeros(len(book.frame("Orders")), dtype=bool)
    by_lines[named[named >= 0]] = True
    return Invoiced(
        by_lines,
        sums(nets, np.where(counts, orders, -1), len(by_lines)),
        np.round(sums(units, lines, len(order_lines)), 9),
    )


def order_of_invoices(book: Book) -> Positions:
    """Position of each invoice's order: its own, else that of the invoice it corrects; -1 for none."""
    frame = book.frame("Invoices")
    own = positions(frame["Order No"], book.frame("Orders")["Order No"])
    corrected = taken(own, positions(frame["Corrects"], frame["Invoice No"]), default=-1)
    return np.where((own < 0) & (frame["Order No"] == "").to_numpy(), corrected, own)


def order_lines_of_invoice_lines(book: Book, orders: Positions) -> Positions:
    """Position of the order line that each invoice line invoices; -1 where none can be told."""
    frame, lines = book.frame("Invoice Lines"), book.frame("Order Lines")
    numbers = book.frame("Orders")["Order No"]
    owner = positions(lines["Order No"], numbers)
    own = positions(frame["Order No"], numbers)
    order = np.where(own >= 0, own, taken(orders, papers_of(book, "Invoice Lines", "Invoices"), default=-1))
    by_number = pair_positions(order, frame["Order line"], owner, lines["Line"])
    skus = book.frame("Products")["SKU"]
    by_sku = _once(order, positions(frame["SKU"], skus), owner, positions(lines["SKU"], skus))
    return np.where(frame["Order line"].isna().to_numpy(dtype=bool), by_sku, by_number)


def _once(order: Positions, sku: Positions, owner: Positions, line_sku: Positions) -> Positions:
    """The order line with that SKU where the order has just one."""
    pairs = pd.Series(owner * (1 << 32) + line_sku)
    single = ~pairs.duplicated(keep=False).to_numpy() & (line_sku >= 0) & (owner >= 0)
    found = pair_positions(
        order, pd.Series(sku, dtype="Int64"), np.where(single, owner, -2), pd.Series(line_sku, dtype="Int64")
    )
    return np.where(sku >= 0, found, -1)


def _counting(book: Book, orders: Positions) -> npt.NDArray[np.bool_]:
    """True for the invoices that count towards their order."""
    frame = book.frame("Invoices")
    days = frame["Date"].to_numpy(dtype="datetime64[D]")
    currency = taken(book.table("Orders").currencies.to_numpy(dtype=object), orders, default="")
    same = book.table("Invoices").currencies.to_numpy(dtype=object) == currency
    owed = frame["Status"].isin(["Sent", "Written off"]).to_numpy()
    return np.asarray(owed & (days <= np.datetime64(book.as_of)) & same & (orders >= 0))


def value_of(units: npt.NDArray[np.float64], book: Book) -> npt.NDArray[np.int64]:
    """Value of so many units of each order line, minor units, at the line's price less discount."""
    frame = book.frame("Order Lines")
    priced = frame.assign(Qty=units)
    table = book.table("Order Lines").with_columns(priced[["Qty"]])
    return line_nets(table).fillna(0).to_numpy(dtype=np.int64)
