"""Strings of the template: the shared ones as elements, and formatted ones filled run by run."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from salessheets.xlsx.container.parts import local_name, unescape
from salessheets.xlsx.package import Package
from salessheets.xlsx.template.cell_xml import coded
from salessheets.xlsx.template.sandbox import Language
from salessheets.xlsx.template.tags import filled_runs, has_tag

_XML = "{http://www.w3.org/XML/1998/namespace}"


def strings_part(package: Package) -> str | None:
    """The part of shared strings, if the book has one."""
    found = package.related(package.workbook_part, "sharedStrings")
    return found[0] if found else None


def text_nodes(item: Any) -> list[Any]:
    """The `<t>` elements of a string, phonetic hints left out."""
    return [node for node in item.iter("{*}t") if not any(local_name(up) == "rPh" for up in node.iterancestors())]


def filled_string(item: Any, language: Language, names: Mapping[str, Any]) -> Any:
    """A copy of a formatted string with its expressions filled, formats kept. Raises BadValueError."""
    made = deepcopy(item)
    nodes = text_nodes(made)
    texts = filled_runs([unescape(node.text or "") for node in nodes], language, names)
    for node, text in zip(nodes, texts, strict=True):
        put_text(node, text)
    return made


def put_text(node: Any, text: str) -> None:
    """Set the text of a `<t>` of the spreadsheet language, blanks at the edges kept."""
    node.text = coded(text)
    if text != text.strip():
        node.set(f"{_XML}space", "preserve")


def string_xml(item: Any, prefix: str) -> str:
    """The inside of a string element, spelled for a part with this prefix."""
    return "".join(_spelled(child, prefix) for child in item if local_name(child) in {"r", "t"})


def _spelled(element: Any, prefix: str) -> str:
    name = prefix + local_name(element)
    attributes = "".join(
        f" {'xml:' if key.startswith(_XML) else ''}{key.rpartition('}')[2]}={_quoted(value)}"
        for key, value in element.attrib.items()
    )
    inside = _text(element.text or "") + "".join(_spelled(child, prefix) for child in element)
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(value: str) -> str:
    return '"' + _text(value).replace('"', "&quot;") + '"'


def emptied_strings(package: Package, part: str) -> bytes | None:
    """The shared strings without the texts that held expressions; cells of a filled book use none of them.

    Returns None when there are none.
    """
    root = package.xml(part)
    tagged = [item for item in root if has_tag("".join(node.text or "" for node in text_nodes(item)))]
    for item in tagged:
        for child in list(item):
            item.remove(child)
        item.append(item.makeelement(item.tag[: item.tag.rindex("}") + 1] + "t"))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if tagged else None
