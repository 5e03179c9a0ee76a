"""Who paid: the customer behind each receipt, and how well that is known.

In this order: the Customer ID of the row; the payer's account, where Payment Accounts gives it to one customer or receipts with
Apply to have shown it; the payer's name, where receipts with Apply to have shown whose it is; the name of a customer; a name
that is all but the same. What points to two customers points to none. Settlements of card processors teach nothing, because
they bring the money of many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.joins import positions
from salessheets.sheets.customers.twice import LEGAL_FORMS, bare_name
from salessheets.sheets.receipts.apply_to import parse
from salessheets.sheets.receipts.ledger import Flags, Money, Papers, Whole

NOBODY, ALIKE, NAMED, SHOWN, TYPED = range(5)
"""How well the payer is known: not at all, by a name much alike, by the customer's name, by account or habit, by Customer ID."""

WORDS = (
    "payer not known",
    "a name much like the customer's",
    "the customer's name",
    "the payer's account or earlier payments",
    "Customer ID",
)
"""The evidence in words, by level."""

_ALIKE = 90.0
_MOST_ALIKE = 300
"""A word that more customers share than this tells nobody apart, and is not looked at."""


@dataclass(frozen=True)
class Payers:
    """Who paid each receipt.

    Attributes:
        book: The book.
        papers: Its papers.
        money: Its receipts.
    """

    book: Book
    papers: Papers
    money: Money

    @cached_property
    def known(self) -> tuple[Whole, Whole]:
        """Per receipt: position on Customers (-1 for nobody) and how well it is known."""
        who, level = self.money.customer.copy(), np.where(self.money.customer >= 0, TYPED, NOBODY)
        shown, doubted = self._shown
        take = (level == NOBODY) & (shown >= 0)
        who[take], level[take] = shown[take], np.where(doubted[take], NAMED, SHOWN)
        rest = level == NOBODY
        if rest.any():
            codes, distinct = pd.factorize(self.money.table.frame["Payer"].to_numpy(dtype=object)[rest])
            found = np.array([self._by_name(text) for text in distinct], dtype=np.int64).reshape(-1, 2)[codes]
            who[rest], level[rest] = found[:, 0], found[:, 1]
        return who, level.astype(np.int64)

    @property
    def who(self) -> Whole:
        """Position on Customers, -1 for nobody."""
        return self.known[0]

    @property
    def level(self) -> Whole:
        """NOBODY, ALIKE, NAMED, SHOWN or TYPED."""
        return self.known[1]

    @cached_property
    def _shown(self) -> tuple[Whole, Flags]:
        """Customer by account, else by earlier payments of that payer; and where the two disagree."""
        account, name = _whose(self._accounts()), _whose(self._habits())
        frame = self.money.table.frame
        by_account = _looked_up(frame["Payer account"].map(_compact), account)
        by_name = _looked_up(frame["Payer"].map(_bare), name)
        doubted = (by_account >= 0) & (by_name >= 0) & (by_account != by_name)
        return np.where(by_account >= 0, by_account, by_name), doubted

    def _accounts(self) -> Iterator[tuple[str, int]]:
        """(account, customer) of Payment Accounts and of receipts with Apply to."""
        rows = self.book.frame("Payment Accounts")
        owners = positions(rows["Customer ID"], self.book.frame("Customers")["Customer ID"])
        yield from zip(map(_compact, rows["IBAN"]), owners.tolist(), strict=True)
        yield from self._taught("Payer account", _compact)

    def _habits(self) -> Iterator[tuple[str, int]]:
        """(bare name, customer) of receipts with Apply to, except names that customers themselves bear."""
        own = self._names
        yield from ((name, customer) for name, customer in self._taught("Payer", _bare) if name not in own)

    def _taught(self, header: str, form: object) -> Iterator[tuple[str, int]]:
        frame, money = self.money.table.frame, self.money
        teaching = money.counts & (money.value > 0) & (frame["Apply to"] != "").to_numpy()
        teaching &= (frame["Method"] != "Card").to_numpy() & (frame[header] != "").to_numpy()
        if not teaching.any():
            return
        pairs = frame.loc[teaching, [header, "Apply to"]].drop_duplicates()
        for text, typed in zip(pairs[header], pairs["Apply to"], strict=True):
            papers = {self.papers.find(wish.number) for wish in parse(typed, "EUR")}
            customers = {int(self.papers.customer[paper]) for paper in papers if paper >= 0}
            yield from ((form(text), customer) for customer in customers)  # type: ignore[operator]

    @cached_property
    def _names(self) -> dict[str, list[int]]:
        """Bare name -> customers who bear it."""
        names: dict[str, list[int]] = defaultdict(list)
        merged = (self.book.frame("Customers")["Status"] == "Merged").tolist()
        for place, text in enumerate(self._customer_names):
            if not merged[place] and (bare := _bare(text)):
                names[bare].append(place)
        return names

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        words: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self._customer_names):
            for word in set(_words(text)):
                words[word].append(place)
        return words

    @cached_property
    def _customer_names(self) -> list[str]:
        return self.book.frame("Customers")["Customer name"].tolist()

    def _by_name(self, text: str) -> tuple[int, int]:
        bare = _bare(text)
        if not bare:
            return -1, NOBODY
        same = self._names.get(bare, [])
        if same:
            return (same[0], NAMED) if len(same) == 1 else (-1, NOBODY)
        return self._much_alike(text)

    def _much_alike(self, text: str) -> tuple[int, int]:
        """The one customer whose name is all but the payer's; nobody when there are two."""
        from rapidfuzz import fuzz

        words = [self._by_word.get(word, []) for word in _words(text)]
        near = sorted({place for places in words if len(places) <= _MOST_ALIKE for place in places})
        mine = " ".join(_words(text))
        alike = [
            place
            for place in near
            if fuzz.token_sort_ratio(mine, " ".join(_words(self._customer_names[place]))) >= _ALIKE
        ]
        return (alike[0], ALIKE) if len(alike) == 1 else (-1, NOBODY)


def _words(text: str) -> list[str]:
    return [word for word in map(bare_name, text.split()) if word and word not in LEGAL_FORMS]


def _bare(text: str) -> str:
    return bare_name(text) if text else ""


def _compact(text: str) -> str:
    return "".join(text.split()).upper()


def _whose(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Text -> its only customer; texts of two customers are left out."""
    whose: dict[str, set[int]] = defaultdict(set)
    for text, customer in pairs:
        if text and customer >= 0:
            whose[text].add(customer)
    return {text: min(customers) for text, customers in whose.items() if len(customers) == 1}


def _looked_up(texts: pd.Series, known: dict[str, int]) -> Whole:
    if not known:
        return np.full(len(texts), -1, dtype=np.int64)
    return np.asarray(texts.map(known).fillna(-1).to_numpy(dtype=np.int64))
