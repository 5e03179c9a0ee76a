"""Shapes of real workbooks that have broken other programs: each is edited, and only the named cell differs."""

from __future__ import annotations

import codecs
import datetime as dt
import re

import pytest

from salessheets.errors import Damaged, Unsupported
from salessheets.xlsx.edit import Edit
from salessheets.xlsx.lint import new_faults
from salessheets.xlsx.package import Package
from salessheets.xlsx.reading import read_sheet

SHEET = "xl/worksheets/sheet1.xml"
ROW = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="2"><v>2</v></c></row>'


def edited(package: Package, cells: dict) -> Package:
    """The workbook after an edit of the sheet Data; nothing else may differ, which `finish` has proven."""
    edit = Edit(package)
    edit.set_cells("Data", cells)
    done = edit.finish()
    after = Package.from_bytes(done.content, package.label)
    assert new_faults(package, after) == ()
    kept = [name for name in package.names if name not in done.proof.parts_changed]
    assert [after.data(name) for name in kept] == [package.data(name) for name in kept]
    return after


def test_a_byte_order_mark_shifts_nothing(raw):
    content = codecs.BOM_UTF8 + ('<?xml version="1.0" encoding="utf-8"?>' + raw.sheet(ROW)).encode()
    after = edited(raw.book(content), {(1, 2): 9})
    assert after.data(SHEET) == content.replace(b"<v>2<", b"<v>9<")


def test_new_elements_take_the_prefix_of_the_sheet(raw):
    rows = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    content = f'<x:worksheet xmlns:x="{raw.MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    after = edited(raw.book(content), {(1, 1): 9, (1, 2): "a", (3, 1): True})
    assert raw.rows_of(after.content) == (
        '<x:row r="1"><x:c r="A1"><x:v>9</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row>'
        '<x:row r="3"><x:c r="A3" t="b"><x:v>1</x:v></x:c></x:row>'
    )


def test_a_row_written_as_one_empty_tag_right_before_the_end_of_the_rows_is_opened(raw):
    after = edited(raw.book(raw.sheet(ROW + '<row r="2" ht="20" customHeight="1"/>')), {(2, 1): 9})
    assert raw.rows_of(after.content) == ROW + '<row r="2" ht="20" customHeight="1"><c r="A2"><v>9</v></c></row>'


def test_a_cell_written_as_one_empty_tag_gets_its_value_and_keeps_its_style(raw):
    after = edited(raw.book(raw.sheet('<row r="1"><c r="A1" s="2"/></row>')), {(1, 1): 9})
    assert raw.rows_of(after.content) == '<row r="1"><c r="A1" s="2"><v>9</v></c></row>'


def test_sheet_data_written_as_one_empty_tag_is_opened(raw):
    after = edited(raw.book(raw.sheet("").replace("<sheetData></sheetData>", "<sheetData/>")), {(2, 2): 9})
    assert raw.rows_of(after.content) == '<row r="2"><c r="B2"><v>9</v></c></row>'


def test_rows_and_cells_without_references_are_counted(raw):
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    after = edited(raw.book(raw.sheet(rows)), {(1, 2): 9, (2, 2): 8})
    assert raw.rows_of(after.content) == (
        '<row><c><v>1</v></c><c><v>9</v></c></row><row><c><v>3</v></c><c r="B2"><v>8</v></c></row>'
    )


@pytest.mark.parametrize(
    "target",
    ["/xl/worksheets/sheet1.xml", "worksheets\\sheet1.xml", "Worksheets/SHEET1.xml", "./worksheets/../worksheets/sheet1.xml"],
)  # fmt: skip
def test_a_sheet_is_found_however_its_relationship_spells_the_part(raw, target):
    after = edited(raw.book(raw.sheet(ROW), target=target), {(1, 1): 9})
    assert raw.rows_of(after.content) == ROW.replace("<v>1<", "<v>9<")


def test_a_sheet_is_found_through_its_relationship_and_not_by_its_customary_name(raw):
    package = raw.book(raw.sheet("<row><c><v>5</v></c></row>"), target="odd.xml", parts={"xl/odd.xml": raw.sheet(ROW)},
                       types=f'<Override PartName="/xl/odd.xml" ContentType="{raw.TYPES}worksheet+xml"/>')  # fmt: skip
    after = edited(package, {(1, 1): 9})
    assert "<v>9</v>" in after.data("xl/odd.xml").decode()
    assert after.data(SHEET) == package.data(SHEET)


