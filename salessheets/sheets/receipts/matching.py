"""Receipts to invoices: the chain of passes, and what is written on the Receipts sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.findings import Finding
from salessheets.sheets.receipts.by_account import whole_account
from salessheets.sheets.receipts.by_amount import of_that_amount
from salessheets.sheets.receipts.by_apply_to import decided_by_admin
from salessheets.sheets.receipts.by_combination import some_that_add_up
from salessheets.sheets.receipts.by_digits import digits_in_reference
from salessheets.sheets.receipts.by_number import named_in_reference
from salessheets.sheets.receipts.by_tolerance import almost_that_amount
from salessheets.sheets.receipts.ledger import Case, Decision, Entries, Money, Papers, money_of, open_after
from salessheets.sheets.receipts.passes import Pass, adrift, entered_twice, rest, with_notes
from salessheets.sheets.receipts.payers import Payers
from salessheets.sheets.receipts.reversals import of_unmatched
from salessheets.sheets.receipts.rules import IN_FUTURE

PASSES: tuple[Pass, ...] = (
    entered_twice,
    decided_by_admin,
    named_in_reference,
    of_unmatched,
    digits_in_reference,
    of_that_amount,
    whole_account,
    some_that_add_up,
    almost_that_amount,
    rest,
)
"""In order; each sees what the earlier ones left."""

LATER = "dated after the as-of date: not counted"


@dataclass(frozen=True)
class Matched:
    """What all passes decided.

    Attributes:
        case: What is left at the end.
        entries: Everything that was booked.
        columns: The owned columns of Receipts.
        findings: What is wrong.
    """

    case: Case
    entries: Entries
    columns: pd.DataFrame
    findings: tuple[Finding, ...]


def match(book: Book, papers: Papers, corrected: Entries, passes: Sequence[Pass] = PASSES) -> Matched:
    """Run the passes.

    Args:
        book: The book.
        papers: Its papers.
        corrected: What credit notes take off the papers that they correct.
        passes: The chain.
    """
    money = money_of(book)
    left = np.where(money.counts, money.value, 0)
    still = open_after(np.where(papers.counts, papers.gross, 0), corrected)
    day = np.maximum(papers.day[corrected.credit], papers.day[corrected.paper])
    credited = sorted(zip(day, corrected.paper.tolist(), corrected.amount.tolist(), strict=True))
    told = (money.value != 0) | (money.table.frame["Apply to"] != "").to_numpy()
    payers, held = Payers(book, papers, money), np.zeros(len(still), dtype=np.int64)
    case = Case(book, papers, money, still, left, money.counts & told, payers, held, tuple(credited))
    decisions: list[Decision] = []
    for one in passes:
        decisions.append(with_notes(case, one(case)) if case.notes else one(case))
        case = case.after(decisions[-1])
    whole = Decision.joined(decisions)
    findings = (*whole.findings, *_dated_too_late(book, money))
    return Matched(case, whole.entries, _columns(case, whole, book), findings)


def _columns(case: Case, decision: Decision, book: Book) -> pd.DataFrame:
    frame = case.money.table.frame
    words = {header: np.full(len(frame), "", dtype=object) for header in ("Match", "Suggestion", "Why")}
    later = (frame["Date"].to_numpy(dtype="datetime64[D]") > np.datetime64(book.as_of)) & frame[
        "Amount"
    ].notna().to_numpy(dtype=bool)
    words["Why"][later] = LATER
    for header, values in (("Match", decision.match), ("Suggestion", decision.suggestion), ("Why", decision.why)):
        words[header][decision.receipt] = values
    left = pd.Series(pd.arrays.IntegerArray(case.left.copy(), ~case.money.counts), index=frame.index)
    texts = {header: pd.Series(values, index=frame.index, dtype=object) for header, values in words.items()}
    return pd.DataFrame({"Left to apply": left, **texts})


def _dated_too_late(book: Book, money: Money) -> Iterator[Finding]:
    known = ~np.isnat(money.day)
    late = np.flatnonzero(known)[adrift(money.day[known], np.datetime64(book.as_of))]
    for place in late:
        wrong = f"{money.number[place]} is dated {money.day[place]}, long after the as-of date; it is not counted."
        row = money.table.frame.index[place]
        yield money.table.find(IN_FUTURE, row, "Date", wrong, "Type the date again; the year is probably wrong.")
