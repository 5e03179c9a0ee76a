"""Finding the row that a reference means, for whole columns at once.

Example:
    >>> positions(pd.Series(["so-2", "", "SO-9"]), pd.Series(["SO-1", "SO-2"])).tolist()
    [1, -1, -1]
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.texts import key_forms

Positions = npt.NDArray[np.int64]


def positions(values: pd.Series, keys: pd.Series) -> Positions:
    """Position (from 0) of the key that equals each value; -1 for blanks and unknown ones.

    The first key of the same spelling counts, else the first that is equal in key form.
    """
    both = np.concatenate([keys.to_numpy(dtype=object), values.to_numpy(dtype=object)])
    codes, distinct = pd.factorize(both)
    first = np.full(len(distinct), -1, dtype=np.int64)
    of_keys = codes[: len(keys)]
    first[of_keys[::-1]] = np.arange(len(keys))[::-1]
    first[distinct == ""] = -1
    missing = np.flatnonzero((first < 0) & (distinct != ""))
    if len(missing):
        known = _by_form(keys)
        first[missing] = [known.get(form, -1) for form in key_forms(distinct[missing])]
    return first[codes[len(keys) :]]


def _by_form(keys: pd.Series) -> dict[str, int]:
    """Position of the first key of each key form."""
    known: dict[str, int] = {}
    for position, form in enumerate(key_forms(keys)):
        known.setdefault(form, position)
    return known


def pair_positions(left: Positions, right: pd.Series, key_left: Positions, key_right: pd.Series) -> Positions:
    """Position of the first row whose pair of keys equals each pair of values; -1 where there is none.

    Args:
        left: First parts of the values as positions of a third sheet (-1 is never found).
        right: Second parts, Int64.
        key_left: First parts of the keys, likewise.
        key_right: Second parts of the keys, Int64.
    """
    keys = pd.Series(_paired(key_left, key_right))
    index = pd.Index(keys.drop_duplicates())
    first = keys.index[~keys.duplicated()].to_numpy()
    found = index.get_indexer(pd.Index(_paired(left, right)))
    exists = (found >= 0) & (left >= 0) & right.notna().to_numpy()
    return np.where(exists, np.append(first, -1)[found], -1)


def taken(values: npt.NDArray[Any], at: Positions, default: object) -> npt.NDArray[Any]:
    """values[at], and `default` where a position is -1."""
    return np.asarray(np.append(values, np.array([default], dtype=values.dtype))[at])


def _paired(left: Positions, right: pd.Series) -> Positions:
    return np.asarray(left * (1 << 32) + right.fillna(-1).to_numpy(dtype=np.int64))
