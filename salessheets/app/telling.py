"""Results in words for a terminal, and as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from salessheets.app.checking import Checked, Located
from salessheets.app.refreshing import Refreshed
from salessheets.app.trimming import Trimmed
from salessheets.core.findings import Rule, Severity
from salessheets.core.texts import header_form, nearest
from salessheets.errors import UsageError
from salessheets.sheets import RULES, SHEETS
from salessheets.xlsx.keeping.journal import Entry

SCHEMA = 1
_SHOWN_PER_RULE = 5


def worst(result: Checked) -> set[str]:
    """The values of --fail-on that are met: a finding of Error meets error, warning and hint."""
    levels = ["error", "warning", "hint"]
    met: set[str] = set()
    for located in result.open:
        met |= set(levels[located.finding.severity.rank :])
    return met


def checked(result: Checked, *, quiet: bool = False) -> str:
    """All open findings, then what was read; with `quiet`, "" when there is nothing to mend."""
    if quiet:
        return findings(result) if result.open else ""
    return "\n".join([findings(result), "", *_accounted(result), *_terms(result)])


def _terms(result: Checked) -> list[str]:
    """The payment terms in words, each with an example."""
    return (
        ["", "Payment terms in words:", *(f"    {name}: {words}" for name, words in result.terms.items())]
        if result.terms
        else []
    )


def findings(result: Checked, most: int | None = None) -> str:
    """Open findings, grouped by rule, the worst first, at most `most` of each, and how many there are."""
    lines = [f"{result.workbook.name} as of {result.as_of:%Y-%m-%d}"]
    for rule, group in _groups(result.open):
        lines += ["", f"{rule.severity.mark} {rule.severity.value}: {rule.title} ({len(group)})  [{rule.id}]"]
        shown = group[:most]
        lines += [_line(located) for located in shown]
        if len(group) > len(shown):
            lines.append(f"    and {len(group) - len(shown)} more on the Findings sheet")
    return "\n".join([*lines, "", _summary(result)])


def _groups(located: Iterable[Located]) -> Iterator[tuple[Rule, list[Located]]]:
    rules = {rule.id: rule for rule in RULES}
    by_rule: dict[str, list[Located]] = {}
    for one in located:
        by_rule.setdefault(one.finding.rule, []).append(one)
    for name, group in by_rule.items():
        yield rules[name], group


def _line(located: Located) -> str:
    finding = located.finding
    key = f" ({finding.key})" if finding.key and finding.column else ""
    return f"    {finding.sheet}!{located.cell}{key}: {finding.wrong} {finding.to_do}"


def _summary(result: Checked) -> str:
    counts = Counter(located.finding.severity for located in result.open)
    parts = [
        f"{counts[severity]} {_plural(severity.value.lower(), counts[severity])}"
        for severity in Severity
        if counts[severity]
    ]
    quiet = len(result.findings) - len(result.open)
    told = ", ".join(parts) if parts else "Nothing to mend"
    return f"{told}." + (f" {quiet} accepted." if quiet else "")


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"


def _accounted(result: Checked, changed: Mapping[str, str] | None = None) -> list[str]:
    """Every row is accounted for: a line per sheet with rows, and the reasons of rows left out.

    Args:
        result: What was read.
        changed: Sheet -> what changed on it; None for a check, which changes nothing.
    """
    found = Counter(located.finding.sheet for located in result.open)
    names = [
        name
        for name, rows in result.rows_read.items()
        if rows or found[name] or name in result.rows_left_out or name in (changed or {})
    ]
    last = [] if changed is None else ["Changed"]
    lines = [_columns_of("Sheet", ["Rows used", "Left out", "Findings", *last])]
    for name in names:
        numbers = (result.rows_read[name], len(result.rows_left_out.get(name, ())), found[name])
        last = [] if changed is None else [changed.get(name, "-")]
        lines.append(_columns_of(name, [*(f"{number:,}" for number in numbers), *last]))
    for name, rows in result.rows_left_out.items():
        reasons = Counter(reason for _, reason in rows)
        told = ", ".join(f"{count} ({reason})" for reason, count in reasons.items())
        lines.append(f"Left out on {name}: {told}.")
    lines += [f"Note: {note}" for note in result.notes]
    if result.others:
        lines.append("Left alone: " + ", ".join(result.others) + ".")
    return lines


def _columns_of(name: str, cells: Sequence[str]) -> str:
    """A line of the table of sheets."""
    return f"{name:<16}" + "".join(f"{cell:>11}" for cell in cells[:3]) + "".join(f"{cell:>19}" for cell in cells[3:])


def _changed(done: Refreshed) -> dict[str, str]:
    """Sheet -> what changed on it, in words."""
    cells = {name: f"{count:,} {_plural('cell', count)}" for name, count in done.cells_by_sheet.items()}
    return cells | {name: f"{before:,} -> {after:,} rows" for name, (before, after) in done.rows_changed.items()}


def refreshed(done: Refreshed, *, quiet: bool = False) -> str:
    """What a refresh did, closing with the proof line; with `quiet`, only what needs attention."""
    lines = [] if quiet and not done.checked.open else [findings(done.checked, most=_SHOWN_PER_RULE), ""]
    if not quiet:
        lines += [*_accounted(done.checked, _changed(done)), ""]
    if done.dry_run:
        lines += _dry_run(done)
    if not quiet:
        lines += [f"{'Would make' if done.dry_run else 'Report:'} {path}" for path in done.files]
    if done.reports_open_to_all and not quiet:
        lines.append("The reports have no password: whoever may open their folder can read them.")
    if done.reports_withheld and not done.dry_run:
        lines.append(done.reports_withheld)
    if not quiet or done.dry_run:
        lines.append(proof_line(done))
    return "\n".join(lines).rstrip("\n")


def _dry_run(done: Refreshed) -> list[str]:
    lines = [
        f"    {change.sheet}!{change.cell}: {change.old or 'blank'} -> {change.new or 'blank'}"
        for change in done.changes
    ]
    return (["Would change:", *lines, ""] if lines else []) + ([done.dry_run_reason, ""] if done.dry_run_reason else [])


def proof_line(done: Refreshed) -> str:
    """One line that says what changed and that nothing else did."""
    if done.proof is None:
        return "0 cells changed, the workbook is up to date; not a byte was written."
    proof = done.proof
    parts = [(proof.cells_changed, "cell", "changed")] + [
        part
        for part in (
            (proof.rows_added, "row", "added"), (proof.rows_removed, "row", "removed"),
            (proof.columns_added, "column", "added"), (proof.sheets_added, "sheet", "added"),
        )
        if part[0]
    ]  # fmt: skip
    if done.dry_run:
        told = ", ".join(f"{count:,} {_plural(word, count)} would be {verb}" for count, word, verb in parts)
        return f"Dry run, nothing was written: {told}."
    told = ", ".join(f"{count:,} {_plural(word, count)} {verb}" for count, word, verb in parts)
    return f"{told}, nothing else touched ({proof.parts_untouched} parts proved identical). Backup: {done.backup}"


def as_json(result: Checked | Refreshed) -> str:
    """One JSON object with a schema version."""
    seen = result if isinstance(result, Checked) else result.checked
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "workbook": str(seen.workbook),
        "as_of": f"{seen.as_of:%Y-%m-%d}",
        "findings": [_finding_record(located) for located in seen.findings],
        "rows_read": seen.rows_read,
        "rows_left_out": {
            name: [{"row": row, "reason": why} for row, why in rows] for name, rows in seen.rows_left_out.items()
        },
        "sheets_missing": list(seen.missing),
        "sheets_left_alone": list(seen.others),
        "payment_terms": seen.terms,
    }
    # Plain ASCII, so that it is the same JSON in whatever encoding the stream has.
    return json.dumps(told | (_refresh_record(result) if isinstance(result, Refreshed) else {}), indent=2)


def _finding_record(located: Located) -> dict[str, object]:
    f = located.finding
    return {
        "id": located.id, "severity": f.severity.value, "rule": f.rule, "sheet": f.sheet, "cell": located.cell, "row": f.row,
        "column": f.column, "key": f.key, "found": f.found, "wrong": f.wrong, "to_do": f.to_do, "accepted": located.accepted,
    }  # fmt: skip


def _refresh_record(done: Refreshed) -> dict[str, object]:
    proof = done.proof
    return {
        "dry_run": done.dry_run,
        "cells_changed": proof.cells_changed if proof else 0,
        "rows_added": proof.rows_added if proof else 0,
        "rows_removed": proof.rows_removed if proof else 0,
        "changes": [{"sheet": c.sheet, "cell": c.cell, "old": c.old, "new": c.new} for c in done.changes],
        "backup": str(done.backup) if done.backup else None,
        "files": [str(path) for path in done.files],
        "reports_withheld": done.reports_withheld,
        "seconds": round(done.seconds, 3),
    }


def history(entries: Sequence[Entry]) -> str:
    """The versions of a workbook, oldest first."""
    if not entries:
        return "No refresh is on record for this workbook."
    return "\n".join(f"{entry.time}  {entry.verb:<5} {_counted(entry)}  backup: {entry.backup}" for entry in entries)


def _counted(entry: Entry) -> str:
    return ", ".join(f"{count:,} {what.replace('_', ' ')}" for what, count in entry.counts.items() if count) or "-"


def rule_page(name: str) -> str:
    """The page of a rule. Raises UsageError for an unknown one, with the nearest."""
    for rule in RULES:
        if rule.id == name.strip().lower():
            lines = [f"{rule.id}: {rule.title}", f"{rule.severity.mark} {rule.severity.value}", "", rule.page]
            return "\n".join(
                lines + (["", "A book that breaks it:", "", rule.specimen.strip("\n")] if rule.specimen else [])
            )
    guess = nearest(name, [rule.id for rule in RULES])
    raise UsageError(
        name, "there is no such rule", f"Did you mean {guess}?" if guess else "`salessheets explain` lists them all."
    )


def rule_list() -> str:
    """All rules, a line each."""
    return "\n".join(f"{rule.severity.mark} {rule.id:<32} {rule.title}" for rule in RULES)


def sheets() -> str:
    """All sheets, a line each."""
    return "\n".join(f"{sheet.name:<18} {sheet.book:<9} {sheet.purpose}" for sheet in SHEETS)


def columns(name: str) -> str:
    """The columns of a sheet with their other headers. Raises UsageError for an unknown sheet."""
    wanted = next((sheet for sheet in SHEETS if header_form(sheet.name) == header_form(name)), None)
    if wanted is None:
        guess = nearest(name, [sheet.name for sheet in SHEETS])
        raise UsageError(
            name, "there is no such sheet", f"Did you mean {guess}?" if guess else "`salessheets columns` lists them."
        )
    lines = [f"{wanted.name}: {wanted.purpose}", ""]
    for column in wanted.columns:
        marks = [
            column.kind.value,
            *(["required"] if column.required else []),
            *(["key"] if column.key else []),
            *(["filled by salessheets"] if column.ours else []),
        ]
        lines.append(f"{column.header} ({', '.join(marks)}): {column.meaning}")
        lines += [f"    one of: {', '.join(column.allowed)}"] if column.allowed else []
        lines += [f"    also known as: {', '.join(column.aliases)}"] if column.aliases else []
    return "\n".join(lines)


def trimmed(result: Trimmed) -> str:
    """What went, or in a dry run would go, sheet by sheet, and the values that stay."""
    lines = []
    for sheet, one in result.surplus.items():
        lines += [f"{sheet}: {one.rows:,} blank rows from row {one.first_row:,}"] if one.rows else []
        lines += [f"{sheet}: {one.cells:,} blank cells far right of the data"] if one.cells else []
        far = [f"{sheet}!{cell}" for cell in one.far]
        lines += [f"{cell}: a value far from the data, named" for cell in far if cell in result.values]
        stays = [cell for cell in far if cell not in result.values]
        lines += [f'{cell}: a value far from the data; it stays unless named: --values "{cell}"' for cell in stays[:20]]
        lines += [f"{sheet}: and {len(stays) - 20:,} more such values"] if len(stays) > 20 else []
    if not lines:
        return f"{result.workbook.name}: nothing is surplus."
    if result.dry_run:
        return "\n".join([*lines, "Nothing was written: this was a dry run."])
    done = f"Trimmed. Backup: {result.backup}" if result.backup else "Nothing was written."
    return "\n".join([*lines, done])
