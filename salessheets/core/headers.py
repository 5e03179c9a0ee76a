"""Finding the declared columns among the headers of a sheet: by text and alias, never by position.

Example:
    >>> from salessheets.core.raw import RawHeader
    >>> from salessheets.core.columns import Column, Kind
    >>> from salessheets.core.sheet import Sheet
    >>> sheet = Sheet("Taxes", "", (Column("Tax code", Kind.TEXT, "", key=True), Column("Rate", Kind.PERCENT, "", required=True)))
    >>> match = match_headers(sheet, (RawHeader(1, "TAX CODE"), RawHeader(2, "Rat"), RawHeader(3, "tax-code")))
    >>> dict(match.present), match.repeated, match.missing, [h.text for h in match.unknown]
    ({'Tax code': 1}, (('Tax code', 3),), ('Rate',), ['Rat'])
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salessheets.core.raw import RawHeader
from salessheets.core.sheet import Sheet, Upkeep
from salessheets.core.texts import header_form


@dataclass(frozen=True)
class HeaderMatch:
    """How a sheet's headers answer to its declaration.

    Attributes:
        present: Declared header -> column number.
        repeated: (declared header, column number) of every further column that means the same.
        missing: Declared headers that no column has.
        unknown: Headers that mean no declared column; the admin's own.
    """

    present: Mapping[str, int]
    repeated: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]
    unknown: tuple[RawHeader, ...]


def match_headers(sheet: Sheet, headers: Sequence[RawHeader]) -> HeaderMatch:
    """Match headers to declared columns. A column's own header wins over an alias; then the leftmost wins.

    A column that the program fills on an admin's sheet answers to its own header only: an admin's column that merely sounds
    like it must never be written over.
    """
    names = {header_form(column.header): column.header for column in sheet.columns}
    read = [column for column in sheet.columns if not column.ours or sheet.upkeep is not Upkeep.ADMIN]
    aliases = {header_form(alias): column.header for column in read for alias in column.aliases}
    meant = [(h, names.get(header_form(h.text)), aliases.get(header_form(h.text))) for h in headers]
    present: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    for header, own, _ in meant:
        if own:
            repeated.append((own, header.column)) if own in present else present.setdefault(own, header.column)
    for header, own, alias in meant:
        if not own and alias:
            repeated.append((alias, header.column)) if alias in present else present.setdefault(alias, header.column)
    missing = tuple(c.header for c in sheet.columns if c.header not in present)
    return HeaderMatch(present, tuple(repeated), missing, tuple(h for h, own, alias in meant if not (own or alias)))
