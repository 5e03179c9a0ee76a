"""Everything of a worksheet but its rows, moved: views, filters, merges, formats, validations, sparklines, breaks.

One pass over the elements around the rows; what is not named here holds no address and stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from salessheets.core.addresses import MAX_COLUMN
from salessheets.xlsx.container.parts import local_name
from salessheets.xlsx.template.anchors import Heights, move_anchor
from salessheets.xlsx.template.lines import Lines
from salessheets.xlsx.template.moving import Mover
from salessheets.xlsx.template.tags import filled, has_tag

_LONGEST_HEADER = 255


def move_rest(mover: Mover) -> bool:
    """Move the sheet's other elements in place. True if anything differs."""
    root = mover.plan.source.root
    before = etree.tostring(root)
    for element in list(root.iter()):
        work = _WORK.get(local_name(element))
        if work:
            work(element, mover)
    return bool(etree.tostring(root) != before)


def _attributes(element: Any, change: Callable[[str], str], *names: str) -> None:
    for name in names:
        if element.get(name):
            element.set(name, change(element.get(name)))


def _view(element: Any, mover: Mover) -> None:
    _attributes(element, mover.cell, "topLeftCell", "activeCell")
    _attributes(element, mover.areas, "sqref")


def _ref(element: Any, mover: Mover) -> None:
    _attributes(element, mover.area, "ref")


def _sqref(element: Any, mover: Mover) -> None:
    _attributes(element, mover.areas, "sqref")


def _cell_r(element: Any, mover: Mover) -> None:
    _attributes(element, mover.cell, "r")


def _sqref_or_gone(element: Any, mover: Mover) -> None:
    """A range held in `sqref`; the element goes when nothing is left of it."""
    _sqref(element, mover)
    if element.get("sqref") == "":
        _drop(element)


def _drop(element: Any) -> None:
    """Remove an element, and its parents that hold nothing else; counts follow."""
    parent = element.getparent()
    parent.remove(element)
    if local_name(parent) in _HOLDERS and not any(local_name(child) != "extLst" for child in parent):
        _drop(parent)
    elif parent.get("count"):
        parent.set("count", str(len(parent)))


def _merges(element: Any, mover: Mover) -> None:
    """Merges inside a pattern repeat; others move or stretch."""
    for merge in list(element):
        ref = merge.get("ref", "")
        if not mover.inside(ref):
            merge.set("ref", mover.area(ref))
            continue
        for standing in mover.copies(ref):
            made = deepcopy(merge)
            made.set("ref", str(standing.area))
            merge.addprevious(made)
        element.remove(merge)
    if element.get("count"):
        element.set("count", str(len(element)))
    if not len(element):
        element.getparent().remove(element)


def _formats(element: Any, mover: Mover) -> None:
    """Conditional formats or a validation of the main part: formulas first, they are relative to the old range."""
    base = element.get("sqref")
    if base is None:
        return
    for inner in element.iter():
        if local_name(inner) in {"formula", "formula1", "formula2"} and inner.text:
            inner.text = mover.formula(inner.text, base)
        elif local_name(inner) == "cfvo" and _is_formula(inner.get("val", "")):
            inner.set("val", mover.formula(inner.get("val"), base))
    element.set("sqref", mover.areas(base))
    if not element.get("sqref"):
        _drop(element)


def _is_formula(text: str) -> bool:
    try:
        float(text or "0")
    except ValueError:
        return True
    return False


def _extended(element: Any, mover: Mover) -> None:
    """The same in the extension of later Excel versions, where the range is an element of its own."""
    place = next((child for child in element if local_name(child) == "sqref"), None)
    if place is None or not place.text:
        return
    for inner in element.iter():
        if local_name(inner) == "f" and inner.text:
            inner.text = mover.formula(inner.text, place.text)
    place.text = mover.areas(place.text)
    if not place.text:
        _drop(element)


def _either(element: Any, mover: Mover) -> None:
    _formats(element, mover)
    if element.getparent() is not None:
        _extended(element, mover)


