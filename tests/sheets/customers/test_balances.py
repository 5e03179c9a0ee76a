"""What customers owe and may still buy."""

from __future__ import annotations

import pandas as pd

from salessheets.app.running import run
from salessheets.core.book import Book
from salessheets.core.findings import Finding
from salessheets.sheets import STEPS
from salessheets.sheets.specimen import book_of

BOOK = """
Exchange Rates
Date       | Currency | Rate to base
2025-01-01 | GBP      | 1.20

Customers
Customer ID | Customer name | Currency | Credit limit
C1          | Nord Foods    | EUR      | 1,000.00
C2          | Sudgate       | GBP      |

Orders
Order No | Date       | Customer ID | Status    | Currency
SO-1     | 2026-02-11 | C1          | Confirmed | EUR
SO-2     | 2026-02-12 | C1          | Draft     | EUR
SO-3     | 2026-04-12 | C1          | Confirmed | EUR

Order Lines
Order No | Line | Qty | Unit price | Tax code
SO-1     | 1    | 10  | 30.00      | S20
SO-2     | 1    | 10  | 30.00      | S20
SO-3     | 1    | 10  | 30.00      | S20

Invoices
Invoice No | Type        | Date       | Customer ID | Order No | Due date override | Currency | Net    | Tax   | Status | Dispute
INV-0001   | Invoice     | 2026-01-02 | C1          | SO-1     | 2026-02-02        | EUR      | 100.00 | 20.00 | Sent   | No
INV-0002   | Invoice     | 2026-03-02 | C1          |          | 2026-04-02        | EUR      | 50.00  | 0     | Sent   | No
INV-0003   | Credit note | 2026-03-02 | C1          |          |                   | EUR      | -10.00 | 0     | Sent   | No
INV-0004   | Invoice     | 2026-03-02 | C1          |          | 2026-04-02        | GBP      | 70.00  | 0     | Sent   | No
INV-0005   | Invoice     | 2025-03-31 | C2          |          | 2025-04-30        | GBP      | 999.00 | 0     | Sent   | No
INV-0006   | Invoice     | 2025-04-01 | C2          |          | 2025-04-30        | GBP      | 100.00 | 0     | Sent   | No

Receipts
Receipt No | Date       | Payer      | Reference | Amount | Currency
R1         | 2026-03-05 | NORD FOODS | on account | 15.00 | EUR
"""


def computed() -> tuple[pd.DataFrame, list[Finding]]:
    book: Book = book_of(BOOK)
    findings: list[Finding] = []
    for step in STEPS:
        outcome = step(book)
        book = book.after(outcome)
        findings.extend(outcome.findings)
    return book.frame("Customers"), findings


def test_a_customer_owes_open_papers_less_credit_and_money_not_applied() -> None:
    frame, _ = computed()
    assert frame["Open balance"].tolist() == [12000 + 5000 - 1000 - 1500, 109900]
    assert frame["Overdue"].tolist() == [12000, 109900]


def test_credit_left_takes_off_confirmed_orders_not_yet_invoiced() -> None:
    frame, _ = computed()
    assert frame["Credit left"].tolist()[0] == 100_000 - 14_500 - 20_000
    assert frame["Credit left"].isna().tolist() == [False, True]


def test_the_last_order_is_the_newest_real_one_up_to_the_as_of_day() -> None:
    frame, _ = computed()
    assert [str(day)[:10] for day in frame["Last order"]] == ["2026-02-11", "NaT"]


def test_revenue_is_the_net_of_twelve_months_in_base_currency() -> None:
    frame, _ = computed()
    assert frame["Revenue 12 m"].tolist() == [10000 + 5000 - 1000 + 8400, 12000]


def test_papers_in_another_currency_are_named() -> None:
    _, findings = computed()
    told = [finding.wrong for finding in findings if finding.rule == "open-in-other-currency"]
    assert told == ["Open in another currency, and not in the figures of this row: INV-0004 (GBP)."]


def test_money_from_a_name_that_two_customers_bear_is_credited_to_neither() -> None:
    text = """
Customers
Customer ID | Customer name | Currency
C1          | Nord Foods    | EUR
C2          | NORD FOODS    | EUR
C3          | Sud           | EUR

Invoices
Invoice No

Receipts
Receipt No | Date       | Payer      | Amount | Currency
R1         | 2026-03-02 | Nord Foods | 100.00 | EUR
R2         | 2026-03-02 | Sud        | 40.00  | EUR
"""
    assert run(book_of(text)).book.frame("Customers")["Open balance"].tolist() == [0, 0, -4000]
