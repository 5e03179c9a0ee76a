"""A setting's cell -> its typed value.

Example:
    >>> from salessheets.core.settings import SETTINGS
    >>> value_of(SETTINGS["Grace days"], 3.0), value_of(SETTINGS["Ageing by"], "due date"), value_of(SETTINGS["Rounding tolerance"], 0.0)
    (3, 'Due date', Decimal('0.0'))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salessheets.core.book import Table
from salessheets.core.columns import Kind
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.money import currency_codes
from salessheets.core.settings import SETTINGS, Setting, Settings
from salessheets.core.texts import key_form, listed, nearest
from salessheets.core.workdays import has_holidays, has_subdivision

UNKNOWN_SETTING = Rule(
    "unknown-setting",
    Severity.WARNING,
    "A row of the Settings sheet names no setting",
    "The name in the Setting column decides what the value is for. A name that is not known changes nothing, which is easily "
    "overlooked; usually it is a typing error.",
    """
Settings
Setting    | Value
Grace dais | 3
""",
)
BAD_SETTING = Rule(
    "bad-setting",
    Severity.ERROR,
    "A setting has a value that it cannot take",
    "The default is used instead, which the finding names, so figures may not be what you expect. Choose a value that the "
    "setting's meaning allows.",
    """
Settings
Setting    | Value
Grace days | soon
""",
)
SETTINGS_RULES = (UNKNOWN_SETTING, BAD_SETTING)

_EDGES = re.compile(r"\d+(\s*[,;]\s*\d+)*\Z")
_SPAN = r"([01]?\d|2[0-3]):[0-5]\d\s*[-–]\s*(([01]?\d|2[0-3]):[0-5]\d|24:00)"
_HOURS = re.compile(rf"{_SPAN}(\s*[,;]\s*{_SPAN})*\Z")


def value_of(setting: Setting, typed: object) -> Any:
    """The typed value of a setting. Raises ValueError with a sentence when the setting cannot take it."""
    reader = _READERS.get(setting.kind, _text)
    value = reader(setting, typed)
    if setting.attribute == "base_currency" and value not in currency_codes():
        raise ValueError("It must be a currency code of ISO 4217, such as EUR.")
    return value


def settings_from(table: Table, beneath: Mapping[str, object] | None = None) -> Settings:
    """Settings of a book: the sheet's rows over `beneath` (setting name -> value) over the defaults. Bad values are passed over."""
    chosen: dict[str, Any] = {}
    rows = [(name, value) for _, name, value in _rows(table)]
    for name, typed in [*(beneath or {}).items(), *rows]:
        setting = _named(name)
        if setting and typed in (None, ""):
            if _is_hours(setting):
                chosen[setting.attribute] = ""
        elif setting:
            try:
                chosen[setting.attribute] = value_of(setting, typed)
            except ValueError:
                continue
    return Settings(**chosen)


def faults_of_settings(table: Table) -> Iterator[Finding]:
    """Findings on the rows of the Settings sheet."""
    settings = settings_from(table)
    for row, name, typed in _rows(table):
        setting = _named(name)
        if setting is None:
            guess = nearest(name, list(SETTINGS))
            to_do = (
                f"Did you mean {guess}?" if guess else "Delete the row; `salessheets columns Settings` lists the names."
            )
            yield table.find(UNKNOWN_SETTING, row, "Setting", f"There is no setting “{name}”.", to_do)
        elif typed not in (None, ""):
            yield from _bad(table, row, setting, typed)
            yield from _place(table, row, setting, settings)


def _bad(table: Table, row: int, setting: Setting, typed: object) -> Iterator[Finding]:
    try:
        value_of(setting, typed)
    except ValueError as fault:
        default = "the moment of the refresh" if setting.default is None else setting.default or "nothing"
        wrong = f"{setting.name} cannot be “{typed}”; {default} is used."
        yield table.find(BAD_SETTING, row, "Value", wrong, str(fault), str(typed))


def _place(table: Table, row: int, setting: Setting, settings: Settings) -> Iterator[Finding]:
    """A country or region without known holidays, where due dates move off holidays."""
    if settings.due_date_roll == "None":
        return
    country, region = settings.country, settings.subdivision
    if setting.attribute == "country" and not has_holidays(country):
        wrong = f"No public holidays are known for the country “{country}”; due dates move off weekends only."
        to_do = "Type the two letters of ISO 3166, such as GB, or list the holidays on the Calendar sheet."
        yield table.find(BAD_SETTING, row, "Value", wrong, to_do, country)
    elif setting.attribute == "subdivision" and has_holidays(country) and not has_subdivision(country, region):
        wrong = f"“{region}” is no state or region of {country} with holidays of its own; only those of the whole country count."
        yield table.find(
            BAD_SETTING, row, "Value", wrong, "Type its short code, such as ENG or BY, or clear the cell.", region
        )


def _is_hours(setting: Setting) -> bool:
    return setting.attribute.startswith("office_hours_")


def _rows(table: Table) -> Iterator[tuple[int, str, object]]:
    for row, name, value in zip(table.frame.index, table.frame["Setting"], table.frame["Value"], strict=True):
        if name:
            yield int(row), name, value


def _named(name: str) -> Setting | None:
    folded = {key_form(known): setting for known, setting in SETTINGS.items()}
    return folded.get(key_form(name))


def _text(setting: Setting, typed: object) -> str:
    text = str(int(typed)) if isinstance(typed, float) and typed.is_integer() else str(typed)
    if setting.attribute == "age_edges":
        return _edges(text)
    if _is_hours(setting):
        return _hours(text)
    return text.upper() if setting.attribute in {"base_currency", "country", "subdivision"} else text


def _edges(text: str) -> str:
    days = [int(part) for part in re.findall(r"\d+", text)]
    if not _EDGES.match(text) or days != sorted({*days} - {0}):
        raise ValueError("Type the last day of each age class, ascending, such as 30, 60, 90, 120.")
    return text


def _hours(text: str) -> str:
    if key_form(text) == "closed":
        return ""
    if not _HOURS.match(text):
        raise ValueError("Type opening hours such as 09:00-12:30, 13:30-17:30, or clear the cell for closed.")
    return text


def _list(setting: Setting, typed: object) -> str:
    wanted = "Yes" if typed is True else "No" if typed is False else str(typed)
    for word in setting.allowed:
        if key_form(word) == key_form(wanted):
            return word
    raise ValueError(f"Choose {listed(setting.allowed, 12, 'or')}.")


def _number(_: Setting, typed: object) -> Decimal:
    if isinstance(typed, (int, float)) and not isinstance(typed, bool) and typed >= 0:
        return Decimal(str(typed))
    raise ValueError("It must be a number that is not negative.")


def _whole(setting: Setting, typed: object) -> int:
    number = _number(setting, typed)
    if number != int(number):
        raise ValueError("It must be a whole number.")
    return int(number)


def _percent(setting: Setting, typed: object) -> float:
    return float(_number(setting, typed))


def _moment(_: Setting, typed: object) -> date | datetime:
    if isinstance(typed, datetime):
        midnight = (typed.hour, typed.minute, typed.second) == (0, 0, 0)
        return typed.date() if midnight else typed.replace(second=0, microsecond=0)
    if isinstance(typed, date):
        return typed
    raise ValueError("It must be a date, typed as a date and not as text.")


_READERS = {
    Kind.LIST: _list,
    Kind.NUMBER: _number,
    Kind.WHOLE: _whole,
    Kind.PERCENT: _percent,
    Kind.DATETIME: _moment,
    Kind.DATE: _moment,
}
