"""Receipts that take back an earlier one: bounced payments and chargebacks. Nothing is deleted; entries below zero reopen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from salessheets.core.findings import Finding
from salessheets.core.money import shown
from salessheets.sheets.receipts.ledger import Case, Decision, Flags, Whole
from salessheets.sheets.receipts.rules import REVERSAL_TOO_MUCH
from salessheets.sheets.receipts.spreading import Bench, take_back


def reversing(case: Case) -> Whole:
    """Undecided receipts that take back another one that counts."""
    reverses = case.money.reverses
    return np.flatnonzero(case.undecided & (reverses >= 0) & case.money.counts[reverses])


def on_contested(case: Case, receipts: Whole, papers: Whole, contested: Collection[int]) -> Flags:
    """Receipts that must be worked on one by one: on papers that others contest, or taken back later."""
    taken_back = case.money.reverses[reversing(case)]
    return np.isin(papers, [*contested, *papers[np.isin(receipts, taken_back)].tolist()])


def reversal_events(case: Case, receipts: Iterable[int]) -> list[int]:
    """The receipts that take back one of these."""
    wanted = set(receipts)
    return [int(r) for r in reversing(case) if int(case.money.reverses[r]) in wanted]


def events_in_order(case: Case, receipts: Sequence[int]) -> list[int]:
    """Receipts by date, those of one day by number, a reversal never before what it takes back."""
    money = case.money
    return sorted(receipts, key=lambda r: (money.day[r], bool(money.reverses[r] >= 0), money.rank[r]))


def reverse(case: Case, bench: Bench, reversal: int) -> list[Finding]:
    """Reopen what the reversed receipt paid. What it had not paid is simply gone from both."""
    target = int(case.money.reverses[reversal])
    if case.money.currency[reversal] != case.money.currency[target]:
        return _across(case, bench, reversal, target)
    earlier = [row for row in bench.rows if row[0] >= 0 and int(case.money.reverses[row[0]]) == target]
    take_back(bench, reversal, [row for row in bench.rows if row[0] == target], earlier)
    bench.cancel(reversal, target)
    bench.decide(reversal, "Applied", f"takes back {case.money.number[target]}")
    return _too_much(case, bench, reversal)


def _across(case: Case, bench: Bench, reversal: int, target: int) -> list[Finding]:
    table, money = case.money.table, case.money
    bench.decide(reversal, "Unmatched", "the receipt in Reverses is in another currency")
    wrong = (
        f"{money.number[reversal]} is in {money.currency[reversal]}, and {money.number[target]}, which it takes back, in "
        f"{money.currency[target]}; nothing is taken back across currencies."
    )
    return [
        table.find(
            REVERSAL_TOO_MUCH, table.frame.index[reversal], "Currency", wrong, "Correct the currency, or Reverses."
        )
    ]


def of_unmatched(case: Case) -> Decision:
    """Pass: reversals whose receipt no pass has matched. Both are gone, and neither is left to apply."""
    bench, findings = Bench.of(case), []
    for reversal in events_in_order(case, reversing(case).tolist()):
        bench.until(case.money.day[reversal])
        findings.extend(reverse(case, bench, reversal))
    for reversal in [item[0] for item in bench.decisions]:
        target = int(case.money.reverses[reversal])
        if case.undecided[target] and bench.left[target] == 0:
            bench.decide(target, "Applied", f"taken back by {case.money.number[reversal]}")
    decision = bench.decision(admin=True)
    return Decision.joined([decision, Decision(findings=tuple(findings))])


def _too_much(case: Case, bench: Bench, reversal: int) -> list[Finding]:
    left = int(bench.left[reversal])
    if left == 0:
        return []
    table, money = case.money.table, case.money
    target = money.number[money.reverses[reversal]]
    amount = shown(left, money.currency[reversal])
    wrong = f"{money.number[reversal]} cannot take back {amount} of {target}: it brought less, or the sign is wrong."
    return [
        table.find(REVERSAL_TOO_MUCH, table.frame.index[reversal], "Amount", wrong, "Check the amount and Reverses.")
    ]
