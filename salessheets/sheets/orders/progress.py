"""How far each order has come: delivered, back order, invoiced, progress, days late.

Delivered % and Invoiced % are shares of the quantities ordered: of each line at most what was ordered counts, so that too much
of one line cannot hide what another lacks. Drafts and orders dated after the as-of day have no progress.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book, Outcome
from salessheets.core.joins import positions, taken
from salessheets.sheets.lines import net_of_lines, papers_of, sums
from salessheets.sheets.orders.delivered import Delivered, delivered, last_day_per_order, units_per_line
from salessheets.sheets.orders.invoiced import Invoiced, invoiced, value_of

_EPSILON = 1e-9
Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Lines:
    """Order lines: their order's position, units ordered, delivered, still expected and invoiced (NaN: unknown), promise."""

    order: npt.NDArray[np.int64]
    ordered: Numbers
    delivered: Numbers
    back_order: Numbers
    invoiced: Numbers
    promised: npt.NDArray[np.datetime64]


def follow_orders(book: Book) -> Outcome:
    """Step: Net, Delivered %, Invoiced %, Progress and Days late of Orders; Delivered, Back order and Invoiced of their lines."""
    if not (book.has("Orders") and book.has("Order Lines")):
        return Outcome()
    nets = net_of_lines(book, "Order Lines", "Orders")
    bills = invoiced(book)
    goods = delivered(book)
    lines = _lines(book, goods, bills, nets)
    return Outcome({"Orders": _orders(book, goods, lines, bills, nets), "Order Lines": _columns(book, lines)})


def _lines(book: Book, goods: Delivered, bills: Invoiced, nets: pd.Series) -> _Lines:
    frame, orders = book.frame("Order Lines"), book.frame("Orders")
    order = papers_of(book, "Order Lines", "Orders")
    ordered = frame["Qty"].fillna(0.0).to_numpy(dtype=np.float64)
    arrived = units_per_line(book, goods)
    running = taken(_running(book), order, default=False)
    missing = np.where(running, np.maximum(np.round(ordered - arrived, 9), 0.0), 0.0)
    promised = frame["Promised for"].to_numpy(dtype="datetime64[D]")
    orders_promise = taken(orders["Promised for"].to_numpy(dtype="datetime64[D]"), order, default=np.datetime64("NaT"))
    return _Lines(
        order,
        ordered,
        arrived,
        missing,
        _units_invoiced(book, bills, nets, (order, ordered, arrived)),
        np.where(np.isnat(promised), orders_promise, promised),
    )


def _units_invoiced(
    book: Book, bills: Invoiced, nets: pd.Series, lines: tuple[npt.NDArray[np.int64], Numbers, Numbers]
) -> Numbers:
    """Units invoiced per order line; NaN where the invoices do not tell."""
    order, ordered, arrived = lines
    goods = sums(value_of(arrived, book), order, len(nets))
    whole = bills.net == nets.fillna(-1).to_numpy(dtype=np.int64)
    arrived_only = bills.net == goods
    chosen = np.select(
        [taken(part, order, default=False) for part in (bills.by_lines, whole, bills.net == 0, arrived_only)],
        [bills.units, ordered, np.zeros(len(order)), arrived],
        np.nan,
    )
    return np.where(order >= 0, chosen, 0.0)


def _columns(book: Book, lines: _Lines) -> pd.DataFrame:
    return pd.DataFrame(
        {"Delivered": lines.delivered, "Back order": lines.back_order, "Invoiced": lines.invoiced},
        index=book.frame("Order Lines").index,
    )


def _orders(book: Book, goods: Delivered, lines: _Lines, bills: Invoiced, nets: pd.Series) -> pd.DataFrame:
    invoiced_share = _invoiced_share(lines, bills, nets)
    days = _days_promised_ago(book, lines)
    words = _progress(book, lines, days > 0, _to_invoice(book, lines, bills, invoiced_share))
    words[nets.isna().to_numpy()] = ""
    return pd.DataFrame(
        {
            "Net": nets,
            "Delivered %": _share(lines.delivered, lines, len(nets)),
            "Invoiced %": invoiced_share,
            "Progress": pd.Series(words, index=nets.index, dtype=object),
            "Days late": _days_late(book, goods, lines, days, np.isin(words, ["", "Cancelled"])),
        },
        index=nets.index,
    )


def _share(done: Numbers, lines: _Lines, length: int) -> Numbers:
    """Per order: units done, of each line at most what was ordered, as a share of the units ordered. NaN for no units."""
    kept = np.clip(done, 0.0, np.maximum(lines.ordered, 0.0))
    ordered = sums(np.maximum(lines.ordered, 0.0), lines.order, length)
    return np.asarray(
        np.divide(sums(kept, lines.order, length), ordered, out=np.full(length, np.nan), where=ordered > 0)
    )


