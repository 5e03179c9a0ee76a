"""Which sales count, when, for whom and how much: the one source of Weekly Sales, Targets and the reports.

A sale counts at one of four events, up to the as-of day:
- Order: the order's date. Confirmed, on hold and closed short orders count; drafts and cancelled ones never.
- Delivery: Delivered on, else Shipped on, of the units delivered less those returned, at the order line's price.
- Invoice: the document's date. Sent and written-off invoices, deposits and credit notes (negative, on their own date).
- Payment: the date of the allocation; of the amount paid the share that is net of tax.

Amounts are net of tax in base currency. A second rep gets the agreed share of money and units; the order itself counts once, for
the first rep. Region is the customer's. The product group is that of the line's product, blank for papers without lines.
An order counts on the day of its first paper; an invoice without an order counts as an order of its own.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book, Table
from salessheets.core.exact import firsts, parts, product, running, scaled
from salessheets.core.joins import Positions, positions, taken
from salessheets.sheets.exchange import in_base
from salessheets.sheets.lines import canonical, line_nets, papers_of
from salessheets.sheets.orders.delivered import delivered
from salessheets.sheets.orders.invoiced import order_of_invoices

Days = npt.NDArray[np.datetime64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

COLUMNS = ("Date", "Rep ID", "Customer ID", "Region", "Product group", "Net", "Units", "Order", "Opens")


@dataclass(frozen=True)
class _Papers:
    """Rows of papers that count, before conversion and split; all arrays have one entry per row.

    `paper` numbers the paper of each row, whose rows stand together; `order` numbers the order behind it; `split` is the
    position on Orders of the order whose second rep shares (-1: nobody shares).
    """

    paper: Whole
    date: Days
    currency: Texts
    rep: Texts
    customer: Texts
    group: Texts
    net: Whole
    units: npt.NDArray[np.float64]
    order: Whole
    split: Positions
    opens: Flags

    def only(self, which: Any) -> _Papers:
        return _Papers(*(getattr(self, name)[which] for name in self.__dataclass_fields__))


def counted(book: Book, at: str) -> pd.DataFrame:
    """The sales that count at an event.

    Args:
        book: With Allocations made, for "Payment".
        at: "Order", "Delivery", "Invoice" or "Payment".

    Returns:
        One row per paper, rep and product line: Date (datetime64[s]), Rep ID, Customer ID, Region and Product group
        (categories, blank is ""), Net (int64 minor units of base currency), Units (float64), Order (int64, equal for
        rows of one order), Opens (True on the rows with which the order counts). The frame is shared: do not change it.
    """
    return _REMEMBERED.get(book, at, _counted)


def _counted(book: Book, at: str) -> pd.DataFrame:
    rows = _KINDS[at](book)
    rows = rows.only(~np.isnat(rows.date) & ~(rows.date > np.datetime64(book.as_of)))
    net, known = in_base(book, rows.net, rows.currency, rows.date, rows.paper)
    return _frame(book, _shared(book, replace(rows, net=net).only(known)))


def _by_order(book: Book) -> _Papers:
    at = papers_of(book, "Order Lines", "Orders")
    counts = book.frame("Orders")["Status"].isin(["Confirmed", "On hold", "Closed short"]).to_numpy()
    lines = np.flatnonzero(taken(counts, at, default=False))
    lines = lines[np.argsort(at[lines], kind="stable")]
    frame = book.frame("Order Lines").iloc[lines]
    net = line_nets(book.table("Order Lines")).fillna(0).to_numpy(dtype=np.int64)[lines]
    return _of_orders(book, at[lines], frame, net, _units(frame))


def _by_delivery(book: Book) -> _Papers:
    goods = delivered(book)
    counts = ~book.frame("Orders")["Status"].isin(["Draft", "Cancelled"]).to_numpy()
    rows = np.flatnonzero(goods.counts & (goods.line >= 0) & taken(counts, goods.order, default=False))
    rows = rows[np.lexsort((goods.date[rows], goods.line[rows]))]
    frame = book.frame("Order Lines").iloc[goods.line[rows]]
    worth = product(
        np.round(running(goods.units[rows], goods.line[rows]), 9),
        frame["Unit price"].fillna(0).to_numpy(dtype=np.int64),
        frame["Discount %"].fillna(0.0).to_numpy(dtype=np.float64),
    )
    net = np.where(firsts(goods.line[rows]), worth, np.diff(worth, prepend=0))
    papers = _of_orders(book, goods.order[rows], frame, net, goods.units[rows])
    of_day = np.cumsum(firsts(goods.line[rows]) | firsts(goods.date[rows]), dtype=np.int64)
    papers = replace(papers, paper=of_day, date=goods.date[rows])
    return replace(papers, opens=_first_day(papers.order, papers.date, np.ones(len(rows), dtype=bool)))


def _by_invoice(book: Book) -> _Papers:
    frame = book.frame("Invoices")
    counts = frame["Status"].isin(["Sent", "Written off"]).to_numpy()
    at = papers_of(book, "Invoice Lines", "Invoices")
    kept = np.flatnonzero(taken(counts, at, default=False))
    lines = book.frame("Invoice Lines").iloc[kept]
    nets = line_nets(book.table("Invoice Lines")).fillna(0).to_numpy(dtype=np.int64)[kept]
    header = frame["Net"].fillna(0).to_numpy(dtype=np.int64)
    of_lines = np.zeros(len(frame), dtype=np.int64)
    np.add.at(of_lines, at[kept], nets)
    lined = np.isin(np.arange(len(frame)), at[kept])
    rest = np.flatnonzero(counts & ((header != of_lines) | ~lined))
    paper = np.concatenate([at[kept], rest])
    turn = np.argsort(paper, kind="stable")
    return _of_invoices(
        book,
        paper[turn],
        np.concatenate([_groups(book, lines), np.full(len(rest), "", dtype=object)])[turn],
        np.concatenate([nets, header[rest] - of_lines[rest]])[turn],
        np.concatenate([_units(lines), np.zeros(len(rest))])[turn],
    )


def _by_payment(book: Book) -> _Papers:
    paid = book.frame("Allocations")
    invoices = book.frame("Invoices")
    at = positions(paid["Invoice No"], invoices["Invoice No"])
    gross = (invoices["Net"].fillna(0) + invoices["Tax"].fillna(0)).to_numpy(dtype=np.int64)
    money = paid["Kind"].isin(["Payment", "Refund"]).to_numpy()
    rows = np.flatnonzero(money & (at >= 0) & (taken(gross, at, default=0) != 0))
    sold = _by_invoice(book)
    first = np.searchsorted(sold.paper, at[rows], side="left")
    count = np.searchsorted(sold.paper, at[rows], side="right") - first
    source = np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())
    paper = np.repeat(np.arange(len(rows)), count)
    papers = sold.only(source)
    amount = np.repeat(paid["Amount"].fillna(0).to_numpy(dtype=np.int64)[rows], count)
    whole = np.repeat(gross[at[rows]], count)
    sign = np.sign(whole)
    papers = replace(
        papers,
        paper=paper,
        date=np.repeat(paid["Date"].to_numpy(dtype="datetime64[D]")[rows], count),
        net=parts(papers.net, paper, amount * sign, np.abs(whole)),
        units=np.round(papers.units * amount / whole, 6),
    )
    return replace(papers, opens=_first_day(papers.order, papers.date, amount > 0))


_SOURCES = (
    "Orders",
    "Order Lines",
    "Deliveries",
    "Invoices",
    "Invoice Lines",
    "Allocations",
    "Customers",
    "Products",
    "Reps",
    "Exchange Rates",
)


class _Remembered:
    """The last result for each event, so that targets and the weekly record of one refresh count only once.

    It is told by the tables themselves and forgotten with them; nothing of a book outlives it here.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[list[weakref.ref[Table]], tuple[object, ...], pd.DataFrame]] = {}

    def get(self, book: Book, at: str, make: Callable[[Book, str], pd.DataFrame]) -> pd.DataFrame:
        tables = [book.table(name) for name in _SOURCES]
        rest = (book.as_of, book.settings.base_currency)
        known = self._known.get(at)
        if known and known[1] == rest and all(one() is table for one, table in zip(known[0], tables, strict=True)):
            return known[2]
        frame = make(book, at)
        self._known[at] = [weakref.ref(table, self._forget) for table in tables], rest, frame
        return frame

    def _forget(self, gone: weakref.ref[Table]) -> None:
        """Drop what was counted from a table that is no more."""
        self._known = {at: known for at, known in self._known.items() if not any(one is gone for one in known[0])}


