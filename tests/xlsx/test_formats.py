"""Which number formats show a date or a time."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from xlsxwriter import Workbook

from salessheets.xlsx.package import Package
from salessheets.xlsx.readers.formats import BUILTIN, DATE, PLAIN, TIME, clock_kind, package_styles

CODES = """
General                             | plain
0.00                                | plain
#,##0.00 [$€-407]                   | plain
[Red]-0.00                          | plain
"Day "0                             | plain
0 "months"                          | plain
\\d0                                | plain
0_d                                 | plain
*m0                                 | plain
[$USD] #,##0                        | plain
0%                                  | plain
# ?/?                               | plain
0.00E+00                            | plain
@                                   | plain
yyyy-mm-dd                          | date
DD/MM/YYYY                          | date
[$-409]d-mmm-yy;@                   | date
[$-F800]dddd, mmmm dd, yyyy         | date
mmm                                 | date
yyyy"年"m"月"d"日"                   | date
[$-411]ge.m.d                       | date
d/m/yyyy h:mm AM/PM                 | date
[Blue]dd.mm.yy                      | date
h:mm                                | time
hh:mm:ss.000                        | time
h:mm AM/PM                          | time
[h]:mm                              | time
[mm]:ss                             | time
[ss]                                | time
mm:ss                               | time
"""
KINDS = {"plain": PLAIN, "date": DATE, "time": TIME}


@pytest.mark.parametrize("line", CODES.strip().splitlines())
def test_a_format_is_a_date_by_its_codes_not_by_its_letters(line):
    code, _, kind = line.partition("|")
    assert clock_kind(code.strip()) == KINDS[kind.strip()]


@pytest.mark.parametrize(("number", "code"), sorted(BUILTIN_FORMATS.items()))
def test_the_built_in_formats_agree_with_their_codes_and_with_openpyxl(number, code):
    assert BUILTIN.get(number, PLAIN) == clock_kind(code)
    assert (BUILTIN.get(number, PLAIN) != PLAIN) == bool(is_date_format(code))


def test_the_styles_of_a_book_are_counted_in_their_order():
    with Workbook(made := BytesIO()) as book:
        sheet = book.add_worksheet()
        for row, code in enumerate(["0.00", "dd/mm/yyyy", "[h]:mm", 14, 20]):
            sheet.write_number(row, 0, 1, book.add_format({"num_format": code}))
    assert package_styles(Package.from_bytes(made.getvalue())).tolist() == [PLAIN, PLAIN, DATE, TIME, DATE, TIME]
