"""The pass of small differences: the amount misses one open paper, or the whole account, by a little that has a likely reason.

Reasons: a discount taken too late, tax withheld at source, a bank's charges or a rounding within the payment tolerance. The
difference is named; it stays open, or left to apply, until the admin decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from salessheets.core.money import shown, to_minor
from salessheets.core.texts import listed
from salessheets.sheets.receipts.candidates import Accounts, Seen, Word, decision_of, suggested
from salessheets.sheets.receipts.ledger import Case, Decision, Whole


def almost_that_amount(case: Case) -> Decision:
    """Pass: receipts of known payers that miss what is open by a little."""
    words, accounts = list[Word](), Accounts(case)
    for seen in accounts:
        word = _near(case, seen.unheld)
        if word:
            words.append(word)
            accounts.hold(word.held)
    return decision_of(case, words)


def _near(case: Case, seen: Seen) -> Word | None:
    for at, reason in _readings(case, seen):
        if len(at) == 1:
            return suggested(seen, at, _why(case, seen, at, reason))
        if len(at) > 1:
            names = listed((case.papers.number[int(p)] for p in seen.papers[at]), 3)
            return Word(seen.receipt, "Ambiguous", f"{len(at)} open papers differ from the amount by {reason}: {names}")
    return _near_account(case, seen)


def _readings(case: Case, seen: Seen) -> Iterator[tuple[Whole, str]]:
    """Papers that the amount misses, and why, the plainest reason first."""
    ledger, short = case.papers, seen.open - seen.value
    discount = ledger.discount[seen.papers]
    yield np.flatnonzero((discount > 0) & (short == discount)), "the discount, taken after its last day"
    rate = Decimal(str(case.book.settings.tax_withheld))
    if rate:
        net = ledger.net[seen.papers]
        untouched = seen.open == ledger.gross[seen.papers]
        withheld = np.array([int((rate * int(amount)).to_integral_value("ROUND_HALF_UP")) for amount in net], np.int64)
        yield np.flatnonzero(untouched & (short > 0) & (short == withheld)), "tax withheld at source"
    near = (seen.open > 0) & (short != 0) & (np.abs(short) <= allowances(case, seen.receipt, seen.open))
    yield np.flatnonzero(near), "no more than the payment tolerance (bank charges, rounding)"


def allowances(case: Case, receipt: int, still: Whole) -> Whole:
    """The payment tolerance of each open amount: the larger of the amount and the share."""
    settings = case.book.settings
    fixed = to_minor(settings.payment_tolerance_amount, str(case.money.currency[receipt]))
    share = Decimal(str(settings.payment_tolerance_percent))
    return np.array([max(fixed, int(share * abs(int(amount)))) for amount in still], dtype=np.int64)


def _why(case: Case, seen: Seen, at: Whole, reason: str) -> str:
    currency, short = case.money.currency[seen.receipt], int(seen.open[at].sum()) - seen.value
    direction = "short" if short > 0 else "over"
    return f"{shown(abs(short), currency)} {direction} of what is open on {case.papers.number[int(seen.papers[at[0]])]}: {reason}"


def _near_account(case: Case, seen: Seen) -> Word | None:
    total = int(seen.open.sum())
    if len(seen.papers) < 2 or not 0 < abs(total - seen.value) <= allowances(case, seen.receipt, np.array([total]))[0]:
        return None
    difference, way = (
        shown(abs(total - seen.value), case.money.currency[seen.receipt]),
        "short" if total > seen.value else "over",
    )
    return suggested(
        seen, np.arange(len(seen.papers)), f"all that was open, {difference} {way}: within the payment tolerance"
    )
