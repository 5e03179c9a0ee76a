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
from salessheets.sheets.orders.delivered import delivered, last_day_per_order, units_per_line
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
    lines = _lines(book, bills, nets)
    return Outcome({"Orders": _orders(book, lines, bills, nets), "Order Lines": _columns(book, lines)})


def _lines(book: Book, bills: Invoiced, nets: pd.Series) -> _Lines:
    frame, orders = book.frame("Order Lines"), book.frame("Orders")
    order = papers_of(book, "Order Lines", "Orders")
    ordered = frame["Qty"].fillna(0.0).to_numpy(dtype=np.float64)
    arrived = units_per_line(book, delivered(book))
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


def _orders(book: Book, lines: _Lines, bills: Invoiced, nets: pd.Series) -> pd.DataFrame:
    invoiced_share = _invoiced_share(lines, bills, nets)
    state = _State.of(book, lines, bills, nets, invoiced_share)
    return pd.DataFrame(
        {
            "Net": nets,
            "Delivered %": _share(lines.delivered, lines, len(nets)),
            "Invoiced %": invoiced_share,
            "Progress": pd.Series(state.progress, index=nets.index, dtype=object),
            "Days late": state.days_late,
        },
        index=nets.index,
    )


def _share(done: Numbers, lines: _Lines, length: int) -> Numbers:
    """Per order: units done, of each line at most what was ordered, as a share of the units ordered. NaN for no units."""
    kept = np.clip(done, 0.0, np.maximum(lines.ordered, 0.0))
    ordered = sums(np.maximum(lines.ordered, 0.0), lines.order, length)
    return np.divide(sums(kept, lines.order, length), ordered, out=np.full(length, np.nan), where=ordered > 0)


def _invoiced_share(lines: _Lines, bills: Invoiced, nets: pd.Series) -> Numbers:
    """By quantity where units are known, else by amount."""
    net = nets.fillna(0).to_numpy(dtype=np.float64)
    by_amount = np.divide(bills.net, net, out=np.full(len(net), np.nan), where=net > 0)
    by_units = _share(lines.invoiced, lines, len(net))
    return np.where(np.isnan(by_units), np.clip(by_amount, 0.0, 1.0), by_units)


@dataclass(frozen=True)
class _State:
    progress: npt.NDArray[np.object_]
    days_late: pd.arrays.IntegerArray

    @classmethod
    def of(cls, book: Book, lines: _Lines, bills: Invoiced, nets: pd.Series, invoiced_share: Numbers) -> _State:
        """Progress: the first word of its list that holds. Days late: since the earliest promise missed."""
        frame, length = book.frame("Orders"), len(nets)
        waiting = lines.back_order > _EPSILON
        late_days = np.where(waiting, (np.datetime64(book.as_of) - lines.promised).astype(np.int64), 0)
        late_days = np.where(np.isnat(lines.promised), 0, late_days)
        days = _largest(late_days, lines.order, length)
        some = _any(lines.delivered > _EPSILON, lines.order, length)
        open_ = _any(waiting, lines.order, length)
        over = _any(lines.delivered > _allowed(book, lines) + _EPSILON, lines.order, length)
        status = frame["Status"]
        exists = _existing(book) & nets.notna().to_numpy()
        progress = np.select(
            [
                ~exists | (status == "Draft").to_numpy(),
                (status == "On hold").to_numpy(),
                (status == "Cancelled").to_numpy(),
                over,
                days > 0,
                some & open_,
                open_,
                _to_invoice(book, lines, bills, invoiced_share),
            ],
            [
                "",
                "On hold",
                "Cancelled",
                "Over-delivered",
                "Late",
                "Partly delivered",
                "Not started",
                "Delivered, to invoice",
            ],
            "Complete",
        ).astype(object)
        last = last_day_per_order(book, delivered(book))
        done_late = ((last - frame["Promised for"]) / np.timedelta64(1, "D")).fillna(0).to_numpy(dtype=np.float64)
        late = np.where(open_, np.maximum(days, 0), np.maximum(done_late, 0)).astype(np.int64)
        blank = (progress == "") | (progress == "Cancelled")
        return cls(progress, pd.arrays.IntegerArray(late, blank))


def _to_invoice(book: Book, lines: _Lines, bills: Invoiced, invoiced_share: Numbers) -> Flags:
    """True where goods arrived that no invoice covers: by units where they are known, else by amounts."""
    length = len(bills.net)
    by_units = _any(lines.delivered > lines.invoiced + _EPSILON, lines.order, length)
    goods = sums(value_of(lines.delivered, book), lines.order, length)
    unknown = _any(np.isnan(lines.invoiced), lines.order, length)
    return np.where(unknown, (goods > bills.net) & ~(invoiced_share >= 1), by_units)


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


def _allowed(book: Book, lines: _Lines) -> Numbers:
    return lines.ordered * (1 + allowance(book))


def _any(flags: Flags, at: npt.NDArray[np.int64], length: int) -> Flags:
    found = np.zeros(length, dtype=bool)
    found[at[flags & (at >= 0)]] = True
    return found


def _largest(values: npt.NDArray[np.int64], at: npt.NDArray[np.int64], length: int) -> npt.NDArray[np.int64]:
    largest = np.full(length, np.iinfo(np.int32).min, dtype=np.int64)
    np.maximum.at(largest, at[at >= 0], values[at >= 0])
    return largest
