"""The sample workbooks are what the code makes; the sound ones are clean and alive, the broken one shows every fault it was given."""

from __future__ import annotations

import importlib.util
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from salessheets.app.opening import open_workbook
from salessheets.app.running import Ran, run
from salessheets.samples.broken import ADDED, FAULTS
from salessheets.sheets import RULES

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "sample_workbooks"

IN_DISORDER = {
    ("Contracts", "Notice to", "missing-header"),
    ("Requests", "Impact again", "repeated-header"),
    ("Calendar", "under the table", "rows-under-table"),
    ("Calendar", "B5:D5", "merged-cells"),
    ("Taxes", "apart from the table", "rows-apart"),
    ("Products", "hidden rows", "hidden-rows"),
    ("Receipts", "totals row 231", "stray-totals-row"),
    ("Weekly Sales", "2026 / 3", "week-left-open"),
}
"""(sheet, what, rule) of findings on a sheet as a whole."""

CONSEQUENCES = {
    ("Invoices", "INV-10350", "Terms", "unknown-reference"): "unknown terms are a reference that leads nowhere, too",
    ("Deliveries", "DN-0033", "Qty", "over-delivered"): "the order line was set to no units",
    ("Invoices", "INV-10340", "Net", "invoice-differs-from-order"): "the order line was set to no units",
    ("Invoices", "INV-10345", "Net", "invoice-differs-from-order"): "the mistyped net is not the order's either",
    ("Invoices", "INV-10360", "Net", "invoice-differs-from-lines"): "the net below zero is not that of its lines",
    ("Invoices", "INV-10360", "Tax", "invoice-tax-differs"): "nor has its tax the same sign",
    ("Invoices", "CN-107", "Tax", "invoice-tax-differs"): "the credit note's tax kept its minus",
    ("Receipts", "BK-00018", "Date", "receipt-in-future"): "the next century is also the future",
}
"""(sheet, key, header, rule) -> the fault that it follows from."""

CANNOT_SHOW = {
    "step-failed": "only a fault of the program makes it",
    "ledger-does-not-tie": "only a fault of the program makes it",
    "weekly-sales-do-not-tie": "only a fault of the program makes it",
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("samples_script", ROOT / "scripts" / "samples.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def standard() -> Ran:
    return run(open_workbook(FOLDER / "standard.xlsx").book)


@pytest.fixture(scope="module")
def broken() -> Ran:
    return run(open_workbook(FOLDER / "broken_on_purpose.xlsx").book)


@pytest.fixture(scope="module")
def told(broken: Ran) -> Counter[tuple[str, str, str, str]]:
    """How often each (sheet, first part of the row's key, header, rule) is told of, those on a whole sheet left out."""
    return Counter(
        (f.sheet, f.key.split(" / ")[0], f.column, f.rule)
        for f in broken.findings
        if (f.sheet, f.key, f.rule) not in IN_DISORDER
    )


@pytest.mark.parametrize("name", ["starter", "standard", "full", "broken_on_purpose"])
def test_the_committed_workbook_is_what_the_code_makes_part_for_part(script, name):
    made, committed = (script.contents(book) for book in (script.sample(name), (FOLDER / f"{name}.xlsx").read_bytes()))
    assert [part for part in {*made, *committed} if made.get(part) != committed.get(part)] == []


@pytest.mark.parametrize("name", ["starter", "standard", "full"])
def test_a_sound_sample_has_nothing_to_mend(name):
    assert run(open_workbook(FOLDER / f"{name}.xlsx").book).findings == ()


@pytest.mark.parametrize(
    ("sheet", "key", "header", "rule"), [(s, k, h, rule) for s, k, h, _, rule, _ in FAULTS] + list(ADDED)
)
def test_each_fault_is_told_of_once_at_its_cell_by_its_rule(told, sheet, key, header, rule):
    assert told[sheet, key, header, rule] == 1


def test_disorder_of_a_sheet_is_told_of(broken):
    assert {(f.sheet, f.key, f.rule) for f in broken.findings} >= IN_DISORDER


def test_nothing_else_is_told_of_but_what_follows_from_the_faults(told):
    faults = {(s, k, h, rule) for s, k, h, _, rule, _ in FAULTS} | set(ADDED)
    assert set(told) - faults == set(CONSEQUENCES)


def test_every_rule_that_can_show_in_a_workbook_shows(broken):
    assert {rule.id for rule in RULES} - {finding.rule for finding in broken.findings} == set(CANNOT_SHOW)


def test_the_sample_is_seen_on_the_last_day_of_its_year(standard):
    assert standard.book.as_of == date(2026, 3, 31)


def test_there_are_invoices_to_chase_of_every_age(standard):
    frame = standard.book.frame("Invoices")
    late = frame[frame["Days overdue"] > 0]
    assert 15 <= len(late) <= 25
    assert set(late["Age"]) == {"1-30", "31-60", "61-90", "91-120", "120+"}


@pytest.mark.parametrize(
    ("sheet", "header", "word", "least", "most"),
    [
        ("Invoices", "Payment status", "Disputed", 2, 2),
        ("Invoices", "Payment status", "Partly paid", 1, 5),
        ("Invoices", "Type", "Credit note", 4, 4),
        ("Receipts", "Match", "Unknown payer", 1, 1),
        ("Quotes", "State", "Open", 5, 15),
        ("Orders", "Progress", "Late", 2, 5),
        ("Orders", "Progress", "On hold", 1, 1),
        ("Orders", "Progress", "Delivered, to invoice", 1, 5),
    ],
)
def test_the_office_has_something_of_everything_on_its_desk(standard, sheet, header, word, least, most):
    assert least <= (standard.book.frame(sheet)[header] == word).sum() <= most


def test_the_payment_that_nobody_can_place_says_why(standard):
    frame = standard.book.frame("Receipts")
    assert frame.loc[frame["Match"] == "Unknown payer", "Why"].str.len().min() > 20


def test_every_rep_comes_near_the_year_s_target_and_the_company_nearer(standard):
    frame = standard.book.frame("Targets")
    own = frame[frame["Scope"] == "Own"].groupby("Rep ID")[["Target", "Achieved"]].sum()
    attained = own["Achieved"] / own["Target"]
    company = frame.loc[frame["Target No"] == "T-25-FY", "Attainment %"].item()
    assert (len(attained), attained.between(0.8, 1.15).all()) == (7, True)
    assert 0.97 <= company <= 1.03


def test_autumn_sells_more_than_spring(standard):
    weeks = standard.book.frame("Weekly Sales")
    months = weeks.groupby(weeks["Week starts"].dt.month)["Net sales"].sum()
    assert months[[9, 10, 11]].sum() > 2 * months[[4, 5, 6]].sum()
