"""The workbook part: names of sheets, defined names, calculation; and what hangs on it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from lxml import etree

from salessheets.xlsx.container.parts import descendants, local_name, parse_xml
from salessheets.xlsx.package import Package, SheetEntry
from salessheets.xlsx.template.formulas import Here
from salessheets.xlsx.template.named import parse_name
from salessheets.xlsx.template.references import Reference
from salessheets.xlsx.template.rels import Rels, xml_bytes
from salessheets.xlsx.template.sandbox import Language
from salessheets.xlsx.template.settings import SHEET
from salessheets.xlsx.template.strips import Filling
from salessheets.xlsx.template.tags import filled, has_tag

_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_AFTER_NAMES = [
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
]


def new_sheet_names(entries: Iterable[SheetEntry], language: Language, filling: Filling) -> dict[str, str]:
    """The new names of sheets that have expressions in theirs, by old name, case folded."""
    entries = list(entries)
    taken = {entry.name.casefold() for entry in entries if not has_tag(entry.name)}
    names = {}
    for entry in entries:
        if has_tag(entry.name):
            made = filling.value(f"sheet {entry.name}", partial(filled, entry.name, language, language.names))
            names[entry.name.casefold()] = safe_sheet_name(made or "", taken)
    return names


def safe_sheet_name(text: str, taken: set[str]) -> str:
    """A name that Excel accepts, not yet taken; it is taken then.

    Example:
        >>> taken = {"north"}
        >>> safe_sheet_name("A/B: a long, long name of a region", taken), safe_sheet_name("North", taken)
        ('A-B- a long, long name of a reg', 'North (2)')
    """
    clean = _NOT_IN_NAMES.sub("-", text).strip().strip("'") or "Sheet"
    name, number = clean[:_LONGEST_NAME].rstrip(), 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        suffix = f" ({number})"
        name = clean[: _LONGEST_NAME - len(suffix)].rstrip() + suffix
    taken.add(name.casefold())
    return name


def drop_block_names(root: Any, formulas: Collection[str]) -> None:
    """Names that mark blocks say nothing in a report; one that a formula uses stays."""
    for name in list(descendants(root, "definedName")):
        text = name.get("name", "")
        if parse_name(text) and not any(text.casefold() in formula.casefold() for formula in formulas):
            holder: Any = name.getparent()
            holder.remove(name)
            if not len(holder):
                holder.getparent().remove(holder)


def move_names(root: Any, filling: Filling, entries: tuple[SheetEntry, ...]) -> None:
    """Defined names follow their cells; a name that is a range grows with it."""
    for name in descendants(root, "definedName"):
        local = name.get("localSheetId")
        sheet = entries[int(local)].name if local and int(local) < len(entries) else ""
        if name.text and not name.text.startswith("#"):
            stretch = all(Reference.parse(part) for part in _parts(name.text))
            made = filling.formula(name.text, Here(sheet, 0, 0), f"name {name.get('name')}", stretch=stretch)
            name.text = made.text(0)


def defined_names(root: Any) -> dict[str, str]:
    """What the defined names refer to, by case-folded name; names of the whole book go first."""
    names = list(descendants(root, "definedName"))
    names.sort(key=lambda name: name.get("localSheetId") is None)
    return {name.get("name", "").casefold(): name.text or "" for name in names}


def _parts(text: str) -> list[str]:
    """A union's parts; commas inside quoted sheet names do not part."""
    return [part for part in re.findall(r"(?:'[^']*'|[^,'])+", text.strip("()")) if part]


def rename_sheets(root: Any, names: dict[str, str]) -> None:
    """Give the tabs their new names, and hide the control sheet."""
    for sheet in descendants(root, "sheet"):
        name = sheet.get("name", "")
        sheet.set("name", names.get(name.casefold(), name))
        if name.casefold() == SHEET:
            sheet.set("state", "hidden")


def calculate_on_load(root: Any) -> None:
    """Have Excel calculate everything when it opens the book."""
    calc = next((child for child in root if local_name(child) == "calcPr"), None)
    if calc is None:
        calc = etree.Element(root.tag.replace("workbook", "calcPr"), nsmap=root.nsmap)
        after = next((child for child in root if local_name(child) in _AFTER_NAMES), None)
        if after is None:
            root.append(calc)
        else:
            after.addprevious(calc)
    calc.set("fullCalcOnLoad", "1")


_TEMPLATE, _WORKBOOK = b"spreadsheetml.template.main+xml", b"spreadsheetml.sheet.main+xml"


def workbook_types(package: Package) -> bytes | None:
    """The content types of a report made from an .xltx template, which is a workbook; None for other templates."""
    types = package.data("[Content_Types].xml")
    return types.replace(_TEMPLATE, _WORKBOOK) if _TEMPLATE in types else None


def without_calculation_chain(package: Package, given: bytes | None) -> tuple[dict[str, bytes], list[str]]:
    """The parts to change and to drop so that the book has no calculation chain; Excel makes a new one.

    Args:
        package: The template.
        given: Its content types, if they have changed already.
    """
    chain = next((r for r in package.relations(package.workbook_part) if r.kind == "calcChain"), None)
    if chain is None:
        return {}, []
    rels = Rels(package, package.workbook_part)
    rels.drop(chain.id)
    name = "[Content_Types].xml"
    types = parse_xml(given or package.data(name), name, package.label)
    for override in list(descendants(types, "Override")):
        if override.get("PartName", "").lstrip("/").lower() == chain.target.lower():
            types.remove(override)
    dropped = [chain.target] if package.has(chain.target) else []
    return {rels.name: rels.xml(), "[Content_Types].xml": xml_bytes(types)}, dropped
