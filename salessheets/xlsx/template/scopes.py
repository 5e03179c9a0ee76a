"""What expressions see inside blocks: the names of the data, and the record of each copy they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from salessheets.core.texts import header_form
from salessheets.xlsx.template.lines import Block, Copy
from salessheets.xlsx.template.stretches import Owner


def owner_at(block: Block, place: int) -> Owner:
    """The owner of a column (row, for columns); what no owner covers goes with the longest."""
    owners: tuple[Owner, ...] = block.owners
    found = (owner for owner in owners if owner.covers(place))
    return next(found, None) or max(owners, key=lambda owner: owner.dataset.count)


def put_record(names: dict[str, Any], owner: Owner, record: Mapping[str, Any]) -> None:
    """Let expressions find a record under its name; a dataset of that name is hidden by it."""
    names[owner.record] = record
    if header_form(owner.dataset.name) == header_form(owner.record):
        names[owner.dataset.name] = record


def names_in(names: Mapping[str, Any], copies: Iterable[Copy], place: int) -> Mapping[str, Any]:
    """The names with the records of these copies, as a column (or row) sees them."""
    made: dict[str, Any] | None = None
    for copy in copies:
        owner = owner_at(copy.block, place)
        if owner.record:
            made = dict(names) if made is None else made
            blank = copy.number >= owner.dataset.count
            put_record(made, owner, {} if blank else owner.dataset.records()[copy.number])
    return names if made is None else made
