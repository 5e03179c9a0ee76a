"""Who stands where against target: rows by rep and period that add up to the sales of the whole company.

The targets are those of revenue, each for its own days up to the as-of day. A rep's own target for all sales stands where there is
one; else the rep's targets for single regions or product groups. What a rep sold beside them, and sales of nobody, have rows without a
target, so that the revenue of all rows is the revenue of the company.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.fiscal import fiscal_months, span
from salessheets.core.texts import key_form
from salessheets.core.weeks import WeekScheme
from salessheets.sheets.targets.achieved import Sales, teams
from salessheets.sheets.targets.attainment import attainment

_NOBODY = "No rep named"
_COMPANY = "Target of the whole company"


@dataclass(frozen=True)
class Standing:
    """How somebody stands in a period. Amounts in minor units of base currency.

    Attributes:
        rep: Rep ID; "" for nobody or the whole company.
        name: For the reader.
        region: The rep's region, or the one that the target is for.
        period: "FY", "Q2" or "P05".
        target: The target up to the as-of day; None without one.
        revenue: What was sold; None for a target that is everybody's.
        whole: The target of the whole period; None without one.
    """

    rep: str
    name: str
    region: str
    period: str
    target: int | None
    revenue: int | None
    whole: int | None = None

    @property
    def stands(self) -> bool:
        """True when there is anything to show: a target to date or revenue."""
        return bool(self.target or self.revenue)

    @property
    def share(self) -> float | None:
        """Revenue / target; None without a target."""
        return self.revenue / self.target if self.target and self.revenue is not None else None


@dataclass(frozen=True)
class People:
    """The book's reps and what they sold.

    Attributes:
        book: The book.
        year: Named fiscal year of the as-of day.
        sales: Event -> the sales counted at it.
        events: Key form of a rep -> the event at which the rep's targets count.
    """

    book: Book
    year: int
    sales: Mapping[str, Sales]
    events: Mapping[str, str]
    _levels: dict[str, pd.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    def attained(self, level: str) -> pd.DataFrame:
        """How the year's targets stand at a level, as `attainment` tells; worked out once."""
        if level not in self._levels:
            rows = attainment(self.book, level)
            self._levels[level] = rows[rows["Fiscal year"] == self.year]
        return self._levels[level]

    @classmethod
    def of(cls, book: Book) -> People:
        """Count the sales at every event that a target or the setting asks for."""
        scheme, usual = WeekScheme.of(book.settings), book.settings.target_counted_at
        year = int(fiscal_months(np.array([book.as_of], dtype="datetime64[D]"), scheme)[0][0])
        targets = book.frame("Targets")
        mine = targets[
            (targets["Measure"] == "Revenue") & (targets["Fiscal year"] == year) & (targets["Scope"] != "Team")
        ]
        events = {key_form(rep): event or usual for rep, event in zip(mine["Rep ID"], mine["Counted at"], strict=True)}
        return cls(book, year, {event: Sales.of(book, event) for event in {usual, *events.values()}}, events)

    @property
    def names(self) -> dict[str, str]:
        """Rep ID -> name."""
        reps = self.book.frame("Reps")
        return {rep: name or rep for rep, name in zip(reps["Rep ID"], reps["Name"], strict=True)}

    @property
    def regions(self) -> dict[str, str]:
        """Rep ID -> region."""
        reps = self.book.frame("Reps")
        return dict(zip(reps["Rep ID"], reps["Region"], strict=True))

    def days(self, period: str) -> tuple[date, date]:
        """First and last day of a period of the year, up to the as-of day."""
        first, last = span(self.year, period, WeekScheme.of(self.book.settings)) or (self.book.as_of, self.book.as_of)
        return first, min(last, self.book.as_of)

    def sold(self, period: str) -> dict[str, int]:
        """Rep ID -> revenue in a period, each at the rep's own event; "" for sales of nobody."""
        first, last = self.days(period)
        found: dict[str, int] = {}
        for event, sales in self.sales.items():
            frame = sales.frame
            here = frame[(frame["Date"] >= pd.Timestamp(first)) & (frame["Date"] <= pd.Timestamp(last))]
            for rep, net in here.groupby("Rep ID", observed=True)["Net"].sum().items():
                if self._event(str(rep)) == event:
                    found[str(rep)] = int(net)
        return found

    def _event(self, rep: str) -> str:
        usual = self.book.settings.target_counted_at
        return self.events.get(key_form(rep), usual if rep else self.events.get("", usual))


def standings(people: People, level: str) -> list[Standing]:
    """Rows by period and rep that add up to all sales; periods that have not begun are left out.

    Args:
        people: The book's.
        level: "year", "quarter" or "month".
    """
    rows = _targets(people, level)
    made: list[Standing] = []
    for period in _periods(people, level):
        made += _tied(people, period, [row for row in rows if row.period == period])
    return made


