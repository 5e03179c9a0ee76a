"""The six figures at the head of the report, each set against something.

A tile is a label, a value, a comparison and a share for its small bar. The comparison is a number whose sign says good or bad and which the
template's number format puts in words, or a text where there is nothing to compare with.
"""

from __future__ import annotations

from collections.abc import Sequence

from salessheets.reports.amounts import Amounts, signed_share
from salessheets.reports.attained import Standing
from salessheets.reports.owed import Owed
from salessheets.reports.weeks import Week

Tile = dict[str, object]
_NO_TARGET = "no target set"


def tiles(
    office: Amounts, company: Standing, reps: Sequence[Standing], weeks: Sequence[Week], owed: Owed
) -> dict[str, Tile]:
    """Name in the template -> tile."""
    return {
        "revenue": _revenue(office, company),
        "attainment": _attainment(office, company),
        "reps": _reps(reps),
        "week": _week(office, weeks),
        "overdue": _overdue(office, owed),
        "old": _old(office, owed),
    }


def _tile(label: str, value: object, versus: object, share: float | None = None) -> Tile:
    return {"label": label, "value": value, "versus": versus, "share": share}


def _revenue(office: Amounts, company: Standing) -> Tile:
    over = signed_share(company.revenue or 0, company.target or 0)
    return _tile("Revenue to date", office.short(company.revenue or 0), _NO_TARGET if over is None else over)


def _attainment(office: Amounts, company: Standing) -> Tile:
    if company.share is None or company.target is None:
        return _tile("Attainment to date", "–", _NO_TARGET)
    gap = office.units((company.revenue or 0) - company.target)
    return _tile("Attainment to date", company.share, gap, max(company.share, 0.0))


def _reps(reps: Sequence[Standing]) -> Tile:
    on_target = sum(1 for rep in reps if (rep.share or 0) >= 1)
    if not reps:
        return _tile("Reps on target", "–", _NO_TARGET)
    return _tile("Reps on target", f"{on_target} of {len(reps)}", on_target - len(reps), on_target / len(reps))


def _week(office: Amounts, weeks: Sequence[Week]) -> Tile:
    full = [week for week in weeks if week.full]
    if not full:
        return _tile("Last full week", "–", "no full week yet")
    last = full[-1]
    over = signed_share(last.revenue, last.target or 0)
    return _tile(
        f"Last full week (W{last.number:02d})", office.short(last.revenue), _NO_TARGET if over is None else over
    )


def _overdue(office: Amounts, owed: Owed) -> Tile:
    late, whole = int(owed.overdue["Open"].sum()), _owed_to_us(owed)
    share = late / whole if whole else 0.0
    return _tile("Overdue", office.short(late), -round(share, 6) if whole else "nothing is open", share or None)


def _old(office: Amounts, owed: Owed) -> Tile:
    old = owed.overdue[owed.overdue["Class"] == "Over 90"]
    amount, whole = int(old["Open"].sum()), _owed_to_us(owed)
    return _tile(
        "Over 90 days",
        office.short(amount),
        -len(old) if whole else "nothing is open",
        amount / whole if amount and whole else None,
    )


def _owed_to_us(owed: Owed) -> int:
    """What customers owe before anything unapplied is taken off."""
    return owed.total - owed.by_class("Unapplied")
