"""The lint finds each breakage that makes Excel offer a repair, and says nothing about sound workbooks."""

from __future__ import annotations

import re
from io import BytesIO

import numpy as np
import pytest
from xlsxwriter import Workbook

from salessheets.errors import SalessheetsError
from salessheets.xlsx.lint import Fault, lint, new_faults
from salessheets.xlsx.package import Package
from salessheets.xlsx.patching import cellcodes, cellparse, cellscan

SHEET, OTHER, BOOK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml"
TABLE, STYLES, STRINGS, TYPES = "xl/tables/table1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
CHAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
CHAIN = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="C3" i="1"/></calcChain>'


def sound_book() -> bytes:
    with Workbook(made := BytesIO()) as book:
        money = book.add_format({"num_format": "#,##0.00"})
        sheet = book.add_worksheet("Invoices")
        sheet.add_table(
            "A2:C5", {"name": "InvoiceTable", "columns": [{"header": h} for h in ("Number", "Net", "Gross")]}
        )
        sheet.write_column("A3", ["I-1", "I-2", "I-3"])
        sheet.write_column("B3", [100, 250.5, -3], money)
        for row in range(2, 5):
            sheet.write_formula(row, 2, f"=B{row + 1}*1.19", money, 119)
        sheet.write_boolean("E3", 1)
        sheet.merge_range("G1:H2", "merged")
        sheet.merge_range("G4:H5", "merged too")
        sheet.conditional_format(
            "B3:B5", {"type": "cell", "criteria": "<", "value": 0, "format": book.add_format({"bold": True})}
        )
        sheet.data_validation("D3:D5", {"validate": "list", "source": ["open", "paid"]})
        sheet.write_url("A7", "https://example.org/")
        other = book.add_worksheet("Customers")
        other.add_table("A1:B3", {"name": "CustomerTable"})
        book.define_name("Rate", "=Invoices!$B$3")
        book.define_name("Customers!Local", "=Customers!$A$1")
    plain = Package.from_bytes(made.getvalue())
    rels = plain.data("xl/_rels/workbook.xml.rels").decode()
    relation = '<Relationship Id="rId90" Type="http://x/calcChain" Target="calcChain.xml"/></Relationships>'
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{CHAIN_TYPE}"/></Types>'
    types = plain.data(TYPES).decode()
    return plain.rebuilt(
        {
            "xl/_rels/workbook.xml.rels": rels.replace("</Relationships>", relation).encode(),
            TYPES: types.replace("</Types>", override).encode(),
        },
        {"xl/calcChain.xml": CHAIN.encode()},
    )


@pytest.fixture(scope="module")
def sound() -> Package:
    return Package.from_bytes(sound_book())


def broken(sound: Package, part: str, pattern: str, replacement: str) -> Package:
    text = sound.data(part).decode()
    new = re.sub(pattern, replacement, text, count=1, flags=re.DOTALL)
    assert new != text, f"{pattern} is not in {part}"
    return Package.from_bytes(sound.rebuilt({part: new.encode()}))


def test_a_sound_workbook_has_no_faults(sound):
    assert lint(sound) == ()


