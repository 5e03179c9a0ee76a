"""Which workbook is meant when none is named."""

from __future__ import annotations

import os
from pathlib import Path

from salessheets.app.opening import recognised
from salessheets.core.texts import listed
from salessheets.errors import SalessheetsError, UsageError
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
    ours = [path for path in sorted(folder.glob("*.xls[xm]")) if not path.name.startswith(_NOT_OURS) and is_ours(path)]
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


def is_ours(path: Path) -> bool:
    """True for a readable workbook with a Settings sheet and a sheet that the program itself fills (no report has them)."""
    try:
        found, _ = recognised(Package.read(path))
    except SalessheetsError:
        return False
    return {"Settings", "Findings"} <= set(found)
