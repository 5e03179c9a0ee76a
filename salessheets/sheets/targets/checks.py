"""Checks of targets: once only, in a period that exists, with an amount, for somebody who is there."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date

import pandas as pd

from salessheets.core.book import Book, Outcome, Table, found
from salessheets.core.findings import Finding
from salessheets.core.fiscal import period_form
from salessheets.core.texts import key_form
from salessheets.sheets.cell_words import words
from salessheets.sheets.targets.periods import Span, amounts, chain, spans
from salessheets.sheets.targets.rules import (
    OUTSIDE_PERIOD,
    REP_LEFT,
    TAKEN_OVER_IN_CIRCLE,
    TARGET_TWICE,
    TARGET_WITHOUT_AMOUNT,
    UNKNOWN_PERIOD,
)

_SAME = ("Rep ID", "Scope", "Region", "Product group", "Measure", "Counted at")


def check_targets(book: Book) -> Outcome:
    """Step: see the module."""
    days = spans(book)
    table = book.table("Targets")
    return found(
        [
            *_periods(table, days),
            *_without_amount(table),
            *_circles(table),
            *_outside(table, days),
            *_twice(table, days),
            *_gone(book, table, days),
        ]
    )


def _periods(table: Table, days: Mapping[Hashable, Span]) -> Iterator[Finding]:
    for row, period in table.frame["Period"].items():
        year = words(table.frame, row, "Fiscal year")
        if row not in days and period and year != "<NA>":
            wrong = f"{period} is no period of the fiscal year {year}."
            yield table.find(UNKNOWN_PERIOD, row, "Period", wrong, "Type FY, Q1 to Q4, P01 to P12 or W01 to W53.")


def _without_amount(table: Table) -> Iterator[Finding]:
    known = amounts(table.frame)
    misread = {misfit.row for misfit in table.misfits if misfit.header == "Target"}
    for row in table.frame.index:
        if row not in known and row not in misread:
            wrong = f"Target {table.key_of(row)} has no amount, and takes over from none that has."
            yield table.find(TARGET_WITHOUT_AMOUNT, row, "Target", wrong, "Type the amount; 0 for none.")


def _circles(table: Table) -> Iterator[Finding]:
    rows = {key_form(number): row for row, number in table.frame["Target No"].items()}
    before = {row: rows.get(key_form(name)) for row, name in table.frame["Takes over from"].items() if name}
    for row in before:
        names = list(chain(row, before))
        if before.get(names[-1]) == row:
            wrong = f"Target {table.key_of(row)} takes over from {words(table.frame, row, 'Takes over from')}, which leads back to it."
            yield table.find(
                TAKEN_OVER_IN_CIRCLE, row, "Takes over from", wrong, "Clear it on the target that came first."
            )


def _outside(table: Table, days: Mapping[Hashable, Span]) -> Iterator[Finding]:
    for row, span in days.items():
        for header in ("From", "To"):
            day = _day(table.frame.at[row, header])
            if day and not span.start <= day <= span.end:
                wrong = f"{header} {day} is not in {span.period} of {span.year}, {span.start} to {span.end}."
                yield table.find(OUTSIDE_PERIOD, row, header, wrong, "Correct or clear the date.")
                break
        else:
            if span.last < span.first:
                wrong = f"Between {span.first} and {span.last} no day is left."
                yield table.find(OUTSIDE_PERIOD, row, "To", wrong, "Correct From or To.")


def _twice(table: Table, days: Mapping[Hashable, Span]) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], list[Hashable]] = {}
    for row, span in days.items():
        own = [key_form(str(table.frame.at[row, header])) for header in _SAME]
        key = (span.year, period_form(span.period), own[0], own[1] or "own", *own[2:])
        for earlier in seen.setdefault(key, []):
            if span.first <= days[earlier].last and days[earlier].first <= span.last:
                wrong = f"{_whose(table, row)} has a target for {span.period} of {span.year} in row {earlier} already."
                yield table.find(
                    TARGET_TWICE, row, "Target", wrong, "Delete one of the two, or narrow them with From and To."
                )
                break
        seen[key].append(row)


def _gone(book: Book, table: Table, days: Mapping[Hashable, Span]) -> Iterator[Finding]:
    reps = book.frame("Reps")
    left = {
        key_form(rep): day.date() for rep, day in zip(reps["Rep ID"], reps["Left"], strict=True) if day is not pd.NaT
    }
    for row, span in days.items():
        rep = str(table.frame.at[row, "Rep ID"])
        gone = left.get(key_form(rep))
        if rep and gone and gone < span.last and span.first <= span.last:
            wrong = f"Rep {rep} left on {gone}; the target runs until {span.last}."
            yield table.find(
                REP_LEFT, row, "Rep ID", wrong, f"Type {gone} into To, or give the target to somebody else."
            )


def _whose(table: Table, row: Hashable) -> str:
    rep = words(table.frame, row, "Rep ID")
    return f"Rep {rep}" if rep else "Everybody"


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, pd.Timestamp) else None
