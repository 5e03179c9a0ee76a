"""Rows marked with a name such as `each_rep` repeat once per record, and everything around them follows."""

from __future__ import annotations

import re

import pytest

REPS = [{"name": "Ana", "sales": 100}, {"name": "Bo", "sales": 80}, {"name": "Cy", "sales": 70}]
REGIONS = [
    {"name": "North", "rep": [{"name": "Ana", "sales": 1}, {"name": "Bo", "sales": 2}]},
    {"name": "South", "rep": [{"name": "Cy", "sales": 4}, {"name": "Di", "sales": 8}, {"name": "Ed", "sales": 16}]},
]


def block(more=None, formula="=SUM(B4:B4)"):
    """Header in row 3, block in row 4, total in row 5."""

    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.write_row("A3", ["Rep", "Sales"])
        sheet.write_row("A4", ["{{ rep.name }}", "{{ rep.sales }}"])
        sheet.write("A5", "Total")
        sheet.write_formula("B5", formula)
        book.define_name("each_rep", "=Report!$A$4:$H$4")
        if more:
            more(book, sheet)

    return build


def nested(more=None):
    """Region in row 4, rep in row 5, subtotal in row 6, grand total in row 7."""

    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.write("A4", "{{ region.name }}")
        sheet.write_row("A5", ["{{ rep.name }}", "{{ rep.sales }}"])
        sheet.write("A6", "Subtotal {{ region.name }}")
        sheet.write_formula("B6", "=SUBTOTAL(9,B5:B5)")
        sheet.write("A7", "Total")
        sheet.write_formula("B7", "=SUBTOTAL(9,B4:B6)")
        book.define_name("each_region", "=Report!$A$4:$H$6")
        book.define_name("each_region.rep", "=Report!$A$5:$H$5")
        if more:
            more(book, sheet)

    return build


def stored(filled, place):
    found = re.search(rf'<c r="{place}"[^>]*?><f>[^<]*</f><v>([^<]*)</v>', filled.xml())
    return float(found[1]) if found else None


@pytest.mark.parametrize("n", [1, 2, 3])
def test_a_block_stands_once_per_record_and_its_total_covers_all(fill, n):
    filled = fill(block(), {"rep": REPS[:n]})
    assert filled.column("A", 4, 4 + n) == [rep["name"] for rep in REPS[:n]] + ["Total"]
    assert filled[f"B{4 + n}"] == f"=SUM(B4:B{3 + n})"
    assert stored(filled, f"B{4 + n}") == sum(rep["sales"] for rep in REPS[:n])


@pytest.mark.parametrize(
    ("formula", "made"),
    [
        ("=B4*2", ["=B4*2", "=B5*2", "=B6*2"]),
        ("=SUM(B$4:B4)", ["=SUM(B$4:B4)", "=SUM(B$4:B5)", "=SUM(B$4:B6)"]),
        ("=B4/SUM(B$4:B$4)", ["=B4/SUM(B$4:B$6)", "=B5/SUM(B$4:B$6)", "=B6/SUM(B$4:B$6)"]),
        ("=B4/B5", ["=B4/B7", "=B5/B7", "=B6/B7"]),
        ("=N(D3)+B4", ["=N(D3)+B4", "=N(D4)+B5", "=N(D5)+B6"]),
    ],
)
def test_a_formula_in_a_block_means_its_own_copy(fill, formula, made):
    filled = fill(block(lambda _, sheet: sheet.write_formula("D4", formula)), {"rep": REPS})
    assert filled.column("D", 4, 6) == made


def test_a_block_may_be_several_rows_high(fill):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.write("A2", "{{ rep.name }}")
        sheet.write("B3", "{{ rep.sales }}")
        sheet.write_formula("C3", "=B3*2+B1")
        sheet.write_formula("B5", "=SUM(B2:B3)")
        book.define_name("each_rep", "=Report!$2:$3")

    filled = fill(build, {"rep": REPS})
    assert filled.column("A", 2, 7) == ["Ana", None, "Bo", None, "Cy", None]
    assert filled.column("C", 2, 7) == [None, "=B3*2+B1", None, "=B5*2+B3", None, "=B7*2+B5"]
    assert filled["B9"] == "=SUM(B2:B7)"


def test_a_block_without_records_goes_and_its_total_is_zero(fill):
    filled = fill(block(lambda _, sheet: sheet.write_formula("D7", "=B5+1")), {"rep": []})
    assert filled.column("A", 3, 5) == ["Rep", "Total", None]
    assert (filled["B4"], filled["D6"]) == ("=0", "=B4+1")
    assert "#REF!" not in filled.xml()


