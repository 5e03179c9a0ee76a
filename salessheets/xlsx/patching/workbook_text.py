"""The workbook part edited: recalculation asked for, a sheet added; pivot caches told to refresh."""

from __future__ import annotations

import re

from salessheets.core.addresses import Area
from salessheets.xlsx.patching import namespaces
from salessheets.xlsx.patching.draft import Draft
from salessheets.xlsx.values import escaped_attribute

_BEFORE_CALC = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
]


def ask_recalculation(draft: Draft) -> None:
    """Let the office recalculate everything when it opens the workbook: stored results may be stale."""
    part = draft.package.workbook_part
    text = draft.xml(part)
    element = text.child(text.root, "calcPr")
    if element is None:
        text.place(text.root, f'<{text.root.prefix}calcPr fullCalcOnLoad="1"/>', _BEFORE_CALC)
    elif element.attributes.get("fullCalcOnLoad") not in {"1", "true"}:
        text.set(element, "fullCalcOnLoad", "1")
    draft.put(part, text.render())


def drop_calc_chain(draft: Draft) -> None:
    """Remove the calculation chain: it names a cell that holds no formula any more, and the office rebuilds it."""
    workbook = draft.package.workbook_part
    for part in draft.package.related(workbook, "calcChain"):
        draft.drop(workbook, part)


def refresh_pivots(draft: Draft) -> None:
    """Let pivot tables read their source anew when the workbook is opened."""
    for part in draft.package.related(draft.package.workbook_part, "pivotCacheDefinition"):
        text = draft.xml(part)
        if text.root.attributes.get("refreshOnLoad") not in {"1", "true"}:
            text.set(text.root, "refreshOnLoad", "1")
            draft.put(part, text.render())


def follow_filter(draft: Draft, index: int, old: Area, new: Area) -> None:
    """Let the hidden name of a sheet's filter (`index` counts tabs from 0) say its new range."""
    part = draft.package.workbook_part
    text = draft.xml(part)
    for element in text.all("definedName"):
        named = element.attributes
        if named.get("name") == "_xlnm._FilterDatabase" and named.get("localSheetId") == str(index):
            sheet, bang, ref = text.inner(element).rpartition(b"!")
            if ref.replace(b"$", b"").decode() == str(old):
                start = element.open_end
                text.replace(start, start + len(sheet + bang + ref), sheet + bang + _absolute(new))
    draft.put(part, text.render())


def _absolute(area: Area) -> bytes:
    return re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", str(area)).encode()


def add_sheet_entry(draft: Draft, name: str, relation: str) -> None:
    """Add a tab at the end."""
    part = draft.package.workbook_part
    text = draft.xml(part)
    sheets = text.find("sheets")
    old = list(text.children(sheets))
    number = max((int(e.attributes.get("sheetId", "0")) for e in old), default=0) + 1
    id_name = next((key for e in old for key in e.attributes if key.rpartition(":")[2] == "id"), "r:id")
    # Some programs declare the prefix on each tab alone, where a new one cannot see it.
    prefix = id_name.rpartition(":")[0]
    known = any(f"xmlns:{prefix}" in element.attributes for element in (text.root, sheets))
    declared = "" if known else f' xmlns:{prefix}="{namespaces.relation_type("", strict=draft.package.strict)[:-1]}"'
    xml = (
        f'<{sheets.prefix}sheet{declared} name="{escaped_attribute(name)}" sheetId="{number}" {id_name}="{relation}"/>'
    )
    text.append(sheets, xml)
    draft.put(part, text.render())
