"""New workbooks from a plan: tables, dropdowns, highlights, notes, print set-up. The same plan makes the same bytes.

Example:
    >>> from salessheets.xlsx.newbook.plan import ColumnPlan, SheetPlan
    >>> fruit = SheetPlan("Fruit", "tFruit", (ColumnPlan("Name", 12),), rows=(("Apple",),))
    >>> book_bytes(BookPlan((fruit,)))[:2]
    b'PK'
"""

from __future__ import annotations

import warnings
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from salessheets.xlsx.newbook.cells import require
from salessheets.xlsx.newbook.looks import Looks
from salessheets.xlsx.newbook.plan import BookPlan, PagePlan, SheetPlan
from salessheets.xlsx.newbook.sheets import set_up_print, write_page, write_sheet

__all__ = ["book_bytes"]

_CREATED = datetime(2026, 1, 1)  # noqa: DTZ001 - a document property without a zone; fixed, so that equal plans make equal files
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def book_bytes(plan: BookPlan) -> bytes:
    """The workbook as the bytes of an .xlsx file.

    Raises:
        Refused: Something of the plan does not fit into a workbook; the message names sheet and cell.
    """
    content = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the writer also tells of every fault by a code, and these are checked
        workbook = Workbook(content, _PLAIN)
        looks = Looks(workbook)
        _describe(workbook, plan)
        for sheet in plan.sheets:
            _add(workbook, sheet, looks, plan.paper)
        for name, formula in plan.names.items():
            require(workbook.define_name(name, formula), name, "the name")
        workbook.close()
    return content.getvalue()


def _add(workbook: Workbook, plan: SheetPlan | PagePlan, looks: Looks, paper: str) -> None:
    sheet = workbook.add_worksheet(plan.name)
    if plan.tab_colour:
        sheet.set_tab_color(plan.tab_colour)
    if isinstance(plan, SheetPlan):
        write_sheet(sheet, plan, looks)
    else:
        write_page(sheet, plan, looks)
    set_up_print(sheet, paper)


def _describe(workbook: Workbook, plan: BookPlan) -> None:
    workbook.set_properties({"title": plan.title, "author": plan.author, "created": _CREATED})
    workbook.set_size(24_000, 14_000)
    for name, value in plan.marker.items():
        require(workbook.set_custom_property(name, value), name, "the document property")
