"""The declared workbook as a whole: what every sheet and column promises to the rest."""

from __future__ import annotations

from collections import Counter

import pytest

from salessheets.core.checks.values import values_out_of_bounds
from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import BOOKS, Sheet, Upkeep
from salessheets.core.texts import header_form, key_form
from salessheets.sheets import SHEETS
from salessheets.sheets.specimen import book_of

BY_NAME = {sheet.name: sheet for sheet in SHEETS}
EXCEL_INLINE_LIST = 255
GROUPS = ("Setup", "People", "Sales", "Money", "Service", "Targets", "Marketing", "Control")
NUMERIC = {Kind.WHOLE, Kind.NUMBER, Kind.MONEY, Kind.PERCENT}
EVERY_COLUMN = [
    pytest.param(sheet, column, id=f"{sheet.name}.{column.header}") for sheet in SHEETS for column in sheet.columns
]
EVERY_SHEET = [pytest.param(sheet, id=sheet.name) for sheet in SHEETS]
MONEY_SHEETS = [
    pytest.param(sheet, id=sheet.name) for sheet in SHEETS if any(c.kind is Kind.MONEY for c in sheet.columns)
]


def forms_of(column: Column) -> set[str]:
    return {header_form(text) for text in (column.header, *column.aliases)}


@pytest.fixture(scope="module")
def examples():
    """A book with one row per sheet, made of the examples of its columns."""
    blocks = [
        "\n".join(
            (
                sheet.name,
                " | ".join(column.header for column in sheet.columns),
                " | ".join(column.example for column in sheet.columns),
            )
        )
        for sheet in SHEETS
    ]
    return book_of("\n\n".join(blocks))


def test_there_are_37_sheets_in_office_order():
    assert [sheet.name for sheet in SHEETS] == [
        *("Settings", "Lists", "Payment Terms", "Reminder Levels", "Calendar", "Exchange Rates", "Taxes"),
        *("Reps", "Products", "Customers", "Contacts", "Consents", "Payment Accounts"),
        *("Quotes", "Quote Lines", "Contracts", "Orders", "Order Lines", "Deliveries"),
        *("Invoices", "Invoice Lines", "Receipts", "Allocations", "Reminders"),
        *("Requests", "Front Desk", "Diary", "Targets", "Weekly Sales"),
        *("Campaigns", "Mailing Log", "Newsletter", "Survey Questions", "Survey Answers", "Rota"),
        *("To Do", "Findings"),
    ]


def test_there_are_314_columns_of_the_admin_and_108_of_the_program_when_lists_counts_as_one():
    owners = Counter(c.owner.value for sheet in SHEETS if sheet.name != "Lists" for c in sheet.columns)
    assert owners == {"admin": 314 - 1, "salessheets": 108}


def test_the_starter_book_has_16_sheets_and_the_standard_book_27():
    assert Counter(sheet.book for sheet in SHEETS) == {"starter": 16, "standard": 27 - 16, "full": 37 - 27}


def test_groups_stand_together_in_their_order():
    assert list(dict.fromkeys(sheet.group for sheet in SHEETS)) == list(GROUPS)
    assert [GROUPS.index(sheet.group) for sheet in SHEETS] == sorted(GROUPS.index(sheet.group) for sheet in SHEETS)


def test_no_sheet_goes_by_the_name_of_another():
    names = Counter(form for sheet in SHEETS for form in {header_form(text) for text in (sheet.name, *sheet.aliases)})
    assert [name for name, times in names.items() if times > 1] == []


def test_tabs_and_tables_have_names_that_excel_takes():
    assert [s.name for s in SHEETS if len(s.name) > 31 or set(s.name) & set("[]:*?/\\'")] == []
    assert len({sheet.table_name.casefold() for sheet in SHEETS}) == len(SHEETS)


@pytest.mark.parametrize("sheet", EVERY_SHEET)
def test_no_header_or_alias_means_two_columns_of_a_sheet(sheet: Sheet):
    meant = Counter(form for column in sheet.columns for form in forms_of(column))
    assert [form for form, columns in meant.items() if columns > 1] == []


@pytest.mark.parametrize("sheet", EVERY_SHEET)
def test_a_sheet_says_what_a_row_is_and_in_which_book_it_comes(sheet: Sheet):
    assert sheet.purpose.endswith(".")
    assert sheet.book in BOOKS


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.upkeep is Upkeep.ADMIN], ids=lambda s: s.name)
def test_a_column_that_the_program_writes_has_no_alias_so_the_admins_own_column_is_never_taken_for_it(sheet: Sheet):
    assert {column.header: column.aliases for column in sheet.columns if column.ours and column.aliases} == {}


