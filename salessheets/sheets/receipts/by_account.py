"""The pass of whole accounts: the amount is all that is open, all that is overdue, or all of one month. Suggested, never booked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from salessheets.core.dates import Days
from salessheets.sheets.invoices.due_dates import instalments, next_due
from salessheets.sheets.receipts.candidates import Accounts, Seen, Word, decision_of, suggested
from salessheets.sheets.receipts.ledger import Case, Decision, Whole


def whole_account(case: Case) -> Decision:
    """Pass: receipts of known payers that pay their account, or a plain part of it."""
    words, due = list[Word](), None
    accounts = Accounts(case)
    for seen in accounts:
        unheld = seen.unheld
        if len(unheld.papers) < 2:
            continue
        due = next_due(instalments(case.book), case.papers.gross - case.open) if due is None else due
        readings = {tuple(at.tolist()): name for name, at in _readings(case, unheld, due)}
        if len(readings) == 1:
            at, name = next(iter(readings.items()))
            word = suggested(unheld, np.array(at), f"the amount is {name}: {len(at)} papers")
        elif readings:
            word = Word(seen.receipt, "Ambiguous", f"the amount is {' and also '.join(sorted(readings.values()))}")
        else:
            continue
        words.append(word)
        accounts.hold(word.held)
    return decision_of(case, words)


def _readings(case: Case, seen: Seen, due: Days) -> Iterator[tuple[str, Whole]]:
    """(what the amount is, positions), the widest reading last so that it names a set that two readings share."""
    day = case.money.day[seen.receipt]
    months = case.papers.day[seen.papers].astype("datetime64[M]")
    for month in np.unique(months):
        yield from _if_it_adds_up(seen, f"all that is open of {month}", np.flatnonzero(months == month))
    yield from _if_it_adds_up(seen, "all that was overdue", np.flatnonzero(due[seen.papers] < day))
    yield from _if_it_adds_up(seen, "all that was open", np.arange(len(seen.papers)))


def _if_it_adds_up(seen: Seen, name: str, at: Whole) -> Iterator[tuple[str, Whole]]:
    if len(at) > 1 and int(seen.open[at].sum()) == seen.value:
        yield name, at
