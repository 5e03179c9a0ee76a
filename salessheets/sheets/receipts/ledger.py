"""What the matching works on: papers that are owed, money that came in, and what was decided about it.

Everything is held in columns; a paper is its position on the Invoices sheet, a receipt its position on the Receipts sheet.
Amounts are minor units of the row's currency. A credit note's gross and open amounts are below zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book, Table
from salessheets.core.dates import Days, days_of
from salessheets.core.findings import Finding
from salessheets.core.joins import positions
from salessheets.core.texts import key_form, key_forms
from salessheets.sheets.allocations import ALLOCATION_KINDS
from salessheets.sheets.invoices.due_dates import discount_until, gross

if TYPE_CHECKING:
    from salessheets.sheets.receipts.payers import Payers

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

PAYMENT, CREDIT, DISCOUNT, WRITE_OFF, DIFFERENCE, REFUND = range(len(ALLOCATION_KINDS))
OWED = ("Sent", "Written off")
"""Statuses of papers that are or were owed."""


def ranks(texts: Iterable[str]) -> Whole:
    """Each text's place in alphabetical order, so that no result depends on the order of rows."""
    items = list(texts)
    rank = np.empty(len(items), dtype=np.int64)
    rank[sorted(range(len(items)), key=items.__getitem__)] = np.arange(len(items))
    return rank


@dataclass(frozen=True)
class Papers:
    """Invoices, deposits and credit notes.

    Attributes:
        table: The Invoices sheet.
        number: Invoice No as typed.
        day: Date.
        net: Net; 0 where blank.
        gross: Net + Tax; 0 where blank.
        currency: ISO code.
        customer: Position on Customers, -1 for unknown.
        counts: Sent or written off, dated up to the as-of day, with an amount.
        later: Dated after the as-of day.
        credit: Credit notes.
        disputed: Dispute is Yes.
        discount: Early-payment discount, 0 for none.
        discount_until: Last day on which it is granted, grace included; NaT for none.
    """

    table: Table
    number: Sequence[str]
    day: Days
    net: Whole
    gross: Whole
    currency: Texts
    customer: Whole
    counts: Flags
    later: Flags
    credit: Flags
    disputed: Flags
    discount: Whole
    discount_until: Days

    @cached_property
    def by_form(self) -> dict[str, int]:
        """Key form of a number -> its position; the first row where a number stands twice."""
        forms = key_forms(self.number)
        known = dict(zip(reversed(forms), range(len(forms) - 1, -1, -1), strict=True))
        known.pop("", None)
        return known

    def find(self, text: str) -> int:
        """Position of the paper with that number, -1 for none."""
        return self.by_form.get(key_form(text), -1)

    @cached_property
    def rank(self) -> Whole:
        """Alphabetical place of each number."""
        return ranks(self.number)


@dataclass(frozen=True)
class Money:
    """Receipts.

    Attributes:
        table: The Receipts sheet.
        number: Receipt No as typed.
        day: Date.
        value: Amount and fee; 0 where blank.
        currency: ISO code.
        customer: Position on Customers of the Customer ID; -1 for none.
        namesake: Position on Customers of the first customer who bears the payer's name; -1 for none.
        same_name: Per customer: position of the first customer with the same name; one -1 more at the end.
        counts: Dated up to the as-of day, with an amount.
        reverses: Position of the receipt that this one takes back; -1 for none.
    """

    table: Table
    number: Sequence[str]
    day: Days
    value: Whole
    currency: Texts
    customer: Whole
    namesake: Whole
    same_name: Whole
    counts: Flags
    reverses: Whole

    @cached_property
    def rank(self) -> Whole:
        """Alphabetical place of each number."""
        return ranks(self.number)


@dataclass(frozen=True)
class Entries:
    """Amounts that settle papers, one per position.

    Attributes:
        receipt: The receipt it comes from; -1 for none.
        credit: The credit note it comes from; -1 for none.
        paper: The paper it settles.
        kind: Index into ALLOCATION_KINDS.
        amount: Minor units of the paper's currency.
        admin: Decided by the admin.
    """

    receipt: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    credit: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    paper: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    kind: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    amount: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    admin: Flags = field(default_factory=lambda: np.zeros(0, bool))

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int, int, int, int]], *, admin: bool) -> Entries:
        """From tuples (receipt, credit note, paper, kind, amount)."""
        if not rows:
            return cls()
        receipt, credit, paper, kind, amount = np.array(rows, dtype=np.int64).T
        return cls(receipt, credit, paper, kind, amount, np.full(len(rows), admin))

    @classmethod
    def paying(cls, receipt: Whole, paper: Whole, amount: Whole, *, admin: bool, kind: int = PAYMENT) -> Entries:
        """Payments of one receipt each; amounts of 0 are dropped."""
        some = amount != 0
        none = np.full(int(some.sum()), -1)
        return cls(receipt[some], none, paper[some], np.full(len(none), kind), amount[some], np.full(len(none), admin))

    @classmethod
    def joined(cls, parts: Iterable[Entries]) -> Entries:
        """All entries in one."""
        every = list(parts)
        names = ("receipt", "credit", "paper", "kind", "amount", "admin")
        return cls(*(np.concatenate([getattr(part, name) for part in every]) for name in names)) if every else cls()


