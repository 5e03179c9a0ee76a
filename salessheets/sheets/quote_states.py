"""Quotes: net and gross from their lines, where each stands, and when to chase it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from salessheets.core.book import Book, Outcome
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.joins import positions, taken
from salessheets.sheets.cell_words import words
from salessheets.sheets.lines import line_nets, papers_of, sums
from salessheets.sheets.tax_rates import rates_on, tax_on, tax_within

_QUOTE = """
Quotes
Quote No | Date       | Customer ID | Rep ID | Valid until | Status | Prices include tax | Currency
Q-1      | 2026-03-02 | C1          | R1     | 2026-04-02  | Sent   | No                 | EUR
"""

LOST_WITHOUT_REASON = Rule(
    "lost-without-reason",
    Severity.WARNING,
    "A rejected quote does not say why it was lost",
    "The reasons for lost quotes are the only thing that they leave behind. Ask the rep, and choose the reason.",
    _QUOTE.replace("Sent  ", "Rejected"),
)
VALID_BEFORE_DATE = Rule(
    "valid-before-date",
    Severity.ERROR,
    "A quote was valid only before its own date",
    "Valid until is the last day on which the customer may accept. Before the date of the quote it makes the quote expired from "
    "the beginning.",
    _QUOTE.replace("2026-04-02", "2025-04-02"),
)
RULES = (LOST_WITHOUT_REASON, VALID_BEFORE_DATE)


def follow_quotes(book: Book) -> Outcome:
    """Step: Net, Gross, State and Chase on of Quotes.

    State is the first that holds: Draft, Superseded (a later revision was sent), Won (accepted, or an order names it), Lost
    (rejected or withdrawn), Expired, Open. Quotes dated after the as-of day have none.
    """
    if not book.has("Quotes"):
        return Outcome()
    frame = book.frame("Quotes")
    state = _states(book)
    chase = frame["Date"] + pd.Timedelta(days=book.settings.quote_chase_days)
    columns = _totals(book).assign(**{"State": state, "Chase on": chase.where(state == "Open").astype("datetime64[s]")})
    return Outcome({"Quotes": columns}, findings=tuple(_faults(book)))


def _totals(book: Book) -> pd.DataFrame:
    """Net and gross in minor units; blank without lines. Tax is rounded on each line; a code without a rate taxes nothing."""
    quotes, lines = book.frame("Quotes"), book.frame("Quote Lines")
    at = papers_of(book, "Quote Lines", "Quotes")
    typed = line_nets(book.table("Quote Lines")).fillna(0).to_numpy(dtype=np.int64)
    days = taken(quotes["Date"].to_numpy(dtype="datetime64[D]"), at, default=np.datetime64("NaT"))
    rates = np.nan_to_num(rates_on(book, lines["Tax code"], days))
    inclusive = taken((quotes["Prices include tax"] == "Yes").to_numpy(), at, default=False)
    tax = np.where(inclusive, tax_within(typed, rates), tax_on(typed, rates))
    net = np.where(inclusive, typed - tax, typed)
    without = sums(np.ones(len(at), dtype=np.int64), at, len(quotes)) == 0
    return pd.DataFrame(
        {
            "Net": pd.arrays.IntegerArray(sums(net, at, len(quotes)), without),
            "Gross": pd.arrays.IntegerArray(sums(net + tax, at, len(quotes)), without.copy()),
        },
        index=quotes.index,
    )


def _states(book: Book) -> pd.Series:
    frame, orders = book.frame("Quotes"), book.frame("Orders")
    today = pd.Timestamp(book.as_of)
    sent = (frame["Status"] != "Draft") & ~(frame["Date"] > today)
    revised = np.zeros(len(frame), dtype=bool)
    newer = positions(frame["Revision of"][sent], frame["Quote No"])
    revised[newer[newer >= 0]] = True
    alive = ~(orders["Date"] > today) & ~orders["Status"].isin(["Draft", "Cancelled"])
    ordered = np.zeros(len(frame), dtype=bool)
    named = positions(orders["Quote No"][alive], frame["Quote No"])
    ordered[named[named >= 0]] = True
    words = np.select(
        [
            (frame["Date"] > today).to_numpy(),
            (frame["Status"] == "Draft").to_numpy(),
            revised,
            ordered | (frame["Status"] == "Accepted").to_numpy(),
            frame["Status"].isin(["Rejected", "Withdrawn"]).to_numpy(),
            (frame["Valid until"] < today).to_numpy(),
        ],
        ["", "Draft", "Superseded", "Won", "Lost", "Expired"],
        "Open",
    )
    return pd.Series(words.astype(object), index=frame.index, dtype=object)


def _faults(book: Book) -> Iterator[Finding]:
    table = book.table("Quotes")
    frame = table.frame
    for row in frame.index[(frame["Status"] == "Rejected") & (frame["Lost reason"] == "")]:
        wrong = f"Quote {table.key_of(row)} was rejected, and no reason is given."
        yield table.find(LOST_WITHOUT_REASON, row, "Lost reason", wrong, "Choose the reason.")
    for row in frame.index[frame["Valid until"] < frame["Date"]]:
        wrong = f"Quote {table.key_of(row)} of {words(frame, row, 'Date')} is valid only until a day before that."
        yield table.find(VALID_BEFORE_DATE, row, "Valid until", wrong, "Correct one of the two dates.")
