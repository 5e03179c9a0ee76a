"""The shipped template: current, without faults, and right when LibreOffice calculates it anew."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from salessheets.app.running import run
from salessheets.reports.sales_vs_target import data
from salessheets.sheets.specimen import book_of
from salessheets.xlsx.lint import lint
from salessheets.xlsx.package import Package
from salessheets.xlsx.template import check_template, fill_template

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl drops sparklines

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "reports" / "sales_vs_target.xlsx"
PAGES = ["Summary", "Attainment", "Months", "Weekly", "Receivables", "Control", "About", "Chart data"]

OFFICE = """
Payment Terms
Terms | Line | Portion % | Months | Days | End of month | Counts from
NET30 | 1    | 100%      | 0      | 30   | No           | Invoice date

Reps
Rep ID | Name       | E-mail      | Region | Reports to | Started    | Time zone
R1     | Anita Rao  | a@x.example | North  |            | 2024-02-01 | UTC
R2     | =1+1 & Co  | t@x.example | South  | R1         | 2024-02-01 | UTC

Customers
Customer ID | Customer name | Kind    | Status | Billing street | Billing city | Billing country | Letters to | Language | Rep ID | Region | Terms | Currency
C1          | <Söns> & Co   | Company | Active | Mill Lane      | Leeds        | GB              | Billing    | en_GB    | R1     | North  | NET30 | EUR
C2          | {{ currency }} | Company | Active | Pier 1        | Hull         | GB              | Billing    | en_GB    | R2     | South  | NET30 | EUR

Targets
Target No | Fiscal year | Period | Rep ID | Measure | Counted at | Target | Spread
T-1       | 2026        | FY     | R1     | Revenue | Invoice    | 6,000  | Even
T-2       | 2026        | Q1     | R2     | Revenue | Invoice    | 900    | Even

Invoices
Invoice No | Type        | Date       | Customer ID | Rep ID | Terms | Currency | Net      | Tax    | Status | Sent on    | Dispute
INV-1      | Invoice     | 2026-01-05 | C1          | R1     | NET30 | EUR      | 1,500.00 | 300.00 | Sent   | 2026-01-05 | No
INV-2      | Invoice     | 2026-02-10 | C1          | R1     | NET30 | EUR      | 700.05   | 140.01 | Sent   | 2026-02-10 | No
INV-3      | Invoice     | 2026-03-10 | C2          | R2     | NET30 | EUR      | 450.00   | 90.00  | Sent   | 2026-03-10 | No
CN-4       | Credit note | 2026-03-12 | C2          | R2     | NET30 | EUR      | -50.00   | -10.00 | Sent   | 2026-03-12 | No
INV-5      | Invoice     | 2025-11-03 | C2          | R2     | NET30 | EUR      | 80.00    | 16.00  | Sent   | 2025-11-03 | No

