"""A sheet as it stands: its header row, its rows, its cells."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import openpyxl
import pytest
import xlsxwriter

from salessheets.core.raw import BLANK, BOOL, ERROR, NUMBER, TEXT
from salessheets.errors import Damaged, SalessheetsError
from salessheets.xlsx import reading
from salessheets.xlsx.package import Package
from salessheets.xlsx.reading import read_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def made(fill, **options):
    """A package of one sheet named Invoices that `fill(workbook, sheet)` has filled."""
    with xlsxwriter.Workbook(content := BytesIO(), {"in_memory": True, **options}) as book:
        fill(book, book.add_worksheet("Invoices"))
    return Package.from_bytes(content.getvalue(), "Sales.xlsx")


def with_rows(*rows, table=None, **options):
    """A package with these rows from A1 on; `table` is the area of a table and its options."""

    def fill(_, sheet):
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if table:
            sheet.add_table(*table)

    return made(fill, **options)


def with_xml(sheet_data):
    """A package whose sheet is this XML."""
    return with_part(f'<worksheet xmlns="{MAIN}">{sheet_data}</worksheet>')


def with_part(xml):
    package = with_rows(["x"])
    return Package.from_bytes(package.rebuilt({package.sheets[0].part: xml.encode()}), "Sales.xlsx")


def read(package, header_row=None):
    return read_sheet(package, package.sheets[0], header_row)


def grid(raw):
    """Row -> its values, as plain Python values in the order of the columns."""
    plain = {
        BLANK: lambda _c, _i: None,
        NUMBER: lambda c, i: float(c.numbers[i]),
        TEXT: lambda c, i: c.texts[i],
        BOOL: lambda c, i: bool(c.numbers[i]),
        ERROR: lambda c, i: f"error {c.texts[i]}",
    }
    columns = [raw.columns[number] for number in sorted(raw.columns)]
    return {int(row): [plain[int(c.kinds[i])](c, i) for c in columns] for i, row in enumerate(raw.rows)}


def test_every_value_stands_as_it_is_in_the_file():
    raw = read(with_rows(["Number", "Net", "Paid"], ["000123", 19.5, True], ["NA", 0.1, False], ["1E5", -7, "=1"]))
    assert (raw.name, raw.header_row, raw.table) == ("Invoices", 1, "")
    assert [(h.column, h.text) for h in raw.headers] == [(1, "Number"), (2, "Net"), (3, "Paid")]
    assert grid(raw) == {2: ["000123", 19.5, True], 3: ["NA", 0.1, False], 4: ["1E5", -7.0, 0.0]}
    assert raw.columns[3].formulas.tolist() == [False, False, True]


def test_rows_without_a_value_are_left_out_and_rows_keep_their_excel_numbers():
    raw = read(with_rows(["A", "B"], [], ["x"], [], [None, 2.0]))
    assert grid(raw) == {3: ["x", None], 5: [None, 2.0]}


def test_the_first_row_with_a_text_is_the_header_row_unless_another_is_named():
    package = with_rows([], [2026], ["Sales", None], ["Number", "Net"], ["A-1", 5])
    assert (read(package).header_row, read(package, 4).header_row) == (3, 4)
    assert [h.text for h in read(package, 4).headers] == ["Number", "Net"]
    assert grid(read(package, 4)) == {5: ["A-1", 5.0]}


def test_a_sheet_without_cells_has_no_header_row():
    raw = read(with_rows())
    assert (raw.header_row, raw.headers, raw.rows.tolist(), dict(raw.columns)) == (0, (), [], {})


def test_headers_are_texts_whatever_their_cells_hold_and_blank_ones_are_left_out():
    raw = read(with_rows([" Net ", 2026, None, "   ", 0.5, True], [1, 2, 3, 4, 5, 6]))
    assert [(h.column, h.text) for h in raw.headers] == [(1, " Net "), (2, "2026"), (5, "0.5"), (6, "TRUE")]
    assert grid(raw) == {2: [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]}


def test_formatted_runs_are_joined_and_phonetic_hints_left_out():
    xml = (
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><t xml:space="preserve">Due </t></r><r><rPr><b/></rPr>'
        '<t>date</t></r><rPh sb="0" eb="1"><t>hint</t></rPh></is></c></row></sheetData>'
    )
    assert [h.text for h in read(with_xml(xml)).headers] == ["Due date"]


TABLE_ROWS = (["Overview"], [], ["Number", "Net", None, "Note"], ["A-1", 5], ["A-2", 6, None, "beside"], ["A-3", 7])


def test_a_table_says_where_headers_and_rows_are():
    raw = read(
        with_rows(
            *TABLE_ROWS, table=("A3:B6", {"name": "tblInvoices", "columns": [{"header": "Number"}, {"header": "Net"}]})
        )
    )
    assert (raw.table, raw.header_row, raw.below) == ("tblInvoices", 3, ())
    assert [h.text for h in raw.headers] == ["Number", "Net"]
    assert grid(raw) == {4: ["A-1", 5.0], 5: ["A-2", 6.0], 6: ["A-3", 7.0]}


def totals_table(*below):
    options = {
        "total_row": True,
        "columns": [{"header": "Number", "total_string": "Total"}, {"header": "Net", "total_function": "sum"}],
    }
    return with_rows(["Number", "Net"], ["A-1", 5], ["A-2", 6], [], *below, table=("A1:B4", options))


def test_the_totals_row_of_a_table_is_neither_a_row_nor_below():
    raw = read(totals_table())
    assert (grid(raw), raw.below) == ({2: ["A-1", 5.0], 3: ["A-2", 6.0]}, ())


def test_rows_typed_right_below_a_table_are_rows_and_reported():
    raw = read(totals_table(["A-3", 7], [None, 8], [None, None, "beside"]))
    assert grid(raw) == {2: ["A-1", 5.0], 3: ["A-2", 6.0], 5: ["A-3", 7.0], 6: [None, 8.0]}
    assert raw.below == (5, 6)


def test_a_row_further_down_is_reported_and_not_read():
    raw = read(totals_table([], ["checked by Asha"]))
    assert (list(grid(raw)), raw.below) == ([2, 3], (6,))


def test_a_second_table_below_is_not_below_the_first():
    def fill(_, sheet):
        for row, values in enumerate((["A"], [1], [2], [], ["B"], [3])):
            sheet.write_row(row, 0, values)
        sheet.add_table("A1:A3", {"columns": [{"header": "A"}]})
        sheet.add_table("A5:A6", {"columns": [{"header": "B"}]})

    raw = read(made(fill))
    assert (grid(raw), raw.below) == ({2: [1.0], 3: [2.0]}, ())


def test_a_table_without_a_header_row_has_the_names_of_its_columns():
    raw = read(
        with_rows([1, 2], [3, 4], table=("A1:B2", {"header_row": False, "columns": [{"header": "X"}, {"header": "Y"}]}))
    )
    assert ([h.text for h in raw.headers], grid(raw)) == (["X", "Y"], {1: [1.0, 2.0], 2: [3.0, 4.0]})


def test_a_named_header_row_elsewhere_passes_over_the_table():
    raw = read(with_rows(*TABLE_ROWS, table=("A3:B6", {"columns": [{"header": "Number"}, {"header": "Net"}]})), 1)
    assert (raw.table, raw.header_row, len(raw.rows)) == ("", 1, 4)


def test_hidden_rows_filters_and_merged_cells_are_told():
    def fill(_, sheet):
        for row in range(4):
            sheet.write_row(row, 0, ["Region", "Net"] if row == 0 else ["North", row])
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.autofilter("A1:B4")
        sheet.filter_column(1, "x != 2")
        sheet.merge_range("A4:B4", "both")
        sheet.merge_range("D1:E1", "headers only")

    raw = read(made(fill))
    assert (raw.hidden, raw.filtered, raw.merged) == (frozenset({3}), True, ("A4:B4",))
    assert list(grid(raw)) == [2, 3, 4]


def test_an_autofilter_without_criteria_filters_nothing_and_one_in_a_table_counts():
    def plain(_, sheet):
        sheet.write_row("A1", ["A", "B"])
        sheet.autofilter("A1:B4")

    assert not read(made(plain)).filtered
    package = with_rows(["A"], [1], table=("A1:A2", {"columns": [{"header": "A"}]}))
    part = package.tables(package.sheets[0])[0].part
    criteria = b'<autoFilter ref="A1:A2"><filterColumn colId="0"><filters><filter val="1"/></filters></filterColumn></autoFilter>'
    xml = package.data(part).replace(b'<autoFilter ref="A1:A2"/>', criteria)
    assert read(Package.from_bytes(package.rebuilt({part: xml}))).filtered


@pytest.mark.parametrize("date1904", [False, True])
def test_dates_are_serials_of_the_1900_system_in_every_book(date1904):
    def fill(book, sheet):
        day, clock = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
        sheet.write_row("A1", ["Day", "Time", "Number"])
        sheet.write_datetime("A2", dt.datetime(2026, 2, 9), day)  # noqa: DTZ001
        sheet.write_datetime("B2", dt.time(18), clock)
        sheet.write_number("C2", 46062)

    raw = read(made(fill, date_1904=date1904))
    assert grid(raw) == {2: [46062.0, 0.75, 46062.0]}
    assert [bool(raw.columns[c].dates[0]) for c in (1, 2, 3)] == [True, True, False]


def test_formulas_are_marked_and_those_never_calculated_too():
    xml = """<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>F</t></is></c></row>
        <row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>
        <row r="3"><c r="A3"><f>1+1</f></c></row>
        <row r="4"><c r="A4"><f>1+1</f><v></v></c></row>
        <row r="5"><c r="A5" t="str"><f>""</f><v></v></c></row>
        <row r="6"><c r="A6" t="b"><f aca="false">TRUE()</f><v>1</v></c></row>
        <row r="7"><c r="A7" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
        <row r="8"><c r="A8" t="n"><v>8</v></c></row></sheetData>"""
    raw = read(with_xml(xml))
    assert grid(raw) == {2: [2.0], 3: [None], 4: [None], 5: [None], 6: [True], 7: ["error #DIV/0!"], 8: [8.0]}
    assert raw.columns[1].formulas.tolist() == [True] * 6 + [False]
    assert raw.columns[1].uncached.tolist() == [False, True, True, False, False, False, False]


ODD = {
    "prefixed tags": (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="str"><x:v>H</x:v></x:c></x:row>'
        '<x:row r="2"><x:c r="A2" t="str"><x:v>v</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    ),
    "a byte order mark": (
        f'\ufeff<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>H</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v>v</v></c></row></sheetData></worksheet>'
    ),
    "no references": (
        f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="str"><v>H</v></c></row><row><c t="str"><v>v</v></c></row>'
        "</sheetData></worksheet>"
    ),
    "comments and character data": (
        f'<worksheet xmlns="{MAIN}"><sheetData><!-- r --><row r="1"><c r="A1" t="str"><v>H</v></c></row>'
        '<row r="2"><c r="A2" t="str"><v><!-- v --><![CDATA[v]]></v></c></row></sheetData></worksheet>'
    ),
    "entities and escapes": (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>&#72;</v></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>_x0076_</t></is></c></row></sheetData></worksheet>'
    ),
    "rows out of order": (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="2"><c r="A2" t="str"><v>v</v></c></row>'
        '<row r="1"><c r="A1" t="str"><v>H</v></c></row></sheetData></worksheet>'
    ),
}


@pytest.mark.parametrize("xml", ODD.values(), ids=ODD.keys())
def test_unusual_but_legal_xml_is_read_like_any_other(xml):
    raw = read(with_part(xml))
    assert ([h.text for h in raw.headers], grid(raw)) == (["H"], {2: ["v"]})


def test_a_damaged_cell_is_refused_with_file_sheet_and_cell():
    package = with_xml('<sheetData><row r="1"><c r="B1" t="s"><v>99</v></c></row></sheetData>')
    with pytest.raises(
        Damaged, match=r"^Sales\.xlsx, sheet Invoices, cell B1: its text 99 is not among the book's 1 texts\."
    ):
        read(package)


def test_a_big_sheet_goes_the_fast_way_and_says_the_same(monkeypatch):
    rows = [[f"INV-{r}", r / 100, r % 2 == 0, None, "Open"] for r in range(3000)]
    package = with_rows(["Number", "Net", "Paid", "Empty", "State"], *rows)
    fast = grid(read(package))
    monkeypatch.setattr(reading, "_FAST_FROM", 10**9)
    assert fast == grid(read(package)) == {r + 2: row for r, row in enumerate(rows)}


def test_what_is_not_there_costs_no_array_of_its_own():
    raw = read(with_rows(["A", "B"], [1, 2], [3, 4]))
    assert np.shares_memory(raw.columns[1].texts, raw.columns[2].texts)
    assert not raw.columns[1].texts.flags.writeable


def cells_of(sheet):
    """(row, column) -> openpyxl's cell, where it has a value."""
    return {(c.row, c.column): c for row in sheet.iter_rows() for c in row if c.value is not None}


