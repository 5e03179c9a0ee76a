"""What a text in a number, date or time column was probably meant to be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salessheets.core.guesses import date_meant, date_order, decimal_mark, number_meant, time_meant

NUMBERS = """
12,512.99 USD    | 12,512.99
USD 12,512.99    | 12,512.99
US$ 1,500.00     | 1,500.00
€ 1.234,56       | 1,234.56
1.234,56         | 1,234.56
1 234,50         | 1,234.50
1'234.50         | 1,234.50
1’234.50         | 1,234.50
1.234.567        | 1,234,567
12,34,567.50     | 1,234,567.50
₹ 12 lakh        | 1,200,000
₹1.2 cr          | 12,000,000
12 लाख           | 1,200,000
₹ 500/-          | 500
Rs. 500          | 500
२,५००            | 2,500 or 2.500
१२               | 12
٣٫٥              | 3.5
２５             | 25
(5.00)           | -5.00
5.00-            | -5.00
−5.00            | -5.00
-5               | -5
+5               | 5
19 %             | 19%
7,5%             | 7.5%
.5               | 0.5
0,125            | 0.125
1,234            | 1,234 or 1.234
1.234            | 1,234 or 1.234
1234.56          | 1,234.56
12,34            | 12.34
1,23,456         | 123,456
see Asha         |
12 pcs           |
5²               |
1.2.3            |
1,23,45          |
09.06.2018       |
(5.00            |
5)               |
-                |
n/a              |
"""


def table(text: str) -> list[tuple[str, str]]:
    pairs = (line.partition("|") for line in text.strip("\n").splitlines())
    return [(left.strip(), right.strip()) for left, _, right in pairs]


@pytest.mark.parametrize(("text", "meant"), table(NUMBERS))
def test_a_text_gives_the_number_it_spells_both_where_there_are_two_and_none_where_there_is_none(text, meant):
    assert number_meant(text) == meant


@pytest.mark.parametrize(
    ("texts", "mark", "meant"),
    [
        (["1.234", "12,5"], ",", "1,234"),
        (["1.234", "12.50"], ".", "1.234"),
        (["1.234", "9.876,50"], ",", "1,234"),
        (["1.234", "12,5", "12.5"], "", "1,234 or 1.234"),
        (["1.234", "see Asha"], "", "1,234 or 1.234"),
    ],
)
def test_the_other_texts_of_a_column_tell_which_mark_stands_before_the_decimals(texts, mark, meant):
    assert decimal_mark(texts) == mark
    assert number_meant(texts[0], decimal_mark(texts)) == meant


DATES = """
2018-06-09       | 2018-06-09
2018/6/9         | 2018-06-09
09.06.2018       | 2018-06-09
9. 6. 2018       | 2018-06-09
31.12.99         | 1999-12-31
31.12.29         | 2029-12-31
6/9/2018         | 2018-09-06 or 2018-06-09
6/6/2018         | 2018-06-06
25/12/2018       | 2018-12-25
12/25/2018       | 2018-12-25
9 June 2018      | 2018-06-09
9-Jun-18         | 2018-06-09
June 9, 2018     | 2018-06-09
June 9th 2018    | 2018-06-09
9. März 2018     | 2018-03-09
9 जून 2018        | 2018-06-09
०९.०६.२०१८       | 2018-06-09
2018年6月9日     | 2018-06-09
20180609         | 2018-06-09
2018-06-09 10:20 | 2018-06-09 10:20
2018-06-09T10:20:05Z | 2018-06-09 10:20:05
31.02.2018       |
13/13/2018       |
next week        |
30 days          |
June 2018        |
123              |
"""


@pytest.mark.parametrize(("text", "meant"), table(DATES))
def test_a_text_gives_the_day_it_spells_both_where_there_are_two_and_none_where_there_is_none(text, meant):
    assert date_meant(text) == meant


@pytest.mark.parametrize(
    ("texts", "order", "meant"),
    [
        (["6/9/2018", "25/9/2018"], "DMY", "2018-09-06"),
        (["6/9/2018", "9/25/2018"], "MDY", "2018-06-09"),
        (["6/9/2018", "25/9/2018", "9/25/2018"], "", "2018-09-06 or 2018-06-09"),
        (["6/9/2018", "31.12.2018"], "", "2018-09-06 or 2018-06-09"),
    ],
)
def test_the_other_texts_of_a_column_tell_whether_the_day_or_the_month_comes_first(texts, order, meant):
    assert date_order(texts) == order
    assert date_meant(texts[0], date_order(texts)) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("9:30", "09:30"), ("09.30 Uhr", "09:30"), ("9h05", "09:05"), ("12:00 AM", "00:00"), ("2:05 pm", "14:05"),
     ("23:59:59", "23:59:59"), ("24:00", ""), ("9:75", ""), ("13:00 PM", ""), ("noon", "")],
)  # fmt: skip
def test_a_text_gives_the_time_of_day_it_spells(text, meant):
    assert time_meant(text) == meant


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False))
def test_an_amount_written_with_thousands_and_decimals_is_read_back_in_both_writings(amount):
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert Decimal(number_meant(english).replace(",", "")) == amount
    assert number_meant(german) == number_meant(english)


@given(st.dates())
def test_every_day_is_read_back_from_its_iso_and_its_german_text(day):
    assert date_meant(day.isoformat()) == day.isoformat()
    assert date_meant(f"{day.day:02}.{day.month:02}.{day.year:04}") == day.isoformat()


@given(st.text(max_size=30))
def test_no_text_at_all_makes_a_guess_fail(text):
    assert all(isinstance(guess(text), str) for guess in (number_meant, date_meant, time_meant))


def test_more_digits_than_a_number_cell_keeps_are_a_code_and_no_number() -> None:
    assert number_meant("10000000000000000000000000000") == ""
    assert number_meant("123456789012345") == "123,456,789,012,345"