_REMEMBERED = _Remembered()

_KINDS: dict[str, Callable[[Book], _Papers]] = {
    "Order": _by_order,
    "Delivery": _by_delivery,
    "Invoice": _by_invoice,
    "Payment": _by_payment,
}


def _of_orders(book: Book, at: Positions, lines: pd.DataFrame, net: Whole, units: npt.NDArray[np.float64]) -> _Papers:
    orders = book.frame("Orders")
    return _Papers(
        at,
        orders["Date"].to_numpy(dtype="datetime64[D]")[at],
        book.table("Orders").currencies.to_numpy(dtype=object)[at],
        orders["Rep ID"].to_numpy(dtype=object)[at],
        orders["Customer ID"].to_numpy(dtype=object)[at],
        _groups(book, lines),
        net,
        units,
        at,
        at,
        np.ones(len(at), dtype=bool),
    )


def _of_invoices(book: Book, at: Positions, group: Texts, net: Whole, units: npt.NDArray[np.float64]) -> _Papers:
    frame, orders = book.frame("Invoices"), book.frame("Orders")
    order = order_of_invoices(book)
    first_rep = taken(canonical(orders["Rep ID"], orders["Rep ID"]).to_numpy(dtype=object), order, default="")
    same_rep = (frame["Rep ID"].str.casefold() == pd.Series(first_rep, index=frame.index).str.casefold()).to_numpy()
    behind = np.where(order >= 0, order, len(orders) + np.arange(len(frame)))[at]
    date = frame["Date"].to_numpy(dtype="datetime64[D]")[at]
    sale = (frame["Type"] != "Credit note").to_numpy()[at]
    return _Papers(
        at,
        date,
        book.table("Invoices").currencies.to_numpy(dtype=object)[at],
        frame["Rep ID"].to_numpy(dtype=object)[at],
        frame["Customer ID"].to_numpy(dtype=object)[at],
        group,
        net,
        units,
        behind,
        np.where(same_rep, order, -1)[at],
        _first_day(behind, date, sale),
    )


