"""Customers: who they are, what they owe and how they develop."""

from __future__ import annotations

from salessheets.sheets.customers.columns import CUSTOMERS

__all__ = ["CUSTOMERS"]
