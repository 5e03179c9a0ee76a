"""Lint of the package as a whole: relationships, content types, the workbook part, defined names.

Each function takes a package and yields faults; none changes anything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salessheets.xlsx.container.parts import descendants, local_name, repeated, source_of
from salessheets.xlsx.linting.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from salessheets.xlsx.package import Package

_CONTENT_TYPES = "[Content_Types].xml"
_LONGEST_SHEET_NAME = 31
_FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_FILTER_NAME = "_xlnm._FilterDatabase"  # hidden; Excel takes the last of several
_IGNORABLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"


def relations(package: Package) -> Iterator[Fault]:
    """Every relationship leads to a part that is there, and ids are unique within a part."""
    for name in package.names:
        source = source_of(name)
        if source is None:
            continue
        if source and not package.has(source):
            yield Fault("rels-orphan", name, "", "these are the relationships of a part that is not there")
            continue
        seen = set()
        for relation in package.relations(source):
            if not relation.external and not package.has(relation.target) and not _is_fragment(relation.target):
                yield Fault("rel-target", name, relation.id, f"leads to {relation.target!r}, which is not there")
            if relation.id in seen:
                yield Fault("rel-id", name, relation.id, "the id is given twice")
            seen.add(relation.id)


def _is_fragment(target: str) -> bool:
    """True for a link that names no part: within the same one ("#Sheet2!A1"), or "NULL" for a lost picture."""
    return not target or target.rpartition("/")[2] == "NULL"


def content_types(package: Package) -> Iterator[Fault]:
    """Every part has a content type, and every declared part is there."""
    types = package.content_types
    for name in package.names:
        if name != _CONTENT_TYPES and not name.endswith("/") and not types.of(name):
            yield Fault("content-type", name, "", "no content type is declared for it")
    for part in types.overrides:
        if not package.has(part):
            yield Fault("content-type-orphan", _CONTENT_TYPES, part, "a type is declared for a part that is not there")


def workbook(package: Package) -> Iterator[Fault]:
    """Sheet names, ids, the active tab."""
    part = package.workbook_part
    yield from _sheet_names(package, part)
    for what, values in (
        ("sheet id", [str(entry.sheet_id) for entry in package.sheets if entry.sheet_id]),
        ("relationship", [entry.rel_id for entry in package.sheets if entry.rel_id]),
    ):
        for value in repeated(values):
            yield Fault("sheet-id", part, value, f"two sheets have this {what}")
    if all(entry.state != "visible" for entry in package.sheets):
        yield Fault("sheet-visible", part, "", "no sheet is visible")
    for view in descendants(package.workbook, "workbookView"):
        if _number(view, "activeTab") >= len(package.sheets):
            yield Fault("active-tab", part, view.get("activeTab", ""), "the active tab is not there")


def _sheet_names(package: Package, part: str) -> Iterator[Fault]:
    """Names that Excel does not allow, and names given twice."""
    for entry in package.sheets:
        name = entry.name
        length = len(name.encode("utf-16-le")) // 2
        if not 0 < length <= _LONGEST_SHEET_NAME or _FORBIDDEN_IN_SHEET_NAME.search(name) or name.strip("'") != name:
            yield Fault("sheet-name", part, name, "Excel does not allow this sheet name")
    for name in repeated([entry.name.casefold() for entry in package.sheets]):
        yield Fault("sheet-name", part, name, "two sheets have this name")


def defined_names(package: Package) -> Iterator[Fault]:
    """Defined names are unique in their scope, not empty, and their scope is a sheet that is there."""
    part, seen = package.workbook_part, set()
    for element in descendants(package.workbook, "definedName"):
        name, scope = element.get("name", ""), element.get("localSheetId")
        if not (element.text or "").strip() or not name:
            yield Fault("name-empty", part, name, "the defined name refers to nothing")
        if scope is not None and not (scope.isdigit() and int(scope) < len(package.sheets)):
            yield Fault("name-scope", part, name, "the defined name belongs to a sheet that is not there")
        if (name.casefold(), scope) in seen and name != _FILTER_NAME:
            yield Fault("name-twice", part, name, "the defined name is given twice")
        seen.add((name.casefold(), scope))


def prefixes(part: str, root: etree._Element) -> Iterator[Fault]:
    """Every prefix that a part says may be ignored is declared in it."""
    for prefix in root.get(_IGNORABLE, "").split():
        if prefix not in root.nsmap:
            yield Fault("prefix", part, prefix, "the prefix may be ignored but is not declared")


def relation_ids(package: Package, part: str, root: etree._Element) -> Iterator[Fault]:
    """Every relationship that an element names is one of the part's."""
    known = {relation.id for relation in package.relations(part)}
    for element in root.iter():
        for key, value in element.attrib.items():
            is_id = "/relationships}" in str(key) and str(key).rpartition("}")[2] in {"id", "embed", "link", "pict"}
            if is_id and value and str(value) not in known:
                yield Fault("rel-missing", part, str(value), f"<{local_name(element)}> names a relationship it lacks")


def styles(package: Package) -> Iterator[Fault]:
    """Every cell format names a font, fill and border that is there."""
    for part in package.related(package.workbook_part, "styles"):
        root = package.xml(part)
        lists = {local_name(child): len(child) for child in root}
        for holder in ("cellStyleXfs", "cellXfs"):
            for i, xf in enumerate(e for group in descendants(root, holder) for e in descendants(group, "xf")):
                for attribute, listed in _XF_LISTS:
                    if _number(xf, attribute) >= max(lists.get(listed, 0), 1):
                        yield Fault("style-part", part, f"{holder} {i}", f"{attribute} is not in {listed}")


_XF_LISTS = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"), ("xfId", "cellStyleXfs"))


def _number(element: etree._Element, name: str) -> int:
    """An attribute as a number; 0 when it is absent or none."""
    text = element.get(name, "0")
    return int(text) if text.isdigit() else 0
