"""A sheet of the workbook, declared once.

Example:
    >>> from salessheets.core.columns import Column, Kind
    >>> taxes = Sheet("Taxes", "Dated rates.", columns=(
    ...     Column("Tax code", Kind.TEXT, "Short name of the rate.", "S20", key=True),
    ...     Column("Rate", Kind.PERCENT, "The rate.", "20%", required=True),
    ... ))
    >>> taxes.table_name, taxes.key, taxes["Rate"].kind
    ('tTaxes', ('Tax code',), <Kind.PERCENT: 'percent'>)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from salessheets.core.columns import Column


class Upkeep(Enum):
    """Who makes the rows of a sheet."""

    ADMIN = "admin"
    REBUILT = "rebuilt"
    APPENDED = "appended"


BOOKS = ("starter", "standard", "full")


@dataclass(frozen=True)
class Sheet:
    """A declared sheet.

    Attributes:
        name: The tab's name.
        purpose: What a row is and what the sheet is for, one or two sentences for the admin.
        columns: Left to right.
        group: Setup, People, Sales, Money, Service, Targets, Marketing or Control.
        book: The smallest of the shipped books (see BOOKS) that has the sheet.
        upkeep: ADMIN where rows are typed; REBUILT where the program makes all rows anew by key; APPENDED where it only adds.
        currency: Header of this sheet's column that names the currency of its money columns; "" for none.
        currency_via: (reference column here, sheet, that sheet's currency column) where the currency stands on another
            sheet, e.g. ("Order No", "Orders", "Currency"); None for none. With neither, money is in base currency.
        aliases: Other tab names that mean this sheet, any language.
    """

    name: str
    purpose: str
    columns: tuple[Column, ...]
    group: str = ""
    book: str = "full"
    upkeep: Upkeep = Upkeep.ADMIN
    currency: str = ""
    currency_via: tuple[str, str, str] | None = None
    aliases: tuple[str, ...] = ()

    @property
    def table_name(self) -> str:
        """The name of its Excel table: t and the sheet's name without blanks."""
        return "t" + re.sub(r"\W", "", self.name)

    @cached_property
    def by_header(self) -> dict[str, Column]:
        """Header -> column."""
        return {column.header: column for column in self.columns}

    def __getitem__(self, header: str) -> Column:
        return self.by_header[header]

    @cached_property
    def key(self) -> tuple[str, ...]:
        """Headers of the key columns; () where rows have none."""
        return tuple(column.header for column in self.columns if column.key)

    @cached_property
    def owned(self) -> tuple[str, ...]:
        """Headers of the columns that the program writes."""
        return tuple(column.header for column in self.columns if column.ours)
