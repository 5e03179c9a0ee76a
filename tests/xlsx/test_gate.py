"""The gate: every file gets a verdict in words before anything parses it."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from salessheets.errors import Damaged, NotAWorkbook, TooLarge, Unsupported
from salessheets.xlsx import saving
from salessheets.xlsx.container import gate, gate_rows
from salessheets.xlsx.package import Package

SHEET, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
BOOK_RELS, TYPES, STRINGS = "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/sharedStrings.xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with Workbook(made := BytesIO()) as book:
        book.add_worksheet("Invoices").write_row("A1", ["Number", "Amount", 12.5])
        book.add_worksheet("Customers").write("A1", "Name")
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes] | list[tuple[str, bytes]]) -> bytes:
    with zipfile.ZipFile(made := BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items() if isinstance(parts, dict) else parts:
            archive.writestr(name, data)
    return made.getvalue()


def edited(parts: dict[str, bytes], part: str, old: str, new: str) -> bytes:
    text = parts[part].decode()
    assert old in text
    return zipped(parts | {part: text.replace(old, new, 1).encode()})


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "the file is empty"),
        (b"Invoice;Amount\nR-1;1.234,50\n", "plain text (perhaps CSV)"),
        (b"\xef\xbb\xbf<html><table></table></html>", "web page"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "XML Spreadsheet 2003",
        ),
        (b"%PDF-1.7", "PDF"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (OLE + "Workbook".encode("utf-16-le"), "old .xls format"),
        (OLE + "WordDocument".encode("utf-16-le"), "old Word or PowerPoint document"),
        (b"\x00\x01\x02\x03", "this is no Excel workbook"),
        (zipped({"word/document.xml": b"<a/>", TYPES: b"<Types/>"}), "Word or PowerPoint"),
        (zipped({"xl/workbook.bin": b"", TYPES: b"<Types/>"}), "binary workbook"),
        (zipped({"mimetype": b"x", "content.xml": b"<a/>"}), "OpenDocument"),
        (zipped({"a.txt": b"x"}), "a zip archive, not a workbook"),
    ],
)
def test_what_is_no_workbook_is_told_by_its_kind(content, wrong):
    with pytest.raises(NotAWorkbook, match=re.escape(wrong)) as told:
        Package.from_bytes(content, "Sales.xlsx")
    assert told.value.where == "Sales.xlsx"
    assert told.value.to_do


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        (TYPES, "not a workbook"),
        ("_rels/.rels", "no workbook part"),
        (BOOK, "refers to 'xl/workbook.xml', which is missing"),
        (SHEET, "refers to 'xl/worksheets/sheet1.xml', which is missing"),
        (STYLES, "refers to 'xl/styles.xml', which is missing"),
        (STRINGS, "refers to 'xl/sharedStrings.xml', which is missing"),
    ],
)
def test_a_missing_part_is_named(parts, part, wrong):
    with pytest.raises((Damaged, NotAWorkbook), match=re.escape(wrong)):
        Package.from_bytes(zipped({name: data for name, data in parts.items() if name != part}))


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "xl\\evil.xml", "xl/../../evil.xml", "C:evil.xml"])
def test_names_that_lead_out_of_the_package_are_refused(parts, name):
    content = zipped(parts | {"QQQQQQQQQQ"[: len(name)].ljust(len(name), "Q"): b"<a/>"})
    content = content.replace(b"Q" * len(name), name.encode())
    with pytest.raises(Damaged, match="is not allowed in a workbook"):
        Package.from_bytes(content)


def test_a_part_that_stands_there_twice_is_refused_whatever_the_case(parts):
    with pytest.raises(Damaged, match=r"'xl/worksheets/sheet1.xml' is in the file twice"):
        Package.from_bytes(zipped([*parts.items(), ("XL/worksheets/SHEET1.xml", b"<a/>")]))


@pytest.mark.parametrize(
    ("part", "old", "new", "fault", "wrong"),
    [
        (
            BOOK_RELS,
            "worksheets/sheet1.xml",
            "worksheets/nope.xml",
            Damaged,
            "'xl/worksheets/nope.xml', which is missing",
        ),
        (BOOK_RELS, "worksheets/sheet1.xml", "../../etc/passwd", Damaged, "'etc/passwd', which is missing"),
        (BOOK, 'r:id="rId1"', 'r:id="rId99"', Damaged, "sheet 'Invoices': the sheet has no content"),
        (BOOK, 'name="Customers"', 'name="INVOICES"', Damaged, "two sheets are called 'invoices'"),
        (
            BOOK,
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://schemas.microsoft.com/office/excel/2005/8/workbook",
            Unsupported,
            "a trial version of Excel 2007",
        ),
        (
            TYPES,
            "spreadsheetml.sheet.main+xml",
            "wordprocessingml.document.main+xml",
            NotAWorkbook,
            "the main part is no workbook",
        ),
        (STRINGS, "<sst", '<!-- x --><!DOCTYPE sst [<!ENTITY a "b">]><sst', Damaged, "declares a document type"),
        (SHEET, "<worksheet", "<!DOCTYPE worksheet><worksheet", Damaged, "declares a document type"),
        (SHEET, 'encoding="UTF-8"', 'encoding="UTF-7"', Unsupported, "is written in UTF-7"),
        (SHEET, "</worksheet>", "", Damaged, "the sheet is cut short"),
        (SHEET, "<v>", "<v>\0", Damaged, "is no XML"),
        (BOOK, "<sheets>", "<sheets", Damaged, "is not well-formed"),
    ],
)
def test_parts_that_do_not_agree_are_refused(parts, part, old, new, fault, wrong):
    with pytest.raises(fault, match=re.escape(wrong)):
        Package.from_bytes(edited(parts, part, old, new))


def test_a_sheet_in_utf_16_is_refused_rather_than_read_as_empty(parts):
    with pytest.raises(Unsupported, match="UTF-16"):
        Package.from_bytes(zipped(parts | {SHEET: parts[SHEET].decode().encode("utf-16")}))


def test_macros_are_refused_in_an_xlsx_and_carried_along_in_an_xlsm(parts):
    content = zipped(parts | {"xl/vbaProject.bin": b"\xd0\xcf"})
    with pytest.raises(Unsupported, match="holds macros although its name does not say so"):
        Package.from_bytes(content, "Sales.xlsx")
    assert Package.from_bytes(content, "Sales.xlsm").has("xl/vbaProject.bin")


def test_a_signed_workbook_is_read_but_not_written(parts, tmp_path):
    relation = '<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    content = edited(parts | {"_xmlsignatures/origin.sigs": b""}, "_rels/.rels", "</Relationships>", relation)
    path = tmp_path / "Signed.xlsx"
    path.write_bytes(content)
    package = Package.read(path)
    assert package.signed
    with pytest.raises(Unsupported, match="the workbook is signed"):
        saving.save(package, zipped(parts))
    assert path.read_bytes() == content


def test_an_unsigned_workbook_is_not_taken_for_a_signed_one(parts):
    assert not Package.from_bytes(zipped(parts)).signed


@pytest.mark.parametrize("part", [SHEET, STRINGS, BOOK])
def test_a_part_that_inflates_like_a_bomb_is_refused_before_it_is_inflated(parts, part):
    bomb = parts[part] + b" " * (30 * 2**20)
    with pytest.raises(TooLarge, match=f"the part '{part}' unpacks to 31,4"):
        Package.from_bytes(zipped(parts | {part: bomb}))


def test_too_many_parts_are_refused(parts):
    extra = {f"xl/media/{i}.bin": b"" for i in range(gate.MOST_MEMBERS)}
    with pytest.raises(TooLarge, match=r"the file has 10,0\d\d parts"):
        Package.from_bytes(zipped(parts | extra))


def rows(first: int, last: int, cell: str = "") -> str:
    return "".join(f'<row r="{r}" ht="{r % 97}" s="{r % 89}">{cell.format(r=r)}</row>' for r in range(first, last + 1))


def test_a_great_many_blank_formatted_rows_are_read_and_told(parts):
    content = edited(parts, SHEET, "</sheetData>", rows(2, 300_000) + "</sheetData>")
    assert Package.from_bytes(content, "Sales.xlsx").notes == [
        "Sheet Invoices: 299,999 empty formatted rows stand below row 1; `salessheets trim` takes them away."
    ]


def test_blank_rows_that_cannot_be_read_quickly_are_refused_with_the_command_that_takes_them_away(parts, monkeypatch):
    monkeypatch.setattr(gate_rows, "MOST_BLANK", 2**20)
    content = edited(parts, SHEET, "</sheetData>", rows(2, 300_000) + "</sheetData>")
    with pytest.raises(TooLarge) as told:
        Package.from_bytes(content, "Sales.xlsx")
    assert str(told.value) == (
        "Sales.xlsx, sheet 'Invoices': 299,999 empty formatted rows stand below the data, which ends in row 1. "
        "Take them away with `salessheets trim` (first with --dry-run), or delete them in Excel and save."
    )


def test_a_stray_value_at_the_edge_is_read_and_told_with_its_cell(parts):
    stray = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert Package.from_bytes(edited(parts, SHEET, "</sheetData>", stray)).notes == [
        "Sheet Invoices: the value in XFD1048576 stands far below the rest; `salessheets trim --dry-run` lists such cells."
    ]


def test_a_stray_format_without_a_value_does_no_harm(parts):
    stray = '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    assert Package.from_bytes(edited(parts, SHEET, "</sheetData>", stray)).sheets[0].name == "Invoices"


def test_many_rows_with_values_pass(parts):
    content = edited(parts, SHEET, "</sheetData>", rows(2, 250_000, '<c r="A{r}"><v>{r}</v></c>') + "</sheetData>")
    assert Package.from_bytes(content).has(SHEET)


@pytest.mark.parametrize("size", [97, 1000, 10**6])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_rows_are_counted_alike_whatever_the_pieces(size, prefix):
    p = prefix
    body = "".join(f'<{p}row r="{r}"><{p}c r="A{r}"><{p}v>1</{p}v></{p}c></{p}row>' for r in range(1, 60))
    body += "".join(f'<{p}row r="{r}"/>' for r in range(60, 500))
    data = f"<{p}worksheet><{p}sheetData>{body}</{p}sheetData></{p}worksheet>".encode()
    count = gate_rows.RowCount()
    for number, at in enumerate(range(0, len(data), size)):
        count.feed(data[at : at + size], first=not number)
    assert count.last_row in {58, 59}
    assert abs(count.blank_below - 440) <= len(data) // size
