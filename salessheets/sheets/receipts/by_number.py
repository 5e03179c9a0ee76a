"""The pass of invoice numbers in the payer's reference.

One invoice named: the full open amount is sure; a part is sure when the payer is that customer, else it is suggested. Several
invoices of one customer are sure when together they are open for the amount. More money than is open settles what is open, and
the rest is a finding. Nothing is automatic across currencies or on disputed invoices.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from salessheets.core.findings import Finding, Rule
from salessheets.core.money import shown
from salessheets.core.texts import listed, nearest
from salessheets.sheets.receipts.apply_to import written
from salessheets.sheets.receipts.ledger import Case, Decision, Entries, Flags, Whole
from salessheets.sheets.receipts.passes import discounted
from salessheets.sheets.receipts.references import Named, named_in
from salessheets.sheets.receipts.reversals import events_in_order, on_contested, reversal_events, reverse
from salessheets.sheets.receipts.rules import ABOVE_OPEN, UNKNOWN_NUMBER
from salessheets.sheets.receipts.spreading import Bench, in_turn, less_discount, spread

WHOLE = "invoice number in the reference; the amount is what is open"
PART = "invoice number in the reference; part payment by the customer"
REST = "invoice number in the reference; it settles what is open"
STRANGER = "invoice number in the reference; part payment, but the payer is not known to be the customer"
DISCOUNTED = "invoice number in the reference; the amount less the discount, in time"


def named_in_reference(case: Case) -> Decision:
    """Receipts whose reference names invoices. Those with one invoice go in columns, all others one by one, both by date."""
    texts = case.money.table.frame["Reference"]
    asked = np.flatnonzero(case.undecided & (case.money.value > 0) & (texts != "").to_numpy())
    if not len(asked) or not len(case.open):
        return Decision()
    named = named_in(texts.iloc[asked], case.papers.by_form)
    unknown = _unknown(case, asked, named)
    unfit, fits = _unfit(case, asked, named.single)
    receipts, papers = asked[fits], named.single[fits]
    several = {int(asked[place]): _there(case, found) for place, found in named.several.items()}
    slow = _one_by_one_needed(case, receipts, papers, several)
    columns = _in_columns(case, receipts[~slow], papers[~slow])
    wanted = several | {int(r): (int(p),) for r, p in zip(receipts[slow], papers[slow], strict=True)}
    return Decision.joined([unknown, unfit, columns, _one_by_one(case.after(columns), wanted)])


def _there(case: Case, papers: tuple[int, ...]) -> tuple[int, ...]:
    """The papers that are there on the as-of day; all when none is."""
    return tuple(paper for paper in papers if not case.papers.later[paper]) or papers


def _unknown(case: Case, asked: Whole, named: Named) -> Decision:
    receipts = {int(asked[place]): word for place, word in named.unknown.items()}
    findings = tuple(_no_such_invoice(case, receipt, word) for receipt, word in receipts.items())
    return Decision(findings=findings, notes={r: f"no invoice bears the number {word}" for r, word in receipts.items()})


def _no_such_invoice(case: Case, receipt: int, word: str) -> Finding:
    papers, payer = case.papers, case.payers.who[receipt]
    open_ = (case.open > 0) & (papers.currency == case.money.currency[receipt])
    theirs = np.flatnonzero(open_ & (papers.customer == payer)) if payer >= 0 else np.zeros(0, dtype=np.int64)
    fits = theirs[case.open[theirs] == case.left[receipt]]
    if len(fits) == 1:
        to_do = (
            f"Did you mean {papers.number[int(fits[0])]}? It is open for exactly this amount. Write it into Apply to."
        )
    elif len(theirs):
        to_do = f"This customer's open invoices: {listed(papers.number[int(p)] for p in theirs)}. Write the right one into Apply to."
    else:
        guess = nearest(word, papers.number)
        to_do = (
            f"Did you mean {guess}? Write the number into Apply to."
            if guess
            else "Write the right number into Apply to."
        )
    return _finding(case, UNKNOWN_NUMBER, receipt, "Reference", f"No invoice bears the number {word}.", to_do)


def _unfit(case: Case, receipts: Whole, papers: Whole) -> tuple[Decision, Flags]:
    """Receipts on one paper that cannot be booked there without the admin, with the reason; and those that can."""
    ledger, one = case.papers, papers >= 0
    other = ledger.currency[papers] != case.money.currency[receipts]
    reasons = (
        (
            ~ledger.counts[papers],
            "the invoice in the reference is a draft, cancelled, or not dated yet on the as-of date",
        ),
        (other, "the invoice in the reference is in another currency"),
        (ledger.credit[papers], "the reference names a credit note only"),
        (ledger.disputed[papers], "the invoice in the reference is disputed: decide in Apply to"),
    )
    parts, fits = [Decision()], one.copy()
    for bad, why in reasons:
        parts.append(Decision.alike(receipts[fits & bad], "Unmatched", why))
        fits &= ~bad
    return Decision.joined(parts), fits


def is_customer(case: Case, receipts: Whole, papers: Whole) -> Flags:
    """Whether the payer is the customer of the paper: by Customer ID, or, where that is blank, by name, account or habit."""
    money, customer = case.money, case.papers.customer[papers]
    by_name = (money.namesake[receipts] >= 0) & (money.namesake[receipts] == money.same_name[customer])
    by_id = money.customer[receipts] == customer
    known = np.asarray((customer >= 0) & np.where(money.customer[receipts] >= 0, by_id, by_name))
    ask = ~known & (customer >= 0) & (money.customer[receipts] < 0)
    if ask.any():
        known[ask] = case.payers.who[receipts[ask]] == customer[ask]
    return known


def _one_by_one_needed(case: Case, receipts: Whole, papers: Whole, several: dict[int, tuple[int, ...]]) -> Flags:
    """Receipts on papers that are also named beside others, paid by a stranger among several, or reopened."""
    stranger = ~is_customer(case, receipts, papers)
    shared = np.bincount(papers, minlength=len(case.open))[papers] > 1 if len(papers) else np.zeros(0, bool)
    contested = {paper for found in several.values() for paper in found} | set(papers[stranger & shared].tolist())
    contested |= {paper for _, paper, _ in case.credited}
    return on_contested(case, receipts, papers, contested)


def _in_columns(case: Case, receipts: Whole, papers: Whole) -> Decision:
    less, granted = discounted(case, receipts, papers, admin=False)
    r, p, free, amount = in_turn(case.after(Decision(less)), receipts[~granted], papers[~granted])
    value, known = case.left[r], is_customer(case, r, p)
    nothing, over, part = free == 0, (value > free) & (free > 0), value < free
    booked = np.where(part & ~known, 0, amount)
    findings = (
        tuple(_above(case, int(x), int(free[i]), (int(p[i]),)) for i, x in enumerate(r) if nothing[i] or over[i])
        if (nothing | over).any()
        else ()
    )
    entries = Entries.joined([less, Entries.paying(r, p, booked, admin=False)])
    doubtful = part & ~known
    said = [
        Decision.alike(receipts[granted], "Sure", DISCOUNTED),
        Decision.alike(r[value == free], "Sure", WHOLE),
        Decision.alike(r[over], "Sure", REST),
        Decision.alike(r[part & known], "Sure", PART),
        Decision.alike(r[nothing & (value != free)], "Unmatched", "nothing is open on the invoice in the reference"),
        _suggested_parts(case, r[doubtful], p[doubtful]),
    ]
    return Decision.joined([Decision(entries, findings=findings), *said])


def _suggested_parts(case: Case, receipts: Whole, papers: Whole) -> Decision:
    words = Decision.alike(receipts, "Suggested", STRANGER)
    texts = np.array([case.papers.number[paper] for paper in papers], dtype=object)
    return Decision(words.entries, receipts, words.match, words.why, texts)


def _one_by_one(case: Case, wanted: dict[int, tuple[int, ...]]) -> Decision:
    bench, findings = Bench.of(case), []
    for receipt in events_in_order(case, [*wanted, *reversal_events(case, wanted)]):
        bench.until(case.money.day[receipt])
        if receipt in wanted:
            findings.extend(_decide(case, bench, receipt, wanted[receipt]))
        else:
            findings.extend(reverse(case, bench, receipt))
    return Decision.joined([bench.decision(admin=False), Decision(findings=tuple(findings))])


def _decide(case: Case, bench: Bench, receipt: int, papers: Sequence[int]) -> list[Finding]:
    value = int(bench.left[receipt])
    doubt = _doubt(case, receipt, papers)
    if doubt:
        bench.decide(receipt, "Unmatched", doubt)
        return []
    if len(papers) == 1 and less_discount(case, bench, receipt, papers[0]):
        bench.decide(receipt, "Sure", DISCOUNTED)
        return []
    still = sum(int(bench.open[paper]) for paper in papers)
    if value < still and not _sure_part(case, receipt, papers):
        why = (
            STRANGER
            if len(papers) == 1
            else "several invoice numbers in the reference; together they are open for more"
        )
        bench.decide(receipt, "Suggested", why, _oldest_first(case, bench, receipt, papers))
        return []
    before = len(bench.rows)
    spread(bench, receipt, [(paper, None) for paper in papers])
    nothing = len(bench.rows) == before
    bench.decide(receipt, "Unmatched" if nothing else "Sure", _why(value, still, len(papers), nothing=nothing))
    gone = receipt in case.money.reverses[case.undecided]
    return [_above(case, receipt, max(still, 0), papers)] if value > still and not gone else []


def _why(value: int, still: int, count: int, *, nothing: bool) -> str:
    if nothing:
        return "nothing is open on the invoice in the reference"
    if count > 1:
        return f"{count} numbers in the reference; " + (
            "the amounts add up" if value == still else "they settle what is open"
        )
    return WHOLE if value == still else REST if value > still else PART


def _doubt(case: Case, receipt: int, papers: Sequence[int]) -> str:
    """Why the papers named cannot be settled without the admin; "" when they can."""
    ledger = case.papers
    if any(not ledger.counts[paper] for paper in papers):
        return "an invoice in the reference is a draft, cancelled, or not dated yet on the as-of date"
    if any(ledger.currency[paper] != case.money.currency[receipt] for paper in papers):
        return "an invoice in the reference is in another currency"
    if any(ledger.disputed[paper] for paper in papers):
        return "an invoice in the reference is disputed: decide in Apply to"
    if len({int(ledger.customer[paper]) for paper in papers}) > 1:
        return "the invoices in the reference belong to several customers"
    return ""


def _sure_part(case: Case, receipt: int, papers: Sequence[int]) -> bool:
    return len(papers) == 1 and bool(is_customer(case, np.array([receipt]), np.array(papers))[0])


def _oldest_first(case: Case, bench: Bench, receipt: int, papers: Sequence[int]) -> str:
    """An Apply to that gives the money to the oldest invoice first."""
    if len(papers) == 1:
        return case.papers.number[papers[0]]
    left, parts = int(bench.left[receipt]), []
    for paper in sorted(papers, key=lambda p: (bench.open[p] > 0, case.papers.day[p], case.papers.rank[p])):
        still = int(bench.open[paper])
        part = min(left, still)
        if part and (part < 0 or left > 0):
            parts.append((case.papers.number[paper], None if part == still else part))
            left -= part
    return written(parts, case.money.currency[receipt])


def _above(case: Case, receipt: int, still: int, papers: Sequence[int]) -> Finding:
    currency, value = case.money.currency[receipt], int(case.left[receipt])
    names = " and ".join(case.papers.number[paper] for paper in papers)
    wrong = f"{shown(value, currency)} came in for {names}, open for {shown(still, currency)}; {shown(value - still, currency)} is left."
    return _finding(
        case, ABOVE_OPEN, receipt, "Amount", wrong, "Write into Apply to what the rest is for, or pay it back."
    )


def _finding(case: Case, rule: Rule, receipt: int, column: str, wrong: str, to_do: str) -> Finding:
    table = case.money.table
    return table.find(rule, table.frame.index[receipt], column, wrong, to_do)
