"""The first page in words: six tiles, and three sentences chosen by rule.

- Overdue: how much, by how many customers, and who owes the most of it.
- Risk: what is disputed or very old; else how much hangs on the three largest customers.
- Cash: what is due in the next four weeks and from whom most of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from salessheets.reports.amounts import Amounts, cut
from salessheets.reports.receivables.collecting import Collecting
from salessheets.reports.receivables.expecting import Expected

Tile = dict[str, object]
_NAME = 32


@dataclass(frozen=True)
class Words:
    """What tiles and sentences are made of. Amounts in minor units of base currency.

    Attributes:
        office: How amounts are written.
        papers: Open papers as `owed` tells.
        expected: The part whose money is expected.
        weeks: The weeks in which it is due.
        speed: How fast customers pay.
        oldest: Name of the last age class, and what is open in it.
    """

    office: Amounts
    papers: pd.DataFrame
    expected: pd.DataFrame
    weeks: Sequence[Expected]
    speed: Collecting
    oldest: tuple[str, int]

    @property
    def owed(self) -> int:
        """Open on invoices, before anything unapplied is taken off."""
        return int(self.papers.loc[self.papers["Open"] > 0, "Open"].sum())

    @property
    def late(self) -> pd.DataFrame:
        """Overdue papers."""
        return self.papers[self.papers["Overdue"]]

    def tiles(self) -> dict[str, Tile]:
        """Name in the template -> label, value, comparison."""
        short, late = self.office.short, int(self.late["Open"].sum())
        credits_ = self.papers[self.papers["Open"] < 0]
        weeks = self.weeks[:4]
        debtors = int(self.papers.loc[self.papers["Open"] > 0, "Customer ID"].nunique())
        return {
            "open": _tile("Owed by customers", short(self.owed), _count(debtors, "customer")),
            "overdue": _tile("Overdue", short(late), -len(self.late)),
            "share": _tile("Overdue share", late / self.owed if self.owed else 0.0, self._old()),
            "dso": _tile("Days sales outstanding", _days(self.speed.simple), self._countback()),
            "cash": _tile(
                "Expected in 4 weeks",
                short(sum(week.amount for week in weeks)),
                _count(sum(week.papers for week in weeks), "invoice"),
            ),
            "credit": _tile(
                "Not applied yet",
                short(int(credits_["Open"].sum())),
                _count(len(credits_), "receipt or credit", "receipts, credits"),
            ),
        }

    def _old(self) -> object:
        name, amount = self.oldest
        return f"{self.office.short(amount)} at {name} days" if name and amount else "none very old"

    def _countback(self) -> str:
        return (
            "over a year by countback" if self.speed.countback is None else f"{self.speed.countback:.0f} by countback"
        )

    def headlines(self) -> dict[str, str]:
        """Name in the template -> sentence."""
        return {"overdue": self._overdue(), "risk": self._risk(), "cash": self._cash()}

    def _overdue(self) -> str:
        if not self.owed:
            return "Nothing is open."
        late = self.late
        if not len(late):
            return f"Nothing is overdue; {self.office.short(self.owed)} is open."
        name, most, customers = _largest(late)
        share = self.office.percent(int(late["Open"].sum()) / self.owed)
        if customers == 1:
            return f"{share} of what is owed is overdue, all of it from {cut(name, _NAME)}."
        return f"{share} of what is owed is overdue, by {customers} customers; {cut(name, _NAME)} owes the most of it: {self.office.short(most)}."

    def _risk(self) -> str:
        disputed = self.papers[self.papers["Disputed"] & (self.papers["Open"] > 0)]
        name, old = self.oldest
        said = []
        if len(disputed):
            said.append(
                f"{_count(len(disputed), 'invoice')} with {self.office.short(int(disputed['Open'].sum()))} in dispute"
            )
        if name and old:
            said.append(f"{self.office.short(old)} in the age class {name} days")
        return f"{' and '.join(said)}." if said else self._concentration()

    def _concentration(self) -> str:
        if not self.owed:
            return "No money is at risk."
        debts = self.papers[self.papers["Open"] > 0].groupby("Customer ID")["Open"].sum().nlargest(3)
        whom = (
            "The largest customer owes"
            if len(debts) == 1
            else f"The {('', '', 'two', 'three')[len(debts)]} largest customers owe"
        )
        return f"{whom} {self.office.percent(int(debts.sum()) / self.owed)} of it; nothing is disputed."

    def _cash(self) -> str:
        amount = sum(week.amount for week in self.weeks[:4])
        if not amount:
            return "Nothing falls due in the next four weeks."
        due = self.expected["Due"].fillna(self.expected["Date"])
        name, most, customers = _largest(self.expected[due < pd.Timestamp(self.weeks[4].first)])
        if customers == 1:
            return f"{self.office.short(amount)} falls due in the next four weeks, from {cut(name, _NAME)}."
        return f"{self.office.short(amount)} falls due in the next four weeks, {self.office.short(most)} of it from {cut(name, _NAME)}."


def _largest(papers: pd.DataFrame) -> tuple[str, int, int]:
    """(name of the customer who owes most, how much, how many customers)."""
    sums = papers.groupby(["Customer ID", "Customer"])["Open"].sum().sort_values(ascending=False, kind="stable")
    return str(sums.index[0][1]), int(sums.iloc[0]), len(sums)


def _tile(label: str, value: object, versus: object) -> Tile:
    return {"label": label, "value": value, "versus": versus}


def _days(days: float | None) -> str:
    return "–" if days is None else f"{days:.0f} days"


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"
