"""The days of each target: its period, narrowed by From and To."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pandas as pd

from salessheets.core.book import Book
from salessheets.core.fiscal import span
from salessheets.core.texts import key_form
from salessheets.core.weeks import WeekScheme


@dataclass(frozen=True)
class Span:
    """A target's days.

    Attributes:
        year: Fiscal year.
        period: As typed.
        start: First day of the whole period.
        end: Last day of the whole period.
        first: First day of the target: From where it is later than `start`.
        last: Last day of the target: To where it is earlier than `end`. Before `first` when nothing is left.
    """

    year: int
    period: str
    start: date
    end: date
    first: date
    last: date


def spans(book: Book) -> dict[Hashable, Span]:
    """Excel row of Targets -> its days; rows whose year or period names none are left out."""
    scheme = WeekScheme.of(book.settings)
    frame = book.frame("Targets")
    before = handed_over(frame)
    found: dict[Hashable, Span] = {}
    for row, year, period, begins, ends in zip(
        frame.index, frame["Fiscal year"], frame["Period"], frame["From"], frame["To"], strict=True
    ):
        days = None if pd.isna(year) or not 1900 < int(year) < 2200 else span(int(year), period, scheme)
        if days:
            found[row] = _narrowed(int(year), period, days, begins if begins is not pd.NaT else before.get(row), ends)
    return found


def handed_over(frame: pd.DataFrame) -> dict[Hashable, pd.Timestamp]:
    """Row of a target that takes over from another -> the day after that one's To, where it has one."""
    ends = {key_form(number): last for number, last in zip(frame["Target No"], frame["To"], strict=True)}
    rows = {row: ends.get(key_form(name)) for row, name in frame["Takes over from"].items() if name}
    return {row: last + timedelta(days=1) for row, last in rows.items() if last is not None and last is not pd.NaT}


def amounts(frame: pd.DataFrame) -> dict[Hashable, Fraction]:
    """Excel row -> the target for the whole period, exact; of the one it takes over from where it is blank.

    Rows without an amount anywhere along the chain, or in a circle of take-overs, are left out.
    """
    rows = {key_form(number): row for row, number in reversed(list(frame["Target No"].items()))}
    typed = {row: Fraction(repr(float(value))) for row, value in frame["Target"].items() if pd.notna(value)}
    before = {row: rows.get(key_form(name)) for row, name in frame["Takes over from"].items() if name}
    found = ((row, _amount(row, typed, before)) for row in frame.index)
    return {row: amount for row, amount in found if amount is not None}


def chain(row: Hashable, before: Mapping[Hashable, Hashable | None]) -> Iterator[Hashable]:
    """The row, the one it takes over from, and so on; ends before a row comes again."""
    seen: set[Hashable] = set()
    at: Hashable | None = row
    while at is not None and at not in seen:
        seen.add(at)
        yield at
        at = before.get(at)


def _amount(
    row: Hashable, typed: Mapping[Hashable, Fraction], before: Mapping[Hashable, Hashable | None]
) -> Fraction | None:
    return next((typed[at] for at in chain(row, before) if at in typed), None)


def _narrowed(year: int, period: str, days: tuple[date, date], begins: object, ends: object) -> Span:
    start, end = days
    first = max(start, begins.date()) if isinstance(begins, pd.Timestamp) else start
    last = min(end, ends.date()) if isinstance(ends, pd.Timestamp) else end
    return Span(year, period, start, end, first, last)
