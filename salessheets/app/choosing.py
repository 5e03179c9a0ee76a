"""Which workbook is meant when none is named."""

from __future__ import annotations

import os
from pathlib import Path

from salessheets.app.opening import recognised
from salessheets.core.texts import listed, nearest
from salessheets.errors import NotAWorkbook, SalessheetsError, UsageError
from salessheets.xlsx.package import Package

VARIABLE = "SALESSHEETS_WORKBOOK"
_NOT_OURS = ("~$", ".~lock.", ".")


def only_workbook(folder: Path) -> Path:
    """The workbook that the environment variable SALESSHEETS_WORKBOOK names, or the only book of ours in the folder.

    Raises:
        UsageError: There is none, or more than one; the candidates are named.
    """
    if named := os.environ.get(VARIABLE):
        return Path(named)
    ours = [path for path in workbooks_in(folder) if is_ours(path)]
    if len(ours) == 1:
        return ours[0]
    if ours:
        raise UsageError(
            str(folder),
            f"there is more than one sales workbook: {listed(p.name for p in ours)}",
            "Name the one that is meant.",
        )
    raise UsageError(
        str(folder), "there is no sales workbook", "Name one, or make one with `salessheets new Sales.xlsx`."
    )


def workbooks_in(folder: Path) -> list[Path]:
    """The .xlsx and .xlsm files of a folder, without the marks that Excel and LibreOffice leave beside open ones."""
    return [path for path in sorted(folder.glob("*.xls[xm]")) if path.is_file() and not path.name.startswith(_NOT_OURS)]


def existing(path: Path) -> Path:
    """The path, when a file is there.

    Raises:
        NotAWorkbook: It is a folder, or there is no such file; the nearest name in its folder is told.
    """
    if path.is_file():
        return path
    if path.is_dir():
        names = [book.name for book in workbooks_in(path)]
        to_do = f"Name the workbook in it: {listed(names, word='or')}." if names else "Name a workbook."
        raise NotAWorkbook(str(path), "this is a folder, not a workbook", to_do)
    guess = nearest(path.name, [book.name for book in workbooks_in(path.parent)]) if path.parent.is_dir() else None
    to_do = f"Did you mean {guess}?" if guess else "Check the name and the folder."
    raise NotAWorkbook(str(path), "there is no such file", to_do)


def is_ours(path: Path) -> bool:
    """True for a readable workbook with the sheet of findings and one more that is known (no report has them)."""
    try:
        found, _ = recognised(Package.read(path))
    except SalessheetsError:
        return False
    return "Findings" in found and len(found) > 1
