"""All formulas of a filled workbook worked out, in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from salessheets.xlsx.formula_values.cells import PENDING, Cells, Formula
from salessheets.xlsx.formula_values.compiling import Compiler, Place
from salessheets.xlsx.formula_values.kinds import NotKnown
from salessheets.xlsx.formula_values.structured import TableArea
from salessheets.xlsx.template.grid import Grid
from salessheets.xlsx.template.layout import UNKNOWN, Strip


def calculate(
    grid: Grid, tables: Sequence[TableArea], names: Mapping[str, str], old_names: Mapping[str, str], *, date1904: bool
) -> None:
    """Give every formula of the grid its result; UNKNOWN where it cannot be told.

    Args:
        grid: The filled workbook; `results` of its strips are set.
        tables: Its tables.
        names: What its defined names refer to, case folded.
        old_names: From new names of sheets, case folded, to those of the template.
        date1904: How dates count.
    """
    places = {id(strip): (strip, place) for strip, place in _formulas(grid)}
    compiled: dict[int, Formula] = {}

    def formula(strip: Strip) -> Formula:
        if id(strip) not in compiled:
            compiled[id(strip)] = _compiled(compiler, *places[id(strip)])
        return compiled[id(strip)]

    cells = Cells(grid, formula, date1904=date1904)
    compiler = Compiler(lambda: cells, tables, names, old_names)
    for strip, _ in places.values():
        strip.results = [PENDING if text else None for text in strip.formulas or ()]
    forward = [strip for strip, _ in places.values()]
    for order in (forward, forward[::-1]):
        _round(cells, order, upward=order is not forward)
    for strip in forward:
        strip.results = [UNKNOWN if result is PENDING else result for result in strip.results or ()]


def _round(cells: Cells, strips: Sequence[Strip], *, upward: bool) -> None:
    for strip in strips:
        results = strip.results
        assert isinstance(results, list)
        for copy in range(len(results) - 1, -1, -1) if upward else range(len(results)):
            if results[copy] is PENDING:
                cells.work_out(strip, copy, results)


def _formulas(grid: Grid) -> Iterator[tuple[Strip, Place]]:
    for sheet, groups in grid.groups.items():
        for group in groups:
            for index, row in enumerate(group.rows):
                for strip in row.strips:
                    if strip.formulas is not None:
                        step = len(group.rows) if group.copies > 1 else 0
                        yield strip, Place(sheet, group.start + index, step, strip.column)


def _compiled(compiler: Compiler, strip: Strip, place: Place) -> Formula:
    """The strip's formula; one that only raises NotKnown when it is not understood."""
    texts = [text for text in strip.formulas or () if text]
    if strip.formula_attributes:  # array formulas
        return _not_known
    try:
        return compiler.compile(texts[0], texts[min(1, len(texts) - 1)], place)
    except NotKnown:
        return _not_known


def _not_known(_: int) -> None:
    raise NotKnown
