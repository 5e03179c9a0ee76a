"""Ranges of a sheet that follow a table when it gets longer or shorter.

A range that ends in the table's last data row ends in the new last row afterwards: a conditional format, a
validation, an `x14` range. Ranges that end elsewhere are somebody's decision and stay.

Example:
    >>> change = Stretch(Area.parse("A2:D10"), 25)
    >>> change.of("C2:C10 F2:F10 B5"), change.of("$A$1:$D$10")
    ('C2:C25 F2:F10 B5', '$A$1:$D$25')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from salessheets.core.addresses import Area
from salessheets.xlsx.patching.xmltext import XmlText

_WITH_SQREF = frozenset({"conditionalFormatting", "dataValidation", "protectedRange", "ignoredError"})


@dataclass(frozen=True)
class Stretch:
    """A table's data area and its new last row."""

    data: Area
    bottom: int

    def of(self, sqref: str) -> str:
        """Space-separated ranges, stretched where they end with the table."""
        return " ".join(map(self._one, sqref.split()))

    def _one(self, text: str) -> str:
        try:
            area = Area.parse(text)
        except ValueError:
            return text
        inside = self.data.left <= area.left and area.right <= self.data.right
        if not inside or area.bottom != self.data.bottom or area.top > self.bottom:
            return text
        if ":" not in text:
            return f"{text}:{re.sub('[0-9]+$', str(self.bottom), text)}" if self.bottom > area.bottom else text
        return re.sub("[0-9]+$", str(self.bottom), text)


def stretch_frame(frame: XmlText, change: Stretch) -> None:
    """Note the edits of a sheet's frame that let its ranges follow the table."""
    for element in frame.elements:
        if element.name in _WITH_SQREF and "sqref" in element.attributes:
            new = change.of(element.attributes["sqref"])
            if new != " ".join(element.attributes["sqref"].split()):
                frame.set(element, "sqref", new)
        elif element.name == "sqref":
            old = frame.inner(element).decode()
            new = change.of(old)
            if new != " ".join(old.split()):
                frame.replace(element.open_end, element.open_end + len(frame.inner(element)), new.encode())


def stretch_filter(frame: XmlText, area: Area, bottom: int) -> tuple[Area, Area] | None:
    """Note the edit that lets the filter over a list without a table follow the list.

    Args:
        frame: The sheet's frame.
        area: The list with its header row, before.
        bottom: Its new last row.

    Returns:
        The filter's old and new range; None when there is none over this list, or nothing changes.
    """
    element = frame.child(frame.root, "autoFilter")
    try:
        old = Area.parse(element.attributes.get("ref", "")) if element else None
    except ValueError:
        return None
    if element is None or old is None or old.top != area.top or not old.overlaps(area):
        return None
    last = bottom if bottom > area.bottom else min(old.bottom, bottom)
    new = Area(old.top, old.left, max(last, old.top), old.right)
    if new == old:
        return None
    frame.set(element, "ref", str(new))
    return old, new


def widen_dimension(frame: XmlText, row: int, column: int) -> None:
    """Let the sheet's stated extent reach a cell."""
    element = frame.child(frame.root, "dimension")
    if element is None:
        return
    try:
        area = Area.parse(element.attributes.get("ref", ""))
    except ValueError:
        return
    wider = Area(area.top, area.left, max(area.bottom, row), max(area.right, column))
    if wider != area:
        frame.set(element, "ref", str(wider))
