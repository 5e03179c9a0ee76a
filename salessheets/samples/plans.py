"""Targets of the sample company: every rep by month, the two leaders' teams and the company by quarter and year."""

from __future__ import annotations

from decimal import Decimal

from salessheets.samples.values import Row, Rows

_MONTHLY = {"R01": 9_500, "R02": 17_500, "R03": 20_500, "R04": 9_000, "R05": 14_500, "R06": 10_500, "R07": 20_000}
"""Rep -> an average month in GBP."""

_SHAPE = (0.4, 0.75, 0.85, 0.9, 0.7, 1.0, 1.5, 1.6, 1.1, 0.9, 0.95, 1.35)
"""April to March, relative to the average month."""


def target_rows() -> Rows:
    """Rows of the Targets sheet."""
    rows = [_monthly(rep, month) for rep in _MONTHLY for month in range(1, 13) if rep != "R07" or month <= 7]
    rows += [_team(rep, quarter) for rep in ("R01", "R03") for quarter in range(1, 5)]
    return {"Targets": [*rows, _company()]}


def _base(number: str, period: str, target: Decimal) -> Row:
    return {
        "Target No": number, "Fiscal year": 2025, "Period": period, "Measure": "Revenue", "Counted at": "Invoice",
        "Target": target, "Spread": "Working days",
    }  # fmt: skip


def _month_target(rep: str, month: int) -> Decimal:
    """Tom Bellamy carries Rhys Morgan's target from November on."""
    carried = _MONTHLY["R07"] if rep == "R04" and month > 7 else 0
    return Decimal(round((_MONTHLY[rep] + carried) * _SHAPE[month - 1] / 100) * 100)


def _monthly(rep: str, month: int) -> Row:
    return _base(f"T-25-P{month:02}-{rep}", f"P{month:02}", _month_target(rep, month)) | {"Rep ID": rep, "Scope": "Own"}


def _team(rep: str, quarter: int) -> Row:
    months = range(3 * quarter - 2, 3 * quarter + 1)
    team = ("R03", "R04", "R06", "R07") if rep == "R03" else tuple(_MONTHLY)
    total = sum(
        (_month_target(one, month) for one in team for month in months if one != "R07" or month <= 7), Decimal(0)
    )
    return _base(f"T-25-Q{quarter}-{rep}-TEAM", f"Q{quarter}", total) | {"Rep ID": rep, "Scope": "Team"}


def _company() -> Row:
    total = sum(
        (_month_target(rep, month) for rep in _MONTHLY for month in range(1, 13) if rep != "R07" or month <= 7),
        Decimal(0),
    )
    return _base("T-25-FY", "FY", total)
