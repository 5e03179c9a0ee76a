"""Orders: what was ordered, what has been delivered and invoiced of it, and what is late."""

from __future__ import annotations

from salessheets.sheets.orders.columns import ORDERS

__all__ = ["ORDERS"]
