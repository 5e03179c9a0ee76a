"""Rare ways to pay: credit notes named twice, second chargebacks, discounts beside part payments, papers not there yet."""

from __future__ import annotations

import pytest

from salessheets.app.running import run
from salessheets.core.book import Book
from salessheets.sheets.receipts.apply_to import UNREADABLE, parse
from salessheets.sheets.specimen import book_of

HEAD = """
Payment Terms
Terms | Line | Portion % | Days | End of month | Counts from  | Discount % | Discount days
NET30 | 1    | 100%      | 30   | No           | Invoice date | 2%         | 10

Customers
Customer ID | Customer name | Currency
C1          | Nord Foods    | EUR

Invoices
Invoice No | Type        | Date       | Customer ID | Terms | Currency | Net     | Tax | Status | Dispute
INV-1      | Invoice     | 2026-03-02 | C1          | NET30 | EUR      | 100.00  | 0   | Sent   | No
INV-2      | Invoice     | 2026-03-02 | C1          | NET30 | EUR      | 250.00  | 0   | Sent   | No
INV-3      | Invoice     | 2026-04-02 | C1          | NET30 | EUR      | 100.00  | 0   | Sent   | No
CN-1       | Credit note | 2026-03-03 | C1          |       | EUR      | -100.00 | 0   | Sent   | No

Receipts
Receipt No | Date       | Payer      | Amount | Currency | Reference | Apply to | Reverses
"""


def refreshed(*receipts: str, as_of: str = "2026-03-31") -> Book:
    return run(book_of(HEAD + "\n".join(receipts), as_of)).book


def booked(book: Book) -> list[tuple[str, str, str, int]]:
    rows = book.frame("Allocations")
    return list(zip(rows["Source"], rows["Invoice No"], rows["Kind"], rows["Amount"], strict=True))


def test_a_credit_note_named_twice_in_one_cell_is_used_once() -> None:
    book = refreshed("R1 | 2026-03-10 | Nord Foods | 50.00 | EUR | | CN-1; CN-1; INV-2 |")
    assert booked(book) == [("R1", "INV-2", "Payment", 5000), ("CN-1", "INV-2", "Credit", 10000)]
    assert book.frame("Invoices")["Open"].tolist() == [10000, 10000, 0, 0]


def test_a_receipt_over_nothing_sets_a_credit_note_against_an_invoice() -> None:
    book = refreshed("R1 | 2026-03-10 | Nord Foods | 0.00 | EUR | | CN-1; INV-2 |")
    assert booked(book) == [("CN-1", "INV-2", "Credit", 10000)]
    assert book.frame("Receipts")["Match"].tolist() == ["Applied"]


def test_a_second_chargeback_of_one_receipt_takes_back_nothing_more() -> None:
    book = refreshed(
        "R1 | 2026-03-10 | Nord Foods | 250.00  | EUR | INV-2 | |",
        "R2 | 2026-03-11 | Nord Foods | -150.00 | EUR |       | | R1",
        "R3 | 2026-03-12 | Nord Foods | -250.00 | EUR |       | | R1",
    )
    assert booked(book) == [
        ("R1", "INV-2", "Payment", 25000),
        ("R2", "INV-2", "Payment", -15000),
        ("R3", "INV-2", "Payment", -10000),
    ]
    assert book.frame("Receipts")["Left to apply"].tolist() == [0, 0, -15000]


def test_an_invoice_that_was_paid_in_part_earns_no_discount_afterwards() -> None:
    book = refreshed(
        "R1 | 2026-03-03 | Nord Foods | 50.00 | EUR | INV-1 | |",
        "R2 | 2026-03-05 | Nord Foods | 98.00 | EUR | INV-1 | |",
    )
    assert booked(book) == [("R1", "INV-1", "Payment", 5000), ("R2", "INV-1", "Payment", 5000)]
    assert book.frame("Receipts")["Left to apply"].tolist() == [0, 4800]


@pytest.mark.parametrize(("cells", "later"), [("INV-1 | |", "INV-1 INV-2 | |"), ("| INV-1 |", "| INV-1; INV-2 |")])
def test_a_discount_taken_in_time_stays_when_a_later_receipt_names_the_invoice_beside_another(
    cells: str, later: str
) -> None:
    book = refreshed(
        f"R1 | 2026-03-05 | Nord Foods | 98.00  | EUR | {cells}",
        f"R2 | 2026-03-09 | Nord Foods | 250.00 | EUR | {later}",
    )
    assert booked(book) == [
        ("R1", "INV-1", "Payment", 9800),
        ("R1", "INV-1", "Discount", 200),
        ("R2", "INV-2", "Payment", 25000),
    ]


def test_a_payment_that_bounces_takes_its_discount_with_it() -> None:
    book = refreshed(
        "R1 | 2026-03-05 | Nord Foods | 98.00  | EUR | INV-1 | |",
        "R2 | 2026-03-09 | Nord Foods | -98.00 | EUR |       | | R1",
    )
    assert [(row[2], row[3]) for row in booked(book)] == [
        ("Payment", 9800), ("Discount", 200), ("Payment", -9800), ("Discount", -200),
    ]  # fmt: skip
    assert book.frame("Invoices")["Open"].iloc[0] == 10000


def test_an_invoice_dated_after_the_as_of_day_changes_nothing_about_a_receipt_that_names_it_too() -> None:
    receipt = "R1 | 2026-03-10 | Nord Foods | 100.00 | EUR | INV-1 INV-3 | |"
    assert booked(refreshed(receipt)) == [("R1", "INV-1", "Payment", 10000)]
    both = refreshed(receipt, as_of="2026-04-30")
    assert (booked(both), both.frame("Receipts")["Match"].tolist()) == ([], ["Suggested"])


@pytest.mark.parametrize(
    ("text", "currency", "limit"),
    [
        ("INV-1=1.234", "EUR", UNREADABLE),
        ("INV-1=1.234", "KWD", 1234),
        ("INV-1=1.234", "JPY", UNREADABLE),
        ("INV-1=1,234", "JPY", 1234),
        ("INV-1=200.5", "EUR", 20050),
    ],
)
def test_an_amount_with_more_decimals_than_its_currency_has_is_not_read(text: str, currency: str, limit: int) -> None:
    assert parse(text, currency)[0].limit == limit


def test_a_chargeback_in_another_currency_takes_nothing_back_and_is_named() -> None:
    receipts = (
        "R1 | 2026-03-05 | Nord Foods | 100.00 | EUR | INV-1 | |",
        "R2 | 2026-03-09 | Nord Foods | -100   | JPY |       | | R1",
    )
    ran = run(book_of(HEAD + "\n".join(receipts)))
    assert booked(ran.book) == [("R1", "INV-1", "Payment", 10000)]
    assert ran.book.frame("Receipts")["Match"].tolist() == ["Sure", "Unmatched"]
    assert [finding.wrong for finding in ran.findings if finding.rule == "reversal-too-much"] == [
        "R2 is in JPY, and R1, which it takes back, in EUR; nothing is taken back across currencies."
    ]