BOOKS = [
    "messy/readxl_type_me.xlsx",
    "messy/readxl_deaths.xlsx",
    "messy/readxl_currency_formats.xlsx",
    "messy/ms_task_reminders.xlsx",
    "messy/mstpl_Invoice_Tracking_Workbook_TP10206157.xltx",
]


@pytest.mark.parametrize("book", BOOKS)
def test_openpyxl_reads_the_same_values_in_real_books(shared, book):
    path = shared / "data" / book
    package = Package.read(path)
    opinions = [openpyxl.load_workbook(path, data_only=data_only) for data_only in (True, False)]
    compared = 0
    for entry in package.sheets:
        values, formulas = (cells_of(opinion[entry.name]) for opinion in opinions)
        raw = read_sheet(package, entry, 1)
        for column, cells in raw.columns.items():
            for i, row in enumerate(raw.rows.tolist()):
                compared += _same(cells, i, values.get((row, column)), formulas.get((row, column)))
    assert compared > 5


def _same(cells, i, cell, formula):
    kind = int(cells.kinds[i])
    assert bool(cells.formulas[i]) == (formula is not None and formula.data_type == "f")
    if cell is None:
        assert kind == BLANK
        return 0
    if kind == NUMBER and bool(cells.dates[i]):
        serial = openpyxl.utils.datetime.to_excel(cell.value)
        assert float(cells.numbers[i]) == pytest.approx(serial, abs=1e-8)
    elif kind == NUMBER:
        assert float(cells.numbers[i]) == cell.value
    elif kind == BOOL:
        assert bool(cells.numbers[i]) is cell.value
    else:
        assert kind == (ERROR if cell.data_type == "e" else TEXT)
        assert cells.texts[i] == cell.value
    return 1


