"""Exact arithmetic on whole columns: decimals as scaled integers, products rounded half up, totals split without loss.

Floats hold quantities and percentages as Excel gave them. Here they become integers with a power of ten, so that 0.7 x 5 cents
is 3.5 cents and rounds to 4, never 3.4999999999999996 that rounds to 3.

Example:
    >>> product(np.array([0.7, 3.0]), np.array([5, 199])).tolist()
    [4, 597]
    >>> shares(np.array([100, 100, 100]), np.array([7, 7, 7]), (1, 3)).tolist()
    [33, 34, 33]
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]

_MOST_DECIMALS = 9
_ROOM = 2.0**61
_NOISE = 1e-14


def scaled(values: Numbers) -> tuple[Whole, int]:
    """Values as integers and the number of decimals that they carry (at most 9; what lies beyond is rounded).

    Args:
        values: Without blanks.

    Example:
        >>> scaled(np.array([2.5, 0.125]))
        (array([2500,  125]), 3)
    """
    for places in range(_MOST_DECIMALS + 1):
        shifted = values * 10.0**places
        whole = np.rint(shifted)
        if np.all(np.abs(shifted - whole) <= _NOISE * np.maximum(1.0, np.abs(shifted))):
            break
    return whole.astype(np.int64), places


def quotient(numerator: npt.NDArray[Any], denominator: int | npt.NDArray[Any]) -> Whole:
    """Integers divided and rounded half up, away from zero at the half. The denominator is above 0.

    Args:
        numerator: int64, or Python integers in an object array where int64 might overflow.
        denominator: Likewise.

    Example:
        >>> quotient(np.array([5, -5, 4]), 10).tolist()
        [1, -1, 0]
    """
    size = (np.abs(numerator) * 2 + denominator) // (np.asarray(denominator) * 2)
    return np.asarray(np.where(numerator < 0, -size, size)).astype(np.int64)


def product(quantities: Numbers, amounts: Whole, discounts: Numbers | None = None) -> Whole:
    """Quantity times amount less discount, rounded half up to whole minor units.

    Args:
        quantities: Any sign, without blanks.
        amounts: Minor units of one piece.
        discounts: Fractions (0.05 for 5 %); None for none.
    """
    units, places = scaled(quantities)
    factors: list[Whole] = [units, amounts]
    if discounts is not None and np.any(discounts):
        kept, more = scaled(1.0 - discounts)
        factors, places = [*factors, kept], places + more
    return quotient(_times(factors), 10**places)


def shares(amounts: Whole, groups: npt.NDArray[Any], share: tuple[int, int] | Fraction) -> Whole:
    """A share of each amount such that within a group the parts sum to the rounded share of the group's total.

    Args:
        amounts: Minor units; rows of a group stand together.
        groups: Group of each row.
        share: Numerator and denominator, or a fraction; the same for all rows.
    """
    above, below = share if isinstance(share, tuple) else (share.numerator, share.denominator)
    return parts(amounts, groups, np.full(len(amounts), above), np.full(len(amounts), below))


def parts(weights: Whole, groups: npt.NDArray[Any], above: npt.NDArray[Any], below: npt.NDArray[Any]) -> Whole:
    """Weights x above / below, rounded so that each group's parts sum to the rounded total of the group.

    The running total is rounded, and each part is the step from one to the next: no cent is made or lost.

    Args:
        weights: Minor units; rows of a group stand together.
        groups: Group of each row.
        above: Numerator of each row's factor; the same throughout a group.
        below: Denominator, above 0, likewise.
    """
    if len(weights) == 0:
        return np.zeros(0, dtype=np.int64)
    totals = running(weights, groups)
    rounded = quotient(_times([totals, np.asarray(above)]), np.asarray(below))
    before = np.roll(rounded, 1)
    before[firsts(groups)] = 0
    return rounded - before


def running(values: npt.NDArray[Any], groups: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Running totals that begin anew with each group; rows of a group stand together.

    Example:
        >>> running(np.array([1, 2, 3]), np.array([0, 0, 1])).tolist()
        [1, 3, 3]
    """
    totals = np.cumsum(values)
    begins = firsts(groups)
    offset = (totals - values)[begins]
    return np.asarray(totals - offset[np.cumsum(begins) - 1])


def firsts(groups: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """True on the first row of each group; rows of a group stand together."""
    begins = np.ones(len(groups), dtype=bool)
    begins[1:] = groups[1:] != groups[:-1]
    return begins


def _times(factors: list[Any]) -> npt.NDArray[Any]:
    """The product, in int64 where it fits twice over, else in Python integers."""
    if any(factor.dtype == object for factor in factors):
        room = np.inf
    else:
        room = float(np.prod([float(np.abs(factor).max(initial=1)) for factor in factors]))
    exact = [factor.astype(object) if room >= _ROOM else factor for factor in factors]
    result = exact[0]
    for factor in exact[1:]:
        result = result * factor
    return np.asarray(result)
