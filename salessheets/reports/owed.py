"""What is owed: every open paper in base currency, by customer and age.

Ages are days past due (days since the invoice date where the setting Ageing by says so), in classes of thirty days. Credit notes and
receipts that are not yet set against an invoice stand apart, below zero, and are never netted into a class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.joins import positions, taken
from salessheets.sheets.exchange import in_base

CLASSES = ("Not due", "1-30", "31-60", "61-90", "Over 90", "Unapplied")


@dataclass(frozen=True)
class Owed:
    """Open papers and what they add up to. Amounts in minor units of base currency.

    Attributes:
        papers: One row per open paper: Customer ID, Customer, Invoice, Rep, Date, Due, Days (past due), Class, Open, Overdue (bool),
            Status, Promised; further Type, Age (class of the setting Age edges), Reminder (level that is due, NA for none), Disputed (bool),
            Reason (of the dispute), Currency, and Foreign (open in minor units of that currency).
        billed: Gross of all papers that are sent.
        settled: What is settled of them.
        unapplied: Receipts not yet set against an invoice.
    """

    papers: pd.DataFrame
    billed: int
    settled: int
    unapplied: int

    @property
    def total(self) -> int:
        """What is open by the ledger: billed less settled less receipts not applied."""
        return self.billed - self.settled - self.unapplied

    @property
    def overdue(self) -> pd.DataFrame:
        """The overdue papers, largest first."""
        late = self.papers[self.papers["Overdue"]]
        return late.sort_values(["Open", "Days"], ascending=False, kind="stable")

    def by_class(self, name: str) -> int:
        """What is open in a class."""
        return int(self.papers.loc[self.papers["Class"] == name, "Open"].sum())

    def by_customer(self) -> pd.DataFrame:
        """One row per customer with something open, largest first; a column per class, Open their sum."""
        ids = ["Customer ID", "Customer"]
        table = self.papers.pivot_table(index=ids, columns="Class", values="Open", aggfunc="sum", fill_value=0)
        table = table.reindex(columns=list(CLASSES), fill_value=0).astype("int64").reset_index(level=0, drop=True)
        return table.assign(Open=table.sum(axis=1)).sort_values("Open", ascending=False, kind="stable")


def owed(book: Book) -> Owed:
    """The open papers of the book up to its as-of day."""
    invoices = _invoices(book)
    billed, settled = (int(invoices[name].sum()) for name in ("Gross", "Settled"))
    receipts = _receipts(book)
    papers = pd.concat([invoices[invoices["Open"] != 0], receipts[receipts["Open"] != 0]], ignore_index=True)
    return Owed(papers.drop(columns=["Gross", "Settled"]), billed, settled, -int(receipts["Open"].sum()))


def top_and_others(
    rows: Sequence[Mapping[str, object]], most: int, sums: Sequence[str], name: str, word: str
) -> list[dict[str, object]]:
    """The first rows and one that adds up the others, so that the totals stay.

    Example:
        >>> rows = [{"Customer": c, "Open": n} for c, n in (("A", 5), ("B", 3), ("C", 2))]
        >>> top_and_others(rows, 2, ["Open"], "Customer", "others")
        [{'Customer': 'A', 'Open': 5}, {'Customer': '2 others', 'Open': 5}]
    """
    if len(rows) <= most:
        return [dict(row) for row in rows]
    rest = rows[most - 1 :]
    others: dict[str, object] = dict.fromkeys(rows[0])
    others |= {name: f"{len(rest)} {word}"}
    others |= {header: sum(row[header] for row in rest) for header in sums}  # type: ignore[misc]
    return [*(dict(row) for row in rows[: most - 1]), others]


def _invoices(book: Book) -> pd.DataFrame:
    """The sent papers with their amounts in base currency."""
    table, frame = book.table("Invoices"), book.frame("Invoices")
    days = frame["Date"].to_numpy(dtype="datetime64[D]")
    currencies = table.currencies.to_numpy(dtype=object)
    sent = (
        frame["Status"].isin(["Sent", "Written off"]).to_numpy() & ~np.isnat(days) & ~(days > np.datetime64(book.as_of))
    )
    worth = _worth(book, frame, sent, currencies, days)
    since = frame["Due date"].fillna(frame["Date"]) if book.settings.ageing_by == "Due date" else frame["Date"]
    past = (np.datetime64(book.as_of) - since.to_numpy(dtype="datetime64[D]")).astype("timedelta64[D]")
    late = np.where(np.isnat(past), 0, past.astype(np.int64))
    made = pd.DataFrame({
        "Customer ID": frame["Customer ID"], "Customer": _customers(book, frame["Customer ID"]), "Invoice": frame["Invoice No"],
        "Rep": _reps(book, frame["Rep ID"]), "Date": frame["Date"], "Due": frame["Due date"], "Days": frame["Days overdue"].fillna(0).astype("int64"),
        "Class": _classes(frame["Age"], late, worth["Open"]), "Overdue": frame["Days overdue"].fillna(0).to_numpy() > 0,
        "Status": frame["Payment status"], "Promised": frame["Promised payment"], "Type": frame["Type"], "Age": frame["Age"],
        "Reminder": frame["Reminder due"], "Disputed": (frame["Dispute"] == "Yes").to_numpy(), "Reason": frame["Dispute reason"],
        "Currency": currencies, "Foreign": frame["Open"].fillna(0).astype("int64"), **worth,
    })  # fmt: skip
    kept: pd.DataFrame = made[sent].reset_index(drop=True)
    return kept


def _worth(book: Book, frame: pd.DataFrame, sent: Any, currencies: Any, days: Any) -> dict[str, Any]:
    """Gross, Open and Settled in base currency; the parts are converted together, so that they add up to the whole."""
    papers = np.arange(len(frame))
    gross, open_, settled = (
        np.where(sent, frame[name].fillna(0).to_numpy(dtype=np.int64), 0) for name in ("Gross", "Open", "Settled")
    )
    parts = np.column_stack([open_, settled]).ravel()
    parts = in_base(book, parts, currencies.repeat(2), days.repeat(2), papers.repeat(2))[0]
    return {"Gross": in_base(book, gross, currencies, days, papers)[0], "Open": parts[::2], "Settled": parts[1::2]}


def _classes(ages: pd.Series, days: Any, worth: Any) -> pd.Series:
    """The report's class of each paper: thirty-day classes, whatever edges the sheet's own classes have."""
    classes = np.array(CLASSES[:5], dtype=object)[np.searchsorted([0, 30, 60, 90], days, side="left")]
    made = pd.Series(classes, index=ages.index)
    made[(ages == "Not due").to_numpy()] = "Not due"
    made[(ages == "Unapplied").to_numpy() | (worth < 0)] = "Unapplied"
    return made


def _receipts(book: Book) -> pd.DataFrame:
    """Receipts with something left to apply, below zero."""
    table, frame = book.table("Receipts"), book.frame("Receipts")
    days = frame["Date"].to_numpy(dtype="datetime64[D]")
    left = frame["Left to apply"].fillna(0).to_numpy(dtype=np.int64)
    left = np.where(~np.isnat(days) & ~(days > np.datetime64(book.as_of)), left, 0)
    currencies = table.currencies.to_numpy(dtype=object)
    worth = in_base(book, left, currencies, days, np.arange(len(frame)))[0]
    blank = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[s]")
    made = pd.DataFrame({
        "Customer ID": frame["Customer ID"], "Customer": _customers(book, frame["Customer ID"]), "Invoice": frame["Receipt No"],
        "Rep": "", "Date": frame["Date"], "Due": frame["Date"], "Days": 0, "Class": "Unapplied", "Overdue": False,
        "Status": frame["Match"], "Promised": blank, "Type": "Receipt", "Age": "Unapplied", "Reminder": pd.array([pd.NA] * len(frame), dtype="Int64"),
        "Disputed": False, "Reason": "", "Currency": currencies, "Foreign": -left, "Gross": 0, "Settled": 0, "Open": -worth,
    })  # fmt: skip
    return made[made["Open"] != 0].reset_index(drop=True)


def _customers(book: Book, ids: pd.Series) -> pd.Series:
    """Names of customers; the ID where there is no name, words where there is no ID."""
    customers = book.frame("Customers")
    names = taken(
        customers["Customer name"].to_numpy(dtype=object), positions(ids, customers["Customer ID"]), default=""
    )
    named = pd.Series(np.where(names == "", ids, names), index=ids.index, dtype=object)
    return named.where(named != "", "Customer not known")


def _reps(book: Book, ids: pd.Series) -> pd.Series:
    reps = book.frame("Reps")
    names = taken(reps["Name"].to_numpy(dtype=object), positions(ids, reps["Rep ID"]), default="")
    return pd.Series(np.where(names == "", ids, names), index=ids.index, dtype=object)
