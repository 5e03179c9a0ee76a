"""The use case `check`: every finding, nothing written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from salessheets.app.opening import Opened, open_workbook
from salessheets.app.running import run
from salessheets.core.book import Book
from salessheets.core.findings import Finding, Severity
from salessheets.core.texts import key_form
from salessheets.sheets import SHEETS
from salessheets.sheets.findings_record import accepted, cell_of, identified, in_order
from salessheets.sheets.invoices.terms import explained, lines_by_terms


@dataclass(frozen=True)
class Located:
    """A finding with its id, its cell and whether the admin has accepted it."""

    id: str
    finding: Finding
    cell: str
    accepted: bool


@dataclass(frozen=True)
class Checked:
    """What a check found.

    Attributes:
        workbook: The file.
        as_of: The as-of day.
        findings: Worst first.
        rows_read: Declared sheet -> rows used.
        rows_left_out: Declared sheet -> (Excel row, reason) of rows not used.
        missing: Declared sheets that the workbook lacks; their features are off.
        others: Tabs that are not ours.
        notes: Harmless surplus of its sheets, such as a great many blank formatted rows, in sentences.
        terms: Payment terms -> their rule in words, with the due dates of an invoice of the as-of day.
    """

    workbook: Path
    as_of: date
    findings: tuple[Located, ...]
    rows_read: dict[str, int]
    rows_left_out: dict[str, tuple[tuple[int, str], ...]]
    missing: tuple[str, ...]
    others: tuple[str, ...]
    terms: dict[str, str]
    notes: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Located, ...]:
        """Findings that the admin has not accepted."""
        return tuple(located for located in self.findings if not located.accepted)

    @property
    def errors(self) -> int:
        """Open findings of severity Error."""
        return sum(located.finding.severity is Severity.ERROR for located in self.open)


def check(
    path: str | Path,
    as_of: date | datetime | None = None,
    *,
    password: str | None = None,
    told: Callable[[str], None] | None = None,
) -> Checked:
    """Check a workbook and write nothing.

    Args:
        path: The workbook.
        as_of: The as-of day or moment; None for the setting, then the clock.
        password: Opens a protected workbook.
        told: Called with the name of each stage, for progress.

    Raises:
        Refused: The file cannot be read as a workbook of ours.
    """
    if told:
        told("reading")
    opened = open_workbook(Path(path), as_of, password)
    return checked(Path(path), opened, run(opened.book, told=told).findings)


def checked(path: Path, opened: Opened, findings: tuple[Finding, ...]) -> Checked:
    """The result of a check from its parts."""
    named = named_findings(findings)
    quiet = accepted(opened.book, named)
    located = [Located(name, f, cell_of(opened.book, f), name in quiet) for name, f in named.items()]
    present = {name: table for name, table in opened.book.tables.items() if table.exists}
    return Checked(
        path,
        opened.book.as_of,
        tuple(located),
        {name: len(table.frame) for name, table in present.items()},
        {name: tuple(sorted(table.left_out.items())) for name, table in present.items() if table.left_out},
        tuple(name for name in opened.book.tables if name not in present),
        opened.others,
        _terms(opened.book),
        tuple(opened.package.notes),
    )


def _terms(book: Book) -> dict[str, str]:
    """Each of the payment terms in words: "30 EOM" alone can mean two days a month apart."""
    lines = lines_by_terms(book.frame("Payment Terms"))
    names = {key_form(name): name for name in book.frame("Payment Terms")["Terms"] if name}
    return {names[key]: explained(of_one, book.as_of) for key, of_one in lines.items()}


def named_findings(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    """Id -> finding, worst first."""
    return identified(in_order(findings, [sheet.name for sheet in SHEETS]))
