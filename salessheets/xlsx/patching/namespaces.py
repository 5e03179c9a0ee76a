"""The two spellings of the format's namespaces: transitional, which nearly all files have, and Strict.

New parts are written as transitional ones and put into the workbook's own spelling, since Excel takes no mixture.
"""

from __future__ import annotations

_SPELLINGS = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def in_its_way(xml: bytes, *, strict: bool) -> bytes:
    """XML with transitional namespaces, in the spelling of a Strict workbook if it is one.

    Example:
        >>> part = b'<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
        >>> in_its_way(part, strict=True)
        b'<table xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'
    """
    for transitional, other in _SPELLINGS if strict else ():
        xml = xml.replace(f'"{transitional}"'.encode(), f'"{other}"'.encode())
    return xml


def relation_type(kind: str, *, strict: bool) -> str:
    """The type of a relationship of this kind ("worksheet", "table").

    Example:
        >>> relation_type("table", strict=True)
        'http://purl.oclc.org/ooxml/officeDocument/relationships/table'
    """
    return f"{_SPELLINGS[1][strict]}/{kind}"
