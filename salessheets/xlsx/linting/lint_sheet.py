"""Lint of a worksheet part outside its cells: the order of its elements, merges, validations, formats, links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salessheets.core.addresses import MAX_ROW, Area
from salessheets.xlsx.container.parts import descendants, local_name
from salessheets.xlsx.container.worksheet_order import CHILDREN
from salessheets.xlsx.linting.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_RANK = {name: rank for rank, name in enumerate(CHILDREN)}
_SHEET_DATA = re.compile(rb"<((?:\w+:)?sheetData)\b[^>]*>")
_LONGEST_LIST = 255
_COUNTED = {"mergeCells": "mergeCell", "dataValidations": "dataValidation", "tableParts": "tablePart"}


def without_cells(data: bytes) -> bytes:
    """The part with the content of its sheetData cut out, small enough to be parsed whatever the sheet's size.

    Example:
        >>> without_cells(b"<worksheet><sheetData><row/></sheetData><pageMargins/></worksheet>")
        b'<worksheet><sheetData></sheetData><pageMargins/></worksheet>'
    """
    opening = _SHEET_DATA.search(data)
    if opening is None or opening[0].endswith(b"/>"):
        return data
    end = data.rfind(b"</" + opening[1])
    return data[: opening.end()] + data[end:] if end > 0 else data


def sheet(part: str, root: etree._Element, formats: int) -> Iterator[Fault]:
    """All rules for a worksheet without its cells; `formats` is the number of differential formats (dxf)."""
    yield from _order(part, root)
    yield from _merges(part, root)
    yield from _counts(part, root)
    yield from _validations(part, root)
    yield from _ranges(part, root)
    for rule in descendants(root, "cfRule"):
        number = rule.get("dxfId")
        if number is not None and not (number.isdigit() and int(number) < formats):
            yield Fault("dxf", part, number, "a conditional format uses a format that is not there")


def _order(part: str, root: etree._Element) -> Iterator[Fault]:
    """The children of a worksheet stand in the order that the schema fixes."""
    reached = ""
    for child in root:
        name = local_name(child)
        if name not in _RANK:
            continue
        if reached and _RANK[name] < _RANK[reached]:
            yield Fault("order", part, name, f"<{name}> must stand before <{reached}>")
        elif name == reached and name != "conditionalFormatting":
            yield Fault("order", part, name, f"<{name}> stands there twice")
        reached = name if not reached or _RANK[name] > _RANK[reached] else reached


def _merges(part: str, root: etree._Element) -> Iterator[Fault]:
    """Merged ranges are ranges and do not overlap."""
    areas = []
    for element in descendants(root, "mergeCell"):
        ref = element.get("ref", "")
        try:
            areas.append(Area.parse(ref))
        except ValueError:
            yield Fault("merge", part, ref, "this is no range to merge")
    yield from (Fault("merge", part, str(area), f"overlaps {other}") for area, other in overlapping(areas))


def overlapping(areas: list[Area]) -> Iterator[tuple[Area, Area]]:
    """Pairs of areas that share a cell, each area with the first found; sorted sweep over rows.

    Example:
        >>> a, b, c = (Area.parse(ref) for ref in ("A1:B2", "B2:C3", "A5:B5"))
        >>> [(str(x), str(y)) for x, y in overlapping([a, b, c])]
        [('B2:C3', 'A1:B2')]
    """
    active: list[Area] = []
    for area in sorted(areas, key=lambda a: (a.top, a.left)):
        active = [other for other in active if other.bottom >= area.top]
        hit = next((other for other in active if other.overlaps(area)), None)
        if hit is not None:
            yield area, hit
        active.append(area)


def _counts(part: str, root: etree._Element) -> Iterator[Fault]:
    """A list that gives its length gives it right."""
    for child in root:
        item = _COUNTED.get(local_name(child))
        count = child.get("count")
        if item and count is not None:
            there = sum(local_name(e) == item for e in child)
            if count != str(there):
                yield Fault("count", part, local_name(child), f"says {count}, holds {there}")


def _validations(part: str, root: etree._Element) -> Iterator[Fault]:
    """A list of allowed values written into the rule itself has at most 255 characters."""
    for element in descendants(root, "dataValidation"):
        if element.get("type") != "list":
            continue
        for formula in descendants(element, "formula1"):
            text = "".join(map(str, formula.itertext())).strip()
            if text.startswith('"') and len(text) - 2 > _LONGEST_LIST:
                place = element.get("sqref", "")
                yield Fault("validation-list", part, place, f"the list of values has {len(text) - 2} characters")


def _ranges(part: str, root: etree._Element) -> Iterator[Fault]:
    """What is said to apply to cells names cells of the grid."""
    for name in ("dataValidation", "conditionalFormatting"):
        for element in root.iter(f"{{{_namespace(root)}}}{name}"):
            refs = element.get("sqref", "").split()
            if not refs or not all(map(is_range, refs)):
                yield Fault("range", part, " ".join(refs)[:60], f"<{name}> applies to no range of cells")


def _namespace(root: etree._Element) -> str:
    """The namespace of the root element."""
    return str(root.tag).partition("}")[0].lstrip("{")


def is_range(text: str) -> bool:
    """True for A1 references: a cell, a range, whole columns or rows.

    Example:
        >>> [is_range(ref) for ref in ("A1", "$A$1:B2", "A:A", "3:4", "Sheet1!A1", "A0")]
        [True, True, True, True, False, False]
    """
    plain = text.replace("$", "")
    match = re.fullmatch(r"([A-Za-z]{0,3})(\d{0,7})(?::([A-Za-z]{0,3})(\d{0,7}))?", plain)
    if not match or not plain:
        return False
    try:
        Area.parse(plain)
    except ValueError:
        first, _, last = plain.partition(":")
        whole = (first.isalpha() and last.isalpha()) or (first.isdigit() and last.isdigit())
        return whole and (not first.isdigit() or 1 <= int(first) <= int(last) <= MAX_ROW)
    return True