MUTATIONS = [
    ("table-column-name", TABLE, 'name="Net"', 'name="NUMBER"'),
    ("table-header", TABLE, 'name="Net"', 'name="Netto"'),
    ("table-header", SHEET, r'<c r="B2" t="s"><v>\d+</v></c>', '<c r="B2"><v>5</v></c>'),
    ("table-header", SHEET, r'<c r="B2" t="s"><v>\d+</v></c>', ""),
    ("table-count", TABLE, 'tableColumns count="3"', 'tableColumns count="4"'),
    ("table-columns", TABLE, 'ref="A2:C5"', 'ref="A2:D5"'),
    ("table-rows", TABLE, 'ref="A2:C5"', 'ref="A2:C2"'),
    ("table-ref", TABLE, 'ref="A2:C5"', 'ref="A0:C5"'),
    ("table-filter", TABLE, '<autoFilter ref="A2:C5"', '<autoFilter ref="A2:C9"'),
    ("table-id", TABLE, 'id="1" name', 'id="2" name'),
    ("table-name", TABLE, 'displayName="InvoiceTable"', 'displayName="CUSTOMERTABLE"'),
    ("table-name", TABLE, 'displayName="InvoiceTable"', 'displayName="AB12"'),
    ("table-column-id", TABLE, 'tableColumn id="2"', 'tableColumn id="1"'),
    ("calc-chain", SHEET, r'(<c r="C3"[^>]*>)<f>.*?</f>', r"\1"),
    ("order", SHEET, r"(<mergeCells.*?</mergeCells>)(.*)(<tableParts)", r"\2\1\3"),
    ("order", SHEET, r"(<pageMargins[^>]*/>)", r"\1\1"),
    ("row-order", SHEET, '<row r="4"', '<row r="3"'),
    ("row-bounds", SHEET, "</sheetData>", '<row r="1048577"/></sheetData>'),
    ("cell-order", SHEET, 'r="B3"', 'r="A3"'),
    ("cell-order", SHEET, r'(<c r="A3"[^>]*>.*?</c>)(<c r="B3"[^>]*>.*?</c>)', r"\2\1"),
    ("cell-row", SHEET, 'r="C5"', 'r="C6"'),
    ("cell-reference", SHEET, 'r="C5"', 'r="C0"'),
    ("cell-reference", SHEET, 'r="E3"', 'r="XFE3"'),
    ("style", SHEET, 's="1"', 's="99"'),
    ("style", SHEET, 's="1"', 's="12345"'),
    ("dxf", SHEET, 'dxfId="0"', 'dxfId="7"'),
    ("string", SHEET, r't="s"><v>\d+<', 't="s"><v>4711<'),
    ("value", SHEET, "<v>100</v>", "<v>NaN</v>"),
    ("value", SHEET, "<v>100</v>", "<v>inf</v>"),
    ("value", SHEET, "<v>-3</v>", "<v>-inf</v>"),
    ("value", SHEET, "<v>100</v>", "<v>1,5</v>"),
    ("value", SHEET, "<v>100</v>", "<v>1E309</v>"),
    ("value", SHEET, "<v>100</v>", "<v>1.2.3</v>"),
    ("value", SHEET, "<v>-3</v>", "<v>3-</v>"),
    ("value", SHEET, '<c r="E3" t="b"><v>1</v>', '<c r="E3" t="b"><v>7</v>'),
    ("cell-type", SHEET, 't="b"', 't="zz"'),
    ("merge", SHEET, 'mergeCell ref="G4:H5"', 'mergeCell ref="H2:H5"'),
    ("count", SHEET, 'mergeCells count="2"', 'mergeCells count="3"'),
    ("count", SHEET, 'dataValidations count="1"', 'dataValidations count="2"'),
    ("validation-list", SHEET, "open,paid", "o" * 300),
    ("range", SHEET, 'sqref="D3:D5"', 'sqref="Sheet2!D3:D5"'),
    ("rel-missing", SHEET, 'tablePart r:id="[^"]*"', 'tablePart r:id="rId77"'),
    (
        "prefix",
        SHEET,
        "<worksheet ",
        '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="xr9" ',
    ),
    ("xml", SHEET, "</row>", ""),
    ("xml", SHEET, "</c>", ""),
    ("xml", SHEET, "<v>100</v>", "<v>\x01100</v>"),
    ("xml", SHEET, "</sheetData>", "</sheetData><oops>"),
    ("xml", STRINGS, "<t>Number</t>", "<t>Number"),
    ("text-length", STRINGS, "<t>Number</t>", f"<t>{'N' * 32768}</t>"),
    (
        "style-part",
        STYLES,
        'fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat',
        'fontId="9" fillId="0" borderId="0" xfId="0" applyNumberFormat',
    ),
    ("name-twice", BOOK, 'name="Local" localSheetId="1"', 'name="RATE"'),
    ("name-scope", BOOK, 'localSheetId="1"', 'localSheetId="5"'),
    ("name-empty", BOOK, r"Invoices!\$B\$3", ""),
    ("sheet-name", BOOK, 'name="Customers"', 'name="Customers?"'),
    ("sheet-name", BOOK, 'name="Customers"', f'name="{"C" * 32}"'),
    ("sheet-id", BOOK, 'sheetId="2"', 'sheetId="1"'),
    ("active-tab", BOOK, "<workbookView ", '<workbookView activeTab="9" '),
    ("sheet-visible", BOOK, r'(sheetId="1")(.*)(sheetId="2")', r'\1 state="hidden"\2\3 state="hidden"'),
    ("content-type-orphan", TYPES, "</Types>", '<Override PartName="/xl/gone.xml" ContentType="x/y"/></Types>'),
]