@dataclass(frozen=True)
class Decision:
    """What a pass decided.

    Attributes:
        entries: What is booked.
        receipt: Receipts that are decided now.
        match: For each of them the word for Match.
        why: The evidence in words.
        suggestion: Text for Suggestion.
        findings: What is wrong.
        gone: (receipt, minor units) of money that was taken back before it had paid anything, and of what took it back.
        held: (paper, minor units) of what suggestions would settle.
        notes: Receipt -> a doubt that the passes to come must respect: they suggest at most, and say it.
    """

    entries: Entries = field(default_factory=Entries)
    receipt: Whole = field(default_factory=lambda: np.zeros(0, np.int64))
    match: Texts = field(default_factory=lambda: np.zeros(0, object))
    why: Texts = field(default_factory=lambda: np.zeros(0, object))
    suggestion: Texts = field(default_factory=lambda: np.zeros(0, object))
    findings: tuple[Finding, ...] = ()
    gone: tuple[tuple[int, int], ...] = ()
    held: tuple[tuple[int, int], ...] = ()
    notes: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def alike(cls, receipt: Whole, match: str, why: str, **more: object) -> Decision:
        """The same words for all receipts."""
        words = [np.full(len(receipt), text, dtype=object) for text in (match, why, "")]
        return replace(cls(Entries(), receipt, *words), **more)  # type: ignore[arg-type]

    @classmethod
    def joined(cls, parts: Sequence[Decision]) -> Decision:
        """All decisions of a pass in one."""
        names = ("receipt", "match", "why", "suggestion")
        receipt, match, why, suggestion = (np.concatenate([getattr(part, name) for part in parts]) for name in names)
        findings = tuple(finding for part in parts for finding in part.findings)
        gone = tuple(pair for part in parts for pair in part.gone)
        held = tuple(pair for part in parts for pair in part.held)
        notes = {receipt: note for part in parts for receipt, note in part.notes.items()}
        entries = Entries.joined(part.entries for part in parts)
        return cls(entries, receipt, match, why, suggestion, findings, gone, held, notes)


@dataclass(frozen=True)
class Case:
    """What is left to decide.

    Attributes:
        book: The book, for its settings and terms.
        papers: All papers.
        money: All receipts.
        open: Open amount of each paper; 0 where it does not count.
        left: What each receipt has not paid with yet; 0 where it does not count.
        undecided: Receipts on which no pass has decided.
        credited: (day, paper, amount) of what credit notes take off the papers that they correct, by day. `open` is what is left
            after all of them; a receipt before that day still finds the amount open.
        held: Per paper, what suggestions to other receipts would settle.
        notes: Receipt -> a doubt: it is suggested at most.
        payers: Who paid.
    """

    book: Book
    papers: Papers
    money: Money
    open: Whole
    left: Whole
    undecided: Flags
    payers: Payers
    held: Whole
    credited: tuple[tuple[np.datetime64, int, int], ...] = ()
    notes: Mapping[int, str] = field(default_factory=dict)

    def after(self, decision: Decision) -> Case:
        """What is left once a pass has decided."""
        new = decision.entries
        undecided = self.undecided.copy()
        undecided[decision.receipt] = False
        still, left = open_after(self.open, new), self.left.copy()
        spends = (new.receipt >= 0) & (new.credit < 0) & (new.kind != DISCOUNT)
        np.subtract.at(left, new.receipt[spends], new.amount[spends])
        for receipt, amount in decision.gone:
            left[receipt] -= amount
        held = self.held.copy() if decision.held else self.held
        for paper, amount in decision.held:
            held[paper] += amount
        notes = {**self.notes, **decision.notes} if decision.notes else self.notes
        return replace(self, open=still, left=left, undecided=undecided, held=held, notes=notes)


def open_after(still: Whole, entries: Entries) -> Whole:
    """Open amounts once the entries are booked. What comes from a credit note settles both sides."""
    changed = still.copy()
    np.subtract.at(changed, entries.paper, entries.amount)
    given = entries.credit >= 0
    np.add.at(changed, entries.credit[given], entries.amount[given])
    return changed


def papers_of(book: Book) -> Papers:
    """The papers of the book."""
    table, as_of = book.table("Invoices"), np.datetime64(book.as_of)
    frame, day = table.frame, days_of(table.frame["Date"])
    total = gross(frame)
    until, discount = discount_until(book)
    return Papers(
        table=table,
        number=frame["Invoice No"].tolist(),
        day=day,
        net=frame["Net"].fillna(0).to_numpy(dtype=np.int64),
        gross=total.fillna(0).to_numpy(dtype=np.int64),
        currency=table.currencies.to_numpy(dtype=object),
        customer=positions(frame["Customer ID"], book.frame("Customers")["Customer ID"]),
        counts=frame["Status"].isin(OWED).to_numpy() & (day <= as_of) & total.notna().to_numpy(dtype=bool),
        later=day > as_of,
        credit=(frame["Type"] == "Credit note").to_numpy(),
        disputed=(frame["Dispute"] == "Yes").to_numpy(),
        discount=discount,
        discount_until=until + book.settings.discount_grace_days,
    )


def money_of(book: Book) -> Money:
    """The receipts of the book."""
    table, customers = book.table("Receipts"), book.frame("Customers")
    frame, day = table.frame, days_of(table.frame["Date"])
    value = frame["Amount"] + frame["Bank or card fee"].fillna(0)
    return Money(
        table=table,
        number=frame["Receipt No"].tolist(),
        day=day,
        value=value.fillna(0).to_numpy(dtype=np.int64),
        currency=table.currencies.to_numpy(dtype=object),
        customer=positions(frame["Customer ID"], customers["Customer ID"]),
        namesake=positions(frame["Payer"], customers["Customer name"]),
        same_name=np.append(positions(customers["Customer name"], customers["Customer name"]), -1),
        counts=(day <= np.datetime64(book.as_of)) & value.notna().to_numpy(dtype=bool),
        reverses=_reversed(frame),
    )


def _reversed(frame: pd.DataFrame) -> Whole:
    if not (frame["Reverses"] != "").any():
        return np.full(len(frame), -1, dtype=np.int64)
    found = positions(frame["Reverses"], frame["Receipt No"])
    return np.where(found == np.arange(len(frame)), -1, found)
