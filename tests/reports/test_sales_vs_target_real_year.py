"""The report on a year of real reseller sales, against answers made without this program."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from salessheets.app.opening import open_workbook
from salessheets.app.running import run
from salessheets.reports.sales_vs_target import data
from salessheets.xlsx.template import check_template

TEMPLATE = Path(__file__).parents[2] / "templates" / "reports" / "sales_vs_target.xlsx"


@pytest.fixture(scope="module")
def workbook(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("real") / "resellers.xlsx"
    tool = [sys.executable, str(shared / "tools" / "build_book.py"), str(shared / "data" / "aw_fy2018"), str(out)]
    subprocess.run([*tool, "--as-of", "2018-06-30"], check=True, capture_output=True)
    return out


@pytest.fixture(scope="module")
def figures(workbook: Path) -> Mapping[str, object]:
    return data(run(open_workbook(workbook, date(2018, 6, 30)).book).book, "resellers")


def answers(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "data" / "aw_fy2018" / "answers" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_full_week_of_the_year_has_the_sales_and_orders_of_the_answers(shared, figures):
    expected = {
        date.fromisoformat(row["monday"]): (Decimal(row["sales"]), int(row["orders"]))
        for row in answers(shared, "weekly_sales_by_order_date")
        if "2018-01-01" <= row["monday"] < "2018-06-25"
    }
    got = {row["Starts"]: (row["Revenue"], row["Orders"]) for row in figures["weekly"] if row["Note"] == ""}
    assert got == expected
    assert len(got) == 25


def test_reps_stand_where_the_answers_put_them(shared, figures):
    expected = {
        row["name"]: (Decimal(row["target"]), Decimal(row["sales"]))
        for row in answers(shared, "attainment_rep_year_own_sales")
        if row["period"] == "2018" and row["name"] not in {"Brian Welcker", "Stephen Jiang"} and Decimal(row["target"])
    }
    got = {row["Rep"]: (row["Target"], row["Revenue"]) for row in figures["attainment_year"] if row["Target"]}
    assert got == expected
    assert len(got) == 10


def test_managers_stand_with_the_sales_of_their_teams(shared, figures):
    expected = [
        row
        for row in answers(shared, "attainment_manager_quarter_team_sales")
        if row["period"].startswith("2018") and row["name"] == "Brian Welcker"
    ]
    team = next(row for row in figures["attainment_team"] if row["Rep"] == "Brian Welcker")
    assert (team["Target"], team["Revenue"]) == tuple(
        sum(Decimal(row[name]) for row in expected) for name in ("target", "sales")
    )


def test_ages_are_those_of_the_answers_to_the_cent(shared, figures):
    expected = {row["bucket"]: Decimal(row["balance"]) for row in answers(shared, "ageing_asof_2018-06-30")}
    names = {"Not due": "not_due", "1-30": "1-30", "31-60": "31-60", "61-90": "61-90", "Over 90": "91+"}
    got = {bucket: sum(row[name] for row in figures["receivables"]) for name, bucket in names.items()}
    assert got == {bucket: expected.get(bucket, Decimal(0)) for bucket in names.values()}
    assert sum(got.values()) == figures["ledger_open"]


def test_overdue_invoices_are_those_of_the_answers(shared, figures):
    expected = {
        row["invoice_no"]: (Decimal(row["balance"]), int(row["days_overdue"]))
        for row in answers(shared, "overdue_asof_2018-06-30")
    }
    shown = {row["Invoice"]: (row["Open"], row["Days late"]) for row in figures["overdue_list"] if row["Invoice"]}
    assert shown.items() <= expected.items()
    assert sum(row["Open"] for row in figures["overdue_list"]) == sum(balance for balance, _ in expected.values())


def test_the_real_year_fills_the_template_without_a_fault(figures):
    assert check_template(TEMPLATE, figures) == ()