Receipts
Receipt No | Date       | Method        | Payer  | Reference | Amount   | Currency | Customer ID | Apply to
BK-1       | 2026-01-20 | Bank transfer | SOENS  | INV-1     | 1,800.00 | EUR      | C1          | INV-1
BK-2       | 2026-03-20 | Bank transfer | SOENS  | thanks    | 40.00    | EUR      | C1          |
"""


def report_of(text: str) -> dict[str, object]:
    return dict(data(run(book_of(text)).book, "office"))


@pytest.fixture(scope="module")
def figures() -> dict[str, object]:
    return report_of(OFFICE)


@pytest.fixture(scope="module")
def filled(figures) -> Package:
    return Package.from_bytes(fill_template(TEMPLATE, figures), "report.xlsx")


def cells(content: bytes) -> dict[tuple[str, str], object]:
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def formulas(content: bytes) -> dict[tuple[str, str], str]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {
        (s.title, c.coordinate): str(c.value) for s in book for row in s.iter_rows() for c in row if c.data_type == "f"
    }


def calculated(package: Package, folder: Path) -> dict[tuple[str, str], object]:
    """The workbook without its stored values, calculated by LibreOffice."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed: its values cannot be compared")
    bare = {entry.part: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", package.data(entry.part)) for entry in package.sheets}
    bare = {part: re.sub(rb'(<c [^>]*?) t="(?:str|b|e)">(<f)', rb"\1>\2", content) for part, content in bare.items()}
    (folder / "report.xlsx").write_bytes(package.rebuilt(bare))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(folder / "out"), str(folder / "report.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return cells((folder / "out" / "report.xlsx").read_bytes())


def test_the_template_is_the_one_that_its_script_makes():
    program = "import sys; from make_sales_vs_target import TARGET, made, members; sys.exit(members(TARGET.read_bytes()) != members(made()))"
    run_ = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "scripts", check=False, capture_output=True, text=True
    )
    assert run_.returncode == 0, f"run: python scripts/make_sales_vs_target.py\n{run_.stderr}"


def test_the_template_fills_without_a_fault_or_a_doubt(figures):
    assert check_template(TEMPLATE, figures) == ()


def test_an_empty_book_fills_it_too():
    assert check_template(TEMPLATE, report_of("")) == ()


def test_a_filled_report_is_a_sound_package(filled):
    assert lint(filled) == ()


def test_the_same_figures_make_the_same_bytes(figures, filled):
    assert fill_template(TEMPLATE, figures) == filled.content


def test_the_pages_stand_in_order_and_nothing_is_hidden(filled):
    assert [(entry.name, entry.state) for entry in filled.sheets] == [(page, "visible") for page in PAGES]


def test_no_expression_is_left_but_the_one_that_is_a_customer_s_name(filled):
    left = {place: value for place, value in cells(filled.content).items() if "{{" in str(value)}
    assert set(left.values()) == {"{{ currency }}"}


def test_a_name_that_looks_like_a_formula_is_text(filled):
    shown = cells(filled.content)
    assert "=1+1 & Co" in shown.values()
    assert "=1+1 & Co" not in formulas(filled.content).values()


def test_no_page_has_merged_cells(filled):
    assert all(b"<mergeCell" not in filled.data(entry.part) for entry in filled.sheets)


def test_every_chart_tells_in_words_what_it_shows(filled):
    frames = [
        frame
        for name in filled.names
        if re.fullmatch(r"xl/drawings/drawing\d+\.xml", name)
        for frame in re.findall(rb"<xdr:cNvPr [^>]*>", filled.data(name))
    ]
    assert len(frames) == 6
    assert all(re.search(rb'descr="[^"]{20,}"', frame) for frame in frames)


def test_every_page_prints_on_a4_one_page_wide_with_a_footer(filled):
    for entry in filled.sheets:
        xml = filled.data(entry.part)
        assert b'paperSize="9"' in xml
        assert b"<oddFooter>" in xml
        assert b'fitToPage="1"' in xml
    assert re.search(rb'fitToHeight="0"', filled.data(filled.sheet("Summary").part)) is None


def test_formulas_use_only_functions_that_every_program_has(filled):
    used = {
        name for formula in formulas(filled.content).values() for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", formula)
    }
    assert used == {"SUM", "SUBTOTAL", "IF", "OR", "N", "ROUND", "HYPERLINK"}


def test_every_check_of_the_control_page_ties_when_calculated_anew(filled, tmp_path):
    anew = calculated(filled, tmp_path)
    words = [
        value
        for (sheet, place), value in anew.items()
        if sheet == "Control" and place.startswith("E") and "tie" in str(value)
    ]
    assert words == ["● ties"] * 7
    wrong = {place: value for place, value in anew.items() if re.match(r"#|Err:", str(value))}
    assert wrong == {}
    stored = cells(filled.content)
    differ = {}
    for place in formulas(filled.content):
        mine, other = stored.get(place) or "", anew.get(place) or ""
        same = (
            mine == pytest.approx(other, abs=1e-9)
            if isinstance(mine, (int, float)) and isinstance(other, (int, float))
            else mine == other
        )
        if not same:
            differ[place] = (mine, other)
    assert differ == {}


def test_a_figure_that_does_not_tie_is_called_so(figures):
    bent = figures | {"documents_year": 1}
    package = Package.from_bytes(fill_template(TEMPLATE, bent), "bent.xlsx")
    words = [
        value
        for (sheet, place), value in cells(package.content).items()
        if sheet == "Control" and place.startswith("E") and "tie" in str(value)
    ]
    assert words[:4] == ["▼ does not tie"] * 3 + ["● ties"]


def test_the_page_of_fields_names_exactly_what_there_is(figures):
    page = (ROOT / "docs" / "reference" / "sales_vs_target.md").read_text(encoding="utf-8")
    datasets = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", page, re.MULTILINE))
    assert {name: row.split(", ") for name, row in datasets.items()} == {
        name: list(value[0]) for name, value in figures.items() if isinstance(value, list)
    }
    told = set(re.findall(r"`(\w+)[`.]", page)) | {"headlines", "months"}
    assert {name for name in figures if not isinstance(figures[name], list)} <= told
