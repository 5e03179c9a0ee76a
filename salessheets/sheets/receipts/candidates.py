"""The open papers of one customer, for the passes that go by amounts: each receipt sees what was there on its day.

Receipts of a customer come in order of date. What is suggested to one of them is held for it, so that two receipts are not
advised to pay the same invoice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from salessheets.sheets.receipts.apply_to import written
from salessheets.sheets.receipts.ledger import DISCOUNT, PAYMENT, Case, Decision, Entries, Flags, Whole

Held = Iterable[tuple[int, int]]
Rows = list[tuple[int, int, int, int, int]]
"""Entries to be booked: receipt, paper that pays (-1), paper, kind, amount."""


@dataclass(frozen=True)
class Seen:
    """What a receipt sees of its customer's account, oldest paper first.

    Attributes:
        receipt: The receipt.
        value: What it has left, minor units, above zero.
        papers: Papers dated up to its day that are open, undisputed, in its currency.
        open: Open amount of each; below zero for credit notes.
        free: The same, less what is held for other receipts' suggestions.
    """

    receipt: int
    value: int
    papers: Whole
    open: Whole
    free: Whole

    def part(self, which: Flags) -> Seen:
        """Only these papers."""
        return replace(self, papers=self.papers[which], open=self.open[which], free=self.free[which])

    @property
    def unheld(self) -> Seen:
        """Only papers that are wholly free."""
        return self.part(self.free == self.open)


class Accounts:
    """The accounts of all customers who have undecided receipts above zero."""

    def __init__(self, case: Case) -> None:
        """Group the papers and receipts of the case by customer and currency."""
        self.case = case
        self.open = case.open.copy()
        self.held = case.held.copy()
        self._later = _given_later(case)

    def __iter__(self) -> Iterator[Seen]:
        """What each receipt sees when its turn comes: customer by customer, each in order of date."""
        case = self.case
        who, money = case.payers.who, case.money
        asking = np.flatnonzero(case.undecided & (case.left > 0) & (money.reverses < 0) & (who >= 0))
        if not len(asking) or not len(case.open):
            return
        groups = self._papers(who[asking])
        order = np.lexsort((money.rank[asking], money.day[asking], who[asking]))
        for receipt in asking[order].tolist():
            papers = groups.get((int(who[receipt]), str(money.currency[receipt])))
            if papers is not None:
                yield self._seen(receipt, papers)

    def _papers(self, customers: Whole) -> dict[tuple[int, str], Whole]:
        """(customer, currency) -> papers that count, by day."""
        ledger = self.case.papers
        good = ledger.counts & ~ledger.disputed & (ledger.customer >= 0)
        good &= np.isin(ledger.customer, np.unique(customers))
        places = np.flatnonzero(good & ((self.open != 0) | np.isin(np.arange(len(good)), list(self._later))))
        places = places[np.lexsort((ledger.rank[places], ledger.day[places], ledger.customer[places]))]
        groups: dict[tuple[int, str], list[int]] = {}
        for place in places.tolist():
            groups.setdefault((int(ledger.customer[place]), str(ledger.currency[place])), []).append(place)
        return {key: np.array(found, dtype=np.int64) for key, found in groups.items()}

    def _seen(self, receipt: int, papers: Whole) -> Seen:
        day = self.case.money.day[receipt]
        there = papers[self.case.papers.day[papers] <= day]
        still = self.open[there]
        if self._later:
            still = still + np.array(
                [sum(amount for since, amount in self._later.get(p, ()) if since > day) for p in there.tolist()],
                dtype=np.int64,
            )
        some = still != 0
        there, still = there[some], still[some]
        return Seen(receipt, int(self.case.left[receipt]), there, still, still - self.held[there])

    def hold(self, pairs: Held) -> None:
        """Keep amounts for a suggestion."""
        for paper, amount in pairs:
            self.held[paper] += amount

    def settle(self, rows: Rows) -> None:
        """Take what was booked off the papers."""
        for _, _, paper, _, amount in rows:
            self.open[paper] -= amount


def _given_later(case: Case) -> dict[int, list[tuple[np.datetime64, int]]]:
    later: dict[int, list[tuple[np.datetime64, int]]] = {}
    for day, paper, amount in case.credited:
        later.setdefault(paper, []).append((day, amount))
    return later


@dataclass(frozen=True)
class Word:
    """What a pass says of one receipt.

    Attributes:
        receipt: The receipt.
        match: The word for Match.
        why: The evidence.
        suggestion: (paper, amount or None for all of it) of each part suggested.
        held: (paper, amount) that the suggestion would settle.
    """

    receipt: int
    match: str
    why: str
    suggestion: tuple[tuple[int, int | None], ...] = ()
    held: tuple[tuple[int, int], ...] = ()


def decision_of(case: Case, words: list[Word], entries: Entries | None = None) -> Decision:
    """The decision that says these words."""
    receipts = np.array([word.receipt for word in words], dtype=np.int64)
    texts = [
        written([(case.papers.number[p], limit) for p, limit in word.suggestion], case.money.currency[word.receipt])
        for word in words
    ]
    match, why, suggestion = (
        np.array(items, dtype=object) for items in ([w.match for w in words], [w.why for w in words], texts)
    )
    held = tuple(pair for word in words for pair in word.held)
    return Decision(entries or Entries(), receipts, match, why, suggestion, held=held)


def booked(seen: Seen, which: Whole) -> Rows:
    """The receipt pays all that is open on the papers at these positions; what it falls short of is the first one's discount."""
    pairs = list(zip(seen.papers[which].tolist(), seen.open[which].tolist(), strict=True))
    rows = [(seen.receipt, -1, paper, PAYMENT, min(still, seen.value)) for paper, still in pairs]
    short = int(seen.open[which].sum()) - seen.value
    return [*rows, (seen.receipt, -1, pairs[0][0], DISCOUNT, short)] if short else rows


def suggested(seen: Seen, which: Whole, why: str) -> Word:
    """Suggest the papers at these positions, each for all that is open on it."""
    papers = [int(p) for p in seen.papers[which]]
    held = tuple(zip(papers, (int(amount) for amount in seen.open[which]), strict=True))
    return Word(seen.receipt, "Suggested", why, tuple((paper, None) for paper in papers), held)
