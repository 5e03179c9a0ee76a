"""A made-up company's year, for sample workbooks: the same rows for the same seed.

Every name, number and address is invented. The year runs from 1 April 2025 to 31 March 2026 and is seen from its last day.

Example:
    >>> rows = company_year()
    >>> rows["Customers"][0]["Customer ID"], rows["Settings"][0]["Setting"], company_year() == rows
    ('C00101', 'Company name', True)
"""

from __future__ import annotations

from salessheets.samples.company import AS_OF, people_rows, setup_rows
from salessheets.samples.office import office_rows
from salessheets.samples.plans import target_rows
from salessheets.samples.trade import Trade, trade_rows
from salessheets.samples.values import Rows

__all__ = ["AS_OF", "Rows", "company_year", "in_one_currency"]


def company_year(seed: int = 2026) -> Rows:
    """Sheet -> rows of its admin columns (header -> plain value): str, int, Decimal money, float percent, date, datetime, time."""
    trade = Trade.of(seed)
    return setup_rows() | people_rows() | trade_rows(trade) | target_rows() | office_rows(seed)


def in_one_currency(rows: Rows) -> Rows:
    """The same year with every paper in the base currency, for books without a sheet of exchange rates."""
    return {
        sheet: [row | {"Currency": "GBP"} if row.get("Currency") == "EUR" else row for row in body]
        for sheet, body in rows.items()
    }
