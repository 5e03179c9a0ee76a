"""Formulas that several cells share, when the cell that holds their text is overwritten.

- A shared formula moves its text to the next cell that shares it, its references shifted as Excel would fill them down.
- An array formula of a single cell goes with its value.
- A dynamic array's first cell takes the whole spill with it: the values that it spilled are cleared, as Excel clears
  them; left behind they would pass for typed ones.

Arrays that were entered over several cells, and data tables, are left for `guards` to refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from html import unescape as entities
from typing import Any

import numpy as np

from salessheets.core.addresses import Area, cell_name
from salessheets.xlsx.patching.cell_edits import ColumnEdit, SheetEdits, Written
from salessheets.xlsx.patching.found_cells import Cell, cells_with
from salessheets.xlsx.patching.grid import ROW_KEYS, key
from salessheets.xlsx.patching.sheet_text import SheetText
from salessheets.xlsx.values import escaped

_GROUPED = re.compile(rb"""<(?:\w+:)?f\s[^>]*?\bt\s*=\s*["'](?:shared|array)["'][^>]*>""")
_FORMULA = re.compile(rb"<((?:\w+:)?)f((?:\s[^>]*?)?)\s*(?:/>|>([^<]*)</(?:\w+:)?f\s*>)")
_OWN = re.compile(rb"""\s(?:r|s)\s*=\s*(?:"[^"]*"|'[^']*')""")
_STYLE = re.compile(rb"""\ss\s*=\s*["']([0-9]+)["']""")


def parted(text: SheetText, edits: SheetEdits) -> tuple[SheetEdits, int]:
    """The edits with all that follows when they overwrite the first cell of a group.

    Returns:
        The edits, and how many cells among them only take over a formula's text.
    """
    if not any(name in text.data for name in (b'"shared"', b'"array"', b"'shared'", b"'array'")):
        return edits, 0
    named = _named([edit for edit in edits.columns if not edit.trusted])
    cells = [cell for cell in cells_with(text, _GROUPED) if cell.said.get(b"t") in {b"shared", b"array"}]
    hit = [cell for cell in cells if b"ref" in cell.said and named(cell.key)]
    if not hit:
        return edits, 0
    gone = _gone(edits)
    freed, columns = set(edits.freed), list(edits.columns)
    for cell in hit:
        if cell.said[b"t"] == b"array":
            spilled = _spilled(cell)
            if spilled is not None:
                freed.add(cell.key)
                columns += _cleared(spilled, _named(edits.columns))
    homes = [home for cell in hit if cell.said[b"t"] == b"shared" for home in _rehomed(cell, cells, gone)]
    freed |= {old for old, _ in homes}
    moved = [new for _, new in homes if new is not None]
    return replace(edits, columns=(*columns, *moved), freed=frozenset(freed)), len(moved)


# --- arrays


def _spilled(anchor: Cell) -> Area | None:
    """The cells that a single-cell or a dynamic array fills; None for an array entered over several cells."""
    area = anchor.area or _only(anchor.key)
    dynamic = re.search(rb"\scm\s*=", anchor.head) is not None
    return area if dynamic or area.height == area.width == 1 else None


def _only(at: int) -> Area:
    row, column = at // ROW_KEYS, at % ROW_KEYS + 1
    return Area(row, column, row, column)


def _cleared(area: Area, named: Callable[[int], bool]) -> Iterator[ColumnEdit]:
    """The spilled values go, except where the caller names the cell."""
    for column in range(area.left, area.right + 1):
        rows = [row for row in range(area.top, area.bottom + 1) if not named(key(row, column))]
        if rows:
            yield ColumnEdit(column, np.array(rows, dtype=np.int64), [None] * len(rows))


# --- shared formulas


def _rehomed(master: Cell, cells: Sequence[Cell], gone: Callable[[int], bool]) -> list[tuple[int, ColumnEdit | None]]:
    """(key of the old first cell, the new one), when the formula can move; no new one when nobody shares it any more."""
    group = [c for c in cells if c.said.get(b"t") == b"shared" and c.said.get(b"si") == master.said.get(b"si")]
    if sum(b"ref" in cell.said for cell in group) != 1:
        return []
    left = sorted((cell for cell in group if not gone(cell.key) and cell.key != master.key), key=lambda c: c.key)
    if not left:
        return [(master.key, None)]
    tail = _with_text(left[0], master, left)
    if tail is None:
        return []
    style = _STYLE.search(left[0].head)
    row, column = left[0].key // ROW_KEYS, left[0].key % ROW_KEYS + 1
    written = [Written(tail, int(style[1]) if style else 0)]
    return [(master.key, ColumnEdit(column, np.array([row], dtype=np.int64), written, trusted=True))]


def _with_text(cell: Cell, master: Cell, group: Sequence[Cell]) -> bytes | None:
    """The tail of a cell that takes over the formula's text for the rest of the group."""
    old = _FORMULA.search(master.data)
    moved = _shifted(entities((old[3] or b"").decode()), master.key, cell.key) if old else None
    found = _FORMULA.search(cell.data)
    if moved is None or found is None:
        return None
    rows, columns = [c.key // ROW_KEYS for c in group], [c.key % ROW_KEYS + 1 for c in group]
    area = Area(min(rows), min(columns), max(rows), max(columns))
    formula = b'<%bf%b ref="%b">%b</%bf>' % (found[1], found[2], str(area).encode(), escaped_formula(moved), found[1])
    head = cell.head
    rest = cell.data[len(head) : found.start()] + formula + cell.data[found.end() :]
    kept = _OWN.sub(b"", head)
    return kept[kept.index(b"c", 1) + 1 :] + rest


def escaped_formula(formula: str) -> bytes:
    """A formula as XML text; unlike a cell's text it has no escapes of its own."""
    return escaped(formula).replace("_x005F_x", "_x").encode()


def _shifted(formula: str, origin: int, place: int) -> str | None:
    """The formula as it reads in another cell; None when it cannot be taken apart."""
    from openpyxl.formula.tokenizer import TokenizerError
    from openpyxl.formula.translate import Translator, TranslatorError

    start, end = (cell_name(at // ROW_KEYS, at % ROW_KEYS + 1) for at in (origin, place))
    try:
        translator: Any = Translator("=" + formula, origin=start)
        return str(translator.translate_formula(end))[1:] if formula else None
    except (TokenizerError, TranslatorError, ValueError, IndexError):
        return None


def _named(edits: Collection[ColumnEdit]) -> Callable[[int], bool]:
    """A function that tells whether one of the edits names a cell."""
    by_column: dict[int, list[ColumnEdit]] = {}
    for edit in edits:
        by_column.setdefault(edit.column, []).append(edit)

    def named(at: int) -> bool:
        row = at // ROW_KEYS
        for edit in by_column.get(at % ROW_KEYS + 1, ()):
            place = int(np.searchsorted(edit.rows, row))
            if place < len(edit.rows) and edit.rows[place] == row:
                return True
        return False

    return named


def _gone(edits: SheetEdits) -> Callable[[int], bool]:
    """A function that tells whether a cell loses its formula."""
    named = _named(edits.columns)

    def gone(at: int) -> bool:
        row, column = at // ROW_KEYS, at % ROW_KEYS + 1
        return named(at) or any(a.top <= row <= a.bottom and a.left <= column <= a.right for a in edits.removed)

    return gone
