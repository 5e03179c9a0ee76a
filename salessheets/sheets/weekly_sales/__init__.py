"""Weekly Sales: the weekly record of every rep, frozen once a week is closed."""

from __future__ import annotations

from salessheets.sheets.weekly_sales.columns import WEEKLY_SALES

__all__ = ["WEEKLY_SALES"]
