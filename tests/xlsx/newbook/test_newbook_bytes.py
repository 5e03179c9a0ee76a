"""A planned workbook is written as planned, and anything that does not fit is refused by name."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from salessheets.errors import Refused
from salessheets.xlsx.newbook import book_bytes
from salessheets.xlsx.newbook.plan import (
    BookPlan,
    Bounds,
    CellRule,
    Choice,
    ColumnPlan,
    FormulaMark,
    Highlight,
    Link,
    Mark,
    PageCell,
    PagePlan,
    Paint,
    SheetPlan,
)

BLUE = Paint(header_fill="#1F3864", header_ink="#FFFFFF")


def written(*sheets: SheetPlan | PagePlan, **parts: object) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(book_bytes(BookPlan(sheets, **parts))))


def fruit(*rows: tuple, columns: tuple[ColumnPlan, ...] | None = None, **parts: object) -> SheetPlan:
    return SheetPlan("Fruit", "tFruit", columns or (ColumnPlan("Name", 12, paint=BLUE),), rows, **parts)


def test_equal_plans_make_equal_bytes():
    plan = BookPlan((fruit(("Apple",), ("Pear",)),), "Fruit", names={"All": "=tFruit[Name]"}, marker={"made.by": 1})
    assert book_bytes(plan) == book_bytes(plan)


def test_rows_stand_below_a_painted_frozen_header_in_a_named_table():
    sheet = written(fruit(("Apple",), ("Pear",)))["Fruit"]
    assert [cell.value for cell in sheet["A"]] == ["Name", "Apple", "Pear"]
    assert (sheet["A1"].fill.fgColor.rgb, sheet["A1"].font.color.rgb) == ("FF1F3864", "FFFFFFFF")
    assert (sheet.tables["tFruit"].ref, sheet.freeze_panes, sheet.print_title_rows) == ("A1:A3", "B2", "$1:$1")
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    assert sheet.page_setup.fitToHeight == 0


def test_a_table_without_rows_has_one_empty_row():
    sheet = written(fruit())["Fruit"]
    assert (sheet.tables["tFruit"].ref, sheet["A2"].value) == ("A1:A2", None)


@pytest.mark.parametrize(
    ("value", "number_format", "read"),
    [
        pytest.param("=1+1", "@", "=1+1", id="a formula as text"),
        pytest.param("007", "@", "007", id="leading zeros"),
        pytest.param("https://acme.example", "@", "https://acme.example", id="a web address"),
        pytest.param(12.5, "#,##0.00", 12.5, id="a number"),
        pytest.param(date(2026, 3, 2), "yyyy-mm-dd", datetime.fromisoformat("2026-03-02"), id="a day"),
        pytest.param(
            datetime.fromisoformat("2026-03-02 10:20"),
            "yyyy-mm-dd hh:mm",
            datetime.fromisoformat("2026-03-02 10:20"),
            id="a moment",
        ),
        pytest.param(time(9, 30), "hh:mm", time(9, 30), id="a time"),
        pytest.param(True, "General", True, id="a truth"),
        pytest.param("", "@", None, id="nothing"),
    ],
)
def test_a_value_is_written_as_what_it_is(value, number_format, read):
    cell = written(fruit((value,), columns=(ColumnPlan("Value", 12, number_format),)))["Fruit"]["A2"]
    assert (cell.value, cell.number_format) == (read, number_format)
    assert cell.data_type != "f"
    assert cell.hyperlink is None


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40))
def test_any_text_comes_back_as_it_was(text):
    sheet = written(fruit((text,)))["Fruit"]
    assert sheet["A2"].value == text
    assert sheet["A2"].data_type == "s"


def test_a_link_jumps_to_a_cell_of_another_sheet():
    cell = written(fruit((Link("Who's who!B7", "see there"),)))["Fruit"]["A2"]
    assert (cell.value, cell.hyperlink.location) == ("see there", "'Who''s who'!B7")


def test_dropdowns_and_bounds_warn_and_reach_to_the_last_row():
    columns = (
        ColumnPlan("Kind", 9, choice=Choice(("Red", "Green"))),
        ColumnPlan("Name", 9, choice=Choice(source='=INDIRECT("tFruit[Kind]")', closed=False)),
        ColumnPlan("Weight", 9, bounds=Bounds("decimal", 0, 5, "Up to 5 kg.")),
    )
    found = {str(v.sqref): v for v in written(fruit(columns=columns))["Fruit"].data_validations.dataValidation}
    kind, name, weight = (found[f"{letter}2:{letter}1048576"] for letter in "ABC")
    assert (kind.type, kind.formula1, kind.errorStyle, kind.showErrorMessage) == (
        "list",
        '"Red,Green"',
        "warning",
        True,
    )
    assert (name.formula1, name.showErrorMessage) == ('INDIRECT("tFruit[Kind]")', False)
    assert (weight.type, weight.formula1, weight.formula2, weight.error) == ("decimal", "0", "5", "Up to 5 kg.")


def test_a_cell_may_have_its_own_dropdown_and_format():
    column = ColumnPlan("Value", 9, "0", cells={1: CellRule("0.0%", Choice(("Yes", "No")), note="Choose.")})
    sheet = written(fruit((1,), (0.5,), (3,), columns=(column,)))["Fruit"]
    assert [sheet.cell(row, 1).number_format for row in (2, 3, 4)] == ["0", "0.0%", "0"]
    own = [(str(v.sqref), v.formula1, v.prompt) for v in sheet.data_validations.dataValidation]
    assert own == [("A3", '"Yes,No"', "Choose.")]


def test_a_long_note_is_cut_between_words_under_the_header_as_its_title():
    column = ColumnPlan("A header of more than thirty-two letters", 9, note="word " * 60)
    notes = written(fruit(columns=(column,)))["Fruit"].data_validations.dataValidation
    assert {str(note.sqref) for note in notes} == {"A1", "A2:A1048576"}
    assert {(note.promptTitle, note.prompt) for note in notes} == {
        ("A header of more than thirty-two", "word " * 49 + "word…")
    }


def test_marks_colour_the_row_while_the_word_stands_in_it_and_the_first_wins():
    columns = (ColumnPlan("Name", 9), ColumnPlan("State", 9))
    marks = (
        FormulaMark("=$A2=1", Highlight(fill="#FF0000")),
        Mark("State", ("Late", "Held"), Highlight(fill="#00FF00")),
        Mark("State", (), Highlight(bold=True), whole_row=False, but=("OK",)),
    )
    formats = written(fruit(columns=columns, marks=marks))["Fruit"].conditional_formatting
    rules = sorted(
        (rule.priority, str(area.sqref), rule.formula[0], rule.type) for area in formats for rule in area.rules
    )
    assert rules == [
        (1, "A2:B1048576", "$A2=1", "expression"),
        (2, "A2:B1048576", 'OR($B2="Late",$B2="Held")', "expression"),
        (3, "B2:B1048576", 'AND($B2<>"",$B2<>"OK")', "expression"),
    ]


def test_names_and_markers_stand_in_the_book():
    book = written(fruit(("Apple",)), names={"All": "=tFruit[Name]"}, marker={"made.schema": 3})
    assert (book.defined_names["All"].value, book.custom_doc_props["made.schema"].value) == ("tFruit[Name]", 3)


def test_a_page_has_its_texts_and_links_and_rows_high_enough():
    rows = (
        (PageCell("Title", size=20),),
        (),
        (PageCell("words " * 20, wrap=True), PageCell(Link("Fruit!A1", "Fruit"))),
    )
    sheet = written(PagePlan("Page", (30, 10), rows), fruit())["Page"]
    assert (sheet["A1"].value, sheet["B3"].hyperlink.location) == ("Title", "'Fruit'!A1")
    assert [sheet.row_dimensions[row].height for row in (1, 3)] == [33, 60]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        pytest.param("x" * 32_768, "the text has more than 32,767 characters", id="a text too long"),
        pytest.param(date(1899, 12, 31), "1899-12-31 is before 1900", id="a day before the calendar"),
        pytest.param(float("nan"), "nan is not a number", id="no number"),
        pytest.param(float("-inf"), "-inf is not a number", id="an endless number"),
    ],
)
def test_what_no_cell_can_hold_is_refused_with_its_cell(value, message):
    with pytest.raises(Refused, match=message) as told:
        book_bytes(BookPlan((fruit(("Apple",), (value,)),)))
    assert told.value.where == "Fruit!A3"


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(Refused, match="the table tFruit could not be written"):
        book_bytes(BookPlan((fruit(columns=(ColumnPlan("Name", 9), ColumnPlan("name", 9))),)))


@pytest.mark.parametrize("words", [("a,b",), ("x" * 200, "y" * 60)], ids=["a comma", "too long"])
def test_a_dropdown_that_excel_would_tear_apart_is_never_planned(words):
    with pytest.raises(ValueError, match="not a list that fits"):
        Choice(words)
