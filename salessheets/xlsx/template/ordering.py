"""Order and length of a dataset as the control sheet wants them: `sort`, `top`, `others`."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from salessheets.xlsx.template.fields import unknown
from salessheets.xlsx.template.filters import total
from salessheets.xlsx.template.records import Dataset
from salessheets.xlsx.template.values import BadValueError


def shaped(dataset: Dataset, sort: str, top: str, others: str) -> Dataset:
    """The dataset sorted and cut to its first records.

    Args:
        dataset: All records.
        sort: Fields, the most important first, `-` for descending: `-sales, name`. Blanks come last.
        top: How many records to keep; empty for all.
        others: The name of one more record that sums up the rest; empty for none.

    Raises:
        BadValueError: A field that is not there, or a number of records that is none.

    Example:
        >>> sales = Dataset("sales", [{"rep": "Ana", "eur": 1}, {"rep": "Bo", "eur": 5}, {"rep": "Cy", "eur": 2}])
        >>> [tuple(record.values()) for record in shaped(sales, "-eur", "1", "Other").records()]
        [('Bo', 5), ('Other', 3)]
    """
    if not sort and not top:
        return dataset
    order = list(range(dataset.count))
    for key in reversed([part.strip() for part in sort.split(",") if part.strip()]):
        order = _sorted(dataset, order, key.removeprefix("-").strip(), descending=key.startswith("-"))
    kept = _number(top, dataset.count)
    records = dataset.records()
    rest = [records[index] for index in order[kept:]]
    chosen = [records[index] for index in order[:kept]]
    return Dataset(dataset.name, [*chosen, _summed(dataset, rest, others)] if others and rest else chosen)


def _number(top: str, count: int) -> int:
    if top and not top.strip().isdigit():
        raise BadValueError(f'the setting top wants a number, not "{top}"')
    return int(top) if top else count


def _sorted(dataset: Dataset, order: list[int], name: str, *, descending: bool) -> list[int]:
    field = dataset.field(name)
    if field is None and dataset.fields:
        raise BadValueError(unknown(f'field "{name}" to sort by', name, dataset.fields, "It has"))
    values = dataset.column(field) if field else []
    known = [index for index in order if values[index] is not None]
    try:
        known.sort(key=lambda index: _comparable(values[index]), reverse=descending)
    except TypeError:
        raise BadValueError(f'the field "{name}" mixes kinds of values that have no order') from None
    return known + [index for index in order if values[index] is None]


def _comparable(value: Any) -> tuple[bool, Any]:
    """Texts after numbers, without case."""
    return (True, value.casefold()) if isinstance(value, str) else (False, value)


def _summed(dataset: Dataset, rest: Sequence[Any], name: str) -> dict[str, Any]:
    """One record for the rest: its first text field says `name`, numbers are summed, the others are blank."""
    made: dict[str, Any] = {}
    named = False
    for field in dataset.fields:
        values = [value for value in Dataset(dataset.name, rest).column(field) if value is not None]
        if values and all(isinstance(v, (int, float, Decimal)) and not isinstance(v, bool) for v in values):
            made[field] = total(values)
        else:
            made[field] = None if named or not all(isinstance(v, str) for v in values) else name
            named = named or made[field] is not None
    return made
