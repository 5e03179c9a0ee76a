"""To Do: causes become tasks, ranked; the admin's words stay with their task."""

from __future__ import annotations

import pandas as pd

from salessheets.sheets.specimen import book_of
from salessheets.sheets.tasks import list_tasks

BOOK = """
Customers
Customer ID | Customer name | Currency
C1          | Nord Foods    | GBP
C2          | South Water   | EUR

Exchange Rates
Date       | Currency | Rate to base
2026-01-01 | GBP      | 1.20

Invoices
Invoice No | Customer ID | Currency | Payment status | Open     | Days overdue | Reminder due | Promised payment
INV-1      | C1          | GBP      | Overdue        | 1,240.00 | 14           | 1            |
INV-2      | C2          | EUR      | Overdue        | 50.00    | 1            |              | 2026-04-07
INV-3      | C2          | EUR      | Overdue        | 900.00   | 40           | 2            |
INV-4      | C2          | EUR      | Paid           | 0.00     | 0            |              |
INV-5      | C9          | EUR      | Disputed       | 70.00    | 9            |              |
"""
TO_DO = "\nTo Do\nTask | What | Due | Priority | Where | Done | Later until | Note\n"


def listed(text: str, as_of: str = "2026-03-31") -> pd.DataFrame:
    return list_tasks(book_of(text, as_of)).rows["To Do"]


def test_overdue_invoices_are_ranked_by_amount_times_age_in_base_currency():
    frame = listed(BOOK + TO_DO)
    assert frame[["Task", "What", "Priority", "Where"]].to_numpy().tolist() == [
        ["OVERDUE-INV-3", "Send reminder 2 to South Water (EUR 900.00): INV-3, 40 days overdue", 90, "Invoices!A4"],
        ["OVERDUE-INV-1", "Send reminder 1 to Nord Foods (GBP 1,240.00): INV-1, 14 days overdue", 70, "Invoices!A2"],
        ["OVERDUE-INV-2", "Ask South Water for payment (EUR 50.00): INV-2, 1 day overdue", 50, "Invoices!A3"],
    ]
    assert frame["Done"].tolist() == ["No", "No", "No"]


def test_a_task_waits_for_the_day_on_which_payment_was_promised():
    assert listed(BOOK + TO_DO)["Due"].dt.strftime("%Y-%m-%d").tolist() == ["2026-03-31", "2026-03-31", "2026-04-07"]


def test_what_the_admin_wrote_stays_with_its_task_and_tasks_without_a_cause_leave():
    rows = """OVERDUE-INV-3 | old words | 2026-03-01 | 12 | Invoices!A9 | Yes   |            | rang Tuesday
overdue-inv-1 | old words | 2026-03-01 | 12 | Invoices!A9 | Later | 2026-04-15 |
OVERDUE-INV-4 | was paid  | 2026-03-01 | 12 | Invoices!A9 | Yes   |            | gone
"""
    frame = listed(BOOK + TO_DO + rows)
    assert frame["Task"].tolist() == ["OVERDUE-INV-2", "OVERDUE-INV-3", "OVERDUE-INV-1"]
    assert frame["Done"].tolist() == ["No", "Yes", "Later"]
    assert frame["Note"].tolist() == ["", "rang Tuesday", ""]


def test_a_task_put_off_comes_back_on_its_day():
    rows = "OVERDUE-INV-3 | | 2026-03-01 | 12 | Invoices!A9 | Later | 2026-03-31 | \n"
    assert listed(BOOK + TO_DO + rows)["Task"].tolist()[0] == "OVERDUE-INV-3"


def test_listing_twice_changes_nothing():
    book = book_of(BOOK + TO_DO)
    once = list_tasks(book)
    pd.testing.assert_frame_equal(once.rows["To Do"], list_tasks(book.after(once)).rows["To Do"])


def test_receipts_orders_and_quotes_make_tasks_of_their_own():
    text = """
Customers
Customer ID | Customer name | Currency
C1          | Nord Foods    | EUR

Receipts
Receipt No | Date       | Payer | Currency | Left to apply | Match
BK-1       | 2026-03-11 | ACME  | EUR      | 10.00         | Suggested
BK-2       | 2026-03-11 | ACME  | EUR      | 0.00          | Sure

Orders
Order No | Customer ID | Currency | Net    | Progress              | Days late
SO-1     | C1          | EUR      | 100.00 | Late                  | 3
SO-2     | C1          | EUR      | 200.00 | Delivered, to invoice | 0

Quotes
Quote No | Customer ID | Currency | Net    | State | Chase on
Q-1      | C1          | EUR      | 300.00 | Open  | 2026-03-30
Q-2      | C1          | EUR      | 300.00 | Open  | 2026-04-01
"""
    assert listed(text + TO_DO)["What"].tolist() == [
        "Confirm what receipt BK-1 pays (EUR 10.00 from ACME)",
        "Deliver the rest of order SO-1 to Nord Foods: 3 days late",
        "Invoice order SO-2 to Nord Foods (EUR 200.00)",
        "Ask Nord Foods about quote Q-1 (EUR 300.00)",
    ]
