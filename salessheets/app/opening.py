"""From a workbook on disk to a typed book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from salessheets import settings as machine
from salessheets.app.refusals import require_base_currency, require_known
from salessheets.core.assemble import assemble
from salessheets.core.book import Book, Table
from salessheets.core.raw import RawSheet
from salessheets.core.settings import Settings
from salessheets.core.settings_values import settings_from
from salessheets.core.texts import header_form
from salessheets.errors import UsageError
from salessheets.sheets import SHEETS
from salessheets.xlsx.package import Package, SheetEntry
from salessheets.xlsx.reading import read_sheet


@dataclass(frozen=True)
class Opened:
    """A workbook that was read.

    Attributes:
        package: The file.
        book: Its typed sheets.
        marked: True when it is plainly a salessheets book: it has a Settings or a Findings sheet with our headers.
        others: Tabs that no declared sheet answers to; they are left alone.
    """

    package: Package
    book: Book
    marked: bool
    others: tuple[str, ...]


def open_workbook(path: Path, as_of: date | datetime | None = None, password: str | None = None) -> Opened:
    """Read a workbook whole.

    Args:
        path: The .xlsx or .xlsm file.
        as_of: The day (its end) or moment it is looked at; None for the As-of date setting, and the clock when that is blank.
        password: Opens a protected workbook.

    Raises:
        Refused: No workbook, none of its sheets is known, or its base currency is none.
    """
    return open_package(Package.read(path, password=password), path, as_of)


def open_package(package: Package, path: Path | None, as_of: date | datetime | None = None) -> Opened:
    """Read a workbook that is in memory; `path` is where it stands, for the machine's settings. Raises as `open_workbook`."""
    entries, others = recognised(package)
    raws = {name: read_sheet(package, entry) for name, entry in entries.items()}
    require_known(package, raws)
    table = _settings_table(raws)
    require_base_currency(package, table)
    settings = settings_from(table, machine.beside(path) if path else {})
    book = Book(assemble(SHEETS, raws, settings.base_currency), settings, moment_of(settings, as_of))
    return Opened(package, book, _marked(raws), others)


def read(path: str | Path, as_of: date | datetime | str | None = None, *, password: str | None = None) -> Book:
    """The typed book of a workbook: its sheets as DataFrames, its settings, its as-of moment.

    Args:
        path: The workbook.
        as_of: The as-of day or moment, also as ISO text; None for the setting, then the clock.
        password: Opens a protected workbook.

    Raises:
        Refused: The file cannot be read as a workbook of ours.
    """
    return open_workbook(Path(path), moment_from(as_of) if isinstance(as_of, str) else as_of, password).book


def moment_from(text: str) -> date | datetime:
    """A day such as 2026-03-31, or a moment such as 2026-03-31T16:30. Raises UsageError."""
    try:
        return datetime.fromisoformat(text) if len(text) > len("2026-03-31") else date.fromisoformat(text)
    except ValueError:
        raise UsageError("as_of", f"“{text}” is no date", "Write 2026-03-31 or 2026-03-31T16:30.") from None


def recognised(package: Package) -> tuple[dict[str, SheetEntry], tuple[str, ...]]:
    """Declared sheet name -> its tab, by name or alias; and the tabs that no declared sheet answers to."""
    by_name = {header_form(sheet.name): sheet.name for sheet in SHEETS}
    by_alias = {header_form(alias): sheet.name for sheet in SHEETS for alias in sheet.aliases}
    found: dict[str, SheetEntry] = {}
    for known in (by_name, by_alias):
        for entry in package.sheets:
            name = known.get(header_form(entry.name))
            if name and name not in found and entry not in found.values():
                found[name] = entry
    others = tuple(entry.name for entry in package.sheets if entry not in found.values())
    return {sheet.name: found[sheet.name] for sheet in SHEETS if sheet.name in found}, others


def moment_of(settings: Settings, as_of: date | datetime | None) -> datetime:
    """The as-of moment in office time: the argument, else the setting, else now to the minute; a day means its end."""
    chosen = as_of if as_of is not None else settings.as_of
    if chosen is None:
        return datetime.now(_zone(settings)).replace(second=0, microsecond=0, tzinfo=None)
    return chosen if isinstance(chosen, datetime) else datetime.combine(chosen, time(23, 59))


def _zone(settings: Settings) -> ZoneInfo:
    try:
        return ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def _settings_table(raws: Mapping[str, RawSheet]) -> Table:
    """The Settings sheet alone; it says how the money of all others is read."""
    sheet = next(sheet for sheet in SHEETS if sheet.name == "Settings")
    return assemble((sheet,), {"Settings": raws["Settings"]} if "Settings" in raws else {}, "")["Settings"]


def _marked(raws: Mapping[str, RawSheet]) -> bool:
    marks = {"Settings": {"Setting", "Value"}, "Findings": {"Finding", "Rule", "What is wrong"}}
    return any(name in raws and mark <= {header.text for header in raws[name].headers} for name, mark in marks.items())


def keyed(table: Table) -> bool:
    """True when the workbook has the sheet with all its key columns, so that rows can be told apart and written to."""
    return table.exists and all(header in table.present for header in table.sheet.key)
