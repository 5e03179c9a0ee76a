"""Quotes: totals and states."""

from __future__ import annotations

import pytest

from salessheets.sheets.quote_states import follow_quotes
from salessheets.sheets.specimen import book_of

TAXES = """
Taxes
Tax code | Rate | Valid from | Label
S20      | 17%  | 2011-01-04 | VAT 17%
S20      | 20%  | 2026-01-01 | VAT 20%
"""
QUOTES = "\nQuotes\nQuote No | Revision of | Date | Valid until | Status | Prices include tax | Currency\n"
LINES = """
Quote Lines
Quote No | Line | Qty | Unit price | Discount % | Tax code
Q-1      | 1    | 10  | 480.00     | 0%         | S20
Q-1      | 2    | 3   | 0.99       | 10%        | S20
"""


@pytest.mark.parametrize(
    ("date", "inclusive", "net", "gross"),
    [
        ("2026-02-03", "No", 480_267, 576_320),
        ("2025-02-03", "No", 480_267, 561_912),
        ("2026-02-03", "Yes", 400_222, 480_267),
    ],
)
def test_quotes_are_summed_with_the_tax_of_their_day(date, inclusive, net, gross):
    book = book_of(TAXES + QUOTES + f"Q-1 | | {date} | 2026-12-31 | Sent | {inclusive} | EUR\n" + LINES)
    totals = follow_quotes(book).columns["Quotes"]
    assert (totals["Net"].tolist(), totals["Gross"].tolist()) == ([net], [gross])


def test_the_state_of_a_quote_is_the_first_that_holds():
    quotes = """Q-1 |     | 2026-03-02 | 2026-04-02 | Sent      | No | EUR
Q-2 | Q-1 | 2026-03-03 | 2026-04-02 | Sent      | No | EUR
Q-3 |     | 2026-03-02 | 2026-04-02 | Draft     | No | EUR
Q-4 |     | 2026-03-02 | 2026-03-30 | Sent      | No | EUR
Q-5 |     | 2026-03-02 | 2026-03-30 | Sent      | No | EUR
Q-6 |     | 2026-03-02 | 2026-03-30 | Withdrawn | No | EUR
Q-7 |     | 2026-03-02 | 2026-03-31 | Sent      | No | EUR
Q-8 |     | 2026-04-01 | 2026-04-30 | Sent      | No | EUR
Q-9 |     | 2026-03-02 | 2026-03-30 | Accepted  | No | EUR
"""
    orders = """
Orders
Order No | Date       | Quote No | Status
SO-1     | 2026-03-09 | q-5      | Confirmed
SO-2     | 2026-03-09 | Q-7      | Cancelled
"""
    columns = follow_quotes(book_of(QUOTES + quotes + orders)).columns["Quotes"]
    assert columns["State"].tolist() == ["Superseded", "Open", "Draft", "Expired", "Won", "Lost", "Open", "", "Won"]
    chased = columns["Chase on"].dt.strftime("%Y-%m-%d").fillna("").tolist()
    assert chased == ["", "2026-03-10", "", "", "", "", "2026-03-09", "", ""]
