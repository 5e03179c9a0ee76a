"""Exact arithmetic on columns, against Decimal."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from salessheets.core.exact import parts, product, quotient, running, scaled, shares

QUANTITIES = st.decimals(-9999, 9999, places=3)
PRICES = st.integers(-10_000_000, 10_000_000)
DISCOUNTS = st.decimals(0, 1, places=4)


def rounded(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@settings(deadline=None)
@given(st.lists(st.tuples(QUANTITIES, PRICES, DISCOUNTS), max_size=8))
def test_a_line_is_what_a_person_computes_on_paper(lines):
    got = product(
        np.array([float(q) for q, _, _ in lines]),
        np.array([p for _, p, _ in lines], dtype=np.int64),
        np.array([float(d) for _, _, d in lines]),
    )
    assert got.tolist() == [rounded(q * p * (1 - d)) for q, p, d in lines]


def test_half_a_cent_is_rounded_away_from_zero():
    assert quotient(np.array([15, -15, 14, -14]), 10).tolist() == [2, -2, 1, -1]
    assert product(np.array([0.7, -0.7, 1.1]), np.array([5, 5, 105])).tolist() == [4, -4, 116]


def test_amounts_too_large_for_64_bits_on_the_way_stay_exact():
    assert product(np.array([1234567.891]), np.array([9_999_999_999]), np.array([0.0125])).tolist() == [
        rounded(Decimal("1234567.891") * 9_999_999_999 * Decimal("0.9875"))
    ]


def test_quantities_show_how_many_decimals_they_carry():
    whole, places = scaled(np.array([0.1 + 0.2, 1234567.1]))
    assert (whole.tolist(), places) == ([3, 12345671], 1)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-(10**9), 10**9)), max_size=30), st.integers(0, 10**6))
def test_parts_of_a_total_sum_to_the_rounded_share_of_the_total(rows, numerator):
    rows.sort(key=lambda row: row[0])
    groups = np.array([group for group, _ in rows], dtype=np.int64)
    amounts = np.array([amount for _, amount in rows], dtype=np.int64)
    got = shares(amounts, groups, (numerator, 10**6))
    for group in set(groups.tolist()):
        whole = rounded(Decimal(int(amounts[groups == group].sum())) * numerator / 10**6)
        assert got[groups == group].sum() == whole


def test_each_group_has_its_own_factor():
    got = parts(np.array([10, 10, 10]), np.array([1, 1, 2]), np.array([1, 1, 3]), np.array([4, 4, 4]))
    assert got.tolist() == [3, 2, 8]


def test_running_totals_begin_anew_with_each_group():
    assert running(np.array([5, 5, 1, 2]), np.array(["a", "a", "b", "a"])).tolist() == [5, 10, 1, 2]