@pytest.mark.parametrize(("sheet", "column"), EVERY_COLUMN)
def test_a_column_says_what_stands_in_it(sheet: Sheet, column: Column):
    assert column.meaning.endswith(".")
    assert column.example or not column.key, "an admin learns a key from its example"


@pytest.mark.parametrize(("sheet", "column"), [p for p in EVERY_COLUMN if p.values[1].refers_to])
def test_a_reference_leads_to_a_key_column_of_a_declared_sheet(sheet: Sheet, column: Column):
    target = BY_NAME[column.refers_to[0]][column.refers_to[1]]
    assert target.key
    assert target.storage == column.storage


@pytest.mark.parametrize(("sheet", "column"), [p for p in EVERY_COLUMN if p.values[1].allowed])
def test_a_closed_list_fits_the_dropdown_of_excel(sheet: Sheet, column: Column):
    assert column.kind is Kind.LIST
    assert len(",".join(column.allowed)) <= EXCEL_INLINE_LIST
    assert len({key_form(word) for word in column.allowed}) == len(column.allowed)
    assert column.ours or not any("," in word for word in column.allowed), "a comma would cut the word in two"
    assert not column.list_name, "a list is either closed or the admin's"


def test_every_list_that_a_column_names_is_a_column_of_lists_and_no_list_is_idle():
    named = {column.list_name for sheet in SHEETS for column in sheet.columns if column.list_name}
    assert named == {column.header for column in BY_NAME["Lists"].columns}


@pytest.mark.parametrize(("sheet", "column"), [p for p in EVERY_COLUMN if p.values[1].list_name])
def test_only_list_columns_take_their_words_from_the_lists_sheet(sheet: Sheet, column: Column):
    assert column.kind is Kind.LIST


@pytest.mark.parametrize(
    ("sheet", "column"),
    [p for p in EVERY_COLUMN if p.values[1].minimum is not None or p.values[1].maximum is not None],
)
def test_only_numbers_have_bounds_and_a_bound_is_told_in_words(sheet: Sheet, column: Column):
    assert column.kind in NUMERIC
    assert column.rule or column.kind is Kind.PERCENT


@pytest.mark.parametrize("sheet", MONEY_SHEETS)
def test_the_currency_of_money_is_found_on_its_row_or_on_the_row_that_it_refers_to(sheet: Sheet):
    if sheet.currency:
        assert sheet[sheet.currency].kind is Kind.LIST
        assert sheet.currency_via is None
    if sheet.currency_via:
        reference, parent, header = sheet.currency_via
        assert sheet[reference].refers_to == (parent, BY_NAME[parent].columns[0].header)
        assert BY_NAME[parent].currency == header


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.upkeep is not Upkeep.ADMIN], ids=lambda s: s.name)
def test_rows_that_the_program_makes_have_a_key_of_its_own_by_which_the_admins_cells_survive(sheet: Sheet):
    assert sheet.key
    assert all(sheet[header].ours for header in sheet.key)


@pytest.mark.parametrize("sheet", [s for s in SHEETS if s.upkeep is Upkeep.ADMIN], ids=lambda s: s.name)
def test_rows_that_the_admin_types_have_a_key_of_the_admin(sheet: Sheet):
    assert not any(sheet[header].ours for header in sheet.key)


def test_only_logs_and_lists_have_no_key():
    assert [sheet.name for sheet in SHEETS if not sheet.key] == ["Lists", "Consents", "Front Desk"]


@pytest.mark.parametrize("sheet", EVERY_SHEET)
def test_every_example_is_read_as_the_kind_of_its_column(sheet: Sheet, examples):
    table = examples.table(sheet.name)
    assert table.misfits == ()
    blank = table.frame.replace("", None).isna().iloc[0]
    assert set(blank.index[blank]) == {column.header for column in sheet.columns if not column.example}


def test_every_example_is_allowed_in_its_column(examples):
    assert [f"{found.sheet}: {found.wrong}" for found in values_out_of_bounds(examples)] == []


def test_every_example_of_a_closed_list_is_one_of_its_words():
    odd = [
        f"{sheet.name}.{column.header}: {column.example}"
        for sheet in SHEETS
        for column in sheet.columns
        if column.allowed and column.example and column.example not in column.allowed
    ]
    assert odd == []
