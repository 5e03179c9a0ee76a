"""Formulas compiled to functions of the copy's number.

A pattern row may repeat a hundred thousand times, so a formula is parsed for its first two copies only: every line
number in it grows evenly from copy to copy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from salessheets.core.addresses import Area
from salessheets.xlsx.formula_values import aggregates, functions, kinds
from salessheets.xlsx.formula_values.cells import Cells, Formula
from salessheets.xlsx.formula_values.kinds import DIVISION, Fault, NotKnown
from salessheets.xlsx.formula_values.lookups import LOOKUPS
from salessheets.xlsx.formula_values.running import Moved, Running
from salessheets.xlsx.formula_values.structured import TableArea, is_structured, resolve
from salessheets.xlsx.formula_values.tree import Binary, Call, Literal, Node, Operand, Unary, parse
from salessheets.xlsx.template.references import Reference


@dataclass(frozen=True)
class Place:
    """Where a formula stands: its sheet, the row of its first copy, the step to the next, its column."""

    sheet: str
    row: int
    step: int
    column: int


class Compiler:
    """Compiles formulas of one workbook.

    Args:
        cells: The workbook's cells.
        tables: Its tables.
        names: What its defined names refer to, case folded.
        old_names: From new names of sheets, case folded, to those by which `cells` knows them.
    """

    def __init__(
        self,
        cells: Callable[[], Cells],
        tables: Sequence[TableArea],
        names: Mapping[str, str],
        old_names: Mapping[str, str],
    ) -> None:
        self._cells = cells
        self._tables = tables
        self._names = names
        self._old_names = old_names

    def compile(self, first: str, second: str, place: Place) -> Formula:
        """The formula whose first and second copies are these texts. Raises NotKnown."""
        made, _ = self._node(parse(first), parse(second), place)
        return made

    def _node(self, a: Node, b: Node, place: Place) -> tuple[Formula, bool]:
        """A compiled node, and whether all copies have the same value."""
        if type(a) is not type(b):
            raise NotKnown
        if isinstance(a, Literal):
            value = a.value
            return (lambda _: value), True
        if isinstance(a, Operand) and isinstance(b, Operand):
            return self._single(a.text, b.text, place)
        if isinstance(a, Unary) and isinstance(b, Unary):
            return self._unary(a, b, place)
        if isinstance(a, Binary) and isinstance(b, Binary):
            return self._binary(a, b, place)
        assert isinstance(a, Call)
        assert isinstance(b, Call)
        made, still = self._call(a, b, place)
        return (_once(made) if still else made), still

    def _moved(self, a: str, b: str, place: Place) -> Moved:
        """The cells that an operand means. Raises NotKnown when it is a name of something else."""
        one, two = self._area(a, place.sheet, place.row), self._area(b, place.sheet, place.row + place.step)
        return Moved(one[0], one[1], two[1].top - one[1].top, two[1].bottom - one[1].bottom)

    def _area(self, text: str, sheet: str, row: int) -> tuple[str, Area]:
        if is_structured(text):
            return resolve(text, self._tables, sheet, row)
        reference = Reference.parse(text.removeprefix("@"))
        if reference is None:
            meant = self._names.get(text.rpartition("!")[2].casefold())
            reference = Reference.parse(meant) if meant else None
        if reference is None or len(reference.sheets) > 1:
            whole = next((table for table in self._tables if table.name.casefold() == text.casefold()), None)
            if whole is None:
                raise NotKnown
            return resolve(f"{text}[#Data]", self._tables, sheet, row)
        named = reference.sheets[0] if reference.sheets else sheet
        named = self._old_names.get(named.casefold(), named)
        return named, self._limited(reference, named)

    def _limited(self, reference: Reference, sheet: str) -> Area:
        """The reference's cells; whole columns and rows end where the sheet does."""
        grid = self._cells().grid
        rows = [mark.line for mark in reference.rows] or [1, max(1, grid.last_row(sheet))]
        columns = [mark.line for mark in reference.columns] or [1, max(1, grid.last_column(sheet))]
        return Area(min(rows), min(columns), max(rows), max(columns))

    def _single(self, a: str, b: str, place: Place) -> tuple[Formula, bool]:
        """An operand where one value is wanted."""
        moved = self._moved(a, b, place)
        if not moved.single:
            raise NotKnown
        cells, sheet, row, step, column = self._cells(), moved.sheet, moved.area.top, moved.top_step, moved.area.left
        if not step:
            return (lambda _: cells.value(sheet, row, column)), True
        return (lambda copy: cells.value(sheet, row + step * copy, column)), False

    def _list(self, a: Node, b: Node, place: Place) -> tuple[Formula, bool]:
        """An argument of an aggregate: a list for cells, a single value else."""
        if not isinstance(a, Operand) or not isinstance(b, Operand):
            return self._node(a, b, place)
        moved = self._moved(a.text, b.text, place)
        cells = self._cells()

        def read(copy: int) -> list[Any]:
            top, bottom = moved.area.top + moved.top_step * copy, moved.area.bottom + moved.bottom_step * copy
            columns = range(moved.area.left, moved.area.right + 1)
            return [value for column in columns for value in cells.column(moved.sheet, column, top, bottom)]

        return read, moved.still

    def _rows(self, a: Node, b: Node, place: Place) -> tuple[Formula, bool]:
        """An argument of a lookup: a list of rows."""
        if not isinstance(a, Operand) or not isinstance(b, Operand):
            raise NotKnown
        moved = self._moved(a.text, b.text, place)
        cells = self._cells()

        def read(copy: int) -> list[list[Any]]:
            top, bottom = moved.area.top + moved.top_step * copy, moved.area.bottom + moved.bottom_step * copy
            columns = range(moved.area.left, moved.area.right + 1)
            wide = [cells.column(moved.sheet, column, top, bottom) for column in columns]
            return [list(row) for row in zip(*wide, strict=True)]

        return read, moved.still

    def _unary(self, a: Unary, b: Unary, place: Place) -> tuple[Formula, bool]:
        inner, still = self._node(a.inner, b.inner, place)
        if a.op == "+":
            return inner, still
        work = {"-": lambda v: -v, "%": lambda v: v / 100}.get(a.op)
        if work is None:
            raise NotKnown

        def made(copy: int) -> Any:
            value = kinds.number(inner(copy))
            return value if isinstance(value, Fault) else work(value)

        return made, still

    def _binary(self, a: Binary, b: Binary, place: Place) -> tuple[Formula, bool]:
        left, left_still = self._node(a.left, b.left, place)
        right, right_still = self._node(a.right, b.right, place)
        work = _BINARY.get(a.op)
        if work is None:
            raise NotKnown
        return (lambda copy: work(left(copy), right(copy))), left_still and right_still

    def _call(self, a: Call, b: Call, place: Place) -> tuple[Formula, bool]:
        if len(a.arguments) != len(b.arguments):
            raise NotKnown
        pairs = list(zip(a.arguments, b.arguments, strict=True))
        if a.name in _LAZY:
            made = [self._node(x, y, place) for x, y in pairs]
            parts = [part for part, _ in made]
            return _LAZY[a.name](parts), all(still for _, still in made)
        if a.name == "SUM" and len(pairs) == 1 and isinstance(a.arguments[0], Operand):
            return self._sum(pairs[0], place)
        if a.name == "SUBTOTAL":
            return self._subtotal(pairs, place)
        if a.name in _PLACES:
            return self._place(a, pairs, place)
        return self._plain_call(a.name, pairs, place)

    def _plain_call(self, name: str, pairs: list[tuple[Node, Node]], place: Place) -> tuple[Formula, bool]:
        """A function whose arguments are all worked out first."""
        function, areas = LOOKUPS.get(name, (None, ()))
        function = function or _FUNCTIONS.get(name)
        if function is None:
            raise NotKnown
        ranged = name in aggregates.AGGREGATES or name in aggregates.CONDITIONAL
        readers = [self._rows if i in areas else self._list if ranged else self._node for i in range(len(pairs))]
        made = [reader(x, y, place) for reader, (x, y) in zip(readers, pairs, strict=True)]
        parts = [part for part, _ in made]
        strict = name not in functions.LOOKS_AT_FAULTS and name not in {"COUNT", "COUNTA"}

        def work(copy: int) -> Any:
            values = [_one(part(copy), name, position) for position, part in enumerate(parts)]
            fault = next((v for v in values if isinstance(v, Fault)), None) if strict else None
            return fault if fault is not None else function(*values)

        return work, all(still for _, still in made)

    def _sum(self, pair: tuple[Node, Node], place: Place) -> tuple[Formula, bool]:
        """SUM of one range; a running total goes on from the copy before."""
        one, two = pair
        assert isinstance(one, Operand)
        assert isinstance(two, Operand)
        moved = self._moved(one.text, two.text, place)
        if not moved.top_step and moved.bottom_step > 0 and moved.area.width == 1:
            return Running(self._cells(), moved), False
        read, still = self._list(one, two, place)
        return (lambda copy: aggregates.AGGREGATES["SUM"](read(copy))), still

    def _subtotal(self, pairs: list[tuple[Node, Node]], place: Place) -> tuple[Formula, bool]:
        """SUBTOTAL leaves out cells that are subtotals themselves."""
        kind = pairs[0][0].value if isinstance(pairs[0][0], Literal) else 0
        function = aggregates.AGGREGATES.get(aggregates.SUBTOTALS.get(int(kind or 0) % 100, ""))
        if function is None or not all(isinstance(x, Operand) for pair in pairs[1:] for x in pair):
            raise NotKnown
        moved = [
            self._moved(x.text, y.text, place)
            for x, y in pairs[1:]
            if isinstance(x, Operand) and isinstance(y, Operand)
        ]

        def work(copy: int) -> Any:
            return function(*[self._without_subtotals(one, copy) for one in moved])

        return work, all(one.still for one in moved)

    def _without_subtotals(self, moved: Moved, copy: int) -> list[Any]:
        cells, found = self._cells(), []
        top, bottom = moved.area.top + moved.top_step * copy, moved.area.bottom + moved.bottom_step * copy
        for column in range(moved.area.left, moved.area.right + 1):
            values = cells.column(moved.sheet, column, top, bottom)
            left_out = cells.grid.subtotal_rows(moved.sheet, column, top, bottom)
            found += [value for row, value in enumerate(values, top) if row not in left_out] if left_out else values
        return found

    def _place(self, a: Call, pairs: list[tuple[Node, Node]], place: Place) -> tuple[Formula, bool]:
        """ROW, COLUMN, ROWS, COLUMNS."""
        if not pairs:
            row, step, column = place.row, place.step, place.column
            return ((lambda copy: row + step * copy), not step) if a.name == "ROW" else ((lambda _: column), True)
        one, two = pairs[0]
        if not isinstance(one, Operand) or not isinstance(two, Operand):
            raise NotKnown
        moved = self._moved(one.text, two.text, place)
        return (lambda copy: _PLACES[a.name](moved, copy)), moved.still