@pytest.mark.parametrize(("rule", "part", "pattern", "replacement"), MUTATIONS)
def test_each_breakage_is_found_and_is_new(sound, rule, part, pattern, replacement):
    after = broken(sound, part, pattern, replacement)
    assert rule in {fault.rule for fault in lint(after)}
    assert rule in {fault.rule for fault in new_faults(sound, after)}


def test_a_part_without_a_content_type_is_found(sound):
    after = Package.from_bytes(sound.rebuilt(added={"xl/media/photo.jpeg": b"x"}))
    assert new_faults(sound, after) == (
        Fault("content-type", "xl/media/photo.jpeg", "", "no content type is declared for it"),
    )


def test_overlapping_tables_are_found(sound):
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    after = broken(
        sound,
        rels,
        "</Relationships>",
        '<Relationship Id="rId50" Type="x/table" Target="../tables/table2.xml"/></Relationships>',
    )
    assert "table-overlap" in {fault.rule for fault in new_faults(sound, after)}


def test_a_relationship_given_twice_is_found(sound):
    relation = '<Relationship Id="rId1" Type="x/hyperlink" Target="a" TargetMode="External"/></Relationships>'
    after = broken(sound, "xl/worksheets/_rels/sheet1.xml.rels", "</Relationships>", relation)
    assert [fault.rule for fault in new_faults(sound, after)] == ["rel-id"]


def test_fewer_formats_are_noticed_in_sheets_that_did_not_change(sound):
    after = broken(
        sound, STYLES, r'<cellXfs count="\d+">(<xf [^>]*/>)(?:<xf.*?)</cellXfs>', r'<cellXfs count="1">\1</cellXfs>'
    )
    assert {(fault.rule, fault.part) for fault in new_faults(sound, after)} == {("style", SHEET)}


def test_a_fault_that_was_there_before_is_not_new(sound):
    before = broken(sound, SHEET, 'mergeCells count="2"', 'mergeCells count="3"')
    after = Package.from_bytes(before.rebuilt({SHEET: before.data(SHEET).replace(b"<v>100</v>", b"<v>101</v>")}))
    assert [fault.rule for fault in lint(after)] == ["count"]
    assert new_faults(before, after) == ()


def test_a_fault_tells_its_place_in_words(sound):
    (fault,) = lint(broken(sound, SHEET, 's="1"><v>100', 's="99"><v>100'))
    assert str(fault) == "xl/worksheets/sheet1.xml B3: the cell's format is not among the 3 [style]"


ROWS = {
    "as Excel writes": '<row r="1" spans="1:3"><c r="A1" s="2" t="s"><v>0</v></c><c r="C1"><v>-1.5</v></c></row><row r="20"><c r="AB20" s="12" t="b"><v>1</v></c></row>',
    "attributes in another order": '<row spans="1:3" r="1"><c r="A1" t="s" s="2"><v>0</v></c><c r="C1" cm="1"><v>-1.5</v></c></row><row r="20"><c r="AB20" t="b" s="12"><v>1</v></c></row>',
    "on lines of their own": '<row r="1">\n <c r="A1" s="2" t="s">\n<v>0</v></c>\n<c r="C1"><v>-1.5</v></c></row>\n<row r="20">\n<c r="AB20" s="12" t="b"><v>1</v></c></row>\n',
}


