"""Targets of the sample company: every rep by month, the two leaders' teams and the company by quarter and year."""

from __future__ import annotations

from decimal import Decimal

from salessheets.samples.values import Row, Rows

_MONTHLY = {
    "R01": (37, 39, 25, 21, 153, 70, 207, 62, 186, 52, 85, 202),
    "R02": (49, 76, 148, 157, 181, 146, 669, 220, 99, 94, 116, 145),
    "R03": (20, 182, 150, 112, 87, 164, 316, 351, 297, 219, 151, 411),
    "R04": (195, 171, 52, 50, 21, 75, 519, 161, 238, 308, 196, 275),
    "R05": (15, 192, 251, 62, 88, 204, 79, 105, 80, 160, 201, 303),
    "R06": (11, 54, 53, 114, 29, 117, 334, 143, 208, 127, 26, 45),
    "R07": (19, 36, 149, 179, 207, 405, 224),
}
"""Rep -> the target of each month from April on, in hundreds of GBP, agreed from what the rep's customers plan to buy.

Rhys Morgan left at the end of October; Tom Bellamy carries his target from November on.
"""


def target_rows() -> Rows:
    """Rows of the Targets sheet."""
    rows = [_monthly(rep, month) for rep, months in _MONTHLY.items() for month in range(1, len(months) + 1)]
    rows += [_team(rep, quarter) for rep in ("R01", "R03") for quarter in range(1, 5)]
    return {"Targets": [*rows, _company()]}


def _base(number: str, period: str, target: Decimal) -> Row:
    return {
        "Target No": number, "Fiscal year": 2025, "Period": period, "Measure": "Revenue", "Counted at": "Invoice",
        "Target": target, "Spread": "Working days",
    }  # fmt: skip


def _month_target(rep: str, month: int) -> Decimal:
    """In GBP; nothing after the rep has left."""
    months = _MONTHLY[rep]
    return Decimal(100 * months[month - 1] if month <= len(months) else 0)


def _monthly(rep: str, month: int) -> Row:
    return _base(f"T-25-P{month:02}-{rep}", f"P{month:02}", _month_target(rep, month)) | {"Rep ID": rep, "Scope": "Own"}


def _team(rep: str, quarter: int) -> Row:
    months = range(3 * quarter - 2, 3 * quarter + 1)
    team = ("R03", "R04", "R06", "R07") if rep == "R03" else tuple(_MONTHLY)
    total = sum((_month_target(one, month) for one in team for month in months), Decimal(0))
    return _base(f"T-25-Q{quarter}-{rep}-TEAM", f"Q{quarter}", total) | {"Rep ID": rep, "Scope": "Team"}


def _company() -> Row:
    total = sum(
        (_month_target(rep, month) for rep in _MONTHLY for month in range(1, 13)),
        Decimal(0),
    )
    return _base("T-25-FY", "FY", total)
