"""Whose hand a workbook of ours was last in: a mark in its custom properties says what was written.

The mark is a hash over all other parts. Excel rewrites every part when it saves, so a workbook that somebody edited no
longer agrees with its mark; one without a mark was made by somebody else. The mark goes where the file goes, however it
is copied, moved or renamed.

Example:
    >>> from io import BytesIO
    >>> from xlsxwriter import Workbook
    >>> with Workbook(made := BytesIO()) as book:
    ...     _ = book.add_worksheet()
    >>> is_ours(made.getvalue()), is_ours(marked(made.getvalue()))
    (False, True)
"""

from __future__ import annotations

import hashlib
from typing import Any

from lxml import etree

from salessheets.errors import SalessheetsError
from salessheets.xlsx.container.parts import descendants, local_name
from salessheets.xlsx.package import Package

PROPERTY = "salessheets.written"
_PART, _TYPES, _RELS = "docProps/custom.xml", "[Content_Types].xml", "_rels/.rels"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_NAMESPACES: Any = {None: _CUSTOM}
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_ID = 2


def marked(content: bytes) -> bytes:
    """The workbook with its mark; the same bytes for the same workbook. Raises as `Package.from_bytes`."""
    package = Package.from_bytes(content)
    part = next(iter(package.related("", "custom-properties")), "")
    root: Any = (
        package.xml(part) if part else etree.Element(f"{{{_CUSTOM}}}Properties", nsmap=_NAMESPACES | {"vt": _VALUES})
    )
    _put(root, "")
    ready = _with_part(package, part, _xml(root))
    _put(root, _hash(Package.from_bytes(ready)))
    return Package.from_bytes(ready).rebuilt({part or _PART: _xml(root)})


def _with_part(package: Package, part: str, data: bytes) -> bytes:
    """The package with its part of custom properties, declared and related when it is new."""
    if part:
        return package.rebuilt({part: data})
    types: Any = package.xml(_TYPES)
    etree.SubElement(types, _beside(types, "Override"), PartName=f"/{_PART}", ContentType=_TYPE)
    rels: Any = package.xml(_RELS)
    etree.SubElement(rels, _beside(rels, "Relationship"), Id="rIdWritten", Type=_KIND, Target=_PART)
    return package.rebuilt({_TYPES: _xml(types), _RELS: _xml(rels)}, {_PART: data})


def is_ours(content: bytes) -> bool:
    """True for a workbook that is as this program wrote it; False for an edited or foreign one, and for no workbook."""
    try:
        package = Package.from_bytes(content)
        found = _mark(package)
        return bool(found) and found == _hash(package)
    except SalessheetsError:
        return False


def _mark(package: Package) -> str:
    for part in package.related("", "custom-properties"):
        for entry in descendants(package.xml(part), "property"):
            if entry.get("name") == PROPERTY:
                return "".join(map(str, entry.itertext()))
    return ""


def _hash(package: Package) -> str:
    """A hash over the names, sizes and checksums of all parts but that of the mark."""
    own = package.related("", "custom-properties")
    told = sorted(f"{name} {package.size(name)} {package.crc(name):08x}" for name in package.names if name not in own)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _put(root: Any, value: str) -> None:
    """Set the mark among the properties."""
    found = next((entry for entry in root if entry.get("name") == PROPERTY), None)
    if found is None:
        number = max((int(entry.get("pid", "1")) for entry in root if local_name(entry)), default=_FIRST_ID - 1) + 1
        found = etree.SubElement(
            root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT_ID, pid=str(max(number, _FIRST_ID)), name=PROPERTY
        )
        etree.SubElement(found, f"{{{_VALUES}}}lpwstr")
    next(iter(found)).text = value


def _beside(root: Any, name: str) -> str:
    """A tag in the namespace of the root."""
    return f"{{{etree.QName(root).namespace}}}{name}"


def _xml(root: Any) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
