"""Amounts of money: exact integers in the minor unit of their currency (cents, paise, yen).

Rounding is half up (away from zero at the half), the rule of invoices and tax offices, not the half-even of floats.

Example:
    >>> to_minor("1240.005", "EUR"), to_minor(1500, "JPY"), shown(-124000, "GBP"), in_units(5, "KWD")
    (124001, 1500, '-1,240.00', Decimal('0.005'))
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=512)
def decimals(currency: str) -> int:
    """How many decimals the currency has (ISO 4217 as CLDR gives it): EUR 2, JPY 0, KWD 3; 2 for an unknown code."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency.upper()) if currency else 2


@lru_cache(maxsize=1)
def currency_codes() -> frozenset[str]:
    """All ISO 4217 codes that CLDR knows."""
    from babel.core import get_global

    codes: frozenset[str] = frozenset(get_global("all_currencies"))
    return codes


def half_up(value: Decimal, places: int = 0) -> Decimal:
    """`value` rounded half up to `places` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def to_minor(amount: Decimal | str | float, currency: str) -> int:
    """Currency units -> minor units, half up. A float counts as its shortest decimal text."""
    return int(half_up(Decimal(str(amount)).scaleb(decimals(currency))))


def in_units(minor: int, currency: str) -> Decimal:
    """Minor units -> currency units, exact."""
    return Decimal(minor).scaleb(-decimals(currency))


def shown(minor: int, currency: str) -> str:
    """An amount for a message: thousands by comma, the currency's decimals, no symbol."""
    return f"{in_units(minor, currency):,.{decimals(currency)}f}"


def share_out(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Split `total` minor units by weights so that the parts sum to it exactly (largest remainder; ties to the first).

    Args:
        total: Minor units, any sign.
        weights: Non-negative; when all are 0 the parts are equal.

    Example:
        >>> share_out(10_000_000, [1] * 13)[:2], sum(share_out(10_000_000, [1] * 13))
        ([769231, 769231], 10000000)
    """
    if not weights:
        return []
    exact_weights = [Fraction(weight) for weight in weights]
    if not any(exact_weights):
        exact_weights = [Fraction(1)] * len(exact_weights)
    whole = sum(exact_weights)
    sign = -1 if total < 0 else 1
    exact = [abs(total) * weight / whole for weight in exact_weights]
    parts = [int(part) for part in exact]
    left = abs(total) - sum(parts)
    for i in sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))[:left]:
        parts[i] += 1
    return [sign * part for part in parts]
