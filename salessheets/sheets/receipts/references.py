"""Invoice numbers in the payer's reference: those that stand there exactly, as whole words.

Case does not matter. INV-1 is not found in INV-10. A word that is built like an invoice number but belongs to no invoice is
remembered, because a mistyped number is worth a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.texts import key_form, key_forms

Whole = npt.NDArray[np.int64]

_BREAKS = re.compile(r"[\s,;:+&()\[\]\"'“”|]+")
_DIGIT = re.compile(r"\d")

T = TypeVar("T")


@dataclass(frozen=True)
class Named:
    """Which papers each of some references names.

    Attributes:
        single: Position of the paper where exactly one is named; -1 elsewhere.
        several: Position in the list of references -> the papers, where more than one is named.
        unknown: Position in the list -> a word built like an invoice number that no paper bears.
    """

    single: Whole
    several: Mapping[int, tuple[int, ...]]
    unknown: Mapping[int, str]


def named_in(references: pd.Series, by_form: Mapping[str, int]) -> Named:
    """The papers named in each reference.

    Args:
        references: Texts of the statement.
        by_form: Key form of a number -> position of its paper.

    Example:
        >>> named_in(pd.Series(["inv-1", "INV-2, INV-1", "INV-10", "thanks"]), {"inv-1": 0, "inv-2": 1, "inv-03": 2})
        Named(single=array([ 0, -1, -1, -1]), several={1: (1, 0)}, unknown={2: 'INV-10'})
    """
    codes, distinct = pd.factorize(references)
    single = np.fromiter(map(by_form.get, key_forms(distinct), repeat(-1)), np.int64, len(distinct))
    several: dict[int, tuple[int, ...]] = {}
    unknown: dict[int, str] = {}
    shapes: frozenset[str] | None = None
    for place in np.flatnonzero(single < 0).tolist():
        words = [word.strip(".#/!?") for word in _BREAKS.split(distinct[place])]
        papers = tuple(dict.fromkeys(by_form[form] for form in map(key_form, words) if form in by_form))
        if len(papers) == 1:
            single[place] = papers[0]
        elif papers:
            several[place] = papers
        else:
            shapes = _shapes(by_form) if shapes is None else shapes
            found = next((word for word in words if _shape(key_form(word)) in shapes), "")
            unknown.update({place: found} if found else {})
    return Named(single[codes], _spread(codes, several), _spread(codes, unknown))


def _shape(form: str) -> str:
    return _DIGIT.sub("#", form)


def _shapes(forms: Iterable[str]) -> frozenset[str]:
    """How numbers are built; those of digits alone are left out, since any amount or date would look like them."""
    return frozenset(shape for shape in map(_shape, forms) if "#" in shape and shape.strip("#"))


def _spread(codes: npt.NDArray[np.intp], found: Mapping[int, T]) -> dict[int, T]:
    """From distinct references to all of them."""
    if not found:
        return {}
    places = np.flatnonzero(np.isin(codes, list(found)))
    return {int(place): found[int(codes[place])] for place in places}