def _sparklines(element: Any, mover: Mover) -> None:
    """Sparklines inside a pattern repeat over their own rows; others move, their ranges stretch."""
    for line in list(element):
        parts = {local_name(child): child for child in line}
        if "sqref" not in parts or "f" not in parts:
            continue
        place, source = parts["sqref"].text or "", parts["f"].text or ""
        if not mover.inside(place):
            parts["f"].text, parts["sqref"].text = mover.area(source), mover.cell(place)
            continue
        for standing in mover.copies(place):
            formula = mover.filling.formula(source, standing.here, f"{mover.plan.name}!{place}")
            parts["f"].text, parts["sqref"].text = formula.text(0), str(standing.area)
            line.addprevious(deepcopy(line))
        element.remove(line)
    if not len(element):
        _drop(element.getparent())


def _sparkline_group(element: Any, mover: Mover) -> None:
    """The dates of a group's axis."""
    for child in element:
        if local_name(child) == "f" and child.text:
            child.text = mover.area(child.text)


def _widths(element: Any, mover: Mover) -> None:
    """Widths of columns: those in a block repeat, those right of it move."""
    columns = mover.plan.map.columns
    if columns.same:
        return
    for col in list(element):
        first, last = int(col.get("min", "1")), int(col.get("max", "1"))
        for low, high in _spans(columns, first, min(last, MAX_COLUMN)):
            made = deepcopy(col)
            made.set("min", str(low))
            made.set("max", str(high))
            col.addprevious(made)
        element.remove(col)
    for col in sorted(element, key=lambda one: int(one.get("min"))):
        element.append(col)
    if not len(element):
        element.getparent().remove(element)


def _spans(columns: Lines, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The new columns of a run of template columns, as runs that end at the sheet's edge."""
    while first <= last:
        block = columns.block_at(first)
        if block is None:
            after = (other.first - 1 for other in columns.blocks if other.first > first)
            end = min([last, *after])
            if columns.first(first) <= MAX_COLUMN:
                yield columns.first(first), min(columns.first(end), MAX_COLUMN)
        else:
            end = min(last, block.last)
            for copies in columns.copies(first, end):
                yield copies[-1].lines.first(first), copies[-1].lines.last(end)
        first = end + 1


def _break(element: Any, mover: Mover) -> None:
    """A page break stands below its row, or right of its column."""
    across = local_name(element.getparent()) == "colBreaks"
    lines = mover.plan.map.columns if across else mover.plan.map.rows
    element.set("id", str(lines.last(int(element.get("id", "0")))))


def _control(element: Any, mover: Mover) -> None:
    _attributes(element, lambda text: mover.filling.formula(text, mover.here, mover.plan.name).text(0), "linkedCell")
    _attributes(element, mover.area, "listFillRange")


def _anchor(element: Any, mover: Mover) -> None:
    if not mover.plan.map.same:
        move_anchor(element, Heights(mover.plan), mover.plan)


def _header(element: Any, mover: Mover) -> None:
    """A header or footer; in values `&` is doubled, for there it starts a code."""
    if not has_tag(element.text):
        return
    language, place = mover.filling.language, f"{mover.plan.name}, header or footer"
    made = mover.filling.value(
        place, lambda: filled(element.text, language, language.names, lambda value: value.replace("&", "&&"))
    )
    if made is not None and len(made) > _LONGEST_HEADER:
        mover.filling.faults.add(
            place, f"with its values it is longer than the {_LONGEST_HEADER} characters it can have"
        )
    element.text = made or ""


_HOLDERS = frozenset({
    "dataValidations", "conditionalFormattings", "ignoredErrors", "protectedRanges", "sparklineGroups", "ext", "extLst",
})  # fmt: skip

_WORK: dict[str, Callable[[Any, Mover], None]] = {
    "dimension": _ref, "autoFilter": _ref, "sortState": _ref, "sortCondition": _ref, "dataRef": _ref,
    "sheetView": _view, "customSheetView": _view, "pane": _view, "selection": _view,
    "protectedRange": _sqref_or_gone, "ignoredError": _either,
    "cellWatch": _cell_r, "inputCells": _cell_r,
    "mergeCells": _merges, "conditionalFormatting": _either, "dataValidation": _either,
    "sparklines": _sparklines, "sparklineGroup": _sparkline_group,
    "cols": _widths, "brk": _break, "controlPr": _control, "anchor": _anchor,
    "oddHeader": _header, "oddFooter": _header, "evenHeader": _header, "evenFooter": _header,
    "firstHeader": _header, "firstFooter": _header,
}  # fmt: skip