@pytest.mark.parametrize("style", ROWS)
def test_the_scan_and_the_parser_see_the_same_cells(style):
    data = f"<worksheet><sheetData>{ROWS[style]}</sheetData></worksheet>".encode()
    for blocks in (cellscan.blocks, cellparse.blocks):
        (block,) = blocks(data)
        assert block.row_numbers.tolist() == [1, 20]
        assert block.rows.tolist() == [1, 1, 20]
        assert block.columns.tolist() == [1, 3, 28]
        assert block.styles.tolist() == [2, 0, 12]
        assert block.kinds.tolist() == [cellcodes.SHARED, cellcodes.NUMBER, cellcodes.BOOLEAN]
        assert block.strings.tolist() == [0]
        assert block.bad_values.tolist() == []


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>7</v></c><c><v>8</v></c></row>",
        "<row r='1'><c r='A1'><v>7</v></c><c r='B1'><v>8</v></c></row>",
        '<row r="1"><!-- x --><c r="A1"><v>7</v></c><c r="B1"><v>8</v></c></row>',
        '<row r="1"><c s="0" r="A1"><v>7</v></c><c r="B1"><v>8</v></c></row>',
    ],
)
def test_styles_that_the_scan_does_not_know_are_parsed(rows):
    data = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    with pytest.raises(cellscan.NotCanonicalError):
        list(cellscan.blocks(data))
    (block,) = cellparse.blocks(data)
    assert (block.rows.tolist(), block.columns.tolist()) == ([1, 1], [1, 2])


def test_a_sheet_cut_into_blocks_yields_the_same_cells(monkeypatch):
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><v>{r}</v></c><c r="ZZ{r}" t="s"><v>{r}</v></c></row>' for r in range(1, 2001)
    )
    data = f"<worksheet><sheetData>{rows}<row r='2001'/></sheetData></worksheet>".replace("'", '"').encode()
    (whole,) = cellscan.blocks(data)
    monkeypatch.setattr(cellscan, "_BLOCK", 1000)
    pieces = list(cellscan.blocks(data))
    assert len(pieces) > 50
    assert np.concatenate([piece.rows for piece in pieces]).tolist() == whole.rows.tolist()
    assert np.concatenate([piece.strings for piece in pieces]).tolist() == list(range(1, 2001))
    assert whole.row_numbers.tolist() == list(range(1, 2002))
    assert all(piece.ordered for piece in pieces)


def test_cells_at_the_far_end_of_the_grid_are_in_order(sound):
    far = "".join(
        f'<row r="{r}"><c r="A{r}"><v>1</v></c><c r="XFD{r}"><v>1</v></c></row>' for r in (131_071, 131_072, 150_000)
    )
    assert lint(broken(sound, OTHER, "</sheetData>", far + "</sheetData>")) == ()


def test_the_scan_and_the_parser_agree_on_real_workbooks(corpus):
    compared = 0
    for path in sorted(corpus.glob("*.xl*")):
        try:
            package = Package.read(path)
        except SalessheetsError:
            continue
        for entry in package.sheets:
            if entry.kind != "worksheet":
                continue
            data = package.data(entry.part)
            try:
                scanned = list(cellscan.blocks(data))
            except cellscan.NotCanonicalError:
                continue
            (parsed,) = cellparse.blocks(data)
            for name in ("row_numbers", "rows", "columns", "styles", "kinds", "strings", "formulas"):
                found = [value for block in scanned for value in getattr(block, name).tolist()]
                if name == "formulas":
                    assert len(found) == len(parsed.formulas), (path.name, entry.name)
                else:
                    assert found == getattr(parsed, name).tolist(), (path.name, entry.name, name)
            compared += 1
    assert compared > 150


def test_real_workbooks_are_sound(corpus):
    faults = {}
    for path in sorted(corpus.glob("*.xl*")):
        try:
            found = lint(Package.read(path))
        except SalessheetsError:
            continue
        if found:
            faults[path.name] = [str(fault) for fault in found[:3]]
    assert faults == {}
