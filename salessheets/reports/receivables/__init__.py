"""The report "Receivables": what customers owe, how old it is, what is late or disputed, and when money should come.

Every figure is worked out from the book as the steps of a refresh left it. Amounts are Decimal currency units of the base currency, at
the rate of each paper's date; shares are fractions, days are dates.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from salessheets.core.book import Book
from salessheets.core.money import in_units
from salessheets.reports import control_totals
from salessheets.reports.amounts import Amounts, cut
from salessheets.reports.owed import Owed, owed, top_and_others
from salessheets.reports.receivables.classes import COLUMNS, FIELDS, by_customer, shown_classes
from salessheets.reports.receivables.collecting import Collecting, collecting
from salessheets.reports.receivables.expecting import Expected, by_week, expected
from salessheets.reports.receivables.words import Words

Row = dict[str, object]
TITLE = "Receivables"
_CUSTOMERS, _LISTED, _BARS = 60, 200, 10
"""Rows of the ageing table and of each list, the row of the others included; bars of the chart."""
_NAME = 40


def fed_by(book: Book) -> bool:
    """True when the book has invoices or receipts."""
    return any(len(book.frame(name)) for name in ("Invoices", "Receipts"))


def data(book: Book, workbook: str) -> Mapping[str, object]:
    """All fields and datasets of the template.

    Args:
        book: With everything computed in place.
        workbook: The workbook's name, for titles and footer.
    """
    desk = _Desk(book)
    return {**_head(desk, workbook), **_ages(desk), **_lists(desk), **_weeks(desk), **_control(desk)}


class _Desk:
    """The book, and the figures that several pages share."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.office = Amounts(book.settings.base_currency.upper(), book.settings.document_language)
        self.owed: Owed = owed(book)
        self.expected = expected(self.owed.papers)
        self.weeks: list[Expected] = list(by_week(self.expected, book.as_of))
        self.customers = by_customer(self.owed.papers, book.settings.ages)
        papers = self.owed.papers
        self.due_from_customers = int(papers.loc[papers["Open"] > 0, "Open"].sum())
        late = int(papers.loc[papers["Overdue"], "Open"].sum())
        self.speed: Collecting = collecting(book, self.due_from_customers, self.due_from_customers - late)

    def units(self, minor: object) -> object:
        """Minor units -> currency units."""
        return self.office.units(int(str(minor)))


def _head(desk: _Desk, workbook: str) -> Row:
    """Titles, tiles and headlines."""
    book, office, names = desk.book, desk.office, shown_classes(desk.book.settings.ages)
    oldest = int(desk.customers[FIELDS[len(names) - 1]].sum())
    words = Words(office, desk.owed.papers, desk.expected, desk.weeks, desk.speed, (names[-1], oldest))
    return {
        "company": book.settings.company_name or workbook,
        "book": workbook,
        "locale": office.locale,
        "currency": office.currency,
        "as_of": book.as_of,
        "as_of_text": office.day(book.as_of),
        "ageing_by": book.settings.ageing_by.lower(),
        "overdue_means": _overdue_means(book.settings.grace_days),
        "headlines": {**words.headlines(), "data": control_totals.data_headline(book)},
        "classes": {f"c{at}": names[at - 1] if at <= len(names) else "" for at in range(1, len(FIELDS) + 1)},
        "speed": {
            "simple": _rounded(desk.speed.simple),
            "countback": _rounded(desk.speed.countback),
            "effectiveness": desk.speed.effectiveness,
            "billed": desk.units(desk.speed.billed),
            "days": desk.speed.days,
        },
        **{f"tile_{name}": tile for name, tile in words.tiles().items()},
    }


def _overdue_means(grace: int) -> str:
    """When an invoice is overdue, in words."""
    return f"Open for more than {grace:,} {'day' if grace == 1 else 'days'} after" if grace else "Open after"


def _rounded(days: float | None) -> float | None:
    return None if days is None else round(days, 1)


def _ages(desk: _Desk) -> Row:
    """The ageing table and its chart."""
    rows: list[Row] = [{str(key): value for key, value in row.items()} for row in desk.customers.to_dict("records")]
    shown = top_and_others(rows, _CUSTOMERS, [*COLUMNS, "Open"], "Customer", "other customers")
    debts = [sum(int(str(row[name])) for name in COLUMNS[:-1]) for row in rows]
    ranked = [row for _, row in sorted(zip(debts, rows, strict=True), key=lambda pair: -pair[0])][:_BARS]
    scale = desk.office.scale([max(debts, default=0)])
    bars: list[Row] = [
        {
            "Customer": cut(str(row["Customer"]), 28),
            **{name: scale.of(desk.office.units(int(str(row[name])))) for name in COLUMNS[:-1]},
        }
        for row in ranked
    ] or [{"Customer": "Nothing is open", **dict.fromkeys(COLUMNS[:-1])}]
    blank: Row = {**dict.fromkeys(bars[0]), "Customer": " "}
    bars += [dict(blank) for _ in range(6 - len(bars))]
    return {
        "ageing": [
            {"Customer": cut(str(row["Customer"]), _NAME), **{name: desk.units(row[name]) for name in COLUMNS}} for row in shown
        ],
        "chart_ages": list(reversed(bars)),
        "ages_unit": scale.named,
    }  # fmt: skip


