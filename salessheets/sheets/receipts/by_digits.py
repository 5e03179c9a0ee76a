"""The pass of digits: numbers that the payer wrote without their letters or zeros, or with letters that look like digits.

Such a number is weak evidence. It decides only among the papers of the customer who paid, and is sure only when the amount is
exactly what is open on what it names. A lone digit or two count only behind a word such as "invoice". Where the payer is not
known, the number must be long and the amount exact, and it is no more than a suggestion.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from salessheets.core.texts import key_form
from salessheets.sheets.receipts.candidates import Accounts, Rows, Seen, Word, booked, decision_of, suggested
from salessheets.sheets.receipts.ledger import Case, Decision, Entries, Papers, Whole
from salessheets.sheets.receipts.passes import discounted_papers
from salessheets.sheets.receipts.references import runs_of

INTRODUCE = frozenset(
    [
        "invoice",
        "invoices",
        "inv",
        "no",
        "nr",
        "num",
        "number",
        "bill",
        "rechnung",
        "rechnungen",
        "rechnungsnr",
        "re",
        "rg",
        "fact",
        "facture",
        "factura",
        "fattura",
        "चालान",
    ]
)
"""Words behind which a number is an invoice number."""

_GAP = re.compile(r"[\s.:#\-/_,+&]*\Z")
_LOOKALIKE = str.maketrans("oilsbz", "011582")
_FEW, _MANY = 3, 4


@dataclass(frozen=True)
class Digits:
    """The digits of paper numbers.

    Attributes:
        tails: Digits without leading zeros (all of them, or the last run) -> papers.
        alike: The whole number with letters that look like digits made digits -> papers.
    """

    tails: dict[str, list[int]]
    alike: dict[str, list[int]]

    @classmethod
    def of(cls, papers: Papers) -> Digits:
        """Of all papers that count."""
        tails: dict[str, list[int]] = defaultdict(list)
        alike: dict[str, list[int]] = defaultdict(list)
        for paper in np.flatnonzero(papers.counts & ~papers.credit).tolist():
            runs = [run.text for run in runs_of(papers.number[paper])]
            digits = [text for text in runs if text[0].isdigit()]
            for tail in {"".join(digits).lstrip("0"), digits[-1].lstrip("0") if digits else ""} - {""}:
                tails[tail].append(paper)
            alike["".join(runs).translate(_LOOKALIKE)].append(paper)
        return cls(tails, alike)

    def named_in(self, text: str) -> Iterator[tuple[int, int]]:
        """(paper, length of the number as written), 0 for one too short to count, for each number in the text."""
        runs, before = runs_of(text), None
        form = key_form(text)
        good = False
        for run in runs:
            close = before is not None and bool(_GAP.match(form[before.ends : run.begins]))
            if run.is_number:
                good = len(run.text) >= _FEW or (close and good)
                for paper in self.tails.get(run.text.lstrip("0"), ()):
                    yield paper, len(run.text) if good else 0
            else:
                good = run.text in INTRODUCE
            before = run
        for word in form.split():
            compact = "".join(run.text for run in runs_of(word))
            if any(map(str.isdigit, compact)) and not compact.isdigit():
                for paper in self.alike.get(compact.translate(_LOOKALIKE), ()):
                    yield paper, len(compact)


def digits_in_reference(case: Case) -> Decision:
    """Pass: receipts whose reference holds the digits of an invoice."""
    texts = case.money.table.frame["Reference"].to_numpy(dtype=object)
    asking = case.undecided & (case.left > 0) & (texts != "")
    if not asking.any() or not case.papers.counts.any():
        return Decision()
    digits, accounts = Digits.of(case.papers), Accounts(case)
    words: list[Word] = []
    rows: Rows = []
    for seen in accounts:
        if asking[seen.receipt]:
            word, paid = _decided(case, seen, dict(digits.named_in(texts[seen.receipt])))
            words.extend([word] if word else [])
            rows.extend(paid)
            accounts.settle(paid)
    words.extend(_of_strangers(case, digits, np.flatnonzero(asking & (case.payers.who < 0)), texts))
    return decision_of(case, words, Entries.of(rows, admin=False))


def _decided(case: Case, seen: Seen, named: dict[int, int]) -> tuple[Word | None, Rows]:
    """What is said of the receipt, and what is booked."""
    at = np.array([i for i, paper in enumerate(seen.papers.tolist()) if paper in named], dtype=np.int64)
    if not len(at):
        return None, []
    papers, still = seen.papers[at], seen.open[at]
    good = all(named[int(paper)] for paper in papers)
    less = discounted_papers(case, seen.receipt, papers, still)
    names = " and ".join(case.papers.number[int(paper)] for paper in papers)
    if int(still.sum()) == seen.value or (len(at) == 1 and less[0]):
        why = f"the digits of {names} in the reference; " + (
            "the amount is what is open" if not less[0] else "the amount less the discount, in time"
        )
        if good and seen.receipt not in case.notes:
            return Word(seen.receipt, "Sure", f"{why}; the payer is the customer"), booked(seen, at)
        return suggested(seen, at, why), []
    fits = at[still == seen.value]
    if len(fits) == 1:
        return suggested(
            seen,
            fits,
            f"one of the numbers in the reference, {case.papers.number[int(seen.papers[fits[0]])]}, is open for the amount",
        ), []
    if len(at) == 1 and good:
        how = "part payment" if seen.value < still[0] else "more than is open"
        word = suggested(seen, at, f"the digits of {names} in the reference; {how}")
        return word, []
    return None, []


def _of_strangers(case: Case, digits: Digits, receipts: Whole, texts: np.ndarray) -> Iterator[Word]:
    """Suggestions where the payer is not known: a long number and the exact amount, of one paper only."""
    ledger = case.papers
    for receipt in receipts.tolist():
        named = [paper for paper, length in digits.named_in(texts[receipt]) if length >= _MANY]
        fits = {
            paper
            for paper in named
            if case.open[paper] == case.left[receipt]
            and ledger.currency[paper] == case.money.currency[receipt]
            and not ledger.disputed[paper]
        }
        if len(fits) == 1:
            paper = fits.pop()
            why = f"the digits of {ledger.number[paper]} in the reference and its open amount; the payer is not known"
            yield Word(receipt, "Suggested", why, ((paper, None),), ((paper, int(case.open[paper])),))
