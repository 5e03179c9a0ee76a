"""The Settings sheet becomes typed settings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from salessheets.core.settings import SETTINGS, Settings
from salessheets.core.settings_values import faults_of_settings, settings_from, value_of
from salessheets.sheets.specimen import book_of

SHEET = """
Settings
Setting              | Value
Base currency        | inr
GRACE  days          | 3
Rounding tolerance   | 0
Ageing by            | invoice DATE
As-of date           | 2026-03-31
Payment tolerance %  | 1%
Week scheme          |
Stale bank days      | soon
"""


def test_values_are_typed_whatever_case_and_blanks_and_blank_means_the_default() -> None:
    settings = settings_from(book_of(SHEET).table("Settings"))
    assert settings == Settings(
        base_currency="INR",
        grace_days=3,
        rounding_tolerance=Decimal("0.0"),
        ageing_by="Invoice date",
        as_of=date(2026, 3, 31),
        payment_tolerance_percent=0.01,
    )


def test_a_value_beneath_the_sheet_counts_where_the_sheet_is_silent() -> None:
    settings = settings_from(book_of(SHEET).table("Settings"), {"Grace days": 9, "Backup keep": 5})
    assert (settings.grace_days, settings.backup_keep) == (3, 5)


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("Grace days", -1.0, "It must be a number that is not negative."),
        ("Grace days", 1.5, "It must be a whole number."),
        ("Grace days", True, "It must be a number that is not negative."),
        ("As-of date", "31.3.2026", "It must be a date, typed as a date and not as text."),
        ("Base currency", "EURO", "It must be a currency code of ISO 4217, such as EUR."),
        ("Discount base", "Netto", "Choose Gross or Net."),
        ("Age edges", "60, 30", "Type the last day of each age class, ascending, such as 30, 60, 90, 120."),
        ("Age edges", "monthly", "Type the last day of each age class, ascending, such as 30, 60, 90, 120."),
        (
            "Office hours Mon",
            "9 to 5",
            "Type opening hours such as 09:00-12:30, 13:30-17:30, or clear the cell for closed.",
        ),
    ],
)
def test_a_value_that_a_setting_cannot_take_is_refused_with_the_reason(name: str, typed: object, why: str) -> None:
    with pytest.raises(ValueError, match=r"It must|Choose|Type") as fault:
        value_of(SETTINGS[name], typed)
    assert str(fault.value) == why


@pytest.mark.parametrize("name", list(SETTINGS))
def test_every_default_is_one_of_the_allowed_values(name: str) -> None:
    setting = SETTINGS[name]
    assert not setting.allowed or setting.default in setting.allowed
    assert setting.meaning.endswith(".")


def test_blank_office_hours_mean_closed_and_a_missing_row_means_the_default() -> None:
    sheet = "Settings\nSetting | Value\nOffice hours Fri |\nOffice hours Thu | closed\nOffice hours Sat | 09:00-12:30"
    settings = settings_from(book_of(sheet).table("Settings"))
    hours = (settings.office_hours_wed, settings.office_hours_thu, settings.office_hours_fri, settings.office_hours_sat)
    assert hours == ("09:00-17:30", "", "", "09:00-12:30")


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ("Country | ZZ\nDue date roll | Following", ["No public holidays are known for the country “ZZ”; due dates move off weekends only."]),
        ("Country | GB\nSubdivision | XY\nDue date roll | Following", ["“XY” is no state or region of GB with holidays of its own; only those of the whole country count."]),
        ("Country | GB\nSubdivision | ENG\nDue date roll | Following", []),
        ("Country | ZZ", []),
    ],
)  # fmt: skip
def test_a_country_without_known_holidays_is_said_where_due_dates_move(rows: str, wrong: list[str]) -> None:
    table = book_of(f"Settings\nSetting | Value\n{rows}").table("Settings")
    assert [finding.wrong for finding in faults_of_settings(table)] == wrong
