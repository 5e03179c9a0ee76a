"""Books written as text: the notation of rule specimens and of tests.

A sheet is its name on a line, a line of headers, then rows; cells are separated by `|`. Cells are read as Excel would take
them when typed: `2026-03-02` a date, `2026-03-02 10:20` a moment, `09:30` a time, `1,240.00` a number, `20%` a percent,
`#N/A` an error; everything else, and everything after `'`, is text. The first row below the headers is Excel row 2.
Blank lines separate sheets.

Example:
    >>> sheets = parse('''
    ... Taxes
    ... Tax code | Rate
    ... '007     | 20%
    ... ''')
    >>> sheets[0].name, sheets[0].columns[1].texts[0], float(sheets[0].columns[2].numbers[0])
    ('Taxes', '007', 0.2)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from salessheets.core.assemble import assemble
from salessheets.core.book import Book
from salessheets.core.raw import RawColumn, RawHeader, RawSheet
from salessheets.core.settings import Settings
from salessheets.core.sheet import Sheet

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?\Z")
_TIME = re.compile(r"\d\d:\d\d\Z")
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})*(\.\d+)?\Z|-?\d+(\.\d+)?\Z")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - serials have no zone


def parse(text: str) -> tuple[RawSheet, ...]:
    """The sheets of a book written as text."""
    blocks = re.split(r"\n\s*\n", text.strip("\n"))
    return tuple(_sheet([line.strip() for line in block.strip().splitlines()]) for block in blocks if block.strip())


def book_from(sheets: Sequence[Sheet], text: str, moment: datetime, settings: Mapping[str, Any] | None = None) -> Book:
    """A typed book of declared `sheets` from text.

    Args:
        sheets: All declared sheets.
        text: See the module.
        moment: The as-of moment.
        settings: Attributes of `Settings` that differ from the default.
    """
    chosen = Settings(**(settings or {}))
    raws = {raw.name: raw for raw in parse(text)}
    return Book(assemble(sheets, raws, chosen.base_currency), chosen, moment)


def _sheet(lines: Sequence[str]) -> RawSheet:
    headers = tuple(RawHeader(i, part) for i, part in enumerate(_cells(lines[1]), 1) if part) if len(lines) > 1 else ()
    rows = [_cells(line) for line in lines[2:]]
    filled = [i for i, row in enumerate(rows) if any(row)]
    cells = {h.column: [rows[i][h.column - 1] if h.column <= len(rows[i]) else "" for i in filled] for h in headers}
    columns = {number: _column(texts) for number, texts in cells.items()}
    return RawSheet(
        lines[0], 1, headers, np.array([i + 2 for i in filled], dtype=np.int64), columns, table="t" + lines[0]
    )


def _cells(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")]


def _column(texts: Sequence[str]) -> RawColumn:
    column = RawColumn.of([_typed(text) for text in texts])
    for i, text in enumerate(texts):
        column.dates[i] = bool(_MOMENT.match(text) or _TIME.match(text))
    return column


def _typed(text: str) -> object:
    if text.startswith("'"):
        return text[1:]
    if _MOMENT.match(text):
        return (datetime.fromisoformat(text) - _EPOCH).total_seconds() / 86_400
    if _TIME.match(text):
        hours, minutes = text.split(":")
        return (int(hours) * 60 + int(minutes)) / 1440
    if text.endswith("%") and _NUMBER.match(text[:-1].strip()):
        return float(text[:-1].replace(",", "")) / 100
    if _NUMBER.match(text):
        return float(text.replace(",", ""))
    return text or None
