"""Write the reference pages under docs/reference from the declarations, or check that they are current.

python scripts/docs.py            write them
python scripts/docs.py --check    exit 1 when one is not what the declarations say
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from salessheets.cli import main as command_line
from salessheets.core.columns import Column
from salessheets.core.findings import Finding, Rule
from salessheets.core.settings import SETTINGS, Setting
from salessheets.core.sheet import Sheet
from salessheets.reports.fields import Field
from salessheets.reports.receivables import declared
from salessheets.sheets import RULES, SHEETS, STEPS
from salessheets.sheets.specimen import book_of

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
_MADE = "<!-- Made by scripts/docs.py from the declarations; edit those. -->\n\n"


def sheets_page() -> Iterator[str]:
    """All sheets and columns."""
    yield "# Sheets and columns\n"
    yield "Columns are found by their header or one of the other headers, wherever they stand. Those marked grey are filled by"
    yield "salessheets; all others are yours and are never written. Further columns and sheets of your own are left alone.\n"
    for sheet in SHEETS:
        yield from _sheet(sheet)


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"## {sheet.name}\n"
    makes = {"rebuilt": " salessheets makes its rows anew at each refresh.", "appended": " salessheets adds its rows."}
    yield f"{sheet.purpose}{makes.get(sheet.upkeep.value, '')} In the {sheet.book} book and larger ones.\n"
    yield "| Column | Type | | Values | Meaning | Example | Other headers |"
    yield "|---|---|---|---|---|---|---|"
    yield from (_column(column) for column in sheet.columns)
    yield ""


def _column(column: Column) -> str:
    marks = ["key" if column.key else "required" if column.required else "", "grey" if column.ours else ""]
    values = [
        " / ".join(column.allowed),
        f"from {column.refers_to[0]}: {column.refers_to[1]}" if column.refers_to else "",
        column.rule,
    ]
    cells = (
        f"**{column.header}**", column.kind.value, ", ".join(filter(None, marks)), "; ".join(filter(None, values)),
        column.meaning, column.example, ", ".join(column.aliases),
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def settings_page() -> Iterator[str]:
    """All settings."""
    yield "# Settings\n"
    yield "Each stands on a row of the Settings sheet; a blank value means the default.\n"
    yield "| Setting | Type | Default | Values | Meaning |"
    yield "|---|---|---|---|---|"
    for setting in SETTINGS.values():
        yield f"| **{setting.name}** | {setting.kind.value} | {_default(setting)} | {' / '.join(setting.allowed)} | {setting.meaning} |"


def _default(setting: Setting) -> str:
    if setting.default is None:
        return ""
    return f"{setting.default:.1%}" if setting.kind.value == "percent" else str(setting.default)


def rules_page() -> Iterator[str]:
    """All rules, each with a book that breaks it and the finding it makes."""
    yield "# Rules\n"
    yield "Every finding names its rule; `salessheets explain RULE` prints the same page.\n"
    for rule in sorted(RULES, key=lambda rule: rule.id):
        yield f"## {rule.id}\n"
        yield f"**{rule.severity.value}: {rule.title}**\n"
        yield f"{rule.page}\n"
        if rule.specimen:
            finding = _finding(rule)
            yield f"```\n{rule.specimen.strip(chr(10))}\n```\n"
            yield f"> {finding.wrong} {finding.to_do}\n"


def _finding(rule: Rule) -> Finding:
    """The finding that the rule makes of its specimen."""
    book = book_of(rule.specimen)
    for step in STEPS:
        outcome = step(book)
        book = book.after(outcome)
        for finding in outcome.findings:
            if finding.rule == rule.id:
                return finding
    raise AssertionError(f"the specimen of {rule.id} makes no finding of it")


def commands_page() -> Iterator[str]:
    """The command line, from its own help."""
    yield "# Commands\n"
    yield f"```\n{_help(command_line, 'salessheets')}\n```\n"
    for name, command in sorted(command_line.commands.items()):
        yield from _command(command, name, "##")


def _command(command: click.Command, name: str, level: str) -> Iterator[str]:
    """The help of a command, and of those below it."""
    yield f"{level} {name}\n\n```\n{_help(command, f'salessheets {name}')}\n```\n"
    for below, one in sorted(command.commands.items()) if isinstance(command, click.Group) else ():
        yield from _command(one, f"{name} {below}", level + "#")


def _help(command: click.Command, name: str) -> str:
    return command.get_help(click.Context(command, info_name=name, max_content_width=100, terminal_width=100))


def receivables_page() -> Iterator[str]:
    """The data of the report "Receivables"."""
    yield "# The report “Receivables”: its fields\n"
    yield "![The first page of the report](../pictures/receivables-1.png)\n"
    yield "What the template `templates/reports/receivables.xlsx` is filled with, for people who [restyle it](../howto/restyle_a_report.md)"
    yield "or make their own. Shares are fractions (1 = 100 %); a unit that is the name of a field is the unit that the field says.\n"
    yield from ("## Single values\n", "| Field | What it is | Unit | From |", "|---|---|---|---|")
    yield from (_field(field) for field in declared.VALUES)
    for dataset in declared.DATASETS:
        yield from (f"\n## `{dataset.name}`\n", f"One row per {dataset.row}.\n")
        yield from ("| Field | What it is | Unit | From |", "|---|---|---|---|")
        yield from (_field(field) for field in dataset.fields)


def _field(field: Field) -> str:
    return f"| `{field.name}` | {field.meaning} | {field.unit} | {field.source} |"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "sheets.md": sheets_page,
    "settings.md": settings_page,
    "rules.md": rules_page,
    "commands.md": commands_page,
    "receivables.md": receivables_page,
}


def main(arguments: list[str]) -> int:
    """Write or check every page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = []
    for name, page in PAGES.items():
        text, path = _MADE + "\n".join(page()).rstrip() + "\n", FOLDER / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8", newline="\n")
    if "--check" in arguments and stale:
        print("Not current, run `python scripts/docs.py`:", ", ".join(stale))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
