"""The admin's words: every sheet declared once, and the steps of a refresh in office order."""

from __future__ import annotations

from salessheets.core.sheet import Sheet
from salessheets.sheets.taxes import TAXES

SHEETS: tuple[Sheet, ...] = (TAXES,)
