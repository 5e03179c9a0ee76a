"""What a file carries besides its bytes and mode bits: access lists and extended attributes.

A save gives the new version the old one's name, so whatever hangs on the old file would go with it: who else
may read the workbook (Windows and macOS access lists, POSIX ACLs), and marks such as a Finder tag. They are put on
the new file before the rename, while the old one still stands, and each only if the system lets us: a workbook
is never kept back because a mark could not be copied.

On Windows, ReplaceFileW would carry the access list by itself, but without a backup it may end with neither file
under the name (error 1176); so the list is copied first and the rename stays one step.

Example:
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     old, new = Path(folder, "old"), Path(folder, "new")
    ...     _ = old.write_bytes(b""), new.write_bytes(b"")
    ...     take_over(old, new)
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_FILE_OBJECT = 1  # SE_FILE_OBJECT
_ACCESS_LIST = 4  # DACL_SECURITY_INFORMATION
_COPY_LISTS_AND_MARKS = 0b101  # COPYFILE_ACL | COPYFILE_XATTR


def take_over(old: Path, new: Path) -> None:
    """Put the access list and the extended attributes of `old` on `new`, as far as the system allows."""
    if sys.platform == "win32":
        _access_list(old, new, ctypes.WinDLL("advapi32"), ctypes.WinDLL("kernel32"))
    elif sys.platform == "darwin":
        _lists_and_marks(old, new, ctypes.CDLL(None)["copyfile"])
    else:
        _attributes(old, new)


def _attributes(old: Path, new: Path) -> None:
    """Linux: all attributes; POSIX access lists are one of them. Other systems have none that Python reaches."""
    names: list[str] = []
    with contextlib.suppress(OSError, AttributeError):
        names = os.listxattr(old)
    for name in names:
        with contextlib.suppress(OSError):
            os.setxattr(new, name, os.getxattr(old, name))


def _lists_and_marks(old: Path, new: Path, copy: Any) -> None:
    """The system's own copyfile(3), without content and times."""
    copy(os.fsencode(old), os.fsencode(new), None, _COPY_LISTS_AND_MARKS)


def _access_list(old: Path, new: Path, security: Any, memory: Any) -> None:
    """Read the access list of one file and set it on the other; entries inherited from the folder stay inherited."""
    entries, descriptor = ctypes.c_void_p(), ctypes.c_void_p()
    failed = security.GetNamedSecurityInfoW(
        str(old), _FILE_OBJECT, _ACCESS_LIST, None, None, ctypes.byref(entries), None, ctypes.byref(descriptor)
    )
    if failed:
        return
    try:
        security.SetNamedSecurityInfoW(str(new), _FILE_OBJECT, _ACCESS_LIST, None, None, entries, None)
    finally:
        memory.LocalFree(descriptor)
