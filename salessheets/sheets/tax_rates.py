"""The tax rate of a code on a day, and net and gross of lines.

Example:
    >>> from salessheets.sheets.specimen import book_of
    >>> book = book_of('''
    ... Taxes
    ... Tax code | Rate | Valid from | Label
    ... S20      | 20%  | 2011-01-04 | VAT 20%
    ... ''')
    >>> days = np.array(["2026-03-02", "2010-01-01"], "datetime64[D]")
    >>> rates_on(book, pd.Series(["s20", "S20"]), days).tolist()
    [0.2, nan]
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book
from salessheets.core.exact import quotient, scaled
from salessheets.core.texts import key_forms

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


def rates_on(book: Book, codes: pd.Series, days: npt.NDArray[np.datetime64]) -> Numbers:
    """Rate of each code on its day as a fraction: the newest one valid by then; NaN where there is none."""
    taxes = book.frame("Taxes").dropna(subset=["Valid from", "Rate"]).sort_values("Valid from", kind="stable")
    known = np.array(key_forms(taxes["Tax code"]), dtype=object)
    asked = np.array(key_forms(codes), dtype=object)
    rates = np.full(len(asked), np.nan)
    for code in set(known.tolist()) - {""}:
        mine = taxes[known == code]
        rows = np.flatnonzero(asked == code)
        at = np.searchsorted(mine["Valid from"].to_numpy(dtype="datetime64[D]"), days[rows], side="right")
        rates[rows] = np.append(np.nan, mine["Rate"].to_numpy(dtype=np.float64))[at]
    return rates


def tax_on(nets: Whole, rates: Numbers) -> Whole:
    """Tax on net amounts, half up.

    Example:
        >>> tax_on(np.array([1002, 1003]), np.array([0.2, 0.19])).tolist()
        [200, 191]
    """
    exact, places = scaled(rates)
    return quotient(nets * exact, 10**places)


def tax_within(gross: Whole, rates: Numbers) -> Whole:
    """Tax that gross amounts contain, half up.

    Example:
        >>> tax_within(np.array([1200]), np.array([0.2])).tolist()
        [200]
    """
    exact, places = scaled(rates)
    return quotient(gross * exact, 10**places + exact)
