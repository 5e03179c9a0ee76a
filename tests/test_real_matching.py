"""A year of real payments whose true invoices are known: what is booked without asking is right, every time."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from salessheets.app.opening import open_workbook
from salessheets.app.running import Ran, run


def built(shared: Path, folder: Path, data: str, references: str, as_of: str) -> Path:
    path = folder / f"{data}_{references}.xlsx"
    tool = [sys.executable, str(shared / "tools" / "build_book.py"), str(shared / "data" / data), str(path)]
    subprocess.run([*tool, "--as-of", as_of, "--references", references], check=True, capture_output=True)
    return path


def judged(path: Path) -> tuple[Ran, Counter[tuple[str, bool]]]:
    """How often each word for Match was right and wrong."""
    ran = run(open_workbook(path, date(2018, 6, 30)).book)
    with path.with_suffix(".truth.csv").open(encoding="utf-8") as file:
        truth = {row["receipt_no"]: row["invoice_no"] for row in csv.DictReader(file)}
    rows = ran.book.frame("Allocations")
    paid = rows[rows["Kind"] == "Payment"].groupby("Source")["Invoice No"].apply(list).to_dict()
    count: Counter[tuple[str, bool]] = Counter()
    for row in ran.book.frame("Receipts").to_dict("records"):
        named = {"Sure": paid.get(row["Receipt No"], []), "Suggested": [row["Suggestion"]]}.get(row["Match"])
        count[row["Match"], named == [truth[row["Receipt No"]]]] += 1
    return ran, count


@pytest.fixture(scope="module")
def messy(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Counter[tuple[str, bool]]]:
    return judged(built(shared, tmp_path_factory.mktemp("messy"), "aw_fy2018", "messy", "2018-06-30"))


@pytest.fixture(scope="module")
def none(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Counter[tuple[str, bool]]]:
    return judged(built(shared, tmp_path_factory.mktemp("none"), "aw_fy2018", "none", "2018-06-30"))


def test_numbers_as_payers_write_them_are_booked_without_a_single_mistake(messy):
    _, count = messy
    assert (count["Sure", True], count["Sure", False]) == (605, 0)


def test_most_of_the_rest_is_suggested_rightly(messy):
    _, count = messy
    assert (count["Suggested", True], count["Suggested", False]) == (116, 0)
    assert count.total() == 736


def test_without_any_reference_nothing_is_booked_on_a_name_alone(none):
    ran, count = none
    assert not any(match == "Sure" for match, _ in count)
    assert len(ran.book.frame("Allocations")) == 0


def test_without_any_reference_the_amount_suggests_most_invoices(none):
    _, count = none
    assert (count["Suggested", True], count["Suggested", False]) == (512, 2)


def test_the_ledger_ties_whatever_the_references_say(messy, none):
    assert [f.wrong for ran, _ in (messy, none) for f in ran.findings if f.rule == "ledger-does-not-tie"] == []


def test_cheques_that_name_no_invoice_are_suggested_by_amount_and_by_account(shared, tmp_path):
    ran = run(open_workbook(built(shared, tmp_path, "classicmodels", "exact", "2005-06-30"), date(2005, 6, 30)).book)
    assert Counter(ran.book.frame("Receipts")["Match"]) == {"Suggested": 263, "Unmatched": 10}
