"""A table named like a dataset fills by its headers; its rows repeat the pattern row."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest


def test_a_table_takes_one_row_per_record(fill, report, three):
    filled = fill(report(), three)
    assert [filled.column(letter, 3, 6) for letter in "ABC"] == [
        ["Rep", "Ana", "Bo", "Cy"], ["Sales", 100.5, 80, 70.25], ["Target", 90, 100, 70],
    ]  # fmt: skip
    table = filled.book["Report"].tables["rows"]
    assert (table.ref, table.autoFilter.ref) == ("A3:C6", "A3:C6")


def test_every_row_has_the_styles_of_the_pattern_row(fill, report, three):
    filled = fill(report(), three)
    assert [filled.style(f"B{row}") for row in (4, 5, 6)] == [' s="1"'] * 3


def test_a_totals_row_moves_below_the_records(fill, report, three):
    filled = fill(report(totals=True), three)
    table = filled.book["Report"].tables["rows"]
    assert (table.ref, table.autoFilter.ref) == ("A3:C7", "A3:C6")
    assert filled.column("A", 4, 7) == ["Ana", "Bo", "Cy", "Total"]
    assert filled["B7"] == "=SUBTOTAL(109,rows[Sales])"


@pytest.mark.parametrize("name", ["rows", "ROWS", "Rows"])
def test_the_name_of_a_table_is_compared_without_case(fill, three, name):
    def build(book):
        columns = [{"header": "REP"}, {"header": "sales"}]
        book.add_worksheet("Report").add_table("A3:B4", {"name": name, "columns": columns})

    assert fill(build, three).column("B", 4, 6) == [100.5, 80, 70.25]


def test_headers_and_fields_are_compared_without_blanks_and_underscores(fill):
    def build(book):
        columns = [{"header": "Visit Date"}, {"header": "Net-Amount"}]
        book.add_worksheet("Report").add_table("A1:B2", {"name": "sales_by_rep", "columns": columns})

    filled = fill(build, {"Sales by rep": [{"visit_date": dt.date(2026, 2, 9), "netAmount": 3}] * 2})
    assert filled.column("A", 2, 3) == [46062, 46062]
    assert filled.column("B", 2, 3) == [3, 3]


def test_a_data_frame_fills_like_a_list_of_records(fill, report):
    frame = pd.DataFrame({"Rep": ["Ana", None], "Sales": [1.5, float("nan")], "Target": [1, 2]})
    filled = fill(report(), {"rows": frame})
    assert [filled.column(letter, 4, 5) for letter in "ABC"] == [["Ana", None], [1.5, None], [1, 2]]


@pytest.mark.parametrize(
    ("formula", "made"),
    [
        ("=B4-C4", ["=B4-C4", "=B5-C5", "=B6-C6"]),
        ("=SUM(B$4:B4)", ["=SUM(B$4:B4)", "=SUM(B$4:B5)", "=SUM(B$4:B6)"]),
        ("=B4/$B$5", ["=B4/$B$7", "=B5/$B$7", "=B6/$B$7"]),
        ("=B4*$H$1", ["=B4*$H$1", "=B5*$H$1", "=B6*$H$1"]),
        ("=E3+B4", ["=E3+B4", "=E4+B5", "=E5+B6"]),
        ("=B4/SUM(B$4:B$4)", ["=B4/SUM(B$4:B$6)", "=B5/SUM(B$4:B$6)", "=B6/SUM(B$4:B$6)"]),
    ],
)
def test_a_formula_in_the_pattern_row_means_its_own_row(fill, report, three, formula, made):
    filled = fill(report(lambda _, sheet: sheet.write_formula("E4", formula)), three)
    assert filled.column("E", 4, 6) == made


def test_a_calculated_column_repeats(fill, three):
    formula = "=rows[[#This Row],[Sales]]-rows[[#This Row],[Target]]"

    def build(book):
        columns = [{"header": "Sales"}, {"header": "Target"}, {"header": "Gap", "formula": formula}]
        book.add_worksheet("Report").add_table("A3:C4", {"name": "rows", "columns": columns})

    filled = fill(build, three)
    assert filled.column("C", 4, 6) == [formula] * 3


def test_an_expression_in_the_pattern_row_sees_the_record_as_row(fill, three):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.add_table("A3:B4", {"name": "rows", "columns": [{"header": "Who"}, {"header": "Gap"}]})
        sheet.write("A4", "Dear {{ row.rep }}")
        sheet.write("B4", "{{ row.sales - row.target }}")

    filled = fill(build, three)
    assert filled.column("A", 4, 6) == ["Dear Ana", "Dear Bo", "Dear Cy"]
    assert filled.column("B", 4, 6) == [10.5, -20, 0.25]


def test_a_fault_in_a_record_is_told_with_its_number(faults, report):
    (line,) = faults(report(), {"rows": [{"Rep": "a", "Sales": 1, "Target": 2}, {"Rep": "b", "Sales": 1}]})
    assert line == 'weekly.xlsx › Report!C4: field "Target" is not in dataset "rows" (record 2). It has: Rep, Sales'


def test_row_heights_and_cells_beside_the_table_repeat(fill, report, three):
    def more(book, sheet):
        grey = book.add_format({"bg_color": "#EEEEEE"})
        sheet.write("E4", 5)
        sheet.write_blank("F4", None, grey)
        sheet.set_row(3, 30)
        sheet.set_row(4, 24)

    filled = fill(report(more), three)
    assert filled.column("E", 4, 6) == [5, 5, 5]
    assert len({filled.style(f"F{row}") for row in (4, 5, 6)}) == 1
    heights = [filled.book["Report"].row_dimensions[row].height for row in range(4, 9)]
    assert heights == [30, 30, 30, 24, None]


def test_sample_rows_of_the_template_go(fill, report, three):
    filled = fill(report(lambda _, sheet: sheet.write_formula("B10", "=SUM(B4:B8)"), samples=5), three)
    assert filled.book["Report"].tables["rows"].ref == "A3:C6"
    assert filled.column("A", 4, 8) == ["Ana", "Bo", "Cy", None, None]
    assert filled["B8"] == "=SUM(B4:B6)"


def test_an_empty_dataset_leaves_one_blank_row(fill, report):
    more = lambda _, sheet: sheet.write_formula("E4", "=B4/C4")  # noqa: E731
    filled = fill(report(more, totals=True), {"rows": []})
    assert filled.book["Report"].tables["rows"].ref == "A3:C5"
    assert filled.column("A", 4, 5) == [None, "Total"]
    assert filled["E4"] is None


def test_one_record_leaves_every_address_as_it_is(fill, report):
    def more(book, sheet):
        sheet.write_formula("B5", "=SUM(B4:B4)")
        sheet.conditional_format("B4:B4", {"type": "cell", "criteria": ">", "value": 3, "format": book.add_format()})
        book.define_name("SalesRange", "=Report!$B$4")

    filled = fill(report(more), {"rows": [{"Rep": "Ana", "Sales": 1, "Target": 2}]})
    assert filled["B5"] == "=SUM(B4:B4)"
    assert filled.book.defined_names["SalesRange"].attr_text == "Report!$B$4"
    assert 'sqref="B4"' in filled.xml()


def test_a_header_that_is_no_field_is_a_fault_that_lists_the_fields(faults, three):
    def build(book):
        columns = [{"header": "Rep"}, {"header": "Sales (EUR)"}]
        book.add_worksheet("Report").add_table("A3:B4", {"name": "rows", "columns": columns})

    (line,) = faults(build, three)
    assert line.startswith(
        'weekly.xlsx › Report!B3: there is no field "Sales (EUR)" in dataset "rows". It has: Rep, Sales, Target.'
    )


def test_an_alias_on_the_control_sheet_binds_a_renamed_header(fill, three):
    def build(book):
        columns = [{"header": "Rep"}, {"header": "Sales (EUR)"}]
        book.add_worksheet("Report").add_table("A3:B4", {"name": "rows", "columns": columns})
        control = book.add_worksheet("_salessheets")
        settings = [["rows", "alias", "Sales (EUR) = sales"]]
        headers = [{"header": name} for name in ("Dataset", "Setting", "Value")]
        control.add_table("A1:C2", {"name": "tControl", "columns": headers, "data": settings})

    filled = fill(build, three)
    assert filled.column("B", 4, 6) == [100.5, 80, 70.25]
    assert filled.book["_salessheets"].sheet_state == "hidden"


def test_the_control_sheet_sorts_cuts_and_sums_up_the_rest(fill, report, three):
    def more(book, _):
        control = book.add_worksheet("_salessheets")
        settings = [["rows", "sort", "-sales"], ["rows", "top", 1], ["rows", "others", "Others"]]
        headers = [{"header": name} for name in ("Dataset", "Setting", "Value")]
        control.add_table("A1:C4", {"name": "tControl", "columns": headers, "data": settings})

    filled = fill(report(more), three)
    assert [filled.column(letter, 4, 5) for letter in "ABC"] == [["Ana", "Others"], [100.5, 150.25], [90, 170]]


def test_a_setting_that_is_not_known_is_a_fault(faults, report, three):
    def more(book, _):
        headers = [{"header": name} for name in ("Dataset", "Setting", "Value")]
        data = [["rows", "srt", "-sales"], ["rows", "sort", "-sale"]]
        book.add_worksheet("_salessheets").add_table("A1:C3", {"name": "tControl", "columns": headers, "data": data})

    told = faults(report(more), three)
    assert told[0].startswith('weekly.xlsx › _salessheets!row 2: there is no setting "srt". There is: alias, sort, top')
    assert 'there is no field "sale" to sort by. It has: Rep, Sales, Target. Did you mean "Sales"?' in told[1]


def test_tables_side_by_side_grow_by_the_longer_one(fill):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.add_table("A3:A4", {"name": "left", "columns": [{"header": "L"}]})
        sheet.add_table("C3:C4", {"name": "right", "columns": [{"header": "R"}]})
        sheet.write("A6", "below")

    filled = fill(build, {"left": [{"l": n} for n in range(3)], "right": [{"r": n} for n in range(5)]})
    assert filled.column("A", 4, 10) == [0, 1, 2, None, None, None, "below"]
    assert filled.column("C", 4, 8) == [0, 1, 2, 3, 4]


def test_tables_below_each_other_count_their_own_rows(fill):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.add_table("A3:A4", {"name": "first", "columns": [{"header": "N"}]})
        sheet.write_formula("A5", "=SUM(A4:A4)")
        sheet.add_table("A7:A8", {"name": "second", "columns": [{"header": "N"}]})
        sheet.write_formula("A9", "=SUM(A8:A8)")

    filled = fill(build, {"first": [{"n": 1}] * 3, "second": [{"n": 1}] * 2})
    assert (filled["A7"], filled["A12"]) == ("=SUM(A4:A6)", "=SUM(A10:A11)")
    tables = filled.book["Report"].tables
    assert (tables["first"].ref, tables["second"].ref) == ("A3:A6", "A9:A11")


def test_a_neighbour_that_would_be_torn_or_lost_is_a_fault(faults, three):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.add_table("A3:B9", {"name": "rows", "columns": [{"header": "Rep"}, {"header": "Sales"}]})
        sheet.add_table("D3:D8", {"name": "fixed", "columns": [{"header": "Plan"}]})
        sheet.write("F5", "a remark")

    told = faults(build, three)
    assert any("Report!D3:D8: the table fixed stands beside rows" in line for line in told)
    assert any(line.startswith("weekly.xlsx › Report!F5: this cell stands beside sample rows") for line in told)


def test_more_records_than_a_sheet_has_rows_is_a_fault(faults, report):
    frame = pd.DataFrame({"Rep": "a", "Sales": 1, "Target": range(1_048_574)})
    assert "1,048,574 records" in faults(report(), {"rows": frame})[0]


def test_shared_formulas_are_written_out_each_for_its_own_row(three, report, template):
    from salessheets.xlsx.package import Package
    from salessheets.xlsx.template import fill_template

    with (made := template()) as book:
        report(lambda _, sheet: [sheet.write_formula(f"E{row}", "=B4-C4") for row in (4, 5, 6)])(book)
    part = made.package.sheets[0].part
    xml = made.package.data(part).decode()
    parts = iter(['<f t="shared" ref="E4:E6" si="0">B4-C4</f>', '<f t="shared" si="0"/>', '<f t="shared" si="0"/>'])
    shared = re.sub(r"<f>B4-C4</f>", lambda _: next(parts), xml)
    filled = Package.from_bytes(fill_template(Package.from_bytes(made.package.rebuilt({part: shared.encode()})), three))
    assert re.findall(r"<f>([^<]*)</f>", filled.data(part).decode()) == ["B4-C4", "B5-C5", "B6-C6", "B7-C7", "B8-C8"]


def test_an_expression_in_a_tables_header_is_a_fault(faults, three):
    def build(book):
        columns = [{"header": "Rep"}, {"header": "Sales {{ period }}"}]
        book.add_worksheet("Report").add_table("A3:B4", {"name": "rows", "columns": columns})

    assert "Report!B3: a table's header cannot hold an expression" in faults(build, three)[0]


def test_a_column_that_is_meant_to_stay_empty_says_none(fill, three):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.add_table("A3:B4", {"name": "rows", "columns": [{"header": "Rep"}, {"header": "Remarks"}]})
        sheet.write("B4", "{{ none }}")

    assert fill(build, three).column("B", 4, 6) == [None] * 3


def test_the_label_of_a_totals_row_is_filled_in_the_table_too(fill, three):
    def build(book):
        columns = [
            {"header": "Rep", "total_string": "Total {{ period }}"},
            {"header": "Sales", "total_function": "sum"},
        ]
        book.add_worksheet("Report").add_table("A3:B5", {"name": "rows", "columns": columns, "total_row": True})

    filled = fill(build, three)
    assert filled["A7"] == "Total 2026-W07"
    assert 'totalsRowLabel="Total 2026-W07"' in filled.part("table1.xml")


def test_a_date_in_a_cell_of_format_general_is_warned_of(template):
    from salessheets.xlsx.template import check_template

    with (made := template()) as book:
        sheet = book.add_worksheet("Report")
        sheet.write("A1", "{{ d }}")
        sheet.write("A2", "{{ d }}", book.add_format({"num_format": "yyyy-mm-dd"}))
    (line,) = check_template(made.package, {"d": dt.date(2026, 2, 9)})
    assert line.startswith("warning: weekly.xlsx › Report!A1: a date stands here")


def test_a_table_named_like_a_value_that_is_no_list_is_a_fault(faults, report):
    assert "is named like a value of the data that is no list of records" in faults(report(), {"rows": {"Rep": 1}})[0]


def test_formulas_from_the_data_may_stand_among_plain_values(fill):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.add_table("A3:A4", {"name": "rows", "columns": [{"header": "What"}]})
        sheet.write("A4", "{{ row.x | formula if row.live else row.x }}")

    filled = fill(build, {"rows": [{"x": "=1+1", "live": True}, {"x": "=1+1", "live": False}]})
    assert "<f>1+1</f>" in filled.xml()
    assert filled.xml().count("<f>") == 1
    assert "<t>=1+1</t>" in filled.xml()
