"""A part's relationships, changed: links get new targets, new ones are added, dropped parts lose theirs."""

from __future__ import annotations

from typing import Any

from lxml import etree

from salessheets.xlsx.container.parts import descendants, rels_name
from salessheets.xlsx.package import Package

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class Rels:
    """The relationships of one part, opened for change.

    Attributes:
        changed: True once something differs.
    """

    def __init__(self, package: Package, part: str) -> None:
        self.name = rels_name(part)
        self._root: Any = package.xml(self.name)
        self._by_id = {element.get("Id"): element for element in descendants(self._root, "Relationship")}
        self.changed = False

    def target(self, rel_id: str) -> str:
        """The target as written; empty when there is no such relationship."""
        element = self._by_id.get(rel_id)
        return element.get("Target", "") if element is not None else ""

    def set_target(self, rel_id: str, target: str) -> None:
        """Give a relationship another target."""
        self._by_id[rel_id].set("Target", target)
        self.changed = True

    def add_link(self, target: str) -> str:
        """Add a hyperlink; its new id."""
        rel_id = f"rIdLink{len(self._by_id) + 1}"
        while rel_id in self._by_id:
            rel_id += "x"
        element = etree.SubElement(self._root, self._root.tag.replace("Relationships", "Relationship"))
        for key, value in {
            "Id": rel_id,
            "Type": _OFFICE + "hyperlink",
            "Target": target,
            "TargetMode": "External",
        }.items():
            element.set(key, value)
        self._by_id[rel_id] = element
        self.changed = True
        return rel_id

    def drop(self, rel_id: str) -> None:
        """Remove a relationship."""
        self._root.remove(self._by_id.pop(rel_id))
        self.changed = True

    def xml(self) -> bytes:
        """The part."""
        return xml_bytes(self._root)


def xml_bytes(root: Any) -> bytes:
    """A root element as a part."""
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made
