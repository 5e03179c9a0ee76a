"""Dropdowns, bounds, notes and highlights of a new sheet. They reach to the last row, so that new rows have them at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlsxwriter.worksheet import Worksheet

from salessheets.core.addresses import MAX_ROW, column_letter
from salessheets.xlsx.newbook.cells import require
from salessheets.xlsx.newbook.looks import Looks
from salessheets.xlsx.newbook.plan import CellRule, ColumnPlan, FormulaMark, Mark, SheetPlan

_END = MAX_ROW - 1
_TITLE_LIMIT = 32
_NOTE_LIMIT = 255


def add_validations(sheet: Worksheet, plan: SheetPlan) -> None:
    """Every column's dropdown or bounds with its note, and the note on the header too."""
    for place, column in enumerate(plan.columns):
        where = f"{plan.name}!{column_letter(place + 1)}"
        _add(sheet, (0, 0), place, _options(column.header, CellRule(note=column.note)), where)
        for first, last, rule in _stretches(column):
            _add(sheet, (first, last), place, _options(column.header, rule), where)


def _stretches(column: ColumnPlan) -> Iterator[tuple[int, int, CellRule]]:
    """(first row, last row, rule) of the column's data: cells with a rule of their own, then the rest."""
    own = max(column.cells, default=-1) + 1
    for i in range(own):
        yield i + 1, i + 1, column.cells.get(i, column.rule)
    yield own + 1, _END, column.rule


def _add(sheet: Worksheet, rows: tuple[int, int], place: int, options: dict[str, Any], where: str) -> None:
    if options:
        require(sheet.data_validation(rows[0], place, rows[1], place, options), where, "the dropdown or note")


def _options(header: str, rule: CellRule) -> dict[str, Any]:
    """The rule as the writer wants it; {} when there is nothing to say."""
    options = _allowed(rule)
    if rule.note:
        options |= {"input_title": header[:_TITLE_LIMIT], "input_message": shortened(rule.note, _NOTE_LIMIT)}
    if not options:
        return {}
    options.setdefault("validate", "any")
    return options | {"ignore_blank": True}


def _allowed(rule: CellRule) -> dict[str, Any]:
    if rule.choice:
        source = list(rule.choice.values) or rule.choice.source
        warning = {"error_type": "warning", "error_title": "Not in the list", "error_message": _ANOTHER}
        return {"validate": "list", "source": source, "show_error": rule.choice.closed} | warning
    if rule.bounds:
        return {
            "validate": rule.bounds.kind,
            "criteria": "between",
            "minimum": rule.bounds.minimum,
            "maximum": rule.bounds.maximum,
            "error_type": "warning",
            "error_title": "Is that right?",
            "error_message": rule.bounds.advice,
        }
    return {}


_ANOTHER = "This is not one of the values offered. Keep it all the same?"


def shortened(text: str, limit: int) -> str:
    """Text of at most `limit` characters, cut between words.

    Example:
        >>> shortened("one two three", 9)
        'one two…'
    """
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"


def add_marks(sheet: Worksheet, plan: SheetPlan, looks: Looks) -> None:
    """Every highlight. Where two would colour a cell, the one that was planned first wins."""
    for mark in plan.marks:
        place = plan.place(mark.header) if isinstance(mark, Mark) else 0
        whole = isinstance(mark, FormulaMark) or mark.whole_row
        first, last = (0, len(plan.columns) - 1) if whole else (place, place)
        formula = mark.formula if isinstance(mark, FormulaMark) else mark_formula(mark, place)
        options = {"type": "formula", "criteria": formula, "format": looks.highlight(mark.highlight)}
        require(sheet.conditional_format(1, first, _END, last, options), plan.name, "a highlight")


def mark_formula(mark: Mark, place: int) -> str:
    """The condition of a mark, for the first data row.

    Example:
        >>> from salessheets.xlsx.newbook.plan import Highlight
        >>> mark_formula(Mark("State", ("Late", "Held"), Highlight()), 3)
        '=OR($D2="Late",$D2="Held")'
        >>> mark_formula(Mark("Check", (), Highlight(), but=("OK",)), 1)
        '=AND($B2<>"",$B2<>"OK")'
    """
    cell = f"${column_letter(place + 1)}2"
    if mark.words:
        return "=OR(" + ",".join(f"{cell}={_quoted(word)}" for word in mark.words) + ")"
    return "=AND(" + ",".join(f"{cell}<>{_quoted(word)}" for word in ("", *mark.but)) + ")"


def _quoted(word: str) -> str:
    doubled = word.replace('"', '""')
    return f'"{doubled}"'
