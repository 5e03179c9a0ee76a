"""Writing a planned sheet or page."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from salessheets.core.addresses import column_letter
from salessheets.xlsx.newbook.cells import put, require
from salessheets.xlsx.newbook.heights import LINE_HEIGHT, lines_of, page_row_height
from salessheets.xlsx.newbook.looks import Looks
from salessheets.xlsx.newbook.plan import CellValue, ColumnPlan, Link, PagePlan, SheetPlan
from salessheets.xlsx.newbook.rules import add_marks, add_validations

_HEADER_HEIGHT = 33
_PAPERS = {"A4": 9, "Letter": 1}
_TABLE_STYLE = "Table Style Light 1"


def write_sheet(sheet: Worksheet, plan: SheetPlan, looks: Looks) -> None:
    """Fill a tab with its table: columns, rows, dropdowns, highlights, panes."""
    _columns(sheet, plan, looks)
    _rows(sheet, plan, looks)
    _table(sheet, plan, looks)
    _beneath(sheet, plan, looks)
    add_validations(sheet, plan)
    add_marks(sheet, plan, looks)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _columns(sheet: Worksheet, plan: SheetPlan, looks: Looks) -> None:
    require(sheet.set_row(0, _HEADER_HEIGHT), plan.name, "the header's height")
    for place, column in enumerate(plan.columns):
        look = looks.below(column.paint, column.number_format, wrap=column.wrap, left=column.left)
        require(sheet.set_column(place, place, column.width, look), plan.name, "the column's width")


def _rows(sheet: Worksheet, plan: SheetPlan, looks: Looks) -> None:
    blank: tuple[CellValue, ...] = (None,) * len(plan.columns)
    usual = [_look(looks, column, column.number_format) for column in plan.columns]
    for i, row in enumerate(plan.rows or (blank,)):
        lines = max(lines_of(value, c.width) if c.wrap else 1 for c, value in zip(plan.columns, row, strict=True))
        if lines > 1 or i in plan.hidden:
            wish = {"hidden": 1} if i in plan.hidden else {}
            require(sheet.set_row(i + 1, lines * LINE_HEIGHT, None, wish), plan.name, "the row's height")
        for place, (column, value) in enumerate(zip(plan.columns, row, strict=True)):
            own = column.cells.get(i)
            special = own is not None or isinstance(value, Link)
            code = own.number_format if own else column.number_format
            look = _look(looks, column, code, link=isinstance(value, Link)) if special else usual[place]
            put(sheet, i + 1, place, value, look)


def _look(looks: Looks, column: ColumnPlan, number_format: str, *, link: bool = False) -> Format:
    return looks.cell(column.paint, number_format, wrap=column.wrap, left=column.left, link=link)


def _table(sheet: Worksheet, plan: SheetPlan, looks: Looks) -> None:
    headers = [{"header": column.header, "header_format": looks.header(column.paint)} for column in plan.columns]
    options = {"name": plan.table, "style": _TABLE_STYLE, "banded_rows": False, "columns": headers}
    code = sheet.add_table(0, 0, plan.last_row, len(plan.columns) - 1, options)
    require(code, f"{plan.name}!A1:{column_letter(len(plan.columns))}{plan.last_row + 1}", f"the table {plan.table}")


def _beneath(sheet: Worksheet, plan: SheetPlan, looks: Looks) -> None:
    """What stands under the table; merged areas last, as they write their first cell again."""
    for i, row in plan.beneath.items():
        for place, (column, value) in enumerate(zip(plan.columns, row, strict=False)):
            if value is not None:
                put(sheet, i + 1, place, value, _look(looks, column, column.number_format))
    for i, first, last in plan.merged:
        look = _look(looks, plan.columns[first], plan.columns[first].number_format)
        where = f"{plan.name}!{column_letter(first + 1)}{i + 2}"
        require(sheet.merge_range(i + 1, first, i + 1, last, "", look), where, "the merged cells")
        put(sheet, i + 1, first, plan.beneath[i][first], look)


def write_page(sheet: Worksheet, plan: PagePlan, looks: Looks) -> None:
    """Fill a tab with free text."""
    for place, width in enumerate(plan.widths):
        require(sheet.set_column(place, place, width), plan.name, "the column's width")
    for i, row in enumerate(plan.rows):
        require(sheet.set_row(i, page_row_height(plan.widths, row)), plan.name, "the row's height")
        for place, cell in enumerate(row):
            put(sheet, i, place, cell.value, looks.page(cell, link=isinstance(cell.value, Link)))
    sheet.hide_gridlines(2)


def set_up_print(sheet: Worksheet, paper: str) -> None:
    """Landscape, one page wide, file and sheet and page number at the foot."""
    sheet.set_landscape()
    sheet.set_paper(_PAPERS[paper])
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.set_footer("&L&F&C&A&RPage &P of &N")
