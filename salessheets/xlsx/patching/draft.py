"""A package being changed: new content of parts, parts added and removed, with their types and relationships."""

from __future__ import annotations

import posixpath
import re

from salessheets.xlsx.container import parts
from salessheets.xlsx.package import Package
from salessheets.xlsx.patching import namespaces
from salessheets.xlsx.patching.xmltext import XmlText
from salessheets.xlsx.values import escaped_attribute

_TYPES = "[Content_Types].xml"
_EMPTY_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)


class Draft:
    """What shall differ from a package. Part names are compared without regard to case.

    Args:
        package: The workbook as it was read.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.changed: dict[str, bytes] = {}
        self.added: dict[str, bytes] = {}
        self.removed: set[str] = set()

    @property
    def empty(self) -> bool:
        """True if nothing differs."""
        return not (self.changed or self.added or self.removed)

    def has(self, part: str) -> bool:
        """True if the part is there now."""
        return part in self.added or (self.package.has(part) and part not in self.removed)

    def data(self, part: str) -> bytes:
        """The part as it is now."""
        found = self.added.get(part, self.changed.get(part))
        return self.package.data(part) if found is None else found

    def xml(self, part: str) -> XmlText:
        """The part as it is now, to be edited and `put` back."""
        return XmlText(self.data(part), f"{self.package.label}, {part}")

    def put(self, part: str, data: bytes) -> None:
        """Give a part new content; the old content again means unchanged."""
        if part in self.added:
            self.added[part] = data
        elif len(data) == self.package.size(part) and data == self.package.data(part):
            self.changed.pop(part, None)
        else:
            self.changed[part] = data

    def add(self, source: str, kind: str, part: str, content_type: str, data: bytes) -> str:
        """Add a part that `source` relates to, in the workbook's own namespaces; returns the relationship's id."""
        self.added[part] = namespaces.in_its_way(data, strict=self.package.strict)
        types = self.xml(_TYPES)
        p = types.root.prefix
        types.append(types.root, f'<{p}Override PartName="/{escaped_attribute(part)}" ContentType="{content_type}"/>')
        self.put(_TYPES, types.render())
        return self.relate(source, kind, part)

    def relate(self, source: str, kind: str, part: str) -> str:
        """Relate two parts; returns the relationship's id."""
        name = parts.rels_name(source)
        if not self.has(name):
            self.added[name] = _EMPTY_RELATIONS
        name = self.package.stored_name(name) if self.package.has(name) else name
        relations = self.xml(name)
        taken = {e.attributes.get("Id") for e in relations.all("Relationship")}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        target = escaped_attribute(posixpath.relpath(part, posixpath.dirname(source) or "."))
        p, type_ = relations.root.prefix, namespaces.relation_type(kind, strict=self.package.strict)
        xml = f'<{p}Relationship Id="rId{number}" Type="{type_}" Target="{target}"/>'
        relations.append(relations.root, xml)
        self.put(name, relations.render())
        return f"rId{number}"

    def drop(self, source: str, part: str) -> None:
        """Remove a part, the relationship that `source` has to it, and its content type."""
        self.removed.add(self.package.stored_name(part))
        ids = {r.id for r in self.package.relations(source) if not r.external and r.target.lower() == part.lower()}
        name = self.package.stored_name(parts.rels_name(source))
        relations = self.xml(name)
        for element in relations.all("Relationship"):
            if element.attributes.get("Id") in ids:
                relations.remove(element)
        self.put(name, relations.render())
        types = self.xml(_TYPES)
        for element in types.all("Override"):
            if element.attributes.get("PartName", "").lstrip("/").lower() == part.lower():
                types.remove(element)
        self.put(_TYPES, types.render())

    def free_name(self, pattern: str) -> str:
        """The first part name of this pattern (`xl/tables/table{}.xml`) that nothing has.

        Example:
            >>> from io import BytesIO
            >>> from xlsxwriter import Workbook
            >>> with Workbook(made := BytesIO()) as book:
            ...     _ = book.add_worksheet("Invoices")
            >>> Draft(Package.from_bytes(made.getvalue())).free_name("xl/worksheets/sheet{}.xml")
            'xl/worksheets/sheet2.xml'
        """
        number = 1
        while self.has(pattern.format(number)) or self.package.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def formulas_anywhere(self) -> bool:
        """True if any sheet holds a formula."""
        if self.package.related(self.package.workbook_part, "calcChain"):
            return True
        sheets = (entry.part for entry in self.package.sheets if entry.part and entry.kind == "worksheet")
        return any(holds_formula(self.data(part)) for part in sheets)


_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


def holds_formula(data: bytes) -> bool:
    """True if a worksheet part holds a formula.

    A plain search for the letters goes first: most sheets have none, and a pattern with a prefix in it is slow.

    Example:
        >>> holds_formula(b"<c><f>A1</f></c>"), holds_formula(b"<x:c><x:f/></x:c>"), holds_formula(b"<c><v>1</v></c>")
        (True, True, False)
    """
    if b"<f" not in data and b":f" not in data:
        return False
    return any(mark in data for mark in (b"<f>", b"<f ", b"<f/>")) or _FORMULA.search(data) is not None
