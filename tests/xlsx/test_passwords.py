"""Workbooks with a password to open: changed like any other, and never on the disk without it."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from xlsxwriter import Workbook

import salessheets
from salessheets.cli import main
from salessheets.errors import Damaged, NotAWorkbook, Refused, Unsupported
from salessheets.newbooks import make
from salessheets.xlsx import saving
from salessheets.xlsx.container import passwords
from salessheets.xlsx.package import Package

pytest.importorskip("msoffcrypto", reason="protected workbooks need the extra `password`")

PASSWORD = "Grüße 2026 "
MARKS = (b"PK\x03\x04", b"xl/workbook.xml", b"Number", b"INV-1")
LAST_DAY = date(2026, 3, 31)


def plain_book() -> bytes:
    with Workbook(made := BytesIO()) as book:
        book.add_worksheet("Invoices").write_row("A1", ["Number", "Amount"])
        book.worksheets()[0].write_row("A2", ["INV-1", 12])
    return made.getvalue()


@pytest.fixture(scope="module")
def stored() -> bytes:
    return passwords.protected(plain_book(), PASSWORD, "Plan.xlsx")


@pytest.fixture
def path(tmp_path, stored) -> Path:
    (tmp_path / "Plan.xlsx").write_bytes(stored)
    return tmp_path / "Plan.xlsx"


@pytest.fixture(scope="module")
def sales(tmp_path_factory) -> bytes:
    plain = make(tmp_path_factory.mktemp("plain") / "Sales.xlsx", "starter", sample=True).path
    return passwords.protected(plain.read_bytes(), PASSWORD, "Sales.xlsx")


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def opened_to_write() -> Iterator[list[str]]:
    """The names of files that anybody opens to write, however it is done."""
    found: list[str] = []
    wanted = [True]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if wanted and event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            found.append(str(arguments[0]))

    sys.addaudithook(hook)  # it cannot be taken away, so it is told when to rest
    yield found
    wanted.clear()


def cell(path: Path, address: str) -> object:
    import openpyxl

    return openpyxl.load_workbook(BytesIO(Package.read(path, password=PASSWORD).content))["Invoices"][address].value


def test_a_cell_is_set_in_a_protected_workbook_which_stays_protected(path):
    proof = salessheets.set_cells(path, {("Invoices", "B2"): 34}, password=PASSWORD)
    assert str(proof) == "1 cell changed, nothing else touched"
    assert passwords.is_protected(path.read_bytes())
    assert (cell(path, "A2"), cell(path, "B2")) == ("INV-1", 34)


def test_rows_are_appended_to_a_protected_workbook(path):
    salessheets.append_rows(path, "Invoices", [{"Number": "INV-2", "Amount": 5}], password=PASSWORD)
    assert (cell(path, "A3"), cell(path, "B3")) == ("INV-2", 5)
    assert passwords.is_protected(path.read_bytes())


def test_undo_brings_back_the_exact_protected_bytes_without_the_password(path, stored):
    salessheets.set_cells(path, {("Invoices", "B2"): 34}, password=PASSWORD)
    salessheets.append_rows(path, "Invoices", [{"Number": "INV-2"}], password=PASSWORD)
    saving.undo(path)
    saving.undo(path)
    assert path.read_bytes() == stored


def test_setting_the_value_that_stands_there_writes_no_byte(path, stored, tmp_path):
    package = Package.read(path, password=PASSWORD)
    saved = saving.save(package, package.content)
    assert saved.backup is None
    assert files(tmp_path) == {"Plan.xlsx": stored}


def test_no_file_ever_holds_a_plain_byte_of_it(path, tmp_path, monkeypatch, opened_to_write):
    written: list[bytes] = []
    write = saving.disk._write_all

    def noted(handle: int, content: bytes) -> None:
        written.append(bytes(content))
        write(handle, content)

    monkeypatch.setattr(saving.disk, "_write_all", noted)
    salessheets.set_cells(path, {("Invoices", "B2"): 34}, password=PASSWORD)
    saving.undo(path)
    assert sum(map(passwords.is_protected, written)) == 4, "two backups and two new versions"
    contents = [*written, *files(tmp_path).values()]
    assert [mark for mark in MARKS if any(mark in content for content in contents)] == []
    assert [name for name in opened_to_write if not name.startswith(str(tmp_path))] == []


def test_a_wrong_password_is_told_and_the_workbook_left_alone(path, stored, tmp_path):
    with pytest.raises(Refused, match=r"Plan\.xlsx: the password does not open the workbook\. Check it") as told:
        salessheets.set_cells(path, {("Invoices", "B2"): 34}, password=PASSWORD.strip())
    assert told.value.exit_code == 3
    assert PASSWORD.strip() not in str(told.value)
    assert files(tmp_path) == {"Plan.xlsx": stored}


@pytest.mark.parametrize("password", [None, ""])
def test_without_a_password_the_message_says_how_to_give_it(path, password):
    with pytest.raises(NotAWorkbook, match=r"protected with a password.*--password-env NAME.*remove the password"):
        Package.read(path, password=password)


def test_without_the_library_one_line_says_what_to_install(path, monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(Refused) as told:
        Package.read(path, password=PASSWORD)
    assert 'pip install "salessheets[password]"' in str(told.value)
    assert "\n" not in str(told.value)


def test_protected_content_that_was_changed_is_damaged(stored):
    middle = len(stored) // 2
    with pytest.raises(Damaged, match="although the password is right"):
        passwords.opened(stored[:middle] + bytes([stored[middle] ^ 1]) + stored[middle + 1 :], PASSWORD, "Plan.xlsx")


@pytest.mark.parametrize("length", [520, 600, 2000])
def test_a_protected_workbook_that_is_cut_short_is_refused_in_words(stored, length):
    with pytest.raises((Unsupported, Damaged)) as told:
        passwords.opened(stored[:length], PASSWORD, "Plan.xlsx")
    assert told.value.to_do


def test_a_password_for_a_workbook_without_one_is_told_and_the_workbook_stays_plain(tmp_path):
    path = tmp_path / "Plan.xlsx"
    path.write_bytes(plain_book())
    assert Package.read(path, password=PASSWORD).notes == ["The workbook has no password; none was needed."]
    assert Package.read(path).notes == []
    salessheets.set_cells(path, {("Invoices", "B2"): 34}, password=PASSWORD)
    assert path.read_bytes().startswith(b"PK\x03\x04")


def test_a_second_refresh_of_a_protected_workbook_writes_no_byte(sales, tmp_path):
    path = tmp_path / "Sales.xlsx"
    path.write_bytes(sales)
    first = salessheets.refresh(path, LAST_DAY, reports=False, password=PASSWORD)
    assert first.proof is not None
    assert first.backup is not None
    assert first.backup.read_bytes() == sales
    after = files(tmp_path)
    assert passwords.is_protected(after["Sales.xlsx"])
    second = salessheets.refresh(path, LAST_DAY, reports=False, password=PASSWORD)
    assert second.proof is None
    assert files(tmp_path) == after
    assert len(salessheets.history(path)) == 1
    assert not salessheets.read(path, LAST_DAY, password=PASSWORD).frame("Invoices").empty


def command(*arguments: str, **environment: str):
    return CliRunner().invoke(main, list(arguments), env=environment)


def test_the_command_line_takes_the_password_from_the_environment(sales, tmp_path):
    path = tmp_path / "Sales.xlsx"
    path.write_bytes(sales)
    line = ("refresh", str(path), "--as-of", "2026-03-31", "--fail-on", "never", "--password-env", "SECRET")
    done = command(*line, SECRET=PASSWORD)
    assert done.exit_code == 0, done.output
    assert "The reports have no password: whoever may open their folder can read them." in done.output
    assert PASSWORD not in done.output
    wrong = command("check", str(path), "--password-env", "SECRET", SECRET="guess")
    assert (wrong.exit_code, "the password does not open" in wrong.output) == (3, True)
    trimmed = command("trim", str(path), "--dry-run", "--password-env", "SECRET", SECRET=PASSWORD)
    assert trimmed.exit_code == 0, trimmed.output
    assert command("undo", str(path)).exit_code == 0
    assert path.read_bytes() == sales


@pytest.mark.parametrize("environment", [{}, {"SECRET": ""}])
def test_an_environment_variable_that_is_missing_or_empty_is_an_error_of_usage(path, environment):
    done = command("check", str(path), "--password-env", "SECRET", **environment)
    assert done.exit_code == 2
    assert "--password-env SECRET: there is no environment variable of this name" in done.output
