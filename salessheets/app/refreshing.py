"""The use case `refresh`: read, check, reconcile, flag, write back, report."""

from __future__ import annotations

import time as clock
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from salessheets.app.checking import Checked, checked, named_findings
from salessheets.app.opening import Opened, open_workbook
from salessheets.app.planning import Change, Plan, planned, told_changes
from salessheets.app.refusals import require_sources
from salessheets.app.reporting import Made, reports_of
from salessheets.app.running import run
from salessheets.core.book import Book, Outcome
from salessheets.sheets.findings_record import findings_rows
from salessheets.xlsx import saving
from salessheets.xlsx.edit import Edited, Proof

FOREIGN = (
    "This workbook was not made by salessheets (it has neither its Settings nor its Findings sheet), so nothing was "
    "written. If what would change is right, run the same command with --yes."
)


@dataclass(frozen=True)
class Refreshed:
    """What a refresh did.

    Attributes:
        checked: All findings and the rows read.
        proof: What changed in the file; None when nothing did.
        backup: The copy of the workbook as it was; None when nothing was written.
        files: Report workbooks written or found up to date; in a dry run, those that would be.
        reports_withheld: Why no report was made; "" when they were, or were not asked for.
        reports_open_to_all: True when the workbook has a password, which its reports do not.
        reports_failed: True when they should have been made but could not.
        changes: In a dry run, every cell that would change.
        dry_run: True when nothing was written.
        seconds: Wall time.
        dry_run_reason: Why nothing was written although no dry run was asked for; "" otherwise.
        rows_changed: Owned sheet -> (rows before, rows from now on), for those that change.
        cells_by_sheet: Sheet of the admin -> cells of owned columns that change.
    """

    checked: Checked
    proof: Proof | None = None
    backup: Path | None = None
    files: tuple[Path, ...] = ()
    reports_withheld: str = ""
    reports_failed: bool = False
    reports_open_to_all: bool = False
    changes: tuple[Change, ...] = ()
    dry_run: bool = False
    seconds: float = 0.0
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
    force: bool = False,
    password: str | None = None,
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
        force: Replace reports that were edited by hand too; what they were is kept as a backup.
        password: Opens a protected workbook, which is saved under it again. The reports have no password.
        told: Called with the name of each stage, for progress.

    Raises:
        Refused: The file was left alone, for the reason told.
        FileInUse: It is open elsewhere.
    """
    began, path, tell = clock.perf_counter(), Path(path), told or (lambda _: None)
    tell("reading")
    if not dry_run:
        saving.require_free(path)
    opened = open_workbook(path, as_of, password)
    require_sources(opened.package, opened.book, opened.others)
    reason = "" if opened.marked or unmarked or dry_run else FOREIGN
    ran = run(opened.book, told=told)
    tell("writing")
    plan = planned(opened, ran)
    done = _written(path, opened, plan, dry_run=dry_run or bool(reason))
    tell("making reports")
    made = _reports(ran.book, opened, plan, path, out, write=not done.dry_run, force=force) if reports else Made(())
    return replace(
        done,
        files=made.files,
        reports_open_to_all=opened.package.protected and bool(made.files),
        reports_withheld=made.withheld,
        reports_failed=made.failed,
        dry_run_reason=reason,
        seconds=clock.perf_counter() - began,
    )


def _written(path: Path, opened: Opened, plan: Plan, *, dry_run: bool) -> Refreshed:
    """Finish the edit and, unless it is a dry run, save it; the reports are still to come."""
    result = checked(path, opened, plan.findings)
    edited = plan.edit.finish()
    changed = edited.content is not opened.package.content
    return Refreshed(
        result,
        proof=edited.proof if changed else None,
        backup=_saved(opened, edited) if changed and not dry_run else None,
        changes=tuple(told_changes(opened, plan.changes)) if dry_run else (),
        dry_run=dry_run,
        rows_changed={change.sheet.name: (len(change.before), len(change.after)) for change in plan.changes.rows},
        cells_by_sheet=plan.changes.cells_by_sheet,
    )


def _reports(
    computed: Book, opened: Opened, plan: Plan, path: Path, out: str | Path | None, *, write: bool, force: bool
) -> Made:
    """The reports of the computed book, which tell the findings of this refresh."""
    record = findings_rows(opened.book, named_findings(plan.findings))
    return reports_of(
        computed.after(Outcome(rows={"Findings": record})), path, out, plan.findings, write=write, force=force
    )


def _saved(opened: Opened, edited: Edited) -> Path | None:
    """Save the edit; the backup that stands before it."""
    proof = edited.proof
    counts = {"cells": proof.cells_changed, "rows_added": proof.rows_added, "rows_removed": proof.rows_removed}
    return saving.save(opened.package, edited.package, keep=opened.book.settings.backup_keep, counts=counts).backup
