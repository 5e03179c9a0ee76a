"""The report "Sales against target": revenue and attainment, weeks, receivables, and what proves that they tie.

Every figure is worked out from the book as the steps of a refresh left it. Amounts are Decimal currency units of the base currency,
shares are fractions, days are dates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd

from salessheets.core.book import Book
from salessheets.core.fiscal import span
from salessheets.core.weeks import WeekScheme, weeks_in, weeks_of
from salessheets.reports import control_totals, feeds, heat_map
from salessheets.reports.amounts import Amounts, cut
from salessheets.reports.attained import People, Standing, by_rep, company, standings, team_standings
from salessheets.reports.headlines import Headlines, days_left
from salessheets.reports.owed import CLASSES, Owed, owed, top_and_others
from salessheets.reports.tiles import tiles
from salessheets.reports.weeks import Week, documents, last_target_day, weeks

Row = dict[str, object]
TITLE = "Sales against target"
_CUSTOMERS, _OVERDUE, _TOP = 16, 61, 8
"""Rows of the ageing table and the overdue list, the row of the others included; rows of the short overdue list."""
_NAME, _SHORT = 40, 22
"""Longest name in a table, and on the page Summary."""


def fed_by(book: Book) -> bool:
    """True when the book has anything that sells or is owed."""
    return any(len(book.frame(name)) for name in ("Orders", "Deliveries", "Invoices", "Weekly Sales", "Targets"))


def data(book: Book, workbook: str) -> Mapping[str, object]:
    """All fields and datasets of the template.

    Args:
        book: With everything computed in place.
        workbook: The workbook's name, for the footer.
    """
    office = Amounts(book.settings.base_currency.upper(), book.settings.document_language)
    desk = _Desk(book, office, People.of(book))
    return {**_head(desk, workbook), **_people(desk), **_weekly(desk), **_cash(desk), **_control(desk)}


class _Desk:
    """The book, and the figures that several pages share."""

    def __init__(self, book: Book, office: Amounts, people: People) -> None:
        self.book, self.office, self.people = book, office, people
        self.year: list[Standing] = standings(people, "year")
        self.company: Standing = company(self.year)
        self.reps: list[Standing] = by_rep(self.year)
        self.weeks: list[Week] = weeks(people)
        self.owed: Owed = owed(book)

    def units(self, minor: int | None) -> Decimal | None:
        """Minor units -> currency units; a blank stays one."""
        return None if minor is None else self.office.units(minor)


def _head(desk: _Desk, workbook: str) -> Row:
    """Titles, tiles and headlines."""
    book, office = desk.book, desk.office
    last = (span(desk.people.year, "FY", WeekScheme.of(book.settings)) or (book.as_of, book.as_of))[1]
    reaching = (last_target_day(book) or book.as_of) >= last
    company_ = desk.company if reaching else replace(desk.company, whole=None)
    said = Headlines(office, company_, desk.reps, desk.weeks, desk.owed, days_left(last, book.as_of))
    return {
        "company": book.settings.company_name or workbook,
        "book": workbook,
        "locale": office.locale,
        "currency": office.currency,
        "as_of": book.as_of,
        "as_of_text": office.day(book.as_of),
        "period": _period(desk),
        "counted_at": book.settings.target_counted_at.lower(),
        "headlines": {**said.all(), "data": control_totals.data_headline(book)},
        **tiles(office, desk.company, desk.reps, desk.weeks, desk.owed),
    }


def _period(desk: _Desk) -> str:
    """The year, the as-of day and its week in words."""
    scheme = WeekScheme.of(desk.book.settings)
    year, number, _ = weeks_of(pd.Series([pd.Timestamp(desk.book.as_of)]).to_numpy(dtype="datetime64[D]"), scheme)
    of = f" of {weeks_in(int(year[0]), scheme)}"
    settings = desk.book.settings
    if settings.week_scheme in {"ISO", "Calendar week"} and settings.fiscal_month != 1:
        of = f" of {year[0]}"  # calendar weeks do not count through a fiscal year that starts elsewhere
    return f"Fiscal year {desk.people.year} to {desk.office.day(desk.book.as_of)} · week {number[0]}{of}"


def _people(desk: _Desk) -> Row:
    """The page Attainment and its chart."""
    months, quarters = standings(desk.people, "month"), standings(desk.people, "quarter")
    return {
        "attainment_year": [_standing(desk, row, "Region", row.region) for row in desk.year if row.stands],
        "attainment_team": [_standing(desk, row, "Reps", size) for row, size in team_standings(desk.people, desk.year)],
        "attainment_quarter": [_standing(desk, row, "Quarter", row.period) for row in quarters if row.stands],
        "attainment_month": [_standing(desk, row, "Month", _month(desk, row.period)) for row in months if row.stands],
        "attainment_map": heat_map.rows(months, desk.year),
        "months": heat_map.labels(desk.people, desk.office),
        "chart_attainment": feeds.attainment_rows(desk.office, desk.company, desk.reps),
    }


def _standing(desk: _Desk, row: Standing, second: str, value: object) -> Row:
    return {"Rep": row.name, second: value, "Target": desk.units(row.target), "Revenue": desk.units(row.revenue)}


def _month(desk: _Desk, period: str) -> str:
    """A calendar month by name; a period of whole weeks by number."""
    if WeekScheme.of(desk.book.settings).retail:
        return period
    return desk.office.shape(desk.people.days(period)[0], "MMM y")


def _weekly(desk: _Desk) -> Row:
    """The page Weekly and its chart."""
    office = desk.office
    scale = office.scale([week.revenue for week in desk.weeks] + [week.target or 0 for week in desk.weeks])
    return {
        "unit": scale.named,
        "weeks_title": f"weeks from {office.day(desk.weeks[0].starts)} to {office.day(desk.book.as_of)}",
        "weekly": [
            {
                "Week": f"W{week.number:02d}", "Starts": week.starts, "Revenue": desk.units(week.revenue), "Target": desk.units(week.target),
                "Orders": week.orders, "Note": _note(desk, week),
            }
            for week in desk.weeks
        ],
        "chart_weeks": feeds.week_rows(office, desk.weeks, scale),
    }  # fmt: skip


def _note(desk: _Desk, week: Week) -> str:
    """What is to know about a week."""
    if not week.full:
        return "so far"
    return f"{desk.office.short(week.restated)} late" if week.restated else ""


def _cash(desk: _Desk) -> Row:
    """The page Receivables, the short overdue list and the charts."""
    table = desk.owed.by_customer().reset_index()
    customers: list[Row] = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    shown = top_and_others(customers, _CUSTOMERS, [*CLASSES, "Open"], "Customer", "others")
    largest = [int(str(row["Open"])) for row in customers]
    ages = desk.office.scale(desk.owed.by_class(name) for name in CLASSES)
    scale = desk.office.scale(largest[:1])
    late = [_paper(desk, row) for row in desk.owed.overdue.to_dict("records")]
    return {
        "open_unit": ages.named,
        "debtor_unit": scale.named,
        "receivables": [
            {
                "Customer": cut(str(row["Customer"]), _NAME),
                **{name: desk.units(int(str(row[name]))) for name in CLASSES},
            }
            for row in shown
        ],
        "overdue_list": top_and_others(late, _OVERDUE, ["Open"], "Customer", "further invoices"),
        "top_overdue": [
            {**paper, "Customer": cut(str(paper["Customer"]), _SHORT), "Rep": cut(str(paper["Rep"]), _SHORT)}
            for paper in late[:_TOP]
        ],
        "overdue_title": _overdue_title(late),
        "overdue_note": _overdue_note(desk, late),
        "chart_ages": feeds.age_rows(desk.office, desk.owed, ages),
        "chart_debtors": feeds.debtor_rows(desk.office, customers, scale),
    }


def _paper(desk: _Desk, row: Mapping[str, object] | Mapping[object, object]) -> Row:
    paper: Row = {
        name: _plain(row[name]) for name in ("Invoice", "Customer", "Rep", "Date", "Due", "Promised", "Status")
    }
    named = {name: cut(str(row[name]), _NAME) for name in ("Customer", "Rep")}
    return paper | named | {"Days late": row["Days"], "Open": desk.units(int(str(row["Open"])))}


def _plain(value: object) -> object:
    """A day as a date; a blank as None."""
    if value is pd.NaT:
        return None
    return value.date() if isinstance(value, date) and hasattr(value, "date") else value


def _overdue_title(late: Sequence[Row]) -> str:
    if not late:
        return "Nothing is overdue"
    return f"Largest overdue invoices, {_TOP} of {len(late)}" if len(late) > _TOP else "Overdue invoices"


def _overdue_note(desk: _Desk, late: Sequence[Row]) -> str:
    if not late:
        return "Nothing is overdue."
    whole = desk.office.short(int(desk.owed.overdue["Open"].sum()))
    return (
        f"{len(late):,} {'invoice is' if len(late) == 1 else 'invoices are'} overdue with {whole}, the largest first."
    )


def _control(desk: _Desk) -> Row:
    """The page Control: the second side of every check."""
    sold = sum(desk.people.sold("FY").values())
    return {
        "documents_year": desk.units(sold),
        "documents_weeks": desk.units(documents(desk.people, desk.weeks)),
        "ledger_open": desk.units(desk.owed.total),
        "ledger_overdue": desk.units(int(desk.owed.overdue["Open"].sum())),
        "billed": desk.units(desk.owed.billed),
        "settled": desk.units(desk.owed.settled),
        "unapplied": desk.units(desk.owed.unapplied),
        "findings_by_rule": control_totals.findings_by_rule(desk.book),
        "rows_used": control_totals.rows_used(desk.book),
    }
