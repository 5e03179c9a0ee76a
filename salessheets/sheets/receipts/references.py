"""Invoice numbers in the payer's reference, as whole words.

Case does not matter, nor do blanks, points, strokes and underlines inside a number of letters and at least four digits: inv 00017
is INV-00017. INV-1 is not found in INV-10. A word that is built like an invoice number but belongs to no invoice is remembered,
because a mistyped number is worth a finding.
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
_RUNS = re.compile(r"[^\W\d_]+|\d+")
_JOINED = re.compile(r"[\s.\-/_#]*\Z")
_FEWEST_DIGITS = 4

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
    compact: CompactForms | None = None
    for place in np.flatnonzero(single < 0).tolist():
        words = [word.strip(".#/!?") for word in _BREAKS.split(distinct[place])]
        exact = [by_form[form] for form in map(key_form, words) if form in by_form]
        compact = compact or CompactForms.of(by_form)
        papers = tuple(dict.fromkeys((*exact, *compact.found_in(distinct[place]))))
        if len(papers) == 1:
            single[place] = papers[0]
        elif papers:
            several[place] = papers
        else:
            shapes = _shapes(by_form) if shapes is None else shapes
            found = next((word for word in words if _shape(key_form(word)) in shapes), "")
            unknown.update({place: found} if found else {})
    return Named(single[codes], _spread(codes, several), _spread(codes, unknown))


@dataclass(frozen=True)
class Run:
    """A run of letters, or of digits, in a text: what it says, and where."""

    text: str
    begins: int
    ends: int

    @property
    def is_number(self) -> bool:
        """True for digits."""
        return self.text[0].isdigit()


def runs_of(text: str) -> list[Run]:
    """The runs of letters and of digits, in key form.

    Example:
        >>> [run.text for run in runs_of("Pays INV-00017/2")]
        ['pays', 'inv', '00017', '2']
    """
    return [Run(found.group(), found.start(), found.end()) for found in _RUNS.finditer(key_form(text))]


@dataclass(frozen=True)
class CompactForms:
    """Numbers without what separates their letters and digits.

    Attributes:
        papers: Letters and digits -> position of the only paper whose number they are.
        most: Most runs that one number has.
    """

    papers: Mapping[str, int]
    most: int

    @classmethod
    def of(cls, by_form: Mapping[str, int]) -> CompactForms:
        """From the numbers of all papers; only numbers with letters and at least four digits."""
        papers: dict[str, int] = {}
        most = 0
        for form, paper in by_form.items():
            runs = [found.group() for found in _RUNS.finditer(form)]
            joined = "".join(runs)
            if len(runs) > 1 and not runs[0][0].isdigit() and sum(map(str.isdigit, joined)) >= _FEWEST_DIGITS:
                most = max(most, len(runs))
                papers[joined] = paper if papers.setdefault(joined, paper) == paper else -1
        return cls({joined: paper for joined, paper in papers.items() if paper >= 0}, most)

    def found_in(self, reference: str) -> list[int]:
        """The papers whose numbers stand in the text, the longest first at each place, in order."""
        text, found = key_form(reference), []
        runs, at = runs_of(reference), 0
        while at < len(runs):
            paper, used = self._at(text, runs, at)
            found.extend([paper] if paper >= 0 else [])
            at += used
        return found

    def _at(self, text: str, runs: list[Run], at: int) -> tuple[int, int]:
        """The paper whose number begins with this run, and how many runs it has; -1 and 1 for none."""
        joined, best = "", (-1, 1)
        if runs[at].is_number or (at and _touches(text, runs[at - 1], runs[at])):
            return best
        for count, run in enumerate(runs[at : at + self.most], 1):
            if count > 1 and not _JOINED.match(text[runs[at + count - 2].ends : run.begins]):
                break
            joined += run.text
            after = runs[at + count] if at + count < len(runs) else None
            paper = self.papers.get(joined, -1)
            if paper >= 0 and not (after and _goes_on(text, run, after)):
                best = (paper, count)
        return best


def _touches(text: str, before: Run, run: Run) -> bool:
    """Whether a run of digits stands right before, so that the word is none of our numbers."""
    return before.is_number and text[before.ends : run.begins] in {"", "-", "/", ".", "_"}


def _goes_on(text: str, run: Run, after: Run) -> bool:
    """Whether the number goes on: a letter right behind it, or further digits behind a stroke."""
    gap = text[run.ends : after.begins]
    return gap == "" or (after.is_number and gap in {"-", "/", ".", "_"})


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
