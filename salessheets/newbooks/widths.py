"""How wide a column is, and whether its text runs over several lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from salessheets.core.columns import Column, Kind
from salessheets.xlsx.newbook.plan import CellValue, Link

_WIDEST, _NARROWEST = 45, 8
_BUTTON = 4  # the filter button and some air
_WRAP_FROM = 30
_PROSE_ROOM = 40
_PROSE = {
    "Audience", "Description", "Dispute reason", "Meaning", "Note", "Notes", "Outcome", "Question", "Suggestion", "Text",
    "What", "What happened", "What is wrong", "What to do", "Why", "Your remark",
}  # fmt: skip
_ROOM = {
    "Account check": 30, "Clash": 30, "Delivery check": 30, "File": 32, "Flag": 24, "Found": 20, "Invoices": 32,
    "Match check": 30, "Rule": 32, "Sent to": 30, "Sheet": 18, "Task": 26, "Warning": 30, "Where": 22,
}  # fmt: skip
_SENTENCES = {"What": 84, "What is wrong": 78, "What to do": 60, "Why": 60}
"""Columns whose sentences the program writes: they fit on one or two lines, as a refresh leaves the heights of rows alone."""

_KIND_ROOM = {Kind.MONEY: 14, Kind.DATE: 12, Kind.DATETIME: 17}
_OUR_TEXT_ROOM = 16
SHOWN = {Kind.DATE: "yyyy-mm-dd", Kind.DATETIME: "yyyy-mm-dd hh:mm", Kind.TIME: "hh:mm"}
"""How a date or time is shown."""


def wraps(column: Column, values: Sequence[CellValue]) -> bool:
    """Whether long text of the column runs over several lines."""
    if column.header in _PROSE:
        return True
    return column.kind in (Kind.TEXT, Kind.ANY) and max(map(len, _texts(column, values)), default=0) > _WRAP_FROM


def width_of(column: Column, values: Sequence[CellValue]) -> float:
    """Width in characters: the longest value, or the header over two lines; 45 at most, but for sentences of ours.

    Example:
        >>> width_of(Column("Customer name", Kind.TEXT, "", "Nord Foods Ltd"), ["A very long name of a customer"])
        33
    """
    if column.ours and column.header in _SENTENCES:
        return _SENTENCES[column.header]
    words = column.header.split()
    header = max([*map(len, words), (len(column.header) + 1) // 2]) + _BUTTON
    content = max(map(len, _texts(column, values)), default=0) + 3
    return min(_WIDEST, max(_least(column), header, content))


def _least(column: Column) -> int:
    """Room for what the column will hold one day: it may be empty now, and the program fills many of them."""
    if column.header in _PROSE:
        return _PROSE_ROOM
    usual = _OUR_TEXT_ROOM if column.ours and column.kind is Kind.TEXT else _NARROWEST
    return _ROOM.get(column.header, _KIND_ROOM.get(column.kind, usual))


def _texts(column: Column, values: Sequence[CellValue]) -> list[str]:
    """What the column's cells show, about; the example and the longest allowed word count as well."""
    return [column.example, *column.allowed, *(_text(column, value) for value in values if value is not None)]


def _text(column: Column, value: CellValue) -> str:
    if isinstance(value, date | datetime | time):
        return SHOWN.get(column.kind, "yyyy-mm-dd hh:mm")
    if isinstance(value, Link):
        return value.text
    if isinstance(value, int | float) and column.kind in (Kind.MONEY, Kind.NUMBER):
        return f"{value:,.2f}"
    return max(str(value).splitlines(), key=len, default="")
