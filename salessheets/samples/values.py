"""What the sample's modules share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

Row = dict[str, object]
Rows = dict[str, list[Row]]


@dataclass(frozen=True)
class Calculated:
    """A cell that holds a formula, and what it shows; "" where it was never calculated."""

    text: str
    shows: str = ""


CENT = Decimal("0.01")


def money(text: str | float | Decimal) -> Decimal:
    """An amount with two decimals."""
    return Decimal(str(text)).quantize(CENT)


def weekday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) % 7) if day.weekday() > 4 else day


def records(headers: str, lines: str) -> list[Row]:
    """Rows from a small text table; cells are separated by `|`, blank ones are left out."""
    names = [name.strip() for name in headers.split("|")]
    rows: list[Row] = []
    for line in lines.strip().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        rows.append({name: cell for name, cell in zip(names, cells, strict=True) if cell})
    return rows
