"""Foreign money in base currency: at the newest rate of the Exchange Rates sheet on or before the paper's date.

Example:
    >>> from salessheets.sheets.specimen import book_of
    >>> book = book_of('''
    ... Exchange Rates
    ... Date       | Currency | Rate to base
    ... 2026-01-01 | GBP      | 1.15
    ... 2026-03-01 | GBP      | 1.1642
    ... ''')
    >>> days = np.array(["2026-02-28", "2026-03-02", "2025-12-31"], "datetime64[D]")
    >>> in_base(book, np.array([1000, 1000, 1000]), np.array(["GBP"] * 3, dtype=object), days, np.arange(3))
    (array([1150, 1164,    0]), array([ True,  True, False]))
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from salessheets.core.book import Book, Outcome, Table, found
from salessheets.core.exact import parts
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.money import decimals

NO_EXCHANGE_RATE = Rule(
    "no-exchange-rate",
    Severity.ERROR,
    "A paper in foreign currency has no exchange rate",
    "Reports, targets and the weekly record are in base currency. A paper in another currency is converted at the newest rate on "
    "the Exchange Rates sheet that is not after its date. Without such a rate the paper is left out of those figures. Add a row "
    "with the rate of that day or of an earlier one.",
    """
Exchange Rates
Date       | Currency | Rate to base
2026-03-09 | GBP      | 1.1642

Orders
Order No | Date       | Customer ID | Rep ID | Promised for | Ship complete | Status    | Currency
SO-1     | 2026-03-02 | C1          | R1     | 2026-03-20   | No            | Confirmed | GBP
""",
)
EXCHANGE_RULES = (NO_EXCHANGE_RATE,)

Days = npt.NDArray[np.datetime64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def in_base(
    book: Book, amounts: Whole, currencies: npt.NDArray[np.object_], days: Days, papers: npt.NDArray[Any]
) -> tuple[Whole, Flags]:
    """Amounts in minor units of base currency, and where a rate is known (0 where not).

    Args:
        book: Its Exchange Rates and base currency.
        amounts: Minor units of each row's currency.
        currencies: ISO code of each row, upper case.
        days: The paper's date, datetime64[D].
        papers: The paper of each row; its rows stand together, and their parts sum to the converted total exactly.
    """
    base = book.settings.base_currency.upper()
    converted, known = amounts.copy(), np.ones(len(amounts), dtype=bool)
    for currency in set(pd.unique(currencies)) - {base}:
        rows = np.flatnonzero(currencies == currency)
        above, below = _factors(book, currency, days[rows])
        known[rows] = below > 0
        converted[rows] = parts(amounts[rows], papers[rows], above, np.where(below > 0, below, 1))
    return converted, known


def foreign_papers_have_rates(book: Book) -> Outcome:
    """Step: every order and invoice in foreign currency up to the as-of day finds an exchange rate."""
    return found(finding for name in ("Orders", "Invoices") for finding in _without_rate(book, book.table(name)))


def _factors(book: Book, currency: str, days: Days) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Numerator and denominator of each day's factor between minor units; denominator 0 where no rate is known."""
    rates = book.frame("Exchange Rates")
    mine = rates[(rates["Currency"].str.upper() == currency) & (rates["Rate to base"] > 0) & rates["Date"].notna()]
    mine = mine.sort_values("Date", kind="stable")
    at = np.searchsorted(mine["Date"].to_numpy(dtype="datetime64[D]"), days, side="right") - 1
    shift = Fraction(10) ** (decimals(book.settings.base_currency) - decimals(currency))
    factors = [Fraction(Decimal(repr(float(rate)))) * shift for rate in mine["Rate to base"]]
    above = np.array([*(factor.numerator for factor in factors), 0], dtype=object)
    below = np.array([*(factor.denominator for factor in factors), 0], dtype=object)
    at = np.where(np.isnat(days) | (at < 0), len(factors), at)
    return above[at], below[at]


def _without_rate(book: Book, table: Table) -> Iterator[Finding]:
    currencies = table.currencies.to_numpy(dtype=object)
    days = table.frame["Date"].to_numpy(dtype="datetime64[D]")
    _, known = in_base(book, np.zeros(len(days), dtype=np.int64), currencies, days, np.arange(len(days)))
    dated = ~np.isnat(days) & (days <= np.datetime64(book.as_of))
    for row, currency, day in zip(
        table.frame.index[~known & dated], currencies[~known & dated], days[~known & dated], strict=True
    ):
        wrong = (
            f"There is no exchange rate for {currency} on or before {day}; the figures in base currency lack this row."
        )
        yield table.find(NO_EXCHANGE_RATE, row, "Currency", wrong, f"Add a row for {currency} to Exchange Rates.")
