"""Receipts to invoices: what is booked, what is only suggested, and why."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salessheets.core.book import Book, Outcome
from salessheets.sheets import STEPS
from salessheets.sheets.invoices.due_dates import due_dates
from salessheets.sheets.invoices.settlement import settle
from salessheets.sheets.invoices.tie import ledger_ties
from salessheets.sheets.receipts.allocating import allocate
from salessheets.sheets.receipts.apply_to import UNREADABLE, Wish, parse
from salessheets.sheets.specimen import book_of

HEAD = """
Payment Terms
Terms | Line | Portion % | Days | End of month | Counts from  | Discount % | Discount days
NET30 | 1    | 100%      | 30   | No           | Invoice date | 2%         | 10

Customers
Customer ID | Customer name   | Currency
C1          | Nord Foods      | EUR
C2          | Sudgate Trading | EUR

Invoices
Invoice No | Type        | Date       | Customer ID | Corrects | Terms | Currency | Net     | Tax  | Status  | Dispute
INV-0001   | Invoice     | 2026-01-10 | C1          |          | NET30 | EUR      | 100.00  | 0    | Sent    | No
INV-0002   | Invoice     | 2026-01-20 | C1          |          | NET30 | EUR      | 50.00   | 0    | Sent    | No
INV-0003   | Invoice     | 2026-01-20 | C2          |          | NET30 | EUR      | 70.00   | 0    | Sent    | No
INV-0004   | Invoice     | 2026-01-20 | C1          |          | NET30 | GBP      | 80.00   | 0    | Sent    | No
INV-0005   | Invoice     | 2026-01-20 | C1          |          | NET30 | EUR      | 90.00   | 0    | Sent    | Yes
INV-0006   | Invoice     | 2026-01-20 | C1          |          | NET30 | EUR      | 60.00   | 0    | Draft   | No
INV-0007   | Invoice     | 2026-05-20 | C1          |          | NET30 | EUR      | 60.00   | 0    | Sent    | No
CN-0001    | Credit note | 2026-01-25 | C1          |          |       | EUR      | -20.00  | 0    | Sent    | No