def test_part_names_that_differ_in_case_alone_are_refused(raw):
    with pytest.raises(Damaged, match="is in the file twice"):
        raw.book(raw.sheet(ROW), parts={"xl/worksheets/Sheet1.xml": raw.sheet(ROW)})


def test_dates_of_a_workbook_that_counts_from_1904_are_counted_so(raw):
    package = raw.book(raw.sheet('<row r="1"><c r="A1" s="1"><v>1</v></c></row>'), settings=' date1904="1"')
    after = edited(package, {(1, 1): dt.date(2026, 2, 9)})
    assert raw.rows_of(after.content) == '<row r="1"><c r="A1" s="1"><v>44600</v></c></row>'


def test_a_column_of_iso_dates_gets_iso_dates(raw):
    rows = '<row r="1"><c r="A1" s="1" t="d"><v>2026-01-31</v></c></row><row r="2"><c r="A2" s="1" t="d"><v>2026-02-01T00:00:00.000</v></c></row>'
    package = raw.book(raw.sheet(rows))
    day = dt.date(2026, 2, 9)
    after = edited(
        package,
        {(1, 1): day, (2, 1): dt.date(2026, 2, 1), (3, 1): dt.datetime.fromisoformat("2026-02-09T06:30"), (3, 2): 5},
    )
    assert raw.rows_of(after.content) == (
        '<row r="1"><c r="A1" s="1" t="d"><v>2026-02-09T00:00:00</v></c></row>'
        '<row r="2"><c r="A2" s="1" t="d"><v>2026-02-01T00:00:00.000</v></c></row>'
        '<row r="3"><c r="A3" t="d"><v>2026-02-09T06:30:00</v></c><c r="B3"><v>5</v></c></row>'
    )
    read = read_sheet(after, after.sheet("Data"), 0)
    assert read.columns[1].numbers.tolist() == [46062.0, 46054.0, 46062 + 6.5 / 24]


def test_a_number_in_the_place_of_an_iso_date_is_a_number(raw):
    after = edited(raw.book(raw.sheet('<row r="1"><c r="A1" t="d"><v>2026-01-31</v></c></row>')), {(1, 1): 9})
    assert raw.rows_of(after.content) == '<row r="1"><c r="A1"><v>9</v></c></row>'


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("a\x07b", "a_x0007_b"),
        ("_x0041_", "_x005F_x0041_"),
        ("_x005F_x0041_", "_x005F_x005F_x005F_x0041_"),
        ("_xD800_", "_x005F_xD800_"),
        ("x0041_", "x0041_"),
    ],
)
def test_what_xml_cannot_hold_is_escaped_and_what_looks_like_an_escape_too(raw, value, stored):
    after = edited(raw.book(raw.sheet(ROW)), {(1, 1): value})
    assert f"<t>{stored}</t>" in raw.rows_of(after.content)
    assert read_sheet(after, after.sheet("Data"), 0).columns[1].texts.tolist() == [value]


def test_an_escape_of_half_a_character_is_read_as_the_text_it_is(raw):
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>_xD83D_ _xD83D__xDE00_</t></is></c></row>'
    package = raw.book(raw.sheet(rows))
    assert read_sheet(package, package.sheet("Data"), 0).columns[1].texts.tolist() == ["_xD83D_ 😀"]


def test_the_follower_of_a_shared_formula_may_be_overwritten(raw):
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>0</v></c></row>'
    )
    after = edited(raw.book(raw.sheet(rows)), {(2, 1): 9})
    assert raw.rows_of(after.content) == rows.replace('<f t="shared" si="0"/><v>0</v>', "<v>9</v>")


def test_pointers_to_array_and_rich_value_records_go_with_the_value_and_stay_elsewhere(raw):
    rows = '<row r="1"><c r="A1" s="2" t="e" vm="1"><v>#VALUE!</v></c><c r="B1" t="e" vm="2"><v>#VALUE!</v></c><c r="C1" cm="1"><f>D1</f><v>1</v></c></row>'
    after = edited(raw.book(raw.sheet(rows)), {(1, 1): 9})
    assert raw.rows_of(after.content) == rows.replace(' t="e" vm="1"><v>#VALUE!<', "><v>9<")


CHAINED = '<row r="1"><c r="A1"><f>B1</f><v>2</v></c><c r="B1"><v>2</v></c></row>'


