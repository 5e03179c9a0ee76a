"""Orders from delivery to invoice, as an admin would read them off the sheets."""

from __future__ import annotations

import pandas as pd
import pytest

from salessheets.sheets.lines import net_of_lines
from salessheets.sheets.orders.checks import check_deliveries
from salessheets.sheets.orders.progress import follow_orders
from salessheets.sheets.specimen import book_of

ORDER = """
Products
SKU    | Product | Product group | Unit | List price | Tax code | Over-delivery % | Active
PMP-40 | Pump    | Pumps         | pc   | 480.00     | S20      |                 | Yes
OIL    | Oil     | Oils          | kg   | 2.00       | S20      | 10%             | Yes

Orders
Order No | Date       | Customer ID | Rep ID | Promised for | Ship complete | Status    | Currency
SO-1     | 2026-02-11 | C1          | R1     | 2026-03-02   | No            | {status}  | EUR

Order Lines
Order No | Line | SKU    | Description | Qty | Unit price | Discount % | Tax code
SO-1     | 1    | PMP-40 | Pump        | 10  | 480.00     | 0%         | S20
SO-1     | 2    | OIL    | Oil         | 100 | 2.00       | 50%        | S20
"""
DELIVERED = (
    "\nDeliveries\nDelivery No | Order No | Order line | Qty | Status | Shipped on | Delivered on | Return reason\n"
)
INVOICES = "\nInvoices\nInvoice No | Type | Date | Customer ID | Order No | Corrects | Currency | Net | Tax | Status\n"
INVOICE_LINES = "\nInvoice Lines\nInvoice No | Line | Order No | Order line | SKU | Qty | Unit price\n"
ALL = """DN-1 | SO-1 | 1 | 10  | Delivered | 2026-02-27 | 2026-02-28 |
DN-1 | SO-1 | 2 | 100 | Delivered | 2026-02-27 | 2026-02-28 |
"""


def followed(text: str, as_of: str = "2026-03-06", status: str = "Confirmed"):
    book = book_of(text.replace("{status}", status), as_of)
    columns = follow_orders(book).columns
    return columns["Orders"].iloc[0], columns["Order Lines"]


def test_the_net_of_an_order_is_the_sum_of_its_lines_each_rounded():
    order, _ = followed(ORDER)
    assert order["Net"] == 480_000 + 10_000


def test_an_order_in_yen_has_no_cents():
    book = book_of(ORDER.replace("EUR", "JPY").replace("480.00 ", "480 ").replace("{status}", "Confirmed"))
    assert net_of_lines(book, "Order Lines", "Orders").tolist() == [4900]


def test_a_part_delivery_is_a_share_of_the_units_and_late_once_the_promise_has_passed():
    rows = "DN-1 | SO-1 | 1 | 6 | Delivered | 2026-02-27 | 2026-02-28 |\n"
    order, lines = followed(ORDER + DELIVERED + rows)
    assert lines["Delivered"].tolist() == [6, 0]
    assert lines["Back order"].tolist() == [4, 100]
    assert (order["Progress"], order["Days late"]) == ("Late", 4)
    assert order["Delivered %"] == pytest.approx(6 / 110)


def test_the_promised_day_itself_is_not_late():
    rows = "DN-1 | SO-1 | 1 | 6 | Delivered | 2026-02-27 | 2026-02-28 |\n"
    order, _ = followed(ORDER + DELIVERED + rows, as_of="2026-03-02")
    assert (order["Progress"], order["Days late"]) == ("Partly delivered", 0)


def test_only_delivered_and_returned_rows_count_as_delivered():
    rows = """DN-1 | SO-1 | 1 | 6  | Delivered | 2026-02-27 | 2026-02-28 |
DN-2 | SO-1 | 1 | 4  | Shipped   | 2026-03-01 |            |
DN-3 | SO-1 | 1 | -2 | Returned  |            | 2026-03-02 | Broken
DN-4 | SO-1 | 2 | 50 | Failed    | 2026-03-01 |            |
DN-5 | SO-1 | 1 | 3  | Returned  |            | 2026-03-02 | Broken
"""
    _, lines = followed(ORDER + DELIVERED + rows)
    assert lines["Delivered"].tolist() == [4, 0]


def test_deliveries_after_the_as_of_day_have_not_happened_yet():
    order, lines = followed(ORDER + DELIVERED + ALL, as_of="2026-02-27")
    assert lines["Delivered"].tolist() == [0, 0]
    assert order["Progress"] == "Not started"


def test_too_much_of_one_line_cannot_hide_what_another_lacks():
    rows = "DN-1 | SO-1 | 1 | 200 | Delivered | 2026-02-27 | 2026-02-28 |\n"
    order, _ = followed(ORDER + DELIVERED + rows)
    assert order["Progress"] == "Over-delivered"
    assert order["Delivered %"] == pytest.approx(10 / 110)


def test_a_product_may_allow_more_than_ordered():
    rows = ALL.replace("| 100 |", "| 110 |")
    order, _ = followed(ORDER + DELIVERED + rows)
    assert order["Progress"] == "Delivered, to invoice"


def test_goods_that_came_late_stay_late_by_the_day_they_came():
    order, _ = followed(ORDER + DELIVERED + ALL.replace("2026-02-28", "2026-03-05"))
    assert (order["Progress"], order["Days late"]) == ("Delivered, to invoice", 3)


