"""Targets: spread, achieved, attainment, forecast."""

from __future__ import annotations

import math

import pytest

from salessheets.sheets.specimen import book_of
from salessheets.sheets.targets.attainment import attainment
from salessheets.sheets.targets.measure import measure_targets

REPS = """
Reps
Rep ID | Name  | Reports to | Started
R1     | Boss  |            | 2020-01-01
R2     | Lead  | R1         | 2020-01-01
R3     | Anita | R2         | 2020-01-01
R9     | Other |            | 2020-01-01

Customers
Customer ID | Customer name | Region | Currency
C1          | Nord Foods    | North  | EUR
C2          | South Water   | South  | EUR
"""
INVOICES = """
Invoices
Invoice No | Type        | Date       | Customer ID | Rep ID | Order No | Currency | Net     | Tax  | Status
INV-1      | Invoice     | 2025-02-10 | C1          | R3     |          | EUR      | 300.00  | 0.00 | Sent
INV-2      | Invoice     | 2025-03-20 | C1          | R3     |          | EUR      | 100.00  | 0.00 | Sent
INV-3      | Invoice     | 2026-01-15 | C1          | R3     |          | EUR      | 200.00  | 0.00 | Sent
INV-4      | Invoice     | 2026-02-10 | C2          | R2     |          | EUR      | 100.00  | 0.00 | Sent
INV-5      | Credit note | 2026-02-11 | C1          | R3     |          | EUR      | -50.00  | 0.00 | Sent
INV-6      | Invoice     | 2026-02-12 | C2          | R9     |          | EUR      | 1000.00 | 0.00 | Sent
"""
TARGETS = (
    "\nTargets\nTarget No | Fiscal year | Period | Rep ID | Scope | Region | Measure | Counted at | Target | Spread | From | To"
    " | Takes over from\n"
)


def measured(row: str, as_of: str = "2026-03-31", **settings: object) -> list[list[float]]:
    """Achieved, Target to date, Attainment % and Forecast of each target."""
    columns = measure_targets(book_of(REPS + INVOICES + TARGETS + row, as_of, **settings)).columns["Targets"]
    return columns.to_numpy().tolist()


ENGLAND = {"country": "GB", "subdivision": "ENG"}


@pytest.mark.parametrize(("spread", "to_date"), [("Working days", 44_262.30), ("Even", 44_505.49)])
def test_a_rep_who_leaves_keeps_the_share_of_the_days_worked(spread, to_date):
    row = f"T-1 | 2026 | Q2 | R3 | Own | | Revenue | Invoice | 90000 | {spread} | | 2026-05-15 |\n"
    assert measured(row, "2026-06-30", **ENGLAND)[0][1] == to_date


def test_the_successor_takes_over_what_is_left_and_the_company_loses_nothing():
    rows = """T-1 | 2026 | Q2 | R3 | Own | | Revenue | Invoice | 90000 | Working days | | 2026-05-15 |
T-2 | 2026 | Q2 | R2 | Own | | Revenue | Invoice |       | Working days | | | T-1
"""
    first, second = (row[1] for row in measured(rows, "2026-06-30", **ENGLAND))
    assert (first, second) == (44_262.30, 45_737.70)


def test_the_as_of_day_counts_as_elapsed():
    row = "T-1 | 2026 | P01 | R3 | Own | | Revenue | Invoice | 3100 | Even | | |\n"
    assert measured(row, "2026-01-15") == [[200.0, 1500.0, 200 / 1500, pytest.approx(200 * 31 / 15, abs=0.005)]]


def test_a_finished_period_is_forecast_at_what_was_achieved():
    row = "T-1 | 2026 | Q1 | R3 | Own | | Revenue | Invoice | 300 | Even | | |\n"
    assert measured(row) == [[150.0, 300.0, 0.5, 150.0]]


def test_a_period_to_come_has_no_attainment_and_no_forecast():
    achieved, to_date, share, forecast = measured(
        "T-1 | 2026 | Q3 | R3 | Own | | Revenue | Invoice | 300 | Even | | |\n"
    )[0]
    assert (achieved, to_date) == (0, 0)
    assert math.isnan(share)
    assert math.isnan(forecast)


