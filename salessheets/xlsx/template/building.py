"""From what repeats in the template to how often: the blocks of a sheet, filled with this data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from salessheets.core.texts import header_form
from salessheets.xlsx.template.faults import Faults
from salessheets.xlsx.template.fields import unknown
from salessheets.xlsx.template.lines import Block
from salessheets.xlsx.template.ordering import shaped
from salessheets.xlsx.template.records import Dataset, is_dataset
from salessheets.xlsx.template.sandbox import Language
from salessheets.xlsx.template.scopes import put_record
from salessheets.xlsx.template.settings import SHEET, Settings
from salessheets.xlsx.template.stretches import Owner, Stretch
from salessheets.xlsx.template.values import BadValueError, MissingValueError

_EMPTY = ("remove", "keep", "error")


@dataclass(frozen=True)
class Builder:
    """Blocks out of stretches.

    Attributes:
        data: Datasets by folded name, in their final order and length.
        language: The expressions.
        settings: What the control sheet says.
        faults: What is wrong so far.
    """

    data: Mapping[str, Dataset]
    language: Language
    settings: Settings
    faults: Faults

    def block(self, stretch: Stretch, names: Mapping[str, Any], *, blank: bool = False) -> Block:
        """One block; `blank` for one that stands in a copy without a record."""
        if stretch.owners[0].kind == "if":
            return self._condition(stretch, names, blank=blank)
        owners = tuple(self._filled(owner, names, blank=blank) for owner in stretch.owners)
        counts = [owner.dataset.count for owner in owners]
        copies = max([*counts, self._least(owners[0])])
        if len(set(counts)) > 1 and any(owner.kind != "table" for owner in owners):
            told = " and ".join(f"{owner.label} ({owner.dataset.count:,})" for owner in owners)
            self.faults.warn("blocks", f"{told} stand side by side; the shorter one ends in blank rows")
        nested = range(copies if stretch.children else 0)
        inside = tuple(self._inner(stretch, owners[0], names, number) for number in nested)
        return Block(stretch.first, stretch.last, stretch.height, copies, inside, owners)

    def _inner(self, stretch: Stretch, owner: Owner, names: Mapping[str, Any], number: int) -> tuple[Block, ...]:
        """The blocks within one copy."""
        blank = number >= owner.dataset.count
        seen = dict(names)
        if not blank:
            put_record(seen, owner, owner.dataset.records()[number])
        return tuple(self.block(child, seen, blank=blank) for child in stretch.children)

    def _condition(self, stretch: Stretch, names: Mapping[str, Any], *, blank: bool) -> Block:
        owner = stretch.owners[0]
        kept = not blank and bool(self._value(owner, names))
        inside = (tuple(self.block(child, names) for child in stretch.children),) if kept and stretch.children else ()
        return Block(stretch.first, stretch.last, stretch.height, int(kept), inside, stretch.owners)

    def _filled(self, owner: Owner, names: Mapping[str, Any], *, blank: bool) -> Owner:
        if owner.kind == "table":
            return owner
        dataset = Dataset(owner.path, []) if blank else self._dataset(owner, names)
        if not dataset.count and not blank and self._empty(owner) == "error":
            self.faults.add(f"name {owner.label}", "there are no records, and the control sheet wants an error then")
        return replace(owner, dataset=dataset)

    def _dataset(self, owner: Owner, names: Mapping[str, Any]) -> Dataset:
        found = self.data.get(header_form(owner.path))
        if found is not None:
            return found
        if "." not in owner.path:
            known = [dataset.name for dataset in self.data.values()]
            told = unknown(f'list of records "{owner.path}" in the data', owner.path, known)
            self.faults.add(f"name {owner.label}", told)
            return Dataset(owner.path, [])
        value = self._value(owner, names)
        if value is not None and not is_dataset(value):
            self.faults.add(f"name {owner.label}", f"{owner.path} is no list of records")
        return self.shaped(Dataset(owner.path, value if is_dataset(value) else []))

    def shaped(self, dataset: Dataset) -> Dataset:
        """The dataset in the order and length that the control sheet wants."""
        sort, top, others = (self.settings.of(dataset.name, name) for name in ("sort", "top", "others"))
        try:
            return shaped(dataset, sort, top, others)
        except BadValueError as fault:
            self.faults.add(f"{SHEET}, dataset {dataset.name}", str(fault))
            return dataset

    def _value(self, owner: Owner, names: Mapping[str, Any]) -> Any:
        """The value of a name's path; None and a fault when there is none."""
        try:
            return self.language.compile(owner.path)(names)
        except MissingValueError as fault:
            if self.settings.of("*", "missing", "error") == "error":
                self.faults.add(f"name {owner.label}", str(fault))
        except BadValueError as fault:
            self.faults.add(f"name {owner.label}", str(fault))
        return None

    def _least(self, owner: Owner) -> int:
        """Copies without any record: a table has one row always."""
        return int(owner.kind == "table" or self._empty(owner) == "keep")

    def _empty(self, owner: Owner) -> str:
        policy = self.settings.of(owner.path, "empty", _EMPTY[0])
        if policy not in _EMPTY:
            self.faults.add(SHEET, unknown(f'policy "{policy}" for empty data', policy, _EMPTY))
        return policy


def longest(blocks: Sequence[Block]) -> Owner:
    """The owner of the most records."""
    owners: list[Owner] = [owner for block in blocks for owner in block.owners]
    return max(owners, key=lambda owner: owner.dataset.count)
