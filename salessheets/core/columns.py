"""A column of the workbook, declared once. Reading, checking, dropdowns, formats and documentation derive from it.

Example:
    >>> number = Column("Invoice No", Kind.TEXT, "The number printed on the invoice.", "INV-20417", key=True)
    >>> number.required, number.owner, number.storage
    (True, <Owner.ADMIN: 'admin'>, 'text')
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The type of a column's values, as the admin thinks of it."""

    TEXT = "text"
    LIST = "list"
    WHOLE = "whole number"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    DATETIME = "date and time"
    EMAIL = "e-mail"
    PHONE = "phone"
    IBAN = "IBAN"
    PATH = "file"
    URL = "web address"
    LINK = "link"
    ANY = "any"


class Owner(Enum):
    """Who writes a column. The program never writes an admin's cell."""

    ADMIN = "admin"
    OURS = "salessheets"


_STORAGE = {
    Kind.WHOLE: "whole",
    Kind.NUMBER: "number",
    Kind.MONEY: "money",
    Kind.PERCENT: "number",
    Kind.DATE: "date",
    Kind.DATETIME: "date",
    Kind.TIME: "time",
    Kind.ANY: "any",
}


@dataclass(frozen=True)
class Column:
    """A declared column.

    Attributes:
        header: The header cell's text.
        kind: The type of its values.
        meaning: What stands in it, one or two sentences for the admin.
        example: A value as the admin would type it; "" where an empty cell is the usual case.
        required: A row without it is a finding. Key columns are required. An owned column that is required is
            always filled by the program.
        key: Part of the sheet's key.
        refers_to: (sheet, header) that its values must exist in; None for none.
        allowed: The closed list of values of a LIST column, in their order; () for none.
        list_name: Header of the Lists sheet's column that holds the values the admin may extend; "" for none.
        owner: Who writes it.
        aliases: Other header texts that mean this column, any language.
        rule: The rule on its values in words, for the documentation; "" for none.
        minimum: Smallest number allowed (percent: as a fraction, money: in currency units); None for none.
        maximum: Largest number allowed, likewise.
        in_base: A MONEY column that is in the book's base currency whatever the currency of its row.
    """

    header: str
    kind: Kind
    meaning: str
    example: str = ""
    required: bool = False
    key: bool = False
    refers_to: tuple[str, str] | None = None
    allowed: tuple[str, ...] = ()
    list_name: str = ""
    owner: Owner = Owner.ADMIN
    aliases: tuple[str, ...] = ()
    rule: str = ""
    minimum: float | None = None
    maximum: float | None = None
    in_base: bool = False

    def __post_init__(self) -> None:
        if self.key and not self.required:
            object.__setattr__(self, "required", True)

    @property
    def ours(self) -> bool:
        """True for a column that the program writes."""
        return self.owner is Owner.OURS

    @property
    def storage(self) -> str:
        """How a frame holds its values.

        "text": object Series of str, blank is "". "whole": Int64. "money": Int64 in minor units of the row's
        currency. "number": float64 (a percent is a fraction). "date": datetime64[s]. "time": Int64 seconds since
        midnight. "any": object, the value as it stands.
        """
        return _STORAGE.get(self.kind, "text")
