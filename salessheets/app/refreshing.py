"""The use case `refresh`: read, check, reconcile, flag, write back, report."""

from __future__ import annotations

import time as clock
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from salessheets.app.changes import Changes, changes_of, described, described_rows, rows_change
from salessheets.app.checking import Checked, checked, named_findings
from salessheets.app.opening import Opened, open_workbook
from salessheets.app.refusals import require_sources
from salessheets.app.reporting import reports_of
from salessheets.app.running import Ran, run
from salessheets.app.writing import edit_of, put_rows
from salessheets.core.book import Outcome
from salessheets.core.findings import Finding
from salessheets.sheets.findings_record import findings_rows
from salessheets.xlsx import saving
from salessheets.xlsx.edit import Edit, Edited, Proof

FOREIGN = (
    "This workbook was not made by salessheets (it has neither its Settings nor its Findings sheet), so nothing was "
    "written. If what would change is right, run the same command with --yes."
)


@dataclass(frozen=True)
class Change:
    """One cell that a refresh changes, in words."""

    sheet: str
    cell: str
    old: str
    new: str


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did.

    Attributes:
        checked: All findings and the rows read.
        proof: What changed in the file; None when nothing did.
        backup: The copy of the workbook as it was; None when nothing was written.
        files: Report workbooks written or found up to date; in a dry run, those that would be.
        reports_withheld: Why no report was made; "" when they were, or were not asked for.
        reports_failed: True when they should have been made but could not.
        changes: In a dry run, every cell that would change.
        dry_run: True when nothing was written.
        seconds: Wall time.
        dry_run_reason: Why nothing was written although no dry run was asked for; "" otherwise.
        rows_changed: Owned sheet -> (rows before, rows from now on), for those that change.
        cells_by_sheet: Sheet of the admin -> cells of owned columns that change.
    """

    checked: Checked
    proof: Proof | None
    backup: Path | None
    files: tuple[Path, ...]
    reports_withheld: str
    reports_failed: bool
    changes: tuple[Change, ...]
    dry_run: bool
    seconds: float
    dry_run_reason: str = ""
    rows_changed: dict[str, tuple[int, int]] = field(default_factory=dict)
    cells_by_sheet: dict[str, int] = field(default_factory=dict)


def refresh(
    path: str | Path,
    as_of: date | datetime | None = None,
    *,
    dry_run: bool = False,
    unmarked: bool = False,
    reports: bool = True,
    out: str | Path | None = None,
    told: Callable[[str], None] | None = None,
) -> Refreshed:
    """Refresh a workbook in place.

    Args:
        path: The workbook.
        as_of: The as-of day or moment; None for the setting, then the clock.
        dry_run: Write nothing; tell every cell that would change.
        unmarked: Write also into a workbook that is not plainly a salessheets book (it has no Settings and no Findings sheet of
            ours); without this, its refresh is a dry run.
        reports: Make the report workbooks too.
        out: Folder of the reports; None for the setting Output folder, relative to the workbook.
        told: Called with the name of each stage, for progress.

    Raises:
        Refused: The file was left alone, for the reason told.
        FileInUse: It is open elsewhere.
    """
    began = clock.perf_counter()
    path = Path(path)
    tell = told or (lambda _: None)
    tell("reading")
    if not dry_run:
        saving.require_free(path)
    opened = open_workbook(path, as_of)
    require_sources(opened.package, opened.book, opened.others)
    reason = "" if opened.marked or unmarked or dry_run else FOREIGN
    dry_run = dry_run or bool(reason)
    ran = run(opened.book, told=told)
    tell("writing")
    plan = planned(opened, ran)
    result = checked(path, opened, plan.findings)
    edited = plan.edit.finish()
    written = not dry_run and edited.content is not opened.package.content
    backup = _saved(opened, edited) if written else None
    noted = ran.book.after(Outcome(rows={"Findings": findings_rows(opened.book, named_findings(plan.findings))}))
    tell("making reports")
    made = reports_of(noted, path, out, plan.findings, write=not dry_run) if reports else None
    return Refreshed(
        result,
        edited.proof if edited.content is not opened.package.content else None,
        backup,
        made.files if made else (),
        made.withheld if made else "",
        bool(made and made.failed),
        tuple(_told(opened, plan.changes)) if dry_run else (),
        dry_run,
        clock.perf_counter() - began,
        reason,
        {change.sheet.name: (len(change.before), len(change.after)) for change in plan.changes.rows},
        plan.changes.cells_by_sheet,
    )


def _saved(opened: Opened, edited: Edited) -> Path | None:
    """Save the edit; the backup that stands before it."""
    proof = edited.proof
    counts = {"cells": proof.cells_changed, "rows_added": proof.rows_added, "rows_removed": proof.rows_removed}
    return saving.save(opened.package, edited.content, keep=opened.book.settings.backup_keep, counts=counts).backup


@dataclass(frozen=True)
class Plan:
    """All that a refresh would write."""

    changes: Changes
    edit: Edit
    findings: tuple[Finding, ...]


def planned(opened: Opened, ran: Ran) -> Plan:
    """The changes, the edit that makes them, and all findings, those of placing the changes included."""
    computed = changes_of(opened.book, ran)
    edit, misplaced = edit_of(opened, computed)
    findings = (*ran.findings, *misplaced)
    record = rows_change(opened.book, ran, "Findings", findings_rows(opened.book, named_findings(findings)))
    if record is None:
        return Plan(computed, edit, findings)
    put_rows(edit, opened, record)
    return Plan(Changes(computed.columns, (*computed.rows, record)), edit, findings)


def _told(opened: Opened, changes: Changes) -> Iterator[Change]:
    """Every cell and row that would change: for a cell its address, for a row of an owned sheet its key."""
    for change in changes.columns:
        for sheet, cell, old, new in described(change, opened.book.table(change.sheet)):
            yield Change(sheet, cell, old, new)
    for rows in changes.rows:
        for sheet, key, old, new in described_rows(rows, opened.book.table(rows.sheet.name).currencies):
            yield Change(sheet, key, old, new)
