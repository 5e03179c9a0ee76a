"""Charts: their references grow with the rows, their caches show the new figures, their texts are filled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lxml import etree

from salessheets.xlsx.container.parts import descendants, local_name
from salessheets.xlsx.template.cell_xml import coded, number_text
from salessheets.xlsx.template.formulas import Here
from salessheets.xlsx.template.layout import UNKNOWN
from salessheets.xlsx.template.paragraphs import fill_paragraphs
from salessheets.xlsx.template.strips import Filling

Lookup = Callable[[str], list[Any] | None]
"""From a reference of the filled workbook to its values."""

_CACHES = {"numRef": "numCache", "strRef": "strCache", "multiLvlStrRef": "multiLvlStrCache"}


def move_chart(root: Any, filling: Filling, part: str) -> None:
    """Move the references of a chart part and fill its texts, in place."""
    for element in descendants(root, "f"):
        if element.text:
            in_title = any(local_name(up) == "tx" for up in element.iterancestors())
            place = Here("", 0, 0)
            element.text = filling.formula(element.text, place, part, stretch=not in_title).text(0)
    fill_paragraphs(root, filling, f"chart {part.rpartition('/')[2]}")


def refill_caches(root: Any, look_up: Lookup) -> None:
    """Put the values that the references hold now into the chart's caches; drop a cache that cannot be known."""
    for kind, cache_name in _CACHES.items():
        for holder in descendants(root, kind):
            parts = {local_name(child): child for child in holder}
            cache = parts.get(cache_name)
            if cache is None or "f" not in parts:
                continue
            values = look_up(parts["f"].text or "") if cache_name != "multiLvlStrCache" else None
            if values is None or any(value is UNKNOWN for value in values):
                holder.remove(cache)
            else:
                _refill(cache, values, numbers=cache_name == "numCache")


def _refill(cache: Any, values: list[Any], *, numbers: bool) -> None:
    """`formatCode` first, then `ptCount`, then the points; extensions keep their place at the end."""
    parts = {local_name(child): child for child in cache}
    for child in list(cache):
        if local_name(child) in {"ptCount", "pt"}:
            cache.remove(child)
    namespace = etree.QName(cache).namespace
    at = 1 if "formatCode" in parts else 0
    cache.insert(at, etree.Element(f"{{{namespace}}}ptCount", val=str(len(values))))
    for index, value in enumerate(values):
        text = _point(value, numbers=numbers)
        if text is not None:
            at += 1
            point = etree.Element(f"{{{namespace}}}pt", idx=str(index))
            etree.SubElement(point, f"{{{namespace}}}v").text = text
            cache.insert(at, point)


def _point(value: Any, *, numbers: bool) -> str | None:
    """A point as the cache spells it; None for no point."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, (int, float)):
        return number_text(value)
    return None if numbers else coded(str(value))