def _groups(book: Book, lines: pd.DataFrame) -> Texts:
    products = book.frame("Products")
    of_product = canonical(products["Product group"], products["Product group"]).to_numpy(dtype=object)
    return taken(of_product, positions(lines["SKU"], products["SKU"]), default="")


def _units(lines: pd.DataFrame) -> npt.NDArray[np.float64]:
    return lines["Qty"].fillna(0.0).to_numpy(dtype=np.float64)


def _first_day(order: Whole, date: Days, sale: Flags) -> Flags:
    """True on the rows of the first day on which each order has a sale."""
    days = np.where(sale & ~np.isnat(date), date.astype(np.int64), np.iinfo(np.int64).max)
    first = pd.Series(days).groupby(order).transform("min").to_numpy()
    return np.asarray(sale & ~np.isnat(date) & (days == first))


def _shared(book: Book, rows: _Papers) -> _Papers:
    """The rows with a second rep's share as rows of their own; money and units add up to what they were."""
    orders = book.frame("Orders")
    share = np.clip(orders["2nd rep share %"].fillna(0.0).to_numpy(dtype=np.float64), 0.0, 1.0)
    share = np.where((orders["2nd rep"] != "").to_numpy(), share, 0.0)
    which = np.flatnonzero(taken(share, rows.split, default=0.0) > 0)
    if not len(which):
        return rows
    theirs = rows.only(which)
    above, places = scaled(share)
    below = np.full(len(which), 10**places, dtype=np.int64)
    net = parts(theirs.net, theirs.paper, above[theirs.split], below)
    units = np.round(theirs.units * share[theirs.split], 9)
    second = replace(
        theirs,
        rep=orders["2nd rep"].to_numpy(dtype=object)[theirs.split],
        net=net,
        units=units,
        opens=np.zeros(len(which), dtype=bool),
    )
    rows.net[which] -= net
    rows.units[which] = np.round(rows.units[which] - units, 9)
    return _Papers(
        *(np.concatenate([getattr(rows, name), getattr(second, name)]) for name in rows.__dataclass_fields__)
    )


def _frame(book: Book, rows: _Papers) -> pd.DataFrame:
    customers = book.frame("Customers")
    region = canonical(customers["Region"], customers["Region"]).to_numpy(dtype=object)
    codes, distinct = pd.factorize(rows.customer)
    known = positions(pd.Series(distinct, dtype=object), customers["Customer ID"])
    columns = (
        rows.date.astype("datetime64[s]"),
        _category(*pd.factorize(rows.rep), book.frame("Reps")["Rep ID"]),
        _category(codes, distinct, customers["Customer ID"]),
        _category(codes, taken(region, known, default="")),
        _category(*pd.factorize(rows.group)),
        rows.net,
        rows.units,
        rows.order,
        rows.opens,
    )
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))


def _category(codes: Whole, names: Texts, keys: pd.Series | None = None) -> pd.Categorical:
    """Rows that hold names by their codes as a category in alphabetical order; keys give the spelling."""
    if keys is not None:
        names = canonical(pd.Series(names, dtype=object), keys).to_numpy(dtype=object)
    categories, place = np.unique(names, return_inverse=True)
    return pd.Categorical.from_codes(place.astype(np.int64)[codes], pd.Index(categories, dtype=object))
