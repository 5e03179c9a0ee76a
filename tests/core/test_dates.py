"""Calendar arithmetic on columns of days."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salessheets.core.dates import add_months, end_of_month, first_of_month, in_month, on_day

SOME_DAY = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def days(*texts: str) -> np.ndarray:
    return np.array(texts, dtype="datetime64[D]")


def test_a_month_after_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert (
        add_months(days("2026-01-31", "2024-01-31", "2026-01-15"), 1).tolist()
        == days("2026-02-28", "2024-02-29", "2026-02-15").tolist()
    )


def test_months_can_differ_from_row_to_row_and_be_below_zero() -> None:
    assert (
        add_months(days("2026-03-31", "2026-03-31"), np.array([-1, 12])).tolist()
        == days("2026-02-28", "2027-03-31").tolist()
    )


def test_a_blank_day_stays_blank() -> None:
    blank = days("NaT")
    for result in (add_months(blank, 1), end_of_month(blank), first_of_month(blank), on_day(blank, 31)):
        assert np.isnat(result).all()


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        ("2026-01-03", 10, "2026-01-10"),
        ("2026-01-10", 10, "2026-01-10"),
        ("2026-01-11", 10, "2026-02-10"),
        ("2026-01-31", 31, "2026-01-31"),
        ("2026-02-10", 31, "2026-02-28"),
        ("2026-12-11", 10, "2027-01-10"),
    ],
)
def test_the_next_day_of_that_number_is_on_or_after_the_day(day: str, number: int, expected: str) -> None:
    assert on_day(days(day), number).tolist() == days(expected).tolist()


def test_day_31_of_a_short_month_is_its_last() -> None:
    assert (
        in_month(np.array(["2026-04", "2026-02"], "datetime64[M]"), 31).tolist()
        == days("2026-04-30", "2026-02-28").tolist()
    )


@given(SOME_DAY)
def test_the_day_after_the_end_of_a_month_is_the_first_of_the_next(day: date) -> None:
    end = end_of_month(np.array([day], "datetime64[D]"))[0].item()
    assert end >= day
    assert (end + timedelta(days=1)).day == 1


@given(SOME_DAY, st.integers(0, 40))
def test_added_months_land_in_that_month_and_never_after_the_same_day(day: date, months: int) -> None:
    later = add_months(np.array([day], "datetime64[D]"), months)[0].item()
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
