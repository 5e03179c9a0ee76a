"""Receipts that name no invoice: by digits, payer and amount, whole account, combination and small differences."""

from __future__ import annotations

import numpy as np
import pytest

from salessheets.app.running import run
from salessheets.core.book import Book
from salessheets.sheets.receipts.searching import Bound, adding_up
from salessheets.sheets.specimen import book_of

HEAD = """
Payment Terms
Terms | Line | Portion % | Days | End of month | Counts from  | Discount % | Discount days
NET30 | 1    | 100%      | 30   | No           | Invoice date | 2%         | 10

Customers
Customer ID | Customer name       | Currency | Status
C1          | Nord Foods Ltd      | EUR      | Active
C2          | Sudgate Trading     | EUR      | Active

Payment Accounts
Account ID | Customer ID | Method        | IBAN
A1         | C1          | Bank transfer | GB82WEST12345698765432
A2         | C2          | Bank transfer | DE89370400440532013000

Invoices
Invoice No | Type        | Date       | Customer ID | Terms | Currency | Net     | Tax  | Status  | Dispute
INV-00011  | Invoice     | 2026-01-10 | C1          | NET30 | EUR      | 103.17  | 0    | Sent    | No
INV-00012  | Invoice     | 2026-01-20 | C1          | NET30 | EUR      | 250.40  | 0    | Sent    | No
INV-00013  | Invoice     | 2026-02-03 | C1          | NET30 | EUR      | 71.09   | 0    | Sent    | No
INV-00014  | Invoice     | 2026-02-20 | C1          | NET30 | EUR      | 999.00  | 0    | Sent    | Yes
INV-00021  | Invoice     | 2026-01-10 | C2          | NET30 | EUR      | 50.00   | 0    | Sent    | No
INV-00022  | Invoice     | 2026-01-20 | C2          | NET30 | EUR      | 50.00   | 0    | Sent    | No
INV-00023  | Invoice     | 2026-01-25 | C2          | NET30 | EUR      | 100.00  | 0    | Sent    | No

Receipts
Receipt No | Date       | Payer | Payer account | Reference | Amount | Currency | Apply to
"""

IBAN = "GB82 WEST 1234 5698 7654 32"


def refreshed(*receipts: str, **chosen: object) -> Book:
    return run(book_of(HEAD + "\n".join(receipts), "2026-03-31", **chosen)).book


def said(book: Book, place: int = -1) -> tuple[str, str]:
    row = book.frame("Receipts").iloc[place]
    return row["Match"], row["Suggestion"]


@pytest.mark.parametrize(
    ("payer", "account", "reference", "amount", "match", "suggestion"),
    [
        ("NORD FOODS", "", "INV00012", "250.40", "Sure", ""),
        ("NORD FOODS", "", "inv 00012 thanks", "100.00", "Sure", ""),
        ("Nord Foods", "", "invoice no 12", "250.40", "Sure", ""),
        ("Nord Foods", "", "INV-OOO12", "250.40", "Sure", ""),
        ("Nord Foods", "", "00011, 00012", "353.57", "Sure", ""),
        ("Nord Foods", "", "invoice 12", "245.39", "Suggested", "INV-00012"),
        ("Nord Foods", "", "2 pumps, 12 valves", "250.40", "Suggested", "INV-00012"),
        ("Somebody", "", "no. 00012", "250.40", "Suggested", "INV-00012"),
        ("Somebody", "", "12", "250.40", "Unknown payer", ""),
        ("Somebody", IBAN, "", "250.40", "Sure", ""),
        ("Nord Foods", "", "", "250.40", "Suggested", "INV-00012"),
        ("Nord Fods", "", "", "250.40", "Suggested", "INV-00012"),
        ("Nord Foods", IBAN, "", "999.00", "Unmatched", ""),
        ("Sudgate Trading", "", "", "50.00", "Ambiguous", ""),
        ("Nord Foods", IBAN, "", "424.66", "Suggested", "INV-00011; INV-00012; INV-00013"),
        ("Nord Foods", IBAN, "", "353.57", "Suggested", "INV-00011; INV-00012"),
        ("Nord Foods", IBAN, "", "321.49", "Suggested", "INV-00012; INV-00013"),
        ("Sudgate Trading", "", "", "150.00", "Ambiguous", ""),
        ("Nord Foods", IBAN, "", "249.90", "Suggested", "INV-00012"),
        ("Nord Foods", IBAN, "", "245.39", "Suggested", "INV-00012"),
        ("Nord Foods", IBAN, "", "33.33", "Unmatched", ""),
    ],
)
def test_what_a_receipt_pays(
    payer: str, account: str, reference: str, amount: str, match: str, suggestion: str
) -> None:
    book = refreshed(f"R1 | 2026-03-10 | {payer} | {account} | {reference} | {amount} | EUR |")
    assert said(book) == (match, suggestion)


def test_an_amount_is_not_sure_where_other_papers_add_up_to_it_too() -> None:
    book = refreshed("R1 | 2026-03-10 | S. T. | DE89370400440532013000 | | 100.00 | EUR |")
    assert said(book) == ("Suggested", "INV-00023")


def test_a_payer_is_learnt_from_what_the_admin_decided() -> None:
    before = refreshed("R1 | 2026-03-10 | Sud Holding | | | 100.00 | EUR |")
    assert said(before) == ("Unknown payer", "")
    lesson = "R0 | 2026-03-01 | Sud Holding | | | 50.00 | EUR | INV-00021"
    after = refreshed(lesson, "R1 | 2026-03-10 | SUD HOLDING | | | 100.00 | EUR |")
    assert said(after) == ("Sure", "")


def test_two_receipts_are_not_advised_to_pay_the_same_invoice() -> None:
    rows = [f"R{n} | 2026-03-1{n} | Nord Foods | | part {n} | 250.40 | EUR |" for n in (1, 2)]
    book = refreshed(*rows)
    assert [said(book, place) for place in (0, 1)] == [("Suggested", "INV-00012"), ("Unmatched", "")]


def test_tax_withheld_at_source_is_named_where_the_setting_allows_it() -> None:
    row = "R1 | 2026-03-10 | Nord Foods | | | 225.36 | EUR |"
    assert said(refreshed(row)) == ("Unmatched", "")
    book = refreshed(row, tax_withheld=0.1)
    assert said(book) == ("Suggested", "INV-00012")
    assert book.frame("Receipts")["Why"].item().endswith("tax withheld at source")


def test_a_search_that_leaves_papers_out_says_so_and_never_calls_a_set_the_only_one() -> None:
    book = refreshed("R1 | 2026-03-10 | Nord Foods | | | 321.49 | EUR |", combination_max_candidates=2)
    assert said(book) == ("Unmatched", "")
    why = book.frame("Receipts")["Why"].item()
    assert why.startswith("not searched fully: only the 2 oldest of 3 open papers were tried; ")
    found = adding_up(np.array([100, 250, 70]), 350, Bound(5, 2))
    assert ([way.tolist() for way in found.ways], found.complete) == ([[0, 1]], False)


def test_the_search_of_twenty_papers_finds_every_set_of_five() -> None:
    amounts = np.array([2**i for i in range(20)])
    found = adding_up(amounts, 2 + 16 + 128 + 1024 + 2**19, Bound(5, 20))
    assert ([way.tolist() for way in found.ways], found.complete) == ([[1, 4, 7, 10, 19]], True)
