"""Whose sales a target counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salessheets.core.texts import key_form


@dataclass(frozen=True)
class Filter:
    """Which sales count.

    Attributes:
        reps: Key forms; None for all.
        region: "" for all.
        group: Product group; "" for all.
    """

    reps: frozenset[str] | None
    region: str = ""
    group: str = ""


def filter_of(rep: str, scope: str, region: str, group: str, teams: Mapping[str, frozenset[str]]) -> Filter:
    """The filter of a target. A blank rep means all; Team adds everyone who reports up to the rep.

    Example:
        >>> sorted(filter_of("R1", "Team", "", "", {"r1": frozenset({"r1", "r2"})}).reps)
        ['r1', 'r2']
    """
    if not rep:
        return Filter(None, region, group)
    form = key_form(rep)
    reps = teams.get(form, frozenset({form})) if scope == "Team" else frozenset({form})
    return Filter(reps, region, group)
