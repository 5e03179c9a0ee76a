"""Formulas come with the value that Excel would show, for readers that calculate nothing."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from io import BytesIO

import openpyxl
import pytest
from xlsxwriter import Workbook

from salessheets.xlsx.package import Package
from salessheets.xlsx.template import fill_template

FORMULAS = """
SUM(B4:B4) | AVERAGE(B4:B4) | MIN(B4:B4) | MAX(B4:B4) | COUNT(A4:C4) | COUNTA(A4:D4) | COUNTBLANK(D4:D4)
SUBTOTAL(109,B4:B5) | SUBTOTAL(9,B4:B5) | SUM(rows[Sales]) | SUM(rows[[#All],[Sales]]) | SUBTOTAL(101,rows[Target])
SUMIF(A4:A4,"Bo",B4:B4) | SUMIFS(B4:B4,C4:C4,">=90") | SUMIFS(B4:B4,A4:A4,"*o*",C4:C4,"<>70") | COUNTIF(B4:B4,">80")
COUNTIFS(A4:A4,"<>Bo",C4:C4,90) | AVERAGEIF(C4:C4,">70",B4:B4) | AVERAGEIFS(B4:B4,C4:C4,">1000") | _xlfn.MAXIFS(B4:B4,C4:C4,"<100")
INDEX(A4:A4,MATCH(MAX(B4:B4),B4:B4,0)) | MATCH("cy",A4:A4,0) | VLOOKUP("Bo",A4:C4,3,FALSE) | VLOOKUP("Zoe",A4:C4,3,FALSE)
IFERROR(VLOOKUP("Zoe",A4:C4,3,FALSE),"none") | IF(B5>C5,"over","under") | IF(B4="","blank",B4) | IF(C4>1,1)
ROUND(B5/C5,3) | ROUND(2.675,2) | ROUNDUP(B5/7,1) | ROUNDDOWN(-B5/7,1) | INT(-2.5) | MOD(-7,3) | ABS(-B5) | B5/0
-2^2 | 2^3^2 | 10% | 1-5% | (1+2)*3 | 7-2-1 | 12/2/3 | "a"&1.5 | "a"="A" | 1<"a" | B4<>C4
AND(B5>1,C5>1) | OR(B5<0,FALSE) | NOT(TRUE) | ISNUMBER(A4) | ISTEXT(A4) | ISBLANK(D4) | ISERROR(1/0)
LEFT("sales",2) | RIGHT("sales",2) | MID("sales",2,3) | LEN(A4) | UPPER(A4) | CONCATENATE(A4,"-",B4) | TRIM("  a  b ")
SUMPRODUCT(B4:B4,C4:C4) | LARGE(B4:B4,2) | SMALL(B4:B4,1) | RANK(80,B4:B4) | MEDIAN(B4:B4) | PRODUCT(C4:C4) | STDEV(B4:B4)
YEAR(46062) | MONTH(46062) | DAY(46062) | DATE(2026,14,3) | ROW() | ROWS(B4:B4) | COLUMN(C1) | SUM(B:B)
TotalSales*2 | SUM(SalesRange) | IFERROR(1/0,0)+N("x") | IF(TRUE,,5) | SUM(B4:B4)/COUNT(B4:B4) | COUNTIF(A4:A4,A5)
"""
WANTED = [formula.strip() for line in FORMULAS.strip().splitlines() for formula in line.split(" | ")]
RECORDS = [
    {"Rep": "Ana", "Sales": 100.5, "Target": 90, "Since": dt.date(2025, 1, 1)},
    {"Rep": "Bo", "Sales": 80, "Target": 100, "Since": None},
    {"Rep": "Cy", "Sales": 70.25, "Target": 70, "Since": dt.date(2026, 2, 9)},
]
IN_ROWS = ["B4-C4", "SUM(B$4:B4)", "B4/$B$5", "B4/SUM(B$4:B$4)", "N(J3)+B4", 'IF(B4>=C4,"yes","no")', "RANK(B4,B$4:B$4)",
           "rows[[#This Row],[Sales]]*2", 'IFERROR(B4/(C4-100),"-")', "ROW()"]  # fmt: skip


def build(book):
    sheet = book.add_worksheet("Report")
    columns = [
        {"header": "Rep", "total_string": "Total"}, {"header": "Sales", "total_function": "sum"},
        {"header": "Target", "total_function": "average"}, {"header": "Since"},
    ]  # fmt: skip
    sheet.add_table("A3:D5", {"name": "rows", "columns": columns, "total_row": True})
    for column, formula in enumerate(IN_ROWS, 5):
        sheet.write_formula(3, column, "=" + formula)
    for row, formula in enumerate(WANTED, 9):
        sheet.write_formula(row, 5, "=" + formula)
    other = book.add_worksheet("Summary")
    other.write_formula("A1", "=SUM(Report!B4:B4)")
    other.write_formula("A2", "=A3*2")
    other.write_formula("A3", "=A1+1")
    other.write_formula("A4", "=TODAY()-A1")
    book.define_name("TotalSales", "=Report!$B$5")
    book.define_name("SalesRange", "=Report!$B$4:$B$4")


@pytest.fixture(scope="module")
def filled():
    with Workbook(made := BytesIO()) as book:
        build(book)
    return Package.from_bytes(fill_template(Package.from_bytes(made.getvalue()), {"rows": RECORDS}))


def read(content):
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {(s.title, cell.row, cell.column): cell.value for s in book for row in s.iter_rows() for cell in row}


@pytest.fixture(scope="module")
def recalculated(filled, tmp_path_factory):
    """The same workbook without stored values, calculated by LibreOffice."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed: its values cannot be compared")
    parts = [entry.part for entry in filled.sheets]
    bare = {part: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", filled.data(part)) for part in parts}
    bare = {part: re.sub(rb'(<c [^>]*?) t="(?:str|b|e)">(<f)', rb"\1>\2", data) for part, data in bare.items()}
    folder = tmp_path_factory.mktemp("office")
    (folder / "in.xlsx").write_bytes(filled.rebuilt(bare))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(folder / "out"), str(folder / "in.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return read((folder / "out" / "in.xlsx").read_bytes())


def test_stored_values_equal_what_libreoffice_calculates(filled, recalculated):
    stored = read(filled.content)
    differ = {}
    for place, value in stored.items():
        formula = WANTED[place[1] - 12] if place[2] == 6 and place[1] >= 12 and place[0] == "Report" else ""
        other = recalculated.get(place)
        same = (
            value == pytest.approx(other, rel=1e-12)
            if isinstance(value, float) and isinstance(other, (int, float))
            else value == other
        )
        if not same and place != ("Summary", 4, 1):
            differ[place, formula] = (value, other)
    assert differ == {}


def test_the_figures_of_a_report_are_right(filled):
    stored = read(filled.content)
    column = lambda letter: [stored["Report", row, ord(letter) - 64] for row in (4, 5, 6)]  # noqa: E731
    assert column("F") == [10.5, -20, 0.25]
    assert column("G") == [100.5, 180.5, 250.75]
    assert column("J") == [100.5, 180.5, 250.75]
    assert column("K") == ["yes", "no", "yes"]
    assert stored["Report", 7, 2] == 250.75
    assert [stored["Summary", row, 1] for row in (1, 2, 3)] == [250.75, 503.5, 251.75]


def test_a_formula_that_is_not_understood_has_no_value_rather_than_a_wrong_one(filled):
    assert read(filled.content)["Summary", 4, 1] is None


def test_all_formulas_of_the_list_have_values(filled):
    stored = read(filled.content)
    without = [formula for row, formula in enumerate(WANTED, 12) if stored["Report", row, 6] is None]
    assert without == []


def test_a_chain_of_formulas_longer_than_the_stack_is_worked_out():
    with Workbook(made := BytesIO()) as book:
        sheet = book.add_worksheet("Report")
        sheet.write("A1", "{{ x }}")
        for row in range(1, 3000):
            sheet.write_formula(row, 1, f"=B{row}+1" if row > 1 else "=A1")
            sheet.write_formula(row, 2, f"=C{row + 2}+1" if row < 2999 else "=A1")
        sheet.write_formula("D1", "=D2")
        sheet.write_formula("D2", "=D1")
    stored = read(fill_template(Package.from_bytes(made.getvalue()), {"x": 1}))
    assert (stored["Report", 3000, 2], stored["Report", 2, 3]) == (2999, 2999)
    assert (stored["Report", 1, 4], stored["Report", 2, 4]) == (None, None)
