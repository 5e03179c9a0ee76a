"""A new book holds the declared sheets, explains itself, and is clean for the first check."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from salessheets.core.settings import SETTINGS
from salessheets.errors import UsageError
from salessheets.newbooks import make, new_book, sheets_of
from salessheets.newbooks.marks import MARKS
from salessheets.newbooks.starters import STARTERS
from salessheets.sheets import SHEETS

BY_NAME = {sheet.name: sheet for sheet in SHEETS}
LAST_ROW = 1_048_576
STARTER = [
    "Settings", "Lists", "Payment Terms", "Reminder Levels", "Taxes", "Reps", "Products", "Customers", "Invoices",
    "Receipts", "Allocations", "Reminders", "Targets", "Weekly Sales", "To Do", "Findings",
]  # fmt: skip


@pytest.fixture
def made(tmp_path):
    """Makes a book and opens it."""

    def make(book: str = "starter", sample: dict | None = None, **settings: object) -> openpyxl.Workbook:
        path = tmp_path / f"{book}.xlsx"
        path.unlink(missing_ok=True)
        return openpyxl.load_workbook(new_book(path, book, sample, settings.get("settings")))

    return make


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    return openpyxl.load_workbook(new_book(tmp_path_factory.mktemp("full") / "Full.xlsx", "full"))


def dropdown(sheet, header: str):
    """The validation of a column's data cells."""
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == header)
    found = [v for v in sheet.data_validations.dataValidation if str(v.sqref) == f"{letter}2:{letter}{LAST_ROW}"]
    return found[0] if found else None


def setting_cell(book, name: str):
    sheet = book["Settings"]
    return next(sheet.cell(row, 2) for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == name)


def test_the_starter_book_has_the_sixteen_sheets_of_money_and_targets(made):
    assert made("starter").sheetnames == ["Start here", *STARTER]


@pytest.mark.parametrize(("book", "count"), [("starter", 16), ("standard", 27), ("full", 37)])
def test_each_book_has_its_number_of_sheets(book, count):
    assert len(sheets_of(book)) == count


def test_every_sheet_is_one_table_with_the_declared_headers(full):
    tables = {name: next(iter(full[name].tables.values())) for name in full.sheetnames[1:]}
    assert {name: table.name for name, table in tables.items()} == {s.name: s.table_name for s in SHEETS}
    assert {name: [cell.value for cell in full[name][1]] for name in tables} == {
        sheet.name: [column.header for column in sheet.columns] for sheet in SHEETS
    }


def test_a_header_is_blue_for_the_admin_and_grey_for_the_program(full):
    fills = {(c.ours, full[s.name].cell(1, i).fill.fgColor.rgb) for s in SHEETS for i, c in enumerate(s.columns, 1)}
    assert fills == {(False, "FF1F3864"), (True, "FF595959")}


def test_only_cells_of_the_program_are_grey_and_slanted(full):
    looks = {
        (c.ours, cell.font.italic, cell.fill.fgColor.rgb)
        for s in SHEETS
        for i, c in enumerate(s.columns, 1)
        for cell in [full[s.name].cell(2, i)]
    }
    assert looks == {(False, False, "00000000"), (True, True, "FFF2F2F2")}


@pytest.mark.parametrize(
    ("sheet", "header", "source"),
    [
        ("Invoices", "Type", '"Invoice,Credit note,Deposit"'),
        ("Invoices", "Customer ID", 'INDIRECT("tCustomers[Customer ID]")'),
        ("Customers", "Region", "List_Region"),
        ("Invoice Lines", "Tax code", 'INDIRECT("tTaxes[Tax code]")'),
    ],
)
def test_dropdowns_come_from_words_from_lists_and_from_other_sheets(full, sheet, header, source):
    found = dropdown(full[sheet], header)
    assert (found.formula1, found.errorStyle, found.showErrorMessage) == (source, "warning", True)


def test_a_dropdown_into_a_sheet_that_the_book_lacks_is_left_out(made):
    assert dropdown(made("starter")["Invoices"], "Order No").type is None


def test_currencies_are_offered_with_the_own_one_first_and_no_other_is_warned_about(made):
    found = dropdown(made(settings={"Base currency": "INR"})["Invoices"], "Currency")
    assert found.formula1.startswith('"INR,EUR,GBP,')
    assert not found.showErrorMessage


@pytest.mark.parametrize("book", ["starter", "standard", "full"])
def test_an_empty_book_made_on_request_counts_its_sheets(tmp_path, book):
    made = make(tmp_path / "Sales.xlsx", book, currency=" inr ")
    assert (made.path, made.sheets) == (tmp_path / "Sales.xlsx", len(sheets_of(book)))
    assert setting_cell(openpyxl.load_workbook(made.path), "Base currency").value == "INR"


