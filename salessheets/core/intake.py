"""Typed conversion of a raw column by its declared kind. What does not fit is blank and listed, never guessed into place.

Example:
    >>> import numpy as np, pandas as pd
    >>> from salessheets.core.columns import Column, Kind
    >>> from salessheets.core.raw import RawColumn
    >>> net = Column("Net", Kind.MONEY, "")
    >>> series, misfits = convert(net, RawColumn.of([12.5, "12 lakh"]), pd.Index([2, 3]), np.array([2, 2]))
    >>> series.tolist(), [(m.row, m.reason, m.guess) for m in misfits]
    ([1250, <NA>], [(3, 'text-number', '1,200,000')])
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Misfit
from salessheets.core.columns import Column, Kind
from salessheets.core.guesses import Guess, date_meant, date_order, decimal_mark, number_meant, time_meant
from salessheets.core.money import half_up
from salessheets.core.raw import BLANK, BOOL, ERROR, NUMBER, TEXT, Flags, Numbers, RawColumn

Places = npt.NDArray[np.int64]
Reasons = dict[int, tuple[str, str]]
"""Position of a cell -> (why it does not fit, what was probably meant)."""

DAY_SECONDS = 86_400
LAST_SERIAL = 2_958_465
"""31 December 9999, the last day that Excel knows."""
NO_DAY = 60
"""29 February 1900, a day that Excel counts and no calendar has."""
OLDEST_BARE_SERIAL = 18_264
"""1 January 1950: a smaller number that is not formatted as a date is more likely a year or an amount."""

_EXACT = 1e15
"""Below it every amount with its currency's decimals has a float of its own: 15 digits."""

_LARGEST = 2**63 - 1
_FIFTEEN_DIGITS = 5e-15
_INVISIBLE = "\u200b\u2060\ufeff"
_MARCH_1900 = 61


def convert(
    column: Column, raw: RawColumn, index: pd.Index, places: Places | None = None
) -> tuple[pd.Series, tuple[Misfit, ...]]:
    """Read a column as its declared kind.

    Text loses blanks at both ends (no-break and zero-width ones too); a number in a text column becomes its shortest
    text, a date there its ISO text and a misfit. Money is rounded half up to its currency's decimals. A date column
    takes whole days: a time of day is dropped.

    Args:
        column: The declaration.
        raw: The cells.
        index: Excel row of each cell.
        places: Decimals of each row's currency; 2 for all when None. Only money asks.

    Returns:
        The values, typed as `Column.storage` says, and the cells that do not fit, top to bottom.
    """
    if places is None:
        places = np.full(len(raw), 2, dtype=np.int64)
    values, reasons = _READERS[column.storage](_Cells(column.kind, raw, places))
    reasons |= {int(i): ("error-cell", "") for i in np.flatnonzero(raw.kinds == ERROR)}
    reasons |= {int(i): ("uncached-formula", "") for i in np.flatnonzero(raw.uncached)}
    misfits = (Misfit(int(index[i]), column.header, *_told(raw, i, reasons[i])) for i in sorted(reasons))
    return pd.Series(values, index=index, dtype=values.dtype, copy=False), tuple(misfits)


def _told(raw: RawColumn, i: int, reason: tuple[str, str]) -> tuple[str, str, str]:
    return reason[0], as_it_stands(raw, i), reason[1]


def as_it_stands(raw: RawColumn, i: int) -> str:
    """The cell's value for a message: text as it is, a date as ISO text, a number as its shortest text."""
    kind, number = int(raw.kinds[i]), float(raw.numbers[i])
    if kind == BOOL:
        return "TRUE" if number else "FALSE"
    if kind == NUMBER:
        return (moment_text(number) if raw.dates[i] else "") or number_text(number)
    return str(raw.texts[i])


def number_text(number: float) -> str:
    """The shortest text of a number, without exponent.

    Example:
        >>> number_text(123.0), number_text(0.1), number_text(1e-7), number_text(1e21)
        ('123', '0.1', '0.0000001', '1000000000000000000000')
    """
    return str(int(number)) if number.is_integer() else f"{Decimal(repr(number)):f}"


def moment_text(serial: float) -> str:
    """A date serial as ISO text: the day, the day with its time, or a time alone; "" outside the calendar.

    Example:
        >>> moment_text(46062), moment_text(46062.5), moment_text(0.75), moment_text(60)
        ('2026-02-09', '2026-02-09 12:00', '18:00', '')
    """
    moment = moment_of(serial)
    if moment is None:
        return ""
    clock = "%H:%M:%S" if moment.second else "%H:%M"
    if isinstance(moment, time):
        return moment.strftime(clock)
    return moment.strftime(f"%Y-%m-%d {clock}" if moment.time() != time() else "%Y-%m-%d")


