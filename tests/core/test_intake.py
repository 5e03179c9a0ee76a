"""Cells read as the declared type of their column; what does not fit is blank and listed."""

from __future__ import annotations

from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salessheets.core.columns import Column, Kind
from salessheets.core.intake import convert, moment_of, number_text
from salessheets.core.raw import RawColumn

BLANK = None


def read(kind, cells, *, dates=False, places=None):
    """(values, misfits as (row, reason, text, guess)); rows count from 2."""
    raw = RawColumn.of(cells, dates=dates)
    index = pd.Index(range(2, len(cells) + 2))
    places = None if places is None else np.array(places)
    series, misfits = convert(Column("It", kind, ""), raw, index, places)
    assert series.index.equals(index)
    values = [None if pd.isna(value) else value for value in series]
    return values, [(m.row, m.reason, m.text, m.guess) for m in misfits], series.dtype


@pytest.mark.parametrize(
    "kind", [Kind.TEXT, Kind.LIST, Kind.EMAIL, Kind.PHONE, Kind.IBAN, Kind.PATH, Kind.URL, Kind.LINK]
)
def test_a_text_column_keeps_its_texts_without_blanks_at_their_ends(kind):
    values, misfits, dtype = read(kind, ["000123", " INV-7\u00a0", "\u200bA B\ufeff ", "  ", None, "क्\u200dष"])
    assert values == ["000123", "INV-7", "A B", "", "", "क्\u200dष"]
    assert (misfits, dtype) == ([], object)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (123.0, "123"),
        (0.1, "0.1"),
        (-7.0, "-7"),
        (1e-7, "0.0000001"),
        (123456789012345678.0, "123456789012345680"),
        (True, "TRUE"),
    ],
)
def test_a_number_in_a_text_column_becomes_its_shortest_text(number, text):
    assert read(Kind.TEXT, [number])[:2] == ([text], [])


def test_a_date_in_a_text_column_becomes_its_iso_text_and_is_told():
    values, misfits, _ = read(Kind.TEXT, [46062, 46062.4375, 0.75], dates=True)
    assert values == ["2026-02-09", "2026-02-09 10:30", "18:00"]
    assert misfits == [(row, "date-in-text", text, "") for row, text in zip((2, 3, 4), values, strict=True)]


MONEY = [
    # cell, decimals, minor units, misfit
    (12.5, 2, 1250, None),
    (1240.005, 2, 124001, ("too-many-decimals", "1240.005", "1,240.01")),
    (-1240.005, 2, -124001, ("too-many-decimals", "-1240.005", "-1,240.01")),
    (2.675, 2, 268, ("too-many-decimals", "2.675", "2.68")),
    (1.005, 3, 1005, None),
    (1500, 0, 1500, None),
    (1500.5, 0, 1501, ("too-many-decimals", "1500.5", "1,501")),
    (0.1 + 0.2, 2, 30, None),
    (1.1 * 1.1, 2, 121, None),
    (90071992547409.92, 2, 9007199254740992, None),
    (1e300, 2, None, ("too-large", f"{int(1e300)}", "")),
    ("12,512.99 USD", 2, None, ("text-number", "12,512.99 USD", "12,512.99")),
    ("see Asha", 2, None, ("not-a-number", "see Asha", "")),
    ("  ", 2, None, None),
    (True, 2, None, ("boolean", "TRUE", "")),
    ("#N/A", 2, None, ("error-cell", "#N/A", "")),
    (BLANK, 2, None, None),
]


@pytest.mark.parametrize(("cell", "places", "minor", "misfit"), MONEY)
def test_money_is_minor_units_of_its_currency_rounded_half_up(cell, places, minor, misfit):
    values, misfits, dtype = read(Kind.MONEY, [cell], places=[places])
    assert values == [minor]
    assert misfits == ([(2, *misfit)] if misfit else [])
    assert dtype == "Int64"


def test_money_of_several_currencies_stands_in_one_column():
    assert read(Kind.MONEY, [12.34, 1234, 1.234], places=[2, 0, 3])[:2] == ([1234, 1234, 1234], [])


@given(st.lists(st.decimals(-(10**12), 10**12, places=4, allow_nan=False), max_size=20), st.sampled_from([0, 2, 3]))
def test_money_agrees_with_exact_decimals_on_any_amounts(amounts, places):
    cells = [float(amount) for amount in amounts]
    exact = [int(Decimal(repr(c)).scaleb(places).quantize(Decimal(1), rounding=ROUND_HALF_UP)) for c in cells]
    assert read(Kind.MONEY, cells, places=[places] * len(cells))[0] == exact


@given(st.integers(1 - 10**15, 10**15 - 1), st.sampled_from([0, 2, 3]))
def test_an_amount_with_its_currencys_decimals_is_taken_exactly_and_without_a_word(minor, places):
    assert read(Kind.MONEY, [minor / 10**places], places=[places])[:2] == ([minor], [])


def test_a_whole_number_is_whole():
    values, misfits, dtype = read(Kind.WHOLE, [3, 3.5, "4", 1e30, BLANK, 3.0000000000000004])
    assert (values, dtype) == ([3, None, None, None, None, 3], "Int64")
    assert misfits == [
        (3, "not-whole", "3.5", ""),
        (4, "text-number", "4", "4"),
        (5, "too-large", "1000000000000000019884624838656", ""),
    ]