def test_a_target_of_zero_has_no_attainment():
    assert math.isnan(measured("T-1 | 2026 | Q1 | R3 | Own | | Revenue | Invoice | 0 | Even | | |\n")[0][2])


@pytest.mark.parametrize(
    ("rep", "scope", "region", "achieved"),
    [
        ("R1", "Own", "", 0),
        ("R1", "Team", "", 250),
        ("R2", "Team", "", 250),
        ("r2", "", "", 100),
        ("", "", "", 1250),
        ("", "", "North", 150),
        ("R1", "Team", "South", 100),
    ],
)
def test_scope_and_region_decide_whose_sales_count(rep, scope, region, achieved):
    assert (
        measured(f"T-1 | 2026 | Q1 | {rep} | {scope} | {region} | Revenue | Invoice | 1 | Even | | |\n")[0][0]
        == achieved
    )


@pytest.mark.parametrize(("measure", "reached"), [("Orders", 3), ("New customers", 1), ("Units", 0)])
def test_other_measures_count_pieces(measure, reached):
    assert measured(f"T-1 | 2026 | Q1 | | | | {measure} | Invoice | 10 | Even | | |\n")[0][0] == reached


def test_a_seasonal_target_follows_last_year():
    row = "T-1 | 2026 | Q1 | R3 | Own | | Revenue | Invoice | 4000 | Seasonal | | |\n"
    achieved, to_date, _, forecast = measured(row, "2026-02-28")[0]
    assert (achieved, to_date, forecast) == (150, 3000, 200)


def test_a_seasonal_target_without_a_last_year_is_spread_over_working_days_and_says_so():
    row = "T-1 | 2026 | Q1 | R9 | Own | | Revenue | Invoice | 64 | Seasonal | | |\n"
    outcome = measure_targets(book_of(REPS + INVOICES + TARGETS + row, "2026-01-02"))
    assert outcome.columns["Targets"]["Target to date"].tolist() == [2.0]
    assert [finding.rule for finding in outcome.findings] == ["no-season"]


def test_quarters_add_months_up_and_show_reps_who_sold_without_a_target():
    rows = """T-1 | 2026 | P01 | R3 | Own | | Revenue | Invoice | 100 | Even | | |
T-2 | 2026 | P03 | R3 | Own | | Revenue | Invoice | 300 | Even | | |
T-3 | 2026 | Q1  | R1 | Team | | Revenue | Invoice | 500 | Even | | |
"""
    frame = attainment(book_of(REPS + INVOICES + TARGETS + rows), "quarter")
    this_year = frame[frame["Fiscal year"] == 2026].fillna({"Attainment": -1, "Target": -1, "Variance": -1})
    assert this_year[
        ["Rep ID", "Scope", "Targets", "Target", "Achieved", "Attainment", "Variance"]
    ].to_numpy().tolist() == [
        ["R1", "Team", 1, 50_000, 25_000, 0.5, -25_000],
        ["R2", "Own", 0, -1, 10_000, -1, -1],
        ["R3", "Own", 2, 40_000, 15_000, 0.375, -25_000],
        ["R9", "Own", 0, -1, 100_000, -1, -1],
    ]


def test_targets_of_the_asked_level_stand_before_finer_ones():
    rows = """T-1 | 2026 | P01 | R3 | Own | | Revenue | Invoice | 100 | Even | | |
T-2 | 2026 | Q1  | R3 | Own | | Revenue | Invoice | 600 | Even | | |
"""
    frame = attainment(book_of(REPS + INVOICES + TARGETS + rows), "quarter", scope="Own")
    assert frame.loc[frame["Rep ID"] == "R3", "Target"].dropna().tolist() == [60_000]


def test_months_are_fiscal_months_and_april_may_begin_the_year():
    row = "T-1 | 2025 | P11 | R3 | Own | | Revenue | Invoice | 100 | Even | | |\n"
    assert measured(row, fiscal_year_starts="April")[0][0] == -50


def test_only_known_levels_are_answered():
    with pytest.raises(ValueError, match="week, month, quarter, year"):
        attainment(book_of(REPS), "decade")
