r"""Comparing what people type: the key form of a text, and the nearest known text.

The key form is made without `\w`, which would tear Devanagari vowel signs off their letters.

Example:
    >>> key_form("  Inv\u00a0No. 7 "), key_form("ＡＣＭＥ"), nearest("Custmer ID", ["Customer ID", "Currency"])
    ('inv no. 7', 'acme', 'Customer ID')
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

_NEAR_ENOUGH = 72.0


@lru_cache(maxsize=200_000)
def key_form(text: str) -> str:
    """Text for comparison: NFKC, invisible format characters dropped, blanks collapsed, case folded."""
    if text.isascii():
        return " ".join(text.split()).casefold()
    folded = unicodedata.normalize("NFKC", text)
    visible = "".join(letter for letter in folded if unicodedata.category(letter) != "Cf")
    return " ".join(visible.split()).casefold()


@lru_cache(maxsize=50_000)
def header_form(text: str) -> str:
    """A header for comparison: its key form without punctuation and blanks, so "Cust. no" equals "cust no"."""
    return "".join(
        letter for letter in key_form(text) if unicodedata.category(letter)[0] not in "PZS" or letter in "%#"
    )


def nearest(text: str, known: Collection[str], *, at_least: float = _NEAR_ENOUGH) -> str | None:
    """The known text most like `text`, or None when none is near enough.

    Near enough is one typing error: a letter too many, too few or wrong, or two swapped. Words, but not numbers and codes with
    digits, are also near at a ratio of `at_least` (0..100) between the key forms: INV-10560 is no likely reading of INV-10320.
    """
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA

    if not known:
        return None
    wanted = key_form(text)
    form, score, item = process.extractOne(wanted, {one: key_form(one) for one in known}, scorer=fuzz.ratio)
    if not any(letter.isdigit() for letter in wanted) and score >= at_least:
        return item
    one_error = len(form) > 1 and OSA.distance(wanted, form, score_cutoff=1) <= 1
    return item if one_error else None


def listed(items: Iterable[str], most: int = 5, word: str = "and") -> str:
    """Items as a sentence part: "A, B and C", with "and 7 more" past `most`; `word` joins the last."""
    names = list(items)
    if len(names) > most:
        return ", ".join(names[:most]) + f" and {len(names) - most} more"
    return f" {word} ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def key_forms(texts: Iterable[str]) -> list[str]:
    """The key form of each text; quick for plain ASCII codes, of which books hold millions."""
    known = list(texts)
    if _plain("".join(known)):
        return list(map(str.casefold, known))
    return [text.casefold() if _plain(text) else key_form(text) for text in known]


def _plain(text: str) -> bool:
    """Whether the key form of an ASCII text is its case-folded self: no blank, tab or line break in it."""
    return text.isascii() and len(text.split()) <= 1 and not (text[:1].isspace() or text[-1:].isspace())
