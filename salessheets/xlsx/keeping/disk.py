"""The only place that writes files, so that a test can fail every system call of it in turn.

A file is written under another name in the same folder, forced to the disk, read back, and only then given
its name; whoever looks sees the old file or the new one. Nothing else in the program opens a file for
writing.

Example:
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_file(Path(folder) / "report.xlsx", b"bytes")
    ...     (Path(folder) / "report.xlsx").read_bytes(), len(list(Path(folder).iterdir()))
    (b'bytes', 1)
"""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
import stat
import sys
import time
from typing import TYPE_CHECKING, Any

from salessheets.errors import FileInUse, ReadOnly, Refused, SalessheetsError
from salessheets.xlsx.keeping.rights import take_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_fcntl: Any = importlib.import_module("fcntl") if sys.platform != "win32" else None
_TEMP = ".salessheets-tmp"
_WAITS = (0.02, 0.05, 0.1, 0.2, 0.2)  # seconds between tries while a scanner or a preview holds the file
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC}
_MAY_NOT = {errno.EACCES, errno.EPERM, errno.EROFS}


def write_file(path: Path, content: bytes) -> None:
    """Give `path` this content, wholly or not at all; an existing file keeps its mode.

    Raises:
        FileInUse: another program holds the file.
        ReadOnly, Refused: the folder cannot be written, the disk is full or failing; `path` is as before.
    """
    with told(path):
        temp = stage(path, content)
        try:
            swap(temp, path)
        finally:
            remove(temp)


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn an OSError of the block into a message about `path`."""
    try:
        yield
    except OSError as fault:
        raise _message(path, fault) from fault


def _message(path: Path, fault: OSError) -> SalessheetsError:
    """What an OSError means to the person at the screen."""
    if fault.errno in _NO_ROOM:
        return Refused(
            str(path),
            "there is no room left on the disk; the file is as it was",
            "Free some space and try again.",
        )
    if fault.errno in _MAY_NOT:
        return ReadOnly(str(path), "the file or its folder cannot be written", "Ask for the right to write there.")
    if fault.errno == errno.ENOENT:
        return Refused(str(path), "its folder is not there", f"Make the folder {path.parent}, or choose another place.")
    return Refused(str(path), f"the disk reported a fault ({fault.strerror or fault})", "Check the disk and try again.")


def temp_name(path: Path) -> Path:
    """The name under which this process writes a new version of `path`."""
    return path.with_name(f".{path.name}.{os.getpid()}{_TEMP}")


def stage(path: Path, content: bytes) -> Path:
    """Write `content` beside `path`, force it to the disk, read it back; the temporary file. Raises OSError."""
    temp = temp_name(path)
    remove(temp)
    try:
        _write(temp, content)
        _take_over_rights(path, temp)
        _require_content(temp, content)
    except OSError:
        remove(temp)
        raise
    return temp


def _require_content(path: Path, content: bytes) -> None:
    """Raise OSError when the disk gives back other bytes than it was given."""
    if read(path) != content:
        raise OSError(errno.EIO, "what was written reads back differently")


def _write(path: Path, content: bytes) -> None:
    """Create a file, write all of it, force it to the disk."""
    handle = os.open(path, _NEW, 0o600)
    try:
        _write_all(handle, content)
        _force(handle)
    finally:
        os.close(handle)


def _write_all(handle: int, content: bytes) -> None:
    """Write until everything is written; one call may take less than it was given."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest[: 2**24]) :]


def _force(handle: int) -> None:
    """Force a file to the disk; on macOS only F_FULLFSYNC reaches past the drive's own cache."""
    full = getattr(_fcntl, "F_FULLFSYNC", None)
    if full is None:
        os.fsync(handle)
    else:
        _fcntl.fcntl(handle, full)


