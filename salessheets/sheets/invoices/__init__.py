"""Invoices and credit notes: what customers owe, until when, and what has been settled."""

from __future__ import annotations

from salessheets.sheets.invoices.columns import INVOICES

__all__ = ["INVOICES"]
