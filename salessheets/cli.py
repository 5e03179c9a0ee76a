"""The command line: parse, call one function of `app`, print. Heavy libraries are imported inside the commands."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from salessheets import __version__, cli_template
from salessheets.cli_running import say, told
from salessheets.errors import Refused, UsageError

CLEAN, FINDINGS = 0, 1


class Moment(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A day such as 2026-03-31, or a moment such as 2026-03-31T16:30."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | datetime:
        """The typed value; a usage error when it is no date."""
        if isinstance(value, date):
            return value
        try:
            return datetime.fromisoformat(value) if len(value) > 10 else date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is no date; write 2026-03-31 or 2026-03-31T16:30.", param, ctx)


_as_of = click.option(
    "--as-of",
    type=Moment(),
    help="Look at the book as of this day; later papers are ignored. Default: the As-of date setting, else now.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
_quiet = click.option("--quiet", "-q", is_flag=True, help="Print only what needs attention.")
_fail_on = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "hint", "never"]),
    default="error",
    show_default=True,
    help="Which findings make the exit code 1.",
)
_password_env = click.option(
    "--password-env",
    metavar="NAME",
    help="Environment variable that holds the password of a protected workbook; it is saved under it again.",
)
_workbook = click.argument("book", required=False, type=click.Path(path_type=Path))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="salessheets")
def main() -> None:
    """An ordinary Excel workbook as a sales office's system of record.

    \b
    salessheets new Sales.xlsx --sample   make a book and look around
    salessheets refresh Sales.xlsx        check it, settle it, flag it, report from it
    salessheets undo Sales.xlsx           bring back the workbook as it was
    """  # noqa: D301 - click takes the backspace for a sign to keep the lines


@main.command()
@click.argument("book", type=click.Path(path_type=Path))
@click.option(
    "--book",
    "size",
    type=click.Choice(["starter", "standard", "full"]),
    default="standard",
    show_default=True,
    help="How many sheets.",
)
@click.option("--sample", is_flag=True, help="Fill it with a year of a made-up company.")
@click.option("--currency", default=None, help="Base currency of an empty book (ISO 4217). Default: EUR.")
@told
def new(book: Path, size: str, sample: bool, currency: str | None) -> None:
    """Make a new workbook BOOK, empty or with sample data. An existing file is never overwritten."""
    from salessheets.newbooks import make

    made = make(book, size, sample=sample, currency=currency)
    click.echo(f"{made.path}: a {size} book with {made.sheets} sheets" + (" of sample data." if sample else "."))
    click.echo(f"Open it in Excel, then run: salessheets refresh {_quoted(made.path)}")


@main.command()
@_workbook
@_as_of
@_password_env
@_fail_on
@_json
@_quiet
@told
def check(
    book: Path | None,
    as_of: date | datetime | None,
    password_env: str | None,
    fail_on: str,
    as_json: bool,
    quiet: bool,
) -> None:
    """Check BOOK and tell every finding; nothing is written."""
    from salessheets import app
    from salessheets.app import telling
    from salessheets.console import progress

    password = _password(password_env)
    with progress(wanted=not (quiet or as_json)) as told:
        checked = app.check(_found(book), as_of, password=password, told=told)
    say(telling.as_json(checked) if as_json else telling.checked(checked, quiet=quiet))
    sys.exit(_exit_code(checked, fail_on))


@main.command()
@_workbook
@_as_of
@click.option("--dry-run", is_flag=True, help="Write nothing; show every cell that would change, old and new.")
@click.option(
    "--yes", is_flag=True, help="Write into a workbook that salessheets did not make, without a dry run first."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the reports. Default: the Output folder setting.",
)
@click.option("--no-reports", is_flag=True, help="Refresh the workbook alone.")
@click.option("--force", is_flag=True, help="Replace reports that were edited by hand; they are kept as backups.")
@_password_env
@_fail_on
@_json
@_quiet
@click.option("--verbose", "-v", is_flag=True, help="Tell details of faults of the program.")
@told
def refresh(
    book: Path | None,
    as_of: date | datetime | None,
    dry_run: bool,
    yes: bool,
    out: Path | None,
    no_reports: bool,
    force: bool,
    password_env: str | None,
    fail_on: str,
    as_json: bool,
    quiet: bool,
    verbose: bool,  # noqa: ARG001 - `_told` reads it
) -> None:
    """Check BOOK, settle it, flag what is late or wrong, in the workbook itself, and make the reports.

    Without BOOK, the only salessheets workbook in the folder is taken. Only columns and sheets that belong to salessheets
    are written; a backup stands before any write, and `salessheets undo` brings it back.
    """
    from salessheets import app
    from salessheets.app import telling
    from salessheets.console import progress

    password = _password(password_env)
    with progress(wanted=not (quiet or as_json)) as told:
        done = app.refresh(
            _found(book),
            as_of,
            dry_run=dry_run,
            unmarked=yes,
            reports=not no_reports,
            out=out,
            force=force,
            password=password,
            told=told,
        )
    say(telling.as_json(done) if as_json else telling.refreshed(done, quiet=quiet))
    sys.exit(Refused.exit_code if done.reports_failed else _exit_code(done.checked, fail_on))


@main.command()
@_workbook
@click.option(
    "--force",
    is_flag=True,
    help="Also when the workbook was saved since its last refresh; that version is kept as a backup.",
)
@told
def undo(book: Path | None, force: bool) -> None:
    """Bring back BOOK as it was before its last refresh, byte for byte."""
    from salessheets.xlsx import saving

    restored = saving.undo(_found(book), force=force)
    click.echo(
        f"{restored.path}: as it was before the refresh of {restored.taken_back.time} (UTC). What it replaced: {restored.kept}"
    )


@main.command()
@_workbook
@told
def history(book: Path | None) -> None:
    """List the refreshes of BOOK, newest last, with the backups that stand before them."""
    from salessheets.app import telling
    from salessheets.xlsx import saving

    say(telling.history(saving.history(_found(book))))


@main.command()
@_workbook
@click.option("--sheet", help="Only this sheet. Default: all.")
@click.option(
    "--values", multiple=True, help="A value far from the data that goes too, as Sheet!XFD1048576; may be repeated."
)
@click.option("--dry-run", is_flag=True, help="Write nothing; list what would go.")
@_password_env
@told
def trim(
    book: Path | None, sheet: str | None, values: tuple[str, ...], dry_run: bool, password_env: str | None
) -> None:
    """Take blank formatted rows and cells far from the data out of BOOK.

    The next 1,000 rows below the data and 50 columns to its right stay as they are. A value never goes unless --values
    names its cell. A backup stands before the write, and `salessheets undo` brings it back.
    """
    from salessheets.app import telling, trimming

    password = _password(password_env)
    say(telling.trimmed(trimming.trim(_found(book), sheet, values=values, dry_run=dry_run, password=password)))


@main.command()
@click.argument("rule", required=False)
@told
def explain(rule: str | None) -> None:
    """Explain a RULE that a finding names; without RULE, list them all."""
    from salessheets.app import telling

    say(telling.rule_page(rule) if rule else telling.rule_list())


@main.command()
@click.argument("sheet", required=False)
@told
def columns(sheet: str | None) -> None:
    """List the columns of SHEET with their other known headers; without SHEET, list the sheets."""
    from salessheets.app import telling

    say(telling.columns(sheet) if sheet else telling.sheets())


main.add_command(cli_template.template)


def _found(book: Path | None) -> Path:
    """The workbook named, or the only one of ours in the folder."""
    from salessheets.app.choosing import existing, only_workbook

    return existing(book if book is not None else only_workbook(Path.cwd()))


def _password(variable: str | None) -> str | None:
    """The password in this environment variable; a password on the command line itself would be seen by others."""
    if variable is None:
        return None
    if not (password := os.environ.get(variable)):
        raise UsageError(
            f"--password-env {variable}",
            "there is no environment variable of this name, or it is empty",
            "Set it to the workbook's password; give the option its name, not the password.",
        )
    return password


def _exit_code(checked: Any, fail_on: str) -> int:
    from salessheets.app.telling import worst

    return FINDINGS if fail_on in worst(checked) else CLEAN


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
