"""Cell references as they stand in formulas, taken apart and put together again.

One operand of a formula (`Report!$B$4:B6`, `'My Report'!B:B`, `3:4`) is a `Reference`; names, structured references,
external books and errors are none and stay as they are. A token that is a valid A1 address is an address.

Example:
    >>> reference = Reference.parse("'My Report'!$B$4:B6")
    >>> reference.sheets, reference.rows[0], str(reference)
    (('My Report',), Mark(line=4, fixed=True), "'My Report'!$B$4:B6")
    >>> Reference.parse("TAX_2026") is None, Reference.parse("tbl[Sales]") is None
    (True, True)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW, column_letter, column_number

_PREFIX = r"(?:'((?:[^']|'')+)'|([^'!\[\](),;+*/^&=<>{}\"\s]+))!"
_QUALIFIED = re.compile(rf"{_PREFIX}(.+)\Z", re.DOTALL)
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})\Z")
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})\Z")
_ROW = re.compile(r"(\$?)([1-9][0-9]{0,6})\Z")
_PLAIN_SHEET = re.compile(r"[^\W\d][\w.]*\Z")


@dataclass(frozen=True, slots=True)
class Mark:
    """One row or column of a reference, with or without its `$`."""

    line: int
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A cell, a range, whole columns or whole rows; `rows` or `columns` is empty for the latter two.

    Attributes:
        sheets: No sheet, one, or the first and last of a span (`Jan:Mar!B4`), as named.
        columns: The column of each end; one entry for a single cell.
        rows: The row of each end.
    """

    sheets: tuple[str, ...]
    columns: tuple[Mark, ...]
    rows: tuple[Mark, ...]

    @property
    def single(self) -> bool:
        """True for one cell written without a colon."""
        return len(self.rows) == 1 == len(self.columns)

    @staticmethod
    def parse(text: str) -> Reference | None:
        """Read an operand; None when it is no reference inside this workbook."""
        return _parsed(text)

    def __str__(self) -> str:
        columns = [("$" if mark.fixed else "") + column_letter(mark.line) for mark in self.columns]
        rows = [("$" if mark.fixed else "") + str(mark.line) for mark in self.rows]
        ends = [a + b for a, b in zip(columns, rows, strict=True)] if columns and rows else columns or rows
        return sheet_prefix(self.sheets) + ":".join(ends)

    def renamed(self, names: dict[str, str]) -> Reference:
        """The reference with new names of sheets; keys are old names, case folded."""
        return replace(self, sheets=tuple(names.get(name.casefold(), name) for name in self.sheets))


def sheet_prefix(sheets: tuple[str, ...]) -> str:
    """`Report!`, `'My Report'!`, or nothing."""
    if not sheets:
        return ""
    if all(_PLAIN_SHEET.match(name) and not _CELL.match(name) and not _rc_like(name) for name in sheets):
        return ":".join(sheets) + "!"
    return "'" + ":".join(sheets).replace("'", "''") + "'!"


def _rc_like(name: str) -> bool:
    """True for names that the other notation reads as an address: R1C1, RC, R, C."""
    return re.match(r"[Rr]\d*([Cc]\d*)?\Z|[Cc]\d*\Z", name) is not None


@lru_cache(maxsize=4096)
def _parsed(text: str) -> Reference | None:
    sheets, rest = _split_sheet(text)
    if rest is None:
        return None
    first, colon, last = rest.partition(":")
    if "!" in last:
        named, last_rest = _split_sheet(last)
        if named != sheets or last_rest is None:
            return None
        last = last_rest
    ends = [first, last] if colon else [first]
    return _cells(sheets, ends) or (_lines(sheets, ends) if colon else None)


def _split_sheet(text: str) -> tuple[tuple[str, ...], str | None]:
    """The sheets an operand names, and the rest of it; None as rest for other workbooks."""
    if "!" not in text:
        return (), text
    found = _QUALIFIED.match(text)
    if not found or "[" in (found[1] or found[2]):
        return (), None
    return tuple((found[1] or found[2]).replace("''", "'").split(":")), found[3]


def _cells(sheets: tuple[str, ...], ends: list[str]) -> Reference | None:
    found = [_CELL.match(end) for end in ends]
    columns, rows = [], []
    for match in found:
        column = _column(match[2]) if match else 0
        if not match or not column or int(match[4]) > MAX_ROW:
            return None
        columns.append(Mark(column, bool(match[1])))
        rows.append(Mark(int(match[4]), bool(match[3])))
    return Reference(sheets, tuple(columns), tuple(rows))


def _lines(sheets: tuple[str, ...], ends: list[str]) -> Reference | None:
    columns = [_COLUMN.match(end) for end in ends]
    if all(match and _column(match[2]) for match in columns):
        return Reference(sheets, tuple(Mark(_column(m[2]), bool(m[1])) for m in columns if m), ())
    rows = [_ROW.match(end) for end in ends]
    if all(match and int(match[2]) <= MAX_ROW for match in rows):
        return Reference(sheets, (), tuple(Mark(int(m[2]), bool(m[1])) for m in rows if m))
    return None


def _column(letters: str) -> int:
    """The column's number, 0 past XFD."""
    number = column_number(letters) if len(letters) < 3 or letters.upper() <= "XFD" else 0
    return number if number <= MAX_COLUMN else 0
