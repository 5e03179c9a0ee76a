"""How every command runs: faults become messages and exit codes, results are printed as the terminal can show them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from salessheets.errors import SalessheetsError

_Function = TypeVar("_Function", bound=Callable[..., Any])

BUG = 70


def told(command: _Function) -> _Function:
    """Every fault becomes a message and its exit code; a traceback is shown only to those who ask with --verbose."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        _ready(verbose=bool(kwargs.get("verbose")))
        try:
            return command(*args, **kwargs)
        except SalessheetsError as fault:
            if kwargs.get("as_json"):
                say(_fault_record(fault))
            click.echo(f"{fault}", err=True)
            sys.exit(fault.exit_code)
        except (click.ClickException, click.Abort, BrokenPipeError):
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is told in words
            _confess(fault)
            sys.exit(BUG)

    return wrapped  # type: ignore[return-value]


def _ready(*, verbose: bool) -> None:
    """Set up output: characters that the console does not know are replaced by plain ones, and faults go to the log."""
    import logging

    from salessheets.console import degrade

    degrade(sys.stdout, sys.stderr)
    logging.basicConfig(
        level=logging.DEBUG if verbose else logging.CRITICAL + 1, format="%(levelname)s %(message)s", force=True
    )


def _fault_record(fault: SalessheetsError) -> str:
    import json

    record = {"where": fault.where, "wrong": fault.wrong, "to_do": fault.to_do, "exit_code": fault.exit_code}
    return json.dumps({"schema": 1, "error": record}, indent=2)


def _confess(fault: Exception) -> None:
    """Say that the program broke, in two lines; the traceback goes to the log, which --verbose shows."""
    import logging

    logging.getLogger("salessheets").error("unforeseen", exc_info=fault)
    click.echo(
        f"A fault of the program: {type(fault).__name__}: {fault}\n"
        "A workbook is never left half written. Please report this, with the workbook if you may share it.",
        err=True,
    )


def say(text: str) -> None:
    """Print a result, in colour where the reader is a terminal and NO_COLOR is not set."""
    if text:
        coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        click.echo("\n".join(map(_coloured, text.split("\n"))) if coloured else text)


_COLOURS = {"✖": "red", "▲": "yellow", "●": "cyan"}


def _coloured(line: str) -> str:
    return click.style(line, fg=_COLOURS[line[0]], bold=True) if line[:1] in _COLOURS else line