def test_every_sheet_of_the_real_books_is_read_or_refused_in_words(corpus):
    read_sheets = 0
    for path in sorted(corpus.glob("*.xl*")):
        try:
            package = Package.read(path)
        except SalessheetsError:
            continue  # the gate's business
        for entry in package.sheets:
            if entry.kind == "worksheet":
                raw = read_sheet(package, entry)
                assert all(len(column) == len(raw.rows) for column in raw.columns.values())
                assert (np.diff(raw.rows) > 0).all()
                assert all(header.column in raw.columns for header in raw.headers)
                read_sheets += 1
    assert read_sheets > 150


def test_a_chart_tab_is_refused_in_words():
    def fill(book, sheet):
        sheet.write_row("A1", [1, 2])
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Invoices!$A$1:$B$1"})
        book.add_chartsheet("Chart").set_chart(chart)

    package = made(fill)
    with pytest.raises(Damaged, match="sheet Chart: this tab has no cells"):
        read_sheet(package, package.sheet("Chart"))


def test_reading_leaves_the_package_as_it_was():
    package = with_rows(["A"], [1])
    before = package.sha256
    read(package)
    assert Package.from_bytes(package.rebuilt()).data(package.sheets[0].part) == package.data(package.sheets[0].part)
    assert package.sha256 == before
    assert ZipFile(BytesIO(package.content)).testzip() is None
