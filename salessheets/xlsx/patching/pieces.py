"""Pieces of a splice as arrays, so that a hundred thousand of them are put in order and joined in a few steps.

Example:
    >>> runs = [of([(2, 2, b"-")]), of([(0, 1, b"A"), (2, 3, b"C")])]
    >>> joined(b"abcd", runs)
    b'Ab-Cd'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from salessheets.xlsx.patching.cell_edits import Piece
from salessheets.xlsx.patching.grid import Positions


@dataclass(frozen=True)
class Pieces:
    """Bytes from .. to of some data, in order, and what each stretch is replaced by; from == to is an insertion."""

    starts: Positions
    ends: Positions
    texts: Sequence[bytes]


def of(pieces: Iterable[Piece]) -> Pieces:
    """Single pieces as arrays."""
    chosen = list(pieces)
    starts = np.fromiter((piece[0] for piece in chosen), np.int64, len(chosen))
    ends = np.fromiter((piece[1] for piece in chosen), np.int64, len(chosen))
    return Pieces(starts, ends, [piece[2] for piece in chosen])


def joined(data: bytes, runs: Iterable[Pieces]) -> bytes:
    """The data with all runs of pieces put in; of pieces at one place, the earlier run's come first."""
    some = [run for run in runs if len(run.texts)]
    if not some:
        return data
    starts, ends = (np.concatenate([getattr(run, name) for run in some]) for name in ("starts", "ends"))
    order = np.argsort(starts, kind="stable")
    texts = [text for run in some for text in run.texts]
    if len(some) > 1 or (np.diff(starts) < 0).any():
        texts = list(map(texts.__getitem__, order.tolist()))
    begins, stops = [0, *ends[order].tolist()], [*starts[order].tolist(), len(data)]
    out = [b""] * (2 * len(texts) + 1)
    out[::2], out[1::2] = list(map(data.__getitem__, map(slice, begins, stops))), texts
    return b"".join(out)
