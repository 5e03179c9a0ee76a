"""A cell of a frame as words for a message.

Example:
    >>> frame = pd.DataFrame({"Date": [pd.Timestamp("2026-03-02")], "Line": [3]}, index=[2])
    >>> words(frame, 2, "Date"), words(frame, 2, "Line")
    ('2026-03-02', '3')
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime

import pandas as pd


def words(frame: pd.DataFrame, row: Hashable, header: str) -> str:
    """The cell's value as text; a date as year, month and day."""
    value = frame.at[row, header]
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value)
