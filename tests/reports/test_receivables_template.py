"""The template of the report "Receivables": current, without faults, and right when LibreOffice calculates it anew."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from salessheets.app.opening import open_workbook
from salessheets.app.running import run
from salessheets.reports.receivables import data, declared
from salessheets.sheets.specimen import book_of
from salessheets.xlsx.lint import lint
from salessheets.xlsx.package import Package
from salessheets.xlsx.template import check_template, fill_template

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "reports" / "receivables.xlsx"
PAGES = ["Summary", "Ageing", "Papers", "Cash", "Control", "About", "Chart data"]
Values = dict[tuple[str, str], object]


@pytest.fixture(scope="module")
def figures() -> dict[str, object]:
    book = open_workbook(ROOT / "sample_workbooks" / "standard.xlsx", date(2026, 3, 31)).book
    return dict(data(run(book).book, "standard"))


@pytest.fixture(scope="module")
def filled(figures) -> Package:
    return Package.from_bytes(fill_template(TEMPLATE, figures), "report.xlsx")


def cells(content: bytes, *, values: bool = True) -> Values:
    book = openpyxl.load_workbook(BytesIO(content), data_only=values)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def results(shown: Values) -> list[object]:
    return [
        value for place, value in shown.items() if place[0] == "Control" and "tie" in str(value) and place[1][0] == "E"
    ]


def calculated(package: Package, folder: Path) -> Values:
    """The workbook without its stored values, calculated by LibreOffice."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed: its values cannot be compared")
    bare = {entry.part: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", package.data(entry.part)) for entry in package.sheets}
    bare = {part: re.sub(rb'(<c [^>]*?) t="(?:str|b|e)">(<f)', rb"\1>\2", content) for part, content in bare.items()}
    (folder / "report.xlsx").write_bytes(package.rebuilt(bare))
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir"]
    subprocess.run(
        [*command, str(folder / "out"), str(folder / "report.xlsx")], check=True, capture_output=True, timeout=180
    )
    return cells((folder / "out" / "report.xlsx").read_bytes())


def test_the_template_is_the_one_that_its_script_makes():
    program = "import sys; from make_receivables import TARGET, made, members; sys.exit(members(TARGET.read_bytes()) != members(made()))"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT / "scripts", check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, f"run: python scripts/make_receivables.py\n{done.stderr}"


def test_the_template_fills_without_a_fault_also_from_an_empty_book(figures):
    assert check_template(TEMPLATE, figures) == ()
    assert check_template(TEMPLATE, dict(data(run(book_of("")).book, "office"))) == ()


def test_a_filled_report_is_a_sound_package_with_its_pages_in_order(filled):
    assert lint(filled) == ()
    assert [(entry.name, entry.state) for entry in filled.sheets] == [(page, "visible") for page in PAGES]
    assert not any("{{" in str(value) for value in cells(filled.content).values())


def test_every_page_prints_one_page_wide_with_a_footer_of_page_and_day(filled):
    for entry in filled.sheets:
        xml = filled.data(entry.part)
        assert b'fitToPage="1"' in xml
        assert b"31 Mar 2026" in xml.partition(b"<oddFooter>")[2]
        assert b"Page &amp;P of &amp;N" in xml


def test_every_check_ties_and_every_formula_is_what_libreoffice_calculates(filled, tmp_path):
    anew, stored = calculated(filled, tmp_path), cells(filled.content)
    assert results(anew) == ["● ties"] * 8
    formulas = [place for place, value in cells(filled.content, values=False).items() if str(value).startswith("=")]
    unlike = {
        place: (stored.get(place), anew.get(place))
        for place in formulas
        if (stored.get(place) or "") != pytest.approx(anew.get(place) or "", abs=1e-9)
    }
    assert len(formulas) > 60
    assert unlike == {}


@pytest.mark.parametrize(
    ("field", "broken"),
    [
        ("billed", [0, 1, 2, 3, 7]),
        ("ledger_open", [3]),
        ("ledger_overdue", [4]),
        ("ledger_disputed", [5]),
        ("ledger_both", [7]),
    ],
)
def test_a_figure_that_does_not_tie_is_called_so(figures, field, broken):
    bent = figures | {field: figures[field] + 1}
    words = results(cells(fill_template(TEMPLATE, bent)))
    assert [at for at, word in enumerate(words) if word == "▼ does not tie"] == broken


def test_the_declared_fields_are_exactly_those_there_are(figures):
    lists = {name: list(value[0]) for name, value in figures.items() if isinstance(value, list)}
    assert {dataset.name: [field.name for field in dataset.fields] for dataset in declared.DATASETS} == lists
    parts = {name: value for name, value in figures.items() if not isinstance(value, list)}
    names = {f"{name}.{part}" for name, value in parts.items() if isinstance(value, dict) for part in value}
    names |= {name for name, value in parts.items() if not isinstance(value, dict)}
    assert sorted(field.name for field in declared.VALUES) == sorted(names)


def oracle(path: Path) -> dict[str, int]:
    """What a plain program finds in the refreshed workbook's own rows, in cents."""
    book = openpyxl.load_workbook(path, data_only=True)

    def table(name: str) -> list[dict[str, object]]:
        grid = [list(row) for row in book[name].iter_rows(values_only=True)]
        head = next(at for at, row in enumerate(grid) if row[0] in {"Invoice No", "Receipt No", "Allocation ID"})
        return [dict(zip(grid[head], row, strict=True)) for row in grid[head + 1 :] if row[0]]

    def cents(value: object) -> int:
        return round(float(str(value or 0)) * 100)

    applied: dict[object, int] = {}
    for part in table("Allocations"):
        for paper in (part["Invoice No"], part["Source"]):
            sign = 1 if paper == part["Invoice No"] else -1
            applied[paper] = applied.get(paper, 0) + sign * cents(part["Amount"])
    sent = [row for row in table("Invoices") if row["Status"] in {"Sent", "Written off"}]
    open_ = {
        row["Invoice No"]: cents(row["Net"]) + cents(row["Tax"]) - applied.get(row["Invoice No"], 0) for row in sent
    }
    left = sum(cents(row["Amount"]) + applied.get(row["Receipt No"], 0) for row in table("Receipts"))
    late = sum(
        open_[row["Invoice No"]]
        for row in sent
        if open_[row["Invoice No"]] > 0 and row["Due date"].date() < date(2026, 3, 31)
    )
    return {"ledger_open": sum(open_.values()) - left, "ledger_overdue": late}


def test_open_and_overdue_are_what_a_plain_program_adds_up_from_the_rows(figures, tmp_path):
    from salessheets.app import refresh

    path = tmp_path / "book.xlsx"
    shutil.copyfile(ROOT / "sample_workbooks" / "standard.xlsx", path)
    refresh(path, reports=False)
    assert {name: int(figures[name] * 100) for name in ("ledger_open", "ledger_overdue")} == oracle(path)
