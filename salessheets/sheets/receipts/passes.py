"""The passes of the matching. Each sees only what the earlier ones left, and gives its reason in words.

A pass is a function from what is left to a decision. They are listed in `matching`; a further way of matching is one more
function in that list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from salessheets.core.findings import Finding
from salessheets.sheets.receipts.ledger import DISCOUNT, Case, Decision, Entries, Flags, Whole
from salessheets.sheets.receipts.payers import WORDS
from salessheets.sheets.receipts.rules import TWICE

Pass = Callable[[Case], Decision]
"""From what is left to what is decided now."""


def entered_twice(case: Case) -> Decision:
    """Receipts that repeat an earlier row: same date, amount, currency, payer and reference. The admin's Apply to overrules."""
    frame = case.money.table.frame
    columns = ["Date", "Amount", "Bank or card fee", "Currency", "Payer", "Reference", "Reverses"]
    open_to_doubt = case.undecided & (frame["Apply to"] == "").to_numpy()
    told = ((frame["Payer"] != "") | (frame["Reference"] != "")).to_numpy()
    repeated = frame[columns].duplicated().to_numpy() & open_to_doubt & told
    if not repeated.any():
        return Decision()
    places = np.flatnonzero(repeated)
    likely = frame[frame["Date"].isin(frame["Date"].iloc[places]) & frame["Amount"].isin(frame["Amount"].iloc[places])]
    first = likely.drop_duplicates(columns)
    earlier = frame.iloc[places][columns].merge(first[[*columns, "Receipt No"]], on=columns, how="left")["Receipt No"]
    findings = [_twice(case, int(place), other) for place, other in zip(places, earlier, strict=True)]
    why = np.array([f"same date, amount, payer and reference as {other}" for other in earlier], dtype=object)
    decision = Decision.alike(places, "Duplicate?", "", findings=tuple(findings))
    return Decision(decision.entries, places, decision.match, why, decision.suggestion, decision.findings)


def _twice(case: Case, place: int, other: str) -> Finding:
    table = case.money.table
    row = table.frame.index[place]
    wrong = f"{case.money.number[place]} has the date, amount, payer and reference of {other}; it pays nothing."
    return table.find(TWICE, row, "Receipt No", wrong, "Delete the row if it is the same money, else fill in Apply to.")


def discounted(case: Case, receipts: Whole, papers: Whole, *, admin: bool) -> tuple[Entries, Flags]:
    """Receipts that pay an untouched invoice less its early-payment discount, in time.

    Args:
        case: What is left.
        receipts: Receipts that name one paper each.
        papers: The paper of each.
        admin: Whether the admin named it.

    Returns:
        The entries, and which of the receipts they are.
    """
    ledger, day = case.papers, case.money.day[receipts]
    short = ledger.discount[papers]
    fits = (short > 0) & (case.open[papers] == ledger.gross[papers]) & (day <= ledger.discount_until[papers])
    fits &= case.left[receipts] == ledger.gross[papers] - short
    granted = np.zeros(len(receipts), dtype=bool)
    if fits.any():
        order = np.lexsort((case.money.rank[receipts], day, papers))
        first = order[np.unique(papers[order], return_index=True)[1]]
        granted[first] = fits[first]
    paid = Entries.paying(receipts[granted], papers[granted], case.left[receipts[granted]], admin=admin)
    taken = Entries.paying(receipts[granted], papers[granted], short[granted], admin=admin, kind=DISCOUNT)
    return Entries.joined([paid, taken]), granted


def discounted_papers(case: Case, receipt: int, papers: Whole, still: Whole) -> Flags:
    """Untouched papers whose amount less the early-payment discount the receipt is, in time."""
    ledger = case.papers
    short = ledger.discount[papers]
    fits = (short > 0) & (still == ledger.gross[papers]) & (case.left[receipt] == still - short)
    return np.asarray(fits & (case.money.day[receipt] <= ledger.discount_until[papers]))


def rest(case: Case) -> Decision:
    """Receipts that no pass could decide."""
    left = np.flatnonzero(case.undecided)
    if not len(left):
        return Decision()
    value, who, level = case.left, case.payers.who, case.payers.level
    back, known = left[value[left] <= 0], left[(value[left] > 0) & (who[left] >= 0)]
    unknown = left[(value[left] > 0) & (who[left] < 0)]
    why_back = "money that went out: say in Apply to what it pays back, or in Reverses which receipt it takes back"
    parts = [Decision.alike(back, "Unmatched", why_back)]
    for evidence in np.unique(level[known]).tolist():
        why = f"the payer is known by {WORDS[evidence]}, but no number in the reference and no amount open fits"
        parts.append(Decision.alike(known[level[known] == evidence], "Unmatched", why))
    why = (
        "no number in the reference fits, and the payer is not known: no Customer ID, account, earlier payment or name"
    )
    parts.append(Decision.alike(unknown, "Unknown payer", why))
    return Decision.joined(parts)


def with_notes(case: Case, decision: Decision) -> Decision:
    """The decision with the doubts of earlier passes said in front of its reasons."""
    why = decision.why.copy()
    for place, receipt in enumerate(decision.receipt.tolist()):
        if receipt in case.notes:
            why[place] = f"{case.notes[receipt]}; {why[place]}"
    match = (
        np.where(
            [r in case.notes for r in decision.receipt.tolist()],
            np.where(decision.match == "Unknown payer", "Unmatched", decision.match),
            decision.match,
        )
        if case.notes
        else decision.match
    )
    return replace(decision, why=why, match=match.astype(object))


def adrift(days: np.ndarray, as_of: np.datetime64, gap: int = 30) -> Flags:
    """Days that lie more than `gap` days after the as-of day and after every day before them.

    So that a look at the past, with all later rows on the sheet, finds nothing, and a year 2108 is found.

    Example:
        >>> adrift(np.array(["2026-04-20", "2026-05-15", "2108-01-01"], "datetime64[D]"), np.datetime64("2026-04-01")).tolist()
        [False, False, True]
    """
    later = np.unique(days[days > as_of])
    steps = np.diff(np.concatenate([[as_of], later])) > np.timedelta64(gap, "D")
    return days >= later[np.argmax(steps)] if steps.any() else np.zeros(len(days), dtype=bool)
