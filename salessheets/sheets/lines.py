"""Lines of papers: what each line comes to, for Quote Lines, Order Lines and Invoice Lines alike.

A line is quantity times unit price less discount, rounded half up to the minor unit of its currency. Papers are the sum of their
rounded lines, as they are printed.

Example:
    >>> from salessheets.sheets.specimen import book_of
    >>> book = book_of('''
    ... Orders
    ... Order No | Date       | Currency
    ... SO-1     | 2026-03-02 | EUR
    ...
    ... Order Lines
    ... Order No | Line | Qty | Unit price | Discount %
    ... SO-1     | 1    | 3   | 19.99      | 5%
    ... ''')
    >>> line_nets(book.table("Order Lines")).tolist()
    [5697]
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from salessheets.core.book import Book, Outcome, Table
from salessheets.core.exact import product
from salessheets.core.joins import Positions, positions
from salessheets.core.texts import key_forms


def line_nets(table: Table) -> pd.Series:
    """Net of each line in minor units of its currency; blank where quantity or price is."""
    frame = table.frame
    blank = (frame["Qty"].isna() | frame["Unit price"].isna()).to_numpy(dtype=bool)
    nets = product(
        frame["Qty"].fillna(0.0).to_numpy(dtype=np.float64),
        frame["Unit price"].fillna(0).to_numpy(dtype=np.int64),
        frame["Discount %"].fillna(0.0).to_numpy(dtype=np.float64),
    )
    return pd.Series(pd.arrays.IntegerArray(nets, blank), index=frame.index)


def sums(values: np.ndarray, at: Positions, length: int) -> np.ndarray:
    """Sum of the values that belong to each of `length` parents; those at -1 belong to none."""
    total = np.zeros(length, dtype=values.dtype)
    np.add.at(total, at[at >= 0], values[at >= 0])
    return total


def papers_of(book: Book, lines: str, papers: str) -> Positions:
    """Position of each line's paper on its sheet; -1 for an unknown one."""
    key = book.table(papers).sheet.key[0]
    return positions(book.frame(lines)[key], book.frame(papers)[key])


def net_of_lines(book: Book, lines: str, papers: str) -> pd.Series:
    """Net of each paper from its lines, in minor units; blank for a paper without lines."""
    at = papers_of(book, lines, papers)
    frame = book.frame(papers)
    total = sums(line_nets(book.table(lines)).fillna(0).to_numpy(dtype=np.int64), at, len(frame))
    without = sums(np.ones(len(at), dtype=np.int64), at, len(frame)) == 0
    return pd.Series(pd.arrays.IntegerArray(total, without), index=frame.index)


def canonical(values: pd.Series, keys: pd.Series) -> pd.Series:
    """Each value in the spelling that the sheet of its key gives it first; unknown ones as they stand."""
    known = list(reversed(keys.unique()))
    spelling = dict(zip(key_forms(known), known, strict=True))
    codes, distinct = pd.factorize(values.to_numpy(dtype=object))
    spelt = [spelling.get(form, value) for form, value in zip(key_forms(distinct), distinct, strict=True)]
    return pd.Series(np.array([*spelt, ""], dtype=object)[codes], index=values.index, dtype=object)


def value_lines_of_quotes_and_invoices(book: Book) -> Outcome:
    """Step: Line net of Quote Lines and Invoice Lines."""
    return Outcome(
        {
            name: pd.DataFrame({"Line net": line_nets(book.table(name))})
            for name in ("Quote Lines", "Invoice Lines")
            if book.has(name)
        }
    )
