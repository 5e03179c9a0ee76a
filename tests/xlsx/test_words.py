"""Numbers read eight bytes at a time are what `float` and `int` make of the same text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salessheets.xlsx.readers.words import NUMBER_TEXT, REACH, NotDigitsError, read_integers, read_numbers


def read(texts, reader):
    data = b"<".join(text.encode() for text in texts) + b"<" + b"7" * REACH
    ends = np.cumsum([len(text.encode()) + 1 for text in texts]) - 1
    starts = ends - np.array([len(text.encode()) for text in texts])
    return reader(data, starts, ends).tolist()


@pytest.mark.parametrize(
    "text",
    ["0", "-0", "7", "12345678", "123456789", "-12345678", "1234567.8", "12345678.9", "99999999.99999999", "0.1", "-0.005",
     "1234.5678", "0.30000000000000004", "43831.520833333336", "1E3", "1.5e-7", "1.", ".5", "+5", "9007199254740993",
     "00012", "1.7976931348623157E308", "4.9e-324"],
)  # fmt: skip
def test_a_number_is_read_to_the_last_bit(text):
    (number,) = read([text], read_numbers)
    assert repr(number) == repr(float(text))


@given(
    st.lists(
        st.floats(allow_nan=False, allow_infinity=False) | st.decimals(-(10**8), 10**8, places=2).map(float), min_size=1
    )
)
def test_every_float_is_read_back_from_its_shortest_text(numbers):
    assert list(map(repr, read(list(map(repr, numbers)), read_numbers))) == list(map(repr, numbers))


@given(st.text(st.sampled_from("0123456789.-+eE x"), min_size=1, max_size=20))
def test_a_text_is_read_exactly_where_the_format_calls_it_a_number(text):
    try:
        number = read([text], read_numbers)[0]
    except NotDigitsError:
        assert not NUMBER_TEXT.fullmatch(text.encode()) or float(text) in (float("inf"), float("-inf"))
    else:
        assert number == float(text)


@pytest.mark.parametrize("text", ["NaN", "INF", "1,5", "1_0", "0x1", "--1", "1.2.3", "१२", "1e999"])
def test_what_is_no_finite_number_is_not_read(text):
    with pytest.raises(NotDigitsError):
        read(["1", text], read_numbers)


def test_whole_numbers_have_up_to_eight_digits_and_nothing_else():
    assert read(["0", "12345678", "007"], read_integers) == [0, 12345678, 7]
    for text in ("123456789", "-1", "1.0", "", "1a"):
        with pytest.raises(NotDigitsError):
            read([text], read_integers)
