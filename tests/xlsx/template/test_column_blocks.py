"""Columns marked `eachcol_month` stand once per record; what stands to their right moves."""

from __future__ import annotations

import re

import pytest

MONTHS = [{"label": f"M{n}", "total": n} for n in range(1, 13)]


def months(more=None):
    """Labels in B, the months from C on, their sum in D."""

    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.set_column("B:B", 20)
        sheet.set_column("C:C", 9)
        sheet.set_column("D:D", 30)
        sheet.write("B3", "Month")
        sheet.write("C3", "{{ month.label }}")
        sheet.write("D3", "Sum")
        sheet.write("C4", "{{ month.total }}")
        sheet.write_formula("C5", "=C4*2")
        sheet.write_formula("D4", "=SUM(C4:C4)")
        sheet.write_formula("D5", "=D4+B4")
        book.define_name("eachcol_month", "=Report!$C$3:$C$5")
        if more:
            more(book, sheet)

    return build


def row(filled, number, letters="BCDEFGHIJKLMNO"):
    return [filled[f"{letter}{number}"] for letter in letters]


def test_columns_stand_once_per_record_and_the_sum_moves_right(fill):
    filled = fill(months(), {"month": MONTHS})
    assert row(filled, 3) == ["Month", *(month["label"] for month in MONTHS), "Sum"]
    assert row(filled, 4) == [None, *range(1, 13), "=SUM(C4:N4)"]
    assert row(filled, 5) == [None, *(f"={letter}4*2" for letter in "CDEFGHIJKLMN"), "=O4+B4"]
    assert "<f>SUM(C4:N4)</f><v>78</v>" in filled.xml()


def test_widths_are_copied_and_move(fill):
    found = re.findall(r'<col min="(\d+)" max="(\d+)" width="(\d+)', fill(months(), {"month": MONTHS[:2]}).xml())
    assert found == [("2", "2", "20"), ("3", "3", "9"), ("4", "4", "9"), ("5", "5", "30")]


@pytest.mark.parametrize(
    ("formula", "made"),
    [
        ("=SUM($C4:C4)", ["=SUM($C4:C4)", "=SUM($C4:D4)", "=SUM($C4:E4)"]),
        ("=C4/SUM($C4:$C4)", ["=C4/SUM($C4:$E4)", "=D4/SUM($C4:$E4)", "=E4/SUM($C4:$E4)"]),
        ("=N(B6)+C4", ["=N(B6)+C4", "=N(C6)+D4", "=N(D6)+E4"]),
        ("=C4/$D4", ["=C4/$F4", "=D4/$F4", "=E4/$F4"]),
    ],
)
def test_a_formula_in_a_column_means_its_own_copy(fill, formula, made):
    filled = fill(months(lambda _, sheet: sheet.write_formula("C6", formula)), {"month": MONTHS[:3]})
    assert row(filled, 6, "CDE") == made


def test_no_columns_at_all_leave_sums_of_zero(fill):
    filled = fill(months(), {"month": []})
    assert (filled["C3"], filled["C4"], filled["C5"]) == ("Sum", "=0", "=C4+B4")


def test_charts_names_merges_and_pictures_follow_the_columns(fill):
    def more(book, sheet):
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Report!$C$4:$C$4", "categories": "=Report!$C$3"})
        sheet.insert_chart("F3", chart)
        sheet.merge_range("C8:C9", "x")
        sheet.merge_range("B1:D1", "Title")
        sheet.write_comment("D3", "sum")
        book.define_name("Figures", "=Report!$C$4")

    filled = fill(months(more), {"month": MONTHS[:3]})
    assert "<c:f>Report!$C$4:$E$4</c:f>" in filled.part("chart1.xml$")
    assert "<xdr:col>7</xdr:col>" in filled.part("drawing1.xml$")
    merged = sorted(map(str, filled.book["Report"].merged_cells.ranges))
    assert merged == ["B1:F1", "C8:C9", "D8:D9", "E8:E9"]
    assert filled.book.defined_names["Figures"].attr_text == "Report!$C$4:$E$4"
    assert filled.book["Report"]["F3"].comment.text == "sum"
    assert "<x:Column>5</x:Column>" in filled.part("vmlDrawing1.vml")


def test_rows_and_columns_repeat_together(fill):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.write("B1", "{{ month.label }}")
        sheet.write_row("A2", ["{{ rep.name }}", "{{ rep[month.label] }}"])
        sheet.write_formula("C2", "=SUM(B2:B2)")
        sheet.write_formula("B3", "=SUM(B2:B2)")
        sheet.write_formula("C3", "=SUM(B2:B2)")
        book.define_name("eachcol_month", "=Report!$B:$B")
        book.define_name("each_rep", "=Report!$2:$2")

    reps = [{"name": "Ana", "M1": 1, "M2": 2}, {"name": "Bo", "M1": 3, "M2": 4}]
    filled = fill(build, {"month": MONTHS[:2], "rep": reps})
    assert [row(filled, number, "ABCD") for number in (1, 2, 3, 4)] == [
        [None, "M1", "M2", None],
        ["Ana", 1, 2, "=SUM(B2:C2)"],
        ["Bo", 3, 4, "=SUM(B3:C3)"],
        [None, "=SUM(B2:B3)", "=SUM(C2:C3)", "=SUM(B2:C3)"],
    ]


def test_a_table_right_of_the_columns_moves_and_one_across_them_is_a_fault(fill, faults):
    def table(area):
        return lambda _, sheet: sheet.add_table(area, {"name": "plan", "columns": [{"header": "A"}, {"header": "B"}]})

    filled = fill(months(table("F3:G4")), {"month": MONTHS[:3]})
    assert filled.book["Report"].tables["plan"].ref == "H3:I4"
    (line,) = faults(months(table("C8:D9")), {"month": MONTHS[:3]})
    assert "Report!C8:D9: the table plan has columns of eachcol_month, which repeat" in line