@pytest.mark.parametrize(
    ("formula", "made"),
    [
        ('=SUMIFS(B4:B4,A4:A4,"x")+1', "=0+1"),
        ("=SUBTOTAL(9,B4:B4)", "=0"),
        ("=SUM(B4:B4,B3:B3)", "=SUM(B3:B3)"),
        ("=SUM(B3:B4)", "=SUM(B3:B3)"),
        ("=IF(COUNT(B4:B4)=0,1,AVERAGE(B4:B4))", "=IF(0=0,1,0)"),
    ],
)
def test_figures_over_rows_that_are_gone_are_zero(fill, formula, made):
    assert fill(block(formula=formula), {"rep": []})["B4"] == made


def test_a_single_cell_of_rows_that_are_gone_is_a_fault(faults):
    (line,) = faults(block(formula="=B4/2"), {"rep": []})
    assert line.startswith("weekly.xlsx › Report!B5: =B4/2 needs B4, and those rows are gone")


def test_names_charts_and_formats_over_rows_that_are_gone(template, fill):
    from salessheets.xlsx.template import check_template

    def more(book, sheet):
        book.define_name("Figures", "=Report!$B$4")
        red = book.add_format({"font_color": "red"})
        sheet.conditional_format("B4", {"type": "cell", "criteria": ">", "value": 1, "format": red})
        sheet.data_validation("C4", {"validate": "list", "source": ["a"]})
        sheet.merge_range("D4:E4", "x")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Report!$B$4:$B$4"})
        sheet.insert_chart("J9", chart)

    filled = fill(block(more), {"rep": []})
    assert filled.book.defined_names["Figures"].attr_text == "Report!$B$5"
    assert filled["B5"] is None
    assert "<c:f>Report!$B$5</c:f>" in filled.part("chart1.xml$")
    assert not re.search("conditionalFormatting|dataValidation|mergeCell|#REF!", filled.xml())
    with (made := template()) as book:
        block(more)(book)
    warned = check_template(made.package, {"rep": []})
    assert [line.partition(" › ")[2].partition(":")[0] for line in warned] == ["name Figures", "xl/charts/chart1.xml"]


def test_the_control_sheet_keeps_a_blank_row_or_wants_an_error(fill, faults):
    def control(policy):
        def more(book, _):
            headers = [{"header": name} for name in ("Dataset", "Setting", "Value")]
            settings = [["rep", "empty", policy], ["rep", "sort", "name"]]
            options = {"name": "tControl", "columns": headers, "data": settings}
            book.add_worksheet("_salessheets").add_table("A1:C3", options)

        return more

    filled = fill(block(control("keep")), {"rep": []})
    assert filled.column("A", 3, 5) == ["Rep", None, "Total"]
    assert filled["B5"] == "=SUM(B4:B4)"
    assert "there are no records" in faults(block(control("error")), {"rep": []})[0]


def test_the_control_sheet_gives_every_group_a_page(fill):
    def more(book, _):
        headers = [{"header": name} for name in ("Dataset", "Setting", "Value")]
        options = {"name": "tControl", "columns": headers, "data": [["region", "page break", "yes"]]}
        book.add_worksheet("_salessheets").add_table("A1:C2", options)

    filled = fill(nested(more), {"region": [*REGIONS, REGIONS[0]]})
    assert [(found.id, found.man) for found in filled.book["Report"].row_breaks.brk] == [(7, True), (12, True)]


def test_notes_go_with_rows_that_go_and_stay_with_the_first_copy_else(fill):
    more = lambda _, sheet: [sheet.write_comment("B4", "each"), sheet.write_comment("B5", "sum")]  # noqa: E731
    filled = fill(block(more), {"rep": REPS})
    cells = {place: filled.book["Report"][place].comment for place in ("B4", "B5", "B7")}
    assert [found and found.text for found in cells.values()] == ["each", None, "sum"]
    filled = fill(block(more), {"rep": []})
    assert filled.book["Report"]["B4"].comment.text == "sum"
    assert filled.part("vmlDrawing1.vml").count("<v:shape ") == 1


def test_two_blocks_below_each_other_have_totals_of_their_own(fill):
    def more(book, sheet):
        sheet.write("B8", "{{ plan.n }}")
        sheet.write_formula("B9", "=SUM(B8:B8)")
        book.define_name("each_plan", "=Report!$A$8:$B$8")

    filled = fill(block(more), {"rep": REPS, "plan": [{"n": 1}, {"n": 2}]})
    assert (filled["B7"], filled["B12"]) == ("=SUM(B4:B6)", "=SUM(B10:B11)")


