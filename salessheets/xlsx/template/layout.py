"""The rows of the filled sheet before they are written: what stands in every cell, column by column.

A `Group` is a pattern of rows and how often it stands below itself; a row that does not repeat is a group of one row
and one copy. Each cell of the pattern is a `Strip`: all its copies at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from salessheets.core.addresses import column_letter
from salessheets.xlsx.template.cell_xml import escaped as escaped_text
from salessheets.xlsx.template.cell_xml import number_text
from salessheets.xlsx.template.sheet_source import Cell


@dataclass
class Strip:
    """One cell of a pattern and all its copies.

    Attributes:
        column: Its column.
        attributes: XML attributes but `r` and `t`, with a blank in front.
        tails: Its XML after the attributes, per copy; a single text for all copies alike. Unused with formulas.
        values: What stands there, per copy; None when it is what the template has (`cell`).
        formulas: The formula per copy, without `=`.
        formula_attributes: XML attributes of `<f>`, per copy or alike.
        results: The value of each formula, filled in later; None where it is not known.
        cell: The template's cell.
    """

    column: int
    attributes: str = ""
    tails: Sequence[str] | str = "/>"
    values: Sequence[Any] | None = None
    formulas: Sequence[str] | None = None
    formula_attributes: Sequence[str] | str = ""
    results: Sequence[Any] | None = None
    cell: Cell | None = None


@dataclass
class PatternRow:
    """One row of a pattern."""

    attributes: str
    strips: list[Strip]


@dataclass
class Group:
    """A pattern of rows from new row `start` on, `copies` times."""

    start: int
    copies: int
    rows: list[PatternRow] = field(default_factory=list)


UNKNOWN = object()
"""The result of a formula whose value is not known: the cell is written without one."""


def rows_xml(groups: Sequence[Group], prefix: str) -> str:
    """All rows as XML."""
    return "".join(piece for group in groups for piece in _group_xml(group, prefix))


def _group_xml(group: Group, prefix: str) -> Iterator[str]:
    columns = [
        list(_row_xml(row, group.start + index, len(group.rows), group.copies, prefix))
        for index, row in enumerate(group.rows)
    ]
    if len(columns) == 1:
        return iter(columns[0])
    return (text for copy in zip(*columns, strict=True) for text in copy)


def _row_xml(row: PatternRow, first: int, step: int, copies: int, p: str) -> Iterator[str]:
    """All copies of one row."""
    numbers = list(map(str, range(first, first + step * copies, step)))
    shape = [f'<{p}row r="%s"{_plain(row.attributes)}>']
    columns: list[Sequence[str]] = [numbers]
    for strip in row.strips:
        tails = _formula_tails(strip, p) if strip.formulas is not None else strip.tails
        shape.append(f'<{p}c r="{column_letter(strip.column)}%s"{_plain(strip.attributes)}')
        columns.append(numbers)
        if isinstance(tails, str):
            shape.append(_plain(tails))
        else:
            shape.append("%s")
            columns.append(tails)
    whole = "".join(shape) + f"</{p}row>" if row.strips else shape[0].removesuffix(">") + "/>"
    return map(whole.__mod__, zip(*columns, strict=True))


def _plain(text: str) -> str:
    return text.replace("%", "%%")


def _formula_tails(strip: Strip, prefix: str) -> list[str]:
    assert strip.formulas is not None
    count = len(strip.formulas)
    attributes = (
        [strip.formula_attributes] * count if isinstance(strip.formula_attributes, str) else strip.formula_attributes
    )
    results = strip.results if strip.results is not None else [UNKNOWN] * count
    return [
        _formula_tail(formula, attribute, result, prefix)
        for formula, attribute, result in zip(strip.formulas, attributes, results, strict=True)
    ]


def _formula_tail(formula: str, attributes: str, result: Any, p: str) -> str:
    """`<f>` and the value that readers which do not calculate show; a blank without a formula."""
    if not formula:
        return "/>"
    kind, value = _result(result)
    shown = "" if value is None else f"<{p}v>{value}</{p}v>"
    return f"{kind}><{p}f{attributes}>{escape(formula)}</{p}f>{shown}</{p}c>"


def _result(result: Any) -> tuple[str, str | None]:
    """The cell type and text of a formula's value."""
    if result is UNKNOWN or result is None:
        return "", None
    if isinstance(result, bool):
        return ' t="b"', str(int(result))
    if isinstance(result, str):
        return (
            (' t="e"', result)
            if result.startswith("#") and result[-1] in "!?A0"
            else (' t="str"', escaped_text(result))
        )
    return "", number_text(result)
