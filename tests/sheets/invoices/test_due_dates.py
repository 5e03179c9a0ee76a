"""Due dates from payment terms, as the office counts them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salessheets.sheets.invoices.due_dates import due_dates, instalments
from salessheets.sheets.invoices.terms import AFTER, BEFORE, Line, due, explained, in_words
from salessheets.sheets.specimen import book_of


def due_on(line: Line, day: str) -> str:
    return str(due(line, np.array([day], "datetime64[D]"))[0])


@pytest.mark.parametrize(
    ("line", "day", "expected"),
    [
        (Line(days=30), "2026-01-31", "2026-03-02"),
        (Line(months=1), "2026-01-31", "2026-02-28"),
        (Line(days=30, end_of_month=AFTER), "2026-01-15", "2026-02-28"),
        (Line(days=30, end_of_month=BEFORE), "2026-01-15", "2026-03-02"),
        (Line(days=30, end_of_month=AFTER), "2026-01-31", "2026-03-31"),
        (Line(days=30, end_of_month=BEFORE), "2026-01-31", "2026-03-02"),
        (Line(months=1, end_of_month=BEFORE), "2026-02-10", "2026-03-31"),
        (Line(pay_on_day=10), "2026-01-03", "2026-01-10"),
        (Line(pay_on_day=10), "2026-01-10", "2026-01-10"),
        (Line(pay_on_day=10), "2026-01-11", "2026-02-10"),
        (Line(months=1, end_of_month=BEFORE), "2026-01-30", "2026-02-28"),
        (Line(months=1, days=5, end_of_month=BEFORE), "2026-02-10", "2026-04-05"),
    ],
)
def test_terms_give_the_due_day(line: Line, day: str, expected: str) -> None:
    assert due_on(line, day) == expected


@given(
    st.dates(date(2000, 1, 1), date(2080, 1, 1)),
    st.integers(0, 12),
    st.integers(0, 120),
    st.sampled_from(["No", AFTER, BEFORE]),
)
def test_nothing_is_due_before_the_day_it_counts_from(day: date, months: int, days: int, end: str) -> None:
    assert due(Line(months=months, days=days, end_of_month=end), np.array([day], "datetime64[D]"))[0] >= np.datetime64(
        day
    )


TERMS = """
Payment Terms
Terms | Line | Portion % | Months | Days | End of month | Pay on day | Counts from   | Discount % | Discount days
NET30 | 1    | 100%      |        | 30   | No           |            | Invoice date  | 2%         | 10
Half  | 1    | 50%       |        | 30   | No           |            | Invoice date  |            |
Half  | 2    | 50%       |        | 60   | No           |            | Invoice date  |            |
Third | 1    | 33.33%    |        | 0    | No           |            | Invoice date  |            |
Third | 2    | 66.67%    |        | 30   | No           |            | Invoice date  |            |
Deliv | 1    | 100%      |        | 14   | No           |            | Delivery date |            |
Order | 1    | 100%      |        | 14   | No           |            | Order date    |            |

Orders
Order No | Date       | Customer ID
SO-1     | 2026-01-05 | C1

Deliveries
Delivery No | Order No | Order line | Qty | Shipped on | Status    | Delivered on
D1          | SO-1     | 1          | 1   | 2026-01-20 | Delivered | 2026-01-22
D2          | SO-1     | 2          | 1   | 2026-01-25 | Planned   |

Invoices
Invoice No | Type | Date | Terms | Order No | Due date override | Currency | Net | Tax | Status
"""


def invoiced(*rows: str, **settings: object) -> list[str]:
    frame = due_dates(book_of(TERMS + "\n".join(rows), **settings)).columns["Invoices"]
    return [str(day)[:10] for day in frame["Due date"]]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("I1 | Invoice | 2026-01-01 | NET30 | | | EUR | 100.00 | 0 | Sent", "2026-01-31"),
        ("I1 | Invoice | 2026-01-01 | net30 | | 2026-02-05 | EUR | 100.00 | 0 | Sent", "2026-02-05"),
        ("I1 | Invoice | 2026-01-10 | Deliv | SO-1 | | EUR | 100.00 | 0 | Sent", "2026-02-05"),
        ("I1 | Invoice | 2026-01-10 | Deliv | SO-9 | | EUR | 100.00 | 0 | Sent", "2026-01-24"),
        ("I1 | Invoice | 2026-01-10 | Order | SO-1 | | EUR | 100.00 | 0 | Sent", "2026-01-19"),
        ("I1 | Invoice | 2026-02-10 | Order | SO-1 | | EUR | 100.00 | 0 | Sent", "2026-02-10"),
        ("I1 | Invoice | 2026-01-10 | what? | | | EUR | 100.00 | 0 | Sent", "2026-01-10"),
        ("I1 | Invoice |            | NET30 | | | EUR | 100.00 | 0 | Sent", "NaT"),
        ("C1 | Credit note | 2026-01-10 | NET30 | | | EUR | -10.00 | 0 | Sent", "NaT"),
    ],
)
def test_an_invoice_is_due_by_override_terms_or_its_own_date(row: str, expected: str) -> None:
    assert invoiced(row) == [expected]


def test_a_weekend_moves_the_due_date_where_settings_say_so_but_never_an_override() -> None:
    rows = [
        "I1 | Invoice | 2026-01-01 | NET30 | | | EUR | 100.00 | 0 | Sent",
        "I2 | Invoice | 2026-01-01 | NET30 | | 2026-01-31 | EUR | 100.00 | 0 | Sent",
    ]
    assert invoiced(*rows, due_date_roll="Following", country="GB") == ["2026-02-02", "2026-01-31"]
    assert invoiced(*rows, due_date_roll="Preceding", country="GB") == ["2026-01-30", "2026-01-31"]


def test_the_calendar_sheet_adds_closed_days_but_half_days_are_working_days() -> None:
    closed = """
