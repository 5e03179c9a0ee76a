"""INDEX, MATCH, VLOOKUP, XLOOKUP over areas given as lists of rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from salessheets.xlsx.formula_values.criteria import wildcard
from salessheets.xlsx.formula_values.kinds import NOT_AVAILABLE, Fault, NotKnown, compare, number, truth

Rows = list[list[Any]]


def _line(rows: Rows) -> list[Any]:
    """An area of one row or one column as a list. Raises NotKnown."""
    if len(rows) == 1:
        return rows[0]
    if rows and len(rows[0]) == 1:
        return [row[0] for row in rows]
    raise NotKnown


def _position(wanted: Any, cells: list[Any], kind: int) -> int | None:
    """Where the wanted value stands: 0 exactly, 1 the last not greater, -1 the last not smaller."""
    if kind == 0:
        meets = _equal(wanted)
        return next((index for index, cell in enumerate(cells) if meets(cell)), None)
    found = None
    for index, cell in enumerate(cells):
        if cell is None or isinstance(cell, str) != isinstance(wanted, str):
            continue
        if compare(cell, wanted) * kind > 0:
            break
        found = index
    return found


def _equal(wanted: Any) -> Callable[[Any], bool]:
    if isinstance(wanted, str) and re.search(r"[*?~]", wanted):
        pattern = re.compile(wildcard(wanted), re.IGNORECASE | re.DOTALL)
        return lambda cell: isinstance(cell, str) and pattern.fullmatch(cell) is not None
    return lambda cell: cell is not None and compare(cell, wanted) == 0


def match(wanted: Any, rows: Rows, kind: Any = 1) -> Any:
    """MATCH."""
    found = _position(wanted, _line(rows), int(number(kind)))
    return Fault(NOT_AVAILABLE) if found is None else found + 1


def index(rows: Rows, row: Any, column: Any = None) -> Any:
    """INDEX of a single cell. Raises NotKnown for a whole row or column."""
    row = int(number(row))
    if column is None and len(rows) == 1:
        row, column = 1, row
    column = 1 if column is None else int(number(column))
    if row == 0 or column == 0:
        if (row, len(rows)) == (0, 1):
            row = 1
        elif column == 0 and len(rows[0]) == 1:
            column = 1
        else:
            raise NotKnown
    return rows[row - 1][column - 1] if 0 < row <= len(rows) and 0 < column <= len(rows[0]) else Fault("#REF!")


def vlookup(wanted: Any, rows: Rows, column: Any, near: Any = True) -> Any:  # noqa: FBT002 - Excel's own default
    """VLOOKUP."""
    column = int(number(column))
    if not 0 < column <= len(rows[0]):
        return Fault("#REF!")
    found = _position(wanted, [row[0] for row in rows], 1 if truth(near) else 0)
    return Fault(NOT_AVAILABLE) if found is None else rows[found][column - 1]


def xlookup(wanted: Any, keys: Rows, results: Rows, missing: Any = None) -> Any:
    """XLOOKUP with an exact match in one row or column."""
    found = _position(wanted, _line(keys), 0)
    if found is None:
        return Fault(NOT_AVAILABLE) if missing is None else missing
    return _line(results)[found]


LOOKUPS: dict[str, tuple[Callable[..., Any], tuple[int, ...]]] = {
    "MATCH": (match, (1,)), "INDEX": (index, (0,)), "VLOOKUP": (vlookup, (1,)), "XLOOKUP": (xlookup, (1, 2)),
}  # fmt: skip
"""The functions, and which of their arguments are areas."""
