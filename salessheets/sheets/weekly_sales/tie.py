"""The proof of the weekly record: each week against the papers themselves, added up by another road.

The record sums lines by rep, region and group; here the totals of whole papers are summed: Net of orders or invoices, the net
share of payments, the value of what each order line has delivered.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from salessheets.core.book import Book, Outcome, found
from salessheets.core.exact import parts
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.joins import positions, taken
from salessheets.core.money import shown
from salessheets.core.weeks import WeekScheme, weeks_of
from salessheets.sheets.exchange import in_base
from salessheets.sheets.lines import sums
from salessheets.sheets.orders.delivered import delivered
from salessheets.sheets.orders.invoiced import value_of

DO_NOT_TIE = Rule(
    "weekly-sales-do-not-tie",
    Severity.ERROR,
    "A week of Weekly Sales is not the sum of its papers",
    "Net sales and Restated of a week, added up over all its rows, must equal the net amounts of the papers that count in it, in "
    "base currency, to the cent. When they do not, some paper was counted twice or not at all, and no report can be trusted. "
    "Refresh once more; if it stays, look for rows of a closed week that were deleted or typed over, and restore them with "
    "`salessheets undo`.",
    """
Invoices
Invoice No | Type    | Date       | Customer ID | Rep ID | Currency | Net    | Tax  | Status
INV-1      | Invoice | 2026-03-02 | C1          | R1     | EUR      | 100.00 | 0.00 | Sent

Weekly Sales
Fiscal year | Week | Week starts | Rep ID | Region | Product group | Net sales | Units | Orders | Closed on
2026        | 10   | 2026-03-02  | R1     |        |               | 100.00    | 0     | 1      | 2026-03-09
2026        | 10   | 2026-03-02  | R1     |        |               | 100.00    | 0     | 1      | 2026-03-09
""",
)


def weekly_sales_tie(book: Book) -> Outcome:
    """Step, after the record is kept: a finding for each week that is not the sum of its papers."""
    return found(_differences(book)) if book.has("Weekly Sales") else Outcome()


def _differences(book: Book) -> Iterator[Finding]:
    record = book.frame("Weekly Sales")
    record = record[record["Week starts"] + pd.Timedelta(days=6) <= pd.Timestamp(book.as_of)]
    amounts = record["Net sales"].fillna(0) + record["Restated"].fillna(0)
    kept = amounts.groupby([record["Fiscal year"].astype("int64"), record["Week"].astype("int64")]).sum()
    papers = _by_week(book, *papers_total(book))
    base = book.settings.base_currency
    both = pd.DataFrame({"kept": kept, "papers": papers}).fillna(0).astype("int64")
    wrong_weeks = both[both["kept"] != both["papers"]]
    for (year, week), stands, come in zip(wrong_weeks.index, wrong_weeks["kept"], wrong_weeks["papers"], strict=True):
        wrong = (
            f"Week {week} of {year} stands at {base} {shown(int(stands), base)}; its papers come to "
            f"{shown(int(come), base)}."
        )
        yield DO_NOT_TIE.finding(
            "Weekly Sales", wrong, "Refresh again; if it stays, restore the rows of that week.", key=f"{year} / {week}"
        )


def papers_total(book: Book) -> tuple[np.ndarray, np.ndarray]:
    """Day and net amount in base minor units of every paper that counts, by the setting, up to the as-of day."""
    at = book.settings.target_counted_at
    if at == "Delivery":
        days, amounts, currencies = _deliveries(book)
    elif at == "Payment":
        days, amounts, currencies = _payments(book)
    else:
        days, amounts, currencies = _headers(book, "Orders" if at == "Order" else "Invoices")
    amounts, _ = in_base(book, amounts, currencies, days, np.arange(len(days)))
    kept = ~np.isnat(days) & (days <= np.datetime64(book.as_of))
    return days[kept], amounts[kept]


def _headers(book: Book, sheet: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    frame = book.frame(sheet)
    words = {"Orders": ["Confirmed", "On hold", "Closed short"], "Invoices": ["Sent", "Written off"]}[sheet]
    kept = frame["Status"].isin(words).to_numpy()
    days = frame["Date"].to_numpy(dtype="datetime64[D]")[kept]
    net = frame["Net"].fillna(0).to_numpy(dtype=np.int64)[kept]
    return days, net, book.table(sheet).currencies.to_numpy(dtype=object)[kept]


def _deliveries(book: Book) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What each order line has delivered up to each of its days, as steps: the value after the day less that before."""
    goods = delivered(book)
    lines = book.frame("Order Lines")
    orders = book.frame("Orders")
    counts = ~orders["Status"].isin(["Draft", "Cancelled"]).to_numpy()
    which = goods.counts & (goods.line >= 0) & taken(counts, goods.order, default=False) & ~np.isnat(goods.date)
    days, steps, owners = [], [], []
    before = np.zeros(len(lines), dtype=np.int64)
    for day in np.unique(goods.date[which]):
        until = which & (goods.date <= day)
        value = value_of(sums(goods.units[until], goods.line[until], len(lines)), book)
        moved = np.flatnonzero(value != before)
        days.append(np.full(len(moved), day))
        steps.append((value - before)[moved])
        owners.append(moved)
        before = value
    if not days:
        return np.array([], dtype="datetime64[D]"), np.array([], dtype=np.int64), np.array([], dtype=object)
    order = positions(lines["Order No"], orders["Order No"])[np.concatenate(owners)]
    return np.concatenate(days), np.concatenate(steps), book.table("Orders").currencies.to_numpy(dtype=object)[order]


def _payments(book: Book) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    paid, invoices = book.frame("Allocations"), book.frame("Invoices")
    at = positions(paid["Invoice No"], invoices["Invoice No"])
    net = invoices["Net"].fillna(0).to_numpy(dtype=np.int64)
    gross = net + invoices["Tax"].fillna(0).to_numpy(dtype=np.int64)
    counts = invoices["Status"].isin(["Sent", "Written off"]).to_numpy() & (gross != 0)
    rows = np.flatnonzero(paid["Kind"].isin(["Payment", "Refund"]).to_numpy() & taken(counts, at, default=False))
    amount = paid["Amount"].fillna(0).to_numpy(dtype=np.int64)[rows]
    part = parts(net[at[rows]], rows, amount * np.sign(gross[at[rows]]), np.abs(gross[at[rows]]))
    days = paid["Date"].to_numpy(dtype="datetime64[D]")[rows]
    return days, part, book.table("Invoices").currencies.to_numpy(dtype=object)[at[rows]]


def _by_week(book: Book, days: np.ndarray, amounts: np.ndarray) -> pd.Series:
    years, weeks, starts = weeks_of(days, WeekScheme.of(book.settings))
    over = starts + np.timedelta64(6, "D") <= np.datetime64(book.as_of)
    return pd.Series(amounts[over]).groupby([years[over], weeks[over]]).sum()