def _lists(desk: _Desk) -> Row:
    """Overdue, disputed, not applied; what is open by currency."""
    papers, late = desk.owed.papers, desk.owed.overdue
    disputed = papers[papers["Disputed"] & (papers["Open"] > 0)].sort_values("Open", ascending=False, kind="stable")
    credits_ = papers[papers["Open"] < 0].sort_values("Open", kind="stable")
    return {
        "overdue_list": _listed(desk, late, {"Days late": "Days", "Reminder": "Reminder"}),
        "disputed": _listed(desk, disputed, {"Reason": "Reason"}),
        "unapplied": _listed(desk, credits_, {"Type": "Type", "Status": "Status"}),
        "top_overdue": [
            {**row, "Customer": cut(str(row["Customer"]), 24), "Rep": cut(str(row["Rep"]), 20)}
            for row in _listed(desk, late.head(8), {"Days late": "Days", "Reminder": "Reminder"})
        ],
        "overdue_note": _told(desk, late, "overdue"),
        "disputed_note": _told(desk, disputed, "disputed"),
        "by_currency": [_currency(desk, str(name), mine) for name, mine in papers.groupby("Currency", sort=True)],
    }


def _listed(desk: _Desk, papers: pd.DataFrame, more: Mapping[str, str]) -> list[Row]:
    """Papers as rows, the rest added up in the last."""
    rows: list[Row] = []
    for paper in papers.to_dict("records"):
        row: Row = {name: _plain(paper[name]) for name in ("Invoice", "Date", "Due", "Promised")}
        row |= {name: cut(str(paper[name]), _NAME) for name in ("Customer", "Rep")}
        row |= {header: _plain(paper[source]) for header, source in more.items()}
        row |= {"Reason": cut(str(paper["Reason"]), _NAME)} if "Reason" in more else {}
        rows.append(row | {"Open": desk.units(paper["Open"])})
    return top_and_others(rows, _LISTED, ["Open"], "Customer", "further papers")


def _plain(value: Any) -> object:
    """A day as a date; a blank as None."""
    if value is pd.NaT or value is pd.NA or value == "":
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _told(desk: _Desk, papers: pd.DataFrame, word: str) -> str:
    if not len(papers):
        return f"Nothing is {word}."
    many = "invoice is" if len(papers) == 1 else "invoices are"
    return f"{len(papers):,} {many} {word} with {desk.office.short(int(papers['Open'].sum()))}, the largest first."


def _currency(desk: _Desk, name: str, papers: pd.DataFrame) -> Row:
    return {
        "Currency": name,
        "Papers": len(papers),
        "In that currency": in_units(int(papers["Foreign"].sum()), name),
        "In base currency": desk.units(papers["Open"].sum()),
    }


def _weeks(desk: _Desk) -> Row:
    """Expected cash and its chart."""
    scale = desk.office.scale(week.amount for week in desk.weeks)
    return {
        "cash_unit": scale.named,
        "expected": [
            {"Week": _week(desk, week), "From": week.first, "To": week.last, "Invoices": week.papers, "Expected": desk.units(week.amount)}
            for week in desk.weeks
        ],
        "chart_cash": [
            {"Week": _start(desk, week.first) if week.last else "later", "Expected": scale.of(desk.office.units(week.amount))}
            for week in desk.weeks
        ],
    }  # fmt: skip


def _week(desk: _Desk, week: Expected) -> str:
    return f"{_start(desk, week.first)} – {_start(desk, week.last)}" if week.last else "Later"


def _start(desk: _Desk, day: date) -> str:
    return desk.office.shape(day, "d MMM")


def _control(desk: _Desk) -> Row:
    """The second side of every check: the ledger, and the open papers added up without the lists that show them."""
    papers = desk.owed.papers
    positive = papers[papers["Open"] > 0]
    return {
        "billed": desk.units(desk.owed.billed),
        "settled": desk.units(desk.owed.settled),
        "receipts_left": desk.units(desk.owed.unapplied),
        "ledger_open": desk.units(desk.owed.total),
        "ledger_overdue": desk.units(positive.loc[positive["Overdue"], "Open"].sum()),
        "ledger_disputed": desk.units(positive.loc[positive["Disputed"], "Open"].sum()),
        "ledger_both": desk.units(positive.loc[positive["Overdue"] & positive["Disputed"], "Open"].sum()),
        "ledger_unapplied": desk.units(papers.loc[papers["Open"] < 0, "Open"].sum()),
        "findings_by_rule": control_totals.findings_by_rule(desk.book),
        "rows_used": control_totals.rows_used(desk.book),
    }
