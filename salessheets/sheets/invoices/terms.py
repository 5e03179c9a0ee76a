"""Payment terms: a line of the Payment Terms sheet as a rule on days, and the same rule in words.

"30 days end of month" means two things that lie up to 29 days apart, so every rule can be printed with an example date.

Example:
    >>> line = Line(days=30, end_of_month="After adding days")
    >>> day = np.array(["2026-01-15"], "datetime64[D]")
    >>> due(line, day).tolist(), in_words(line)
    ([datetime.date(2026, 2, 28)], '30 days after the invoice date, then the last day of that month')
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from salessheets.core.dates import Days, add_months, end_of_month, on_day
from salessheets.core.texts import key_form

AFTER, BEFORE = "After adding days", "Before adding days"


@dataclass(frozen=True)
class Line:
    """One instalment of payment terms.

    Attributes:
        portion: Share of the gross amount (fraction).
        months: Months added.
        days: Days added after the months.
        end_of_month: "No", "After adding days" or "Before adding days".
        pay_on_day: Day of the month to move on to; 0 for none.
        counts_from: "Invoice date", "Delivery date" or "Order date".
        discount: Early-payment discount (fraction).
        discount_days: Days from the invoice date within which it may be taken.
    """

    portion: float = 1.0
    months: int = 0
    days: int = 0
    end_of_month: str = "No"
    pay_on_day: int = 0
    counts_from: str = "Invoice date"
    discount: float = 0.0
    discount_days: int = 0


def due(line: Line, base: Days) -> Days:
    """The due days for each day from which the term counts, before any move off weekends.

    Months, then days, then the end of the month (after adding); or the end of the month first, then whole months that stay
    at month ends, then days (before adding). Then on to the fixed day of the month.
    """
    if line.end_of_month == BEFORE:
        day = end_of_month(add_months(base, line.months)) + line.days
    else:
        day = add_months(base, line.months) + line.days
    if line.end_of_month == AFTER:
        day = end_of_month(day)
    return on_day(day, line.pay_on_day) if line.pay_on_day else day


def lines_by_terms(frame: pd.DataFrame) -> dict[str, list[Line]]:
    """Key form of each terms name -> its lines in their order, from the rows of Payment Terms."""
    found: dict[str, list[tuple[int, Line]]] = {}
    for row in frame.to_dict("records"):
        if row["Terms"]:
            number = _whole(row["Line"])
            found.setdefault(key_form(row["Terms"]), []).append((number, _line(row)))
    return {name: [line for _, line in sorted(lines, key=lambda pair: pair[0])] for name, lines in found.items()}


def in_words(line: Line) -> str:
    """The rule of one line in words."""
    start = f"the {line.counts_from.lower()}"
    added = " and ".join(_count(n, word) for n, word in ((line.months, "month"), (line.days, "day")) if n)
    if line.end_of_month == BEFORE:
        start = f"the end of the month of {start}"
    text = f"{added} after {start}" if added else f"on {start}"
    if line.end_of_month == AFTER:
        text += ", then the last day of that month"
    if line.pay_on_day:
        text += f", then on the next day {line.pay_on_day} of a month"
    return text


def explained(lines: Sequence[Line], day: date) -> str:
    """Terms in words, with the due dates of a paper of the day.

    Example:
        >>> explained([Line(days=30, end_of_month="After adding days")], date(2026, 1, 15))
        '30 days after the invoice date, then the last day of that month. From 15 January 2026: 28 February 2026.'
    """
    base = np.array([day], dtype="datetime64[D]")
    many = len(lines) > 1
    texts = [(f"{line.portion * 100:g} % " if many else "") + in_words(line) for line in lines]
    ends = [_long(due(line, base)[0].item()) for line in lines]
    return f"{'; '.join(texts)}. From {_long(day)}: {', '.join(ends)}."


def _long(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("s" if number != 1 else "")


def _whole(value: object) -> int:
    return 0 if value is None or value is pd.NA else int(str(value))


def _fraction(value: float) -> float:
    return 0.0 if np.isnan(value) else value


def _line(row: Mapping[Hashable, Any]) -> Line:
    return Line(
        portion=_fraction(float(str(row["Portion %"]))),
        months=_whole(row["Months"]),
        days=_whole(row["Days"]),
        end_of_month=str(row["End of month"]) or "No",
        pay_on_day=_whole(row["Pay on day"]),
        counts_from=str(row["Counts from"]) or "Invoice date",
        discount=_fraction(float(str(row["Discount %"]))),
        discount_days=_whole(row["Discount days"]),
    )
