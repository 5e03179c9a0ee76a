"""A package is read once, found through its relationships, and rebuilt with untouched members as packed."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook

from salessheets.core.addresses import Area
from salessheets.errors import Damaged, NotAWorkbook, SalessheetsError, Unsupported
from salessheets.xlsx.container import rawzip
from salessheets.xlsx.container.strings import shared_strings
from salessheets.xlsx.package import Package, Relation


@pytest.fixture(scope="module")
def package() -> Package:
    with Workbook(made := BytesIO()) as book:
        sheet = book.add_worksheet("Invoices")
        columns = [{"header": "Number"}, {"header": "Net\namount"}]
        sheet.add_table("B2:C5", {"name": "InvoiceTable", "columns": columns, "total_row": True})
        sheet.write_rich_string("A9", book.add_format({"bold": True}), "bold", " and plain")
        sheet.write_url("A10", "https://example.org/")
        book.add_worksheet("Notes").hide()
    return Package.from_bytes(made.getvalue())


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    with zipfile.ZipFile(made := BytesIO(), "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_sheets_come_in_tab_order_with_their_state(package):
    assert [(s.name, s.state, s.index, s.kind) for s in package.sheets] == [
        ("Invoices", "visible", 0, "worksheet"),
        ("Notes", "hidden", 1, "worksheet"),
    ]


def test_a_sheet_is_found_whatever_the_case_of_its_name(package):
    assert package.sheet("INVOICES").name == "Invoices"
    with pytest.raises(KeyError):
        package.sheet("Receipts")


def test_a_table_tells_its_area_rows_and_columns(package):
    (table,) = package.tables(package.sheet("Invoices"))
    assert (table.display_name, table.area, table.header_rows, table.totals_rows, table.columns, table.sheet) == (
        "InvoiceTable",
        Area.parse("B2:C5"),
        1,
        1,
        ("Number", "Net\namount"),
        "Invoices",
    )


def test_relationships_resolve_to_part_names_and_external_ones_stay_addresses(package):
    part = package.sheet("Invoices").part
    assert package.relations(part) == (
        Relation("rId1", "hyperlink", "https://example.org/", external=True),
        Relation("rId2", "table", "xl/tables/table1.xml"),
    )


def test_runs_of_a_formatted_string_are_joined(package):
    assert "bold and plain" in package.shared_strings


def test_part_names_do_not_distinguish_case_or_a_leading_slash(package):
    parts = {
        name.replace("xl/worksheets", "XL/Worksheets"): data.replace(
            b'Target="worksheets/sheet1.xml"', b'Target="/xl/worksheets/Sheet1.xml"'
        )
        for name, data in unzipped(package.content).items()
    }
    again = Package.from_bytes(zipped(parts))
    assert [entry.part for entry in again.sheets] == ["XL/Worksheets/sheet1.xml", "XL/Worksheets/sheet2.xml"]


def test_a_rebuilt_package_differs_only_in_the_parts_named(package):
    content = package.rebuilt({"xl/workbook.xml": b"<workbook/>"}, {"xl/new.xml": b"<new/>"}, ["docProps/app.xml"])
    before, after = unzipped(package.content), unzipped(content)
    expected = before | {"xl/workbook.xml": b"<workbook/>", "xl/new.xml": b"<new/>"}
    del expected["docProps/app.xml"]
    assert after == expected
    assert list(after)[-1] == "xl/new.xml"


def test_untouched_members_keep_their_compressed_bytes_and_dates(package):
    content = package.rebuilt({"xl/workbook.xml": package.data("xl/workbook.xml") + b" "})
    old = {m.name: m for m in rawzip.directory(package.content, "old")}
    for member in rawzip.directory(content, "new"):
        before = old[member.name]
        assert (member.date, member.time, member.external) == (before.date, before.time, before.external)
        if member.name != "xl/workbook.xml":
            assert rawzip.packed_bytes(content, member) == rawzip.packed_bytes(package.content, before)


def test_the_same_changes_yield_the_same_bytes(package):
    changes = {"xl/workbook.xml": b"<workbook>" + b"x" * 5_000_000 + b"</workbook>"}
    assert package.rebuilt(changes) == package.rebuilt(changes)


def test_names_that_are_not_there_or_are_there_already_are_refused(package):
    with pytest.raises(KeyError):
        package.rebuilt({"xl/none.xml": b""})
    with pytest.raises(KeyError):
        package.rebuilt(removed=["xl/none.xml"])
    with pytest.raises(KeyError):
        package.rebuilt(added={"XL/workbook.xml": b""})


def test_members_written_as_a_stream_are_copied_without_their_data_descriptors():
    class Pipe(BytesIO):
        def seek(self, *_: int) -> int:
            raise OSError("a pipe cannot go back")

    with zipfile.ZipFile(pipe := Pipe(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"<a/>" * 1000)
        archive.writestr("b.xml", b"<b/>")
    content = pipe.getvalue()
    members = rawzip.directory(content, "stream")
    assert all(member.flags & 8 for member in members)
    again = rawzip.assemble(content, members)
    assert unzipped(again) == {"a.xml": b"<a/>" * 1000, "b.xml": b"<b/>"}
    assert not any(member.flags & 8 for member in rawzip.directory(again, "again"))


def test_sizes_in_zip64_fields_are_read_and_written_in_their_ordinary_place():
    with zipfile.ZipFile(made := BytesIO(), "w") as archive, archive.open("a.xml", "w", force_zip64=True) as member:
        member.write(b"<a/>")
    content = made.getvalue()
    (found,) = rawzip.directory(content, "wide")
    assert rawzip.inflate(content, found, "wide") == b"<a/>"
    assert unzipped(rawzip.assemble(content, [found])) == {"a.xml": b"<a/>"}


def test_a_directory_entry_whose_size_lies_in_the_zip64_field_is_understood():
    plain = bytearray(rawzip.assemble(b"", [rawzip.fresh("a.xml", b"<a/>")]))
    at = plain.index(b"PK\x01\x02")
    wide = struct.pack("<2HQ", 1, 8, 4)
    plain[at + 24 : at + 28] = b"\xff" * 4
    plain[at + 30 : at + 32] = struct.pack("<H", len(wide))
    name_end = at + 46 + len("a.xml")
    plain[name_end:name_end] = wide
    (found,) = rawzip.directory(bytes(plain), "wide")
    assert (found.size, found.extra) == (4, b"")


@given(
    st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=20), st.binary(max_size=300), max_size=5)
)
def test_whatever_is_packed_comes_out_again(parts):
    content = rawzip.assemble(b"", [rawzip.fresh(name, data) for name, data in parts.items()])
    members = rawzip.directory(content, "any")
    assert {m.name: rawzip.inflate(content, m, "any") for m in members} == parts
    assert {m.name: b"".join(rawzip.chunks(content, m, "any", 7)) for m in members} == parts


def test_any_flipped_bit_is_a_told_fault_or_leaves_every_part_as_it_was(package):
    whole = unzipped(package.content)
    for at in range(0, len(package.content), 37):
        spoilt = bytearray(package.content)
        spoilt[at] ^= 1 << at % 8
        try:
            again = Package.from_bytes(bytes(spoilt))
            sheets = [entry.part for entry in again.sheets]
        except SalessheetsError:
            continue
        assert sheets == [entry.part for entry in package.sheets]
        assert all(again.data(name) == whole[name] for name in again.names)


def test_every_truncation_is_a_told_fault(package):
    for length in range(0, len(package.content) - 1, 61):
        with pytest.raises((NotAWorkbook, Damaged)):
            Package.from_bytes(package.content[:length])


def test_an_unreadable_place_is_told(tmp_path):
    with pytest.raises(NotAWorkbook, match="there is no such file"):
        Package.read(tmp_path / "none.xlsx")
    with pytest.raises(NotAWorkbook, match="this is a folder"):
        Package.read(tmp_path)


def test_days_counted_from_1904_are_noticed():
    with Workbook(made := BytesIO(), {"date_1904": True}) as book:
        book.add_worksheet()
    assert Package.from_bytes(made.getvalue()).date1904


@pytest.mark.parametrize(
    ("items", "texts"),
    [
        ("<si><t>A &amp; B</t></si><si><t/></si>", ("A & B", "")),
        ('<si><t xml:space="preserve"> x </t></si>', (" x ",)),
        ("<si><r><t>bold</t></r><r><t> plain</t></r></si><si><t>x</t></si>", ("bold plain", "x")),
        ("<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>", ("東京",)),
        ("<si><t>a_x000A_b</t></si><si><t>_x005F_x0041_</t></si>", ("a\nb", "_x0041_")),
        ("<si>\n  <t>x</t>\n</si>\n<si><t>y</t></si>", ("x", "y")),
        ("<si/><si><t>x</t></si>", ("", "x")),
        ("<si><t><![CDATA[a&b]]></t></si>", ("a&b",)),
        ("<si><t>a\r\nb</t></si>", ("a\nb",)),
        ("", ()),
    ],
)
def test_shared_strings_in_every_style(items, texts):
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    assert shared_strings(f'<sst xmlns="{namespace}">{items}</sst>'.encode(), "sst", "book") == texts
    prefixed = items.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:![", "<![")
    assert shared_strings(f'<x:sst xmlns:x="{namespace}">{prefixed}</x:sst>'.encode(), "sst", "book") == texts


def test_a_password_on_the_archive_is_told(package):
    spoilt = bytearray(package.content)
    spoilt[6] |= 1
    with pytest.raises(Unsupported, match="is encrypted"):
        Package.from_bytes(bytes(spoilt))


def test_every_real_workbook_is_read_and_rebuilt_to_the_same_parts_or_refused_in_words(corpus):
    refused = []
    for path in sorted(corpus.glob("*.xl*")):
        try:
            package = Package.read(path)
        except SalessheetsError as fault:
            refused.append(f"{path.name}: {type(fault).__name__}")
            continue
        assert unzipped(package.rebuilt()) == unzipped(package.content), path.name
        assert all(package.tables(entry) is not None for entry in package.sheets)
    assert len(refused) <= 6, refused
