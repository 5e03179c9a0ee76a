"""Revenue targets by the week, for the Target column of Weekly Sales.

Only targets that name rep, region and product group reach it: a wider target cannot be told apart over narrower rows, and
stands in the reports at its own level. The weeks of a target sum to it exactly (largest remainder).

Example:
    >>> from salessheets.sheets.specimen import book_of
    >>> book = book_of('''
    ... Targets
    ... Target No | Fiscal year | Period | Rep ID | Region | Product group | Measure | Counted at | Target  | Spread
    ... T-1       | 2026        | W02    | R1     | North  | Pumps         | Revenue | Invoice    | 700.00  | Even
    ... ''')
    >>> weekly_targets(book)[["Fiscal year", "Week", "Rep ID", "Region", "Product group", "Target"]].values.tolist()
    [[2026, 2, 'R1', 'North', 'Pumps', 70000]]
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.money import decimals, share_out
from salessheets.core.weeks import WeekScheme, weeks_of
from salessheets.sheets.targets.achieved import Sales, teams
from salessheets.sheets.targets.measure import How, weights_for
from salessheets.sheets.targets.periods import Span, amounts, spans
from salessheets.sheets.targets.spread import share_of

KEYS = ("Fiscal year", "Week", "Week starts", "Rep ID", "Region", "Product group")


def weekly_targets(book: Book) -> pd.DataFrame:
    """One row per week up to the as-of day, rep, region and product group: KEYS and Target (int64, base minor units)."""
    frame = pd.DataFrame(_rows(book), columns=[*KEYS, "Target"])
    frame = frame.astype({"Target": "int64", "Week starts": "datetime64[s]"})
    frame = frame[frame["Week starts"] <= np.datetime64(book.as_of)]
    return frame.groupby(list(KEYS), as_index=False, sort=False).sum()


def _rows(book: Book) -> list[tuple[object, ...]]:
    narrow = list(_narrow(book))
    if not narrow:
        return []
    sales = Sales.of(book, book.settings.target_counted_at)
    return [row for days, how, amount in narrow for row in _by_week(book, sales, days, how, amount)]


def _narrow(book: Book) -> Iterator[tuple[Span, tuple[str, str, str, str], int]]:
    """Days, (rep, region, group, spread) and amount of the targets that reach Weekly Sales."""
    frame = book.frame("Targets")
    days, wanted = spans(book), amounts(frame)
    event = frame["Counted at"].where(frame["Counted at"] != "", book.settings.target_counted_at)
    named = (frame[["Rep ID", "Region", "Product group"]] != "").all(axis=1)
    own = (frame["Measure"] == "Revenue") & (frame["Scope"] != "Team") & (event == book.settings.target_counted_at)
    minor = 10 ** decimals(book.settings.base_currency)
    for row in frame.index[named & own]:
        if row in days and row in wanted:
            rep, region, group, spread = (
                str(frame.at[row, h]) for h in ("Rep ID", "Region", "Product group", "Spread")
            )
            yield days[row], (rep, region, group, spread), round(wanted[row] * minor)


def _by_week(
    book: Book, sales: Sales, days: Span, how: tuple[str, str, str, str], amount: int
) -> Iterator[tuple[object, ...]]:
    rep, region, group, spread = how
    row = pd.Series({"Rep ID": rep, "Scope": "Own", "Region": region, "Product group": group})
    chosen = How.of(pd.concat([row, pd.Series({"Measure": "Revenue", "Spread": spread})]), teams(book))
    weights, _ = weights_for(book, days, sales, chosen)
    own = np.arange(np.datetime64(days.first, "D"), np.datetime64(days.last, "D") + 1)
    if not len(own):
        return
    years, weeks, starts = weeks_of(own, WeekScheme.of(book.settings))
    at = (own - np.datetime64(days.start)).astype(np.int64)
    shares = pd.Series(np.maximum(weights[at], 0)).groupby([years, weeks, starts]).sum()
    total = round(amount * share_of(weights, days, days.first, days.last))
    for (year, week, start), part in zip(shares.index, share_out(total, [int(share) for share in shares]), strict=True):
        yield int(year), int(week), start, rep, region, group, part
