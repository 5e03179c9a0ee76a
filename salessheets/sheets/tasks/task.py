"""A task, and how pressing it is.

Example:
    >>> tasks = [Task("A", "", date(2026, 3, 2), weight=5, band=(50, 90), where=""),
    ...          Task("B", "", date(2026, 3, 2), weight=7, band=(50, 90), where="")]
    >>> [(task.name, priority) for task, priority in prioritised(tasks)]
    [('A', 50), ('B', 90)]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from salessheets.core.addresses import column_letter
from salessheets.core.book import Table


@dataclass(frozen=True)
class Task:
    """Something to be done.

    Attributes:
        name: Stable id, e.g. "OVERDUE-INV-20311".
        what: In words.
        due: By when.
        weight: What it is ranked by among tasks of its kind: amount times age, days late ...
        band: Lowest and highest priority of its kind, 0..100.
        where: Address of the row it is about, e.g. "Invoices!A311".
    """

    name: str
    what: str
    due: date
    weight: float
    band: tuple[int, int]
    where: str


def prioritised(tasks: Sequence[Task]) -> list[tuple[Task, int]]:
    """Tasks of one kind with their priority.

    The heaviest gets the top of the kind's band, the lightest its bottom, the others stand between them in equal steps of their
    rank; equal weights get equal priorities. One task alone gets the top.
    """
    ranks = {weight: rank for rank, weight in enumerate(sorted({task.weight for task in tasks}))}
    steps = max(len(ranks) - 1, 1)
    return [(task, _between(task.band, ranks[task.weight] + (len(ranks) == 1), steps)) for task in tasks]


def addresses(table: Table, rows: Iterable[int]) -> list[str]:
    """Where rows stand: the tab's name and the cell of their key."""
    letter = column_letter(table.present.get(table.sheet.key[0], 1))
    tab = table.name or table.sheet.name
    quoted = tab if tab.isalnum() else "'" + tab.replace("'", "''") + "'"
    return [f"{quoted}!{letter}{row}" for row in rows]


def _between(band: tuple[int, int], rank: int, steps: int) -> int:
    low, high = band
    return low + (2 * (high - low) * rank + steps) // (2 * steps)
