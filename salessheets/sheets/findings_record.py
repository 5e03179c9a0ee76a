"""Findings as rows of their sheet. State and remark belong to the admin and survive by the finding's id.

A finding that was accepted is quiet until the value in its cell changes; then it is open again. A finding whose cause is gone
leaves the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from salessheets.core.addresses import cell_name
from salessheets.core.book import Book
from salessheets.core.findings import Finding
from salessheets.sheets.findings_sheet import FINDINGS

_ADMINS = ("State", "Your remark")


def identified(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Id -> finding. Findings of one identity (a number given three times) get -2, -3 behind the id, in row order.

    Example:
        >>> from salessheets.core.findings import Rule, Severity
        >>> rule = Rule("repeated-key", Severity.ERROR, "", "")
        >>> twice = [rule.finding("Orders", "", "", key="SO-1", row=row) for row in (3, 4)]
        >>> [(name, finding.row) for name, finding in identified(twice).items()]
        [('F-2a7c94f3de', 3), ('F-2a7c94f3de-2', 4)]
    """
    named: dict[str, Finding] = {}
    for finding in findings:
        name, n = finding.id, 1
        while name in named:
            n += 1
            name = f"{finding.id}-{n}"
        named[name] = finding
    return named


def in_order(findings: Iterable[Finding], sheets: Sequence[str]) -> list[Finding]:
    """Worst first, then in office order of the sheets, then by row."""
    place = {name: i for i, name in enumerate(sheets)}
    return sorted(findings, key=lambda f: (f.severity.rank, place.get(f.sheet, len(place)), f.row, f.column, f.rule))


def accepted(book: Book, named: Mapping[str, Finding]) -> set[str]:
    """Ids of findings that the admin has accepted and whose value is still the same."""
    before = book.frame("Findings")
    return {
        name
        for name, found, state in zip(before["Finding"], before["Found"], before["State"], strict=True)
        if state == "Accepted" and name in named and named[name].found == found
    }


def findings_rows(book: Book, named: Mapping[str, Finding]) -> pd.DataFrame:
    """The rows of the Findings sheet, every declared column, typed as stored.

    Args:
        book: The book as it was read: its Findings sheet tells what the admin decided before.
        named: Id -> finding, in the order of the sheet.
    """
    before = book.frame("Findings").drop_duplicates("Finding").set_index("Finding")
    quiet = accepted(book, named)
    rows = [_row(book, name, finding) for name, finding in named.items()]
    frame = pd.DataFrame(rows, columns=[column.header for column in FINDINGS.columns]).astype(object)
    for i, name in enumerate(named):
        if name in before.index:
            frame.loc[i, ["First seen", "Your remark"]] = list(before.loc[name, ["First seen", "Your remark"]])
            frame.loc[i, "State"] = "Accepted" if name in quiet else "Open"
    frame["First seen"] = frame["First seen"].fillna(pd.Timestamp(book.as_of)).astype("datetime64[s]")
    return frame


def _row(book: Book, name: str, finding: Finding) -> list[object]:
    seen: date | pd.Timestamp = pd.Timestamp(book.as_of)
    return [
        name, finding.severity.value, finding.rule, finding.sheet, cell_of(book, finding), finding.found,
        finding.wrong, finding.to_do, seen, "Open", "",
    ]  # fmt: skip


def cell_of(book: Book, finding: Finding) -> str:
    """The A1 address of a finding's cell: its column, or the row's first cell, or A1."""
    table = book.table(finding.sheet)
    column = table.present.get(finding.column) or min(table.present.values(), default=1)
    return cell_name(max(finding.row, 1), column)
