"""Reading Apply to: the admin's decision what a receipt pays.

Example:
    >>> parse("INV-20417; INV-20398=200; CN-88", "EUR")
    (Wish(number='INV-20417', limit=None), Wish(number='INV-20398', limit=20000), Wish(number='CN-88', limit=None))
    >>> parse("INV-1=two hundred", "EUR")[0].limit is UNREADABLE
    True
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from salessheets.core.money import decimals, in_units, to_minor

UNREADABLE = -1
"""Limit of a part whose amount cannot be read."""

_PLAIN = re.compile(r"\d+(\.\d{1,3})?\Z|\d{1,3}(,\d{3})+(\.\d{1,3})?\Z")
_COMMA = re.compile(r"(\d+|\d{1,3}(\.\d{3})+),\d{1,2}\Z")


@dataclass(frozen=True, slots=True)
class Wish:
    """One part of Apply to.

    Attributes:
        number: The paper's number as typed.
        limit: The amount typed, minor units; None when none is typed, UNREADABLE when it cannot be read.
    """

    number: str
    limit: int | None = None


def parse(text: str, currency: str) -> tuple[Wish, ...]:
    """The parts of an Apply to cell, in the order typed; parts are separated by semicolons or line breaks."""
    return tuple(_wish(part.strip(), currency) for part in re.split(r"[;\n]", text) if part.strip())


def written(parts: list[tuple[str, int | None]], currency: str) -> str:
    """The text that means these papers and amounts (None: all of it), as `parse` reads it.

    Example:
        >>> written([("INV-1", None), ("INV-2", 20000)], "EUR")
        'INV-1; INV-2=200.00'
    """
    return "; ".join(number if limit is None else f"{number}={in_units(limit, currency)}" for number, limit in parts)


def _wish(part: str, currency: str) -> Wish:
    number, sign, amount = part.partition("=")
    return Wish(number.strip(), _amount(amount.strip(), currency) if sign else None)


def _amount(text: str, currency: str) -> int:
    """An amount as typed: 1,234.50 or 1234.5 or 1.234,50.

    One that could mean two things is not read, nor one with more decimals than its currency has: 1.234 euros are no amount.
    """
    if _COMMA.match(text):
        plain = text.replace(".", "").replace(",", ".")
    elif _PLAIN.match(text):
        plain = text.replace(",", "")
    else:
        return UNREADABLE
    return to_minor(plain, currency) if len(plain.partition(".")[2]) <= decimals(currency) else UNREADABLE
