"""The pass of Apply to: what the admin decided is booked, as far as papers are open and money is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from salessheets.core.findings import Finding, Rule
from salessheets.core.money import shown
from salessheets.core.texts import key_form, nearest
from salessheets.sheets.receipts.apply_to import UNREADABLE, Wish, parse
from salessheets.sheets.receipts.ledger import Case, Decision, Entries, Papers, Whole
from salessheets.sheets.receipts.passes import discounted
from salessheets.sheets.receipts.reversals import events_in_order, on_contested, reversal_events, reverse
from salessheets.sheets.receipts.rules import NOT_BOOKED, TOO_MUCH
from salessheets.sheets.receipts.spreading import Bench, in_turn, less_discount, spread

WHY = "decided in Apply to"
WHY_LESS = f"{WHY}; discount taken in time"


def decided_by_admin(case: Case) -> Decision:
    """Receipts with Apply to. Those that name one paper and no amount go in columns, all others one by one, both by date."""
    typed = case.money.table.frame["Apply to"]
    asked = np.flatnonzero(case.undecided & (typed != "").to_numpy() & (case.money.reverses < 0))
    if not len(asked):
        return Decision()
    whole = _whole(typed.iloc[asked], case.papers)
    plain = (whole >= 0) & (case.money.value[asked] > 0)
    plain &= _payable(case, asked, whole)
    wishes = {int(r): _wishes(case, int(r)) for r in asked[~plain]}
    contested = {paper for parts in wishes.values() for paper, _, _ in parts if paper >= 0}
    contested |= {paper for _, paper, _ in case.credited}
    slow = plain & on_contested(case, asked, whole, contested)
    wishes |= {int(r): [(int(p), None, "")] for r, p in zip(asked[slow], whole[slow], strict=True)}
    columns = _in_columns(case, asked[plain & ~slow], whole[plain & ~slow])
    return Decision.joined([columns, _one_by_one(case.after(columns), wishes)])


def _whole(typed: pd.Series, papers: Papers) -> Whole:
    """The paper where the cell is one number; -1 elsewhere."""
    codes, distinct = pd.factorize(typed)
    return np.array([papers.find(text) for text in distinct], dtype=np.int64)[codes]


def _payable(case: Case, receipts: Whole, papers: Whole) -> np.ndarray:
    ledger = case.papers
    if not len(case.open):
        return np.zeros(len(receipts), dtype=bool)
    same = ledger.currency[papers] == case.money.currency[receipts]
    return np.asarray(ledger.counts[papers] & same & (case.open[papers] > 0))


def _in_columns(case: Case, receipts: Whole, papers: Whole) -> Decision:
    less, granted = discounted(case, receipts, papers, admin=True)
    after = case.after(Decision(less))
    r, p, free, amount = in_turn(after, receipts[~granted], papers[~granted])
    some = free > 0
    late = _late_findings(case, r[~some], p[~some])
    why = [
        (receipts[granted], "Applied", WHY_LESS),
        (r[some], "Applied", WHY),
        (r[~some], "Unmatched", "nothing is open on what Apply to names"),
    ]
    parts = [Decision.alike(*words) for words in why]
    return Decision.joined(
        [Decision(Entries.joined([less, Entries.paying(r, p, amount, admin=True)]), findings=late), *parts]
    )


def _late_findings(case: Case, receipts: Whole, papers: Whole) -> tuple[Finding, ...]:
    return tuple(_nothing_open(case, int(r), int(p)) for r, p in zip(receipts, papers, strict=True))


def _nothing_open(case: Case, receipt: int, paper: int) -> Finding:
    wrong = f"Nothing is open on {case.papers.number[paper]} any more; this receipt pays nothing there."
    return _finding(case, NOT_BOOKED, receipt, wrong, "Name another paper, or clear Apply to.")


def _wishes(case: Case, receipt: int) -> list[tuple[int, int | None, str]]:
    """(paper or -1, limit, number typed) of each part. Numbers may be parted by commas where all of them are known."""
    text = str(case.money.table.frame["Apply to"].iloc[receipt])
    parts: Sequence[Wish] = parse(text, case.money.currency[receipt])
    found: list[tuple[int, int | None, str]] = []
    for wish in parts:
        several = [case.papers.find(piece) for piece in wish.number.split(",")]
        if len(several) > 1 and wish.limit is None and min(several) >= 0:
            found.extend((paper, None, "") for paper in several)
        else:
            found.append((case.papers.find(wish.number), wish.limit, wish.number))
    return found


def _one_by_one(case: Case, wishes: Mapping[int, list[tuple[int, int | None, str]]]) -> Decision:
    bench, findings = Bench.of(case), []
    for receipt in events_in_order(case, [*wishes, *reversal_events(case, wishes)]):
        bench.until(case.money.day[receipt])
        if receipt in wishes:
            findings.extend(_book(case, bench, receipt, wishes[receipt]))
        else:
            findings.extend(reverse(case, bench, receipt))
    decision = bench.decision(admin=True)
    return Decision.joined([decision, Decision(findings=tuple(findings))])


def _book(case: Case, bench: Bench, receipt: int, parts: Sequence[tuple[int, int | None, str]]) -> list[Finding]:
    good: list[tuple[int, int | None]] = []
    findings: list[Finding] = []
    for paper, limit, number in parts:
        fault = _fault(case, bench, receipt, paper, limit, number)
        if fault:
            findings.append(_finding(case, NOT_BOOKED, receipt, *fault))
        else:
            good.append((paper, limit))
    if len(parts) == 1 and [limit for _, limit in good] == [None] and less_discount(case, bench, receipt, good[0][0]):
        bench.decide(receipt, "Applied", WHY_LESS)
        return findings
    findings.extend(_too_much(case, bench, receipt, good))
    before = int(bench.left[receipt])
    count = len(bench.rows)
    spread(bench, receipt, good)
    booked = len(bench.rows) > count or before == 0
    bench.decide(
        receipt, "Applied" if booked else "Unmatched", WHY if booked else "nothing that Apply to names can be booked"
    )
    return findings


def _fault(
    case: Case, bench: Bench, receipt: int, paper: int, limit: int | None, number: str
) -> tuple[str, str] | None:
    """What is wrong with a part and what to do; None when it can be booked."""
    papers = case.papers
    if limit == UNREADABLE:
        return f"The amount beside {number} in Apply to cannot be read.", "Type it like INV-20398=200.00."
    if paper < 0:
        guess = nearest(number, papers.number) if key_form(number) else None
        return (
            f"{number or 'A part'} in Apply to is no number on the Invoices sheet.",
            f"Did you mean {guess}?" if guess else "Correct the number.",
        )
    number = papers.number[paper]
    if papers.currency[paper] != case.money.currency[receipt]:
        return (
            f"{number} is in {papers.currency[paper]}, the receipt in {case.money.currency[receipt]}; nothing is booked across currencies.",
            "Record the receipt in the currency of the invoice.",
        )
    if not papers.counts[paper]:
        return (
            f"{number} is not owed on the as-of date: it is {_state(papers, paper)}.",
            "Check its Status, Date and amounts.",
        )
    if _idle(bench, receipt, paper):
        return (
            f"Nothing is open on {number} any more; this receipt pays nothing there.",
            "Name another paper, or clear Apply to.",
        )
    return None


def _idle(bench: Bench, receipt: int, paper: int) -> bool:
    """True when there is nothing that the receipt could do to the paper."""
    return bool(bench.open[paper] == 0) or bool(bench.left[receipt] < 0 < bench.open[paper])


def _state(papers: Papers, paper: int) -> str:
    status = str(papers.table.frame["Status"].iloc[paper]).lower()
    return status if status in {"draft", "cancelled"} else "dated later or without a date or an amount"


def _too_much(case: Case, bench: Bench, receipt: int, good: Sequence[tuple[int, int | None]]) -> list[Finding]:
    currency, findings = case.money.currency[receipt], []
    for paper, limit in good:
        still = abs(int(bench.open[paper]))
        if limit is not None and limit > still:
            wrong = f"Apply to gives {shown(limit, currency)} to {case.papers.number[paper]}, which is open for {shown(still, currency)}."
            findings.append(
                _finding(case, TOO_MUCH, receipt, wrong, "Only what is open was booked. Correct the amount.")
            )
    credit = sum(-int(bench.open[paper]) for paper, _ in good if bench.open[paper] < 0)
    asked = sum(limit for paper, limit in good if limit is not None and bench.open[paper] > 0)
    value = int(bench.left[receipt])
    if not findings and value > 0 and asked > value + credit:
        wrong = f"Apply to gives {shown(asked, currency)}, but only {shown(value, currency)} came in."
        findings.append(_finding(case, TOO_MUCH, receipt, wrong, "Only what came in was booked. Correct the amounts."))
    return findings


def _finding(case: Case, rule: Rule, receipt: int, wrong: str, to_do: str) -> Finding:
    table = case.money.table
    return table.find(rule, table.frame.index[receipt], "Apply to", wrong, to_do)