Calendar
Date       | Name      | Open from | Open to
2026-02-02 | Stocktake |           |
2026-02-03 | Half day  | 09:00     | 12:30

"""
    book = book_of(
        closed + TERMS + "I1 | Invoice | 2026-01-01 | NET30 | | | EUR | 1.00 | 0 | Sent",
        due_date_roll="Following",
        country="GB",
    )
    assert str(due_dates(book).columns["Invoices"]["Due date"].iloc[0])[:10] == "2026-02-03"


def test_two_instalments_both_count_from_the_invoice_and_the_last_takes_the_odd_cent() -> None:
    plan = instalments(book_of(TERMS + "I1 | Invoice | 2026-01-01 | Half | | | EUR | 100.01 | 0 | Sent"))
    assert [str(day) for day in plan.due] == ["2026-01-31", "2026-03-02"]
    assert plan.amount.tolist() == [5001, 5000]


def test_portions_that_do_not_divide_leave_the_rest_to_the_last() -> None:
    plan = instalments(book_of(TERMS + "I1 | Invoice | 2026-01-01 | Third | | | EUR | 100.00 | 0 | Sent"))
    assert plan.amount.tolist() == [3333, 6667]


def test_a_discount_may_be_taken_until_so_many_days_after_the_invoice() -> None:
    frame = due_dates(book_of(TERMS + "I1 | Invoice | 2026-01-01 | NET30 | | | EUR | 100.00 | 20.00 | Sent")).columns[
        "Invoices"
    ]
    assert str(frame["Discount until"].iloc[0])[:10] == "2026-01-11"
    assert frame["Gross"].tolist() == [12000]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Line(days=30, end_of_month=AFTER), "30 days after the invoice date, then the last day of that month"),
        (Line(days=30, end_of_month=BEFORE), "30 days after the end of the month of the invoice date"),
        (Line(months=1, days=1, counts_from="Delivery date"), "1 month and 1 day after the delivery date"),
        (Line(pay_on_day=10), "on the invoice date, then on the next day 10 of a month"),
        (Line(), "on the invoice date"),
    ],
)
def test_a_rule_can_be_read_in_words(line: Line, words: str) -> None:
    assert in_words(line) == words


def test_instalments_are_explained_with_an_example() -> None:
    text = explained([Line(0.5, days=30), Line(0.5, days=60)], date(2026, 1, 1))
    assert (
        text
        == "50 % 30 days after the invoice date; 50 % 60 days after the invoice date. From 1 January 2026: 31 January 2026, 2 March 2026."
    )


def test_a_holiday_on_which_the_calendar_opens_the_office_is_a_working_day() -> None:
    opened = "Calendar\nDate | Name | Open from | Open to\n2026-12-25 | Sale | 09:00 | 12:00\n\n"
    invoice = "I1 | Invoice | 2026-11-25 | NET30 | | | EUR | 1.00 | 0 | Sent"
    dues = [
        str(
            due_dates(book_of(text + TERMS + invoice, due_date_roll="Following", country="GB"))
            .columns["Invoices"]["Due date"]
            .iloc[0]
        )[:10]
        for text in ("", opened)
    ]
    assert dues == ["2026-12-29", "2026-12-25"]


def test_moving_back_over_new_year_meets_the_holidays_of_the_year_before() -> None:
    invoice = "I1 | Invoice | 2025-12-02 | NET30 | | | EUR | 1.00 | 0 | Sent"
    book = book_of(TERMS + invoice, due_date_roll="Preceding", country="PH")
    assert str(due_dates(book).columns["Invoices"]["Due date"].iloc[0])[:10] == "2025-12-29"
