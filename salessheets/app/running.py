"""The fold over the steps. A crash in one step becomes a finding; nothing of that step is written, the rest goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from salessheets.core.book import Book, Outcome, Step
from salessheets.core.findings import Finding
from salessheets.sheets import STEP_FAILED, STEPS

_log = logging.getLogger("salessheets")


@dataclass(frozen=True)
class Ran:
    """What all steps gave.

    Attributes:
        book: The book with everything computed in place.
        columns: Sheet -> computed owned columns, indexed as the sheet's frame was read.
        rows: Rebuilt or appended sheet -> all its rows from now on.
        findings: In step order.
    """

    book: Book
    columns: dict[str, pd.DataFrame]
    rows: dict[str, pd.DataFrame]
    findings: tuple[Finding, ...]


def run(book: Book, steps: Sequence[Step] = STEPS, told: Callable[[str], None] | None = None) -> Ran:
    """Fold the book through the steps.

    Args:
        book: As read.
        steps: In order; each sees what the earlier ones computed.
        told: Called with each step's name before it runs, for progress.
    """
    columns: dict[str, pd.DataFrame] = {}
    rows: dict[str, pd.DataFrame] = {}
    findings: list[Finding] = []
    for step in steps:
        if told:
            told(step.__name__)
        outcome = _guarded(step, book)
        findings.extend(outcome.findings)
        rows.update(outcome.rows)
        for sheet, frame in outcome.columns.items():
            columns[sheet] = (
                frame if sheet not in columns else columns[sheet].assign(**{str(h): frame[h] for h in frame})
            )
        book = book.after(outcome)
    return Ran(book, columns, rows, tuple(findings))


def _guarded(step: Step, book: Book) -> Outcome:
    """The step's outcome, or a finding that it failed."""
    try:
        return step(book)
    except Exception as fault:  # noqa: BLE001 - whatever a step meets becomes a finding
        _log.exception("step %s failed", step.__name__)
        return Outcome(findings=(_failure(step, fault),))


def _failure(step: Step, fault: Exception) -> Finding:
    what = step.__name__.replace("_", " ")
    return STEP_FAILED.finding(
        "Settings",
        f"The step “{what}” broke off ({type(fault).__name__}); nothing of it was written, the other steps ran.",
        "This is a fault of the program. Please report it with the output of `salessheets refresh --verbose`.",
        key=what,
    )
