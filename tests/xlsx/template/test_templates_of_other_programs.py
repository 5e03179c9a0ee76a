"""Templates saved by LibreOffice or openpyxl, pivots, real workbooks: filled like any other, nothing lost."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO

import openpyxl
import pytest
from xlsxwriter import Workbook

from salessheets.errors import SalessheetsError
from salessheets.xlsx.lint import new_faults
from salessheets.xlsx.package import Package
from salessheets.xlsx.template import fill_template

ROWS = [{"Rep": name, "Sales": sales} for name, sales in (("Ana", 100.5), ("Bo", 80), ("Cy", 70.25))]


def made_by_xlsxwriter():
    with Workbook(made := BytesIO()) as book:
        sheet = book.add_worksheet("Report")
        sheet.write("A1", "Week {{ week }}")
        columns = [{"header": "Rep"}, {"header": "Sales"}]
        sheet.add_table("A3:B4", {"name": "rows", "columns": columns, "data": [["sample", 1]]})
        sheet.write_formula("D4", "=B4*2")
        sheet.write_formula("B6", "=SUM(B4:B4)")
        book.define_name("Sold", "=Report!$B$4:$B$4")
    return made.getvalue()


def saved_by_openpyxl(content):
    openpyxl.load_workbook(BytesIO(content)).save(saved := BytesIO())
    return saved.getvalue()


def saved_by_libreoffice(content, folder):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed: its way of saving cannot be tried")
    (folder / "in.xlsx").write_bytes(content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(folder / "in.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "out" / "in.xlsx").read_bytes()


@pytest.mark.parametrize("program", ["xlsxwriter", "openpyxl", "libreoffice"])
def test_a_template_fills_alike_whatever_program_saved_it(program, tmp_path):
    content = made_by_xlsxwriter()
    if program == "openpyxl":
        content = saved_by_openpyxl(content)
    elif program == "libreoffice":
        content = saved_by_libreoffice(content, tmp_path)
    before = Package.from_bytes(content)
    after = Package.from_bytes(fill_template(before, {"rows": ROWS, "week": 7}))
    assert new_faults(before, after) == ()
    sheet = openpyxl.load_workbook(BytesIO(after.content))["Report"]
    shown = [[cell.value for cell in row] for row in sheet["A1:D8"]]
    assert shown == [
        ["Week 7", None, None, None],
        [None] * 4,
        ["Rep", "Sales", None, None],
        ["Ana", 100.5, None, "=B4*2"],
        ["Bo", 80, None, "=B5*2"],
        ["Cy", 70.25, None, "=B6*2"],
        [None] * 4,
        [None, "=SUM(B4:B6)", None, None],
    ]
    assert sheet.tables["rows"].ref == "A3:B6"
    stored = openpyxl.load_workbook(BytesIO(after.content), data_only=True)["Report"]
    assert (stored["D5"].value, stored["B8"].value) == (160, 250.75)


def with_prefix(content):
    """The same workbook with a prefix on every element of its sheet, as some programs write it."""
    package = Package.from_bytes(content)
    part = package.sheets[0].part
    xml = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", package.data(part).decode()).replace("xmlns=", "xmlns:x=")
    return package.rebuilt({part: xml.replace("<?x:xml", "<?xml").encode()})


def test_prefixed_elements_keep_their_prefix():
    before = Package.from_bytes(with_prefix(made_by_xlsxwriter()))
    after = Package.from_bytes(fill_template(before, {"rows": ROWS, "week": 7}))
    assert new_faults(before, after) == ()
    xml = after.data(after.sheets[0].part).decode()
    assert '<x:c r="B5"><x:v>80</x:v></x:c>' in xml
    assert "<x:is><x:t>Week 7</x:t></x:is>" in xml
    assert not re.search(r"<[a-wyz]", xml.replace("<?xml", ""))


def pivot_cache(source):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<pivotCacheDefinition xmlns="{space}"><cacheSource type="worksheet"><worksheetSource {source}/></cacheSource></pivotCacheDefinition>'


@pytest.mark.parametrize(
    ("source", "made"),
    [('name="rows"', 'name="rows"'), ('ref="A3:B4" sheet="Report"', 'ref="A3:B6" sheet="Report"')],
)
def test_a_pivot_over_the_rows_grows_and_refreshes_when_it_is_opened(source, made):
    package = Package.from_bytes(made_by_xlsxwriter())
    part = "xl/pivotCache/pivotCacheDefinition1.xml"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml"
    types = package.data("[Content_Types].xml").decode()
    types = types.replace("</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>')
    content = package.rebuilt({"[Content_Types].xml": types.encode()}, {part: pivot_cache(source).encode()})
    after = Package.from_bytes(fill_template(Package.from_bytes(content), {"rows": ROWS, "week": 7}))
    cache = after.data(part).decode()
    assert made in cache
    assert 'refreshOnLoad="1"' in cache


def test_a_calculation_chain_goes_with_its_relationship_and_its_content_type():
    package = Package.from_bytes(made_by_xlsxwriter())
    types = package.data("[Content_Types].xml").decode()
    rels = package.data("xl/_rels/workbook.xml.rels").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    space = "http://schemas.openxmlformats.org"
    content = package.rebuilt(
        {
            "[Content_Types].xml": types.replace(
                "</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": rels.replace(
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{space}/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>',
            ).encode(),
        },
        {
            "xl/calcChain.xml": f'<calcChain xmlns="{space}/spreadsheetml/2006/main"><c r="B6" i="1"/></calcChain>'.encode()
        },
    )
    after = Package.from_bytes(fill_template(Package.from_bytes(content), {"rows": ROWS, "week": 7}))
    assert not after.has("xl/calcChain.xml")
    assert "calcChain" not in (after.data("[Content_Types].xml") + after.data("xl/_rels/workbook.xml.rels")).decode()
    assert 'fullCalcOnLoad="1"' in after.data("xl/workbook.xml").decode()


def test_an_xltx_template_makes_a_workbook():
    package = Package.from_bytes(made_by_xlsxwriter())
    types = package.data("[Content_Types].xml").replace(
        b"spreadsheetml.sheet.main+xml", b"spreadsheetml.template.main+xml"
    )
    template = Package.from_bytes(package.rebuilt({"[Content_Types].xml": types}), "weekly.xltx")
    after = Package.from_bytes(fill_template(template, {"rows": ROWS, "week": 7}))
    assert after.content_type("xl/workbook.xml").endswith("sheet.main+xml")


def test_a_what_if_table_moves_and_keeps_its_values():
    package = Package.from_bytes(made_by_xlsxwriter())
    part = package.sheets[0].part
    what_if = (
        '<row r="9"><c r="B9"><f t="dataTable" ref="B9:B10" dt2D="0" dtr="0" r1="A8"/><v>5</v></c></row></sheetData>'
    )
    xml = package.data(part).decode().replace("</sheetData>", what_if)
    template = Package.from_bytes(package.rebuilt({part: xml.encode()}))
    after = Package.from_bytes(fill_template(template, {"rows": ROWS, "week": 7}))
    made = '<c r="B11"><f t="dataTable" ref="B11:B12" dt2D="0" dtr="0" r1="A10"/><v>5</v></c>'
    assert made in after.data(part).decode()


def test_real_workbooks_with_tables_fill_without_a_new_fault(corpus):
    filled = 0
    for path in sorted(corpus.glob("*.xl*")):
        try:
            before = Package.read(path)
        except SalessheetsError:
            continue
        tables = [t for entry in before.sheets if entry.kind == "worksheet" for t in before.tables(entry)]
        data = {t.display_name: [{c: k for k, c in enumerate(t.columns)} for _ in range(5)] for t in tables}
        try:
            content = fill_template(before, data) if tables and len(before.content) < 200_000 else before.content
        except SalessheetsError as told:
            assert "stands beside" in str(told) or "shares some of its rows" in str(told)  # noqa: PT017
            continue
        if content is not before.content:
            filled += 1
            assert new_faults(before, Package.from_bytes(content, path.name)) == ()
    assert filled > 5
