"""The Settings sheet of a new book: a row per setting, each with its own dropdown, format and bounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salessheets.core.columns import Column, Kind
from salessheets.core.settings import SETTINGS, Setting
from salessheets.core.texts import nearest
from salessheets.errors import UsageError
from salessheets.newbooks.columns import bounds_of, format_of, inline
from salessheets.newbooks.suggestions import suggested
from salessheets.xlsx.newbook.plan import CellRule, Choice


def chosen(sample: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Setting -> value for every setting: what was asked for, else the sample's, else the default.

    Raises:
        UsageError: There is no such setting, or the value is none that it can have.
    """
    given = {**sample, **settings}
    for name, value in given.items():
        _require(name, value)
    return {name: given.get(name, setting.default) for name, setting in SETTINGS.items()}


def _require(name: str, value: object) -> None:
    if name not in SETTINGS:
        guess = nearest(name, list(SETTINGS))
        raise UsageError("Settings", f"there is no setting “{name}”", f"Did you mean “{guess}”?" if guess else "")
    allowed = SETTINGS[name].allowed
    if allowed and value not in allowed:
        raise UsageError("Settings", f"{name} cannot be “{value}”", f"Choose one of {', '.join(allowed)}.")


def settings_rows(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of the sheet."""
    return [
        {"Setting": name, "Value": _plain(SETTINGS[name], value), "Meaning": SETTINGS[name].meaning}
        for name, value in values.items()
    ]


def _plain(setting: Setting, value: Any) -> Any:
    """A day given as text becomes a real one."""
    if setting.kind is Kind.DATETIME and isinstance(value, str) and value:
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        return moment if len(value) > len("2026-03-31") else moment.date()
    return value


def settings_cells(values: Mapping[str, Any], currency: str) -> dict[int, CellRule]:
    """Row -> what its value cell has of its own."""
    return {row: _rule(SETTINGS[name], value, currency) for row, (name, value) in enumerate(values.items())}


def _rule(setting: Setting, value: object, currency: str) -> CellRule:
    column = Column(setting.name, setting.kind, setting.meaning, _example(setting))
    words = setting.allowed or suggested(setting.name, currency)
    choice = Choice(words, closed=bool(setting.allowed)) if words and inline(words) else None
    return CellRule(_format(column, value), choice, None if choice else bounds_of(column), setting.meaning)


def _format(column: Column, value: object) -> str:
    """A day without a time is shown without one."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return "yyyy-mm-dd"
    if column.kind is Kind.DATETIME and isinstance(value, str | None):
        return "yyyy-mm-dd"
    return format_of(column, "")


def _example(setting: Setting) -> str:
    """How a value is written, where the default shows it."""
    return "" if setting.default is None or isinstance(setting.default, Decimal) else str(setting.default)
