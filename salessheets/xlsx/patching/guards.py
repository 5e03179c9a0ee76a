"""Cells that must not be written: inside an array formula, or covered by a merged area."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

import numpy as np

from salessheets.core.addresses import Area, cell_name
from salessheets.errors import Unsupported
from salessheets.xlsx.patching.cell_edits import ColumnEdit
from salessheets.xlsx.patching.xmltext import XmlText

Places = set[tuple[int, int]]
"""Cells as (row, column)."""

_FORMULA_TAG = re.compile(rb"<(?:\w+:)?f\s[^>]*>")
_ARRAY = re.compile(rb"""\st=["'](?:array|dataTable)["']""")
_REF = re.compile(rb"""\sref\s*=\s*["']([A-Z0-9:$]+)["']""")


def array_areas(data: bytes) -> list[Area]:
    """The areas that array formulas and data tables fill."""
    if not any(quote + kind in data for kind in (b"array", b"dataTable") for quote in (b't="', b"t='")):
        return []
    tags = (found[0] for found in _FORMULA_TAG.finditer(data))
    refs = (_REF.search(tag) for tag in tags if _ARRAY.search(tag))
    return [Area.parse(ref[1].decode()) for ref in refs if ref]


def merged_areas(frame: XmlText) -> list[Area]:
    """The merged areas of a sheet."""
    refs = (e.attributes.get("ref", "") for e in frame.all("mergeCell"))
    return [Area.parse(ref) for ref in refs if ref]


def refuse_hidden(
    label: str, frame: XmlText, edits: Iterable[ColumnEdit], filled: Callable[[Collection[tuple[int, int]]], Places]
) -> None:
    """Refuse edits of empty cells that a merge hides: nobody would see the value.

    Args:
        label: How messages name the sheet.
        frame: The sheet's frame.
        edits: The edits.
        filled: Tells which of many cells hold a value already; such a one may get another.

    Raises:
        Unsupported: Names the first such cell.
    """
    edits = list(edits)
    covered = [(hit, area) for area in merged_areas(frame) for hit in hits(edits, area) if hit != (area.top, area.left)]
    known = filled([hit for hit, _ in covered]) if covered else set()
    for hit, area in covered:
        if hit not in known:
            wrong = f"it is hidden by the merged cells {area}"
            to_do = f"Write to {cell_name(area.top, area.left)}, or unmerge them in Excel."
            raise Unsupported(f"{label}, cell {cell_name(*hit)}", wrong, to_do)


def first_hit(edits: list[ColumnEdit], area: Area) -> tuple[int, int] | None:
    """The first edited cell in an area that would get a value."""
    return next(hits(edits, area), None)


def hits(edits: list[ColumnEdit], area: Area) -> Iterator[tuple[int, int]]:
    """The edited cells in an area that would get a value."""
    for edit in edits:
        if area.left <= edit.column <= area.right:
            start, stop = np.searchsorted(edit.rows, [area.top, area.bottom + 1]).tolist()
            for i in range(start, stop):
                if edit.values[i] is not None:
                    yield int(edit.rows[i]), edit.column
