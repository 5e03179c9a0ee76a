"""Weekly Sales: what counts, in which week, for whom; and closed weeks that never change."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salessheets.sheets.orders.progress import follow_orders
from salessheets.sheets.specimen import book_of
from salessheets.sheets.weekly_sales.counted import counted
from salessheets.sheets.weekly_sales.record import keep_weekly_record, weekly_figures
from salessheets.sheets.weekly_sales.tie import weekly_sales_tie

HEAD = """
Customers
Customer ID | Customer name | Region | Currency
C1          | Nord Foods    | North  | EUR
C2          | South Water   | South  | EUR

Products
SKU | Product | Product group | Unit | List price | Tax code | Active
P   | Pump    | Pumps         | pc   | 480.00     | S20      | Yes
O   | Oil     | Oils          | kg   | 2.00       | S20      | Yes

Weekly Sales
Fiscal year | Week | Week starts | Rep ID | Region | Product group | Net sales | Units | Orders | Target | Closed on | Restated
"""
ORDERS = """
Orders
Order No | Date       | Customer ID | Rep ID | 2nd rep | 2nd rep share % | Status    | Currency
SO-1     | 2026-03-02 | C1          | R1     |         |                 | Confirmed | EUR
SO-2     | 2026-03-08 | C2          | R1     | R2      | 30%             | On hold   | EUR
SO-3     | 2026-03-09 | C1          | R1     |         |                 | Cancelled | EUR
SO-4     | 2026-03-09 | C1          | R1     |         |                 | Draft     | EUR
SO-5     | 2026-04-01 | C1          | R1     |         |                 | Confirmed | EUR

Order Lines
Order No | Line | SKU | Qty | Unit price
SO-1     | 1    | P   | 2   | 100.00
SO-1     | 2    | O   | 5   | 2.00
SO-2     | 1    | P   | 1   | 33.35
SO-3     | 1    | P   | 9   | 100.00
SO-4     | 1    | P   | 9   | 100.00
SO-5     | 1    | P   | 9   | 100.00
"""
INVOICES = "\nInvoices\nInvoice No | Type | Date | Customer ID | Order No | Rep ID | Currency | Net | Tax | Status\n"


def rows(frame: pd.DataFrame) -> list[tuple]:
    columns = ["Fiscal year", "Week", "Rep ID", "Region", "Product group", "Net sales", "Units", "Orders"]
    return [tuple(row) for row in frame[columns].itertuples(index=False)]


def test_sales_stand_by_week_rep_region_and_product_group_and_a_shared_order_counts_once():
    book = book_of(HEAD + ORDERS, "2026-03-31", target_counted_at="Order")
    assert rows(keep_weekly_record(book).rows["Weekly Sales"]) == [
        (2026, 10, "R1", "North", "Oils", 1000, 5.0, 0),
        (2026, 10, "R1", "North", "Pumps", 20_000, 2.0, 1),
        (2026, 10, "R1", "South", "Pumps", 2334, 0.7, 1),
        (2026, 10, "R2", "South", "Pumps", 1001, 0.3, 0),
    ]


def test_credit_notes_count_negative_on_their_own_date_and_papers_without_lines_have_no_group():
    invoices = """INV-1 | Invoice     | 2026-03-02 | C1 | SO-1 | R1 | EUR | 210.00  | 0.00 | Sent
CN-1  | Credit note | 2026-03-10 | C1 | SO-1 | R1 | EUR | -10.00  | 0.00 | Sent
INV-2 | Invoice     | 2026-03-10 | C1 |      | R2 | EUR | 50.00   | 0.00 | Written off
INV-3 | Invoice     | 2026-03-10 | C1 |      | R2 | EUR | 70.00   | 0.00 | Draft
"""
    book = book_of(HEAD + ORDERS + INVOICES + invoices, "2026-03-31", target_counted_at="Invoice")
    assert rows(keep_weekly_record(book).rows["Weekly Sales"]) == [
        (2026, 10, "R1", "North", "", 21_000, 0.0, 1),
        (2026, 11, "R1", "North", "", -1000, 0.0, 0),
        (2026, 11, "R2", "North", "", 5000, 0.0, 1),
    ]


def test_an_invoice_counts_with_its_own_net_whatever_its_lines_say():
    lines = """