def test_blocks_side_by_side_grow_by_the_longer_one(fill, template):
    from salessheets.xlsx.template import check_template

    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.write_row("A4", ["{{ left.n }}", "kg"], grey := book.add_format({"bg_color": "#EEEEEE"}))
        sheet.write("D4", "{{ right.n }}", grey)
        sheet.write("A5", "below")
        book.define_name("each_left", "=Report!$A$4:$B$4")
        book.define_name("each_right", "=Report!$D$4")

    data = {"left": [{"n": n} for n in range(3)], "right": [{"n": n} for n in range(5)]}
    filled = fill(build, data)
    assert filled.column("A", 4, 9) == [0, 1, 2, None, None, "below"]
    assert filled.column("B", 4, 8) == ["kg", "kg", "kg", None, None]
    assert filled.column("D", 4, 8) == [0, 1, 2, 3, 4]
    assert filled.style("B8") == filled.style("B4") != ""
    with (made := template()) as book:
        build(book)
    assert "each_left (3) and each_right (5) stand side by side" in check_template(made.package, data)[0]


def test_blocks_within_blocks_have_subtotals_of_their_own_rows(fill):
    filled = fill(nested(), {"region": REGIONS})
    assert filled.column("A", 4, 13) == [
        "North", "Ana", "Bo", "Subtotal North", "South", "Cy", "Di", "Ed", "Subtotal South", "Total",
    ]  # fmt: skip
    assert (filled["B7"], filled["B12"], filled["B13"]) == (
        "=SUBTOTAL(9,B5:B6)", "=SUBTOTAL(9,B9:B11)", "=SUBTOTAL(9,B4:B12)",
    )  # fmt: skip
    assert [stored(filled, place) for place in ("B7", "B12", "B13")] == [3, 28, 31]


@pytest.mark.parametrize(
    ("cell", "formula", "made"),
    [
        ("C5", "=B5/B6", {5: "=B5/B7", 6: "=B6/B7", 9: "=B9/B12", 11: "=B11/B12"}),
        ("C5", "=SUM(B$5:B5)", {5: "=SUM(B$5:B5)", 6: "=SUM(B$5:B6)", 9: "=SUM(B$9:B9)", 11: "=SUM(B$9:B11)"}),
        ("C5", "=N(C4)+B5", {5: "=N(C4)+B5", 6: "=N(C5)+B6", 9: "=N(C8)+B9", 11: "=N(C10)+B11"}),
        ("C5", "=B5/SUM(B$5:B$5)", {6: "=B6/SUM(B$5:B$6)", 10: "=B10/SUM(B$9:B$11)"}),
        ("C5", "=B5/$B$7", {5: "=B5/$B$13", 11: "=B11/$B$13"}),
        ("C6", "=N(C3)+B6", {7: "=N(C3)+B7", 12: "=N(C7)+B12"}),
        ("C6", "=SUM(B$6:B6)", {7: "=SUM(B$7:B7)", 12: "=SUM(B$7:B12)"}),
    ],
)
def test_a_formula_in_a_nested_block_means_its_own_item(fill, cell, formula, made):
    filled = fill(nested(lambda _, sheet: sheet.write_formula(cell, formula)), {"region": REGIONS})
    assert {row: filled[f"C{row}"] for row in made} == made


def test_an_item_without_rows_has_a_subtotal_of_zero(fill):
    filled = fill(nested(), {"region": [{"name": "West", "rep": []}, *REGIONS]})
    assert filled.column("A", 4, 7) == ["West", "Subtotal West", "North", "Ana"]
    assert (filled["B5"], filled["B15"]) == ("=0", "=SUBTOTAL(9,B4:B14)")


def test_charts_and_names_cover_the_rows_of_all_items(fill):
    def more(book, _):
        book.define_name("Figures", "=Report!$B$5:$B$5")

    filled = fill(nested(more), {"region": REGIONS})
    assert filled.book.defined_names["Figures"].attr_text == "Report!$B$5:$B$11"


def test_outline_levels_and_collapsed_groups_are_copied(fill):
    def more(_, sheet):
        sheet.set_row(4, None, None, {"level": 1, "hidden": True})
        sheet.set_row(5, None, None, {"collapsed": True})

    filled = fill(nested(more), {"region": REGIONS})
    rows = filled.book["Report"].row_dimensions
    assert [rows[row].outlineLevel for row in range(4, 14)] == [0, 1, 1, 0, 0, 1, 1, 1, 0, 0]
    assert [row for row in range(4, 14) if rows[row].collapsed] == [7, 12]


def test_merges_links_and_sparklines_in_nested_rows_repeat(fill):
    def more(_, sheet):
        sheet.merge_range("C4:D4", "{{ region.name }}")
        sheet.merge_range("C5:D5", "x")
        sheet.write_url("E5", "mailto:{{ rep.name }}@x.eu", string="mail")
        sheet.add_sparkline("F6", {"range": "Report!B5:B5"})

    filled = fill(nested(more), {"region": REGIONS})
    merged = sorted(map(str, filled.book["Report"].merged_cells.ranges))
    assert merged == ["C10:D10", "C11:D11", "C4:D4", "C5:D5", "C6:D6", "C8:D8", "C9:D9"]
    links = [filled.book["Report"][f"E{row}"].hyperlink for row in (5, 6, 9, 10, 11)]
    assert [link.target for link in links] == [f"mailto:{name}@x.eu" for name in ("Ana", "Bo", "Cy", "Di", "Ed")]
    found = re.findall(r"<xm:f>([^<]*)</xm:f><xm:sqref>([^<]*)</xm:sqref>", filled.xml())
    assert found == [("Report!B5:B6", "F7"), ("Report!B9:B11", "F12")]


