"""Working days and rolling off them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from salessheets.core.workdays import has_holidays, office_calendar, roll

ENGLAND = ("GB", "ENG", 2026, 2026)


def rolled(day: str, how: str, *, closed: tuple[date, ...] = (), where: tuple[str, str, int, int] = ENGLAND) -> str:
    return str(roll(np.array([day], "datetime64[D]"), how, office_calendar(*where, closed))[0])


@pytest.mark.parametrize(
    ("day", "how", "expected"),
    [
        ("2026-04-03", "Following", "2026-04-07"),
        ("2026-04-03", "Preceding", "2026-04-02"),
        ("2026-01-31", "Modified following", "2026-01-30"),
        ("2026-04-03", "Modified following", "2026-04-07"),
        ("2026-04-03", "None", "2026-04-03"),
        ("2026-04-08", "Following", "2026-04-08"),
    ],
)
def test_good_friday_and_weekends_are_left_in_the_direction_asked(day: str, how: str, expected: str) -> None:
    assert rolled(day, how) == expected


def test_the_offices_own_closed_days_count_as_holidays() -> None:
    assert rolled("2026-04-08", "Following", closed=(date(2026, 4, 8),)) == "2026-04-09"


def test_the_weekend_is_that_of_the_country() -> None:
    assert rolled("2026-03-06", "Following", where=("SA", "", 2026, 2026)) == "2026-03-08"


def test_holidays_of_the_subdivision_count() -> None:
    assert rolled("2026-01-06", "Following", where=("DE", "BY", 2026, 2026)) == "2026-01-07"
    assert rolled("2026-01-06", "Following", where=("DE", "", 2026, 2026)) == "2026-01-06"


def test_without_a_known_country_only_saturday_and_sunday_are_free() -> None:
    assert rolled("2026-04-03", "Following", where=("", "", 2026, 2026)) == "2026-04-03"
    assert rolled("2026-04-04", "Following", where=("ZZ", "", 2026, 2026)) == "2026-04-06"
    assert not has_holidays("ZZ")


def test_a_blank_day_stays_blank() -> None:
    assert rolled("NaT", "Following") == "NaT"
