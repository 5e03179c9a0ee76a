"""Seeded defects in a real year of sales are found, and clean rows stay clean."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from salessheets.app import Checked, check

NO_COLUMN = {"order total differs from its lines", "amount differs from qty x price"}
"""Changed figures that have no column in the workbook: an order's total and a line's amount are computed there."""

OPTIONAL = {"missing phone"}
"""A phone is not required, so its absence is no fault."""

SHEETS = {"Payments": "Receipts", "OrderLines": "Order Lines"}


@pytest.fixture(scope="module")
def books(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Checked]:
    """The clean year and the one with defects, checked as of 30 June 2018."""
    folder = tmp_path_factory.mktemp("real")
    checked = {}
    for name in ("aw_fy2018", "aw_fy2018_defects"):
        path = folder / f"{name}.xlsx"
        tool = shared / "tools" / "build_book.py"
        command = [sys.executable, str(tool), str(shared / "data" / name), str(path), "--as-of", "2018-06-30"]
        subprocess.run(command, check=True, capture_output=True)
        checked[name] = check(path)
    return checked


@pytest.fixture(scope="module")
def defects(shared: Path) -> list[dict[str, str]]:
    """The defects that can show in the workbook."""
    with (shared / "data" / "aw_fy2018_defects" / "defects.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["kind"] not in NO_COLUMN | OPTIONAL]


def keys_of(defect: dict[str, str]) -> set[str]:
    """The row keys on which a finding of this defect may stand."""
    key = defect["key"].replace("/", " / ")
    if defect["kind"].startswith("same customer twice"):
        return {defect["now"]}
    return {key}


def found(defect: dict[str, str], checked: Checked) -> bool:
    sheet = SHEETS.get(defect["sheet"], defect["sheet"])
    if defect["sheet"] == "Targets":
        rep, month = defect["key"].split()
        return any(
            f.finding.sheet == "Targets" and rep in f.finding.key and month in f.finding.key for f in checked.findings
        )
    return any(
        f.finding.sheet == sheet
        and (f.finding.key in keys_of(defect) or f.finding.key.startswith(f"{defect['key']} / "))
        for f in checked.findings
    )


def test_at_least_95_percent_of_the_defects_that_can_show_have_a_finding_on_their_row(
    books: dict[str, Checked], defects: list[dict[str, str]]
) -> None:
    missed = [(d["no"], d["kind"], d["key"]) for d in defects if not found(d, books["aw_fy2018_defects"])]
    assert len(missed) <= 0.05 * len(defects), missed


def test_the_clean_year_has_no_finding(books: dict[str, Checked]) -> None:
    assert [f.finding for f in books["aw_fy2018"].findings] == []


CONSEQUENCES = {
    ("unknown-reference", "Customers"): 2,  # the builder copies an order's mistyped rep to its customer
    ("unknown-reference", "Invoices"): 3,  # and to its invoice
    ("receipt-above-open", "Receipts"): 4,  # the receipt of an invoice that was lowered
    ("invoice-differs-from-order", "Invoices"): 3,  # the invoice of an order whose quantity was spoilt
    ("return-unclear", "Deliveries"): 1,  # the delivery of a line whose quantity became negative
    ("target-given-twice", "Targets"): 2,  # the second row has a number of its own
}


def test_rows_without_a_defect_stay_clean_but_for_what_follows_from_one(
    books: dict[str, Checked], defects: list[dict[str, str]]
) -> None:
    seeded = {defect["key"].replace("/", " / ") for defect in defects} | {defect["now"] for defect in defects}
    others = [
        f.finding
        for f in books["aw_fy2018_defects"].findings
        if not any(f.finding.key == k or f.finding.key.startswith(f"{k} / ") for k in seeded)
    ]
    assert Counter((finding.rule, finding.sheet) for finding in others) == CONSEQUENCES
