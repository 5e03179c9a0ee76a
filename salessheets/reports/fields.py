"""How the data of a report is declared: what each field means, its unit, and the sheet it comes from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One field.

    Attributes:
        name: As the template names it; "tile_open.value" for a part of a value.
        meaning: What it is.
        unit: "base currency", "days", "share" (a fraction: 1 is 100 %), "date", "count" or "text".
        source: Sheet and column that it comes from; "" for what is only said.
    """

    name: str
    meaning: str
    unit: str = "text"
    source: str = ""


@dataclass(frozen=True)
class Dataset:
    """A list of records, for a table of that name.

    Attributes:
        name: Of the table.
        row: What one row is.
        fields: In the order of the records.
    """

    name: str
    row: str
    fields: tuple[Field, ...]
