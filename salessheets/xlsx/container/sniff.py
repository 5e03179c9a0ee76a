r"""What a file that is no workbook really is, so that the message can say so and tell what to do.

Example:
    >>> wrong, to_do = what_it_is(b"Invoice;Amount\nR-1;12,50\n")
    >>> wrong
    'the file holds plain text (perhaps CSV), not a workbook'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SAVE_AS = "Open it in Excel and save it as Excel Workbook (.xlsx)."


def _stream(name: str) -> bytes:
    """A stream's name as it stands in the directory of an OLE file."""
    return name.encode("utf-16-le")


def is_protected(content: bytes) -> bool:
    """True for an OLE file that holds an encrypted package, which is how a workbook with a password is stored."""
    return content.startswith(_OLE) and (_stream("EncryptedPackage") in content or _stream("EncryptionInfo") in content)


def what_it_is(content: bytes) -> tuple[str, str]:
    """For a file that is no zip: what is wrong, and what to do."""
    if not content:
        return "the file is empty", "Take a new copy, or an earlier one from .salessheets/backups."
    if content.startswith(_OLE):
        return _ole(content)
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for is_so, verdict in _TEXTS:
        if is_so.match(start):
            return verdict
    if ZIP in content[: 2**16]:
        return "other data stands before the workbook", "Take a new copy of the file."
    if not re.search(rb"[\x00-\x08\x0e-\x1f]", content[:4096]):
        return "the file holds plain text (perhaps CSV), not a workbook", _TEXT_TO_DO
    return "this is no Excel workbook", _SAVE_AS


_TEXT_TO_DO = "Open it in Excel and save it as .xlsx."
_TEXTS = (
    (
        re.compile(rb"<\?xml.*schemas-microsoft-com:office:spreadsheet", re.DOTALL),
        ("this is an XML Spreadsheet 2003, not an .xlsx workbook", _SAVE_AS),
    ),
    (
        re.compile(rb"<!doctype html|<html|<table|<head|<body|<meta|<div"),
        ("the file is a web page under the name of a workbook", _SAVE_AS),
    ),
    (re.compile(rb"%pdf"), ("the file is a PDF", "Ask for the workbook it was made from.")),
)


def _ole(content: bytes) -> tuple[str, str]:
    """Encrypted, an old workbook, or another old Office document: told apart by the names of their streams."""
    if is_protected(content):
        return (
            "the workbook is protected with a password",
            "Give the password with --password-env NAME (in Python password=), or open the workbook in Excel, remove the password (File, Info) and save it.",
        )
    if _stream("WordDocument") in content or _stream("PowerPoint Document") in content:
        return "this is an old Word or PowerPoint document", "Name the workbook instead."
    return "this is a workbook in the old .xls format", _SAVE_AS


def other_package(names: Collection[str]) -> tuple[str, str] | None:
    """For a zip: what other kind of document it is, judged by its members, or None."""
    folded = {name.lower() for name in names}
    if "xl/workbook.bin" in folded:
        return "this is a binary workbook (.xlsb)", _SAVE_AS
    if "word/document.xml" in folded or "ppt/presentation.xml" in folded:
        return "this is a Word or PowerPoint document", "Name the workbook instead."
    if "content.xml" in folded and "mimetype" in folded:
        return "this is an OpenDocument file (.ods)", "Open it in Excel or LibreOffice and save it as .xlsx."
    if "[content_types].xml" not in folded:
        return "this is a zip archive, not a workbook ([Content_Types].xml is missing)", "Name the workbook in it."
    return None