Invoice Lines
Invoice No | Line | SKU | Qty | Unit price
INV-1      | 1    | P   | 2   | 100.00
"""
    invoice = "INV-1 | Invoice | 2026-03-02 | C1 | SO-1 | R1 | EUR | 210.00 | 0.00 | Sent\n"
    book = book_of(HEAD + ORDERS + INVOICES + invoice + lines, "2026-03-31")
    assert rows(weekly_figures(book, "Invoice")) == [
        (2026, 10, "R1", "North", "", 1000, 0.0, 0),
        (2026, 10, "R1", "North", "Pumps", 20_000, 2.0, 1),
    ]


def test_deliveries_count_what_arrived_at_the_price_ordered():
    deliveries = """
Deliveries
Delivery No | Order No | Order line | Qty | Status    | Shipped on | Delivered on
DN-1        | SO-1     | 1          | 1   | Delivered | 2026-03-06 | 2026-03-09
DN-2        | SO-1     | 1          | 1   | Delivered | 2026-03-20 |
DN-3        | SO-1     | 2          | 5   | Shipped   | 2026-03-20 |
DN-4        | SO-1     | 1          | -1  | Returned  |            | 2026-03-27
"""
    book = book_of(HEAD + ORDERS + deliveries, "2026-03-31", target_counted_at="Delivery")
    assert rows(keep_weekly_record(book).rows["Weekly Sales"]) == [
        (2026, 11, "R1", "North", "Pumps", 10_000, 1.0, 1),
        (2026, 12, "R1", "North", "Pumps", 10_000, 1.0, 0),
        (2026, 13, "R1", "North", "Pumps", -10_000, -1.0, 0),
    ]
    assert weekly_sales_tie(book.after(keep_weekly_record(book))).findings == ()


def test_two_parts_of_a_foreign_line_on_one_day_are_converted_together():
    text = """
Orders
Order No | Date       | Customer ID | Rep ID | Status    | Currency
SO-9     | 2026-03-02 | C1          | R1     | Confirmed | GBP

Order Lines
Order No | Line | SKU | Qty | Unit price
SO-9     | 1    | P   | 2   | 0.01

Deliveries
Delivery No | Order No | Order line | Qty | Status    | Delivered on
DN-1        | SO-9     | 1          | 1   | Delivered | 2026-03-09
DN-2        | SO-9     | 1          | 1   | Delivered | 2026-03-09

Exchange Rates
Date       | Currency | Rate to base
2026-03-01 | GBP      | 1.25
"""
    book = book_of(HEAD + text, "2026-03-31", target_counted_at="Delivery")
    kept = keep_weekly_record(book)
    assert kept.rows["Weekly Sales"]["Net sales"].tolist() == [3]
    assert weekly_sales_tie(book.after(kept)).findings == ()


def test_payments_count_their_share_net_of_tax():
    paid = """INV-1 | Invoice | 2026-03-02 | C1 | | R1 | EUR | 100.00 | 20.00 | Sent

Allocations
Allocation ID | Source | Invoice No | Kind      | Amount | Date
AL-1          | BK-1   | INV-1      | Payment   | 40.00  | 2026-03-10
AL-2          | BK-2   | INV-1      | Payment   | 60.00  | 2026-03-17
AL-3          | AL     | INV-1      | Write-off | 20.00  | 2026-03-17
"""
    book = book_of(HEAD + INVOICES + paid, "2026-03-31", target_counted_at="Payment")
    kept = keep_weekly_record(book)
    assert rows(kept.rows["Weekly Sales"]) == [
        (2026, 11, "R1", "North", "", 3333, 0.0, 1),
        (2026, 12, "R1", "North", "", 5000, 0.0, 0),
    ]
    assert weekly_sales_tie(book.after(kept)).findings == ()


def test_foreign_papers_are_converted_at_the_newest_rate_on_or_before_their_date():
    text = """INV-1 | Invoice | 2026-03-08 | C1 | | R1 | GBP | 100.00 | 0.00 | Sent
INV-2 | Invoice | 2026-03-09 | C1 | | R1 | GBP | 100.00 | 0.00 | Sent
INV-3 | Invoice | 2026-03-16 | C1 | | R1 | JPY | 1000   | 0    | Sent

