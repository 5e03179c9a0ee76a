"""The report in four sentences, chosen by rule, each with its figures.

- Outlook: attainment to date, and where the year ends at the pace of the last four full weeks.
- People: who leads, who trails; with one rep, how that one stands.
- Weeks: the last full week against the four before it.
- Cash: how much is overdue and who owes the most of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salessheets.reports.amounts import Amounts, cut
from salessheets.reports.attained import Standing
from salessheets.reports.owed import Owed
from salessheets.reports.weeks import Week

_STEADY = 0.02
"""A change of less than this is no change."""
_EVEN = 0.005
_NAME = 32
"""Longest name in a sentence, so that the sentence stays on its line."""


@dataclass(frozen=True)
class Headlines:
    """What the sentences are made of.

    Attributes:
        office: How amounts are written.
        company: The year to date; its `whole` is None where the targets do not reach to the end of the year.
        reps: Reps with a target, best first.
        weeks: The year's weeks.
        owed: What is owed.
        left: Days of the fiscal year after the as-of day.
    """

    office: Amounts
    company: Standing
    reps: Sequence[Standing]
    weeks: Sequence[Week]
    owed: Owed
    left: int

    def all(self) -> dict[str, str]:
        """Name in the template -> sentence."""
        return {"outlook": self.outlook(), "people": self.people(), "weeks": self.week(), "cash": self.cash()}

    def outlook(self) -> str:
        """Where the company stands and where the year ends at this pace."""
        share, whole = self.company.share, self.company.whole
        if share is None:
            return "There is no revenue target for this year, so revenue stands without comparison."
        if self.left <= 0 and whole:
            return f"The year closes at {self.office.percent(share)} of its target of {self.office.short(whole)}."
        said = f"{self.office.percent(share)} of the target to date"
        full = [week.revenue for week in self.weeks if week.full][-4:]
        if not full or not whole:
            return f"{said}."
        ends = (self.company.revenue or 0) + round(sum(full) / len(full) * self.left / 7)
        return f"{said}; at the pace of {_recent(len(full))} the year ends {self._compared(ends, whole)}."

    def people(self) -> str:
        """Who leads and who trails."""
        reps = self.reps
        if not reps:
            return "No rep has a target of their own."
        best, worst = reps[0], reps[-1]
        if len(reps) == 1:
            return f"{cut(best.name, _NAME)} stands at {self.office.percent(best.share or 0)} of target."
        behind = sum(1 for rep in reps if (rep.share or 0) < 1)
        word = (
            "Everybody is on target"
            if not behind
            else f"{behind} of {len(reps)} {'is' if behind == 1 else 'are'} behind"
        )
        return (
            f"{cut(best.name, _NAME)} leads at {self.office.percent(best.share or 0)}; {cut(worst.name, _NAME)} trails at "
            f"{self.office.percent(worst.share or 0)}. {word}."
        )

    def week(self) -> str:
        """The last full week against the four before it."""
        full = [week for week in self.weeks if week.full]
        if not full:
            return "No week of this year is over yet."
        if not full[-1].revenue and not full[-1].orders:
            return "The last full week brought nothing."
        last, before = full[-1], [week.revenue for week in full[-5:-1]]
        said = f"The last full week brought {self.office.short(last.revenue)} from {last.orders:,} {'order' if last.orders == 1 else 'orders'}"
        mean = sum(before) / len(before) if before else 0
        if mean <= 0:
            return f"{said}."
        change = last.revenue / mean - 1
        if abs(change) < _STEADY:
            return f"{said}, as much as in {_recent(len(before), 'before')}."
        return f"{said}, {self.office.percent(abs(change))} {'more' if change > 0 else 'less'} than in {_recent(len(before), 'before')}."

    def cash(self) -> str:
        """How much is overdue and who owes the most of it."""
        late = self.owed.overdue
        whole = self.owed.total - self.owed.by_class("Unapplied")
        if whole <= 0:
            return "Nothing is open."
        if not len(late):
            return f"Nothing is overdue; {self.office.short(whole)} is open."
        debtors = late.groupby("Customer")["Open"].sum().sort_values(ascending=False, kind="stable")
        share = self.office.percent(int(late["Open"].sum()) / whole)
        return f"{share} of open amounts is overdue. {cut(str(debtors.index[0]), _NAME)} owes the most of it: {self.office.short(int(debtors.iloc[0]))}."

    def _compared(self, ends: int, whole: int) -> str:
        change = ends / whole - 1
        if abs(change) < _EVEN:
            return "on its target"
        return f"{self.office.percent(abs(change))} {'above' if change > 0 else 'below'} its target"


def _recent(weeks: int, word: str = "") -> str:
    """The weeks just gone, or those before a week, in words.

    Example:
        >>> _recent(4), _recent(1), _recent(4, "before"), _recent(1, "before")
        ('the last four weeks', 'the last week', 'the four weeks before', 'the week before')
    """
    count = ("", "", "two ", "three ", "four ")[weeks]
    noun = "week" if weeks == 1 else "weeks"
    return f"the {count}{noun} {word}" if word else f"the last {count}{noun}"


def days_left(last: date, as_of: date) -> int:
    """Days of the year after the as-of day."""
    return max((last - as_of).days, 0)
