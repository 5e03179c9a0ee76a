"""What was reached: sales filtered by days, reps, region and product group, for the four measures.

Example:
    >>> from salessheets.sheets.specimen import book_of
    >>> book = book_of('''
    ... Invoices
    ... Invoice No | Type    | Date       | Customer ID | Rep ID | Currency | Net    | Tax  | Status
    ... INV-1      | Invoice | 2026-03-02 | C1          | R1     | EUR      | 100.00 | 0.00 | Sent
    ... INV-2      | Invoice | 2026-03-05 | C1          | R2     | EUR      | 50.00  | 0.00 | Sent
    ... ''')
    >>> sales = Sales.of(book, "Invoice")
    >>> march = date(2026, 3, 1), date(2026, 3, 31)
    >>> int(sales.reached("Revenue", *march)), int(sales.reached("New customers", *march, reps={"r1"}))
    (15000, 1)
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.texts import key_form
from salessheets.sheets.weekly_sales.counted import counted

Flags = npt.NDArray[np.bool_]
Reps = Collection[str] | None


@dataclass(frozen=True)
class Sales:
    """The sales that count at one event, in order of their days.

    Attributes:
        frame: As `weekly_sales.counted` describes, sorted by date.
    """

    frame: pd.DataFrame

    @classmethod
    def of(cls, book: Book, at: str) -> Sales:
        """The sales that count at "Order", "Delivery", "Invoice" or "Payment"."""
        return cls(counted(book, at).sort_values("Date", kind="stable", ignore_index=True))

    def reached(
        self, measure: str, first: date, last: date, *, reps: Reps = None, region: str = "", group: str = ""
    ) -> float | int:
        """What was reached from `first` to `last`.

        Args:
            measure: "Revenue" (int, minor units of base currency), "Units" (float), "Orders" or "New customers" (int).
            first: First day.
            last: Last day.
            reps: Key forms of the reps whose sales count; None for all.
            region: Only this one; "" for all.
            group: Only this product group; "" for all.
        """
        rows = self._rows(measure, first, last, reps, region, group)
        if measure == "Revenue":
            return int(self._net[rows].sum())
        if measure == "Units":
            return round(float(self._units[rows].sum()), 6)
        return len(np.unique((self._order if measure == "Orders" else self._customer)[rows]))

    def by_day(
        self, measure: str, first: date, last: date, *, reps: Reps = None, region: str = "", group: str = ""
    ) -> npt.NDArray[np.int64]:
        """Revenue (minor units) or units (millionths) of each day; for the other measures the orders that open on it."""
        rows = self._rows(measure, first, last, reps, region, group)
        if measure == "Revenue":
            values = self._net[rows]
        elif measure == "Units":
            values = np.rint(self._units[rows] * 1e6).astype(np.int64)
        else:
            rows = rows[np.unique(self._order[rows], return_index=True)[1]]
            values = np.ones(len(rows), dtype=np.int64)
        days = np.zeros((last - first).days + 1, dtype=np.int64)
        np.add.at(days, (self._days[rows] - np.datetime64(first)).astype(np.int64), values)
        return days

    def _rows(
        self, measure: str, first: date, last: date, reps: Reps, region: str, group: str
    ) -> npt.NDArray[np.int64]:
        """Positions of the rows that count."""
        low = int(np.searchsorted(self._days, np.datetime64(first), side="left"))
        high = max(low, int(np.searchsorted(self._days, np.datetime64(last), side="right")))
        chosen = np.ones(high - low, dtype=bool)
        if measure in {"Orders", "New customers"}:
            chosen &= (self._opens if measure == "Orders" else self._newcomer)[low:high]
        for header, forms in (("Rep ID", reps), ("Region", region and {region}), ("Product group", group and {group})):
            if forms:
                codes, names = self._coded[header]
                chosen &= _among(names, forms)[codes[low:high]]
        return np.flatnonzero(chosen) + low

    @cached_property
    def _days(self) -> npt.NDArray[np.datetime64]:
        return self.frame["Date"].to_numpy(dtype="datetime64[D]")

    @cached_property
    def _net(self) -> npt.NDArray[np.int64]:
        return self.frame["Net"].to_numpy(dtype=np.int64)

    @cached_property
    def _units(self) -> npt.NDArray[np.float64]:
        return self.frame["Units"].to_numpy(dtype=np.float64)

    @cached_property
    def _order(self) -> npt.NDArray[np.int64]:
        return self.frame["Order"].to_numpy(dtype=np.int64)

    @cached_property
    def _customer(self) -> npt.NDArray[np.int64]:
        return np.asarray(self.frame["Customer ID"].cat.codes, dtype=np.int64)

    @cached_property
    def _opens(self) -> Flags:
        return self.frame["Opens"].to_numpy(dtype=bool)

    @cached_property
    def _newcomer(self) -> Flags:
        """True on the rows of each customer's first order ever; of a split order the first rep's."""
        opening = self.frame[self.frame["Opens"] & (self.frame["Customer ID"] != "").to_numpy()]
        first = opening.drop_duplicates("Customer ID")["Order"]
        return self._opens & np.isin(self._order, first.to_numpy())

    @cached_property
    def _coded(self) -> dict[str, tuple[npt.NDArray[np.int64], tuple[str, ...]]]:
        """Codes and names, in key form, of the columns by which sales are chosen."""
        columns = {header: self.frame[header].cat for header in ("Rep ID", "Region", "Product group")}
        return {
            header: (np.asarray(column.codes, dtype=np.int64), tuple(key_form(str(name)) for name in column.categories))
            for header, column in columns.items()
        }


def teams(book: Book) -> dict[str, frozenset[str]]:
    """Key form of each rep -> key forms of the rep and of everyone who reports up to the rep, directly or not."""
    reps = book.frame("Reps")
    leads = {key_form(rep): key_form(lead) for rep, lead in zip(reps["Rep ID"], reps["Reports to"], strict=True) if rep}
    members: dict[str, set[str]] = {rep: {rep} for rep in leads}
    for rep in leads:
        for lead in _upwards(rep, leads):
            members.setdefault(lead, {lead}).add(rep)
    return {rep: frozenset(names) for rep, names in members.items()}


def _upwards(rep: str, leads: dict[str, str]) -> list[str]:
    """Everyone above a rep; a circle ends where it closes."""
    above: list[str] = []
    at = leads.get(rep, "")
    while at and at not in above and at != rep:
        above.append(at)
        at = leads.get(at, "")
    return above


def _among(names: tuple[str, ...], forms: Collection[str]) -> Flags:
    """For each name in key form: True where it is one of those."""
    wanted = {key_form(form) for form in forms}
    return np.array([name in wanted for name in names] + [False], dtype=bool)
