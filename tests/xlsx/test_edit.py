"""Cells, rows, columns and sheets written into a workbook, and everything else left as it was."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter import Workbook

from salessheets.errors import Unsupported, UsageError
from salessheets.xlsx.edit import Edit, NewColumn
from salessheets.xlsx.files import append_rows, set_cells
from salessheets.xlsx.lint import lint
from salessheets.xlsx.package import Package
from salessheets.xlsx.values import Link

HEADERS = ["Number", "Date", "Net", "Status"]
ROWS = [["INV-1", 46000, 10.5, "Open"], ["INV-2", 46001, 20, "Paid"], ["INV-3", 46002, 30, "Open"]]


def made(fill) -> Package:
    """A workbook from xlsxwriter."""
    with Workbook(target := io.BytesIO(), {"in_memory": True}) as book:
        fill(book)
    return Package.from_bytes(target.getvalue(), "Sales.xlsx")


def invoices(book, *, totals=False, beside=False, below=False, formula=False):
    """A sheet with a table in A1:D4."""
    sheet = book.add_worksheet("Invoices")
    date, money = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "#,##0.00"})
    columns = [
        {"header": "Number"},
        {"header": "Date", "format": date},
        {"header": "Net", "format": money},
        {"header": "Status"},
    ]
    if totals:
        columns[2]["total_function"] = "sum"
    if formula:
        columns.append({"header": "Gross", "formula": "=tInvoices[[#This Row],[Net]]*1.2"})
    sheet.add_table(
        0, 0, 3 + totals, len(columns) - 1, {"name": "tInvoices", "columns": columns, "data": ROWS, "total_row": totals}
    )
    if beside:
        sheet.write_column(1, 6, ["note 1", "note 2", "note 3"])
    if below:
        sheet.write(6, 0, "written below")
    sheet.conditional_format(1, 2, 3, 2, {"type": "cell", "criteria": ">", "value": 15, "format": money})
    sheet.data_validation(1, 3, 3, 3, {"validate": "list", "source": ["Open", "Paid"]})
    return sheet


def reopened(content: bytes):
    """The sheet Invoices as openpyxl sees it, after the lint has had its say."""
    assert lint(Package.from_bytes(content)) == ()
    return openpyxl.load_workbook(io.BytesIO(content))["Invoices"]


def grid(sheet) -> list[tuple]:
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("text", "text"),
        ("=1+1", "=1+1"),
        ("  edges ", "  edges "),
        ('<b> & "q" ]]>', '<b> & "q" ]]>'),
        ("two\nlines", "two\nlines"),
        ("नमस्ते – 😀", "नमस्ते – 😀"),
        (True, True),
        (7, 7),
        (0.1, 0.1),
        (Decimal("1234567.10"), 1234567.1),
        (dt.date(2026, 2, 9), dt.datetime.fromisoformat("2026-02-09")),
        (None, None),
    ],
)
def test_a_value_reads_back_as_it_was_given(value, read):
    package = made(invoices)
    edit = Edit(package)
    column = 2 if isinstance(value, dt.date) else 3
    edit.set_cells("invoices", {(3, column): value})
    cell = reopened(edit.finish().content).cell(3, column)
    assert cell.value == read
    assert cell.data_type != "f"
    assert cell.number_format == {2: "yyyy-mm-dd", 3: "#,##0.00"}[column]


def test_amounts_are_written_as_the_shortest_exact_decimal_text():
    package = made(invoices)
    edit = Edit(package)
    edit.set_cells("Invoices", {(2, 3): Decimal("12.50"), (3, 3): Decimal("100.00"), (4, 3): Decimal("0.07")})
    sheet = Package.from_bytes(edit.finish().content).data("xl/worksheets/sheet1.xml")
    assert re.findall(rb'<c r="C\d" s="\d"><v>([^<]*)', sheet) == [b"12.5", b"100", b"0.07"]


def test_every_untouched_byte_of_the_sheet_and_of_the_package_stays():
    package = made(lambda book: (invoices(book), book.add_worksheet("Notes").write(0, 0, "x")))
    edit = Edit(package)
    edit.set_cells("Invoices", {(2, 4): "Late"})
    done = edit.finish()
    after = Package.from_bytes(done.content)
    old, new = package.data("xl/worksheets/sheet1.xml"), after.data("xl/worksheets/sheet1.xml")
    before, behind = re.split(rb'(?<=<c r="D2")[^/]*</v></c>', old, maxsplit=1)
    assert new == before + b' t="inlineStr"><is><t>Late</t></is></c>' + behind
    assert done.proof.parts_changed == ("xl/worksheets/sheet1.xml",)
    assert {n: package.data(n) for n in package.names if n not in done.proof.parts_changed} == {
        n: after.data(n) for n in after.names if n not in done.proof.parts_changed
    }
    assert str(done.proof) == "1 cell changed, nothing else touched"


def test_writing_the_same_values_again_writes_nothing():
    package = made(invoices)
    edit = Edit(package)
    edit.set_cells("Invoices", {(2, 1): "INV-1", (2, 3): Decimal("10.50"), (3, 3): 20.0, (4, 4): "Open", (9, 9): None})
    done = edit.finish()
    assert done.content is package.content
    assert str(done.proof) == "nothing changed"


def test_a_new_cell_takes_the_style_of_the_cells_above_it_and_a_new_column_its_number_format():
    package = made(invoices)
    edit = Edit(package)
    edit.append_rows("Invoices", [{"Number": "INV-4", "Date": dt.date(2026, 1, 2), "Net": Decimal(40)}])
    edit.set_cells("Invoices", {(2, 8): dt.date(2026, 1, 3)}, {8: "dd/mm/yyyy"})
    sheet = reopened(edit.finish().content)
    assert [sheet.cell(5, c).number_format for c in (2, 3)] == ["yyyy-mm-dd", "#,##0.00"]
    assert sheet["H2"].number_format == "dd/mm/yyyy"


def test_appended_rows_take_table_filter_formats_and_validations_along():
    package = made(invoices)
    edit = Edit(package)
    edit.append_rows("Invoices", {"Number": ["INV-4", "INV-5"], "Net": [1, 2], "Status": ["Open", None]})
    done = edit.finish()
    sheet = reopened(done.content)
    table = sheet.tables["tInvoices"]
    assert (table.ref, table.autoFilter.ref) == ("A1:D6", "A1:D6")
    assert [str(r.sqref) for r in sheet.conditional_formatting] == ["C2:C6"]
    assert str(sheet.data_validations.dataValidation[0].sqref) == "D2:D6"
    assert grid(sheet)[4:] == [("INV-4", None, 1, "Open"), ("INV-5", None, 2, None)]
    assert (done.proof.rows_added, done.proof.cells_changed) == (2, 5)


def test_a_shorter_list_leaves_what_stands_beside_it_and_one_blank_row_at_least():
    package = made(lambda book: invoices(book, beside=True, below=True))
    edit = Edit(package)
    edit.replace_rows("Invoices", [])
    sheet = reopened(edit.finish().content)
    assert sheet.tables["tInvoices"].ref == "A1:D2"
    assert [row[:4] for row in grid(sheet)[1:4]] == [(None,) * 4] * 3
    assert [sheet.cell(r, 7).value for r in (2, 3, 4)] == ["note 1", "note 2", "note 3"]
    assert sheet["A7"].value == "written below"
    assert sheet["C2"].number_format == "#,##0.00"


def test_replaced_rows_are_exactly_the_given_ones():
    package = made(invoices)
    edit = Edit(package)
    edit.replace_rows("Invoices", [{"Number": f"N{i}", "Net": i} for i in range(1, 6)])
    sheet = reopened(edit.finish().content)
    assert grid(sheet)[1:] == [(f"N{i}", None, i, None) for i in range(1, 6)]


def test_a_totals_row_moves_down_and_still_adds_up_the_whole_column():
    package = made(lambda book: invoices(book, totals=True))
    edit = Edit(package)
    edit.append_rows("Invoices", [{"Number": "INV-4", "Net": 40}, {"Number": "INV-5", "Net": 50}])
    sheet = reopened(edit.finish().content)
    assert (sheet.tables["tInvoices"].ref, sheet.tables["tInvoices"].autoFilter.ref) == ("A1:D7", "A1:D6")
    assert [sheet.cell(r, 3).value for r in (5, 6, 7)] == [40, 50, "=SUBTOTAL(109,[Net])"]
    assert [sheet.cell(r, 1).value for r in (5, 6)] == ["INV-4", "INV-5"]


def test_a_totals_row_that_a_formula_names_by_address_is_not_moved():
    package = made(lambda book: invoices(book, totals=True).write_formula("F1", "=C5/2"))
    edit = Edit(package)
    with pytest.raises(Unsupported, match=r"row 5: the totals row must move down, but a formula in Invoices"):
        edit.append_rows("Invoices", [{"Number": "INV-4"}])
    assert edit.finish().content is package.content


def test_columns_that_excel_computes_are_filled_in_new_rows():
    package = made(lambda book: invoices(book, formula=True))
    edit = Edit(package)
    edit.append_rows("Invoices", [{"Number": "INV-4", "Net": 40}])
    done = edit.finish()
    sheet = reopened(done.content)
    assert sheet["E5"].value == sheet["E4"].value == "=tInvoices[[#This Row],[Net]]*1.2"
    assert b'fullCalcOnLoad="1"' in Package.from_bytes(done.content).data("xl/workbook.xml")


def test_a_list_that_would_grow_over_other_cells_is_refused_with_the_cell():
    package = made(lambda book: invoices(book, below=True))
    edit = Edit(package)
    with pytest.raises(Unsupported, match=r"cell A7: .* needs this place, and it is not free"):
        edit.append_rows("Invoices", [{"Number": "x"}] * 3)
    edit.append_rows("Invoices", [{"Number": "x"}] * 2)
    assert reopened(edit.finish().content)["A7"].value == "written below"


def test_a_plain_header_row_with_rows_is_a_list_too():
    def fill(book):
        sheet = book.add_worksheet("Invoices")
        for number, row in enumerate([HEADERS, *ROWS], 2):
            sheet.write_row(number, 1, row)

    package = made(fill)
    edit = Edit(package)
    edit.append_rows("Invoices", [{"Number": "INV-4", "net": 4}])
    assert [row[1:] for row in grid(reopened(edit.finish().content))[5:]] == [
        ("INV-3", 46002, 30, "Open"),
        ("INV-4", None, 4, None),
    ]


def test_a_new_column_stands_at_the_right_end_under_a_grey_header():
    package = made(invoices)
    edit = Edit(package)
    assert edit.add_columns("Invoices", [NewColumn("Due", "yyyy-mm-dd", 12), NewColumn("Age")]) == (5, 6)
    edit.set_column("Invoices", 5, [2, 3], [dt.date(2026, 1, 1), None])
    done = edit.finish()
    sheet = reopened(done.content)
    assert [c.name for c in sheet.tables["tInvoices"].tableColumns][4:] == ["Due", "Age"]
    assert (sheet["E1"].value, sheet["E1"].fill.fgColor.rgb, sheet["E1"].font.b) == ("Due", "FF7F7F7F", True)
    assert (sheet["E2"].number_format, sheet.column_dimensions["E"].width) == ("yyyy-mm-dd", 12)
    assert str(done.proof) == "3 cells changed, 2 columns added, nothing else touched"


def test_a_new_column_is_refused_where_something_stands():
    package = made(lambda book: invoices(book).write(1, 4, "mine"))
    with pytest.raises(Unsupported, match="cell E2"):
        Edit(package).add_columns("Invoices", [NewColumn("Due")])


def test_a_new_sheet_is_the_last_tab_with_a_table():
    package = made(invoices)
    edit = Edit(package)
    columns = [NewColumn("Cell"), NewColumn("On", "yyyy-mm-dd", 12), NewColumn("Age", "0")]
    edit.add_sheet(
        "Findings", "tInvoices", columns, [{"Cell": Link("B2", "Invoices", "B2"), "On": dt.date(2026, 1, 5), "Age": 3}]
    )
    done = edit.finish()
    assert lint(Package.from_bytes(done.content)) == ()
    book = openpyxl.load_workbook(io.BytesIO(done.content))
    assert book.sheetnames == ["Invoices", "Findings"]
    sheet = book["Findings"]
    assert [(t.name, t.ref) for t in sheet.tables.values()] == [("tInvoices_2", "A1:C2")]
    assert (sheet["A2"].value, sheet["A2"].hyperlink.location, sheet["B2"].value) == (
        "B2",
        "'Invoices'!B2",
        dt.datetime.fromisoformat("2026-01-05"),
    )
    assert (done.proof.sheets_added, done.proof.rows_added) == (1, 0)
    again = Edit(Package.from_bytes(done.content))
    again.replace_rows("Findings", [{"Cell": Link("B2", "Invoices", "B2"), "On": dt.date(2026, 1, 5), "Age": 3}])
    assert again.finish().content is again.package.content


def test_links_go_with_the_rows_that_held_them():
    package = made(lambda book: (invoices(book), book.add_worksheet("Notes")))
    edit = Edit(package)
    edit.replace_rows("Invoices", [{"Number": Link("see", "Notes", "A1")}, {"Number": Link("here", "Invoices", "A1")}])
    package = Package.from_bytes(edit.finish().content)
    edit = Edit(package)
    edit.replace_rows("Invoices", [{"Number": "plain"}, {"Number": Link("here", "Invoices", "A1")}])
    sheet = reopened(edit.finish().content)
    assert sheet["A2"].hyperlink is None
    assert sheet["A3"].hyperlink.location == "'Invoices'!A1"


@pytest.mark.parametrize(
    ("write", "wrong"),
    [
        (
            lambda s: s.write_array_formula("F1:F3", "{=A1:A3}"),
            "cell F2: it is part of the array formula or data table F1:F3",
        ),
        (lambda s: s.merge_range("E2:F3", "x"), "cell F2: it is hidden by the merged cells E2:F3"),
    ],
)
def test_a_cell_that_would_not_show_its_value_is_refused(write, wrong):
    package = made(lambda book: write(invoices(book)))
    edit = Edit(package)
    edit.set_cells("Invoices", {(2, 6): 1})
    with pytest.raises(Unsupported, match=wrong):
        edit.finish()


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        (float("nan"), "the number is not finite"),
        ("x" * 32768, "longer than the 32,767 characters"),
        (dt.date(1850, 1, 1), "before the first day"),
        (object(), "a value of kind object has no place in a cell"),
    ],
)
def test_a_value_that_no_cell_can_hold_is_refused_with_the_cell(value, wrong):
    edit = Edit(made(invoices))
    edit.set_cells("Invoices", {(3, 2): value})
    with pytest.raises(Unsupported, match=rf"Sales.xlsx, sheet Invoices, cell B3: .*{wrong}"):
        edit.finish()


def test_a_table_header_is_not_overwritten():
    edit = Edit(made(invoices))
    edit.set_cells("Invoices", {(1, 2): "Day"})
    with pytest.raises(Unsupported, match="cell B1: it is the header of a table's column"):
        edit.finish()


def test_a_replaced_formula_takes_the_calculation_chain_with_it():
    package = made(lambda book: invoices(book).write_formula("F2", "=1+1", None, 2))
    chain = (
        b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="F2" i="1"/></calcChain>'
    )
    rels, types = package.data("xl/_rels/workbook.xml.rels"), package.data("[Content_Types].xml")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    rels = rels.replace(
        b"</Relationships>", b'<Relationship Id="rId99" Type="' + kind + b'" Target="calcChain.xml"/></Relationships>'
    )
    override = b'<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>'
    types = types.replace(b"</Types>", override + b"</Types>")
    changed = {"xl/_rels/workbook.xml.rels": rels, "[Content_Types].xml": types}
    package = Package.from_bytes(package.rebuilt(changed, {"xl/calcChain.xml": chain}))
    edit = Edit(package)
    edit.set_cells("Invoices", {(2, 6): 5})
    after = Package.from_bytes(edit.finish().content)
    assert not after.has("xl/calcChain.xml")
    assert b"calcChain" not in after.data("xl/_rels/workbook.xml.rels") + after.data("[Content_Types].xml")


def test_an_unknown_sheet_or_column_is_named():
    edit = Edit(made(invoices))
    with pytest.raises(UsageError, match=r"there is no sheet 'Invoice'\. The sheets are: Invoices"):
        edit.set_cells("Invoice", {(1, 1): 1})
    with pytest.raises(UsageError, match="there is no list with the columns Amount"):
        edit.append_rows("Invoices", [{"Amount": 1}])


def test_the_public_setter_saves_the_file_and_keeps_a_backup(tmp_path):
    path = tmp_path / "Sales.xlsx"
    path.write_bytes(made(invoices).content)
    proof = set_cells(path, {("Invoices", "C2"): Decimal("99.90"), ("Invoices", "F9"): "note"})
    assert proof.cells_changed == 2
    sheet = openpyxl.load_workbook(path)["Invoices"]
    assert (sheet["C2"].value, sheet["F9"].value) == (99.9, "note")
    assert [p.suffix for p in tmp_path.rglob("*.xlsx") if p != path] == [".xlsx"]
    with pytest.raises(UsageError, match=r"'2C'\) is no cell"):
        set_cells(path, {("Invoices", "2C"): 1})


def test_rows_are_appended_to_a_file_and_its_table_grows(tmp_path: Path) -> None:
    path = tmp_path / "Plan.xlsx"
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet("Plan")
        sheet.add_table("A1:B2", {"name": "tPlan", "columns": [{"header": "Item"}, {"header": "Cost"}]})
        sheet.write_row("A2", ["Desk", 120])
    proof = append_rows(path, "Plan", [{"Item": "Lamp", "Cost": 35}, {"Item": "Chair", "Cost": 80}])
    package = Package.read(path)
    assert str(package.tables(package.sheet("Plan"))[0].area) == "A1:B4"
    assert [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["Plan"]["A2:B4"]] == [
        ["Desk", 120],
        ["Lamp", 35],
        ["Chair", 80],
    ]
    assert proof.rows_added == 2


def test_a_new_link_is_blue_and_underlined_and_its_look_is_made_once():
    package = made(lambda book: (invoices(book), book.add_worksheet("Notes")))
    edit = Edit(package)
    edit.append_rows("Invoices", [{"Number": Link(f"see {n}", "Notes", "A1"), "Net": n} for n in range(3)])
    edit.set_cells("Invoices", {(2, 1): Link("note", "Notes", "A1"), (9, 9): Link("far", "Notes", "A2")})
    done = edit.finish()
    sheet = reopened(done.content)
    fonts = [sheet[name].font for name in ("A5", "A7", "A2", "I9")]
    assert [(font.u, font.color.rgb) for font in fonts] == [("single", "FF0563C1")] * 4
    assert sheet["A3"].font.u is None
    before, after = (p.data("xl/styles.xml").count(b"<u/>") for p in (package, Package.from_bytes(done.content)))
    assert after - before <= 1
    again = Edit(Package.from_bytes(done.content))
    again.set_cells("Invoices", {(2, 1): Link("note", "Notes", "A1")})
    assert again.finish().content is again.package.content


def test_blank_cells_of_added_rows_look_like_the_row_above_and_are_not_counted():
    edit = Edit(made(invoices))
    edit.append_rows("Invoices", [{"Number": "INV-4"}])
    done = edit.finish()
    sheet = reopened(done.content)
    assert [sheet.cell(5, c).number_format for c in (2, 3)] == ["yyyy-mm-dd", "#,##0.00"]
    assert [sheet.cell(5, c).value for c in (2, 3)] == [None, None]
    assert str(done.proof) == "1 cell changed, 1 row added, nothing else touched"


@pytest.mark.parametrize(("filtered", "rows"), [("A1:D4", 4), ("A1:D3", 4)], ids=["all rows", "rows below it too"])
def test_the_filter_over_a_plain_list_grows_with_it_and_so_does_its_hidden_name(filtered, rows):
    def fill(book):
        sheet = book.add_worksheet("Invoices")
        for number, row in enumerate([HEADERS, *ROWS]):
            sheet.write_row(number, 0, row)
        sheet.autofilter(filtered)

    package = made(fill)
    edit = Edit(package)
    edit.append_rows("Invoices", [{"Number": "INV-4"}, {"Number": "INV-5"}])
    content = edit.finish().content
    assert reopened(content).auto_filter.ref == f"A1:D{rows + 2}"
    book = Package.from_bytes(content).data("xl/workbook.xml").decode()
    assert re.findall("_FilterDatabase[^>]*>([^<]*)", book) == ["Invoices!$A$1:$D$6"]


def test_a_signed_workbook_is_refused_before_anything_is_prepared():
    package = made(invoices)
    relation = b'<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    rels = package.data("_rels/.rels").replace(b"</Relationships>", relation)
    signed = Package.from_bytes(package.rebuilt({"_rels/.rels": rels}, {"_xmlsignatures/origin.sigs": b""}))
    with pytest.raises(Unsupported, match="the workbook is signed, and any change would break the signature"):
        Edit(signed)


@pytest.mark.parametrize("suffix", ["xlsm", "xltx", "xltm"])
def test_templates_and_workbooks_with_macros_are_edited_like_any_other(suffix):
    package = made(invoices)
    kind = {"xlsm": "ms-excel.sheet.macroEnabled", "xltx": "openxmlformats-officedocument.spreadsheetml.template",
            "xltm": "ms-excel.template.macroEnabled"}[suffix]  # fmt: skip
    types = package.data("[Content_Types].xml").replace(b"openxmlformats-officedocument.spreadsheetml.sheet.main", kind.encode() + b".main")  # fmt: skip
    package = Package.from_bytes(package.rebuilt({"[Content_Types].xml": types}), f"Sales.{suffix}")
    edit = Edit(package)
    edit.append_rows("Invoices", [{"Number": "INV-4"}])
    after = Package.from_bytes(edit.finish().content, f"Sales.{suffix}")
    assert str(after.tables(after.sheet("Invoices"))[0].area) == "A1:D5"
    assert after.content_type(after.workbook_part) == package.content_type(package.workbook_part)