Exchange Rates
Date       | Currency | Rate to base
2026-03-09 | GBP      | 1.1642
2026-03-01 | GBP      | 1.15
2026-03-01 | JPY      | 0.0054
"""
    figures = weekly_figures(book_of(HEAD + INVOICES + text, "2026-03-31"))
    assert figures["Net sales"].tolist() == [11_500, 11_642, 540]


CLOSED = "2026 | 10 | 2026-03-02 | R1 | North | | 100.00 | 0 | 1 | | 2026-03-09 | 0.00\n"
LATE = """INV-1 | Invoice     | 2026-03-02 | C1 | | R1 | EUR | 100.00 | 0.00 | Sent
INV-2 | Invoice     | 2026-03-03 | C1 | | R1 | EUR | 30.00  | 0.00 | Sent
INV-3 | Invoice     | 2026-03-03 | C2 | | R1 | EUR | 7.00   | 0.00 | Sent
"""


def test_a_closed_week_keeps_its_figures_and_later_differences_stand_in_restated():
    book = book_of(HEAD + CLOSED + INVOICES + LATE, "2026-03-31")
    kept = keep_weekly_record(book)
    frame = kept.rows["Weekly Sales"]
    assert frame[["Region", "Net sales", "Orders", "Restated"]].to_numpy().tolist() == [
        ["North", 10_000, 1, 3000],
        ["South", 0, 0, 700],
    ]
    assert frame["Closed on"].tolist() == [pd.Timestamp("2026-03-09")] * 2
    assert weekly_sales_tie(book.after(kept)).findings == ()


def test_a_closed_row_whose_sales_are_gone_is_restated_to_nothing_and_stays():
    frame = keep_weekly_record(book_of(HEAD + CLOSED, "2026-03-31")).rows["Weekly Sales"]
    assert frame[["Net sales", "Restated"]].to_numpy().tolist() == [[10_000, -10_000]]


def test_a_look_back_before_a_closed_week_was_over_leaves_it_alone():
    frame = keep_weekly_record(book_of(HEAD + CLOSED + INVOICES + LATE, "2026-03-04")).rows["Weekly Sales"]
    assert frame.loc[frame["Region"] == "North", ["Net sales", "Restated"]].to_numpy().tolist() == [[10_000, 0]]


def test_keeping_the_record_twice_changes_nothing():
    book = book_of(HEAD + CLOSED + INVOICES + LATE, "2026-03-31")
    once = keep_weekly_record(book)
    twice = keep_weekly_record(book.after(once))
    pd.testing.assert_frame_equal(once.rows["Weekly Sales"], twice.rows["Weekly Sales"])


def test_a_target_that_names_rep_region_and_group_stands_beside_its_week_also_without_sales():
    targets = """
Targets
Target No | Fiscal year | Period | Rep ID | Region | Product group | Measure | Counted at | Target | Spread
T-1       | 2026        | Q1     | R1     | North  | Pumps         | Revenue | Order      | 100.00 | Even
T-2       | 2026        | Q1     | R1     |        |               | Revenue | Order      | 900.00 | Even
"""
    book = book_of(HEAD + ORDERS + targets, "2026-03-31", target_counted_at="Order")
    frame = keep_weekly_record(book).rows["Weekly Sales"]
    pumps = frame[(frame["Region"] == "North") & (frame["Product group"] == "Pumps")]
    assert pumps["Target"].sum() == 10_000
    assert frame["Target"].sum() == 10_000
    assert pumps.loc[pumps["Week"] == 9, ["Net sales", "Units", "Orders"]].to_numpy().tolist() == [[0, 0, 0]]


@pytest.mark.parametrize("at", ["Order", "Invoice", "Delivery", "Payment"])
def test_an_empty_book_has_no_sales(at):
    assert len(counted(book_of(HEAD), at)) == 0


AMOUNTS = st.lists(
    st.tuples(st.integers(-99_999, 99_999), st.sampled_from(["EUR", "GBP"]), st.integers(1, 28), st.integers(0, 100)),
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=25)
@given(AMOUNTS)
def test_the_weeks_sum_to_the_papers_to_the_cent_whatever_is_shared_or_foreign(papers):
    orders = "".join(
        f"SO-{n} | 2026-03-{day:02d} | C1 | R1 | R2 | {share}% | Confirmed | {currency}\n"
        for n, (_, currency, day, share) in enumerate(papers)
    )
    lines = "".join(
        f"SO-{n} | {line} | P | 1 | {part / 100:.2f}\n"
        for n, (amount, *_) in enumerate(papers)
        for line, part in enumerate((amount, 1, amount // 3))
    )
    text = (
        HEAD + "\nOrders\nOrder No | Date | Customer ID | Rep ID | 2nd rep | 2nd rep share % | Status | Currency\n" + orders
        + "\nOrder Lines\nOrder No | Line | SKU | Qty | Unit price\n" + lines
        + "\nExchange Rates\nDate | Currency | Rate to base\n2026-03-01 | GBP | 1.1642\n2026-03-15 | GBP | 1.15\n"
    )  # fmt: skip
    book = book_of(text, "2026-03-31", target_counted_at="Order")
    book = book.after(follow_orders(book))
    assert weekly_sales_tie(book.after(keep_weekly_record(book))).findings == ()
