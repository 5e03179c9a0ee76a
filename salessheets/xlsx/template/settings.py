"""What a template says about itself on its sheet `_salessheets`: a table of Dataset, Setting, Value.

Settings: `alias` (Value `Sales (EUR) = sales`), `sort` (`-sales, name`), `top` (a number), `others` (the name of the
row that sums up the rest after `top`), `empty` (remove, keep or error: what a block without records does), `page break` (yes or no), `missing` (error, blank or mark), `locale`, `currency`. Dataset `*` speaks for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from salessheets.core.texts import header_form
from salessheets.xlsx.package import Package, SheetEntry
from salessheets.xlsx.template.faults import Faults
from salessheets.xlsx.template.fields import unknown
from salessheets.xlsx.template.sheet_source import SheetSource

SHEET = "_salessheets"
KNOWN = ("alias", "sort", "top", "others", "empty", "page break", "missing", "locale", "currency")


@dataclass
class Settings:
    """The settings; datasets by folded name.

    Attributes:
        aliases: Per dataset: folded header to field.
        values: Per dataset: setting to value.
    """

    aliases: dict[str, dict[str, str]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, dataset: str, setting: str, default: str = "") -> str:
        """A setting of a dataset, else of all datasets, else the default."""
        folded = header_form(dataset)
        return self.values.get(folded, {}).get(setting) or self.values.get("*", {}).get(setting, default)

    def field_for(self, dataset: str, header: str) -> str:
        """The field that a header stands for: its alias, or the header itself."""
        folded = header_form(header)
        own, all_ = self.aliases.get(header_form(dataset), {}), self.aliases.get("*", {})
        return own.get(folded) or all_.get(folded) or header


def control_sheet(package: Package) -> SheetEntry | None:
    """The template's control sheet, if it has one."""
    return next((entry for entry in package.sheets if entry.name.casefold() == SHEET), None)


def read_settings(package: Package, source: SheetSource | None, faults: Faults) -> Settings:
    """The settings of the control sheet; a template without one has none."""
    settings = Settings()
    for place, dataset, name, value in _lines(package, source, faults) if source else ():
        target = "*" if dataset.strip() in {"", "*"} else header_form(dataset)
        key = " ".join(name.split()).casefold()
        if key == "alias" and "=" in value:
            header, _, meant = value.rpartition("=")
            settings.aliases.setdefault(target, {})[header_form(header)] = meant.strip()
        elif key in KNOWN and key != "alias":
            settings.values.setdefault(target, {})[key] = value.strip()
        elif key == "alias":
            faults.add(place, f'an alias is written "Header = field", not "{value}"')
        elif key:
            faults.add(place, unknown(f'setting "{name}"', name, KNOWN))
    return settings


def _lines(package: Package, source: SheetSource, faults: Faults) -> Iterator[tuple[str, str, str, str]]:
    """Place, dataset, setting and value of each row of the control table."""
    table = next((t for t in package.tables(source.entry) if header_form(t.display_name) == "tcontrol"), None)
    if table is None:
        faults.add(source.entry.name, "the control sheet needs a table named tControl: Dataset, Setting, Value")
        return
    columns = {header_form(header): table.area.left + index for index, header in enumerate(table.columns)}
    for row in range(table.area.top + table.header_rows, table.area.bottom + 1 - table.totals_rows):
        cells = [source.cells.get((row, columns.get(name, 0))) for name in ("dataset", "setting", "value")]
        texts = [(cell.text if cell.text is not None else cell.stored) or "" if cell else "" for cell in cells]
        yield f"{source.entry.name}!row {row}", texts[0], texts[1], texts[2]
