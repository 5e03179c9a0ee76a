"""What the documentation says is there, is there, and its examples run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import openpyxl
import pytest
from xlsxwriter import Workbook

from salessheets import __version__
from salessheets.cli import main
from salessheets.newbooks import new_book
from salessheets.samples import company_year, in_one_currency

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
_LINE = re.compile(r"^\s*(?:\$ )?(salessheets [^\n]*)$", re.MULTILINE)
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def shown_commands() -> list[tuple[str, str]]:
    """(page, command line) of every fenced `salessheets ...`, without the remark behind two or more blanks."""
    found = []
    for page in PAGES:
        if page.name == "commands.md":
            continue
        for _, block in _FENCE.findall(page.read_text(encoding="utf-8")):
            found += [(page.name, re.split(r"\s{2,}|\s#", line)[0]) for line in _LINE.findall(block)]
    return found


def test_there_are_commands_to_try():
    assert len(shown_commands()) >= 8


@pytest.mark.parametrize(("page", "line"), shown_commands(), ids=lambda value: value)
def test_a_command_shown_in_the_docs_is_understood(page, line):
    name, *arguments = shlex.split(line)[1:]
    command = main.commands[name]
    command.make_context(name, list(arguments), resilient_parsing=False)


def test_every_command_has_its_place_in_the_reference():
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert [name for name in main.commands if f"## {name}\n" not in reference] == []


def test_every_option_says_what_it_does():
    silent = [
        f"{name} {option.name}"
        for name, command in main.commands.items()
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]
    assert silent == []


def test_files_that_the_front_page_names_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r"python3 (\S+\.py)", text)
    assert [name for name in linked if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    linked = re.findall(r"\]\(([^)#:\s]+)\)", page.read_text(encoding="utf-8"))
    assert [name for name in linked if not (page.parent / name).exists()] == []


def test_the_version_is_the_newest_in_the_changelog():
    entries = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    project = re.search(r'^version = "([^"]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert project is not None
    assert entries[0] == __version__ == project[1]


def test_reference_pages_are_current():
    done = subprocess.run(
        [sys.executable, "scripts/docs.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_templates_hold_no_code():
    assert [path.name for path in (ROOT / "templates").rglob("*.py")] == []


def test_the_python_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    page = (ROOT / "docs" / "howto" / "python.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    new_book(Path("Sales.xlsx"), "starter", in_one_currency(company_year()))
    for name, tab in (("Budget.xlsx", "Plan"), ("weekly.xlsx", "Week")):
        book = openpyxl.Workbook()
        book.active.title = tab
        book.active["A1"] = "{{ week }}" if name == "weekly.xlsx" else "Item"
        book.save(name)
    names: dict[str, object] = {}
    examples = [block for language, block in _FENCE.findall(page) if language == "python"]
    for example in examples:
        exec(compile(example, "python.md", "exec"), names)
    assert len(examples) >= 4
    assert openpyxl.load_workbook("Budget.xlsx")["Plan"]["B2"].value == 1200
    assert "Net" in capsys.readouterr().out


def test_the_examples_of_editing_any_workbook_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    page = (ROOT / "docs" / "howto" / "set_cells.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with Workbook("Budget.xlsx") as book:
        columns = [{"header": "Item"}, {"header": "Cost"}]
        book.add_worksheet("Plan").add_table("A1:B6", {"name": "tPlan", "columns": columns})
    names: dict[str, object] = {}
    for example in [block for language, block in _FENCE.findall(page) if language == "python"]:
        exec(compile(example, "set_cells.md", "exec"), names)
    sheet = openpyxl.load_workbook("Budget.xlsx")["Plan"]
    assert [row[:2] for row in sheet.iter_rows(min_row=4, values_only=True)] == [
        (None, "agreed"),
        ("Desk", 120),
        ("Lamp", 34.9),
    ]
    assert "it is the header of a table's column" in capsys.readouterr().out