def test_three_levels_nest(fill):
    def build(book):
        sheet = book.add_worksheet("Report")
        for row, text in enumerate(["{{ region.name }}", "{{ rep.name }}", "{{ order.no }}"], 1):
            sheet.write(f"A{row}", text)
        sheet.write("B3", "{{ region.name }}-{{ rep.name }}-{{ order.no }}")
        book.define_name("each_region", "=Report!$1:$3")
        book.define_name("each_region.rep", "=Report!$2:$3")
        book.define_name("each_rep.order", "=Report!$3:$3")

    region = [{"name": "N", "rep": [{"name": "a", "order": [{"no": 1}, {"no": 2}]}, {"name": "b", "order": []}]}]
    filled = fill(build, {"region": region * 2})
    assert filled.column("A", 1, 10) == ["N", "a", 1, 2, "b"] * 2
    assert filled["B4"] == "N-a-2"


@pytest.mark.parametrize(
    ("overdue", "rows"), [(True, ["top", "Overdue!", None, "Call", "end"]), (False, ["top", "end"])]
)
def test_an_if_block_is_kept_or_goes(fill, overdue, rows):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.write("A1", "top")
        sheet.write("A2", "Overdue!")
        sheet.write("A4", "Call")
        sheet.write("A5", "end")
        sheet.write_formula("B5", "=SUM(B2:B4)+A5")
        book.define_name("if_overdue", "=Report!$2:$4")

    filled = fill(build, {"overdue": overdue})
    assert filled.column("A", 1, len(rows)) == rows
    assert filled[f"B{len(rows)}"] == ("=SUM(B2:B4)+A5" if overdue else "=0+A2")
    assert filled[f"A{len(rows) + 1}"] is None


def test_an_if_block_within_a_block_asks_the_record(fill):
    def more(book, sheet):
        book.define_name("if_region.big", "=Report!$A$6:$B$6")

    regions = [{**REGIONS[0], "big": False}, {**REGIONS[1], "big": 1}]
    filled = fill(nested(more), {"region": regions})
    assert filled.column("A", 4, 12) == ["North", "Ana", "Bo", "South", "Cy", "Di", "Ed", "Subtotal South", "Total"]
    assert filled["B11"] == "=SUBTOTAL(9,B8:B10)"


def test_fields_are_found_whatever_their_spelling_in_each_record(fill):
    filled = fill(block(), {"rep": [{"Name": "Ana", "SALES": 1}, {"name": "Bo", "sales": None}]})
    assert [filled.column(letter, 4, 5) for letter in "AB"] == [["Ana", "Bo"], [1, None]]


def test_a_block_named_like_no_data_is_a_fault(faults):
    (line,) = faults(block(), {"reps": REPS})
    assert line.startswith(
        'weekly.xlsx › name each_rep: there is no list of records "rep" in the data. There is: reps.'
    )


def test_the_names_of_blocks_do_not_stay_in_the_report_unless_a_formula_uses_them(fill):
    assert not fill(block(), {"rep": REPS}).book.defined_names
    filled = fill(block(lambda _, sheet: sheet.write_formula("B6", "=ROWS(each_rep)")), {"rep": REPS})
    assert filled.book.defined_names["each_rep"].attr_text == "Report!$A$4:$H$6"


def test_blocks_that_overlap_in_part_are_a_fault(faults):
    def more(book, _):
        book.define_name("each_plan", "=Report!$A$4:$B$5")

    (line,) = faults(block(more), {"rep": REPS, "plan": []})
    assert "each_rep and each_plan overlap in part" in line


def test_a_table_on_the_rows_of_a_block_is_a_fault(faults):
    def more(_, sheet):
        sheet.add_table("J3:J4", {"name": "fixed", "columns": [{"header": "Plan"}]})

    assert "the table fixed stands on rows of each_rep" in faults(block(more), {"rep": REPS})[0]


def test_a_name_that_is_no_range_is_a_fault(faults):
    def build(book):
        book.add_worksheet("Report")
        book.define_name("each_rep", "=5")

    assert "name each_rep: it marks a block, so it must be a range of this book" in faults(build, {"rep": []})[0]


def test_more_records_than_a_sheet_has_rows_name_the_block(faults):
    (line,) = faults(block(), {"rep": [{"name": "a", "sales": 1}] * 1_048_573})
    assert "each_rep: the dataset rep has 1,048,573 records" in line
