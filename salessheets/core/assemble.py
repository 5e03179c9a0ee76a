"""From sheets as they stand to a typed book.

Example:
    >>> from salessheets.core.columns import Column, Kind
    >>> from salessheets.core.raw import RawColumn, RawHeader, RawSheet
    >>> from salessheets.core.sheet import Sheet
    >>> sheet = Sheet("Taxes", "", (Column("Tax code", Kind.TEXT, "", key=True), Column("Rate", Kind.PERCENT, "", required=True)))
    >>> raw = RawSheet("Taxes", 1, (RawHeader(1, "Tax code"), RawHeader(2, "Rate")), np.array([2]),
    ...                {1: RawColumn.of(["S20"]), 2: RawColumn.of([0.2])})
    >>> tables = assemble((sheet,), {"Taxes": raw}, "EUR")
    >>> tables["Taxes"].frame.to_dict("records")
    [{'Tax code': 'S20', 'Rate': 0.2}]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import repeat

import numpy as np
import pandas as pd

from salessheets.core.book import Misfit, Table, blank_column
from salessheets.core.columns import Column
from salessheets.core.headers import match_headers
from salessheets.core.intake import convert
from salessheets.core.money import decimals
from salessheets.core.raw import BLANK, RawColumn, RawSheet
from salessheets.core.sheet import Sheet, Upkeep
from salessheets.core.texts import key_form, key_forms

TOTALS_WORDS = frozenset(
    {
        "total",
        "totals",
        "sum",
        "grand total",
        "subtotal",
        "summe",
        "gesamt",
        "gesamtsumme",
        "zwischensumme",
        "कुल",
        "योग",
    }
)


def assemble(sheets: Sequence[Sheet], raws: Mapping[str, RawSheet], base_currency: str) -> dict[str, Table]:
    """Typed tables of all declared sheets.

    Args:
        sheets: Every declared sheet.
        raws: Declared sheet name -> the sheet as it stands, for those that the workbook has.
        base_currency: Currency of money where neither row nor parent row names one.
    """
    tables = {sheet.name: _without_money(sheet, raws.get(sheet.name)) for sheet in sheets}
    for name, table in tables.items():
        currencies = row_currencies(table.sheet, table.frame, {n: t.frame for n, t in tables.items()}, base_currency)
        tables[name] = _let_go(_with_money(replace(table, currencies=currencies), base_currency))
    return tables


def row_currencies(
    sheet: Sheet, frame: pd.DataFrame, frames: Mapping[str, pd.DataFrame], base_currency: str
) -> pd.Series:
    """The currency of each row: its own, its parent row's, or the base currency. Upper case."""
    if frame.empty or not (sheet.currency or sheet.currency_via):
        return pd.Series(base_currency, index=frame.index, dtype=object)
    if sheet.currency:
        return _mapped(frame[sheet.currency], lambda code: code.upper() or base_currency)
    assert sheet.currency_via is not None
    reference, parent, header = sheet.currency_via
    keys = key_forms(frames[parent][frames[parent].columns[0]])
    codes = _mapped(frames[parent][header], lambda code: code.upper() or base_currency)
    by_key = dict(zip(keys, codes, strict=True))
    found = [by_key.get(key, base_currency) for key in key_forms(frame[reference])]
    return pd.Series(np.array(found, dtype=object), index=frame.index, dtype=object)


def _mapped(values: pd.Series, of: Callable[[str], str]) -> pd.Series:
    """`of` each value; distinct values are asked once."""
    codes, distinct = pd.factorize(values.to_numpy(dtype=object))
    return pd.Series(np.array([of(value) for value in distinct], dtype=object)[codes], index=values.index, dtype=object)


def row_decimals(currencies: pd.Series) -> np.ndarray:
    """Decimals of each row's currency, as int64."""
    codes, distinct = pd.factorize(currencies.to_numpy(dtype=object))
    return np.array([decimals(code) for code in distinct], dtype=np.int64)[codes]


