"""Who is at work on a workbook: another run of this program, or a person in Excel or LibreOffice.

Excel keeps a small file `~$Sales.xlsx` beside an open workbook, LibreOffice `.~lock.Sales.xlsx#`; both hold a
person's name. That neither is there proves nothing (co-authoring, Excel on a Mac), so a save also compares
the file's hash before it replaces anything.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
from typing import TYPE_CHECKING

from salessheets.errors import FileInUse, NotAWorkbook, ReadOnly, Unsupported
from salessheets.xlsx.keeping import disk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WRITE_BITS = 0o222
_NAME_BYTES = 54


def require_free(path: Path) -> None:
    """Make sure that `path` may be replaced now.

    Raises:
        FileInUse: open in Excel or LibreOffice; the message names the person.
        ReadOnly: the file or its folder is marked read-only.
        Unsupported: the file has a second name (hard link), which replacing it would cut off.
        NotAWorkbook: there is no such file, or it is no ordinary file.
    """
    path = path.resolve()
    if not path.is_file():
        raise NotAWorkbook(str(path), "there is no such file", "Check the name and the folder.")
    _refuse_owner_files(path)
    facts = path.stat()
    if not facts.st_mode & _WRITE_BITS or not os.access(path, os.W_OK):
        raise ReadOnly(path.name, "the file is read-only", "Remove the read-only mark and try again.")
    if not os.access(path.parent, os.W_OK):
        raise ReadOnly(
            path.name, f"nothing can be written into the folder {path.parent}", "Move the workbook elsewhere."
        )
    if facts.st_nlink > 1:
        raise Unsupported(
            path.name, "the file has a second name elsewhere (a hard link), which saving would cut off",
            "Copy the workbook and work on the copy.",
        )  # fmt: skip


def _refuse_owner_files(path: Path) -> None:
    """Raise FileInUse when Excel or LibreOffice has left its mark beside the workbook."""
    marks = (
        ("Excel", f"~${path.name}", excel_owner),
        ("LibreOffice", f".~lock.{path.name}#", libreoffice_owner),
    )
    for program, name, owner_of in marks:
        mark = path.with_name(name)
        if mark.exists():
            person = owner_of(disk.read(mark)) or "somebody"
            raise FileInUse(
                path.name, f"{person} has the workbook open in {program}",
                f"Close it there and try again. If nobody has it open, delete {name!r} in the same folder.",
            )  # fmt: skip


def excel_owner(mark: bytes) -> str:
    """The person in Excel's owner file: a length and 54 bytes of old text, then the same in UTF-16.

    Example:
        >>> excel_owner(bytes([3]) + b"Ann".ljust(54) + bytes([3, 0]) + "Ann".encode("utf-16-le").ljust(108))
        'Ann'
    """
    wide_at = 1 + _NAME_BYTES
    if len(mark) >= wide_at + 2:
        (length,) = struct.unpack_from("<H", mark, wide_at)
        if 0 < length <= _NAME_BYTES:
            return mark[wide_at + 2 : wide_at + 2 + 2 * length].decode("utf-16-le", "replace").strip("\0 ")
    return mark[1 : 1 + mark[0]].decode("cp1252", "replace").strip("\0 ") if mark else ""


def libreoffice_owner(mark: bytes) -> str:
    """The person in LibreOffice's lock file: full name, else account and machine.

    Example:
        >>> libreoffice_owner(b"Ann Lee,ann,desk7,09.02.2026 08:15,;"), libreoffice_owner(b",ann,desk7,;")
        ('Ann Lee', 'ann on desk7')
    """
    full, account, machine, *_ = (*mark.decode("utf-8", "replace").rstrip(";").split(","), "", "", "")
    return full.strip() or (f"{account} on {machine}" if account else "")


def lock_name(path: Path) -> Path:
    """The lock file of a workbook."""
    return path.with_name(f".{path.name}.salessheets-lock")


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the workbook against other runs of this program. Raises FileInUse, ReadOnly."""
    lock = lock_name(path)
    with disk.told(path):
        handle = disk.take_lock(lock, f"{os.getpid()} on {socket.gethostname()}".encode())
    if handle is None:
        raise FileInUse(
            path.name, f"another run is at work on it (process {_holder(lock)})", "Wait until it has ended."
        )
    try:
        yield
    finally:
        disk.drop_lock(lock, handle)


def _holder(lock: Path) -> str:
    """What the lock file says about its owner."""
    try:
        return disk.read(lock).decode("utf-8", "replace") or "unknown"
    except OSError:
        return "unknown"
