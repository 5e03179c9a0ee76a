"""What data a template can use, told from the data itself: datasets, their fields, and of what kind the values are.

Example:
    >>> for line in described({"week": 7, "sales": [{"rep": "Ana", "amount": 2.5}, {"rep": "Bo", "amount": None}]}):
    ...     print(line.dataset, line.field, line.kind)
     week number
    sales rep text
    sales amount number
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from salessheets.xlsx.template.records import Dataset, is_dataset
from salessheets.xlsx.template.values import BadValueError, plain

_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "truth value"), (Decimal, "decimal"), (int, "number"), (float, "number"), (dt.datetime, "moment"),
    (dt.date, "date"), (dt.time, "time"), (dt.timedelta, "duration"), (str, "text"), (Mapping, "record"), (list, "list"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field and the kind of its values; `dataset` is "" for a single value."""

    dataset: str
    field: str
    kind: str


def described(data: Mapping[str, Any]) -> tuple[FieldLine, ...]:
    """The fields of the data, single values first, datasets in their order."""
    single = [line for name, value in data.items() if not is_dataset(value) for line in _single(str(name), value)]
    many = [line for name, value in data.items() if is_dataset(value) for line in _dataset(Dataset(str(name), value))]
    return tuple(single + many)


def _single(name: str, value: Any) -> Iterator[FieldLine]:
    """A value, or the fields of a single record."""
    if isinstance(value, Mapping):
        for field, content in value.items():
            yield from _single(f"{name}.{field}", content)
    else:
        yield FieldLine("", name, kind_of([value]))


def _dataset(dataset: Dataset) -> Iterator[FieldLine]:
    records = dataset.records()
    for field in dataset.fields:
        yield FieldLine(dataset.name, field, kind_of(record.get(field) for record in records))
    if not dataset.fields:
        yield FieldLine(dataset.name, "", "no record")


def kind_of(values: Iterable[Any]) -> str:
    """Of what kind the values are, blanks aside.

    Example:
        >>> kind_of([1, None, 2.5]), kind_of(["a", 1]), kind_of([None])
        ('number', 'number or text', 'blank')
    """
    found = sorted({_kind(value) for value in values} - {""})
    return " or ".join(found) if found else "blank"


def _kind(value: Any) -> str:
    try:
        value = plain(value)
    except BadValueError:
        return "number"
    return "" if value is None else next((name for kind, name in _KINDS if isinstance(value, kind)), "value")
