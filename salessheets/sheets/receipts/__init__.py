"""Receipts: money that came in, and which invoices it pays."""

from __future__ import annotations

from salessheets.sheets.receipts.columns import RECEIPTS

__all__ = ["RECEIPTS"]
