"""Age classes of open amounts.

Example:
    >>> age_labels((30, 60, 90, 120))
    ('Not due', '1-30', '31-60', '61-90', '91-120', '120+')
    >>> aged(np.array([0, 1, 30, 31, 121]), age_labels((30, 60)), (30, 60)).tolist()
    ['Not due', '1-30', '1-30', '31-60', '60+']
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

NOT_DUE, UNAPPLIED = "Not due", "Unapplied"


def age_labels(edges: Sequence[int]) -> tuple[str, ...]:
    """The classes for the last days of each class, youngest first."""
    begins = [1, *(edge + 1 for edge in edges[:-1])]
    spans = [f"{begin}-{end}" for begin, end in zip(begins, edges, strict=True)]
    return (NOT_DUE, *spans, f"{edges[-1]}+")


def aged(days: npt.NDArray[np.int64], labels: Sequence[str], edges: Sequence[int]) -> npt.NDArray[np.object_]:
    """The class of each number of days; 0 is not due."""
    place = np.searchsorted(np.array([0, *edges]), days, side="left")
    found: npt.NDArray[np.object_] = np.array(labels, dtype=object)[place]
    return found
