"""Who may read a workbook, and the marks on it, are the same after a save."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pytest

from salessheets.xlsx.keeping import disk, rights

OLD, NEW = Path("Sales.xlsx"), Path(".Sales.xlsx.tmp")


def can_mark(folder: Path) -> bool:
    """Whether this system and file system know extended attributes."""
    probe = folder / "probe"
    probe.write_bytes(b"")
    try:
        os.setxattr(probe, "user.probe", b"1")
    except (OSError, AttributeError):
        return False
    return True


def test_extended_attributes_stay_with_the_workbook(tmp_path):
    if not can_mark(tmp_path):
        pytest.skip("this file system has no extended attributes")
    book = tmp_path / "Sales.xlsx"
    book.write_bytes(b"old")
    os.setxattr(book, "user.owner", b"Anna")
    disk.write_file(book, b"new")
    assert (book.read_bytes(), os.getxattr(book, "user.owner")) == (b"new", b"Anna")


def test_an_attribute_that_may_not_be_set_does_not_keep_the_save_back(tmp_path, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(1, "not permitted")

    book = tmp_path / "Sales.xlsx"
    book.write_bytes(b"old")
    monkeypatch.setattr(os, "listxattr", lambda _: ["security.label", "user.owner"], raising=False)
    monkeypatch.setattr(os, "getxattr", lambda *_: b"", raising=False)
    monkeypatch.setattr(os, "setxattr", refuse, raising=False)
    disk.write_file(book, b"new")
    assert book.read_bytes() == b"new"


class Windows:
    """The three calls of Windows that are used, told from which file to which; `fault` is the error of the first."""

    def __init__(self, fault: int = 0) -> None:
        self.fault = fault
        self.calls: list[tuple[object, ...]] = []

    def GetNamedSecurityInfoW(self, name, kind, what, _owner, _group, entries, _audit, descriptor):  # noqa: N802
        self.calls.append(("get", name, kind, what))
        ctypes.cast(entries, ctypes.POINTER(ctypes.c_void_p))[0] = 111
        ctypes.cast(descriptor, ctypes.POINTER(ctypes.c_void_p))[0] = 222
        return self.fault

    def SetNamedSecurityInfoW(self, name, kind, what, _owner, _group, entries, _audit):  # noqa: N802
        self.calls.append(("set", name, kind, what, entries.value))
        return 0

    def LocalFree(self, descriptor):  # noqa: N802
        self.calls.append(("free", descriptor.value))


def test_on_windows_the_access_list_is_put_on_the_new_version():
    windows = Windows()
    rights._access_list(OLD, NEW, windows, windows)
    assert windows.calls == [("get", str(OLD), 1, 4), ("set", str(NEW), 1, 4, 111), ("free", 222)]


def test_on_windows_a_list_that_cannot_be_read_is_left_alone():
    windows = Windows(fault=5)
    rights._access_list(OLD, NEW, windows, windows)
    assert windows.calls == [("get", str(OLD), 1, 4)]


def test_on_a_mac_the_system_copies_lists_and_marks_but_no_content():
    calls: list[tuple[object, ...]] = []

    def copyfile(*given: object) -> int:
        calls.append(given)
        return 0

    rights._lists_and_marks(OLD, NEW, copyfile)
    assert calls == [(b"Sales.xlsx", b".Sales.xlsx.tmp", None, 0b101)]
