"""Everything that holds an address follows the rows: formulas, names, formats, charts, drawings, notes, links."""

from __future__ import annotations

import re
import struct
import zlib

import pytest


@pytest.mark.parametrize(
    ("formula", "made"),
    [
        ("=SUM(B4:B4)", "=SUM(B4:B6)"),
        ("=SUM(B:B)", "=SUM(B:B)"),
        ("=SUM(3:4)", "=SUM(3:6)"),
        ("=B4", "=B4"),
        ("=H12", "=H14"),
        ('=IF(B4>0,"B4","SUM(B5)")', '=IF(B4>0,"B4","SUM(B5)")'),
        ("=LOG10(B5)+TAX_2026", "=LOG10(B7)+TAX_2026"),
        ('=SUMIFS(Report!B4:B4,Report!A4:A4,"x")', '=SUMIFS(Report!B4:B6,Report!A4:A6,"x")'),
        ("=COUNTIF(A4,A5)", "=COUNTIF(A4:A6,A7)"),
        ("=SUM(rows[Sales])", "=SUM(rows[Sales])"),
    ],
)
def test_a_formula_outside_the_rows_covers_all_of_them(fill, report, three, formula, made):
    filled = fill(report(lambda _, sheet: sheet.write_formula("H10", formula)), three)
    assert filled["H12"] == made


@pytest.mark.parametrize(
    ("sheet", "formula", "made"),
    [
        ("Report", "=Report!B5", "=Report!B7"),
        ("Report", "=SUM(Report!B4:B4)", "=SUM(Report!B4:B6)"),
        ("My Report", "=AVERAGE('My Report'!B4)", "=AVERAGE('My Report'!B4:B6)"),
    ],
)
def test_a_formula_on_another_sheet_follows_too(fill, report, three, sheet, formula, made):
    more = lambda book, _: book.add_worksheet("Summary").write_formula("B1", formula)  # noqa: E731
    assert fill(report(more, name=sheet), three)["Summary!B1"] == made


def test_one_cell_of_the_rows_seen_from_outside_is_warned_of(report, three, template):
    from salessheets.xlsx.template import check_template

    with (made := template()) as book:
        report(lambda _, sheet: sheet.write_formula("H1", "=B4"))(book)
    (line,) = check_template(made.package, three)
    assert line.startswith("warning: weekly.xlsx › Report!H1: B4 is one cell of rows that repeat")


def test_names_grow_and_only_those_of_the_sheet(fill, report, three):
    def more(book, sheet):
        book.add_worksheet("Other")
        book.define_name("SalesRange", "=Report!$B$4")
        book.define_name("TotalSales", "=Report!$B$5")
        book.define_name("Elsewhere", "=Other!$B$5")
        book.define_name("Report!Reps", "=Report!$A$4:$A$4")
        sheet.print_area("A1:F8")
        sheet.repeat_rows(2)
        sheet.insert_chart("H1", chart := book.add_chart({"type": "column"}))
        chart.add_series({"values": "=Report!Reps"})

    filled = fill(report(more), three)
    names = {name: found.attr_text for name, found in filled.book.defined_names.items()}
    assert names == {
        "SalesRange": "Report!$B$4:$B$6", "TotalSales": "Report!$B$7", "Elsewhere": "Other!$B$5",
    }  # fmt: skip
    sheet = filled.book["Report"]
    assert sheet.defined_names["Reps"].attr_text == "Report!$A$4:$A$6"
    assert (sheet.print_area, sheet.print_title_rows) == ("'Report'!$A$1:$F$10", "$3:$3")
    assert "<c:f>Report!Reps</c:f>" in filled.part("chart1.xml$")


