"""Workbooks made from raw parts, for tests of shapes that no library writes: the fixture `raw`."""

from __future__ import annotations

import zipfile
from io import BytesIO
from types import SimpleNamespace

import pytest

from salessheets.xlsx.package import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0"/>'
    '<xf numFmtId="2" fontId="0" fillId="0" borderId="0"/></cellXfs></styleSheet>'
)


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A worksheet part with these rows."""
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def book(content: str | bytes, *, parts: dict[str, str | bytes] | None = None, **options: str) -> Package:
    """A workbook with one sheet, "Data".

    Args:
        content: The sheet's part.
        parts: Further parts, or others in the place of those made here.
        options: `settings` (attributes of workbookPr), `names` (children of definedNames), `related` (relationships of
            the workbook), `target` (of the sheet), `types` (overrides), `name` (of the file).
    """
    o = dict.fromkeys(("settings", "names", "related", "types"), "") | {
        "target": "worksheets/sheet1.xml", "name": "Odd.xlsx",
    } | options  # fmt: skip
    package = "http://schemas.openxmlformats.org/package/2006/"
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{package}content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}styles+xml"/>{o["types"]}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr{o["settings"]}/><sheets>'
        f'<sheet name="Data" sheetId="1" r:id="rId1"/></sheets>{o["names"]}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="{o["target"]}"/><Relationship Id="rId2" Type="{OFFICE}/styles" '
        f'Target="styles.xml"/>{o["related"]}</Relationships>',
        "xl/worksheets/sheet1.xml": content,
        "xl/styles.xml": STYLES,
    }
    with zipfile.ZipFile(made_file := BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (made | (parts or {})).items():
            archive.writestr(name, data)
    return Package.from_bytes(made_file.getvalue(), o["name"])


def rows_of(content: bytes, part: str = "xl/worksheets/sheet1.xml") -> str:
    """The rows of the sheet of a workbook, as they stand."""
    text = Package.from_bytes(content).data(part).decode()
    return text.partition("sheetData>")[2].rpartition("sheetData>")[0].rpartition("</")[0]


@pytest.fixture(scope="session")
def raw() -> SimpleNamespace:
    """`raw.sheet`, `raw.book`, `raw.rows_of`, `raw.MAIN`: see the functions of these names."""
    return SimpleNamespace(sheet=sheet, book=book, rows_of=rows_of, MAIN=MAIN, OFFICE=OFFICE, TYPES=TYPES)
