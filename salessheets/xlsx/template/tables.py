"""Table parts: range, filter and formulas moved."""

from __future__ import annotations

from typing import Any

from salessheets.xlsx.container.parts import descendants, unescape
from salessheets.xlsx.package import Package
from salessheets.xlsx.template.moving import Mover
from salessheets.xlsx.template.plan import SheetPlan
from salessheets.xlsx.template.tags import filled, has_tag


def calculated_columns(package: Package, plan: SheetPlan) -> dict[tuple[str, str], str]:
    """The formula of each calculated column of the bound tables, by table part and header."""
    found = {}
    for _, table in plan.bound:
        for column in descendants(package.xml(table.part), "tableColumn"):
            formula = next(descendants(column, "calculatedColumnFormula"), None)
            if formula is not None and formula.text:
                found[table.part, unescape(column.get("name", ""))] = formula.text
    return found


def move_table(root: Any, mover: Mover) -> None:
    """Move a table's range, filter, sort state and formulas in place."""
    ref, header_rows = root.get("ref", ""), int(root.get("headerRowCount", "1"))
    body = mover.plan.map.rows
    first = int("".join(filter(str.isdigit, ref.partition(":")[0])) or 1) + header_rows
    place = f"A{first}" if body.block_at(first) else ref
    for element in root.iter():
        if element.get("ref"):
            element.set("ref", mover.area(element.get("ref")))
    for column in descendants(root, "tableColumn"):
        if has_tag(column.get("totalsRowLabel")):
            _fill_label(column, mover)
    for name in ("calculatedColumnFormula", "totalsRowFormula"):
        for formula in descendants(root, name):
            if formula.text:
                base = place if name == "calculatedColumnFormula" else ref
                formula.text = mover.formula(formula.text, base)


def _fill_label(column: Any, mover: Mover) -> None:
    """The label of a totals row, which its cell holds too."""
    language, place = mover.filling.language, f"{mover.plan.name}, totals row"
    made = mover.filling.value(place, lambda: filled(column.get("totalsRowLabel"), language, language.names))
    column.set("totalsRowLabel", made or "")
