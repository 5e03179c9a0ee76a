"""The command line: what each command prints, the exit codes, and that a console of any kind can show it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from salessheets import __version__
from salessheets.cli import main
from salessheets.newbooks import new_book

AS_OF = ["--as-of", "2026-03-31"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book with one overdue invoice and nothing wrong in it."""
    path = tmp_path_factory.mktemp("made") / "Sales.xlsx"
    return new_book(path, "starter", rows("C00001"), {"Base currency": "EUR"})


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same book with an invoice to a customer who does not exist."""
    path = tmp_path_factory.mktemp("faulty") / "Sales.xlsx"
    return new_book(path, "starter", rows("C09999"), {"Base currency": "EUR"})


def rows(customer: str) -> dict[str, list[dict[str, object]]]:
    day = date(2026, 1, 5)
    return {
        "Reps": [{"Rep ID": "R01", "Name": "Ana", "E-mail": "ana@test.example", "Time zone": "UTC", "Started": date(2020, 1, 1)}],
        "Customers": [
            {
                "Customer ID": "C00001", "Customer name": "Zürich “Nord” चालान", "Kind": "Company", "Status": "Active",
                "Billing street": "1 Mill Lane", "Billing city": "Leeds", "Billing country": "GB", "Letters to": "Billing",
                "Language": "en_GB", "Rep ID": "R01", "Region": "North", "Terms": "30 days", "Currency": "EUR",
            }
        ],
        "Invoices": [
            {
                "Invoice No": "INV-1", "Type": "Invoice", "Date": day, "Customer ID": customer, "Rep ID": "R01",
                "Terms": "30 days", "Currency": "EUR", "Net": Decimal(100), "Tax": Decimal(0), "Status": "Sent",
                "Sent on": day, "Dispute": "No",
            }
        ],
    }  # fmt: skip


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "Sales.xlsx"))


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], env=environment)


def digest(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def in_process(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "salessheets", *map(str, arguments)],
        capture_output=True, env={**os.environ, **environment}, check=False,
    )  # fmt: skip


# ---------------------------------------------------------------- help and version


def test_help_starts_without_the_heavy_libraries():
    probe = "import sys; from salessheets.cli import main; main(['--help'], standalone_mode=False); print([m for m in ('pandas', 'openpyxl', 'lxml', 'numpy', 'rich') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"


def test_version_is_told():
    assert run("--version").output.strip() == f"salessheets, version {__version__}"


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: main {command}")


# ---------------------------------------------------------------- the commands


def test_new_makes_a_book_and_never_overwrites_a_file(tmp_path):
    path = tmp_path / "Mine.xlsx"
    first = run("new", path, "--book", "starter", "--currency", "GBP")
    before = digest(path)
    again = run("new", path)
    assert (first.exit_code, again.exit_code) == (0, 2)
    assert "salessheets refresh" in first.output
    assert "there is a file of that name" in again.output
    assert digest(path) == before


def test_check_tells_the_findings_and_writes_nothing(faulty, tmp_path):
    path = Path(shutil.copy(faulty, tmp_path / "Sales.xlsx"))
    before = digest(path)
    result = run("check", path, *AS_OF)
    assert result.exit_code == 1
    assert "[unknown-reference]" in result.output
    assert "Invoices!D2 (INV-1)" in result.output
    assert digest(path) == before
    assert [file.name for file in tmp_path.iterdir()] == ["Sales.xlsx"]


def test_refresh_closes_with_the_proof_and_undo_takes_it_back(book):
    old = book.read_bytes()
    done = run("refresh", book, *AS_OF, "--no-reports")
    assert done.exit_code == 0
    assert "nothing else touched" in done.output.splitlines()[-1]
    again = run("refresh", book, *AS_OF, "--no-reports")
    assert again.output.splitlines()[-1] == "0 cells changed, the workbook is up to date; not a byte was written."
    assert "backup: Sales " in run("history", book).output
    assert run("undo", book).exit_code == 0
    assert book.read_bytes() == old
    assert run("undo", book).exit_code == 3


def test_a_refresh_tells_per_sheet_what_was_used_left_out_found_and_changed(book):
    lines = run("refresh", book, *AS_OF, "--no-reports").output.splitlines()
    table = {line.split("  ")[0]: line.split() for line in lines if line.startswith(("Invoices", "To Do"))}
    assert table["Invoices"][:4] == ["Invoices", "1", "0", "0"]
    assert table["To Do"][-4:] == ["0", "->", "1", "rows"]


def test_a_dry_run_shows_old_and_new_and_writes_nothing(book):
    before = digest(book)
    result = run("refresh", book, *AS_OF, "--dry-run")
    assert result.exit_code == 0
    assert "    Invoices!T2: blank -> 2026-02-04" in result.output
    assert "Dry run, nothing was written: " in result.output
    assert digest(book) == before
    assert [file.name for file in book.parent.iterdir()] == ["Sales.xlsx"]


def test_reports_go_to_the_folder_that_is_named(book, tmp_path):
    result = run("refresh", book, *AS_OF, "--out", tmp_path / "for the boss")
    assert result.exit_code == 0
    written = sorted((tmp_path / "for the boss").iterdir())
    assert written
    assert all(str(path) in result.output for path in written)


def test_a_foreign_workbook_is_only_looked_at_until_yes(tmp_path):
    path = tmp_path / "Old book.xlsx"
    other = openpyxl.Workbook()
    other.active.title = "Customers"
    other.active.append(["Customer ID", "Customer name"])
    other.active.append(["C1", "Nord"])
    other.save(path)
    before = digest(path)
    looked = run("refresh", path, *AS_OF, "--fail-on", "never")
    assert looked.exit_code == 0
    assert "was not made by salessheets" in looked.output
    assert digest(path) == before
    written = run("refresh", path, *AS_OF, "--yes", "--fail-on", "never")
    assert "nothing else touched" in written.output
    assert "was not made by" not in run("refresh", path, *AS_OF, "--fail-on", "never").output


# ---------------------------------------------------------------- exit codes


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("hint", 1), ("never", 0)])
def test_fail_on_decides_which_findings_count(faulty, fail_on, code):
    assert run("check", faulty, *AS_OF, "--fail-on", fail_on).exit_code == code


@pytest.mark.parametrize(
    "arguments",
    [["--as-of", "tomorrow"], ["--as-of", "2026-02-30"], ["--frobnicate"], ["--fail-on", "maybe"], ["again.xlsx"]],
    ids=" ".join,
)
def test_a_command_that_is_not_understood_ends_with_2(book, arguments):
    before = digest(book)
    result = run("refresh", book, *arguments)
    assert result.exit_code == 2
    assert "Error:" in result.output
    assert digest(book) == before


def test_a_file_that_is_not_there_or_is_a_folder_ends_with_3_and_the_next_step(book):
    missing = run("refresh", book.parent / "Sals.xlsx")
    folder = run("check", book.parent)
    assert (missing.exit_code, folder.exit_code) == (3, 3)
    assert "Did you mean Sales.xlsx?" in missing.output
    assert "this is a folder, not a workbook. Name the workbook in it: Sales.xlsx." in folder.output


def test_a_file_in_use_ends_with_4_and_names_the_person(book):
    book.with_name(".~lock.Sales.xlsx#").write_bytes(b"Ann Lee,ann,desk7,09.02.2026 08:15,;")
    result = run("refresh", book)
    assert result.exit_code == 4
    assert "Ann Lee has the workbook open in LibreOffice" in result.output


def test_a_fault_of_the_program_ends_with_70_and_no_traceback(book, monkeypatch):
    from salessheets import app

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by zero")

    before = digest(book)
    monkeypatch.setattr(app, "refresh", broken)
    result = run("refresh", book)
    assert result.exit_code == 70
    assert "A fault of the program: ZeroDivisionError" in result.output
    assert "Traceback" not in result.output
    assert digest(book) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "unknown-referense"], "Did you mean unknown-reference?"),
        (["columns", "Invoises"], "Did you mean Invoices?"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(arguments, said):
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_rules_and_columns_are_listed_and_explained():
    assert "unknown-reference" in run("explain").output
    assert run("explain", "UNKNOWN-REFERENCE").output.startswith("unknown-reference: ")
    assert "Invoices" in run("columns").output
    assert "Inv No" in run("columns", "invoices").output


# ---------------------------------------------------------------- JSON, quiet, which book


def test_json_is_one_object_with_these_keys(faulty, tmp_path):
    path = Path(shutil.copy(faulty, tmp_path / "Sales.xlsx"))
    told = json.loads(run("refresh", path, *AS_OF, "--no-reports", "--json").output)
    assert set(told) == {
        "schema", "workbook", "as_of", "findings", "rows_read", "rows_left_out", "sheets_missing", "sheets_left_alone", "payment_terms",
        "dry_run", "cells_changed", "rows_added", "rows_removed", "changes", "backup", "files", "reports_withheld", "seconds",
    }  # fmt: skip
    assert (told["schema"], told["workbook"], told["as_of"], told["dry_run"]) == (1, str(path), "2026-03-31", False)
    assert {f["cell"] for f in told["findings"] if f["rule"] == "unknown-reference"} == {"D2"}
    assert set(told["findings"][0]) == {
        "id", "severity", "rule", "sheet", "cell", "row", "column", "key", "found", "wrong", "to_do", "accepted",
    }  # fmt: skip


def test_a_refusal_is_json_too(tmp_path):
    result = CliRunner().invoke(main, ["refresh", str(tmp_path / "none.xlsx"), "--json"])
    assert result.exit_code == 3
    assert json.loads(result.stdout)["error"]["wrong"] == "there is no such file"


def test_quiet_says_nothing_of_a_clean_book_and_all_that_is_wrong_of_another(book, faulty):
    assert run("refresh", book, *AS_OF, "--no-reports", "--quiet").output == ""
    assert "[unknown-reference]" in run("check", faulty, *AS_OF, "--quiet").output


def test_without_a_name_the_only_book_of_ours_in_the_folder_is_taken(book, monkeypatch):
    openpyxl.Workbook().save(book.with_name("Other.xlsx"))
    monkeypatch.chdir(book.parent)
    monkeypatch.delenv("SALESSHEETS_WORKBOOK", raising=False)
    assert run("check", *AS_OF).output.startswith("Sales.xlsx as of 2026-03-31")
    shutil.copy(book, book.with_name("Copy.xlsx"))
    several = run("check", *AS_OF)
    assert several.exit_code == 2
    assert "Copy.xlsx and Sales.xlsx" in several.output
    assert run("check", *AS_OF, SALESSHEETS_WORKBOOK=str(book)).output.startswith("Sales.xlsx")


# ---------------------------------------------------------------- consoles


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8", "latin-1"])
def test_a_console_that_lacks_characters_gets_plain_ones(faulty, encoding):
    result = in_process("check", faulty, *AS_OF, PYTHONIOENCODING=encoding)
    assert result.returncode == 1
    assert result.stderr == b""
    said = result.stdout.decode("utf-8" if encoding == "ascii" else encoding)
    assert ("✖ Error" if encoding == "utf-8" else "Error: A reference leads nowhere") in said


def test_output_that_is_no_terminal_has_no_colour_codes(faulty):
    assert b"\x1b[" not in in_process("check", faulty, *AS_OF).stdout


@pytest.mark.parametrize(("environment", "coloured"), [({"NO_COLOR": "1"}, False), ({}, True)])
def test_rules_are_coloured_on_a_terminal_unless_no_color_is_set(monkeypatch, environment, coloured):
    from salessheets import cli_running

    said: list[str] = []
    monkeypatch.setattr(cli_running.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(cli_running.click, "echo", said.append)
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    cli_running.say("✖ Error: x\n    plain")
    assert said == [("\x1b[31m\x1b[1m✖ Error: x\x1b[0m" if coloured else "✖ Error: x") + "\n    plain"]


def test_check_says_the_payment_terms_in_words_with_an_example() -> None:
    printed = run("check", Path(__file__).parents[1] / "sample_workbooks" / "starter.xlsx").output
    rule = "30 days after the invoice date, then the last day of that month"
    assert f"30 EOM: {rule}. From 31 March 2026: 30 April 2026." in printed
