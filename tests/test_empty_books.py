"""A book with no rows yet is in order, and a refresh leaves it as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from salessheets.app import refresh
from salessheets.newbooks import new_book


@pytest.mark.parametrize("book", ["starter", "standard", "full"])
def test_an_empty_book_has_no_finding_on_any_sheet_and_no_byte_of_it_is_written(tmp_path: Path, book: str) -> None:
    path = new_book(tmp_path / "Sales.xlsx", book)
    before = path.read_bytes()
    done = refresh(path, reports=False)
    assert (done.checked.findings, done.proof, done.backup) == ((), None, None)
    assert path.read_bytes() == before