def moment_of(serial: float) -> datetime | time | None:
    """What a date serial of the 1900 system stands for: a time of day below 1, else a moment; None for no day."""
    if not 0 <= serial < LAST_SERIAL + 1:
        return None
    seconds = round(serial * DAY_SECONDS)
    if seconds < DAY_SECONDS:
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    day = seconds // DAY_SECONDS
    if day > LAST_SERIAL or day == NO_DAY:
        return None
    start = datetime(1899, 12, 30 if day >= _MARCH_1900 else 31)  # noqa: DTZ001 - a cell has no zone
    return start + timedelta(seconds=seconds)


@dataclass(frozen=True)
class _Cells:
    """A column on its way in: its kind, its cells, the decimals of each row's currency."""

    kind: Kind
    raw: RawColumn
    places: Places

    @property
    def numeric(self) -> Flags:
        return np.asarray(self.raw.kinds == NUMBER)

    def texts(self) -> Iterator[tuple[int, str]]:
        """Position and text of the text cells."""
        which = np.flatnonzero(self.raw.kinds == TEXT)
        return zip(which.tolist(), self.raw.texts[which].tolist(), strict=True)

    def not_values(self, spelled: str, otherwise: str, guess: Guess) -> Reasons:
        """Why the texts and truth values of a column of numbers, dates or times do not fit."""
        reasons = {int(i): ("boolean", "") for i in np.flatnonzero(self.raw.kinds == BOOL)}
        for i, text in self.texts():
            if text.strip().strip(_INVISIBLE):
                meant = guess(text)
                reasons[i] = (spelled if meant else otherwise, meant)
        return reasons

    def not_numbers(self) -> Reasons:
        mark = decimal_mark({text for _, text in self.texts()})
        return self.not_values("text-number", "not-a-number", partial(number_meant, mark=mark))


def stripped(text: str) -> str:
    r"""Text without blanks at its ends; no-break and zero-width ones count as blanks.

    Example:
        >>> stripped("\u00a0 INV-7\u200b ")
        'INV-7'
    """
    text = text.strip()
    while not text.isascii() and (shorter := text.strip(_INVISIBLE).strip()) != text:
        text = shorter
    return text


def _text(cells: _Cells) -> tuple[npt.NDArray[np.object_], Reasons]:
    raw = cells.raw
    texts = _trimmed(raw)
    texts[raw.kinds == ERROR] = ""
    dates = cells.numeric & raw.dates
    for i in np.flatnonzero(cells.numeric | (raw.kinds == BOOL)).tolist():
        texts[i] = as_it_stands(raw, i)
    return texts, {int(i): ("date-in-text", "") for i in np.flatnonzero(dates)}


def _trimmed(raw: RawColumn) -> npt.NDArray[np.object_]:
    """The texts without blanks at their ends; plain ASCII, which nearly all is, needs no more than `str.strip`."""
    texts, places = raw.texts.copy(), np.flatnonzero(raw.kinds == TEXT)
    if len(places):
        trimmed = list(map(str.strip, texts[places].tolist()))
        if not all(map(str.isascii, trimmed)):
            trimmed = [text if text.isascii() else stripped(text) for text in trimmed]
        texts[places] = trimmed
    return texts


def _any(cells: _Cells) -> tuple[npt.NDArray[np.object_], Reasons]:
    raw = cells.raw
    values = np.full(len(raw), None, dtype=object)
    for i in np.flatnonzero((raw.kinds != BLANK) & (raw.kinds != ERROR)).tolist():
        values[i] = _plain_value(raw, i)
    return values, {}


def _plain_value(raw: RawColumn, i: int) -> object:
    """A cell as a Python value: str, bool, float, or a datetime or time where it is formatted as one."""
    kind, number = int(raw.kinds[i]), float(raw.numbers[i])
    if kind == TEXT:
        return stripped(str(raw.texts[i])) or None
    if kind == BOOL:
        return bool(number)
    moment = moment_of(number) if raw.dates[i] else None
    return number if moment is None else moment


def _number(cells: _Cells) -> tuple[Numbers, Reasons]:
    return np.where(cells.numeric, cells.raw.numbers, np.nan), cells.not_numbers()


