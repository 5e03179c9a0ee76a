"""What a text in a number, date or time column was probably meant to be. A guess is shown, never stored.

Example:
    >>> number_meant("12,512.99 USD"), number_meant("1.234,56"), number_meant("₹ 12 lakh"), number_meant("१२")
    ('12,512.99', '1,234.56', '1,200,000', '12')
    >>> date_meant("09.06.2018"), date_meant("6/9/2018"), date_meant("6/9/2018", "MDY"), date_meant("9 Juni 2018")
    ('2018-06-09', '2018-09-06 or 2018-06-09', '2018-06-09', '2018-06-09')
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache

Guess = Callable[[str], str]
"""From a text to what it was probably meant to be, "" for nothing."""

_BLANKS = re.compile("[\\s\u200b\u2060\ufeff]+")
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "’": "'", "٫": ".", "٬": ",", "％": "%"})
_SCALES = {
    "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "lacs": 100_000, "लाख": 100_000,
    "crore": 10_000_000, "crores": 10_000_000, "cr": 10_000_000, "\u0915\u0930\u094b\u0921\u093c": 10_000_000,
    "k": 1_000, "tsd": 1_000, "thousand": 1_000,
    "mn": 1_000_000, "mio": 1_000_000, "million": 1_000_000, "millions": 1_000_000,
}  # fmt: skip
_NUMBER = re.compile(
    r"""
    (?P<open>\()? \s* (?P<sign>[-+])? \s*
    (?P<before>[A-Z]{3}|Rs\.?|[A-Z]{0,2}\$)? \s* (?P<minus>-)? \s*
    (?P<digits>[0-9][0-9.,' ]*|[.,][0-9]+)
    (?P<scale>[^\W\d_]+[\u0900-\u097f]*\.?)? \s* (?P<after>[A-Z]{3}|Rs\.?|\$)? \s*
    (?P<percent>%)? \s* (?P<trailing>-)? \s* (?P<close>\))? \s* (?:/-)?
    """,
    re.VERBOSE,
)
_CODE = re.compile(r"[A-Z]{3}\Z|Rs\.?\Z")
_GROUPED = re.compile(r"[0-9]{1,3}(?P<mark>[,. '])(?:[0-9]{3}(?P=mark))*[0-9]{3}\Z|[0-9]{1,2},(?:[0-9]{2},)*[0-9]{3}\Z")


def plain_digits(text: str) -> str:
    """The text with digits of every script as 0-9, blanks as one space, dashes as hyphens, currency signs as $."""
    if not text.isascii():
        text = "".join(map(_plain_letter, unicodedata.normalize("NFC", text.translate(_DASHES))))
    return _BLANKS.sub(" ", text).strip()


def _plain_letter(letter: str) -> str:
    category = unicodedata.category(letter)
    return str(unicodedata.digit(letter)) if category == "Nd" else "$" if category == "Sc" else letter


_MOST_DIGITS = 15
"""A number cell keeps no more; longer texts are codes."""


def number_meant(text: str, mark: str = "") -> str:
    """The number that the text spells, as "12,512.99" or "19%"; "" when it spells none, "a or b" when it may be two.

    Args:
        text: The cell's text.
        mark: "." or "," when the column's other texts say which one stands before the decimals; "" when unknown.
    """
    match = _NUMBER.fullmatch(plain_digits(text))
    if not match or bool(match["open"]) != bool(match["close"]):
        return ""
    scale = _scale(match["scale"])
    if scale is None or sum(map(str.isdigit, match["digits"])) > _MOST_DIGITS:
        return ""
    negative = any(match[part] for part in ("open", "minus", "trailing")) or match["sign"] == "-"
    factor = -scale if negative else scale
    return " or ".join(_shown(value * factor, match["percent"] or "") for value in _readings(match["digits"], mark))


def _scale(word: str | None) -> int | None:
    """What a word behind the digits multiplies by: 1 for a currency code, None for any other word."""
    if not word or _CODE.match(word):
        return 1
    return _SCALES.get(word.rstrip(".").casefold())


def _shown(value: Decimal, percent: str) -> str:
    whole = value == value.to_integral_value() and value.as_tuple().exponent != 0
    plain = value.quantize(Decimal(1)) if whole and abs(value) >= 100_000 else value
    return f"{plain:,f}{percent}"


def _readings(digits: str, mark: str) -> list[Decimal]:
    """The numbers that digits with marks between them can stand for."""
    digits = digits.strip().replace("'", " ")
    marks = [c for c in digits if c in ".,"]
    if " " in digits:
        head, _, tail = digits.partition(marks[-1]) if marks else (digits, "", "")
        return _one(head, " ", tail) if len(marks) <= 1 else []
    if len(set(marks)) == 2:
        head, _, tail = digits.rpartition(marks[-1])
        return _one(head, marks[0], tail)
    if not marks:
        return [Decimal(digits)]
    head, _, tail = digits.rpartition(marks[0])
    grouped = _one(digits, marks[0], "") if _GROUPED.match(digits) and not digits.startswith("0") else []
    decimal = [Decimal(f"{head or 0}.{tail or 0}")] if len(marks) == 1 else []
    if grouped and decimal and mark:
        return decimal if mark == marks[0] else grouped
    return grouped + decimal


def _one(head: str, separator: str, tail: str) -> list[Decimal]:
    """One number from a grouped whole part and decimals; none when the groups are no groups."""
    if separator in head and not _GROUPED.match(head):
        return []
    bare = head.replace(separator, "")
    return [Decimal(f"{bare}.{tail}" if tail else bare)] if (bare + tail).isdigit() else []


def decimal_mark(texts: Iterable[str]) -> str:
    """The mark before the decimals that the unambiguous texts of a column agree on; "" when they do not."""
    found = {mark for text in texts for mark in ".," if _tells_mark(plain_digits(text), mark)}
    return found.pop() if len(found) == 1 else ""


def _tells_mark(text: str, mark: str) -> bool:
    """True when the text can only be read with `mark` before its decimals."""
    match = _NUMBER.fullmatch(text)
    digits = match["digits"].strip() if match else ""
    if digits.count(mark) != 1 or (other := "," if mark == "." else ".") in digits.rpartition(mark)[2]:
        return False
    return other in digits or not _GROUPED.match(digits)


_DATE = re.compile(r"(?P<a>\d{1,4})(?P<s>[-/. ])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<c>\d{1,4})\.?(?:[ T,]+(?P<time>\S.*))?")
_DAY_NAMED = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?[- ./]*(?P<m>[^\W\d_][^\d,]*?)[- ./,]+(?P<y>\d{4}|\d\d)")
_MONTH_NAMED = re.compile(r"(?P<m>[^\W\d_][^\d]*?)[- .]*(?P<d>\d{1,2})(?:st|nd|rd|th)?,? +(?P<y>\d{4})")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)")
_CLOCK = re.compile(
    r"(?P<h>\d{1,2})[:.h](?P<m>\d\d)(?:[:.](?P<s>\d\d))?(?:\.\d+)?Z?\s*(?P<half>[AaPp]\.?[Mm]\.?)?(?:\s*(?:Uhr|h))?"
)
_YEAR_DIGITS, _MONTHS = 4, 12


def date_meant(text: str, order: str = "") -> str:
    """The date that the text spells, as "2018-06-09" (with its time, if it has one); "" when it spells none.

    A text with two readings gives both, day first: "2018-09-06 or 2018-06-09".

    Args:
        text: The cell's text.
        order: "DMY" or "MDY" when the column's other texts say which; "" when unknown.
    """
    plain = _written_plainly(text)
    match = _DATE.fullmatch(plain)
    if match:
        time = f" {time_meant(match['time'])}" if match["time"] else ""
        days = dict.fromkeys(day for day in _numeric_days(match, order) if day)
        return " or ".join(f"{day}{time}".rstrip() for day in days)
    named = _DAY_NAMED.fullmatch(plain) or _MONTH_NAMED.fullmatch(plain)
    if named:
        return _day(named["y"], _month_number(named["m"]), named["d"])
    compact = _COMPACT.fullmatch(plain)
    return _day(compact["y"], compact["m"], compact["d"]) if compact else ""


def _written_plainly(text: str) -> str:
    return re.sub("[年月]", "-", plain_digits(text)).replace("日", "").strip()


def _numeric_days(match: re.Match[str], order: str) -> list[str]:
    """The days that three numbers can stand for, day first before month first."""
    a, b, c = match["a"], match["b"], match["c"]
    if len(a) == _YEAR_DIGITS:
        return [_day(a, b, c)]
    if len(a) > 2 or len(c) not in {2, _YEAR_DIGITS}:
        return []
    day_first, month_first = _day(c, b, a), _day(c, a, b)
    if match["s"] == ".":  # no country writes the month first with full stops
        return [day_first]
    return {"DMY": [day_first or month_first], "MDY": [month_first or day_first]}.get(order, [day_first, month_first])


def _day(year: str, month: str | int, day: str) -> str:
    """The ISO text of a day, "" when there is none. Two-digit years as Excel takes them: 00-29 are 2000-2029."""
    number = int(year)
    if len(year) <= 2:
        number += 2000 if number < 30 else 1900
    try:
        return date(number, int(month), int(day)).isoformat()
    except ValueError:
        return ""


def date_order(texts: Iterable[str]) -> str:
    """The order that the unambiguous texts of a column agree on: "DMY", "MDY", or "" when they do not tell."""
    matches = (_DATE.fullmatch(_written_plainly(text)) for text in texts)
    pairs = {(int(m["a"]), int(m["b"])) for m in matches if m and len(m["a"]) <= 2 and m["s"] != "."}
    day_first = any(a > _MONTHS >= b for a, b in pairs)
    month_first = any(b > _MONTHS >= a for a, b in pairs)
    return "" if day_first == month_first else "DMY" if day_first else "MDY"


def time_meant(text: str) -> str:
    """The time of day that the text spells, as "09:30" or "09:30:15"; "" when it spells none.

    Example:
        >>> time_meant("9.30 Uhr"), time_meant("2:05 PM"), time_meant("25:00")
        ('09:30', '14:05', '')
    """
    match = _CLOCK.fullmatch(plain_digits(text))
    if not match:
        return ""
    hour, minute, second = int(match["h"]), int(match["m"]), int(match["s"] or 0)
    half = (match["half"] or "").lower()
    if half:
        hour = hour % _MONTHS + (_MONTHS if half.startswith("p") else 0) if 1 <= hour <= _MONTHS else 99
    if hour > 23 or minute > 59 or second > 59:
        return ""
    return f"{hour:02}:{minute:02}" + (f":{second:02}" if match["s"] else "")


def _month_number(name: str) -> int:
    """1..12 for a month's name in one of the office languages, 0 for anything else."""
    return _month_names().get(name.strip(" .").casefold(), 0)


@lru_cache(maxsize=1)
def _month_names() -> dict[str, int]:
    from babel.dates import get_month_names

    names: dict[str, int] = {"sept": 9}
    for locale in ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "hi"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, "format", locale).items():
                names.setdefault(str(name).strip(".").casefold(), int(number))
    return names
