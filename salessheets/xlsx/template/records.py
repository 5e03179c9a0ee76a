"""The data of a template: single values, and datasets - lists of records or data frames.

Example:
    >>> data = datasets({"period": "W07", "Sales by rep": [{"Rep": "Ana", "amount": 2}, {"Rep": "Bo", "amount": None}]})
    >>> sales = data["salesbyrep"]
    >>> sales.count, sales.field("AMOUNT"), sales.column("amount")
    (2, 'amount', [2, None])
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from salessheets.core.texts import header_form
from salessheets.xlsx.template.values import MissingValueError, plain

_ORDINARY = frozenset({int, float, str, bool, type(None)})


class Dataset:
    """Records with the same fields, read by column.

    Args:
        name: As in the data.
        source: A list of mappings, or a data frame.
    """

    def __init__(self, name: str, source: Any) -> None:
        self.name = name
        self._source = source
        self._frame = _is_frame(source)
        self.count = len(source)
        self._records: Sequence[Mapping[str, Any]] | None = None
        self.fields = self._fields()
        self._folded = {header_form(field): field for field in reversed(self.fields)}

    def _fields(self) -> tuple[str, ...]:
        if self._frame:
            return tuple(map(str, self._source.columns))
        names: dict[Any, None] = {}
        for record in self._source:
            if not names.keys() >= record.keys():
                names.update(dict.fromkeys(record))
        return tuple(map(str, names))

    def field(self, header: str) -> str | None:
        """The field that a header means, or None."""
        return self._folded.get(header_form(header))

    def column(self, field: str) -> list[Any]:
        """All values of a field, blanks None. Raises MissingValueError naming the record that lacks it."""
        if self._frame:
            values = self._source.iloc[:, self.fields.index(field)].tolist()
        else:
            values = [record.get(field, _ABSENT) for record in self._source]
        kinds = set(map(type, values))
        if object in kinds:
            raise MissingValueError(self._lacks(field, next(i for i, value in enumerate(values) if value is _ABSENT)))
        if not kinds <= _ORDINARY:
            return list(map(plain, values))
        return [value if value == value else None for value in values] if float in kinds else values  # noqa: PLR0124

    def _lacks(self, field: str, place: int) -> str:
        has = ", ".join(map(str, self._source[place]))
        return f'field "{field}" is not in dataset "{self.name}" (record {place + 1}). It has: {has}'

    def records(self) -> Sequence[Mapping[str, Any]]:
        """The records, for expressions."""
        if self._records is None:
            self._records = self._source.to_dict("records") if self._frame else self._source
        return self._records


_ABSENT = object()


def _is_frame(value: Any) -> bool:
    """True for a data frame, without importing the library that makes them."""
    return hasattr(value, "columns") and hasattr(value, "to_dict")


def is_dataset(value: Any) -> bool:
    """True for a list of records or a data frame; an empty list is one."""
    if _is_frame(value):
        return True
    return isinstance(value, (list, tuple)) and all(issubclass(kind, Mapping) for kind in set(map(type, value)))


def datasets(data: Mapping[str, Any]) -> dict[str, Dataset]:
    """The datasets among the data, by folded name."""
    return {header_form(str(name)): Dataset(str(name), value) for name, value in data.items() if is_dataset(value)}


def names(data: Mapping[str, Any]) -> dict[str, Any]:
    """What expressions see: everything, data frames as lists of records."""
    return {str(key): value.to_dict("records") if _is_frame(value) else value for key, value in data.items()}