@pytest.mark.parametrize(
    ("status", "progress", "back_order"),
    [
        ("On hold", "On hold", [10, 100]),
        ("Cancelled", "Cancelled", [0, 0]),
        ("Draft", "", [0, 0]),
        ("Closed short", "Complete", [0, 0]),
    ],
)
def test_the_status_of_an_order_decides_what_is_still_expected(status, progress, back_order):
    order, lines = followed(ORDER, status=status)
    assert order["Progress"] == progress
    assert lines["Back order"].tolist() == back_order


def test_an_order_of_tomorrow_has_no_progress_today():
    order, _ = followed(ORDER, as_of="2026-02-10")
    assert order["Progress"] == ""
    assert pd.isna(order["Days late"])


def test_invoices_without_lines_that_come_to_the_net_invoice_everything():
    invoice = "INV-1 | Invoice | 2026-03-01 | C1 | SO-1 | | EUR | 4900.00 | 980.00 | Sent\n"
    order, lines = followed(ORDER + DELIVERED + ALL + INVOICES + invoice)
    assert lines["Invoiced"].tolist() == [10, 100]
    assert (order["Invoiced %"], order["Progress"]) == (1, "Complete")


def test_invoices_without_lines_that_come_to_the_goods_delivered_invoice_those():
    rows = "DN-1 | SO-1 | 1 | 6 | Delivered | 2026-02-27 | 2026-02-28 |\n"
    invoice = "INV-1 | Invoice | 2026-03-01 | C1 | SO-1 | | EUR | 2880.00 | 576.00 | Sent\n"
    order, lines = followed(ORDER + DELIVERED + rows + INVOICES + invoice, as_of="2026-03-01")
    assert lines["Invoiced"].tolist() == [6, 0]
    assert order["Progress"] == "Partly delivered"


def test_other_amounts_leave_the_units_open_and_give_the_share_of_the_money():
    invoice = "INV-1 | Invoice | 2026-03-01 | C1 | SO-1 | | EUR | 1225.00 | 245.00 | Sent\n"
    order, lines = followed(ORDER + DELIVERED + ALL + INVOICES + invoice)
    assert lines["Invoiced"].isna().all()
    assert (order["Invoiced %"], order["Progress"]) == (0.25, "Delivered, to invoice")


def test_a_credit_note_takes_back_what_its_invoice_charged():
    invoices = """INV-1 | Invoice     | 2026-03-01 | C1 | SO-1 |       | EUR | 4900.00  | 980.00  | Sent
CN-1  | Credit note | 2026-03-03 | C1 |      | INV-1 | EUR | -4900.00 | -980.00 | Sent
"""
    order, lines = followed(ORDER + DELIVERED + ALL + INVOICES + invoices)
    assert lines["Invoiced"].tolist() == [0, 0]
    assert order["Progress"] == "Delivered, to invoice"


def test_drafts_and_later_invoices_and_other_currencies_invoice_nothing():
    invoices = """INV-1 | Invoice | 2026-03-01 | C1 | SO-1 | | EUR | 4900.00 | 980.00 | Draft
INV-2 | Invoice | 2026-03-07 | C1 | SO-1 | | EUR | 4900.00 | 980.00 | Sent
INV-3 | Invoice | 2026-03-01 | C1 | SO-1 | | GBP | 4900.00 | 980.00 | Sent
"""
    order, _ = followed(ORDER + DELIVERED + ALL + INVOICES + invoices)
    assert (order["Invoiced %"], order["Progress"]) == (0, "Delivered, to invoice")


def test_invoice_lines_tell_the_units_by_order_line_or_by_a_sku_that_stands_once():
    text = (
        ORDER
        + DELIVERED
        + ALL
        + INVOICES
        + "INV-1 | Invoice | 2026-03-01 | C1 | SO-1 | | EUR | 3000.00 | 0.00 | Sent\n"
    )
    lines = """INV-1 | 1 | SO-1 | 1 |     | 6  | 480.00
INV-1 | 2 |      |   | OIL | 60 | 2.00
"""
    order, units = followed(text + INVOICE_LINES + lines)
    assert units["Invoiced"].tolist() == [6, 60]
    assert order["Invoiced %"] == pytest.approx(66 / 110)


def checks(rows: str) -> list[str]:
    book = book_of((ORDER + DELIVERED + rows).replace("{status}", "Confirmed"), "2026-03-31")
    return check_deliveries(book).columns["Deliveries"]["Delivery check"].tolist()


def test_each_delivery_says_what_is_wrong_with_it():
    rows = """DN-1 | SO-1 | 1 | 6  | Delivered | 2026-02-27 | 2026-02-28 |
DN-2 | SO-1 | 1 | 6  | Delivered | 2026-03-01 | 2026-03-02 |
DN-3 | SO-1 | 9 | 1  | Delivered | 2026-03-01 | 2026-03-02 |
DN-4 | SO-7 | 1 | 1  | Delivered | 2026-03-01 | 2026-03-02 |
DN-5 | SO-1 | 2 | 10 | Delivered | 2025-03-01 | 2026-03-02 |
DN-6 | SO-1 | 2 | -1 | Returned  |            | 2026-03-03 |
"""
    assert checks(rows) == [
        "OK", "over by 2", "no such order line", "no order", "before the order", "no reason for the return",
    ]  # fmt: skip
