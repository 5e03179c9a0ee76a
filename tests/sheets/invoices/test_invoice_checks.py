"""Checks of invoices that must not cry wolf."""

from __future__ import annotations

import pytest

from salessheets.sheets import STEPS
from salessheets.sheets.specimen import book_of

HEAD = """
Taxes
Tax code | Rate | Valid from | Label
S20      | 19%  | 2000-01-01 | VAT
S20      | 20%  | 2011-01-04 | VAT
Z0       | 0%   | 2000-01-01 | none

Customers
Customer ID | Customer name | Currency
C1          | Nord Foods    | EUR

Orders
Order No | Date       | Customer ID | Status    | Currency
SO-1     | 2026-02-11 | C1          | Confirmed | EUR

Order Lines
Order No | Line | Qty | Unit price | Tax code
SO-1     | 1    | 10  | 10.00      | S20

Deliveries
Delivery No | Order No | Order line | Qty | Shipped on | Status    | Delivered on
D1          | SO-1     | 1          | {delivered}  | 2026-02-20 | Delivered | 2026-02-22

Invoices
Invoice No | Type | Date | Customer ID | Order No | Corrects | Due date override | Currency | Net | Tax | Status | Dispute
"""


def rules(rows: str, delivered: int = 10, more: str = "") -> set[str]:
    book, found = book_of(HEAD.format(delivered=delivered) + rows + more), []
    for step in STEPS:
        outcome = step(book)
        book = book.after(outcome)
        found.extend(outcome.findings)
    return {finding.rule for finding in found}


def invoice(net: str, tax: str = "0", number: str = "I1", kind: str = "Invoice") -> str:
    return f"{number} | {kind} | 2026-03-02 | C1 | SO-1 | | 2026-04-02 | EUR | {net} | {tax} | Sent | No\n"


@pytest.mark.parametrize(
    ("rows", "delivered", "differs"),
    [
        (invoice("100.00"), 10, False),
        (invoice("100.01"), 10, True),
        (invoice("99.99"), 10, True),
        (invoice("100.01"), 0, True),
        (invoice("99.99"), 6, False),
        (invoice("60.00"), 6, False),
        (invoice("60.00"), 10, False),
        (invoice("60.00") + invoice("40.00", number="I2"), 10, False),
        (invoice("60.00") + invoice("41.00", number="I2"), 10, True),
        (invoice("120.00") + invoice("-20.00", number="N1", kind="Credit note"), 10, False),
    ],
)
def test_what_is_invoiced_may_be_part_of_the_order_but_not_more_and_not_nearly(
    rows: str, delivered: int, differs: bool
) -> None:
    assert ("invoice-differs-from-order" in rules(rows, delivered)) is differs


@pytest.mark.parametrize(
    ("net", "tax", "differs"),
    [
        ("100.00", "20.00", False),
        ("100.00", "0", False),
        ("100.00", "7.00", False),
        ("100.00", "20.02", True),
        ("100.00", "-20.00", True),
    ],
)
def test_without_lines_tax_is_at_most_that_of_the_highest_rate(net: str, tax: str, differs: bool) -> None:
    assert ("invoice-tax-differs" in rules(invoice(net, tax))) is differs


@pytest.mark.parametrize(("tax", "differs"), [("16.00", False), ("16.01", False), ("16.03", True), ("20.00", True)])
def test_with_lines_tax_is_that_of_the_lines_to_a_cent_each(tax: str, differs: bool) -> None:
    lines = "\nInvoice Lines\nInvoice No | Line | Qty | Unit price | Tax code\nI1 | 1 | 8 | 10.00 | S20\nI1 | 2 | 2 | 10.00 | Z0\n"
    assert ("invoice-tax-differs" in rules(invoice("100.00", tax), more=lines)) is differs


def test_an_order_that_was_invoiced_twice_by_a_repeated_row_is_one_finding_only() -> None:
    found = rules(invoice("100.00") * 2)
    assert "repeated-key" in found
    assert "invoice-differs-from-order" not in found
