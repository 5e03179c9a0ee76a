"""What has been delivered: from the Deliveries sheet to the order lines.

Only rows with the status Delivered or Returned count, and only up to the as-of day: on Delivered on, else on Shipped on. A
return is a negative quantity; a positive one on a Returned row counts as nothing (and is a finding).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.joins import Positions, pair_positions, positions
from salessheets.sheets.lines import sums


@dataclass(frozen=True)
class Delivered:
    """Deliveries that count, aligned with the Deliveries frame.

    Attributes:
        order: Position of each row's order; -1 for an unknown one.
        line: Position of its order line; -1 for an unknown one.
        date: The day on which it counts; NaT where neither day is filled.
        counts: True where goods arrived or came back by the as-of day.
        units: Quantity, below zero for returns; 0 where it does not count.
    """

    order: Positions
    line: Positions
    date: npt.NDArray[np.datetime64]
    counts: npt.NDArray[np.bool_]
    units: npt.NDArray[np.float64]


def delivered(book: Book) -> Delivered:
    """The deliveries that count; see the module."""
    frame = book.frame("Deliveries")
    order, line = lines_of(book, "Deliveries")
    date = frame["Delivered on"].fillna(frame["Shipped on"]).to_numpy(dtype="datetime64[D]")
    units = frame["Qty"].fillna(0.0).to_numpy(dtype=np.float64)
    arrived = (frame["Status"] == "Delivered").to_numpy() | ((frame["Status"] == "Returned").to_numpy() & (units < 0))
    counts = arrived & ~(date > np.datetime64(book.as_of))
    return Delivered(order, line, date, counts, np.where(counts, units, 0.0))


def lines_of(book: Book, sheet: str) -> tuple[Positions, Positions]:
    """Positions of the order and of the order line that each row of a sheet names by Order No and Order line."""
    frame, lines = book.frame(sheet), book.frame("Order Lines")
    orders = book.frame("Orders")["Order No"]
    order = positions(frame["Order No"], orders)
    line = pair_positions(order, frame["Order line"], positions(lines["Order No"], orders), lines["Line"])
    return order, line


def units_per_line(book: Book, goods: Delivered) -> npt.NDArray[np.float64]:
    """Units delivered per order line, less returns, aligned with the Order Lines frame."""
    return np.round(sums(goods.units, goods.line, len(book.frame("Order Lines"))), 9)


def last_day_per_order(book: Book, goods: Delivered) -> pd.Series:
    """The last day on which goods of each order arrived, aligned with the Orders frame; NaT where none did."""
    days = goods.date.astype("datetime64[s]")
    last = np.full(len(book.frame("Orders")), np.datetime64("NaT", "s"))
    which = goods.counts & (goods.order >= 0) & (goods.units > 0) & ~np.isnat(days)
    newest = pd.Series(days[which]).groupby(goods.order[which]).max()
    last[newest.index.to_numpy(dtype=np.int64)] = newest.to_numpy()
    return pd.Series(last, index=book.frame("Orders").index)