def _whole(cells: _Cells) -> tuple[pd.arrays.IntegerArray, Reasons]:
    numbers = np.where(cells.numeric, cells.raw.numbers, 0.0)
    whole = np.rint(numbers)
    good = np.abs(numbers - whole) <= np.abs(numbers) * _FIFTEEN_DIGITS
    small = np.abs(whole) < _LARGEST
    reasons = cells.not_numbers()
    reasons |= {int(i): ("not-whole", "") for i in np.flatnonzero(~good)}
    reasons |= {int(i): ("too-large", "") for i in np.flatnonzero(~small)}
    fits = cells.numeric & good & small
    return pd.arrays.IntegerArray(np.where(fits, whole, 0).astype(np.int64), ~fits), reasons


def _money(cells: _Cells) -> tuple[pd.arrays.IntegerArray, Reasons]:
    """Minor units. A float that is the nearest one to n / 10**places stands for exactly n; the others go by Decimal."""
    numbers = np.where(cells.numeric, cells.raw.numbers, 0.0)
    scale = 10.0**cells.places
    large = np.abs(numbers) >= _LARGEST / scale
    numbers = np.where(large, 0.0, numbers)
    nearest = np.rint(numbers * scale)
    exact = (np.abs(nearest) < _EXACT) & (nearest / scale == numbers)
    minor = np.where(exact, nearest, 0).astype(np.int64)
    reasons = cells.not_numbers()
    reasons |= {int(i): ("too-large", "") for i in np.flatnonzero(large)}
    for i in np.flatnonzero(~exact).tolist():
        value, places = Decimal(repr(float(numbers[i]))), int(cells.places[i])
        minor[i] = amount = int(half_up(value.scaleb(places)))
        rounded = Decimal(amount).scaleb(-places)
        if abs(value - rounded) > abs(value) * Decimal(_FIFTEEN_DIGITS):
            reasons[i] = ("too-many-decimals", f"{rounded:,.{places}f}")
    return pd.arrays.IntegerArray(minor, ~cells.numeric | large), reasons


def _date(cells: _Cells) -> tuple[npt.NDArray[np.datetime64], Reasons]:
    raw = cells.raw
    seconds = np.rint(np.where(cells.numeric, raw.numbers, 1.0).clip(-1, LAST_SERIAL + 2) * DAY_SECONDS).astype(
        np.int64
    )
    days = seconds // DAY_SECONDS
    known = (days >= 1) & (days <= LAST_SERIAL) & (days != NO_DAY) & (raw.dates | (days >= OLDEST_BARE_SERIAL))
    if cells.kind is Kind.DATE:
        seconds = days * DAY_SECONDS
    seconds = seconds + np.where(days < _MARCH_1900, DAY_SECONDS, 0)
    moments = np.datetime64("1899-12-30T00:00:00", "s") + seconds.astype("timedelta64[s]")
    order = date_order({text for _, text in cells.texts()})
    reasons = cells.not_values("text-date", "not-a-date", partial(date_meant, order=order))
    wrong = np.flatnonzero(cells.numeric & ~known)
    reasons |= {int(i): ("not-a-date", date_meant(number_text(float(raw.numbers[i])))) for i in wrong}
    return np.where(cells.numeric & known, moments, np.datetime64("NaT", "s")), reasons


def _time(cells: _Cells) -> tuple[pd.arrays.IntegerArray, Reasons]:
    numbers = np.where(cells.numeric, cells.raw.numbers, 0.0)
    fits = cells.numeric & (numbers >= 0) & (numbers < 1)
    seconds = np.minimum(np.rint(np.where(fits, numbers, 0.0) * DAY_SECONDS), DAY_SECONDS - 1)
    reasons = cells.not_values("text-time", "not-a-time", time_meant)
    reasons |= {int(i): ("not-a-time", _clock_of(cells.raw, int(i))) for i in np.flatnonzero(cells.numeric & ~fits)}
    return pd.arrays.IntegerArray(seconds.astype(np.int64), ~fits), reasons


def _clock_of(raw: RawColumn, i: int) -> str:
    """The time of day of a moment that stands where a time alone is expected."""
    moment = moment_of(float(raw.numbers[i])) if raw.dates[i] else None
    return f"{moment:%H:%M}" if isinstance(moment, datetime) else ""


_READERS: dict[str, Callable[[_Cells], tuple[npt.NDArray[Any] | pd.arrays.IntegerArray, Reasons]]] = {
    "text": _text,
    "any": _any,
    "number": _number,
    "whole": _whole,
    "money": _money,
    "date": _date,
    "time": _time,
}
