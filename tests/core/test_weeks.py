"""Weeks and fiscal periods, against calendars that are published."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salessheets.core.fiscal import fiscal_months, period_form, quarter_of, span
from salessheets.core.settings import Settings
from salessheets.core.weeks import WeekScheme, weeks_in, weeks_of, year_starts

ISO = WeekScheme()
RETAIL = WeekScheme("4-5-4", starts_on=6, fiscal_month=2)
SCHEMES = st.builds(
    WeekScheme,
    st.sampled_from(["ISO", "Calendar week", "4-4-5", "4-5-4", "5-4-4"]),
    st.integers(0, 6),
    st.integers(1, 12),
    st.sampled_from(["Nearest", "Last"]),
    st.booleans(),
)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def week(day: str, scheme: WeekScheme = ISO) -> tuple[int, int, str]:
    years, weeks, starts = weeks_of(np.array([day], "datetime64[D]"), scheme)
    return int(years[0]), int(weeks[0]), str(starts[0])


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-12-30", (2025, 1, "2024-12-30")),
        ("2021-01-03", (2020, 53, "2020-12-28")),
        ("2027-01-03", (2026, 53, "2026-12-28")),
        ("2026-06-30", (2026, 27, "2026-06-29")),
        ("2026-07-01", (2026, 27, "2026-06-29")),
    ],
)
def test_iso_weeks_belong_to_the_year_of_their_thursday(day, expected):
    assert week(day) == expected


def test_iso_years_of_53_weeks_are_2020_2026_2032_and_2037():
    assert [year for year in range(2018, 2040) if weeks_in(year, ISO) == 53] == [2020, 2026, 2032, 2037]


@settings(deadline=None)
@given(DAYS)
def test_iso_weeks_are_those_of_the_standard_library(day):
    years, weeks, starts = weeks_of(np.array([day], "datetime64[D]"), ISO)
    iso = day.isocalendar()
    assert (years[0], weeks[0], starts[0].astype(object)) == (iso.year, iso.week, day - timedelta(iso.weekday - 1))


def test_the_week_across_a_month_end_gives_two_days_to_june_and_five_to_july():
    first, last = span(2026, "W27", ISO)
    assert (first, last) == (date(2026, 6, 29), date(2026, 7, 5))


def test_a_retail_year_starting_on_the_sunday_nearest_february_has_53_weeks_in_2023_and_2028():
    assert [year for year in range(2018, 2034) if weeks_in(year, RETAIL) == 53] == [2023, 2028]
    assert str(year_starts(np.array([2023]), RETAIL)[0]) == "2023-01-29"


def test_the_53rd_week_belongs_to_the_last_month_and_quarter():
    assert span(2023, "P12", RETAIL) == (date(2023, 12, 31), date(2024, 2, 3))
    assert span(2023, "Q4", RETAIL) == (date(2023, 10, 29), date(2024, 2, 3))
    assert span(2023, "W53", RETAIL) == (date(2024, 1, 28), date(2024, 2, 3))
    assert span(2024, "W53", RETAIL) is None


def test_a_year_can_close_on_the_last_weekday_of_its_month():
    last = WeekScheme("4-4-5", starts_on=6, fiscal_month=9, year_end="Last")
    assert span(2025, "FY", last) == (date(2025, 8, 31), date(2026, 8, 29))
    nearest = WeekScheme("4-4-5", starts_on=6, fiscal_month=9, year_end="Nearest")
    assert span(2022, "FY", nearest) == (date(2022, 9, 4), date(2023, 9, 2))


def test_a_calendar_week_that_holds_new_year_is_week_1():
    sunday = WeekScheme("Calendar week", starts_on=6)
    assert week("2025-12-28", sunday) == (2026, 1, "2025-12-28")
    assert week("2026-01-03", sunday) == (2026, 1, "2025-12-28")
    assert week("2026-01-04", sunday) == (2026, 2, "2026-01-04")


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("FY", date(2026, 4, 1), date(2027, 3, 31)),
        ("Q4", date(2027, 1, 1), date(2027, 3, 31)),
        ("P01", date(2026, 4, 1), date(2026, 4, 30)),
        ("p11", date(2027, 2, 1), date(2027, 2, 28)),
    ],
)
def test_a_fiscal_year_from_april_is_named_by_its_first_year(period, first, last):
    assert span(2026, period, WeekScheme(fiscal_month=4)) == (first, last)


def test_a_fiscal_year_from_april_can_be_named_by_its_last_year():
    assert span(2027, "Q4", WeekScheme(fiscal_month=4, end_year_names=True)) == (date(2027, 1, 1), date(2027, 3, 31))
    assert span(2027, "FY", WeekScheme(end_year_names=True)) == (date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("text", "form"),
    [("fy", "FY"), (" q2 ", "Q2"), ("P4", "P04"), ("w9", "W09"), ("Q5", None), ("P13", None), ("W54", None),
     ("FY2", None), ("Q", None), ("March", None), ("", None)],
)  # fmt: skip
def test_periods_are_read_whatever_their_case_and_zeros(text, form):
    assert period_form(text) == form


def test_a_month_knows_its_quarter():
    assert [quarter_of(period) for period in ("P01", "P03", "P04", "P12", "Q3", "FY")] == [
        "Q1",
        "Q1",
        "Q2",
        "Q4",
        "Q3",
        None,
    ]


def test_the_settings_choose_the_scheme():
    settings = Settings(week_scheme="4-4-5", week_starts_on="Sunday", fiscal_year_starts="April", year_end_rule="Last")
    assert WeekScheme.of(settings) == WeekScheme("4-4-5", 6, 4, "Last")


@settings(deadline=None)
@given(st.lists(DAYS, min_size=1, max_size=20), SCHEMES)
def test_every_day_lies_in_the_span_of_its_week_and_of_its_month(days, scheme):
    array = np.array(days, "datetime64[D]")
    years, weeks, _ = weeks_of(array, scheme)
    fiscal_years, months = fiscal_months(array, scheme)
    for day, year, number, fiscal_year, month in zip(days, years, weeks, fiscal_years, months, strict=True):
        first, last = span(int(year), f"W{number}", scheme)
        assert first <= day <= last
        assert (last - first).days == 6
        start, end = span(int(fiscal_year), f"P{month}", scheme)
        assert start <= day <= end


@settings(deadline=None)
@given(st.integers(2000, 2050), SCHEMES)
def test_the_months_of_a_year_follow_each_other_without_gap(year, scheme):
    spans = [span(year, f"P{month}", scheme) for month in range(1, 13)]
    assert all(after[0] - before[1] == timedelta(1) for before, after in pairwise(spans))
    assert (spans[0][0], spans[-1][1]) == span(year, "FY", scheme)
    assert span(year, "FY", scheme)[1] + timedelta(1) == span(year + 1, "FY", scheme)[0]
    assert weeks_in(year, scheme) in (52, 53)
