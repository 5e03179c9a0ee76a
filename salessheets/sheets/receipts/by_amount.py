"""The pass of amounts: a known payer, and one open paper of exactly that amount, or of that amount less its discount.

It is sure when the payer is known by Customer ID, account or earlier payments, and nothing else that is open on the account adds
up to the same; otherwise it is a suggestion. Where two papers have the amount, the receipt is ambiguous.
"""

from __future__ import annotations

import numpy as np

from salessheets.core.texts import listed
from salessheets.sheets.receipts.candidates import Accounts, Rows, Seen, Word, booked, decision_of, suggested
from salessheets.sheets.receipts.ledger import Case, Decision, Entries
from salessheets.sheets.receipts.passes import discounted_papers
from salessheets.sheets.receipts.payers import SHOWN, WORDS
from salessheets.sheets.receipts.searching import Bound, adding_up


def of_that_amount(case: Case) -> Decision:
    """Pass: receipts of known payers that pay one paper."""
    accounts, words = Accounts(case), list[Word]()
    rows: Rows = []
    for seen in accounts:
        word, paid = _decided(case, seen)
        if word:
            words.append(word)
            accounts.hold(word.held)
        accounts.settle(paid)
        rows.extend(paid)
    return decision_of(case, words, Entries.of(rows, admin=False))


def _decided(case: Case, seen: Seen) -> tuple[Word | None, Rows]:
    whole = seen.open == seen.value
    less = discounted_papers(case, seen.receipt, seen.papers, seen.open)
    fits = np.flatnonzero(whole | less)
    free = fits[seen.free[fits] == seen.open[fits]]
    if not len(free):
        return None, []
    if len(free) > 1:
        return Word(seen.receipt, "Ambiguous", _several(case, seen, free)), []
    at, paper = free, int(seen.papers[free[0]])
    how = f"less the discount of {case.papers.number[paper]}, in time," if less[at[0]] else "what is open"
    why = (
        f"one open paper of the customer has the amount: {how}; payer known by {WORDS[case.payers.level[seen.receipt]]}"
    )
    if len(fits) == 1 and _is_sure(case, seen, int(at[0])):
        return Word(seen.receipt, "Sure", f"{why}; nothing else adds up to it"), booked(seen, at)
    return suggested(seen, at, why), []


def _is_sure(case: Case, seen: Seen, at: int) -> bool:
    """Payer well known, nothing doubtful, and no other set of the customer's papers with the same sum."""
    settings = case.book.settings
    if case.payers.level[seen.receipt] < SHOWN or seen.receipt in case.notes:
        return False
    if seen.value != case.money.value[seen.receipt]:
        return False
    found = adding_up(seen.open, seen.value, Bound(settings.combination_max_items, settings.combination_max_candidates))
    return found.complete and all(way.tolist() == [at] for way in found.ways)


def _several(case: Case, seen: Seen, at: np.ndarray) -> str:
    names = [case.papers.number[int(paper)] for paper in seen.papers[at]]
    return f"{len(names)} open papers of the customer have the amount: {listed(names, 3)}"
