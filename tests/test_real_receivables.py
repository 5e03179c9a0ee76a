"""A year of real invoices and payments: the overdue list and the ageing to the cent, and every seeded mistake found."""

from __future__ import annotations

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from salessheets.app.opening import open_workbook
from salessheets.app.running import Ran, run

DAYS = (date(2018, 3, 31), date(2018, 6, 30))
CLASSES = {"Not due": "not_due", "91-120": "91+", "120+": "91+"}


def built(shared: Path, data: str, folder: Path) -> Path:
    path = folder / f"{data}.xlsx"
    command = [
        sys.executable,
        str(shared / "tools" / "build_book.py"),
        str(shared / "data" / data),
        str(path),
        "--as-of",
        "2018-06-30",
    ]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture(scope="module")
def clean(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[date, Ran]:
    path = built(shared, "aw_fy2018", tmp_path_factory.mktemp("real"))
    return {day: run(open_workbook(path, day).book) for day in DAYS}


@pytest.fixture(scope="module")
def seeded(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    path = built(shared, "aw_fy2018_defects", tmp_path_factory.mktemp("seeded"))
    return run(open_workbook(path, date(2018, 6, 30)).book)


def answers(shared: Path, name: str) -> list[dict[str, str]]:
    with (shared / "data" / "aw_fy2018" / "answers" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def cents(text: str) -> int:
    return round(float(text) * 100)


@pytest.mark.parametrize("day", DAYS)
def test_the_overdue_list_agrees_row_by_row(clean: dict[date, Ran], shared: Path, day: date) -> None:
    frame = clean[day].book.frame("Invoices")
    late = frame[frame["Days overdue"] > 0].sort_values("Invoice No")
    ours = [
        (
            r["Invoice No"],
            r["Customer ID"],
            f"{r['Due date']:%Y-%m-%d}",
            r["Gross"],
            r["Settled"],
            r["Open"],
            r["Days overdue"],
            CLASSES.get(r["Age"], r["Age"]),
        )
        for r in late.to_dict("records")
    ]
    theirs = [
        (
            r["invoice_no"],
            r["customer_id"],
            r["due_date"],
            cents(r["amount"]),
            cents(r["paid"]),
            cents(r["balance"]),
            int(r["days_overdue"]),
            r["bucket"],
        )
        for r in answers(shared, f"overdue_asof_{day}.csv")
    ]
    assert ours == sorted(theirs)


@pytest.mark.parametrize("day", DAYS)
def test_the_ageing_agrees_to_the_cent(clean: dict[date, Ran], shared: Path, day: date) -> None:
    frame = clean[day].book.frame("Invoices")
    aged = frame[frame["Age"] != ""]
    sums = aged.groupby(aged["Age"].replace(CLASSES))["Open"].agg(["size", "sum"])
    ours = {name: (int(row["size"]), int(row["sum"])) for name, row in sums.iterrows()}
    theirs = {r["bucket"]: (int(r["invoices"]), cents(r["balance"])) for r in answers(shared, f"ageing_asof_{day}.csv")}
    total = theirs.pop("total")
    assert ours == theirs
    assert (len(aged), int(aged["Open"].sum())) == total


@pytest.mark.parametrize("day", DAYS)
def test_every_customers_balance_agrees_to_the_cent(clean: dict[date, Ran], shared: Path, day: date) -> None:
    customers = clean[day].book.frame("Customers")
    owing = customers[customers["Open balance"] != 0]
    rows = [r for r in answers(shared, f"ageing_by_customer_asof_{day}.csv") if r["customer_id"].upper() != "TOTAL"]
    assert dict(zip(owing["Customer ID"], owing["Open balance"], strict=True)) == {
        r["customer_id"]: cents(r["total"]) for r in rows
    }
    overdue = {r["customer_id"]: cents(r["total"]) - cents(r["not_due"]) for r in rows}
    late = customers[customers["Overdue"] != 0]
    assert dict(zip(late["Customer ID"], late["Overdue"], strict=True)) == {k: v for k, v in overdue.items() if v}


def test_clean_books_have_no_finding_on_money(clean: dict[date, Ran]) -> None:
    told = [
        (f.rule, f.key)
        for ran in clean.values()
        for f in ran.findings
        if f.sheet in {"Invoices", "Receipts", "Payment Terms"}
    ]
    assert told == []


SEEDED = {
    "invoice amount differs from order total": "invoice-differs-from-order",
    "due date before invoice date": "due-before-invoice",
    "customer of invoice differs from customer of order": "invoice-customer-differs",
    "payment for unknown invoice": "receipt-names-unknown-invoice",
    "payment larger than invoice": "receipt-above-open",
    "payment dated in the future (after 2018-06-30)": "receipt-in-future",
}


@pytest.mark.parametrize(("kind", "rule"), SEEDED.items())
def test_every_seeded_mistake_on_money_is_found_on_its_row(seeded: Ran, shared: Path, kind: str, rule: str) -> None:
    with (shared / "data" / "aw_fy2018_defects" / "defects.csv").open(encoding="utf-8") as file:
        keys = {row["key"] for row in csv.DictReader(file) if row["kind"] == kind}
    assert keys
    assert keys <= {finding.key for finding in seeded.findings if finding.rule == rule}


def test_the_seeded_book_still_ties(seeded: Ran) -> None:
    assert [f.wrong for f in seeded.findings if f.rule in {"ledger-does-not-tie", "step-failed"}] == []
