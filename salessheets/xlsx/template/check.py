"""Looking a template over without writing anything."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from salessheets.core.addresses import cell_name
from salessheets.errors import TemplateFaults
from salessheets.xlsx.package import Package
from salessheets.xlsx.template.faults import Faults
from salessheets.xlsx.template.fill import fill_work, read_sources
from salessheets.xlsx.template.sandbox import Language
from salessheets.xlsx.template.tags import Tagged, has_tag
from salessheets.xlsx.template.values import BadValueError


def checked(package: Package, data: Mapping[str, Any]) -> tuple[str, ...]:
    """Faults, then warnings, of filling the template with this data."""
    faults = Faults(package.label)
    with suppress(TemplateFaults):  # they are in `faults`
        fill_work(package, data, faults)
    return faults.lines + faults.warnings


def syntax(package: Package) -> tuple[str, ...]:
    """What is wrong with the expressions in the cells, whatever the data."""
    faults, language = Faults(package.label), Language({})
    for source in read_sources(package).values():
        for cell in source.cells.values():
            if has_tag(cell.text):
                try:
                    Tagged(cell.text or "", language)
                except BadValueError as fault:
                    faults.add(f"{source.entry.name}!{cell_name(cell.row, cell.column)}", str(fault))
    return faults.lines
