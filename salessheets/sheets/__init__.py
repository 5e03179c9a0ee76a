"""The admin's words: every sheet declared once, and the steps of a refresh in office order."""

from __future__ import annotations

from salessheets.core.sheet import Sheet
from salessheets.sheets.allocations import ALLOCATIONS
from salessheets.sheets.findings_sheet import FINDINGS
from salessheets.sheets.invoices import INVOICES
from salessheets.sheets.receipts import RECEIPTS
from salessheets.sheets.targets import TARGETS
from salessheets.sheets.taxes import TAXES
from salessheets.sheets.todo import TO_DO
from salessheets.sheets.weekly_sales import WEEKLY_SALES

SHEETS: tuple[Sheet, ...] = (
    TAXES,
    INVOICES,
    RECEIPTS,
    ALLOCATIONS,
    TARGETS,
    WEEKLY_SALES,
    TO_DO,
    FINDINGS,
)
