"""Writing a workbook that the program makes anew: never over one that somebody edited."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from salessheets.errors import Refused
from salessheets.xlsx.keeping import backups, disk, locks, origin


def write_output(path: Path, content: bytes, *, force: bool = False) -> bool:
    """Give `path` a made workbook, marked as ours. True when bytes were written, False when they stood there already.

    Args:
        path: Where; its folder is made when it is missing, that one's folder must be there.
        content: The workbook.
        force: Also over a file that is not as the program wrote it; that file is kept as a backup.

    Raises:
        Refused: There is a file that was edited by hand, or is none of ours. Nothing was written.
        FileInUse, ReadOnly: The file is open elsewhere or cannot be written.
    """
    new = origin.marked(content)
    with disk.told(path):
        disk.make_folder(path.parent)
        old = disk.read(path) if path.exists() else None
    if old == new:
        return False
    if old is not None:
        locks.require_free(path)
        _require_ours(path, old, force=force)
    disk.write_file(path, new)
    return True


def _require_ours(path: Path, old: bytes, *, force: bool) -> None:
    """Refuse to replace somebody's work; with `force`, keep it first."""
    if origin.is_ours(old):
        return
    if not force:
        raise Refused(
            str(path),
            "the file there was edited by hand, or is none of this program's, and is left as it is",
            "Rename it or choose another place; with --force it is replaced and kept as a backup.",
        )
    backups.keep(path, old, sha256(old).hexdigest(), datetime.now(UTC))