def chained(raw) -> Package:
    return raw.book(
        raw.sheet(CHAINED),
        parts={"xl/calcChain.xml": f'<calcChain xmlns="{raw.MAIN}"><c r="A1" i="1"/></calcChain>'},
        related=f'<Relationship Id="rId9" Type="{raw.OFFICE}/calcChain" Target="calcChain.xml"/>',
        types=f'<Override PartName="/xl/calcChain.xml" ContentType="{raw.TYPES}calcChain+xml"/>',
    )


def test_the_calculation_chain_goes_with_its_relationship_and_its_type_when_a_formula_goes(raw):
    after = edited(chained(raw), {(1, 1): 9})
    assert not after.has("xl/calcChain.xml")
    assert b"calcChain" not in after.data("xl/_rels/workbook.xml.rels") + after.data("[Content_Types].xml")


def test_the_calculation_chain_stays_as_it_is_when_no_formula_goes(raw):
    package = chained(raw)
    after = edited(package, {(1, 2): 9, (5, 5): 1})
    for part in ("xl/calcChain.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
        assert after.data(part) == package.data(part)


def test_spans_and_dimension_are_widened_to_new_cells_and_left_alone_otherwise(raw):
    rows = '<row r="1" spans="1:2"><c r="A1"><v>1</v></c></row><row r="2" spans="1:2"><c r="B2"><v>2</v></c></row>'
    package = raw.book(raw.sheet(rows, '<dimension ref="A1:B2"/>'))
    after = edited(package, {(1, 5): 9, (2, 2): 8, (7, 1): 7})
    assert re.findall(r' spans="([^"]*)"|dimension ref="([^"]*)"', after.data(SHEET).decode()) == [
        ("", "A1:E7"), ("1:5", ""), ("1:2", ""),
    ]  # fmt: skip


def test_new_styles_stand_behind_the_old_ones_and_none_is_renumbered(raw):
    package = raw.book(raw.sheet(ROW))
    edit = Edit(package)
    edit.set_cells("Data", {(5, 1): dt.date(2026, 2, 9)}, {1: "yyyy-mm-dd"})
    after = Package.from_bytes(edit.finish().content)
    old, new = (re.findall(r"<xf [^>]*/>", p.data("xl/styles.xml").decode()) for p in (package, after))
    assert new[: len(old)] == old
    assert len(new) == len(old) + 1
    assert '<cellXfs count="5">' in after.data("xl/styles.xml").decode()
    assert raw.rows_of(after.content).endswith('<row r="5"><c r="A5" s="4"><v>46062</v></c></row>')


def test_texts_are_written_into_the_sheet_and_the_shared_strings_stay_byte_for_byte(raw):
    strings = f'<sst xmlns="{raw.MAIN}" count="1" uniqueCount="1"><si><t>old</t></si></sst>'
    package = raw.book(
        raw.sheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>0</v></c></row>'),
        parts={"xl/sharedStrings.xml": strings},
        related=f'<Relationship Id="rId9" Type="{raw.OFFICE}/sharedStrings" Target="sharedStrings.xml"/>',
        types=f'<Override PartName="/xl/sharedStrings.xml" ContentType="{raw.TYPES}sharedStrings+xml"/>',
    )
    after = edited(package, {(1, 1): "new", (1, 2): "old"})
    assert raw.rows_of(after.content) == (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>new</t></is></c><c r="B1" t="s"><v>0</v></c></row>'
    )
    assert after.data("xl/sharedStrings.xml").decode() == strings


def test_extensions_alternate_content_and_their_prefixes_stay(raw):
    behind = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14">'
        "<controls/></mc:Choice><mc:Fallback/></mc:AlternateContent>"
        '<extLst><ext uri="{A}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings/>'
        "</ext></extLst>"
    )
    content = raw.sheet(ROW, after=behind).replace(
        "<worksheet",
        '<worksheet mc:Ignorable="x14ac" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"',
    )
    after = edited(raw.book(content), {(1, 1): 9})
    assert after.data(SHEET).decode() == content.replace("<v>1<", "<v>9<")


