"""Surplus of a sheet: what is far away and blank goes, what holds a value stays."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from salessheets.app.trimming import trim
from salessheets.core.addresses import Area, cell_name
from salessheets.errors import Unsupported, UsageError
from salessheets.xlsx import saving
from salessheets.xlsx.package import Package
from salessheets.xlsx.trimming import surplus_of, without_surplus

if TYPE_CHECKING:
    from pathlib import Path


def sheet(cells: dict[tuple[int, int], str], prefix: str = "") -> bytes:
    """A sheet of these cells; the text "" makes a blank formatted cell, "-" a row that has only a format."""
    p, rows = prefix, {}
    for (row, column), text in sorted(cells.items()):
        name = cell_name(row, column)
        filled = f'<{p}c r="{name}"><{p}v>{text}</{p}v></{p}c>'
        made = "" if text == "-" else filled if text else f'<{p}c r="{name}" s="0"/>'
        rows[row] = rows.get(row, "") + made
    body = "".join(f'<{p}row r="{r}" ht="20">{c}</{p}row>' if c else f'<{p}row r="{r}"/>' for r, c in rows.items())
    return f"<{p}worksheet><{p}sheetData>{body}</{p}sheetData></{p}worksheet>".encode()


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize(
    ("cells", "rows", "blank_cells", "far"),
    [
        ({(1, 1): "1", (1001, 1): ""}, 0, 0, ()),
        ({(1, 1): "1", (1002, 1): ""}, 1, 0, ()),
        ({(1, 1): "1", (1002, 1): "-"}, 1, 0, ()),
        ({(1, 1): "1", (1, 51): ""}, 0, 0, ()),
        ({(1, 1): "1", (1, 52): ""}, 0, 1, ()),
        ({(1, 1): "1", (1002, 1): "2"}, 0, 0, ("A1002",)),
        ({(1, 1): "1", (1, 16384): "2", (1, 300): ""}, 0, 1, ("XFD1",)),
        ({(1, 1): "1", (5000, 1): "", (1048576, 16384): "2"}, 1, 0, ("XFD1048576",)),
        ({(1, 1): "1", (900, 1): "2", (1800, 1): "3"}, 0, 0, ()),
        ({(2000, 1): ""}, 1, 0, ()),
        ({}, 0, 0, ()),
    ],
)
def test_blank_rows_and_cells_far_from_the_data_are_surplus_and_values_far_away_are_told(
    prefix, cells, rows, blank_cells, far
):
    found = surplus_of(sheet(cells, prefix))
    assert (found.rows, found.cells, found.far) == (rows, blank_cells, far)


def test_rows_of_a_table_are_data_whatever_they_hold():
    data = sheet({(1, 1): "1", (3000, 1): "", (3500, 1): "", (5000, 1): ""})
    assert surplus_of(data, [Area.parse("A1:B3000")]).first_row == 5000


def test_a_sheet_whose_rows_say_no_numbers_is_left_alone():
    with pytest.raises(Unsupported, match="its rows do not say their numbers"):
        surplus_of(b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>")


places = st.tuples(st.sampled_from([1, 2, 900, 1500, 4000, 1048576]), st.sampled_from([1, 3, 60, 16384]))


@given(st.dictionaries(places, st.sampled_from(["", "7", "-"])))
def test_trimming_loses_no_value_and_leaves_nothing_to_trim(cells):
    data = sheet(cells)
    after = without_surplus(data, surplus_of(data))
    again = surplus_of(after)
    assert after.count(b"<v>7</v>") == data.count(b"<v>7</v>")
    assert (again.rows, again.cells) == (0, 0)


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    """A workbook with one value at the edge, a formula below the data and 3,000 blank formatted rows."""
    path = tmp_path / "Sales.xlsx"
    with Workbook(path) as book:
        page, bold = book.add_worksheet("Invoices"), book.add_format({"bold": True})
        page.write_row("A1", ["Number", "Amount"])
        page.write_row("A2", ["R-1", 12.5])
        for row in range(2, 3002):
            page.write_blank(row, 0, None, bold)
        page.write_formula("C9000", "=B2*2", None, 25)
        page.write_number("CV20000", 1)
        book.add_worksheet("Notes").write("A1", "all well")
    return path


def test_a_dry_run_tells_and_writes_nothing(messy):
    before = messy.read_bytes()
    done = trim(messy, dry_run=True)
    assert {name: (one.rows, one.far) for name, one in done.surplus.items()} == {
        "Invoices": (2000, ("C9000", "CV20000"))
    }
    assert done.backup is None
    assert messy.read_bytes() == before
    assert [path.name for path in messy.parent.iterdir()] == ["Sales.xlsx"]


def test_a_trim_takes_blanks_and_named_values_and_undo_brings_all_back(messy):
    before = messy.read_bytes()
    done = trim(messy, values=["invoices!cv20000", "Invoices!C9000"])
    package = Package.read(messy)
    data = package.data(package.sheet("Invoices").part)
    assert done.backup is not None
    assert b"CV20000" not in data
    assert b"B2*2" not in data
    assert b'r="1002"' in data
    assert b'r="1003"' not in data
    assert package.data(package.sheet("Notes").part) == Package.read(done.backup).data(package.sheet("Notes").part)
    saving.undo(messy)
    assert messy.read_bytes() == before


def test_a_second_trim_writes_nothing(messy):
    assert trim(messy).backup is not None
    assert trim(messy).backup is None


def test_a_value_goes_only_when_it_stands_far_away(messy):
    with pytest.raises(UsageError, match=r"Invoices!B2 is not among the values that stand far from the data") as told:
        trim(messy, values=["Invoices!B2"])
    assert told.value.to_do == "Those are Invoices!C9000 and Invoices!CV20000."


def test_an_unknown_sheet_is_told_with_the_nearest_name(messy):
    with pytest.raises(UsageError, match=r"there is no sheet “Invoice”\. Did you mean Invoices\?"):
        trim(messy, "Invoice")


def test_of_another_sheet_nothing_is_taken(messy):
    assert trim(messy, "Notes").backup is None


def test_only_the_trimmed_sheet_changes(messy):
    with zipfile.ZipFile(BytesIO(messy.read_bytes())) as archive:
        before = {info.filename: info.CRC for info in archive.infolist()}
    trim(messy)
    with zipfile.ZipFile(BytesIO(messy.read_bytes())) as archive:
        after = {info.filename: info.CRC for info in archive.infolist()}
    assert [name for name in before if after[name] != before[name]] == ["xl/worksheets/sheet1.xml"]