def team_standings(people: People, year: Sequence[Standing]) -> list[tuple[Standing, int]]:
    """Managers for the year to date, with the number of people in each team.

    A manager's Team target stands; without one, the own targets of the team's members added up.

    Args:
        people: The book's.
        year: Everybody's standing in the year to date.
    """
    members = teams(people.book)
    named = {key_form(rep): rep for rep in people.names}
    rows = people.attained("year")
    theirs = rows[(rows["Scope"] == "Team") & (rows["Region"] == "") & (rows["Product group"] == "")]
    given = {key_form(row.rep): row for row in _rows(people, theirs)}
    sold = people.sold("FY")
    made = []
    for lead, team in members.items():
        if len(team) > 1 and lead in named:
            revenue = sum(net for rep, net in sold.items() if key_form(rep) in team)
            row = given.get(lead) or _summed(people, named[lead], team, year)
            made.append((replace(row, revenue=row.revenue if lead in given else revenue), len(team)))
    return sorted((pair for pair in made if pair[0].stands), key=lambda pair: (-pair[1], pair[0].name))


def company(rows: Iterable[Standing]) -> Standing:
    """All rows of one period together."""
    rows = list(rows)
    targets = [row.target for row in rows if row.target is not None]
    wholes = [row.whole for row in rows if row.whole is not None]
    return Standing(
        "",
        "Company",
        "",
        "FY",
        sum(targets) if targets else None,
        sum(row.revenue or 0 for row in rows),
        sum(wholes) if wholes else None,
    )


def by_rep(rows: Iterable[Standing]) -> list[Standing]:
    """One row per rep with a target, best first."""
    found: dict[str, list[Standing]] = {}
    for row in rows:
        if row.rep:
            found.setdefault(row.rep, []).append(row)
    whole = [replace(company(mine), rep=rep, name=mine[0].name, region=mine[0].region) for rep, mine in found.items()]
    return sorted((row for row in whole if row.target), key=lambda row: (-(row.share or 0), row.name))


def _summed(people: People, lead: str, team: frozenset[str], own: Sequence[Standing]) -> Standing:
    rows = [row for row in own if key_form(row.rep) in team]
    return replace(company(rows), rep=lead, name=people.names[lead], region=people.regions.get(lead, ""))


def _periods(people: People, level: str) -> list[str]:
    names = {"year": ["FY"], "quarter": [f"Q{n}" for n in range(1, 5)], "month": [f"P{n:02d}" for n in range(1, 13)]}[
        level
    ]
    return [name for name in names if people.days(name)[0] <= people.book.as_of]


def _targets(people: People, level: str) -> list[Standing]:
    """The targets that count towards the company's, without those that would count twice."""
    rows = people.attained(level)
    rows = rows[(rows["Scope"] != "Team") & (rows["Targets"] > 0)]
    whole = rows[(rows["Region"] == "") & (rows["Product group"] == "")]
    keys = set(zip(whole["Rep ID"], whole["Period"], strict=True))
    covered = pd.Series(
        [pair in keys for pair in zip(rows["Rep ID"], rows["Period"], strict=True)], index=rows.index, dtype=bool
    )
    chosen = rows[~covered | rows.index.isin(whole.index)]
    reps = chosen[chosen["Rep ID"] != ""]
    return list(_rows(people, reps if len(reps) else chosen))


def _rows(people: People, rows: pd.DataFrame) -> Iterator[Standing]:
    """Rows of `attainment` as standings."""
    for rep, region, group, period, whole, target, achieved in rows[
        ["Rep ID", "Region", "Product group", "Period", "Target", "To date", "Achieved"]
    ].itertuples(index=False):
        name = people.names.get(rep, rep) if rep else _COMPANY
        place = " · ".join(part for part in (region, group) if part) or people.regions.get(rep, "")
        revenue = int(achieved) if rep else None
        yield Standing(rep, name, place, period, int(target), revenue, int(whole))


def _tied(people: People, period: str, rows: list[Standing]) -> list[Standing]:
    """The rows of a period and what was sold beside them, best first, sales without a target last."""
    sold = people.sold(period)
    rest = []
    for rep, revenue in sold.items():
        mine = [row for row in rows if rep and key_form(row.rep) == key_form(rep)]
        beside = revenue - sum(row.revenue or 0 for row in mine)
        if beside:
            name = people.names.get(rep, rep) if rep else _NOBODY
            rest.append(
                Standing(rep, name, "other sales" if mine else people.regions.get(rep, ""), period, None, beside)
            )
    rows = sorted(rows, key=lambda row: (-(row.share or 0), row.name, row.region))
    return rows + sorted(rest, key=lambda row: (-(row.revenue or 0), row.name))
