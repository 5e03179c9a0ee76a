"""The pass of combinations: some of the customer's open papers add up to the amount. Suggested where only one set of them does.

The search is bounded: so many papers in a set, so many of the oldest to choose from (settings). Where the bound leaves papers
out, one set that was found is not known to be the only one, and the receipt stays ambiguous with that reason.
"""

from __future__ import annotations

from dataclasses import replace

from salessheets.sheets.receipts.candidates import Accounts, Seen, Word, decision_of, suggested
from salessheets.sheets.receipts.ledger import Case, Decision, Whole
from salessheets.sheets.receipts.searching import Bound, adding_up


def some_that_add_up(case: Case) -> Decision:
    """Pass: receipts of known payers that pay several papers without naming them."""
    settings, words, accounts = case.book.settings, list[Word](), Accounts(case)
    bound = Bound(settings.combination_max_items, settings.combination_max_candidates)
    notes: dict[int, str] = {}
    for seen in accounts:
        word = _searched(case, seen.unheld, bound, notes)
        if word:
            words.append(word)
            accounts.hold(word.held)
    return replace(decision_of(case, words), notes=notes)


def _searched(case: Case, seen: Seen, bound: Bound, notes: dict[int, str]) -> Word | None:
    """What is said of the receipt; where nothing was found in a search cut short, that is noted for the passes to come."""
    positive = seen.open[seen.open > 0]
    if len(seen.papers) < 2 or int(positive.sum()) < seen.value:
        return None
    found = adding_up(seen.open, seen.value, bound)
    cut = f"not searched fully: only the {found.tried} oldest of {len(seen.papers)} open papers were tried"
    if not found.ways:
        notes.update({} if found.complete else {seen.receipt: cut})
        return None
    if len(found.ways) == 1 and found.complete:
        at = found.ways[0]
        return suggested(seen, at, f"the only {len(at)} open papers of the customer that add up to the amount")
    listed = ", or ".join(_names(case, seen, way) for way in found.ways[:3])
    limit = "" if found.complete else f"; {cut}"
    count = f"{len(found.ways)} sets of open papers add up" if len(found.ways) > 1 else "a set of open papers adds up"
    return Word(seen.receipt, "Ambiguous", f"{count} to the amount: {listed}{limit}")


def _names(case: Case, seen: Seen, at: Whole) -> str:
    return " + ".join(case.papers.number[int(paper)] for paper in seen.papers[at])
