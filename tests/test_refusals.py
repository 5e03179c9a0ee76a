"""Workbooks that are left alone, and what is said about them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from salessheets.app import read, refresh
from salessheets.errors import Refused
from salessheets.xlsx.files import set_cells
from salessheets.xlsx.package import Package

ROOT = Path(__file__).parents[1]


def test_a_book_whose_receipts_were_renamed_away_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "Sales.xlsx"
    shutil.copyfile(ROOT / "sample_workbooks" / "starter.xlsx", path)
    refresh(path, reports=False)
    package = Package.read(path)
    renamed = package.data("xl/workbook.xml").replace(b'name="Receipts"', b'name="My receipts"')
    path.write_bytes(package.rebuilt({"xl/workbook.xml": renamed}))
    before = path.read_bytes()
    with pytest.raises(
        Refused, match=r"the sheet Receipts is gone, but Allocations still holds .* Was “My receipts” Receipts before\?"
    ):
        refresh(path, reports=False)
    assert path.read_bytes() == before


def test_a_base_currency_that_is_none_is_refused_instead_of_reading_all_money_in_another(tmp_path: Path) -> None:
    path = tmp_path / "Sales.xlsx"
    shutil.copyfile(ROOT / "sample_workbooks" / "starter.xlsx", path)
    row = next(row for row, name in enumerate(read(path).frame("Settings")["Setting"], 2) if name == "Base currency")
    set_cells(path, {("Settings", f"B{row}"): "GPB"})
    with pytest.raises(Refused, match=r"sheet Settings: the base currency “GPB” is no currency\."):
        refresh(path)


def test_headers_that_are_not_known_are_told_where_they_were_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "Sales.xlsx"
    with Workbook(str(path)) as book:
        book.add_worksheet("Invoices").write_row("A3", ["Foo", "Bar"])
    with pytest.raises(
        Refused, match=r"sheet Invoices: none of its headers is known \(row 3 was taken for the headers\)"
    ):
        read(path)
