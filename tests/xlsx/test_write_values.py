"""Values as the XML of cells: exact numbers, text that stays text, dates that other programs read back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from salessheets.xlsx.container.parts import unescape
from salessheets.xlsx.values import UnwritableError, escaped_attribute, minor_units, number_text, serial, tail, tails

VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20),
    st.dates(dt.date(1905, 1, 1)), st.decimals(-(10**9), 10**9, places=2),
)  # fmt: skip


@given(st.lists(VALUES))
def test_many_values_are_written_like_each_alone(values):
    assert tails(values) == [tail(value) for value in values]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1))
def test_many_floats_are_written_like_each_alone(values):
    assert tails(values) == [tail(value) for value in values]
    assert [float(one[4:-8]) for one in tails(values)] == values


@given(st.text(max_size=50))
def test_any_text_comes_back_from_its_cell(text):
    if text:
        element = ET.fromstring(b"<c" + tail(text))
        assert unescape(element.findtext("is/t", "")) == text


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_an_amount_in_minor_units_is_written_exactly(amount, digits):
    text = number_text(minor_units(amount, digits))
    assert Decimal(text) == Decimal(amount).scaleb(-digits)
    assert "e" not in text.lower()
    assert "." not in text or not text.endswith("0")


@given(st.dates(dt.date(1904, 1, 2)), st.sampled_from([False, True]))
def test_dates_are_read_back_by_others(date, date1904):
    epoch = CALENDAR_MAC_1904 if date1904 else CALENDAR_WINDOWS_1900
    assert from_excel(float(serial(date, date1904=date1904)), epoch) == dt.datetime.combine(date, dt.time())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (dt.date(1900, 1, 1), "1"),
        (dt.date(1900, 2, 28), "59"),
        (dt.date(1900, 3, 1), "61"),
        (dt.datetime.fromisoformat("2026-02-09T18:00"), "46062.75"),
        (dt.time(12), "0.5"),
    ],
)
def test_serial_numbers_follow_the_calendar_of_excel(value, text):
    assert serial(value) == text


@pytest.mark.parametrize(
    "value", [dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.date(1899, 12, 31), float("inf"), Decimal("NaN"), b"x"]
)
def test_what_no_cell_can_hold_is_refused(value):
    with pytest.raises(UnwritableError):
        tail(value)


def test_an_attribute_keeps_quotes_and_line_breaks():
    element = ET.fromstring(f'<a b="{escaped_attribute(chr(34) + "<&>" + chr(10))}"/>')
    assert element.get("b") == '"<&>\n'
