"""Rows that a new book starts with, so that its dropdowns offer something on the first day. All of them may be changed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

_LISTS = {
    "Region": ("North", "South", "East", "West"),
    "Segment": ("A", "B", "C"),
    "Team": ("Direct", "Partners"),
    "Product group": ("Goods", "Services"),
    "Unit": ("pc", "h", "kg", "m", "l"),
    "Lost reason": ("Price", "Delivery time", "Competitor", "No budget", "No answer"),
    "Hold reason": ("Credit limit", "Stock", "Customer asked"),
    "Carrier": ("DHL", "DPD", "FedEx", "UPS", "Own van"),
    "Return reason": ("Damaged", "Wrong item", "Not needed"),
    "Card brand": ("Visa", "Mastercard", "American Express"),
    "Topic": ("Delivery", "Price", "Product", "Service"),
}
_TERMS = (("14 days", 14, "No"), ("30 days", 30, "No"), ("30 EOM", 30, "After adding days"))
_LEVELS = ((1, 7, 10, "E-mail"), (2, 21, 10, "E-mail"), (3, 45, 14, "Letter"))

STARTERS: Mapping[str, list[dict[str, Any]]] = {
    "Lists": [
        {name: word for name, word in zip(_LISTS, words, strict=True) if word}
        for words in zip_longest(*_LISTS.values(), fillvalue="")
    ],
    "Payment Terms": [
        {
            "Terms": terms,
            "Line": 1,
            "Portion %": 1,
            "Months": 0,
            "Days": days,
            "End of month": month_end,
            "Counts from": "Invoice date",
        }
        for terms, days, month_end in _TERMS
    ],
    "Reminder Levels": [
        {
            "Level": level,
            "Days overdue": overdue,
            "Min days since last": pause,
            "Channel": channel,
            "Template": f"reminder_{level}.docx",
            "Fee": 0,
        }
        for level, overdue, pause, channel in _LEVELS
    ],
    "Taxes": [{"Tax code": "Z0", "Rate": 0, "Valid from": "2000-01-01", "Label": "No tax"}],
}
"""Sheet -> its first rows, header -> value."""
