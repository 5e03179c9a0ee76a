r"""Which cell styles show a number as a date or as a time of day.

A number format counts as a date when its first section holds a day, month or year code, and as a time when it holds
only hours, minutes or seconds. Text in quotes, escaped characters, fill characters and bracketed parts (colours,
conditions, locales) do not count; `[h]`, `[mm]` and `[ss]`, the elapsed-time codes, do.

Source: ECMA-376 part 1, 18.8.30 (numFmt) with its list of built-in formats.

Example:
    >>> [clock_kind(code) for code in ("General", '0.00 "days"', "dd/mm/yyyy", "[h]:mm", "[Red]0")]
    [0, 0, 1, 2, 0]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from salessheets.errors import Damaged

if TYPE_CHECKING:
    from lxml import etree

    from salessheets.xlsx.package import Package

PLAIN, DATE, TIME = range(3)

Styles = npt.NDArray[np.uint8]

_NOISE = re.compile(
    r"""
    "[^"]*"?                  # text in quotes
    | \\. | _. | \*.          # an escaped, a space-wide, a filling character
    | General | E[+-]         # an exponent is no era
    | \[(?!(?:h+|m+|s+)\])[^\]]*\]?    # a colour, a condition, a locale, but not an elapsed time
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLOCK = re.compile(r"h|s|m+(?=\])|AM/PM|A/P", re.IGNORECASE)
_CALENDAR = re.compile(r"[dyeg]", re.IGNORECASE)


@lru_cache(maxsize=1024)
def clock_kind(code: str) -> int:
    """PLAIN, DATE or TIME for a number format code as it stands in styles.xml."""
    bare = _NOISE.sub("", code).split(";")[0]
    clock = bool(_CLOCK.search(bare))
    if _CALENDAR.search(re.sub(r"AM/PM|A/P", "", bare, flags=re.IGNORECASE)):
        return DATE
    if clock:
        return TIME
    return DATE if "m" in bare.lower() else PLAIN


STYLED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\ss\s*=\s*["'][1-9]|<(?:\w+:)?c\ss\s*=\s*["'][1-9]""")
"""A cell with a style of its own."""


def _builtin_kinds() -> dict[int, int]:
    kinds = dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), DATE)
    return kinds | dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), TIME)


BUILTIN: Mapping[int, int] = _builtin_kinds()
"""Built-in number format ids that show a date or a time; East Asian ones (27-36, 50-58) included."""


def style_kinds(root: etree._Element) -> Styles:
    """PLAIN, DATE or TIME for each cell style (the `s` of a cell), from the root of styles.xml.

    Raises:
        ValueError: A format id is no number.
    """
    formats = ((int(f.get("numFmtId", "0")), f.get("formatCode", "")) for f in _inside(root, "numFmts", "numFmt"))
    own = {number: clock_kind(code) for number, code in formats}
    ids = (int(xf.get("numFmtId", "0")) for xf in _inside(root, "cellXfs", "xf"))
    return np.fromiter((own.get(i, BUILTIN.get(i, PLAIN)) for i in ids), dtype=np.uint8)


def package_styles(package: Package) -> Styles:
    """The same for a whole package; a package without styles has none.

    Raises:
        Damaged: The styles part cannot be read.
    """
    for part in package.related(package.workbook_part, "styles"):
        try:
            return style_kinds(package.xml(part))
        except ValueError as fault:
            wrong = f"the cell styles cannot be read ({fault})"
            raise Damaged(f"{package.label}, {part}", wrong, "Open and save the book in Excel.") from fault
    return np.zeros(0, dtype=np.uint8)


def _inside(root: etree._Element, group: str, name: str) -> Iterator[etree._Element]:
    for parent in root.iterchildren(f"{{*}}{group}"):
        yield from parent.iterchildren(f"{{*}}{name}")
