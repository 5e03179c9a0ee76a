"""Replace a workbook so that at every instant the old one or the new one stands at its place, and undo that.

The order of `save`: nobody else at work, lock, hash as when it was read, backup, new version written beside
and read back, journal line, hash once more, one rename, folder forced to the disk. Whatever fails before the
rename leaves the old bytes; whatever fails after it leaves the new ones. The clock is read here and nowhere
else in this layer.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from salessheets.errors import ChangedMeanwhile, Refused, Unsupported
from salessheets.xlsx.keeping import backups, disk, journal, locks
from salessheets.xlsx.keeping.journal import Entry
from salessheets.xlsx.package import Package

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Entry", "Restored", "Saved", "history", "require_free", "save", "undo"]

_UNSIGN = "Remove the signature in Excel (File, Info) and sign again afterwards."


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: `backup` is None when there was nothing to write; hashes are SHA-256."""

    path: Path
    backup: Path | None
    old: str
    new: str
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Restored:
    """What an undo did: `taken_back` is the save that was undone, `kept` a backup of what it replaced."""

    path: Path
    taken_back: Entry
    kept: Path


def require_free(path: str | Path) -> None:
    """Make sure that a workbook may be replaced. Raises FileInUse, ReadOnly, Unsupported, NotAWorkbook."""
    locks.require_free(Path(path))


def require_unsigned(package: Package) -> None:
    """Raise Unsupported for a workbook with a digital signature."""
    if package.signed:
        raise Unsupported(package.label, "the workbook is signed, and any change would break the signature", _UNSIGN)


def save(
    package: Package,
    content: bytes | Package,
    keep: int = 20,
    counts: Mapping[str, int] | None = None,
    now: datetime | None = None,
) -> Saved:
    """Replace the workbook that `package` was read from.

    Args:
        package: The workbook as it was read; its `path` is replaced (of a symbolic link, the file it points
            to).
        content: The new version, plain; bytes are judged by the gate first, a Package has been. A workbook that was
            opened with a password is stored under it again, and so are its backups; that nothing changed is judged
            by the plain bytes.
        keep: How many backups stay.
        counts: Numbers for the journal, such as cells changed. No cell values.
        now: The time for the backup's name, UTC; the clock when left out.

    Raises:
        FileInUse, ReadOnly, ChangedMeanwhile, Refused: nothing was written.
        NotAWorkbook, Damaged, Unsupported, TooLarge: the new version is no sound package; nothing was
            written.
    """
    if package.path is None:
        raise ValueError("a package from bytes has no place to be saved to")
    path = package.path.resolve()
    after = content if isinstance(content, Package) else None
    new = content.content if isinstance(content, Package) else content
    if new == package.content:
        return Saved(path, None, package.sha256, package.sha256, counts or {})
    require_unsigned(package)
    if after is None:
        Package.from_bytes(new, path.name)
    stored = package.to_store(new)
    entry = Entry("", path.name, "save", package.sha256, hashlib.sha256(stored).hexdigest(), "", dict(counts or {}))
    backup = _replace(path, package.stored, stored, entry, keep=keep, now=now)
    return Saved(path, backup, entry.old, entry.new, entry.counts)


def _replace(path: Path, old: bytes, new: bytes, entry: Entry, *, keep: int, now: datetime | None) -> Path:
    """Replace `old` by `new` at `path` and return the backup of `old`. Raises as `save`."""
    time = now or datetime.now(UTC)
    with disk.told(path), locks.held(path):
        locks.require_free(path)
        disk.sweep(path)
        _require_unchanged(path, entry.old)
        backup = backups.keep(path, old, entry.old, time)
        temp = disk.stage(path, new)
        try:
            journal.append(path, _filled(entry, time, backup))
            locks.require_free(path)
            _require_unchanged(path, entry.old)
            _swap(temp, path, entry.new)
        finally:
            disk.remove(temp)
        backups.prune(path, keep, backup)
    return backup


def _filled(entry: Entry, time: datetime, backup: Path) -> Entry:
    """The entry with its time and backup."""
    stamp = time.isoformat(timespec="seconds")
    return Entry(stamp, entry.workbook, entry.verb, entry.old, entry.new, backup.name, entry.counts)


def _swap(temp: Path, path: Path, new: str) -> None:
    """Rename, and say truly whether the new version stands there when the disk fails at the very end."""
    try:
        disk.swap(temp, path)
    except OSError as fault:
        if _current(path) != new:
            raise
        raise Refused(
            path.name, f"the new version is in place, but the disk did not confirm it ({fault.strerror})",
            "Check the disk; `undo` brings the version before back.",
        ) from fault  # fmt: skip


def _current(path: Path) -> str:
    """The SHA-256 of the file now. Raises OSError."""
    return hashlib.sha256(disk.read(path)).hexdigest()


def _require_unchanged(path: Path, sha256: str) -> None:
    """Raise ChangedMeanwhile when somebody saved or removed the file after it was read."""
    try:
        same = _current(path) == sha256
    except FileNotFoundError:
        same = False
    if not same:
        raise ChangedMeanwhile(
            path.name, "somebody saved the workbook after it was read", "Nothing was written: run it again."
        )


def history(path: str | Path) -> tuple[Entry, ...]:
    """The saves and undos of a workbook, oldest first; empty when there were none. Raises NotAWorkbook."""
    path = Path(path).resolve()
    return journal.entries(path, _existing(path))


def _existing(path: Path) -> str:
    """The SHA-256 of a workbook that should be there; "" when it is gone."""
    try:
        return _current(path)
    except OSError:
        return ""


def undo(path: str | Path, *, force: bool = False, keep: int = 20, now: datetime | None = None) -> Restored:
    """Bring back the exact bytes before the last save; each call goes one save further back.

    The version that is replaced is kept as a backup too.

    Args:
        path: The workbook.
        force: Also when it was changed since that save; those changes then live on in the backup only.
        keep: How many backups stay.
        now: The time for the backup's name, UTC; the clock when left out.

    Raises:
        Refused: nothing to undo, or the backup is gone or changed.
        ChangedMeanwhile: changed since the last save and not `force`.
        FileInUse, ReadOnly: as `save`.
    """
    path = Path(path).resolve()
    locks.require_free(path)
    present = disk.read(path)
    sha256 = hashlib.sha256(present).hexdigest()
    saves = journal.undoable(journal.entries(path, sha256))
    if not saves:
        raise Refused(path.name, "there is nothing to undo", "Look into .salessheets/backups beside the workbook.")
    last = saves[-1]
    if sha256 != last.new and not force:
        raise ChangedMeanwhile(
            path.name, f"the workbook was changed after the save of {last.time}; undoing would lose that",
            "Undo with --force to go back all the same; a backup of the present version is kept.",
        )  # fmt: skip
    former = backups.content_of(path, last.backup, last.old)
    entry = Entry("", path.name, "undo", sha256, last.old, "", {})
    return Restored(path, last, _replace(path, present, former, entry, keep=keep, now=now))
