"""Parts that no library here writes: macros, slicers, threaded comments, newer charts. Each is a short part by hand."""

from __future__ import annotations

from io import BytesIO

import pytest
from xlsxwriter import Workbook

from salessheets.xlsx.lint import lint
from salessheets.xlsx.package import Package
from salessheets.xlsx.template import fill_template

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
MACROS = "weekly.xlsm"
DATA = {"rows": [{"rep": "Ana", "sales": 100.5}, {"rep": "Bo", "sales": 80}, {"rep": "Cy", "sales": 70.25}]}
SHEET, DRAWING, BOOK = "xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml", "xl/workbook.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@pytest.fixture
def package() -> Package:
    """Sheet Report with table `rows` A3:B4, a sum below and a chart beside it."""
    with Workbook(made := BytesIO()) as book:
        sheet = book.add_worksheet("Report")
        columns = [{"header": "Rep"}, {"header": "Sales"}]
        sheet.add_table("A3:B4", {"name": "rows", "columns": columns, "data": [["sample", 1]]})
        sheet.write_formula("B5", "=SUM(B4:B4)")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Report!$B$4:$B$4"})
        sheet.insert_chart("F9", chart)
    return Package.from_bytes(made.getvalue(), "weekly.xlsx")


def with_part(package: Package, owner: str, name: str, content: bytes, relation: str, kind: str) -> Package:
    """The package with one more part that `owner` is related to."""
    folder, _, file = owner.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels"
    types = package.data("[Content_Types].xml").decode()
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    link = f'<Relationship Id="rId90{len(package.names)}" Type="{relation}" Target="/{name}"/></Relationships>'
    changed = {
        "[Content_Types].xml": types.replace("</Types>", override).encode(),
        rels: package.data(rels).decode().replace("</Relationships>", link).encode(),
    }
    return Package.from_bytes(package.rebuilt(changed, {name: content}), MACROS if "vba" in name else "weekly.xlsx")


def filled(package: Package, data: object = None) -> Package:
    made = Package.from_bytes(fill_template(package, data or DATA), MACROS)
    assert set(package.names) <= set(made.names)
    assert lint(made) == lint(package)
    return made


KEPT = [
    (BOOK, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macros", f"{MICROSOFT}/2006/relationships/vbaProject",
     "application/vnd.ms-office.vbaProject"),
    (BOOK, "customXml/item1.xml", b'<office xmlns="urn:office"><n>{{ no expression }}</n></office>', f"{OFFICE}/customXml",
     "application/xml"),
    (BOOK, "xl/slicerCaches/slicerCache1.xml",
     f'{HEAD}<slicerCacheDefinition xmlns="{MICROSOFT}/spreadsheetml/2009/9/main" name="Slicer_Rep" sourceName="Rep"/>'.encode(),
     f"{MICROSOFT}/2007/relationships/slicerCache", "application/vnd.ms-excel.slicerCache+xml"),
    (SHEET, "xl/slicers/slicer1.xml",
     f'{HEAD}<slicers xmlns="{MICROSOFT}/spreadsheetml/2009/9/main"><slicer name="Rep" cache="Slicer_Rep" rowHeight="1"/></slicers>'.encode(),
     f"{MICROSOFT}/2007/relationships/slicer", "application/vnd.ms-excel.slicer+xml"),
    (SHEET, "xl/printerSettings/printerSettings1.bin", b"P\0r\0i\0n\0t\0", f"{OFFICE}/printerSettings",
     "application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"),
]  # fmt: skip


@pytest.mark.parametrize(("owner", "name", "content", "relation", "kind"), KEPT, ids=[part[1] for part in KEPT])
def test_a_part_without_addresses_stays_the_same_to_the_byte(package, owner, name, content, relation, kind):
    made = filled(with_part(package, owner, name, content, relation, kind))
    assert made.data(name) == content
    assert made.content_type(name) == kind
    assert name in [related.target for related in made.relations(owner)]


def test_the_theme_and_the_styles_stay_the_same_to_the_byte(package):
    made = filled(package)
    for name in ("xl/theme/theme1.xml", "xl/styles.xml"):
        assert made.data(name) == package.data(name)


def test_a_workbook_with_macros_stays_one(package):
    macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    types = package.data("[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", macros.encode()
    )
    template = Package.from_bytes(package.rebuilt({"[Content_Types].xml": types}), MACROS)
    assert filled(template).content_type(BOOK) == macros


def test_a_threaded_comment_moves_with_its_cell(package):
    space = f"{MICROSOFT}/spreadsheetml/2018/threadedcomments"
    comments = "".join(
        f'<threadedComment ref="{at}" dT="2026-02-09T10:00:00.00" personId="{{P}}" id="{{{at}}}"><text>{at}</text></threadedComment>'
        for at in ("A1", "B4", "B5")
    )
    content = f'{HEAD}<ThreadedComments xmlns="{space}">{comments}</ThreadedComments>'.encode()
    name = "xl/threadedComments/threadedComment1.xml"
    relation = f"{MICROSOFT}/2017/10/relationships/threadedComment"
    made = filled(with_part(package, SHEET, name, content, relation, "application/vnd.ms-excel.threadedcomments+xml"))
    found = [(comment.get("ref"), comment[0].text) for comment in made.xml(name)]
    assert found == [("A1", "A1"), ("B4", "B4"), ("B7", "B5")]


def test_the_series_of_a_newer_chart_cover_all_rows(package):
    space = f"{MICROSOFT}/drawing/2014/chartex"
    dimension = '<cx:numDim type="val"><cx:f>Report!$B$4:$B$4</cx:f></cx:numDim>'
    content = (
        f'{HEAD}<cx:chartSpace xmlns:cx="{space}"><cx:chartData><cx:data id="0"><cx:strDim type="cat">'
        f"<cx:f>Report!$A$4:$A$4</cx:f></cx:strDim>{dimension}</cx:data></cx:chartData></cx:chartSpace>"
    ).encode()
    name = "xl/charts/chartEx1.xml"
    relation = f"{MICROSOFT}/2014/relationships/chartEx"
    made = filled(with_part(package, DRAWING, name, content, relation, "application/vnd.ms-office.chartex+xml"))
    assert [formula.text for formula in made.xml(name).iter("{*}f")] == ["Report!$A$4:$A$6", "Report!$B$4:$B$6"]


def test_a_drawing_does_not_grow_with_the_rows_above_it(package):
    few, many = (
        filled(package, {"rows": [{"rep": f"Rep {n}", "sales": n} for n in range(count)]}) for count in (1, 2000)
    )
    assert len(many.xml(DRAWING)) == len(few.xml(DRAWING)) == 1
    assert [next(made.xml(DRAWING).iter("{*}row")).text for made in (few, many)] == ["8", "2007"]
    assert sorted(many.names) == sorted(few.names)


def test_a_range_for_input_on_a_protected_sheet_covers_all_rows(package):
    xml = package.data(SHEET).decode()
    guarded = '</sheetData><sheetProtection sheet="1"/><protectedRanges><protectedRange name="In" sqref="B4 D5"/></protectedRanges>'
    template = Package.from_bytes(package.rebuilt({SHEET: xml.replace("</sheetData>", guarded).encode()}))
    made = filled(template).data(SHEET).decode()
    assert '<protectedRange name="In" sqref="B4:B6 D7"/>' in made
    assert '<sheetProtection sheet="1"/>' in made
