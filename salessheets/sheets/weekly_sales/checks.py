"""Weeks are closed one after the other: an open week before a closed one was forgotten."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from salessheets.core.book import Book, Outcome, found
from salessheets.core.findings import Finding, Rule, Severity

WEEK_LEFT_OPEN = Rule(
    "week-left-open",
    Severity.HINT,
    "A week before a closed week is still open",
    "A closed week keeps its figures, so that a report of last month can be made again. A week that was passed over still changes "
    "with every late correction. Close it too with `salessheets close-week`.",
    """
Invoices
Invoice No | Type    | Date       | Customer ID | Rep ID | Currency | Net    | Tax  | Status
INV-1      | Invoice | 2026-03-02 | C1          | R1     | EUR      | 100.00 | 0.00 | Sent
INV-2      | Invoice | 2026-03-09 | C1          | R1     | EUR      | 100.00 | 0.00 | Sent
INV-3      | Invoice | 2026-03-16 | C1          | R1     | EUR      | 100.00 | 0.00 | Sent

Weekly Sales
Fiscal year | Week | Week starts | Rep ID | Region | Product group | Net sales | Units | Orders | Closed on
2026        | 10   | 2026-03-02  | R1     |        |               | 100.00    | 0     | 1      | 2026-03-09
2026        | 12   | 2026-03-16  | R1     |        |               | 100.00    | 0     | 1      | 2026-03-23
""",
)


def weeks_left_open(book: Book) -> Outcome:
    """Step, after the record is kept: see the module. Weeks before the first closed one are not asked for."""
    return found(_open_before_closed(book))


def _open_before_closed(book: Book) -> Iterator[Finding]:
    frame = book.frame("Weekly Sales")
    weeks = frame.groupby(["Fiscal year", "Week"])[["Week starts", "Closed on"]].max().sort_values("Week starts")
    closed = weeks["Closed on"].notna()
    if not closed.any():
        return
    starts = weeks["Week starts"]
    between = (starts > starts[closed].min()) & (starts < starts[closed].max())
    for (year, week), start in starts[~closed & between].items():
        wrong = f"Week {week} of {year}, from {pd.Timestamp(start):%Y-%m-%d}, is open, though a later week is closed."
        yield WEEK_LEFT_OPEN.finding(
            "Weekly Sales", wrong, "Close it with `salessheets close-week`.", key=f"{year} / {week}"
        )
