"""Which open papers add up to an amount: every set of up to a few papers is tried, within a bound that is said when it is hit.

Example:
    >>> found = adding_up(np.array([10000, 5000, 7000, -2000]), 13000, Bound(5, 20))
    >>> [ways.tolist() for ways in found.ways], found.complete
    ([[0, 1, 3]], True)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import comb

import numpy as np

from salessheets.sheets.receipts.ledger import Whole

STEPS = 120_000
"""Most sets that are tried for one receipt, whatever the settings allow."""


@dataclass(frozen=True)
class Bound:
    """How far to search.

    Attributes:
        items: Most papers in one set.
        candidates: Most papers to choose from; the oldest are taken.
    """

    items: int
    candidates: int


@dataclass(frozen=True)
class Found:
    """What a search found.

    Attributes:
        ways: Each set that adds up, as positions; at least one of them is above zero.
        complete: False when some papers were left out; sets of more than `items` are never looked for.
        tried: How many papers were chosen from.
    """

    ways: tuple[Whole, ...]
    complete: bool
    tried: int


def adding_up(amounts: Whole, total: int, bound: Bound) -> Found:
    """All sets of 1 to `bound.items` amounts that add up to the total.

    Args:
        amounts: Open amounts, the oldest paper first; below zero for credit notes.
        total: Minor units, above zero.
        bound: How far to search.
    """
    tried = min(len(amounts), bound.candidates)
    items = min(bound.items, tried)
    while tried > 1 and _sets(tried, items) > STEPS:
        tried -= 1
    ways: list[Whole] = []
    for size in range(1, items + 1):
        index = _choices(tried, size)
        ways.extend(index[amounts[index].sum(axis=1) == total])
    return Found(tuple(ways), complete=tried == len(amounts), tried=tried)


def _sets(count: int, items: int) -> int:
    return sum(comb(count, size) for size in range(1, items + 1))


@lru_cache(maxsize=256)
def _choices(count: int, size: int) -> Whole:
    return np.array(list(combinations(range(count), size)), dtype=np.int64).reshape(-1, size)