def test_comments_and_the_old_drawing_that_shows_them_stay_together(raw):
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{raw.OFFICE}/vmlDrawing" Target="../drawings/vmlDrawing1.vml"/>'
        f'<Relationship Id="rId2" Type="{raw.OFFICE}/comments" Target="../comments1.xml"/></Relationships>'
    )
    comments = f'<comments xmlns="{raw.MAIN}"><authors><author>Ana</author></authors><commentList><comment ref="A1" authorId="0"><text><t>why?</t></text></comment></commentList></comments>'
    package = raw.book(
        raw.sheet(ROW, after='<legacyDrawing r:id="rId1"/>'),
        parts={
            "xl/worksheets/_rels/sheet1.xml.rels": rels,
            "xl/comments1.xml": comments,
            "xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="s1"><br></v:shape></xml>',
        },
        types='<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        f'<Override PartName="/xl/comments1.xml" ContentType="{raw.TYPES}comments+xml"/>',
    )
    after = edited(package, {(1, 1): 9})
    assert after.data("xl/comments1.xml") == package.data("xl/comments1.xml")
    assert after.data("xl/drawings/vmlDrawing1.vml") == package.data("xl/drawings/vmlDrawing1.vml")
    assert b'<legacyDrawing r:id="rId1"/>' in after.data(SHEET)


def test_a_new_date_or_amount_in_a_table_looks_like_those_above_it(raw):
    table = (
        f'<table xmlns="{raw.MAIN}" id="1" name="T" displayName="T" ref="A1:B2"><autoFilter ref="A1:B2"/><tableColumns count="2">'
        '<tableColumn id="1" name="Day"/><tableColumn id="2" name="Net"/></tableColumns></table>'
    )
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Day</t></is></c><c r="B1" t="inlineStr"><is><t>Net</t></is></c></row>'
        '<row r="2"><c r="A2" s="1"><v>46061</v></c><c r="B2" s="2"><v>10</v></c></row>'
    )
    package = raw.book(
        raw.sheet(rows, after='<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'),
        parts={
            "xl/tables/table1.xml": table,
            "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{raw.OFFICE}/table" Target="../tables/table1.xml"/></Relationships>',
        },
        types=f'<Override PartName="/xl/tables/table1.xml" ContentType="{raw.TYPES}table+xml"/>',
    )
    edit = Edit(package)
    edit.append_rows("Data", [{"Day": dt.date(2026, 2, 9), "Net": 12.5}, {"Net": 3}])
    after = edit.finish()
    assert raw.rows_of(after.content) == rows + (
        '<row r="3"><c r="A3" s="1"><v>46062</v></c><c r="B3" s="2"><v>12.5</v></c></row>'
        '<row r="4"><c r="A4" s="1"/><c r="B4" s="2"><v>3</v></c></row>'
    )
    assert after.proof.cells_changed == 3


def test_an_empty_cell_under_a_merge_is_refused_and_a_filled_one_may_be_replaced(raw):
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="2"><v>2</v></c><c r="C1" s="2"/></row>'
    package = raw.book(raw.sheet(rows, after='<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>'))
    assert raw.rows_of(edited(package, {(1, 2): 9}).content) == rows.replace("<v>2<", "<v>9<")
    for column, name in ((3, "C1"), (4, "D1")):
        edit = Edit(package)
        edit.set_cells("Data", {(1, column): 9})
        with pytest.raises(Unsupported, match=f"cell {name}: it is hidden by the merged cells A1:D1"):
            edit.finish()


def test_without_styles_a_number_is_set_and_a_date_only_where_no_cell_has_a_style(raw):
    bare = {"xl/_rels/workbook.xml.rels": raw.book(raw.sheet(ROW)).data("xl/_rels/workbook.xml.rels").replace(b'Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"', b'Id="rId2" Type="http://example.org/else"')}  # fmt: skip
    styled = raw.book(raw.sheet(ROW), parts=bare)
    assert "<v>9</v>" in raw.rows_of(edited(styled, {(1, 1): 9}).content)
    with pytest.raises(Damaged, match="styles are missing, so that dates cannot be told"):
        read_sheet(styled, styled.sheet("Data"))
    edit = Edit(styled)
    edit.set_cells("Data", {(5, 1): dt.date(2026, 2, 9)}, {1: "yyyy-mm-dd"})
    with pytest.raises(Unsupported, match="styles are missing, so that a date cannot get its format"):
        edit.finish()
    plain = raw.book(raw.sheet(ROW.replace(' s="2"', "")), parts=bare)
    assert read_sheet(plain, plain.sheet("Data"), 0).columns[2].numbers.tolist() == [2]
