"""`{{ expression }}` in cells: kinds of values, texts, what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest


def one_cell(text, number_format=None):
    def build(book):
        style = book.add_format({"num_format": number_format, "bold": True}) if number_format else None
        book.add_worksheet("Report").write_string("A1", text, style)

    return build


@pytest.mark.parametrize(
    ("text", "data", "shown"),
    [
        ("{{ period }}", {"period": "2026-W07"}, "2026-W07"),
        ("{{ total }}", {"total": 1234.5}, 1234.5),
        ("Total: {{ total }}", {"total": 1234.5}, "Total: 1234.5"),
        ("{{ code }}", {"code": "00123"}, "00123"),
        ("{{ name }}", {"name": '"<Söns> & Co"'}, '"<Söns> & Co"'),
        ("{{ x | default('–') }}", {}, "–"),
        ("{{ flag }}", {"flag": True}, True),
        ("{{ price }}", {"price": Decimal("19.90")}, 19.9),
        ("{{ n }}", {"n": np.int64(7)}, 7),
        ("{{ n }}", {"n": np.float32(0.5)}, 0.5),
        ("{{ a }} {{ b }}", {"a": 1, "b": None}, "1 "),
        ("{{ sales | sum('amount') }}", {"sales": [{"amount": Decimal("0.10")}, {"amount": Decimal("0.20")}]}, 0.3),
        (
            "{{ sales | sum('amount') | money }}",
            {"sales": [{"amount": 2}], "locale": "de_DE", "currency": "EUR"},
            "2,00\xa0€",
        ),
        ("{{ share | percent(1) }}", {"share": 0.1234}, "12.3%"),
        ("{{ d | date }}", {"d": dt.date(2026, 2, 9), "locale": "en_GB"}, "9 Feb 2026"),
        ("{{ period.label }}", {"period": {"Label": "W07"}}, "W07"),
        ("{{ PERIOD }}", {"period": "W07"}, "W07"),
        ("{{ data[1].x }}", {"data": [{"x": 1}, {"x": 2}]}, 2),
        ("{{ 'a' if x > 3 else 'b' }}", {"x": 4}, "a"),
    ],
)
def test_an_expression_shows_its_value(fill, text, data, shown):
    assert fill(one_cell(text), data)["Report!A1"] == shown


def test_a_single_expression_keeps_the_style_of_its_cell(fill):
    filled = fill(one_cell("{{ total }}", "#,##0.00"), {"total": 1234.5})
    assert filled.book["Report"]["A1"].number_format == "#,##0.00"
    assert filled.style("A1") == ' s="1"'


def test_a_date_becomes_a_serial_number_in_the_cells_format(fill):
    filled = fill(one_cell("{{ d }}", "dd mmm yyyy"), {"d": dt.date(2026, 2, 9)})
    assert '<c r="A1" s="1"><v>46062</v></c>' in filled.xml()


def test_text_that_looks_like_a_formula_stays_text(fill):
    filled = fill(one_cell("{{ name }}"), {"name": "=1+1"})
    assert filled.book["Report"]["A1"].data_type == "s" or "<f>" not in filled.xml()
    assert "<t>=1+1</t>" in filled.xml()


def test_the_formula_filter_alone_makes_a_formula(fill):
    filled = fill(one_cell("{{ x | formula }}"), {"x": "=SUM(B1:B3)"})
    assert filled["Report!A1"] == "=SUM(B1:B3)"


@pytest.mark.parametrize("blank", [None, float("nan"), pd.NA, pd.NaT])
def test_what_is_not_known_is_a_blank_cell_in_its_style(fill, blank):
    assert '<c r="A1" s="1"/>' in fill(one_cell("{{ x }}", "0.0"), {"x": blank}).xml()


def test_a_missing_name_is_told_with_its_cell_what_there_is_and_what_may_be_meant(faults):
    (line,) = faults(one_cell("{{ perod }}"), {"period": 1, "sales": 2})
    assert (
        line
        == 'weekly.xlsx › Report!A1: there is no "perod" in the data. There is: period, sales. Did you mean "period"?'
    )


def test_all_faults_are_told_at_once(faults):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.write("A1", "{{ nope }}")
        sheet.write("B2", "{{ 1 / 0 }}")
        sheet.write("C3", "{{ a | shout }}")
        sheet.write("D4", "{{ a")
        sheet.write("E5", "{% for x in a %}")

    told = faults(build, {"a": 1})
    assert [line.split(":")[0].rpartition(" ")[2] for line in told] == [
        "Report!A1", "Report!B2", "Report!C3", "Report!D4", "Report!E5",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "hostile",
    ["''.__class__.__mro__", "range(10**9)", "'a' * 10**9", "2 ** 99999999", "lipsum", "cycler", "self", "x.append(1)"],
)
def test_an_expression_that_reaches_outside_is_refused_by_its_cell(faults, hostile):
    (line,) = faults(one_cell("{{ " + hostile + " }}"), {"x": [1]})
    assert line.startswith("weekly.xlsx › Report!A1: ")


def test_infinity_and_texts_too_long_for_a_cell_are_faults(faults):
    assert "infinite" in faults(one_cell("{{ x }}"), {"x": float("inf")})[0]
    assert "longer than the 32,767 characters" in faults(one_cell("{{ x }}"), {"x": "a" * 40_000})[0]


def test_formatted_text_keeps_its_runs_even_when_they_split_an_expression(fill):
    def build(book):
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet("Report")
        sheet.write_rich_string("A1", "Prepared for ", bold, "{{ w", "ho }} today")

    filled = fill(build, {"who": "Ana & Bo"})
    assert filled["Report!A1"] == "Prepared for Ana & Bo today"
    assert "<rPr><b/>" in filled.xml()
    assert "<t>Ana &amp; Bo</t>" in filled.xml()


def test_no_expression_stays_in_the_file(fill):
    filled = fill(one_cell("{{ period }}"), {"period": "W07"})
    assert not any(b"{{" in filled.package.data(name) for name in filled.package.names)


def test_a_template_without_expressions_comes_back_as_it_is(template):
    from salessheets.xlsx.template import fill_template

    with (made := template()) as book:
        sheet = book.add_worksheet("Report")
        sheet.write("A1", "as it is")
        sheet.write_formula("A2", "=1+1")
    assert fill_template(made.package, {"rows": [{"a": 1}]}) is made.package.content


def test_sheet_names_become_safe_and_references_follow(fill):
    def build(book):
        book.add_worksheet("{{ period }}").write("A1", 5)
        other = book.add_worksheet("Other")
        other.write_formula("A1", "='{{ period }}'!A1+1")
        book.define_name("Start", "='{{ period }}'!$A$1")

    filled = fill(build, {"period": "Week 7/2026"})
    assert filled.book.sheetnames == ["Week 7-2026", "Other"]
    assert filled["Other!A1"] == "='Week 7-2026'!A1+1"
    assert filled.book.defined_names["Start"].attr_text == "'Week 7-2026'!$A$1"


def test_headers_notes_text_boxes_and_links_are_filled(fill):
    def build(book):
        sheet = book.add_worksheet("Report")
        sheet.set_header("&L{{ company }}&R&P")
        sheet.write_comment("B2", "as of {{ period }}")
        sheet.insert_textbox("D4", "Week {{ period }}")
        sheet.write_url("A5", "https://example.org/{{ period }}", string="open")

    filled = fill(build, {"company": "Ana & Co", "period": "W 07"})
    assert "&amp;LAna &amp;&amp; Co&amp;R&amp;P" in filled.xml()
    assert "as of W 07" in filled.part("comments1.xml")
    assert "Week W 07" in filled.part("drawing1.xml$")
    assert 'Target="https://example.org/W%2007"' in filled.part("worksheets/_rels")