def _invoiced_share(lines: _Lines, bills: Invoiced, nets: pd.Series) -> Numbers:
    """By quantity where units are known, else by amount."""
    net = nets.fillna(0).to_numpy(dtype=np.float64)
    by_amount = np.divide(bills.net, net, out=np.full(len(net), np.nan), where=net > 0)
    by_units = _share(lines.invoiced, lines, len(net))
    return np.asarray(np.where(np.isnan(by_units), np.clip(by_amount, 0.0, 1.0), by_units))


def _progress(book: Book, lines: _Lines, late: Flags, to_invoice: Flags) -> npt.NDArray[np.object_]:
    """Per order the first word that holds; "" for drafts and orders of days to come."""
    length = len(late)
    status = book.frame("Orders")["Status"]
    some = _any(lines.delivered > _EPSILON, lines.order, length)
    waiting = _any(lines.back_order > _EPSILON, lines.order, length)
    over = _any(lines.delivered > lines.ordered * (1 + allowance(book)) + _EPSILON, lines.order, length)
    cases = {
        "": ~_existing(book) | (status == "Draft").to_numpy(),
        "On hold": (status == "On hold").to_numpy(),
        "Cancelled": (status == "Cancelled").to_numpy(),
        "Over-delivered": over,
        "Late": late,
        "Partly delivered": some & waiting,
        "Not started": waiting,
        "Delivered, to invoice": to_invoice,
    }
    return np.select(list(cases.values()), list(cases), "Complete").astype(object)


def _days_promised_ago(book: Book, lines: _Lines) -> npt.NDArray[np.int64]:
    """Per order the days since the earliest promise of a line that is still expected; 0 or less when none has passed."""
    ago = (np.datetime64(book.as_of) - lines.promised).astype(np.int64)
    open_ = (lines.back_order > _EPSILON) & ~np.isnat(lines.promised)
    return _largest(np.where(open_, ago, 0), lines.order, len(book.frame("Orders")))


def _days_late(
    book: Book, goods: Delivered, lines: _Lines, ago: npt.NDArray[np.int64], blank: Flags
) -> pd.arrays.IntegerArray:
    """Days since the promise while goods are expected; else from the promise to the last delivery; never below 0."""
    last = last_day_per_order(book, goods).to_numpy(dtype="datetime64[D]")
    promised = book.frame("Orders")["Promised for"].to_numpy(dtype="datetime64[D]")
    took = np.where(np.isnat(last) | np.isnat(promised), 0, (last - promised).astype(np.int64))
    waiting = _any(lines.back_order > _EPSILON, lines.order, len(last))
    return pd.arrays.IntegerArray(np.maximum(np.where(waiting, ago, took), 0), blank)


def _to_invoice(book: Book, lines: _Lines, bills: Invoiced, invoiced_share: Numbers) -> Flags:
    """True where goods arrived that no invoice covers: by units where they are known, else by amounts."""
    length = len(bills.net)
    by_units = _any(lines.delivered > lines.invoiced + _EPSILON, lines.order, length)
    goods = sums(value_of(lines.delivered, book), lines.order, length)
    unknown = _any(np.isnan(lines.invoiced), lines.order, length)
    return np.asarray(np.where(unknown, (goods > bills.net) & ~(invoiced_share >= 1), by_units))


def _running(book: Book) -> Flags:
    """True for the orders of which more is expected: confirmed or on hold, dated up to the as-of day."""
    return _existing(book) & book.frame("Orders")["Status"].isin(["Confirmed", "On hold"]).to_numpy()


def _existing(book: Book) -> Flags:
    days = book.frame("Orders")["Date"].to_numpy(dtype="datetime64[D]")
    return ~(days > np.datetime64(book.as_of))


def allowance(book: Book) -> Numbers:
    """Per order line: how much more than ordered may be delivered, a fraction; the product's, else the setting's."""
    products = book.frame("Products")
    own = products["Over-delivery %"].to_numpy(dtype=np.float64)
    of_line = taken(own, positions(book.frame("Order Lines")["SKU"], products["SKU"]), default=np.nan)
    return np.where(np.isnan(of_line), book.settings.over_delivery, of_line)


def _any(flags: Flags, at: npt.NDArray[np.int64], length: int) -> Flags:
    found = np.zeros(length, dtype=bool)
    found[at[flags & (at >= 0)]] = True
    return found


def _largest(values: npt.NDArray[np.int64], at: npt.NDArray[np.int64], length: int) -> npt.NDArray[np.int64]:
    largest = np.full(length, np.iinfo(np.int32).min, dtype=np.int64)
    np.maximum.at(largest, at[at >= 0], values[at >= 0])
    return largest
