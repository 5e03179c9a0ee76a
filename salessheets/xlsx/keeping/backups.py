"""Backups of a workbook in `.salessheets/backups/` beside it: whole workbooks, named by time and hash."""

from __future__ import annotations

import contextlib
import hashlib
import re
from typing import TYPE_CHECKING

from salessheets.errors import Refused
from salessheets.xlsx.keeping import disk
from salessheets.xlsx.keeping.journal import FOLDER

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def backup_folder(workbook: Path) -> Path:
    """Where the backups of a workbook stand."""
    return workbook.parent / FOLDER / "backups"


def backup_name(workbook: Path, sha256: str, now: datetime) -> str:
    """The name of a backup; `now` is in UTC.

    Example:
        >>> from datetime import UTC, datetime
        >>> from pathlib import Path
        >>> backup_name(Path("Sales.xlsx"), "0123456789abcdef", datetime(2026, 2, 9, 8, 15, tzinfo=UTC))
        'Sales 20260209T081500Z 01234567.xlsx'
    """
    return f"{workbook.stem} {now:%Y%m%dT%H%M%SZ} {sha256[:8]}{workbook.suffix}"


def keep(workbook: Path, content: bytes, sha256: str, now: datetime) -> Path:
    """Write a backup of `content` and return it. Raises as `disk.write_file`."""
    folder = backup_folder(workbook)
    with disk.told(folder):
        disk.make_folder(folder.parent)
        disk.make_folder(folder)
    backup = folder / backup_name(workbook, sha256, now)
    disk.write_file(backup, content)
    return backup


def listed(workbook: Path) -> tuple[Path, ...]:
    """The backups of this workbook alone (not those of "Sales 2026" for "Sales"), oldest first."""
    pattern = re.compile(re.escape(workbook.stem) + r" (\d{8}T\d{6}Z) [0-9a-f]{8}" + re.escape(workbook.suffix))
    folder = backup_folder(workbook)
    if not folder.is_dir():
        return ()
    found = [path for path in folder.iterdir() if pattern.fullmatch(path.name)]
    return tuple(sorted(found, key=lambda path: (path.name[len(workbook.stem) :][:18], path.stat().st_mtime_ns)))


def prune(workbook: Path, number: int, spare: Path) -> None:
    """Remove the oldest backups beyond `number`, never `spare`. One that cannot be removed may stay."""
    with contextlib.suppress(OSError):
        for path in listed(workbook)[: -max(number, 1)]:
            if path != spare:
                disk.remove(path)


def content_of(workbook: Path, name: str, sha256: str) -> bytes:
    """The bytes of a backup, compared with the hash in the journal. Raises Refused when gone or changed."""
    try:
        content = disk.read(backup_folder(workbook) / name)
    except OSError:
        raise Refused(
            workbook.name, f"the backup {name!r} is no longer there", "Choose another backup by hand."
        ) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused(workbook.name, f"the backup {name!r} was changed", "Choose another backup by hand.")
    return content
