"""Workbooks protected with a password to open: opened and protected again in memory, never on the disk.

The work is done by msoffcrypto-tool, which is installed with the extra `password` and imported when it is needed. It opens
both kinds of protection that a password alone opens (Standard, of Office 2007, and Agile); what is written is Agile.

Example:
    >>> from io import BytesIO
    >>> from xlsxwriter import Workbook
    >>> with Workbook(made := BytesIO()) as book:
    ...     _ = book.add_worksheet()
    >>> stored = protected(made.getvalue(), "open sesame", "Sales.xlsx")
    >>> is_protected(stored), opened(stored, "open sesame", "Sales.xlsx") == made.getvalue()
    (True, True)
"""

from __future__ import annotations

import importlib
from io import BytesIO
from typing import Any

from salessheets.errors import Damaged, Refused, Unsupported
from salessheets.xlsx.container import sniff

_DOCTYPE = b"<!DOCTYPE"
_RESTORE = "Restore a backup, or open the file in Excel and save it there."


def is_protected(content: bytes) -> bool:
    """True for a workbook that opens with a password only."""
    return sniff.is_protected(content)


def opened(content: bytes, password: str, label: str) -> bytes:
    """The plain workbook in a protected one.

    Args:
        content: The file's bytes.
        password: The password to open it.
        label: The file's name, for messages.

    Raises:
        Refused: The password is wrong, or msoffcrypto-tool is not installed.
        Unsupported: It is protected in another way, such as by the rights of a company.
        Damaged: The content was changed or cut after it was protected.
    """
    book = _keyed(_book(content, label), password, label)
    plain = BytesIO()
    try:
        book.decrypt(plain, verify_integrity=True)
    except Exception as fault:
        raise Damaged(label, "the protected content is damaged, although the password is right", _RESTORE) from fault
    return plain.getvalue()


def protected(content: bytes, password: str, label: str) -> bytes:
    """The workbook protected with the password, opened again and compared before it is returned; other bytes at each call.

    Raises:
        Refused: It does not open to the same bytes, or msoffcrypto-tool is not installed.
    """
    stored = BytesIO()
    _library(label).OOXMLFile(BytesIO(content)).encrypt(password, stored)
    if opened(stored.getvalue(), password, label) != content:
        raise Refused(label, "the protected workbook does not open to what was written", "Nothing was written.")
    return stored.getvalue()


def _book(content: bytes, label: str) -> Any:
    """The file as the library sees it."""
    library = _library(label)
    if _DOCTYPE in content:
        raise Damaged(label, "the description of its protection declares a document type", _RESTORE)
    try:
        return library.OOXMLFile(BytesIO(content))
    except Exception as fault:  # whatever the library stumbles over in a broken file
        raise Unsupported(
            label, "the workbook is protected in a way that a password alone does not open, or is damaged",
            "Open it in Excel, remove the protection (File, Info) and save it.",
        ) from fault  # fmt: skip


def _keyed(book: Any, password: str, label: str) -> Any:
    """The file with the key of this password. Raises Refused for a wrong one."""
    try:
        book.load_key(password=password, verify_password=True)
    except Exception as fault:
        if type(fault).__name__ != "InvalidKeyError":
            raise Damaged(label, "the description of its protection is damaged", _RESTORE) from fault
        raise Refused(
            label, "the password does not open the workbook", "Check it; upper and lower case count."
        ) from None
    return book


def _library(label: str) -> Any:
    """The module of msoffcrypto-tool that knows workbooks. Raises Refused when it is not installed."""
    try:
        return importlib.import_module("msoffcrypto.format.ooxml")
    except ImportError:
        raise Refused(
            label, "the workbook is protected with a password, and msoffcrypto-tool, which opens such files, is missing",
            'Install it: pip install "salessheets[password]".',
        ) from None  # fmt: skip
