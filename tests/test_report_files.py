"""The report workbooks beside a book: their names, and what becomes of one that somebody edited."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from salessheets.cli import main
from salessheets.newbooks import make

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, to openpyxl

AS_OF = ("--as-of", "2026-03-31")
SALES, OWED = "Sales - Sales against target 2026-03-31.xlsx", "Sales - Receivables 2026-03-31.xlsx"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make(tmp_path_factory.mktemp("made") / "Sales.xlsx", "starter", sample=True).path.read_bytes()


@pytest.fixture
def book(sample: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "Sales.xlsx"
    path.write_bytes(sample)
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def refresh(book: Path, *options: str) -> Result:
    return run("refresh", book, *AS_OF, "--out", book.parent / "out", "--fail-on", "never", *options)


def edited(path: Path) -> bytes:
    """Write a remark into a report, as somebody in the office would."""
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0]["A1"] = "Ask Ana"
    workbook.save(path)
    return path.read_bytes()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix == ".xlsx")


def test_reports_are_named_by_book_report_and_day_so_that_each_day_keeps_its_own(book):
    refresh(book)
    run("refresh", book, "--as-of", "2026-04-01", "--out", book.parent / "out", "--fail-on", "never")
    assert names(book.parent / "out") == [
        "Sales - Receivables 2026-03-31.xlsx",
        "Sales - Receivables 2026-04-01.xlsx",
        "Sales - Sales against target 2026-03-31.xlsx",
        "Sales - Sales against target 2026-04-01.xlsx",
    ]


@pytest.mark.parametrize(
    ("mine", "other", "title"), [(SALES, OWED, "Sales against target"), (OWED, SALES, "Receivables")]
)
def test_a_report_edited_by_hand_is_left_and_told_and_the_other_is_made(book, mine, other, title):
    out = book.parent / "out"
    refresh(book)
    before = edited(out / mine)
    (out / other).unlink()
    result = refresh(book)
    assert result.exit_code == 3
    assert f"The report “{title}” was not made. " in result.output
    assert "edited by hand" in result.output
    assert f"Report: {out / other}" in result.output
    assert (out / mine).read_bytes() == before
    assert (out / other).is_file()


def test_a_forced_refresh_replaces_an_edited_report_and_keeps_it_as_a_backup(book):
    out = book.parent / "out"
    refresh(book)
    fresh = (out / OWED).read_bytes()
    mine = edited(out / OWED)
    result = refresh(book, "--force")
    assert result.exit_code == 0
    assert (out / OWED).read_bytes() == fresh
    kept = [path for path in out.rglob("*") if path.is_file() and path != out / OWED and path.read_bytes() == mine]
    assert len(kept) == 1