def _once(formula: Formula) -> Formula:
    """A formula with the same value for all copies, worked out once."""
    kept: list[Any] = []

    def made(copy: int) -> Any:
        if not kept:
            kept.append(formula(copy))
        return kept[0]

    return made


def _one(value: Any, name: str, position: int) -> Any:
    """An argument as its function wants it: criteria given as a range of one cell are that cell."""
    if isinstance(value, list) and len(value) == 1 and name in aggregates.CONDITIONAL and _is_value(name, position):
        return value[0]
    return value


def _is_value(name: str, position: int) -> bool:
    if name in {"SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"}:
        return position > 0 and position % 2 == 0
    if name in {"RANK", "RANK.EQ"}:
        return position != 1
    return position % 2 == 1 and name != "SUMPRODUCT"


def _arithmetic(work: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def made(left: Any, right: Any) -> Any:
        left, right = kinds.number(left), kinds.number(right)
        if isinstance(left, Fault) or isinstance(right, Fault):
            return left if isinstance(left, Fault) else right
        return work(left, right)

    return made


def _compared(test: Callable[[int], bool]) -> Callable[[Any, Any], Any]:
    def made(left: Any, right: Any) -> Any:
        if isinstance(left, Fault) or isinstance(right, Fault):
            return left if isinstance(left, Fault) else right
        return test(kinds.compare(left, right))

    return made


def _joined(left: Any, right: Any) -> Any:
    if isinstance(left, Fault) or isinstance(right, Fault):
        return left if isinstance(left, Fault) else right
    return kinds.text(left) + kinds.text(right)


_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": _arithmetic(lambda a, b: a + b), "-": _arithmetic(lambda a, b: a - b), "*": _arithmetic(lambda a, b: a * b),
    "/": _arithmetic(lambda a, b: a / b if b else Fault(DIVISION)), "^": _arithmetic(functions.power), "&": _joined,
    "=": _compared(lambda c: c == 0), "<>": _compared(lambda c: c != 0), "<": _compared(lambda c: c < 0),
    ">": _compared(lambda c: c > 0), "<=": _compared(lambda c: c <= 0), ">=": _compared(lambda c: c >= 0),
}  # fmt: skip


