"""The cells of a filled workbook as formulas see them, each formula worked out when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from salessheets.xlsx.formula_values.kinds import Fault, NotKnown, settled
from salessheets.xlsx.template.grid import Grid
from salessheets.xlsx.template.layout import UNKNOWN, Strip

_DEEPEST = 30
_SHORT = 32
_MOST_KEPT = 200
_MOST_VISITS = 4_000_000
"""Cells read by ranges of all formulas together; past it, formulas with ranges stay without a value."""

PENDING = object()
"""The result of a formula that has not been worked out."""

Formula = Callable[[int], Any]
"""A compiled formula: from the number of its copy to its value. Raises NotKnown."""


class Cells:
    """Values by sheet, row and column.

    Args:
        grid: The filled workbook.
        compiled: Gives the compiled formula of a strip.
        date1904: How dates count.
    """

    def __init__(self, grid: Grid, compiled: Callable[[Strip], Formula], *, date1904: bool) -> None:
        self.grid = grid
        self._compiled = compiled
        self._date1904 = date1904
        self._depth = 0
        self._visits = 0
        self._kept: dict[tuple[str, int, int, int], list[Any]] = {}
        self._unknown: set[tuple[str, int, int, int]] = set()

    def value(self, sheet: str, row: int, column: int) -> Any:
        """The value of a cell. Raises NotKnown."""
        found = self.grid.strip(sheet, row, column)
        return self.of(*found) if found else None

    def of(self, strip: Strip, copy: int) -> Any:
        """The value of one copy of a strip. Raises NotKnown."""
        if strip.formulas is None or not strip.formulas[copy]:
            value = self.grid.of(strip, copy)
            if value is UNKNOWN:
                raise NotKnown
            if strip.cell is not None and strip.cell.kind == "e":
                return Fault(value)
            if strip.cell is not None and strip.cell.kind == "d":
                raise NotKnown
            return settled(value, date1904=self._date1904)
        results = strip.results
        if isinstance(results, list) and results[copy] is PENDING:
            self.work_out(strip, copy, results)
        if results is None or results[copy] is UNKNOWN or results[copy] is PENDING:
            raise NotKnown
        return results[copy]

    def work_out(self, strip: Strip, copy: int, results: list[Any]) -> None:
        """Fill in one result: a value, UNKNOWN, or PENDING still when the chain of formulas is too deep for now."""
        if self._depth >= _DEEPEST:
            raise _TooDeep
        self._depth += 1
        results[copy] = UNKNOWN  # a formula that comes back to itself finds this
        try:
            made = self._compiled(strip)(copy)
            results[copy] = 0 if made is None else made
        except _TooDeep:
            results[copy] = PENDING
            if self._depth > 1:
                raise
        except (NotKnown, RecursionError):
            results[copy] = UNKNOWN
        except (ArithmeticError, ValueError, TypeError, LookupError):
            results[copy] = UNKNOWN
        finally:
            self._depth -= 1

    def column(self, sheet: str, column: int, top: int, bottom: int) -> list[Any]:
        """The values of rows `top`..`bottom` of a column. Raises NotKnown, also when too much has been read."""
        self._visits += bottom - top + 1
        if self._visits > _MOST_VISITS:
            raise NotKnown
        key = (sheet.casefold(), column, top, bottom)
        if key in self._unknown:
            raise NotKnown
        if key not in self._kept:
            found = self._read_known(key, sheet)
            if len(found) < _SHORT:
                return found
            self._kept[key] = found
            if len(self._kept) > _MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
        return self._kept[key]

    def _read_known(self, key: tuple[str, int, int, int], sheet: str) -> list[Any]:
        """The values of a stretch of a column; one that cannot be known is remembered as such."""
        try:
            return self._read(sheet, *key[1:])
        except NotKnown:
            self._unknown.add(key)
            raise

    def _read(self, sheet: str, column: int, top: int, bottom: int) -> list[Any]:
        bottom = min(bottom, max(top, self.grid.last_row(sheet)))
        values: Sequence[Any] = self.grid.column(sheet, column, top, bottom)
        if any(value is UNKNOWN for value in values):
            raise NotKnown
        if any(value is PENDING for value in values):
            return [self.value(sheet, row, column) for row in range(top, bottom + 1)]
        kinds = set(map(type, values))
        if not kinds <= _PLAIN:
            return [settled(value, date1904=self._date1904) for value in values]
        return list(values)


_PLAIN = frozenset({int, float, str, bool, type(None), Fault})


class _TooDeep(Exception):
    """A chain of formulas longer than Python's stack bears."""