def _take_over_rights(old: Path, new: Path) -> None:
    """Mode, owner, access list and attributes as on the file that will be replaced, where that is allowed."""
    try:
        rights = os.stat(old)  # noqa: PTH116  every call goes through os, so that tests can fail it
    except FileNotFoundError:
        os.chmod(new, 0o666 & ~_umask())  # noqa: PTH101
        return
    if hasattr(os, "chown"):
        with contextlib.suppress(PermissionError):
            os.chown(new, rights.st_uid, rights.st_gid)
    take_over(old, new)
    os.chmod(new, stat.S_IMODE(rights.st_mode))  # noqa: PTH101


def _umask() -> int:
    """The mode bits that new files do not get; the system tells them only by being set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def read(path: Path) -> bytes:
    """The content of a file. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        pieces = []
        while piece := os.read(handle, 2**24):
            pieces.append(piece)
    finally:
        os.close(handle)
    return b"".join(pieces)


def swap(temp: Path, path: Path) -> None:
    """Give the temporary file its name, in one step of the file system.

    Raises:
        FileInUse: the name stays taken by a program that lets nobody replace the file (Windows).
        OSError: as the system says; `path` is as before, or new when only the folder could not be forced to
            the disk.
    """
    for wait in (*_WAITS, None):
        try:
            os.replace(temp, path)  # noqa: PTH105
            break
        except PermissionError:
            if wait is None:
                raise FileInUse(
                    str(path), "another program holds the file", "Close it in Excel and try again."
                ) from None
            time.sleep(wait)
    force_folder(path.parent)


def force_folder(folder: Path) -> None:
    """Force a folder's entries to the disk; Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a file of our own if it is there. A file that cannot be removed is litter, not a fault."""
    with contextlib.suppress(OSError):
        os.unlink(path)  # noqa: PTH108


def sweep(path: Path) -> None:
    """Remove the temporary files that killed runs left for `path`; the caller holds the lock."""
    for name in os.listdir(path.parent):  # noqa: PTH208
        if name.startswith(f".{path.name}.") and name.endswith(_TEMP):
            remove(path.parent / name)


def make_folder(path: Path) -> None:
    """Create a folder that only its owner may enter, unless it is there. Raises OSError."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(path, 0o700)  # noqa: PTH102
        force_folder(path.parent)


def append_line(path: Path, line: bytes) -> None:
    """Add one line to a file and force it to the disk, ending a line torn by a crash first. Raises OSError."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    try:
        size = os.lseek(handle, 0, os.SEEK_END)
        if size and os.lseek(handle, size - 1, os.SEEK_SET) >= 0 and os.read(handle, 1) != b"\n":
            line = b"\n" + line
        _write_all(handle, line + b"\n")
        _force(handle)
    finally:
        os.close(handle)


def take_lock(path: Path, owner: bytes) -> int | None:
    """Create and hold a lock file; None when a living process holds it. Raises OSError.

    The system forgets the lock with the process, so that a killed run never blocks the next: on POSIX by
    flock, on Windows because a file that is open cannot be removed. The content only tells people who holds
    it.
    """
    handle = _exclusive(path) if _fcntl is None else _flocked(path)
    if handle is not None:
        try:
            os.ftruncate(handle, 0)
            _write_all(handle, owner)
        except OSError:
            drop_lock(path, handle)
            raise
    return handle


def _flocked(path: Path) -> int | None:
    """A locked handle on the file that has this name now, not on one that its last owner just removed."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _fcntl.flock(handle, _fcntl.LOCK_EX | _fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return None
        except OSError:
            os.close(handle)
            raise
        with contextlib.suppress(FileNotFoundError):
            if os.fstat(handle).st_ino == os.stat(path).st_ino:  # noqa: PTH116
                return handle
        os.close(handle)


def _exclusive(path: Path) -> int | None:
    """A handle on a new file; one left by a dead process can be removed, one of a living process cannot."""
    remove(path)
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except (FileExistsError, PermissionError):
        return None


def drop_lock(path: Path, handle: int) -> None:
    """Give up a lock and remove its file: on POSIX while it is still held, on Windows when nobody holds it."""
    if os.name != "nt":
        remove(path)
    with contextlib.suppress(OSError):
        os.close(handle)
    if os.name == "nt":
        remove(path)
