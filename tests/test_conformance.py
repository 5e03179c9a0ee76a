"""Every template under `conformance`, filled with its data, is the report that lies beside it.

The reports were made by hand (see `scripts/make_conformance.py`), not by the engine. Everything that holds an address is
compared, and LibreOffice calculates the filled books to the values that the expected ones carry.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from salessheets.app.templating import fill
from salessheets.errors import TemplateFaults
from salessheets.xlsx.lint import lint
from salessheets.xlsx.package import Package

FOLDER = Path(__file__).parent / "conformance"
FILLED = sorted(path.parent for path in FOLDER.glob("*/expected.xlsx"))
FAULTY = sorted(path.parent for path in FOLDER.glob("*/faults.txt"))
#: What an address may stand in; every other part of a template is in the report to the byte.
MAY_CHANGE = re.compile(
    r"xl/(workbook\.xml|sharedStrings\.xml|worksheets/|tables/|charts/|drawings/|comments|_rels/)|docProps/|\[Content_Types|_rels/"
)
#: Attributes that are no behaviour: identities given by the program that wrote the file.
IDENTITIES = {
    "dxfId",
    "id",
    "uid",
    "spans",
    "s",
    "customFormat",
    "count",
    "dataDxfId",
    "totalsRowDxfId",
    "headerRowDxfId",
}

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def report(case: Path, folder: Path) -> Path:
    out = folder / f"{case.name}.xlsx"
    fill(case / "template.xlsx", case / "data.json", out)
    return out


@pytest.mark.parametrize("case", FILLED, ids=lambda path: path.name)
def test_a_filled_template_is_the_report_expected(case: Path, tmp_path: Path) -> None:
    filled, expected = report(case, tmp_path), case / "expected.xlsx"
    assert cells(filled) == cells(expected)
    ours, theirs = (Package.from_bytes(path.read_bytes()) for path in (filled, expected))
    assert beside_the_cells(ours) == beside_the_cells(theirs)
    assert lint(ours) == ()


@pytest.mark.parametrize("case", FILLED, ids=lambda path: path.name)
def test_no_part_is_lost_and_parts_without_addresses_are_the_same_to_the_byte(case: Path, tmp_path: Path) -> None:
    before = Package.from_bytes((case / "template.xlsx").read_bytes())
    after = Package.from_bytes(report(case, tmp_path).read_bytes())
    assert set(before.names) <= set(after.names)
    assert [n for n in before.names if not MAY_CHANGE.match(n) and before.data(n) != after.data(n)] == []


@pytest.mark.parametrize("case", FAULTY, ids=lambda path: path.name)
def test_a_template_that_cannot_be_filled_tells_each_fault_by_its_cell_and_writes_nothing(
    case: Path, tmp_path: Path
) -> None:
    with pytest.raises(TemplateFaults) as told:
        report(case, tmp_path)
    starts = (case / "faults.txt").read_text("utf-8").splitlines()
    assert [line[: len(start)] for line, start in zip(told.value.faults, starts, strict=True)] == starts
    assert list(tmp_path.iterdir()) == []


def test_the_page_of_the_list_names_every_case_and_only_tests_that_there_are() -> None:
    root = FOLDER.parents[1]
    page = (root / "docs" / "engine" / "template_conformance.md").read_text("utf-8")
    held = re.findall(r"\| `([^`]+)` \|$", page, re.MULTILINE)
    folders = [path for path in held if "/" not in path]
    assert sorted(folders) == sorted(path.name for path in FOLDER.iterdir())
    assert [path for path in held if "/" in path and not (root / path).is_file()] == []


def test_libreoffice_calculates_every_report_to_the_figures_expected(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: its figures cannot be compared")
    bare = [without_values(report(case, tmp_path)) for case in FILLED]
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx"]
    command += ["--outdir", str(tmp_path / "out")]
    subprocess.run([*command, *map(str, bare)], check=True, capture_output=True, timeout=300)
    wrong = {}
    for case in FILLED:
        theirs = openpyxl.load_workbook(tmp_path / "out" / f"{case.name}.xlsx", data_only=True)
        for place, value in figures(case / "expected.xlsx").items():
            found = theirs[place[0]][place[1]].value
            if found != (pytest.approx(value, rel=1e-12) if isinstance(value, float) else value):
                wrong[case.name, *place] = (value, found)
    assert wrong == {}


def figures(path: Path) -> dict[tuple[str, str], object]:
    """The values of the formulas that carry one."""
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): value
        for sheet in formulas
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and (value := values[sheet.title][cell.coordinate].value) not in (None, "")
    }


def without_values(path: Path) -> Path:
    """The workbook without the stored values of its formulas, so that they are calculated."""
    package = Package.from_bytes(path.read_bytes())
    parts = [entry.part for entry in package.sheets]
    bare = {part: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", package.data(part)) for part in parts}
    bare = {part: re.sub(rb'(<c [^>]*?) t="(?:str|b|e)"([^>]*>)(<f)', rb"\1\2\3", data) for part, data in bare.items()}
    path.write_bytes(package.rebuilt(bare))
    return path


def cells(path: Path) -> dict[tuple[str, str], tuple[object, ...]]:
    """Place -> value or formula and look, of every cell that has one."""
    book = openpyxl.load_workbook(path, rich_text=True)
    return {
        (sheet.title, cell.coordinate): seen(cell)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
    }


def seen(cell: openpyxl.cell.Cell) -> tuple[object, ...]:
    value = cell.value
    if hasattr(value, "ref"):
        value = ("array", value.ref, value.text)
    elif isinstance(value, list):
        value = [repr(run) for run in value]
    look = (cell.number_format, cell.font.b, cell.font.i, cell.fill.fgColor.rgb, cell.protection.locked)
    return (value, cell.data_type, *look)


def beside_the_cells(package: Package) -> dict[str, object]:
    """Sheets, names, and all that lies on sheets and in their parts, by place and kind."""
    book = package.xml("xl/workbook.xml")
    found: dict[str, object] = {
        "tabs": [(entry.name, entry.state) for entry in package.sheets],
        "names": sorted((sorted(n.attrib.items()), n.text) for n in book.iter("{*}definedName")),
    }
    for entry in package.sheets:
        found[entry.name] = on_the_sheet(package, entry.part)
    for name in package.names:
        if re.match(r"xl/(tables|charts|drawings)/[^/]*\.(xml|vml)$|xl/comments", name):
            found[name] = part_content(package, name)
    return found


def on_the_sheet(package: Package, part: str) -> dict[str, object]:
    root = package.xml(part)
    found: dict[str, object] = {
        etree.QName(child).localname: tree(child)
        for child in root
        if etree.QName(child).localname
        not in {
            "sheetData",
            "dimension",
            "conditionalFormatting",
            "cols",
            "sheetPr",
            "legacyDrawing",
            "drawing",
            "hyperlinks",
        }
    }
    found["conditions"] = sorted(repr(tree(child)) for child in root.iter("{*}conditionalFormatting"))
    targets = {relation.id: relation.target for relation in package.relations(part)}
    found["links"] = sorted(
        (link.get("ref"), targets.get(link.get(RELATION)), link.get("location")) for link in root.iter("{*}hyperlink")
    )
    found["tab"] = [dict(child.attrib) for child in root.iter("{*}tabColor")]
    found["widths"] = {
        column: child.get("width")
        for child in root.iter("{*}col")
        for column in range(int(child.get("min")), int(child.get("max")) + 1)
    }
    found["rows"] = {
        row.get("r"): kept
        for row in root.iter("{*}row")
        if (kept := {k: v for k, v in row.attrib.items() if k in {"ht", "hidden", "outlineLevel", "collapsed"}})
    }
    found["dynamic"] = [cell.get("r") for cell in root.iter("{*}c") if cell.get("cm")]
    return found


def tree(element: etree._Element) -> tuple[object, ...]:
    """An element without identities, without where the cursor stands, and without places that an anchor overrules."""
    kept = {k: v for k, v in element.attrib.items() if k.rpartition("}")[2] not in IDENTITIES}
    inner = [tree(child) for child in element if etree.QName(child).localname not in {"selection", "off"}]
    return (etree.QName(element).localname, kept, (element.text or "").strip(), inner)


def part_content(package: Package, name: str) -> object:
    """All of a part; of a chart's stored figures the points."""
    content = package.data(name)
    if name.endswith(".vml"):
        return re.findall(rb"<x:(?:Row|Column)>(\d+)", content)
    root = package.xml(name)
    if "/charts/" in name:
        points = [[v.text for v in cache.iter("{*}v")] for cache in root.iter("{*}numCache", "{*}strCache")]
        for cache in [*root.iter("{*}numCache", "{*}strCache")]:
            cache.getparent().remove(cache)
        return points, tree(root)
    return tree(root)