def test_conditional_formats_grow_as_one_rule(fill, report, three):
    def more(book, sheet):
        red = book.add_format({"font_color": "red"})
        sheet.conditional_format("F4", {"type": "cell", "criteria": ">", "value": "$B$5", "format": red})
        sheet.conditional_format("A4:E4", {"type": "formula", "criteria": "=$C4>$B4", "format": red})
        sheet.conditional_format("G4", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("H4", {"type": "icon_set", "icon_style": "3_arrows"})

    xml = fill(report(more), three).xml()
    assert re.findall(r'<conditionalFormatting sqref="([^"]*)"', xml) == ["F4:F6", "A4:E6", "G4:G6", "H4:H6"]
    assert xml.count("<cfRule ") == 4
    assert "<formula>$C4&gt;$B4</formula>" in xml
    assert "<formula>$B$7</formula>" in xml
    assert "<xm:sqref>G4:G6</xm:sqref>" in xml


def test_validations_grow_and_their_lists_too(fill, report, three):
    def more(book, sheet):
        sheet.data_validation("G4", {"validate": "list", "source": ["yes", "no"]})
        sheet.data_validation("G20", {"validate": "list", "source": "=Report!$A$4:$A$4"})

    xml = fill(report(more), three).xml()
    assert re.findall(r'sqref="(G[^"]*)"', xml) == ["G4:G6", "G22"]
    assert "<formula1>Report!$A$4:$A$6</formula1>" in xml


def test_sparklines_outside_the_rows_stretch_and_inside_repeat(fill, report, three):
    def more(_, sheet):
        sheet.add_sparkline("G5", {"range": "Report!B4:B4"})
        sheet.add_sparkline("H4", {"range": "Report!B4:C4"})

    xml = fill(report(more), three).xml()
    found = re.findall(r"<xm:f>([^<]*)</xm:f><xm:sqref>([^<]*)</xm:sqref>", xml)
    assert sorted(found, key=lambda pair: pair[1]) == [
        ("Report!B4:B6", "G7"), ("Report!B4:C4", "H4"), ("Report!B5:C5", "H5"), ("Report!B6:C6", "H6"),
    ]  # fmt: skip


def charted(book, sheet, on=None, cell="H3"):
    chart = book.add_chart({"type": "column"})
    line = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Report!$B$4", "categories": "=Report!$A$4", "name": "=Report!$B$3"})
    line.add_series({"values": "=Report!$C$4:$C$4", "categories": "=Report!$A$4", "y2_axis": True})
    chart.combine(line)
    chart.set_title({"name": "Sales of {{ period }}"})
    (on or sheet).insert_chart(cell, chart)


def test_a_chart_grows_with_all_its_series_and_shows_the_new_figures(fill, report, three):
    filled = fill(report(lambda book, sheet: charted(book, sheet, book.add_worksheet("Charts"))), three)
    xml = filled.part("chart1.xml$")
    assert re.findall(r"<c:f>([^<]*)</c:f>", xml) == [
        "Report!$B$3", "Report!$A$4:$A$6", "Report!$B$4:$B$6", "Report!$A$4:$A$6", "Report!$C$4:$C$6",
    ]  # fmt: skip
    assert "Sales of 2026-W07" in xml
    caches = re.findall(r"<c:(?:num|str)Cache>.*?</c:(?:num|str)Cache>", xml)
    assert [re.findall(r"<c:v>([^<]*)</c:v>", cache) for cache in caches] == [
        ["Sales"], ["Ana", "Bo", "Cy"], ["100.5", "80", "70.25"], ["Ana", "Bo", "Cy"], ["90", "100", "70"],
    ]  # fmt: skip
    assert all('ptCount val="3"' in cache for cache in caches[1:])


def anchors(filled):
    xml = filled.part("drawing1.xml$")
    return [
        [int(n) for n in re.findall(r"<xdr:(?:row|rowOff)>(\d+)<", anchor)]
        for anchor in re.findall(r"<xdr:twoCellAnchor.*?</xdr:twoCellAnchor>", xml)
    ]


def test_a_chart_beside_growing_rows_keeps_its_place_and_size(fill, report):
    data = {"rows": [{"Rep": str(n), "Sales": n, "Target": 1} for n in range(30)]}
    plain = fill(report(charted), {**data, "rows": data["rows"][:1], "period": ""})
    grown = fill(report(charted), {**data, "period": ""})
    assert anchors(grown) == anchors(plain)


def test_the_size_stays_even_when_repeated_rows_are_higher(fill, report):
    def more(book, sheet):
        sheet.set_row(3, 45)
        charted(book, sheet)

    few = fill(report(more), {"rows": [{"Rep": "a", "Sales": 1, "Target": 1}], "period": ""})
    many = fill(report(more), {"rows": [{"Rep": "a", "Sales": 1, "Target": 1}] * 30, "period": ""})
    usual, high, step = 15 * 12_700, 45 * 12_700, 12_700

    def height(rows, copies):
        (top, off, bottom, rest) = rows
        before = lambda row: sum(high if 3 <= r < 3 + copies else usual for r in range(row))  # noqa: E731
        return (before(bottom) + rest - before(top) - off) // step

    assert height(anchors(few)[0], 1) == height(anchors(many)[0], 30)


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 20, 20, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 21 * 20))
        + chunk(b"IEND", b"")
    )


def test_a_picture_below_moves_down_whole(fill, report, three, tmp_path):
    (tmp_path / "logo.png").write_bytes(png())
    filled = fill(report(lambda _, sheet: sheet.insert_image("A20", str(tmp_path / "logo.png"))), three)
    ((top, off, bottom, rest),) = anchors(filled)
    assert (top, off, bottom, rest) == (21, 0, 22, 0)
    assert "xl/media/image1.png" in filled.untouched()


