"""The receivables tie to the ledger, or the reports must not be made."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book, Outcome, found
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.joins import positions, taken
from salessheets.core.money import shown
from salessheets.sheets.invoices.due_dates import gross
from salessheets.sheets.invoices.settlement import counted

DOES_NOT_TIE = Rule(
    "ledger-does-not-tie",
    Severity.ERROR,
    "The open items do not tie to the ledger",
    "In each currency the open amounts must equal invoices plus credit notes less everything that the Allocations sheet settles; "
    "every receipt must equal what it settles plus what is left of it; and the age classes must add up to the open amounts. When "
    "one of these fails, no figure of the receivables can be trusted. This is a fault of the program: please report it.",
)
TIE_RULES = (DOES_NOT_TIE,)


def ledger_ties(book: Book) -> Outcome:
    """Step: the sums that must agree, per currency."""
    return found(_untied(book)) if book.has("Invoices") else Outcome()


def _untied(book: Book) -> Iterator[Finding]:
    currencies = set(book.table("Invoices").currencies.unique()) | set(book.table("Receipts").currencies.unique())
    for currency in sorted(currencies):
        for what, one, other in (*_papers(book, currency), *_receipts(book, currency)):
            if one != other:
                wrong = f"{currency}: {what} differ by {shown(one - other, currency)}."
                yield DOES_NOT_TIE.finding(
                    "Invoices", wrong, "Please report this fault of the program.", key=f"{currency} {what}"
                )


def _papers(book: Book, currency: str) -> Iterator[tuple[str, int, int]]:
    frame, rows = book.frame("Invoices"), book.frame("Allocations")
    mine = (book.table("Invoices").currencies == currency).to_numpy()
    owed = int(gross(frame)[mine & counted(book)].sum())
    theirs = (rows["Kind"] != "Credit").to_numpy() & _of(rows["Invoice No"], frame["Invoice No"], mine)
    settled = int(rows.loc[theirs, "Amount"].sum())
    still = int(frame.loc[mine, "Open"].sum())
    yield "open items and the papers less what is settled", still, owed - settled
    aged = int(frame.loc[mine & (frame["Age"] != "").to_numpy(), "Open"].sum())
    yield "the age classes and the open items", aged, still


def _receipts(book: Book, currency: str) -> Iterator[tuple[str, int, int]]:
    frame, rows = book.frame("Receipts"), book.frame("Allocations")
    mine = (book.table("Receipts").currencies == currency).to_numpy() & frame["Left to apply"].notna().to_numpy(
        dtype=bool
    )
    came = int((frame["Amount"] + frame["Bank or card fee"].fillna(0))[mine].sum())
    paid = rows["Kind"].isin(["Payment", "Refund"]).to_numpy() & _of(rows["Source"], frame["Receipt No"], mine)
    used = int(rows.loc[paid, "Amount"].sum())
    yield (
        "receipts and what they settle plus what is left of them",
        came,
        used + int(frame.loc[mine, "Left to apply"].sum()),
    )


def _of(values: pd.Series, numbers: pd.Series, mine: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which values are numbers of these rows; quick where all rows are."""
    return np.ones(len(values), dtype=bool) if mine.all() else taken(mine, positions(values, numbers), default=False)