@pytest.mark.parametrize("kind", [Kind.NUMBER, Kind.PERCENT])
def test_a_number_is_a_float_and_a_text_that_spells_one_is_only_guessed(kind):
    values, misfits, dtype = read(kind, [0.19, "19 %", "1.234", "2,5", BLANK])
    assert (values, dtype) == ([0.19, None, None, None, None], "float64")
    assert misfits == [
        (3, "text-number", "19 %", "19%"),
        (4, "text-number", "1.234", "1,234"),
        (5, "text-number", "2,5", "2.5"),
    ]


DATES = [
    # serial, as a day, as a moment
    (1, "1900-01-01 00:00:00", "1900-01-01 00:00:00"),
    (59, "1900-02-28 00:00:00", "1900-02-28 00:00:00"),
    (61, "1900-03-01 00:00:00", "1900-03-01 00:00:00"),
    (46062, "2026-02-09 00:00:00", "2026-02-09 00:00:00"),
    (46062.75, "2026-02-09 00:00:00", "2026-02-09 18:00:00"),
    (46062.99999999, "2026-02-10 00:00:00", "2026-02-10 00:00:00"),
    (2958465, "9999-12-31 00:00:00", "9999-12-31 00:00:00"),
    (0, None, None),
    (60, None, None),
    (-1, None, None),
    (2958466, None, None),
    (1e300, None, None),
]


@pytest.mark.parametrize(("serial", "day", "moment"), DATES)
def test_a_serial_is_a_day_or_a_moment_and_no_day_where_the_calendar_has_none(serial, day, moment):
    for kind, expected in ((Kind.DATE, day), (Kind.DATETIME, moment)):
        values, misfits, dtype = read(kind, [serial], dates=True)
        assert dtype == "datetime64[s]"
        assert [str(value) if value else None for value in values] == [expected]
        assert [reason for _, reason, _, _ in misfits] == ([] if expected else ["not-a-date"])


def test_a_bare_number_is_a_date_only_where_it_cannot_be_a_year():
    values, misfits, _ = read(Kind.DATE, [46062, 2026, 20260209])
    assert values == [pd.Timestamp("2026-02-09"), None, None]
    assert misfits == [(3, "not-a-date", "2026", ""), (4, "not-a-date", "20260209", "2026-02-09")]


def test_a_date_in_text_is_guessed_by_the_order_that_the_column_uses():
    _, misfits, _ = read(Kind.DATE, ["6/9/2018", "25/9/2018", "soon"])
    assert misfits == [
        (2, "text-date", "6/9/2018", "2018-09-06"),
        (3, "text-date", "25/9/2018", "2018-09-25"),
        (4, "not-a-date", "soon", ""),
    ]


def test_a_time_is_seconds_since_midnight():
    values, misfits, dtype = read(Kind.TIME, [0, 0.4375, 0.9999999, 1.5, -0.1, "9.30 Uhr", "noon", BLANK], dates=True)
    assert (values, dtype) == ([0, 37800, 86399, None, None, None, None, None], "Int64")
    assert misfits == [
        (5, "not-a-time", "1900-01-01 12:00", "12:00"),
        (6, "not-a-time", "-0.1", ""),
        (7, "text-time", "9.30 Uhr", "09:30"),
        (8, "not-a-time", "noon", ""),
    ]


def test_a_cell_of_any_kind_stays_what_it_is():
    assert read(Kind.ANY, [" EUR ", 2.5, True, BLANK, "#N/A"])[:2] == (
        ["EUR", 2.5, True, None, None],
        [(6, "error-cell", "#N/A", "")],
    )
    assert read(Kind.ANY, [46062.5, 0.375], dates=True)[0] == [datetime(2026, 2, 9, 12), time(9)]  # noqa: DTZ001


@pytest.mark.parametrize("kind", list(Kind))
def test_a_formula_that_was_never_calculated_is_told_in_every_column(kind):
    raw = RawColumn.of([None])
    raw.uncached[0] = raw.formulas[0] = True
    _, misfits = convert(Column("It", kind, ""), raw, pd.Index([7]))
    assert [(m.row, m.header, m.reason, m.text) for m in misfits] == [(7, "It", "uncached-formula", "")]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_column_without_rows_keeps_its_type(kind):
    series, misfits = convert(Column("It", kind, ""), RawColumn.blank(0), pd.Index([], dtype="int64"), np.zeros(0, int))
    blank, _ = convert(Column("It", kind, ""), RawColumn.blank(1), pd.Index([2]), np.array([2]))
    assert (len(series), misfits, series.dtype) == (0, (), blank.dtype)


@given(
    st.lists(
        st.one_of(st.none(), st.text(max_size=12), st.booleans(), st.floats(allow_nan=False, allow_infinity=False))
    ),
    st.booleans(),
)
def test_every_cell_is_either_in_the_frame_or_listed_or_blank(cells, dates):
    for kind in Kind:
        values, misfits, _ = read(kind, cells, dates=dates)
        told = {row for row, *_ in misfits}
        for row, (cell, value) in enumerate(zip(cells, values, strict=True), 2):
            empty = cell is None or (isinstance(cell, str) and not cell.strip().strip("\u200b\u2060\ufeff").strip())
            assert empty or value not in (None, "") or row in told, (kind, cell)


@given(st.integers(61, 2958465))
def test_a_serial_from_march_1900_on_counts_days_from_the_end_of_1899(serial):
    assert moment_of(serial) == datetime(1899, 12, 30) + pd.Timedelta(days=serial).to_pytimedelta()  # noqa: DTZ001


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_text_of_a_number_is_read_back_as_the_same_number(number):
    assert float(number_text(number)) == number
