"""The sample workbook that is broken on purpose: the year with its faults, on sheets that are in disorder too."""

from __future__ import annotations

from dataclasses import replace

from salessheets.newbooks import plan_of
from salessheets.newbooks.columns import ADMINS
from salessheets.newbooks.values import rows_of
from salessheets.samples import company_year
from salessheets.samples.broken import AGAIN, HIDDEN, MERGED, RENAMED, UNDER, broken_year
from salessheets.sheets import SHEETS
from salessheets.xlsx.newbook import book_bytes
from salessheets.xlsx.newbook.plan import ColumnPlan, SheetPlan

_UNKNOWN_SETTING = ("Grace dais", 3, None)


def broken_book(file_name: str) -> bytes:
    """The workbook as bytes. `file_name` is named on its first sheet."""
    plan = plan_of("full", broken_year(company_year()), {}, file_name)
    sheets = (_disordered(sheet) if isinstance(sheet, SheetPlan) else sheet for sheet in plan.sheets)
    return book_bytes(replace(plan, sheets=tuple(sheets)))


def _disordered(plan: SheetPlan) -> SheetPlan:
    """The sheet with what is wrong about it as a whole; rows first, as headers change what they are found by."""
    if plan.name == "Settings":
        plan = replace(plan, rows=(*plan.rows, _UNKNOWN_SETTING))
    plan = _untidy(plan)
    columns = [
        replace(column, header=RENAMED.get((plan.name, column.header), column.header)) for column in plan.columns
    ]
    return _with_column_again(replace(plan, columns=tuple(columns)))


def _untidy(plan: SheetPlan) -> SheetPlan:
    """Hidden rows, rows under the table, and merged cells there."""
    hidden = frozenset(i for i, row in enumerate(plan.rows) if row[0] in HIDDEN.get(plan.name, ()))
    declared = next(sheet for sheet in SHEETS if sheet.name == plan.name)
    beneath = dict(enumerate(rows_of(declared, UNDER.get(plan.name, ())), max(1, len(plan.rows))))
    first, last = MERGED.get(plan.name, ("", ""))
    merged = ((min(beneath), plan.place(first), plan.place(last)),) if first else ()
    return replace(plan, hidden=hidden, beneath=beneath, merged=merged)


def _with_column_again(plan: SheetPlan) -> SheetPlan:
    if plan.name not in AGAIN:
        return plan
    header, again = AGAIN[plan.name]
    column = replace(plan.columns[plan.place(header)], header=again, paint=ADMINS)
    rows = tuple((*row, row[plan.place(header)]) for row in plan.rows)
    columns: tuple[ColumnPlan, ...] = (*plan.columns, column)
    return replace(plan, columns=columns, rows=rows)
