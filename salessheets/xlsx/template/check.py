"""Looking a template over without writing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salessheets.core.addresses import cell_name
from salessheets.errors import TemplateFaults
from salessheets.xlsx.package import Package
from salessheets.xlsx.template.faults import Faults
from salessheets.xlsx.template.fill import fill_work, read_sources, readable
from salessheets.xlsx.template.sandbox import Language
from salessheets.xlsx.template.tags import Tagged, has_tag
from salessheets.xlsx.template.values import BadValueError


@dataclass(frozen=True)
class LookedOver:
    """What was found, a line each with its place.

    Attributes:
        faults: What keeps the template from being filled.
        warnings: What fills, but hardly as meant.
    """

    faults: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def look_over(template: Package | Path | str, data: Mapping[str, Any] | None) -> LookedOver:
    """Look a template over with this data; without any, only the expressions in its cells."""
    package = readable(template)
    faults = Faults(package.label)
    try:
        if data is None:
            _read_expressions(package, faults)
        else:
            fill_work(package, data, faults)
    except TemplateFaults as told:
        return LookedOver(faults.lines or told.faults, faults.warnings)
    return LookedOver(faults.lines, faults.warnings)


def _read_expressions(package: Package, faults: Faults) -> None:
    """What is wrong with the expressions in the cells, whatever the data."""
    language = Language({})
    for source in read_sources(package).values():
        for cell in source.cells.values():
            if has_tag(cell.text):
                try:
                    Tagged(cell.text or "", language)
                except BadValueError as fault:
                    faults.add(f"{source.entry.name}!{cell_name(cell.row, cell.column)}", str(fault))
