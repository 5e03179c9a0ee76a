"""What the charts draw: amounts in a unit that suits them, and shares split into the parts of a stacked bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from salessheets.reports.amounts import Amounts, Scale, cut
from salessheets.reports.attained import Standing
from salessheets.reports.owed import CLASSES, Owed
from salessheets.reports.weeks import Week, running_average

Row = dict[str, object]
_SHOWN_WEEKS = 26
_SHOWN_REPS = 14
_SHOWN_DEBTORS = 6
_MARK = 0.012
"""Width of the mark at the target, as a share of it."""
_LONGEST_NAME = 22
_LONGEST_MONTH = 3
_LEAST_WEEKS, _LEAST_BARS = 10, 6


def week_rows(office: Amounts, weeks: Sequence[Week], scale: Scale) -> list[Row]:
    """The last full weeks, the first of each month named; the current week only where no week is over yet."""
    full = [week for week in weeks if week.full] or list(weeks)
    means = running_average([week.revenue for week in full])
    rows = [_week(office, week, mean, scale) for week, mean in zip(full, means, strict=True)][-_SHOWN_WEEKS:]
    months = [row["Label"] for row in rows]
    for i, row in enumerate(rows):
        crowded = months[2:3] not in ([], months[:1])  # a month of one or two weeks would touch the next one's name
        if months[i] == months[i - 1] if i else crowded:
            row["Label"] = " "
    return _padded(rows, _LEAST_WEEKS, "Label")


def _month(office: Amounts, week: Week) -> str:
    """The month that holds most of a week, short enough for its column."""
    name = office.shape(week.starts + timedelta(days=3), "MMM")
    return name[:_LONGEST_MONTH] if name.isascii() else name


def _padded(rows: list[Row], least: int, label: str) -> list[Row]:
    """At least so many rows, the added ones blank, so that a few bars do not swell."""
    blank: Row = {**dict.fromkeys(rows[0]), label: " "}
    return rows + [dict(blank) for _ in range(least - len(rows))]


def _week(office: Amounts, week: Week, mean: int | None, scale: Scale) -> Row:
    revenue, target = (
        scale.of(office.units(week.revenue)),
        None if week.target is None else scale.of(office.units(week.target)),
    )
    reached = not week.target or week.revenue >= week.target
    return {
        "Label": _month(office, week), "Week": f"W{week.number:02d}", "On target": revenue if reached else None,
        "Behind": None if reached else revenue, "Target": target, "4-week average": None if mean is None else scale.of(office.units(mean)),
        "Difference": 0.0 if target is None or revenue is None else round(revenue - target, 6), "Revenue": revenue,
    }  # fmt: skip


def attainment_rows(office: Amounts, company: Standing, reps: Sequence[Standing]) -> list[Row]:
    """The company and each rep, best on top; of many reps the best and the last. A bar chart draws its first row at the bottom."""
    half = _SHOWN_REPS // 2
    shown = list(reps) if len(reps) <= _SHOWN_REPS else [*reps[:half], *reps[-half:]]
    rows = [_attained(office, row) for row in [*([company] if company.share is not None else []), *shown]]
    return list(reversed(_padded(rows or [_attained(office, company)], _LEAST_BARS, "Label")))


def _attained(office: Amounts, row: Standing) -> Row:
    """The parts of a bar: up to the mark, the mark at 100 %, what is over it."""
    name = cut(row.name, _LONGEST_NAME)
    if row.share is None:
        return {
            "Label": f"{name}: no target",
            "Reached": None,
            "Behind": None,
            "Short": None,
            "Mark": None,
            "Over": None,
        }
    share, edge = max(row.share, 0.0), 1 - _MARK / 2
    met = share >= 1
    return {
        "Label": f"{'●' if met else '▼'} {name} {office.percent(row.share)}",
        "Reached": edge if met else None,
        "Behind": None if met else round(min(share, edge), 6),
        "Short": None if met else round(max(edge - share, 0.0), 6),
        "Mark": _MARK,
        "Over": round(max(share - edge - _MARK, 0.0), 6) if met else None,
    }


def age_rows(office: Amounts, owed: Owed, scale: Scale) -> list[Row]:
    """One column per age class."""
    series = {"Not due": "Not due", "Over 90": "Over 90 days"}
    rows = []
    for name in CLASSES[:5]:
        row: Row = {"Age": name, "Not due": None, "Overdue": None, "Over 90 days": None}
        row[series.get(name, "Overdue")] = scale.of(office.units(owed.by_class(name)))
        rows.append(row)
    return rows


def debtor_rows(office: Amounts, customers: Sequence[Mapping[str, object]], scale: Scale) -> list[Row]:
    """The largest debtors, the largest on top: what is not due, overdue, and overdue for more than 90 days."""
    rows: list[Row] = []
    for row in customers[:_SHOWN_DEBTORS]:
        parts = {name: row[name] for name in CLASSES[:5]}
        up_to_90 = sum(int(str(parts[name])) for name in CLASSES[1:4])
        rows.append({
            "Customer": cut(str(row["Customer"]), 2 * _LONGEST_NAME),
            "Not due": scale.of(office.units(int(str(parts["Not due"])))),
            "Up to 90 days": scale.of(office.units(up_to_90)),
            "Over 90 days": scale.of(office.units(int(str(parts["Over 90"])))),
        })  # fmt: skip
    rows = rows or [{"Customer": "Nothing is open", "Not due": None, "Up to 90 days": None, "Over 90 days": None}]
    return list(reversed(_padded(rows, _LEAST_BARS, "Customer")))
