"""The Settings sheet becomes typed settings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from salessheets.core.settings import SETTINGS, Settings
from salessheets.core.settings_values import settings_from, value_of
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
    ],
)
def test_a_value_that_a_setting_cannot_take_is_refused_with_the_reason(name: str, typed: object, why: str) -> None:
    with pytest.raises(ValueError, match=r"It must|Choose") as fault:
        value_of(SETTINGS[name], typed)
    assert str(fault.value) == why


@pytest.mark.parametrize("name", list(SETTINGS))
def test_every_default_is_one_of_the_allowed_values(name: str) -> None:
    setting = SETTINGS[name]
    assert not setting.allowed or setting.default in setting.allowed
    assert setting.meaning.endswith(".")