def test_a_sample_book_has_the_rows_of_a_company(tmp_path):
    book = openpyxl.load_workbook(make(tmp_path / "Sales.xlsx", "full", sample=True).path)
    assert min(book[name].max_row for name in ("Customers", "Orders", "Invoices", "Receipts")) > 30


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"currency": "XQQ"}, "there is no currency “XQQ”"),
        ({"currency": "EUR", "sample": True}, "the sample company keeps its books in its own currency"),
    ],
)
def test_a_currency_that_cannot_be_had_is_refused(tmp_path, wish, message):
    with pytest.raises(UsageError, match=message):
        make(tmp_path / "Sales.xlsx", **wish)
    assert not list(tmp_path.iterdir())


def test_every_column_says_what_it_is_for_when_it_is_selected(full):
    prompts = {
        (sheet.name, str(v.sqref)): v.prompt
        for sheet in SHEETS
        for v in full[sheet.name].data_validations.dataValidation
    }
    for sheet in SHEETS:
        for i, column in enumerate(sheet.columns, 1):
            header = full[sheet.name].cell(1, i).coordinate
            assert column.meaning[:60] in prompts[sheet.name, header]


@pytest.mark.parametrize(
    ("currency", "money"),
    [
        ("GBP", "#,##0.00_);[Red]-#,##0.00_)"),
        ("JPY", "#,##0_);[Red]-#,##0_)"),
        ("KWD", "#,##0.000_);[Red]-#,##0.000_)"),
        ("INR", "[$-4009]#,##0.00_)"),
    ],
)
def test_money_is_shown_as_the_base_currency_is_written(made, currency, money):
    row = made(settings={"Base currency": currency})["Invoices"][2]
    formats = {
        cell.number_format
        for cell, column in zip(row, BY_NAME["Invoices"].columns, strict=True)
        if column.header in ("Net", "Open")
    }
    assert formats == {money}


def test_rows_of_a_sample_stand_in_their_columns_as_real_values(made):
    row = {"Invoice No": "INV-007", "Date": "2026-03-02", "Net": Decimal("2880.10"), "Due date override": "soon"}
    cells = made(sample={"Invoices": [row]})["Invoices"][2]
    values = {column.header: cell.value for column, cell in zip(BY_NAME["Invoices"].columns, cells, strict=True)}
    assert {header: value for header, value in values.items() if value is not None} == {
        "Invoice No": "INV-007",
        "Date": datetime.fromisoformat("2026-03-02"),
        "Net": 2880.1,
        "Due date override": "soon",
    }


def test_rows_of_sheets_that_the_book_lacks_are_left_out(made):
    assert "Orders" not in made("starter", {"Orders": [{"Order No": "SO-1"}]}).sheetnames


def test_a_new_book_starts_with_words_for_its_dropdowns_and_the_samples_own_win(made):
    assert made()["Taxes"]["A2"].value == "Z0"
    rows = made(sample={"Taxes": [{"Tax code": "S20", "Rate": 0.2}]})["Taxes"]
    assert [cell.value for cell in rows["A"]] == ["Tax code", "S20"]


def test_the_rows_that_a_book_starts_with_have_declared_headers():
    for name, rows in STARTERS.items():
        assert {header for row in rows for header in row} <= set(BY_NAME[name].by_header)


