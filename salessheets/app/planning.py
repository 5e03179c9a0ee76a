"""All that a refresh would write, before any of it is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from salessheets.app.changes import Changes, changes_of, described, described_rows, rows_change
from salessheets.app.checking import named_findings
from salessheets.app.opening import Opened
from salessheets.app.running import Ran
from salessheets.app.writing import edit_of, put_rows
from salessheets.core.findings import Finding
from salessheets.sheets.findings_record import findings_rows
from salessheets.xlsx.edit import Edit


@dataclass(frozen=True)
class Change:
    """One cell that a refresh changes, in words."""

    sheet: str
    cell: str
    old: str
    new: str


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


def told_changes(opened: Opened, changes: Changes) -> Iterator[Change]:
    """Every cell and row that would change: for a cell its address, for a row of an owned sheet its key."""
    for change in changes.columns:
        for sheet, cell, old, new in described(change, opened.book.table(change.sheet)):
            yield Change(sheet, cell, old, new)
    for rows in changes.rows:
        for sheet, key, old, new in described_rows(rows, opened.book.table(rows.sheet.name).currencies):
            yield Change(sheet, key, old, new)
