"""Exact amounts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salessheets.core.money import decimals, in_units, share_out, shown, to_minor


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("0.005", "EUR", 1),
        ("-0.005", "EUR", -1),
        (1.005, "EUR", 101),
        (239.2 - 229.3, "EUR", 990),
        ("1234.5", "JPY", 1235),
        ("0.0005", "KWD", 1),
        (Decimal("19.99"), "INR", 1999),
    ],
)
def test_amounts_are_rounded_half_away_from_zero_to_the_minor_unit(amount: object, currency: str, minor: int) -> None:
    assert to_minor(amount, currency) == minor  # type: ignore[arg-type]


@pytest.mark.parametrize(("currency", "places"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("XXZ", 2), ("", 2)])
def test_a_currency_has_its_own_number_of_decimals(currency: str, places: int) -> None:
    assert decimals(currency) == places


def test_an_amount_is_shown_with_the_decimals_of_its_currency() -> None:
    assert shown(-123456789, "GBP") == "-1,234,567.89"
    assert shown(1500, "JPY") == "1,500"


@given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_minor_units_to_currency_units_and_back_is_the_same_amount(minor: int, currency: str) -> None:
    assert to_minor(in_units(minor, currency), currency) == minor


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_parts_always_sum_to_the_whole(total: int, weights: list[int]) -> None:
    parts = share_out(total, weights)
    assert sum(parts) == total
    assert len(parts) == len(weights)


@given(st.integers(0, 10**9), st.lists(st.integers(1, 1000), min_size=2, max_size=20))
def test_no_part_is_more_than_one_unit_off_its_exact_share(total: int, weights: list[int]) -> None:
    whole = sum(weights)
    for part, weight in zip(share_out(total, weights), weights, strict=True):
        assert abs(part * whole - total * weight) < whole


def test_a_target_of_100_000_over_13_weeks_sums_to_the_cent() -> None:
    parts = share_out(10_000_000, [1] * 13)
    assert (parts[0], parts[-1], sum(parts)) == (769_231, 769_230, 10_000_000)
