"""Cells of the template made into strips of the filled sheet: constants, expressions, formulas, records."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from salessheets.core.addresses import cell_name
from salessheets.core.texts import header_form
from salessheets.xlsx.template.cell_xml import tails
from salessheets.xlsx.template.faults import Faults
from salessheets.xlsx.template.formulas import BookMap, Formula, Here, UnreadableFormulaError, moved
from salessheets.xlsx.template.layout import UNKNOWN, Strip
from salessheets.xlsx.template.sandbox import Language
from salessheets.xlsx.template.scopes import put_record
from salessheets.xlsx.template.sheet_source import Cell, FormulaSource, stored_value
from salessheets.xlsx.template.stretches import Owner
from salessheets.xlsx.template.strings import filled_string, string_xml
from salessheets.xlsx.template.tags import Tagged
from salessheets.xlsx.template.values import BadValueError, FormulaText, MissingValueError


@dataclass(frozen=True)
class Filling:
    """What every part of one filling needs.

    Attributes:
        language: The expressions, over the data.
        book: Where every cell goes.
        faults: What is wrong so far.
        date1904: How the book counts days.
        missing: What a missing name does: "error", "blank" or "mark".
        general: The cell styles that show a date as a number.
        strings: The shared strings.
    """

    language: Language
    book: BookMap
    faults: Faults
    date1904: bool = False
    missing: str = "error"
    general: frozenset[str] = frozenset()
    strings: Sequence[str] = ()

    def value(self, place: str, make: Callable[[], Any], record: int = 0) -> Any:
        """A value, or None and a fault (or a blank, or a mark) when it cannot be made."""
        try:
            return make()
        except MissingValueError as fault:
            if self.missing == "error":
                self._tell(place, fault, record)
            return "[missing]" if self.missing == "mark" else None
        except BadValueError as fault:
            self._tell(place, fault, record)
            return None

    def _tell(self, place: str, fault: Exception, record: int) -> None:
        self.faults.add(place, f"{fault}" + (f" (record {record})" if record else ""))

    def formula(self, text: str, here: Here, place: str, *, stretch: bool = False) -> Formula:
        """A formula at its new place; a fault leaves it as it is."""
        try:
            made = moved(text, self.book, here, stretch=stretch)
        except UnreadableFormulaError as fault:
            self.faults.add(place, str(fault))
            return Formula((text,))
        for cell in made.gone:
            self.faults.warn(place, f"{cell} lies in rows of which nothing is left; it means a blank cell now")
        for cell in made.narrowed:
            self.faults.warn(
                place, f"{cell} is one cell of rows that repeat: it stays at the first of them; a range covers all"
            )
        return made


def place_of(here: Here) -> str:
    """How messages name a cell."""
    return f"{here.sheet}!{cell_name(here.row, here.column)}"


def constant_strip(cell: Cell, prefix: str) -> Strip:
    """A cell as it is in the template."""
    return Strip(cell.column, cell.attributes, _stored_tail(cell, prefix), cell=cell)


def padded_strip(cell: Cell, prefix: str, count: int, padding: int, strings: Sequence[str]) -> Strip:
    """A constant as often as its block has records, and blanks below."""
    blank, value = "/>", stored_value(cell, strings)
    made = [_stored_tail(cell, prefix)] * count + [blank] * padding
    return Strip(cell.column, cell.attributes, made, [value] * count + [None] * padding)


def _stored_tail(cell: Cell, p: str) -> str:
    kind = f' t="{cell.kind}"' if cell.kind != "n" else ""
    if cell.inside:
        return f"{kind}>{cell.inside}</{p}c>"
    return f"{kind}><{p}v>{escape(cell.stored)}</{p}v></{p}c>" if cell.stored is not None else "/>"


def formula_strip(
    column: int, attributes: str, source: FormulaSource, here: Here, filling: Filling, copies: int, padding: int = 0
) -> Strip:
    """A formula and its copies; `padding` more copies stay blank."""
    made = filling.formula(source.text, here, place_of(here)).texts(copies)
    strip = Strip(column, attributes, formulas=[*made, *[""] * padding])
    if source.kind == "array":
        areas = filling.formula(source.area, here, place_of(here)).texts(copies)
        strip.formula_attributes = [f' t="{source.kind}" ref="{area}"{source.extra}' for area in areas] + [""] * padding
    return strip


def what_if_strip(cell: Cell, here: Here, filling: Filling, prefix: str) -> Strip:
    """A cell of a what-if data table: its range and both input cells move, its values stay."""
    source = cell.formula
    assert source is not None
    place, p = place_of(here), prefix
    area = filling.formula(source.area, here, place, stretch=True).text(0)
    extra = re.sub(
        r' (r[12])="([^"]*)"',
        lambda found: f' {found[1]}="{filling.formula(found[2], here, place).text(0)}"',
        source.extra,
    )
    shown = f"<{p}v>{escape(cell.stored)}</{p}v>" if cell.stored is not None else ""
    return Strip(cell.column, cell.attributes, f'><{p}f t="dataTable" ref="{area}"{extra}/>{shown}</{p}c>', cell=cell)


def text_strip(cell: Cell, here: Here, filling: Filling, names: Mapping[str, Any], prefix: str) -> Strip:
    """A cell with expressions that does not repeat."""
    place = place_of(here)
    if cell.runs is not None:
        made = filling.value(place, lambda: filled_string(cell.runs, filling.language, names))
        inside = (
            f' t="inlineStr"><{prefix}is>{string_xml(made, prefix)}</{prefix}is></{prefix}c>'
            if made is not None
            else "/>"
        )
        text = "".join(made.itertext()) if made is not None else None
        return Strip(cell.column, cell.attributes, inside, [text])
    tagged = filling.value(place, lambda: Tagged(cell.text or "", filling.language))
    value = filling.value(place, lambda: tagged.value(names)) if tagged else None
    return value_strip(cell.column, cell.attributes, [value], place, filling, prefix)


def record_strip(
    cell: Cell,
    owner: Owner,
    names: Mapping[str, Any],
    here: Here,
    filling: Filling,
    prefix: str,
    padding: int = 0,
) -> Strip:
    """A cell with expressions, once per record of its owner."""
    place, records = place_of(here), owner.dataset.records()
    tagged = filling.value(place, lambda: Tagged(cell.text or "", filling.language))
    values = _whole_column(tagged, owner) if tagged else []
    if values is None and tagged is not None:
        values = []
        names, before = dict(names), filling.faults.count
        for number, record in enumerate(records, 1):
            put_record(names, owner, record)
            values.append(filling.value(place, lambda: tagged.value(names), number))
            if filling.faults.count != before:
                break
    return value_strip(cell.column, cell.attributes, [*(values or ()), *[None] * padding], place, filling, prefix)


def _whole_column(tagged: Tagged, owner: Owner) -> list[Any] | None:
    """The values of `{{ rep.sales }}`, which need no expression; None for anything else, or where one is missing."""
    record, _, name = tagged.expressions[0].partition(".")
    if not tagged.alone or header_form(record) != header_form(owner.record) or not name.isidentifier():
        return None
    field = owner.dataset.field(name)
    try:
        return owner.dataset.column(field) if field is not None else None
    except MissingValueError:
        return None


def value_strip(
    column: int, attributes: str, values: Sequence[Any], place: str, filling: Filling, prefix: str
) -> Strip:
    """Values that come from the data; only the `formula` filter makes formulas."""
    formulas = [str(value) if type(value) is FormulaText else "" for value in values]
    if any(formulas):
        return _mixed_strip(column, attributes, formulas, values, place, filling, prefix)
    if "" in values:
        values = [None if value == "" else value for value in values]
    if isinstance(next((value for value in values if value is not None), None), dt.date):
        _warn_of_format(attributes, place, filling)
    made = filling.value(place, lambda: tails(values, prefix, date1904=filling.date1904))
    return Strip(column, attributes, made if made is not None else "/>", values)


def _mixed_strip(
    column: int,
    attributes: str,
    formulas: list[str],
    values: Sequence[Any],
    place: str,
    filling: Filling,
    p: str,
) -> Strip:
    """Formulas from the data, perhaps with plain values among them."""
    if all(formula or value is None for formula, value in zip(formulas, values, strict=True)):
        return Strip(column, attributes, formulas=formulas)
    plain = [None if formula else value for formula, value in zip(formulas, values, strict=True)]
    made = filling.value(place, lambda: tails(plain, p, date1904=filling.date1904)) or ["/>"] * len(plain)
    mixed = [
        f"><{p}f>{escape(formula)}</{p}f></{p}c>" if formula else tail
        for formula, tail in zip(formulas, made, strict=True)
    ]
    return Strip(
        column,
        attributes,
        mixed,
        [UNKNOWN if formula else value for formula, value in zip(formulas, plain, strict=True)],
    )


def _warn_of_format(attributes: str, place: str, filling: Filling) -> None:
    """A date in a cell of format General shows as a number."""
    style = re.search(r' s="(\d+)"', attributes)
    if (style[1] if style else "0") in filling.general:
        filling.faults.warn(
            place, "a date stands here, and the cell's format General shows it as a number; give it a date format"
        )
