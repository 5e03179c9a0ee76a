"""Customers who are on the sheet twice."""

from __future__ import annotations

import pytest

from salessheets.sheets.customers.twice import bare_name, same_customer_twice
from salessheets.sheets.specimen import book_of

HEADER = """
Customers
Customer ID | Customer name | Billing city | Billing postcode | Status
"""


def told(rows: str) -> list[tuple[int, str]]:
    return [(finding.row, finding.wrong) for finding in same_customer_twice(book_of(HEADER.rstrip() + rows)).findings]


def test_a_name_in_capitals_with_blanks_and_another_number_is_the_same_customer() -> None:
    assert told(
        """
        C00117 | Margie's Travel     | Central Valley |  | Active
        C00118 | Red Bicycle Company | Pnot-Rouge     |  | Active
        C00392 | MARGIE'S  TRAVEL    | Central valley |  | Active
        """
    ) == [(4, "MARGIE'S  TRAVEL looks like C00117, Margie's Travel, in row 2.")]


def test_namesakes_in_different_places_are_different_customers() -> None:
    assert (
        told(
            """
        C1 | Friendly Bike Shop | Leeds | LS1 4DY | Active
        C2 | Friendly Bike Shop | Leeds | LS9 1AA | Active
        C3 | Friendly Bike Shop | York  |         | Active
        """
        )
        == []
    )


def test_a_merged_customer_is_not_told_again() -> None:
    assert (
        told(
            """
        C1 | Nord Foods Ltd | Leeds | | Active
        C2 | Nord Foods     | Leeds | | Merged
        """
        )
        == []
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller & Söhne GmbH", "MÜLLER AND SÖHNE"),
        ("Sharma Pvt. Ltd.", "sharma"),
        ("शर्मा इलेक्ट्रॉनिक्स प्रा. लि.", "शर्मा  इलेक्ट्रॉनिक्स"),
    ],
)
def test_legal_forms_and_punctuation_make_no_difference(one: str, other: str) -> None:
    assert bare_name(one) == bare_name(other)


def test_a_vowel_sign_makes_a_difference() -> None:
    assert bare_name("शर्मा") != bare_name("शरम")
