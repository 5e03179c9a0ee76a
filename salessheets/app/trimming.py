"""The use case `trim`: take away blank formatted rows and cells far from the data, and values that are named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from salessheets.core.addresses import Area, parse_cell
from salessheets.core.texts import listed, nearest
from salessheets.errors import LintFault, UsageError
from salessheets.xlsx import saving
from salessheets.xlsx.edit import Edit
from salessheets.xlsx.lint import new_faults
from salessheets.xlsx.package import Package, SheetEntry
from salessheets.xlsx.trimming import Surplus, surplus_of, without_surplus


@dataclass(frozen=True)
class Trimmed:
    """What a trim did, or in a dry run would do.

    Attributes:
        workbook: The file.
        surplus: Sheet -> what of it is surplus; only sheets that have some.
        values: Cells whose values were named, as "Sheet!A1".
        backup: The copy of the workbook as it was; None when nothing was written.
        dry_run: True when nothing was written for being a dry run.
    """

    workbook: Path
    surplus: dict[str, Surplus]
    values: tuple[str, ...]
    backup: Path | None
    dry_run: bool


def trim(
    path: str | Path,
    sheet: str | None = None,
    *,
    values: Iterable[str] = (),
    dry_run: bool = False,
    password: str | None = None,
) -> Trimmed:
    """Take the surplus out of a workbook.

    Blank formatted rows more than 1,000 rows below the nearest value above them go, and blank formatted cells more than
    50 columns right of the data. A value never goes unless its cell is named in `values`.

    Args:
        path: The workbook.
        sheet: Only this sheet; None for all.
        values: Cells far away whose values go too, as "Sheet!XFD1048576".
        dry_run: Write nothing.
        password: Opens a protected workbook, which is saved under it again.

    Raises:
        UsageError: No such sheet, or a named cell is not among the values far away.
        Refused: The file was left alone, for the reason told.
        FileInUse: It is open elsewhere.
    """
    path = Path(path)
    if not dry_run:
        saving.require_free(path)
    package = Package.read(path, limited=False, password=password)
    entries = _entries(package, sheet)
    found = {entry.name: surplus_of(package.data(entry.part), _areas(package, entry)) for entry in entries}
    surplus = {name: one for name, one in found.items() if one.rows or one.cells or one.far}
    named = _named(package, values, surplus)
    if dry_run:
        return Trimmed(path, surplus, named, None, dry_run=True)
    after = _without_blanks(package, surplus)
    if named:  # what they kept from being surplus may go too
        after = _without_values(after, named)
        again = {name: surplus_of(after.data((e := after.sheet(name)).part), _areas(after, e)) for name in surplus}
        after = _without_blanks(after, again)
    counts = {"rows_removed": sum(one.rows for one in surplus.values()), "cells": len(named)}
    return Trimmed(path, surplus, named, _saved(package, after, counts), dry_run=False)


def _entries(package: Package, sheet: str | None) -> list[SheetEntry]:
    """The sheets with cells, or the one that is named."""
    entries = [entry for entry in package.sheets if entry.part and entry.kind == "worksheet"]
    if sheet is None:
        return entries
    wanted = [entry for entry in entries if entry.name.casefold() == sheet.casefold()]
    if not wanted:
        guess = nearest(sheet, [entry.name for entry in entries])
        raise UsageError(package.label, f"there is no sheet “{sheet}”", f"Did you mean {guess}?" if guess else "")
    return wanted


def _areas(package: Package, entry: SheetEntry) -> tuple[Area, ...]:
    return tuple(table.area for table in package.tables(entry))


def _named(package: Package, values: Iterable[str], surplus: dict[str, Surplus]) -> tuple[str, ...]:
    """The named cells as "Sheet!A1"; each must be among those that stand far away."""
    far = {f"{name}!{cell}".casefold(): f"{name}!{cell}" for name, one in surplus.items() for cell in one.far}
    named = []
    for value in values:
        if value.casefold() not in far:
            to_do = f"Those are {listed(sorted(far.values())[:5])}." if far else "There are none."
            raise UsageError(package.label, f"{value} is not among the values that stand far from the data", to_do)
        named.append(far[value.casefold()])
    return tuple(dict.fromkeys(named))


def _without_blanks(package: Package, surplus: Mapping[str, Surplus]) -> Package:
    """The package without the blank surplus of these sheets."""
    changed = {
        (part := package.sheet(name).part): without_surplus(package.data(part), one)
        for name, one in surplus.items()
        if one.cuts
    }
    return Package.from_bytes(package.rebuilt(changed), package.label) if changed else package


def _without_values(package: Package, named: Iterable[str]) -> Package:
    """The package with these cells cleared, their formulas taken off the calculation chain."""
    edit = Edit(package)
    for name in named:
        sheet, _, cell = name.rpartition("!")
        edit.set_cells(sheet, {parse_cell(cell): None})
    return edit.finish().package


def _saved(before: Package, after: Package, counts: dict[str, int]) -> Path | None:
    """Save, when there is something to; nothing that Excel would want to repair. The backup."""
    faults = new_faults(before, after) if after.content != before.content else ()
    if faults:
        raise LintFault(before.label, f"trimming would break the workbook ({faults[0]})", "Nothing was written.")
    return saving.save(before, after, counts=counts).backup