def _without_money(sheet: Sheet, raw: RawSheet | None) -> Table:
    if raw is None:
        return Table.empty(sheet)
    present = match_headers(sheet, raw.headers).present
    left_out = _left_out(sheet, raw, present)
    kept = np.array([row not in left_out for row in raw.rows.tolist()], dtype=bool)
    index = pd.Index(raw.rows[kept], dtype="int64")
    table = Table(sheet, pd.DataFrame(index=index), present, raw.name, raw.header_row, (), left_out, raw)
    return _converted(table, (c for c in sheet.columns if c.storage != "money"), None)


def _with_money(table: Table, base_currency: str) -> Table:
    money = [c for c in table.sheet.columns if c.storage == "money"]
    if not money or not table.exists:
        return table
    own = _converted(table, (c for c in money if not c.in_base), row_decimals(table.currencies))
    base = np.full(len(table.frame), decimals(base_currency), dtype=np.int64)
    filled = _converted(own, (c for c in money if c.in_base), base)
    return replace(filled, frame=filled.frame[[c.header for c in table.sheet.columns]])


def _let_go(table: Table) -> Table:
    """An admin's sheet without its raw cells, which fill the memory; of an owned sheet the write-back asks for them."""
    if table.raw is None or table.sheet.upkeep is not Upkeep.ADMIN:
        return table
    return replace(table, raw=replace(table.raw, columns={}))


def _converted(table: Table, columns: Iterable[Column], places: np.ndarray | None) -> Table:
    """The table with the given columns read as their declared types."""
    assert table.raw is not None
    index, kept = table.frame.index, np.isin(table.raw.rows, table.frame.index)
    series: dict[str, pd.Series] = {header: table.frame[header] for header in table.frame.columns}
    misfits: list[Misfit] = list(table.misfits)
    for column in columns:
        number = table.present.get(column.header)
        if number is None:
            series[column.header] = blank_column(column, index)
            continue
        raw = table.raw.columns[number]
        values, bad = convert(column, raw if kept.all() else raw.take(kept), index, places)
        series[column.header] = _as_declared(column, values)
        misfits.extend(bad)
    return replace(table, frame=pd.DataFrame(series, index=index), misfits=tuple(misfits))


def _as_declared(column: Column, values: pd.Series) -> pd.Series:
    """Words of a closed list in their declared spelling, whatever their case and blanks."""
    if not column.allowed:
        return values
    spelling = {key_form(word): word for word in column.allowed}
    typed = {value: spelling.get(key_form(value), value) for value in values.unique()}
    return values if all(value == word for value, word in typed.items()) else values.map(typed)


def _left_out(sheet: Sheet, raw: RawSheet, present: Mapping[str, int]) -> dict[int, str]:
    """Rows that are no data: totals rows typed below, and rows that only the program's columns fill."""
    theirs = [raw.columns[n] for h, n in present.items() if not sheet[h].ours or sheet.upkeep.value != "admin"]
    if not theirs:
        return {}
    filled = np.zeros(len(raw.rows), dtype=bool)
    for column in theirs:
        filled |= column.kinds != BLANK
    out = {int(row): "nothing typed in it" for row in raw.rows[~filled]}
    out |= dict.fromkeys(set(raw.below) - set(raw.rows.tolist()), "apart from the table")
    for column in [raw.columns[present[h]] for h in (*sheet.key, *list(present)[:1]) if h in present][:1]:
        out |= {int(row): "a totals row" for row in raw.rows[_named_total(column)]}
    return out


def _named_total(column: RawColumn) -> np.ndarray:
    """Where the text of a cell says Total or the like."""
    bare = map(str.lower, map(str.strip, column.texts.tolist(), repeat(" :")))
    return np.fromiter(map(TOTALS_WORDS.__contains__, bare), dtype=bool, count=len(column))
