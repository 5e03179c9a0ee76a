"""The commands of report templates; see `cli`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from salessheets.cli_running import say, told
from salessheets.errors import Refused

_path = click.Path(path_type=Path)


@click.group()
def template() -> None:
    """Report templates: copy one, look it over, list its data, fill it."""


@template.command()
@click.argument("name", metavar="NAME")
@click.argument("out", required=False, type=_path)
@told
def new(name: str, out: Path | None) -> None:
    """Copy the shipped report template NAME to OUT, to be restyled in Excel. An existing file is never overwritten."""
    from salessheets.app import templating

    made = templating.new_template(name, out)
    click.echo(
        f"{made}: a copy of the template {name}. Restyle it in Excel, then try it: "
        f"salessheets template check {_quoted(made)} --report {name}"
    )


@template.command()
@click.argument("file", metavar="TEMPLATE", type=_path)
@click.option("--data", type=_path, help="Try it with the data of this JSON file.")
@click.option("--report", help="Try it with what this report has of the made-up company's year.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@told
def check(file: Path, data: Path | None, report: str | None, as_json: bool) -> None:
    """Look TEMPLATE over and tell every fault with its cell; nothing is written.

    The exit code is 3 when the template cannot be filled. Warnings tell what fills, but hardly as meant.
    """
    from salessheets.app import telling_templates, templating

    seen = templating.check(file, data, report)
    tell = telling_templates.as_json if as_json else telling_templates.looked_over
    say(tell(file, seen))
    sys.exit(Refused.exit_code if seen.faults else 0)


@template.command()
@click.argument("source", metavar="NAME|DATA.json")
@told
def fields(source: str) -> None:
    """List the datasets and fields that the report NAME offers its template, or that a JSON file holds."""
    from salessheets.app import telling_templates, templating

    say(telling_templates.fields(templating.fields(source)))


@template.command()
@click.argument("file", metavar="TEMPLATE", type=_path)
@click.argument("data", metavar="DATA.json", type=_path)
@click.argument("out", metavar="OUT.xlsx", type=_path)
@click.option("--force", is_flag=True, help="Replace OUT.xlsx even if it was edited by hand; it is kept as a backup.")
@told
def fill(file: Path, data: Path, out: Path, force: bool) -> None:
    """Fill TEMPLATE with DATA.json and write OUT.xlsx. The template is only read.

    The data is {"name": value or list of records}; dates are {"$date": "2026-02-09"}, exact decimals
    {"$decimal": "12.30"}. With any fault nothing is written, and every fault is told with its cell.
    """
    from salessheets.app import templating

    written = templating.fill(file, data, out, force=force)
    click.echo(f"{out}: {'filled' if written else 'up to date; not a byte was written'}.")


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
