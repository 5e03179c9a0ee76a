"""What was found about templates, in words and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from salessheets.app.telling import SCHEMA
from salessheets.xlsx.template.check import LookedOver
from salessheets.xlsx.template.described import FieldLine


def looked_over(template: Path, seen: LookedOver) -> str:
    """Faults, warnings, and how many of each."""
    lines = [f"✖ {line}" for line in seen.faults] + [f"▲ {line}" for line in seen.warnings]
    return "\n".join([*lines, _summary(template, seen)])


def _summary(template: Path, seen: LookedOver) -> str:
    faults, warnings = len(seen.faults), len(seen.warnings)
    if not faults and not warnings:
        return f"{template.name}: nothing to mend."
    counts = [
        f"{count} {word}{'' if count == 1 else 's'}"
        for count, word in ((faults, "fault"), (warnings, "warning"))
        if count
    ]
    return f"{template.name}: {', '.join(counts)}."


def as_json(template: Path, seen: LookedOver) -> str:
    """One JSON object with a schema version."""
    told = {"schema": SCHEMA, "template": str(template), "faults": seen.faults, "warnings": seen.warnings}
    return json.dumps(told, indent=2)


def fields(lines: Sequence[FieldLine]) -> str:
    """The single values, then each dataset with its fields."""
    width = max((len(line.field) for line in lines), default=0)
    told = []
    for dataset, group in groupby(lines, key=lambda line: line.dataset):
        told += ["", f"Dataset {dataset}" if dataset else "Single values"]
        told += [f"    {line.field:<{width}}  {line.kind}" for line in group]
    return "\n".join(told[1:]) or "There is no data."
