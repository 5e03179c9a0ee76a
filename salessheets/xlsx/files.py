"""Cells set and rows appended in one call: read, edit, prove, save with a backup.

Example:
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from xlsxwriter import Workbook
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "Plan.xlsx"
    ...     with Workbook(str(path)) as book:
    ...         _ = book.add_worksheet("Plan").write_row("A1", ["Item", "Cost"])
    ...     _ = append_rows(path, "Plan", [{"Item": "Desk", "Cost": 120}, {"Item": "Lamp", "Cost": 35}])
    ...     print(set_cells(path, {("Plan", "B3"): 40}))
    1 cell changed, nothing else touched
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from salessheets.core.addresses import parse_cell
from salessheets.errors import UsageError
from salessheets.xlsx import saving
from salessheets.xlsx.edit import CellValue, Edit, Proof, Rows
from salessheets.xlsx.package import Package

__all__ = ["append_rows", "set_cells"]


def set_cells(path: str | Path, cells: Mapping[tuple[str, str], CellValue], *, password: str | None = None) -> Proof:
    """Set cells of a workbook and save it; everything else in the file stays byte for byte.

    A backup is kept beside the workbook, see `saving`. Formulas are recalculated when Excel opens it.

    Args:
        path: The workbook.
        cells: (sheet, A1 address) -> value, such as {("Invoices", "B2"): Decimal("12.50")}.
        password: Opens a protected workbook, which is saved under it again.

    Raises:
        UsageError: No such sheet, or no address.
        Refused, FileInUse: The file is left alone; the message says why.
    """
    package = Package.read(path, password=password)
    edit = Edit(package)
    sheets: dict[str, dict[tuple[int, int], CellValue]] = {}
    for place, value in cells.items():
        try:
            sheet, address = place
            sheets.setdefault(sheet, {})[parse_cell(address)] = value
        except ValueError:
            raise UsageError(
                package.label, f"{place!r} is no cell", 'Name sheet and address: ("Invoices", "B2").'
            ) from None
    for sheet, values in sheets.items():
        edit.set_cells(sheet, values)
    return _saved(package, edit)


def append_rows(path: str | Path, sheet: str, rows: Rows, *, password: str | None = None) -> Proof:
    """Append rows to a sheet's list and save the workbook; its table grows, everything else stays byte for byte.

    A backup is kept beside the workbook, see `saving`. Computed columns of the table are filled, a totals row moves down.

    Args:
        path: The workbook.
        sheet: The tab.
        rows: Records (header -> value), or columns (header -> values).
        password: Opens a protected workbook, which is saved under it again.

    Raises:
        UsageError: No such sheet or header.
        Refused, FileInUse: The file is left alone; the message says why.
    """
    package = Package.read(path, password=password)
    edit = Edit(package)
    edit.append_rows(sheet, rows)
    return _saved(package, edit)


def _saved(package: Package, edit: Edit) -> Proof:
    """Finish the edit and save it, if anything changed."""
    edited = edit.finish()
    if edited.content is not package.content:
        saving.save(package, edited.package, counts={"cells": edited.proof.cells_changed})
    return edited.proof
