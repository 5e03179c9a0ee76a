"""Pivot tables: their source grows, their place moves, and Excel refreshes them when it opens the book."""

from __future__ import annotations

from typing import Any

from salessheets.xlsx.container.parts import descendants
from salessheets.xlsx.template.formulas import Here
from salessheets.xlsx.template.moving import Mover
from salessheets.xlsx.template.references import sheet_prefix
from salessheets.xlsx.template.strips import Filling


def move_pivot_cache(root: Any, filling: Filling, part: str) -> None:
    """A pivot cache's source range and sheet, in place; figures are read anew on opening."""
    for source in descendants(root, "worksheetSource"):
        sheet, ref = source.get("sheet", ""), source.get("ref")
        if ref and sheet:
            whole = filling.formula(sheet_prefix((sheet,)) + ref, Here("", 0, 0), part, stretch=True).text(0)
            source.set("ref", whole.rpartition("!")[2])
        if sheet:
            source.set("sheet", filling.book.names.get(sheet.casefold(), sheet))
    if any(True for _ in descendants(root, "worksheetSource")):
        root.set("refreshOnLoad", "1")


def move_pivot_table(root: Any, mover: Mover) -> None:
    """The place of a pivot table on its sheet."""
    for location in descendants(root, "location"):
        ref = location.get("ref")
        if ref:
            location.set("ref", mover.area(ref))
