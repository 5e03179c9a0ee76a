"""Data for a template from a JSON file: `{"name": value | list of records}`.

JSON knows neither dates nor exact decimals: a date is written `{"$date": "2026-02-09"}` (with `T16:30` behind it for a
moment), a decimal `{"$decimal": "12.30"}`. NaN and Infinity are no JSON and no figures, and are refused.

Example:
    >>> read_data(b'{"day": {"$date": "2026-02-09"}, "rows": [{"amount": {"$decimal": "12.30"}}]}', "week.json")
    {'day': datetime.date(2026, 2, 9), 'rows': [{'amount': Decimal('12.30')}]}
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from salessheets.core.texts import header_form
from salessheets.errors import Refused

_DATE_LENGTH = len("2026-02-09")
_DEEPEST = 40


def read_data(content: bytes, label: str) -> dict[str, Any]:
    """The data of a JSON file as `fill_template` takes it.

    Args:
        content: The file, in UTF-8.
        label: Its name, for messages.

    Raises:
        Refused: It is no JSON, no object at the top, or a value is none; the message names the place.
    """
    found = _Reader(label).loaded(content)
    if not isinstance(found, dict):
        raise Refused(label, "the data is not an object", 'Write {"name": value, "sales": [{"rep": "Ana"}]}.')
    return {name: _Reader(label).value(value, str(name)) for name, value in found.items()}


class _Reader:
    """Reads one file and names places in it."""

    def __init__(self, label: str) -> None:
        self._label = label

    def loaded(self, content: bytes) -> Any:
        """The file as JSON has it, numbers finite and names used once. Raises Refused."""
        try:
            return json.loads(content.decode("utf-8-sig"), parse_constant=self._constant, object_pairs_hook=self._pairs)
        except UnicodeDecodeError:
            raise Refused(self._label, "the file is not in UTF-8", "Save it in UTF-8.") from None
        except json.JSONDecodeError as fault:
            place = f"{self._label}, line {fault.lineno}, column {fault.colno}"
            raise Refused(place, f"this is no JSON ({fault.msg})", "Mend it there.") from None
        except RecursionError:
            raise self._refused("the file", "the values are nested too deeply") from None

    def _constant(self, name: str) -> NoReturn:
        raise self._refused("the file", f"{name} is no value of JSON", "Write null for what is not known.")

    def _pairs(self, pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        """An object; two names that mean the same would hide one of the values."""
        made: dict[str, Any] = {}
        folded: dict[str, str] = {}
        for name, value in pairs:
            other = folded.setdefault(header_form(name), name)
            if name in made or other != name:
                raise self._refused(f'"{name}"', f'the name stands twice in one object (also as "{other}")')
            made[name] = value
        return made

    def value(self, value: Any, place: str, depth: int = 0) -> Any:
        """A value with its dates and decimals made. Raises Refused."""
        if depth > _DEEPEST:
            raise self._refused(place, "the values are nested too deeply")
        if isinstance(value, dict):
            return self._object(value, place, depth)
        if isinstance(value, list):
            return [self.value(item, f"{place}[{number}]", depth + 1) for number, item in enumerate(value, 1)]
        if isinstance(value, float) and math.isinf(value):
            raise self._refused(place, "the number is too large")
        return value

    def _object(self, value: dict[str, Any], place: str, depth: int) -> Any:
        if len(value) == 1:
            name, content = next(iter(value.items()))
            if name == "$date":
                return self._date(content, place)
            if name == "$decimal":
                return self._decimal(content, place)
        marked = next((name for name in value if name.startswith("$")), None)
        if marked is not None:
            raise self._refused(place, f'"{marked}" is not known', 'There is {"$date": ...} and {"$decimal": ...}.')
        return {name: self.value(item, f"{place}.{name}", depth + 1) for name, item in value.items()}

    def _date(self, text: Any, place: str) -> date:
        """A day, or a moment."""
        try:
            return datetime.fromisoformat(text) if len(text) > _DATE_LENGTH else date.fromisoformat(text)
        except (TypeError, ValueError):
            raise self._refused(place, f"{json.dumps(text)} is no date", "Write 2026-02-09.") from None

    def _decimal(self, text: Any, place: str) -> Decimal:
        try:
            made = Decimal(text if isinstance(text, str) else "no text")
        except InvalidOperation:
            made = Decimal("NaN")
        if not made.is_finite():
            raise self._refused(place, f"{json.dumps(text)} is no decimal", 'Write it as a text such as "12.30".')
        return made

    def _refused(self, place: str, wrong: str, to_do: str = "") -> Refused:
        return Refused(f"{self._label} › {place}", wrong, to_do)
