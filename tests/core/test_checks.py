"""Checks that follow from the declarations, on small books."""

from __future__ import annotations

from salessheets.core.checks import declared_types_and_keys
from salessheets.core.findings import Finding
from salessheets.sheets.specimen import book_of

TAXES = """
Taxes
Tax code | Rate | Valid from | Label
S20      | 20%  | 2011-01-04 | VAT 20%

"""


def told(text: str, as_of: str = "2026-03-31") -> list[tuple[str, int, str, str]]:
    """(rule, row, wrong, to do) of every finding."""
    return [(f.rule, f.row, f.wrong, f.to_do) for f in declared_types_and_keys(book_of(text, as_of)).findings]


def only(text: str) -> Finding:
    (finding,) = declared_types_and_keys(book_of(text)).findings
    return finding


def test_a_clean_sheet_makes_no_finding() -> None:
    assert told(TAXES) == []


def test_a_retyped_header_is_missed_and_the_column_it_may_be_is_named() -> None:
    assert told(
        """
        Taxes
        Tax code | Raet | Valid from | Label
        S20      | 20%  | 2011-01-04 | VAT 20%
        """
    ) == [("missing-header", 1, "The sheet has no column “Rate”.", "Is it the column “Raet”? Then type “Rate” there.")]


def test_a_key_is_repeated_whatever_its_case_and_blanks_and_a_row_entered_twice_is_told_as_such() -> None:
    assert told(
        """
        Taxes
        Tax code | Rate | Valid from | Label
        S20      | 20%  | 2011-01-04 | VAT 20%
         s20     | 17%  | 2011-01-04 | VAT 17%
        S20      | 20%  | 2011-01-04 | VAT 20%
        S20      | 19%  | 2020-07-01 | VAT 19%
        """
    ) == [
        ("repeated-key", 3, "s20 / 2011-01-04 stands in row 2 already.", "Give this row its own number, or delete it."),
        ("repeated-key", 4, "S20 / 2011-01-04 stands in row 2 already. The whole row is the same.", "Delete this row."),
    ]


def test_a_reference_that_leads_nowhere_names_the_nearest_row_that_exists() -> None:
    finding = only(
        TAXES
        + """
        Products
        SKU    | Product       | Product group | Unit | List price | Tax code | Active
        PMP-40 | Pump 40 l/min | Pumps         | pc   | 480.00     | S2O      | yes
        """
    )
    assert (finding.rule, finding.sheet, finding.row, finding.column, finding.found) == (
        "unknown-reference",
        "Products",
        2,
        "Tax code",
        "S2O",
    )
    assert (finding.wrong, finding.to_do) == ("Tax code S2O is not on the Taxes sheet.", "Did you mean S20?")


def test_references_to_a_sheet_that_the_workbook_lacks_are_not_asked() -> None:
    assert (
        told(
            """
        Products
        SKU    | Product       | Product group | Unit | List price | Tax code | Active
        PMP-40 | Pump 40 l/min | Pumps         | pc   | 480.00     | S20      | Yes
        """
        )
        == []
    )


def test_a_totals_row_is_told_and_not_counted() -> None:
    text = """
        Taxes
        Tax code | Rate | Valid from | Label
        S20      | 20%  | 2011-01-04 | VAT 20%
        Total:   | 20%  |            |
        """
    assert [rule for rule, *_ in told(text)] == ["stray-totals-row"]
    assert list(book_of(text).frame("Taxes").index) == [2]


def test_an_empty_cell_is_told_once_and_not_again_when_something_unreadable_stands_in_it() -> None:
    assert told(
        """
        Taxes
        Tax code | Rate  | Valid from  | Label
        S20      | '20 % | '04.01.2011 |
        """
    ) == [
        (
            "number-as-text",
            2,
            "Rate is text, not a number, and is not counted. It probably means 20%.",
            "Type 20% as a number.",
        ),
        (
            "date-as-text",
            2,
            "Valid from is text, not a date, and is not counted. It probably means 2011-01-04.",
            "Type 2011-01-04 as a date.",
        ),
        ("empty-cell", 2, "Label is empty.", "Fill it in, for example VAT 20%."),
    ]


def test_percentages_and_dates_have_bounds() -> None:
    assert told(
        """
        Taxes
        Tax code | Rate | Valid from | Label
        S20      | 120% | 2062-01-04 | VAT 20%
        """
    ) == [
        ("out-of-bounds", 2, "Rate is 120%; it must not be more than 100%.", "Correct the number."),
        ("unlikely-date", 2, "Valid from 2062-01-04 is far from the years of this book.", "Type the date again."),
    ]


def test_an_iban_with_a_wrong_digit_is_told_without_showing_it() -> None:
    finding = only(
        """
        Payment Accounts
        Account ID | Method        | IBAN                   | Customer ID | Status
        A0044      | Bank transfer | GB82WEST12345698765433 | C1          | Active
        """
    )
    assert (finding.rule, finding.found) == ("malformed", "…5433")
    assert "GB82" not in finding.wrong
