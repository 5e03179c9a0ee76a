"""Finding declared columns among the headers of a sheet."""

from __future__ import annotations

from salessheets.core.headers import match_headers
from salessheets.core.raw import RawHeader
from salessheets.sheets.invoices import INVOICES


def headers(*texts: str) -> tuple[RawHeader, ...]:
    return tuple(RawHeader(i, text) for i, text in enumerate(texts, 1))


def test_columns_are_found_wherever_they_stand_and_whatever_their_spelling() -> None:
    match = match_headers(INVOICES, headers("my own notes", "CUSTOMER ID", "Rechnungsnummer", "invoice date"))
    assert dict(match.present) == {"Customer ID": 2, "Invoice No": 3, "Date": 4}
    assert [header.text for header in match.unknown] == ["my own notes"]


def test_a_columns_own_header_wins_over_an_alias_further_left() -> None:
    match = match_headers(INVOICES, headers("Invoice #", "Invoice No"))
    assert match.present["Invoice No"] == 2
    assert match.repeated == (("Invoice No", 1),)


def test_a_computed_column_answers_to_its_own_header_only() -> None:
    match = match_headers(INVOICES, headers("Invoice No", "Balance", "Total", "Open"))
    assert dict(match.present) == {"Invoice No": 1, "Open": 4}


def test_headers_that_are_not_there_are_told() -> None:
    assert "Net" in match_headers(INVOICES, headers("Invoice No")).missing