def test_merges_below_move_and_merges_in_the_row_repeat(fill, report, three):
    def more(_, sheet):
        sheet.merge_range("A7:F7", "note")
        sheet.merge_range("E4:F4", "wide")

    filled = fill(report(more), three)
    assert sorted(map(str, filled.book["Report"].merged_cells.ranges)) == ["A9:F9", "E4:F4", "E5:F5", "E6:F6"]


def test_notes_move_with_their_cells(fill, report, three):
    def more(_, sheet):
        sheet.write_comment("A5", "about the total")
        sheet.write_comment("B4", "about the figures")

    filled = fill(report(more), three)
    assert sorted(re.findall(r'<comment ref="([^"]*)"', filled.part("comments1.xml"))) == ["A7", "B4"]
    vml = filled.part("vmlDrawing1.vml")
    assert sorted(re.findall(r"<x:Row>(\d+)</x:Row>", vml)) == ["3", "6"]
    tops = sorted(int(anchor.split(",")[2]) for anchor in re.findall(r"<x:Anchor>([^<]*)<", vml))
    assert tops == [2, 5]


def test_a_link_in_the_row_gets_its_own_target_per_record(fill):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.add_table("A3:A4", {"name": "rows", "columns": [{"header": "Rep"}]})
        sheet.write_url("A4", "mailto:{{ row.email }}", string="x")
        sheet.write_url("A9", "internal:'Report'!A5", string="total")

    data = {"rows": [{"Rep": name, "email": f"{name}@example.org"} for name in ("ana", "bo", "cy d")]}
    filled = fill(build, data)
    links = {link.ref: link for link in filled.book["Report"]._hyperlinks} or {
        cell.hyperlink.ref: cell.hyperlink
        for row in filled.book["Report"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert [links[f"A{row}"].target for row in (4, 5, 6)] == [
        "mailto:ana@example.org", "mailto:bo@example.org", "mailto:cy%20d@example.org",
    ]  # fmt: skip
    assert links["A11"].location.replace("'", "") == "Report!A7"
    assert filled.column("A", 4, 6) == ["ana", "bo", "cy d"]
    assert "{{" not in filled.part("worksheets/_rels").replace("%7b", "{")


def test_a_sheets_own_filter_and_its_hidden_name_grow(fill, three):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.write_row("E3", ["Rep", "Sales"])
        sheet.write_row("E4", ["a", 1])
        sheet.autofilter("E3:F4")
        sheet.add_table("A3:A4", {"name": "rows", "columns": [{"header": "Rep"}], "autofilter": False})

    filled = fill(build, three)
    assert '<autoFilter ref="E3:F6"' in filled.xml()
    assert "Report!$E$3:$F$6" in filled.part("workbook.xml$")


def test_views_page_set_up_and_page_breaks_are_kept(fill, report, three):
    def more(_, sheet):
        sheet.freeze_panes("B4")
        sheet.set_zoom(85)
        sheet.set_tab_color("#FF8800")
        sheet.set_landscape()
        sheet.set_h_pagebreaks([5, 20])
        sheet.set_selection("C9")

    xml = fill(report(more), three).xml()
    assert 'zoomScale="85"' in xml
    assert 'topLeftCell="B4"' in xml
    assert "FFFF8800" in xml
    assert "landscape" in xml
    assert re.findall(r'<brk id="(\d+)"', xml) == ["7", "22"]
    assert 'activeCell="C11" sqref="C11"' in xml


def test_array_formulas_keep_their_range(fill, report, three):
    def more(_, sheet):
        sheet.write_array_formula("H10:H10", "{=SUM(B4:B4*C4:C4)}")
        sheet.write_dynamic_array_formula("J10", "=SORT(rows[Sales])")

    xml = fill(report(more), three).xml()
    assert '<c r="H12"><f t="array" ref="H12">SUM(B4:B6*C4:C6)</f>' in xml
    assert re.search(r'<c r="J12"[^>]* cm="1"><f t="array" ref="J12">_xlfn._xlws.SORT\(rows\[Sales\]\)</f>', xml)


def test_everything_else_is_byte_for_byte_the_same(fill, report, three):
    filled = fill(report(lambda book, _: book.add_worksheet("Plain").write("A1", 7)), three)
    changed = set(filled.template.names) - filled.untouched()
    assert changed == {"xl/worksheets/sheet1.xml", "xl/tables/table1.xml"}
