"""A year of real reseller sales: every figure against answers made without this program."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from salessheets.app.opening import open_workbook
from salessheets.core.book import Book
from salessheets.core.findings import Finding
from salessheets.sheets import STEPS
from salessheets.sheets.targets.attainment import attainment
from salessheets.sheets.weekly_sales.record import weekly_figures

MINE = {
    "line-of-nothing",
    "promised-before-ordered",
    "hold-without-reason",
    "split-unclear",
    "order-without-lines",
    "delivery-without-order-line",
    "delivered-before-ordered",
    "over-delivered",
    "delivery-undated",
    "return-unclear",
    "target-given-twice",
    "unknown-period",
    "target-without-amount",
    "taken-over-in-circle",
    "outside-period",
    "target-after-leaving",
    "no-season",
    "reports-in-circle",
    "no-exchange-rate",
    "weekly-sales-do-not-tie",
    "week-left-open",
    "lost-without-reason",
    "valid-before-date",
}
"""The rules on orders, deliveries, targets, weeks and quotes."""


def built(shared: Path, folder: Path, data: str) -> Path:
    out = folder / f"{data}.xlsx"
    tool = [sys.executable, str(shared / "tools" / "build_book.py"), str(shared / "data" / data), str(out)]
    subprocess.run([*tool, "--as-of", "2018-06-30"], check=True, capture_output=True)
    return out


def refreshed(path: Path, as_of: str) -> tuple[Book, list[Finding]]:
    book = open_workbook(path, date.fromisoformat(as_of)).book
    findings: list[Finding] = []
    for step in STEPS:
        outcome = step(book)
        findings.extend(outcome.findings)
        book = book.after(outcome)
    return book, findings


@pytest.fixture(scope="module")
def clean(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(shared, tmp_path_factory.mktemp("real"), "aw_fy2018")


@pytest.fixture(scope="module", params=["2018-06-30", "2018-03-31"])
def year(request: pytest.FixtureRequest, clean: Path) -> tuple[Book, list[Finding]]:
    return refreshed(clean, request.param)


@pytest.fixture(scope="module")
def whole_year(clean: Path) -> Book:
    return refreshed(clean, "2018-06-30")[0]


def answers(shared: Path, name: str) -> list[dict[str, str]]:
    return table(shared / "data" / "aw_fy2018" / "answers" / f"{name}.csv")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cents(text: str) -> int | None:
    return int(Decimal(text) * 100) if text else None


def test_every_week_comes_to_the_cent_and_to_the_order(shared, year):
    book, _ = year
    expected = {
        (int(row["iso_year"]), int(row["iso_week"])): (cents(row["sales"]), int(row["orders"]))
        for row in answers(shared, "weekly_sales_by_order_date")
        if date.fromisoformat(row["sunday"]) <= book.as_of
    }
    weeks = book.frame("Weekly Sales").groupby(["Fiscal year", "Week"])[["Net sales", "Orders"]].sum()
    got = {key: (int(row["Net sales"]), int(row["Orders"])) for key, row in weeks.iterrows() if key in expected}
    assert got == expected
    assert len(got) >= 39


def test_a_look_back_knows_nothing_of_later_sales(year):
    book, _ = year
    assert book.frame("Weekly Sales")["Week starts"].max() <= pd.Timestamp(book.as_of)
    total = {"2018-06-30": 16_429_042_60, "2018-03-31": 12_139_059_85}[str(book.as_of)]
    assert book.frame("Weekly Sales")["Net sales"].sum() == total


def test_weeks_by_invoice_date_come_to_the_cent_too(shared, whole_year):
    weeks = weekly_figures(whole_year, "Invoice").groupby(["Fiscal year", "Week"])[["Net sales", "Orders"]].sum()
    expected = {
        (int(row["iso_year"]), int(row["iso_week"])): (cents(row["invoiced"]), int(row["invoices"]))
        for row in answers(shared, "weekly_invoiced_by_invoice_date")
    }
    assert {key: (int(row["Net sales"]), int(row["Orders"])) for key, row in weeks.iterrows()} == expected


def test_what_is_delivered_is_worth_what_was_invoiced(whole_year):
    assert weekly_figures(whole_year, "Delivery")["Net sales"].sum() == 16_202_470_89


@pytest.mark.parametrize(
    ("header", "name", "key"),
    [("Region", "sales_by_country", "country"), ("Product group", "sales_by_category", "category")],
)
def test_regions_and_product_groups_come_to_the_cent(shared, whole_year, header, name, key):
    sums = whole_year.frame("Weekly Sales").groupby(header)["Net sales"].sum()
    names = {"US": "United States", "CA": "Canada"}
    got = {names.get(region, region): int(amount) for region, amount in sums.items()}
    assert got == {row[key]: cents(row["sales"]) for row in answers(shared, name)}


def period_of(level: str, row: pd.Series) -> str:
    year, period = row["Fiscal year"], row["Period"]
    return {"month": f"{year}-{period[1:]}", "quarter": f"{year}-{period}", "year": f"{year}"}[level]


@pytest.mark.parametrize(
    ("level", "scope", "name"),
    [
        ("month", "Own", "attainment_rep_month_own_sales"),
        ("quarter", "Own", "attainment_rep_quarter_own_sales"),
        ("year", "Own", "attainment_rep_year_own_sales"),
        ("quarter", "", "attainment_manager_quarter_team_sales"),
    ],
)
def test_attainment_of_reps_and_teams_is_that_of_the_answers(shared, whole_year, level, scope, name):
    frame = attainment(whole_year, level, scope=scope)
    got = {(row["Rep ID"], period_of(level, row)): row for _, row in frame.iterrows()}
    expected = answers(shared, name)
    for row in expected:
        mine = got[row["rep_id"], row["period"]]
        target, variance = cents(row["target"]), cents(row["variance"])
        assert mine["Name"] == row["name"]
        if level != "year":  # of the year, the answers count the months up to June only
            assert mine["Targets"] == int(row["months_with_target"])
        assert mine["Achieved"] == cents(row["sales"])
        assert (None if pd.isna(mine["To date"]) else mine["To date"]) == target
        assert (None if pd.isna(mine["Variance"]) else mine["Variance"]) == variance
        if row["attainment_pct"]:
            assert mine["Attainment"] * 100 == pytest.approx(float(row["attainment_pct"]), abs=0.000051)
    assert len(expected) >= 8


def test_each_target_row_stands_where_the_answers_put_it(shared, year):
    book, _ = year
    frame = book.frame("Targets")
    expected = {(row["rep_id"], row["period"]): row for row in answers(shared, "attainment_rep_month_own_sales")}
    rows = frame[(frame["Scope"] == "Own") & (frame["Fiscal year"].astype(str) + frame["Period"] <= "2018P03")]
    for _, row in rows.iterrows():
        answer = expected[row["Rep ID"], f"{row['Fiscal year']}-{row['Period'][1:]}"]
        assert Decimal(str(row["Achieved"])) == Decimal(answer["sales"])
        assert Decimal(str(row["Target to date"])) == Decimal(answer["target"])
        assert row["Forecast"] == row["Achieved"]
    assert len(rows) == 89


def test_the_orders_still_open_are_those_of_the_answers(shared, whole_year):
    orders = whole_year.frame("Orders")
    unfinished = orders[orders["Progress"] != "Complete"]
    expected = {row["order_no"]: cents(row["order_total"]) for row in answers(shared, "open_orders")}
    assert dict(zip(unfinished["Order No"], unfinished["Net"].astype(int), strict=True)) == expected
    assert set(unfinished["Progress"]) == {"Not started"}
    assert (orders.loc[orders["Progress"] == "Complete", ["Delivered %", "Invoiced %"]] == 1).all(axis=None)


def test_a_clean_year_raises_no_alarm_about_orders_targets_or_weeks(year):
    _, findings = year
    assert [finding.wrong for finding in findings if finding.rule in MINE] == []


def seeded(shared: Path, *kinds: str) -> set[str]:
    path = shared / "data" / "aw_fy2018_defects" / "defects.csv"
    return {row["key"] for row in table(path) if row["kind"].startswith(kinds)}


def test_the_seeded_defects_of_orders_deliveries_and_targets_are_found_and_nothing_else(shared, tmp_path):
    _, findings = refreshed(built(shared, tmp_path, "aw_fy2018_defects"), "2018-06-30")
    keys = {
        rule: {finding.key.replace(" / ", "/") for finding in findings if finding.rule == rule}
        for rule in ("line-of-nothing", "out-of-bounds", "delivered-before-ordered", "target-given-twice")
    }
    assert keys["line-of-nothing"] | keys["out-of-bounds"] == seeded(shared, "quantity zero")
    assert {key.split("/")[0] for key in keys["delivered-before-ordered"]} == seeded(shared, "shipped before")
    twice = {"716374314 2018-07": "T-2018-07-716374314-234", "987554265 2017-07": "T-2017-07-987554265-235"}
    assert keys["target-given-twice"] == {twice[key] for key in seeded(shared, "target given twice")}
    known = {finding.key for finding in findings if finding.rule == "unknown-reference"}
    for kind, sheet in (("unknown customer", "Orders"), ("unknown rep", "Orders"), ("unknown product", "Order Lines")):
        found = {f.key.replace(" / ", "/") for f in findings if f.rule == "unknown-reference" and f.sheet == sheet}
        assert seeded(shared, kind) <= found
    assert known
    others = {finding.rule for finding in findings if finding.rule in MINE} - set(keys)
    assert others == {"return-unclear"}