Receipts
Receipt No | Date | Payer | Reference | Amount | Bank or card fee | Currency | Customer ID | Apply to | Reverses
"""


def run(*receipts: str, as_of: str = "2026-03-31", **chosen: object) -> tuple[Book, Outcome]:
    book = book_of(HEAD + "\n".join(receipts), as_of, **chosen)
    book = book.after(due_dates(book))
    outcome = allocate(book)
    book = book.after(outcome)
    return book.after(settle(book)), outcome


def matches(outcome: Outcome) -> list[tuple[str, int, str]]:
    frame = outcome.columns["Receipts"]
    return list(zip(frame["Match"], frame["Left to apply"], frame["Suggestion"], strict=True))


def booked(outcome: Outcome) -> list[tuple[str, str, str, int, str]]:
    rows = outcome.rows["Allocations"]
    return [(r["Source"], r["Invoice No"], r["Kind"], r["Amount"], r["Decided"]) for r in rows.to_dict("records")]


def rules(outcome: Outcome) -> list[str]:
    return [finding.rule for finding in outcome.findings]


def still_open(book: Book, number: str) -> int:
    frame = book.frame("Invoices")
    return int(frame.loc[frame["Invoice No"] == number, "Open"].iloc[0])


@pytest.mark.parametrize(
    ("receipt", "match", "left", "suggestion"),
    [
        ("R1 | 2026-02-25 | NORD  foods | inv-0001         | 100.00 | | EUR | |", "Sure", 0, ""),
        ("R1 | 2026-02-25 | Nord Foods  | pays INV-0001.   | 60.00  | | EUR | |", "Sure", 0, ""),
        ("R1 | 2026-02-25 | Somebody    | INV-0001         | 60.00  | | EUR | |", "Suggested", 6000, "INV-0001"),
        ("R1 | 2026-02-25 | Somebody    | INV-0001         | 60.00  | | EUR | C1 |", "Sure", 0, ""),
        ("R1 | 2026-02-25 | Nord Foods  | INV-0001         | 60.00  | | EUR | C2 |", "Suggested", 6000, "INV-0001"),
        ("R1 | 2026-02-25 | Somebody    | INV-0001         | 100.00 | | EUR | |", "Sure", 0, ""),
        ("R1 | 2026-02-25 | Somebody    | INV-0001         | 98.50  | 1.50 | EUR | |", "Sure", 0, ""),
        ("R1 | 2026-02-25 | Somebody    | INV-0001         | 130.00 | | EUR | |", "Sure", 3000, ""),
        ("R1 | 2026-02-25 | Nord Foods  | INV-0001, INV-0002 | 150.00 | | EUR | |", "Sure", 0, ""),
        ("R1 | 2026-02-25 | Nord Foods  | INV-0001 INV-0002 less CN-0001 | 130.00 | | EUR | |", "Sure", 0, ""),
        (
            "R1 | 2026-02-25 | Nord Foods  | INV-0002 + INV-0001 | 120.00 | | EUR | |",
            "Suggested",
            12000,
            "INV-0001; INV-0002=20.00",
        ),
        ("R1 | 2026-02-25 | Nord Foods  | INV-0001 INV-0003 | 170.00 | | EUR | |", "Unmatched", 17000, ""),
        ("R1 | 2026-02-25 | Nord Foods  | INV-00011        | 100.00 | | EUR | |", "Suggested", 10000, "INV-0001"),
        ("R1 | 2026-02-25 | Nord Foods  | INV-0004         | 80.00  | | EUR | |", "Unmatched", 8000, ""),
        ("R1 | 2026-02-25 | Nord Foods  | INV-0005         | 90.00  | | EUR | |", "Unmatched", 9000, ""),
        ("R1 | 2026-02-25 | Nord Foods  | INV-0006         | 60.00  | | EUR | |", "Unmatched", 6000, ""),
        ("R1 | 2026-02-25 | Nord Foods  | INV-0007         | 60.00  | | EUR | |", "Unmatched", 6000, ""),
        ("R1 | 2026-02-25 | Nord Foods  | thank you        | 60.00  | | EUR | |", "Unmatched", 6000, ""),
        ("R1 | 2026-02-25 | Somebody    | thank you        | 60.00  | | EUR | |", "Unknown payer", 6000, ""),
        ("R1 | 2026-02-25 | Nord Foods  | refund           | -60.00 | | EUR | |", "Unmatched", -6000, ""),
    ],
)
def test_a_number_in_the_reference_decides(receipt: str, match: str, left: int, suggestion: str) -> None:
    _, outcome = run(receipt)
    assert matches(outcome) == [(match, left, suggestion)]


def test_an_unknown_number_is_named_with_the_invoice_that_fits_the_amount() -> None:
    _, outcome = run("R1 | 2026-02-25 | Nord Foods | INV-9999 | 50.00 | | EUR | |")
    assert [finding.wrong for finding in outcome.findings] == ["No invoice bears the number INV-9999."]
    assert (
        outcome.findings[0].to_do
        == "Did you mean INV-0002? It is open for exactly this amount. Write it into Apply to."
    )


def test_more_than_is_open_settles_what_is_open_and_says_what_is_left() -> None:
    book, outcome = run("R1 | 2026-02-25 | Somebody | INV-0001 | 130.00 | | EUR | |")
    assert still_open(book, "INV-0001") == 0
    assert outcome.findings[0].wrong == "130.00 came in for INV-0001, open for 100.00; 30.00 is left."


def test_several_receipts_on_one_invoice_go_by_date_whatever_the_order_of_rows() -> None:
    late = "R2 | 2026-02-26 | Nord Foods | INV-0001 | 70.00 | | EUR | |"
    early = "R1 | 2026-02-25 | Nord Foods | INV-0001 | 60.00 | | EUR | |"
    _, outcome = run(late, early)
    assert matches(outcome) == [("Sure", 3000, ""), ("Sure", 0, "")]
    assert booked(outcome) == [
        ("R1", "INV-0001", "Payment", 6000, "Sure match"),
        ("R2", "INV-0001", "Payment", 4000, "Sure match"),
    ]


def test_a_strangers_part_payment_waits_while_the_customers_goes_on() -> None:
    _, outcome = run(
        "R1 | 2026-02-25 | Somebody   | INV-0001 | 60.00 | | EUR | |",
        "R2 | 2026-02-26 | Nord Foods | INV-0001 | 70.00 | | EUR | |",
    )
    assert matches(outcome) == [("Suggested", 6000, "INV-0001"), ("Sure", 0, "")]


def test_a_receipt_entered_twice_pays_once_unless_the_admin_says_otherwise() -> None:
    first, again = (f"R{n} | 2026-02-25 | Nord Foods | INV-0001 | 40.00 | | EUR | |" for n in (1, 2))
    _, outcome = run(first, again)
    assert matches(outcome) == [("Sure", 0, ""), ("Duplicate?", 4000, "")]
    assert rules(outcome) == ["receipt-twice"]
    _, outcome = run(first, again + " INV-0001")
    assert matches(outcome) == [("Sure", 0, ""), ("Applied", 0, "")]


@pytest.mark.parametrize(
    ("amount", "apply_to", "expected", "left", "wrong"),
    [
        ("100.00", "INV-0001", [("INV-0001", "Payment", 10000)], 0, []),
        ("130.00", "INV-0001", [("INV-0001", "Payment", 10000)], 3000, []),
        ("130.00", "INV-0001; INV-0002=30", [("INV-0001", "Payment", 10000), ("INV-0002", "Payment", 3000)], 0, []),
        ("80.00", "INV-0001; CN-0001", [("INV-0001", "Payment", 8000), ("INV-0001", "Credit", 2000)], 0, []),
        ("90.00", "CN-0001=10; INV-0001", [("INV-0001", "Payment", 9000), ("INV-0001", "Credit", 1000)], 0, []),
        ("100.00", "INV-0001=120", [("INV-0001", "Payment", 10000)], 0, ["apply-to-too-much"]),
        ("50.00", "INV-0001=60; INV-0002=20", [("INV-0001", "Payment", 5000)], 0, ["apply-to-too-much"]),
        ("90.00", "INV-0005", [("INV-0005", "Payment", 9000)], 0, []),
        ("80.00", "INV-0004", [], 8000, ["apply-to-not-booked"]),
        ("60.00", "INV-0006", [], 6000, ["apply-to-not-booked"]),
        ("60.00", "INV-0007", [], 6000, ["apply-to-not-booked"]),
        ("60.00", "INV-1000; INV-0001", [("INV-0001", "Payment", 6000)], 0, ["apply-to-not-booked"]),
        ("60.00", "INV-0001=much", [], 6000, ["apply-to-not-booked"]),
        ("150.00", "INV-0001, INV-0002", [("INV-0001", "Payment", 10000), ("INV-0002", "Payment", 5000)], 0, []),
        ("-20.00", "CN-0001", [("CN-0001", "Refund", -2000)], 0, []),
        ("-30.00", "CN-0001", [("CN-0001", "Refund", -2000)], -1000, []),
        ("-30.00", "INV-0001", [], -3000, ["apply-to-not-booked"]),
    ],
)
def test_apply_to_is_booked_as_far_as_it_can_be(
    amount: str, apply_to: str, expected: list[tuple[str, str, int]], left: int, wrong: list[str]
) -> None:
    _, outcome = run(f"R1 | 2026-02-25 | Somebody | | {amount} | | EUR | | {apply_to}")
    assert sorted(row[1:4] for row in booked(outcome)) == sorted(expected)
    assert matches(outcome) == [("Applied" if expected else "Unmatched", left, "")]
    assert rules(outcome) == wrong


def test_an_unknown_number_in_apply_to_is_guessed() -> None:
    _, outcome = run("R1 | 2026-02-25 | Somebody | | 60.00 | | EUR | | INV-001")
    assert outcome.findings[0].to_do == "Did you mean INV-0001?"


def test_apply_to_goes_before_numbers_in_references() -> None:
    _, outcome = run(
        "R1 | 2026-02-24 | Nord Foods | INV-0001 | 100.00 | | EUR | |",
        "R2 | 2026-02-25 | Nord Foods |          | 100.00 | | EUR | | INV-0001",
    )
    assert matches(outcome) == [("Unmatched", 10000, ""), ("Applied", 0, "")]


def test_a_bounced_payment_reopens_its_invoice_and_the_next_one_pays_it() -> None:
    book, outcome = run(
        "R1 | 2026-02-01 | Nord Foods | INV-0001 | 100.00  | | EUR | | |",
        "R2 | 2026-02-05 | Nord Foods | returned | -100.00 | | EUR | | | R1",
        "R3 | 2026-02-20 | Nord Foods | INV-0001 | 60.00   | | EUR | | |",
    )
    assert booked(outcome) == [
        ("R1", "INV-0001", "Payment", 10000, "Sure match"),
        ("R2", "INV-0001", "Payment", -10000, "Sure match"),
        ("R3", "INV-0001", "Payment", 6000, "Sure match"),
    ]
    assert still_open(book, "INV-0001") == 4000
    assert matches(outcome) == [("Sure", 0, ""), ("Applied", 0, ""), ("Sure", 0, "")]


def test_a_bounce_of_money_that_had_paid_nothing_leaves_nothing_to_apply() -> None:
    _, outcome = run(
        "R1 | 2026-02-01 | Nord Foods | hello    | 100.00  | | EUR | | |",
        "R2 | 2026-02-05 | Nord Foods | returned | -100.00 | | EUR | | | R1",
    )
    assert matches(outcome) == [("Applied", 0, ""), ("Applied", 0, "")]
    assert booked(outcome) == []


def test_before_the_bounce_the_invoice_counts_as_paid() -> None:
    book, _ = run(
        "R1 | 2026-02-01 | Nord Foods | INV-0001 | 100.00  | | EUR | | |",
        "R2 | 2026-02-05 | Nord Foods | returned | -100.00 | | EUR | | | R1",
        as_of="2026-02-04",
    )
    assert still_open(book, "INV-0001") == 0


def test_a_discount_is_granted_in_time_and_only_when_the_payment_is_then_perfect() -> None:
    _, outcome = run("R1 | 2026-01-20 | Somebody | INV-0001 | 98.00 | | EUR | |")
    assert booked(outcome) == [
        ("R1", "INV-0001", "Payment", 9800, "Sure match"),
        ("R1", "INV-0001", "Discount", 200, "Sure match"),
    ]
    _, late = run("R1 | 2026-01-21 | Nord Foods | INV-0001 | 98.00 | | EUR | |")
    assert booked(late) == [("R1", "INV-0001", "Payment", 9800, "Sure match")]
    _, grace = run("R1 | 2026-01-21 | Nord Foods | INV-0001 | 98.00 | | EUR | |", discount_grace_days=1)
    assert len(booked(grace)) == 2


def test_receipts_after_the_as_of_date_do_not_count_and_are_no_finding() -> None:
    _, outcome = run("R1 | 2026-04-20 | Nord Foods | INV-0001 | 100.00 | | EUR | |")
    frame = outcome.columns["Receipts"]
    assert frame["Match"].tolist() == [""]
    assert frame["Left to apply"].isna().all()
    assert frame["Why"].tolist() == ["dated after the as-of date: not counted"]
    assert rules(outcome) == []


def test_a_receipt_of_the_year_2108_is_a_finding_however_old_the_as_of_date_is() -> None:
    rows = [
        "R1 | 2026-04-20 | Nord Foods | x | 1.00 | | EUR | |",
        "R2 | 2108-04-20 | Nord Foods | y | 1.00 | | EUR | |",
    ]
    assert rules(run(*rows)[1]) == ["receipt-in-future"]


def test_rows_without_amount_or_date_are_left_blank() -> None:
    _, outcome = run(
        "R1 | 2026-02-20 | Nord Foods | INV-0001 | ten | | EUR | |", "R2 | | Nord Foods | INV-0001 | 5.00 | | EUR | |"
    )
    assert outcome.columns["Receipts"]["Left to apply"].isna().all()
    assert outcome.columns["Receipts"]["Match"].tolist() == ["", ""]


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("INV-1", (Wish("INV-1"),)),
        (" INV-1 ; ;CN-3\nINV-2 = 1,234.50", (Wish("INV-1"), Wish("CN-3"), Wish("INV-2", 123450))),
        ("INV-1=1.234,50", (Wish("INV-1", 123450),)),
        ("INV-1=200,5", (Wish("INV-1", 20050),)),
        ("INV-1=1,234", (Wish("INV-1", 123400),)),
        ("INV-1=-5", (Wish("INV-1", UNREADABLE),)),
        ("INV-1=", (Wish("INV-1", UNREADABLE),)),
    ],
)
def test_apply_to_is_read_as_typed(text: str, wishes: tuple[Wish, ...]) -> None:
    assert parse(text, "EUR") == wishes


REFERENCES = [
    "INV-0001",
    "INV-0002",
    "INV-0001 INV-0002",
    "INV-0003",
    "INV-0001 CN-0001",
    "INV-0009",
    "INV-0004",
    "none",
]
RECEIPT = st.tuples(
    st.integers(1, 28), st.sampled_from(["Nord Foods", "Sudgate Trading", "Somebody"]), st.sampled_from(REFERENCES),
    st.integers(-30, 150), st.sampled_from(["", "", "INV-0001", "INV-0002=20; INV-0001", "CN-0001", "INV-0005; CN-0001"]),
    st.sampled_from(["", "", "", "R0", "R1"]),
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(RECEIPT, max_size=7), st.randoms(use_true_random=False))
def test_whatever_comes_in_the_ledger_ties_and_the_order_of_rows_does_not_matter(
    rows: list[tuple], mixer: random.Random
) -> None:
    lines = [
        f"R{i} | 2026-02-{d:02d} | {p} | {r} | {a}.00 | | EUR | | {t} | {v}"
        for i, (d, p, r, a, t, v) in enumerate(rows)
    ]
    book, outcome = run(*lines)
    assert ledger_ties(book).findings == ()
    shuffled = lines.copy()
    mixer.shuffle(shuffled)
    _, again = run(*shuffled)
    assert outcome.rows["Allocations"]["Allocation ID"].is_unique
    if not any(finding.rule == "receipt-twice" for finding in outcome.findings):
        assert again.rows["Allocations"].equals(outcome.rows["Allocations"])


@pytest.mark.parametrize(
    "text",
    [
        "Receipts\nReceipt No | Date | Payer | Reference | Amount | Currency | Apply to\nR1 | 2026-02-01 | N | INV-1 | 5.00 | EUR |\nR2 | 2026-02-01 | N | | 5.00 | EUR | INV-1",
        "Invoices\nInvoice No | Type | Date | Currency | Net | Tax | Status\nINV-1 | Invoice | 2026-02-01 | EUR | 5.00 | 0 | Sent",
        "Invoices\nInvoice No | Type | Date | Currency | Net | Tax | Status",
        "Invoices\nInvoice No\nINV-1\n\nReceipts\nReceipt No\nR1",
        "Customers\nCustomer ID | Customer name\nC1 | Nord Foods",
    ],
)
def test_books_that_lack_sheets_columns_or_rows_break_nothing(text: str) -> None:
    book = book_of(text)
    for step in STEPS:
        book = book.after(step(book))
    assert [finding.rule for finding in ledger_ties(book).findings] == []