def _if(parts: list[Formula]) -> Formula:
    if not 2 <= len(parts) <= 3:
        raise NotKnown

    def made(copy: int) -> Any:
        condition = kinds.truth(parts[0](copy))
        if isinstance(condition, Fault):
            return condition
        return parts[1](copy) if condition else parts[2](copy) if len(parts) > 2 else False

    return made


def _if_fault(parts: list[Formula], meets: Callable[[Fault], bool]) -> Formula:
    def made(copy: int) -> Any:
        value = parts[0](copy)
        return parts[1](copy) if isinstance(value, Fault) and meets(value) else value

    return made


def _logical(parts: list[Formula], join: Callable[[list[bool]], bool]) -> Formula:
    def made(copy: int) -> Any:
        values = [kinds.truth(part(copy)) for part in parts]
        fault = next((value for value in values if isinstance(value, Fault)), None)
        return join(values) if fault is None else fault

    return made


_LAZY: dict[str, Callable[[list[Formula]], Formula]] = {
    "IF": _if,
    "IFERROR": lambda parts: _if_fault(parts, lambda _: True),
    "IFNA": lambda parts: _if_fault(parts, lambda fault: fault == "#N/A"),
    "AND": lambda parts: _logical(parts, all),
    "OR": lambda parts: _logical(parts, any),
}
_PLACES: dict[str, Callable[[Moved, int], int]] = {
    "ROW": lambda moved, copy: moved.area.top + moved.top_step * copy,
    "COLUMN": lambda moved, _: moved.area.left,
    "ROWS": lambda moved, copy: moved.area.height + (moved.bottom_step - moved.top_step) * copy,
    "COLUMNS": lambda moved, _: moved.area.width,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **functions.SCALAR, **functions.LOOKS_AT_FAULTS, **aggregates.AGGREGATES, **aggregates.CONDITIONAL,
}  # fmt: skip