def test_every_setting_stands_with_its_default_and_meaning(made):
    rows = list(made()["Settings"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == list(SETTINGS)
    assert {row[0]: row[2] for row in rows} == {name: setting.meaning for name, setting in SETTINGS.items()}
    assert {row[0]: row[1] for row in rows if row[0] in ("Grace days", "Rounding tolerance", "As-of date")} == {
        "Grace days": 0,
        "Rounding tolerance": 0.02,
        "As-of date": None,
    }


def test_settings_that_are_asked_for_win_over_the_sample_and_the_default(made):
    sample = {"Settings": [{"Setting": "Country", "Value": "GB"}, {"Setting": "Grace days", "Value": 3}]}
    book = made("starter", sample, settings={"Country": "IE", "As-of date": "2026-03-31"})
    cells = [setting_cell(book, name) for name in ("Country", "Grace days", "As-of date", "Payment tolerance %")]
    assert [cell.value for cell in cells] == ["IE", 3, datetime.fromisoformat("2026-03-31"), 0.005]
    assert [cell.number_format for cell in cells] == ["@", "0_)", "yyyy-mm-dd", "0.0%_)"]


def test_a_setting_with_a_closed_list_has_its_own_dropdown(made):
    book = made()
    cell = setting_cell(book, "Discount base")
    found = next(v for v in book["Settings"].data_validations.dataValidation if str(v.sqref) == cell.coordinate)
    assert (found.formula1, found.prompt) == ('"Gross,Net"', SETTINGS["Discount base"].meaning)


def test_the_first_sheet_names_every_sheet_with_its_purpose_and_a_link(full):
    page = full["Start here"]
    linked = {row[0].value: (row[0].hyperlink.location, row[2].value) for row in page.iter_rows() if row[0].hyperlink}
    assert linked == {sheet.name: (f"'{sheet.name}'!A1", sheet.purpose) for sheet in SHEETS}


def test_overdue_and_disputed_invoices_light_up_and_cells_that_a_finding_names(full):
    formats = full["Invoices"].conditional_formatting
    formulas = [rule.formula[0] for area in formats for rule in sorted(area.rules, key=lambda rule: rule.priority)]
    status = next(cell.column_letter for cell in full["Invoices"][1] if cell.value == "Payment status")
    assert {f'OR(${status}2="Overdue")', f'OR(${status}2="Disputed")'} <= set(formulas)
    here = "ADDRESS(ROW(),COLUMN(),4)"
    counted = f'COUNTIFS(FindingSheet,"Invoices",FindingCell,{here},FindingState,"Open")>0'
    assert formulas[0] == f"IF(ISNA(MATCH({here},FindingCell,0)),FALSE,{counted})"
    assert full.defined_names["FindingCell"].value == "tFindings[Cell]"


def test_no_highlight_calculates_at_every_keystroke(full):
    formulas = [r.formula[0] for sheet in full for area in sheet.conditional_formatting for r in area.rules]
    assert not [f for f in formulas if any(word in f for word in ("INDIRECT", "OFFSET", "TODAY", "NOW"))]


def test_every_word_that_lights_up_is_one_that_its_column_can_hold():
    for name, marks in MARKS.items():
        for mark in marks:
            allowed = BY_NAME[name][mark.header].allowed
            assert not allowed or set(mark.words) | set(mark.but) <= set(allowed)


def test_the_book_says_who_made_it(made):
    properties = made("starter").custom_doc_props
    assert {name: properties[name].value for name in properties.names} == {
        "salessheets.schema": 1,
        "salessheets.book": "starter",
    }


def test_the_same_wishes_make_the_same_file(tmp_path):
    contents = set()
    for folder in (tmp_path / "a", tmp_path / "b"):
        folder.mkdir()
        contents.add(new_book(folder / "Sales.xlsx", "full").read_bytes())
    assert len(contents) == 1


def test_a_file_that_exists_is_never_written_over(tmp_path):
    path = tmp_path / "Sales.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(UsageError, match="there is a file of that name"):
        new_book(path)
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"book": "huge"}, "there is no such book. Choose one of starter, standard, full."),
        ({"sample": {"Invoces": []}}, "there is no such sheet. Did you mean “Invoices”?"),
        (
            {"sample": {"Taxes": [{"Tax cod": "S"}]}},
            "Taxes, row 1: the sheet has no column “Tax cod”. Did you mean “Tax code”?",
        ),
        ({"sample": {"Taxes": [{"Rate": ["S"]}]}}, "Taxes, row 1, Rate: ['S'] cannot stand in a cell."),
        ({"settings": {"Gracedays": 1}}, "there is no setting “Gracedays”. Did you mean “Grace days”?"),
        ({"settings": {"Week scheme": "5-5-3"}}, "Week scheme cannot be “5-5-3”. Choose one of ISO, "),
    ],
)
def test_a_wrong_name_is_told_with_the_likely_one_and_nothing_is_written(tmp_path, wish, message):
    with pytest.raises(UsageError) as told:
        new_book(tmp_path / "Sales.xlsx", **wish)
    assert message in str(told.value)
    assert not list(tmp_path.iterdir())


def test_another_ending_than_xlsx_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"Call it Sales\.xlsx"):
        new_book(tmp_path / "Sales.xls")


@pytest.mark.parametrize(("country", "paper"), [("GB", 9), ("US", 1), ("", 9)])
def test_paper_is_letter_where_letter_is_used(made, country, paper):
    assert int(made(settings={"Country": country})["Invoices"].page_setup.paperSize) == paper


def test_columns_are_as_wide_as_their_content_and_never_wider_than_45(made):
    rows = [{"Customer ID": "C00101", "Customer name": "A name that needs a good deal of room", "Notes": "long " * 50}]
    widths = made(sample={"Customers": rows})["Customers"].column_dimensions
    letters = {column.header: i for i, column in enumerate(BY_NAME["Customers"].columns)}
    name, notes = (openpyxl.utils.get_column_letter(letters[h] + 1) for h in ("Customer name", "Notes"))
    assert (round(widths[name].width), round(widths[notes].width)) == (41, 46)
    assert max(widths[letter].width for letter in widths) < 46


def test_a_day_stays_a_day_in_a_date_setting(made):
    assert setting_cell(made(settings={"As-of date": date(2026, 3, 31)}), "As-of date").number_format == "yyyy-mm-dd"


def test_a_new_book_may_be_named_by_a_text_too(tmp_path):
    assert new_book(str(tmp_path / "Sales.xlsx"), "starter") == tmp_path / "Sales.xlsx"
