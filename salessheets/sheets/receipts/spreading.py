"""Spreading money over papers: in columns where each receipt pays one paper, one by one where it pays several.

Credit notes named beside invoices add to what there is to spread; they are used before the money.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from salessheets.core.exact import running
from salessheets.sheets.receipts.ledger import CREDIT, DISCOUNT, PAYMENT, REFUND, Case, Decision, Entries, Whole

Row = tuple[int, int, int, int, int]
"""Receipt, credit note, paper, kind, amount: see `Entries.of`."""


def in_turn(case: Case, receipts: Whole, papers: Whole) -> tuple[Whole, Whole, Whole, Whole]:
    """Receipts on one paper each, in order of date: each takes what the earlier ones leave open.

    Args:
        case: What is left.
        receipts: Receipts above zero.
        papers: The paper of each.

    Returns:
        The receipts and papers in order of paper and date, what is open when the receipt's turn comes, what it settles.
    """
    money = case.money
    order = np.lexsort((money.rank[receipts], money.day[receipts], papers))
    receipts, papers = receipts[order], papers[order]
    value = case.left[receipts]
    before = running(value, papers) - value if len(value) else value
    free = np.maximum(np.maximum(case.open[papers], 0) - before, 0)
    return receipts, papers, free, np.minimum(value, free)


@dataclass
class Bench:
    """Open and left amounts while receipts are worked on one by one, and what has been booked so far."""

    open: Whole
    left: Whole
    rows: list[Row] = field(default_factory=list)
    decisions: list[tuple[int, str, str, str]] = field(default_factory=list)
    gone: list[tuple[int, int]] = field(default_factory=list)
    credits: deque[tuple[np.datetime64, int, int]] = field(default_factory=deque)

    @classmethod
    def of(cls, case: Case) -> Bench:
        """A bench with what is left in the case, before the credit notes that correct papers."""
        bench = cls(case.open.copy(), case.left.copy(), credits=deque(case.credited))
        for _, paper, amount in case.credited:
            bench.open[paper] += amount
        return bench

    def until(self, day: np.datetime64) -> None:
        """Let the credit notes up to the day take effect."""
        while self.credits and self.credits[0][0] <= day:
            _, paper, amount = self.credits.popleft()
            self.open[paper] -= amount

    def book(self, row: Row) -> None:
        """Book an amount."""
        receipt, credit, paper, kind, amount = row
        if amount:
            self.rows.append(row)
            self.open[paper] -= amount
            if credit >= 0:
                self.open[credit] += amount
            elif kind != DISCOUNT:
                self.left[receipt] -= amount

    def cancel(self, reversal: int, target: int) -> None:
        """What the target has not paid with yet is gone from it and from the receipt that takes it back."""
        amount = min(max(0, -int(self.left[reversal])), max(0, int(self.left[target])))
        self.left[reversal] += amount
        self.left[target] -= amount
        self.gone.extend([(reversal, -amount), (target, amount)])

    def decide(self, receipt: int, match: str, why: str, suggestion: str = "") -> None:
        """Note what is to be said of the receipt."""
        self.decisions.append((receipt, match, why, suggestion))

    def decision(self, *, admin: bool) -> Decision:
        """All that was booked and decided."""
        receipts = np.array([item[0] for item in self.decisions], dtype=np.int64)
        match, why, suggestion = (np.array([item[i] for item in self.decisions], dtype=object) for i in (1, 2, 3))
        return Decision(Entries.of(self.rows, admin=admin), receipts, match, why, suggestion, gone=tuple(self.gone))


def spread(bench: Bench, receipt: int, wishes: Sequence[tuple[int, int | None]]) -> None:
    """Book a receipt on papers in the given order, credit notes among them first.

    Args:
        bench: Where to book.
        receipt: A receipt; below zero it pays back.
        wishes: (paper, most that it takes or None), the limit above zero.
    """
    if bench.left[receipt] < 0:
        _pay_back(bench, receipt, wishes)
        return
    credits_ = [[paper, _within(-int(bench.open[paper]), limit)] for paper, limit in wishes if bench.open[paper] < 0]
    for paper, limit in wishes:
        due = _within(int(bench.open[paper]), limit) if bench.open[paper] > 0 else 0
        for credit in credits_:
            part = min(due, credit[1], -int(bench.open[credit[0]]))
            bench.book((receipt, credit[0], paper, CREDIT, part))
            credit[1] -= part
            due -= part
        bench.book((receipt, -1, paper, PAYMENT, min(due, int(bench.left[receipt]))))


def less_discount(case: Case, bench: Bench, receipt: int, paper: int) -> bool:
    """Book a receipt that pays an untouched invoice less its early-payment discount, in time; False when it does not."""
    papers, short = case.papers, int(case.papers.discount[paper])
    total = int(papers.gross[paper])
    untouched = short > 0 and int(bench.open[paper]) == total and int(bench.left[receipt]) == total - short
    if not untouched or not case.money.day[receipt] <= papers.discount_until[paper]:
        return False
    bench.book((receipt, -1, paper, PAYMENT, total - short))
    bench.book((receipt, -1, paper, DISCOUNT, short))
    return True


def take_back(bench: Bench, reversal: int, rows: Sequence[Row], earlier: Sequence[Row] = ()) -> None:
    """Reopen what the reversed receipt had paid, the newest entry first, and its discount.

    Args:
        bench: Where to book.
        reversal: The receipt below zero.
        rows: What the reversed receipt had booked.
        earlier: What other receipts have taken back of it already, below zero.
    """
    gone: Counter[tuple[int, int]] = Counter()
    for _, _, paper, kind, amount in earlier:
        gone[paper, kind] -= amount
    for _, credit, paper, kind, amount in reversed(rows):
        if credit >= 0 or amount <= 0:
            continue
        before = min(gone[paper, kind], amount)
        gone[paper, kind] -= before
        most = -(amount - before)
        bench.book(
            (reversal, -1, paper, kind, most if kind == DISCOUNT else max(most, min(0, int(bench.left[reversal]))))
        )


def _pay_back(bench: Bench, receipt: int, wishes: Sequence[tuple[int, int | None]]) -> None:
    """Money that went out pays out credit notes and what was paid too much."""
    for paper, limit in wishes:
        owed = min(0, int(bench.open[paper]))
        most = owed if limit is None else max(-limit, owed)
        bench.book((receipt, -1, paper, REFUND, max(most, int(bench.left[receipt]))))


def _within(amount: int, limit: int | None) -> int:
    return amount if limit is None else min(amount, limit)
