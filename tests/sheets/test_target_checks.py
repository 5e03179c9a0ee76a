"""What is said about targets and reporting lines that cannot stand, and what is not."""

from __future__ import annotations

import pytest

from salessheets.sheets.rep_lines import check_reporting_lines
from salessheets.sheets.specimen import book_of
from salessheets.sheets.targets.achieved import teams
from salessheets.sheets.targets.checks import check_targets

HEAD = (
    "Targets\nTarget No | Fiscal year | Period | Rep ID | Scope | Measure | Counted at | Target | Spread | From | To"
    " | Takes over from\n"
)


def said(rows: str, before: str = "") -> list[tuple[str, str]]:
    return [(finding.key, finding.wrong) for finding in check_targets(book_of(before + HEAD + rows)).findings]


def test_the_same_target_in_other_words_is_given_twice():
    rows = """T-1 | 2026 | P03 | R1 |     | Revenue | Invoice | 1000 | Even | | |
T-2 | 2026 | p3  | r1 | Own | Revenue | Invoice | 1100 | Even | | |
"""
    assert said(rows) == [("T-2", "Rep r1 has a target for p3 of 2026 in row 2 already.")]


@pytest.mark.parametrize(
    "second",
    [
        "T-2 | 2026 | P03 | R1 | Team | Revenue | Invoice | 1100 | Even | | |",
        "T-2 | 2026 | P03 | R2 |      | Revenue | Invoice | 1100 | Even | | |",
        "T-2 | 2026 | P03 | R1 |      | Units   | Invoice | 1100 | Even | | |",
        "T-2 | 2026 | P03 | R1 |      | Revenue | Order   | 1100 | Even | | |",
        "T-2 | 2025 | P03 | R1 |      | Revenue | Invoice | 1100 | Even | | |",
        "T-2 | 2026 | Q1  | R1 |      | Revenue | Invoice | 1100 | Even | | |",
        "T-2 | 2026 | P03 | R1 |      | Revenue | Invoice |      | Even | | | T-1",
    ],
)
def test_targets_that_differ_or_follow_each_other_stand_side_by_side(second):
    assert said(f"T-1 | 2026 | P03 | R1 | | Revenue | Invoice | 1000 | Even | | 2026-03-15 |\n{second}\n") == []


def test_week_53_exists_only_in_long_years():
    rows = """T-1 | 2026 | W53 | R1 | | Revenue | Invoice | 1000 | Even | | |
T-2 | 2025 | W53 | R1 | | Revenue | Invoice | 1000 | Even | | |
"""
    assert said(rows) == [("T-2", "W53 is no period of the fiscal year 2025.")]


def test_a_leaver_whose_target_ends_on_the_last_day_is_in_order():
    reps = "Reps\nRep ID | Name | Started | Left\nR1 | Anita | 2020-01-01 | 2026-03-15\n\n"
    assert said("T-1 | 2026 | P03 | R1 | | Revenue | Invoice | 9 | Even | | 2026-03-15 |\n", reps) == []
    late = said("T-1 | 2026 | P03 | R1 | | Revenue | Invoice | 9 | Even | | |\n", reps)
    assert late == [("T-1", "Rep R1 left on 2026-03-15; the target runs until 2026-03-31.")]


def test_targets_that_take_over_from_each_other_in_a_circle_are_named_and_end():
    rows = """T-1 | 2026 | P03 | R1 | | Revenue | Invoice |   | Even | | | T-2
T-2 | 2026 | P03 | R2 | | Revenue | Invoice |   | Even | | | T-1
"""
    assert [wrong for _, wrong in said(rows)] == [
        "Target T-1 has no amount, and takes over from none that has.",
        "Target T-2 has no amount, and takes over from none that has.",
        "Target T-1 takes over from T-2, which leads back to it.",
        "Target T-2 takes over from T-1, which leads back to it.",
    ]


REPS = """
Reps
Rep ID | Name  | Reports to
R1     | Boss  | R3
R2     | Lead  | R1
R3     | Anita | r2
R4     | Ben   | R3
R5     | Zoe   |
"""


def test_only_those_on_the_circle_itself_report_in_a_circle():
    findings = check_reporting_lines(book_of(REPS)).findings
    assert [finding.key for finding in findings] == ["R1", "R2", "R3"]


def test_a_team_ends_where_its_circle_closes():
    members = teams(book_of(REPS))
    assert sorted(members["r3"]) == ["r1", "r2", "r3", "r4"]
    assert sorted(members["r5"]) == ["r5"]
