"""Open amounts, ages and payment status of invoices."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salessheets.core.book import Book, Outcome
from salessheets.sheets.invoices.due_dates import due_dates
from salessheets.sheets.invoices.settlement import settle
from salessheets.sheets.invoices.tie import ledger_ties
from salessheets.sheets.receipts.allocating import allocate
from salessheets.sheets.specimen import book_of

HEAD = """
Payment Terms
Terms | Line | Portion % | Days | End of month | Counts from
NET30 | 1    | 100%      | 30   | No           | Invoice date
Half  | 1    | 50%       | 30   | No           | Invoice date
Half  | 2    | 50%       | 60   | No           | Invoice date

Invoices
Invoice No | Type | Date | Corrects | Terms | Currency | Net | Tax | Status | Dispute
"""
RECEIPTS = """

Receipts
Receipt No | Date | Payer | Amount | Currency | Apply to
"""


def run(invoices: str, receipts: str = "", as_of: str = "2026-03-31", **chosen: object) -> Book:
    book = book_of(HEAD + invoices + RECEIPTS + receipts, as_of, **chosen)
    for step in (due_dates, allocate, settle):
        book = book.after(step(book))
    return book


def said(book: Book) -> list[tuple[object, ...]]:
    frame = book.frame("Invoices")
    return list(zip(frame["Open"], frame["Days overdue"], frame["Age"], frame["Payment status"], strict=True))


@pytest.mark.parametrize(
    ("invoice", "receipt", "expected"),
    [
        ("I | Invoice | 2026-03-20 | | NET30 | EUR | 100.00 | 0 | Sent | No", "", (10000, 0, "Not due", "Open")),
        ("I | Invoice | 2026-03-01 | | NET30 | EUR | 100.00 | 0 | Sent | No", "", (10000, 0, "Not due", "Open")),
        ("I | Invoice | 2026-02-28 | | NET30 | EUR | 100.00 | 0 | Sent | No", "", (10000, 1, "1-30", "Overdue")),
        ("I | Invoice | 2026-01-30 | | NET30 | EUR | 100.00 | 0 | Sent | No", "", (10000, 30, "1-30", "Overdue")),
        ("I | Invoice | 2026-01-29 | | NET30 | EUR | 100.00 | 0 | Sent | No", "", (10000, 31, "31-60", "Overdue")),
        ("I | Invoice | 2025-10-31 | | NET30 | EUR | 100.00 | 0 | Sent | No", "", (10000, 121, "120+", "Overdue")),
        (
            "I | Invoice | 2026-03-20 | | NET30 | EUR | 100.00 | 20.00 | Sent | No",
            "R | 2026-03-25 | N | 50.00 | EUR | I",
            (7000, 0, "Not due", "Partly paid"),
        ),
        (
            "I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Sent | No",
            "R | 2026-03-25 | N | 50.00 | EUR | I",
            (5000, 9, "1-30", "Overdue"),
        ),
        ("I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Sent | Yes", "", (10000, 9, "1-30", "Disputed")),
        (
            "I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Sent | Yes",
            "R | 2026-03-25 | N | 100.00 | EUR | I",
            (0, 0, "", "Paid"),
        ),
        ("I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Draft | No", "", (0, 0, "", "Draft")),
        ("I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Cancelled | No", "", (0, 0, "", "Cancelled")),
        ("I | Invoice | 2026-01-20 | | NET30 | EUR | 100.00 | 0 | Written off | No", "", (0, 0, "", "Written off")),
        ("I | Invoice | 2026-04-20 | | NET30 | EUR | 100.00 | 0 | Sent | No", "", (0, 0, "", "")),
        (
            "I | Credit note | 2026-02-20 | | NET30 | EUR | -100.00 | 0 | Sent | No",
            "",
            (-10000, 0, "Unapplied", "Open"),
        ),
        (
            "I | Credit note | 2026-02-20 | | NET30 | EUR | -100.00 | 0 | Sent | No",
            "R | 2026-03-25 | N | -100.00 | EUR | I",
            (0, 0, "", "Credited"),
        ),
    ],
)
def test_each_invoice_has_its_open_amount_age_and_status(
    invoice: str, receipt: str, expected: tuple[object, ...]
) -> None:
    assert said(run(invoice, receipt)) == [expected]


def test_a_credit_note_settles_its_invoice_and_itself() -> None:
    book = run(
        "I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Sent | No\n"
        "C | Credit note | 2026-02-25 | I | NET30 | EUR | -100.00 | 0 | Sent | No"
    )
    assert said(book) == [(0, 0, "", "Credited"), (0, 0, "", "Credited")]
    assert book.frame("Invoices")["Settled"].tolist() == [10000, -10000]


def test_a_credit_note_after_payment_leaves_the_invoice_overpaid() -> None:
    book = run(
        "I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Sent | No\n"
        "C | Credit note | 2026-03-25 | I | NET30 | EUR | -30.00 | 0 | Sent | No",
        "R | 2026-03-01 | N | 100.00 | EUR | I",
    )
    assert said(book) == [(-3000, 0, "Unapplied", "Overpaid"), (0, 0, "", "Credited")]
    assert book.frame("Receipts")["Left to apply"].tolist() == [0]


def test_money_above_a_credited_invoice_is_left_and_never_makes_it_negative() -> None:
    book = run(
        "I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Sent | No\n"
        "C | Credit note | 2026-02-25 | I | NET30 | EUR | -30.00 | 0 | Sent | No",
        "R | 2026-03-01 | N | 100.00 | EUR | I",
    )
    assert said(book)[0] == (0, 0, "", "Paid")
    assert book.frame("Receipts")["Left to apply"].tolist() == [3000]


def test_a_credit_note_above_its_invoice_keeps_the_rest_open() -> None:
    book = run(
        "I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Sent | No\n"
        "C | Credit note | 2026-02-25 | I | NET30 | EUR | -130.00 | 0 | Sent | No"
    )
    assert said(book) == [(0, 0, "", "Credited"), (-3000, 0, "Unapplied", "Open")]


@pytest.mark.parametrize(
    ("tolerance", "open_", "status"), [("0.02", 0, "Paid"), ("0.01", 2, "Overdue"), ("0", 2, "Overdue")]
)
def test_what_lies_inside_the_rounding_tolerance_is_written_off_visibly(
    tolerance: str, open_: int, status: str
) -> None:
    book = run(
        "I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Sent | No",
        "R | 2026-03-01 | N | 99.98 | EUR | I",
        rounding_tolerance=Decimal(tolerance),
    )
    assert [(row[0], row[3]) for row in said(book)] == [(open_, status)]
    rows = book.frame("Allocations")
    assert rows.loc[rows["Kind"] == "Write-off", ["Source", "Amount"]].to_numpy().tolist() == (
        [["I", 2]] if not open_ else []
    )


def test_a_written_off_invoice_shows_what_was_given_up_after_the_last_payment() -> None:
    book = run(
        "I | Invoice | 2026-01-20 | | NET30 | EUR | 100.00 | 0 | Written off | No",
        "R | 2026-03-01 | N | 60.00 | EUR | I",
    )
    rows = book.frame("Allocations")
    assert [(r["Kind"], r["Amount"], str(r["Date"])[:10], r["Decided"]) for r in rows.to_dict("records")] == [
        ("Write-off", 4000, "2026-03-01", "Admin"),
        ("Payment", 6000, "2026-03-01", "Admin"),
    ]


def test_inside_the_grace_days_nothing_is_overdue_and_afterwards_they_count() -> None:
    invoice = "I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Sent | No"
    assert said(run(invoice, grace_days=9)) == [(10000, 0, "Not due", "Open")]
    assert said(run(invoice, grace_days=8)) == [(10000, 9, "1-30", "Overdue")]


def test_the_oldest_instalment_that_is_not_settled_is_due() -> None:
    invoice = "I | Invoice | 2026-01-01 | | Half | EUR | 100.00 | 0 | Sent | No"
    dues = [
        str(run(invoice, receipt).frame("Invoices")["Due date"].iloc[0])[:10]
        for receipt in (
            "",
            "R | 2026-01-20 | N | 50.00 | EUR | I",
            "R | 2026-01-20 | N | 49.99 | EUR | I",
            "R | 2026-01-20 | N | 49.97 | EUR | I",
            "R | 2026-01-20 | N | 100.00 | EUR | I",
        )
    ]
    assert dues == ["2026-01-31", "2026-03-02", "2026-03-02", "2026-01-31", "2026-03-02"]


def test_an_earlier_as_of_date_ignores_later_invoices_and_payments() -> None:
    invoices = "I | Invoice | 2026-01-01 | | NET30 | EUR | 100.00 | 0 | Sent | No\nJ | Invoice | 2026-03-01 | | NET30 | EUR | 50.00 | 0 | Sent | No"
    book = run(invoices, "R | 2026-03-01 | N | 100.00 | EUR | I", as_of="2026-02-15")
    assert said(book) == [(10000, 15, "1-30", "Overdue"), (0, 0, "", "")]


def test_rows_without_an_amount_or_a_date_stay_blank() -> None:
    book = run(
        "I | Invoice | 2026-01-01 | | NET30 | EUR | many | 0 | Sent | No\nJ | Invoice | soon | | NET30 | EUR | 50.00 | 0 | Sent | No"
    )
    assert book.frame("Invoices")["Open"].isna().all()
    assert book.frame("Invoices")["Age"].tolist() == ["", ""]


def test_age_edges_and_ageing_by_invoice_date_come_from_settings() -> None:
    invoice = "I | Invoice | 2026-03-20 | | NET30 | EUR | 100.00 | 0 | Sent | No"
    assert said(run(invoice, ageing_by="Invoice date", age_edges="10, 20"))[0][2] == "11-20"
    assert said(run(invoice, ageing_by="Invoice date", age_edges="5, 10"))[0][2] == "10+"


def test_allocation_ids_stay_when_rows_are_sorted_or_added() -> None:
    invoices = "I | Invoice | 2026-01-01 | | NET30 | EUR | 100.00 | 0 | Sent | No\nJ | Invoice | 2026-01-02 | | NET30 | EUR | 50.00 | 0 | Sent | No"
    one = run(invoices, "R | 2026-03-01 | N | 100.00 | EUR | I").frame("Allocations")
    two = run(
        "\n".join(reversed(invoices.split("\n"))),
        "Q | 2026-02-01 | N | 50.00 | EUR | J\nR | 2026-03-01 | N | 100.00 | EUR | I",
    ).frame("Allocations")
    assert one["Allocation ID"].tolist() == two.loc[two["Source"] == "R", "Allocation ID"].tolist()
    assert two["Allocation ID"].is_unique


def test_figures_that_do_not_tie_are_an_error_with_the_difference() -> None:
    book = run(
        "I | Invoice | 2026-02-20 | | NET30 | EUR | 100.00 | 0 | Sent | No", "R | 2026-03-25 | N | 50.00 | EUR | I"
    )
    assert ledger_ties(book).findings == ()
    rows = book.frame("Allocations")
    wrong = book.after(Outcome(rows={"Allocations": rows.assign(Amount=rows["Amount"] + 1)}))
    assert [finding.wrong for finding in ledger_ties(wrong).findings] == [
        "EUR: open items and the papers less what is settled differ by 0.01.",
        "EUR: receipts and what they settle plus what is left of them differ by -0.01.",
    ]
