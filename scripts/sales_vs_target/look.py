"""The look of the report: colours with one meaning each, cell styles, tables, charts, print set-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

NAVY, BLUE, PALE_BLUE, LIGHT_BLUE = "#12355B", "#1B6CA8", "#BCD6EC", "#8FB8DE"
ORANGE, PALE_ORANGE, DARK_ORANGE = "#D9730D", "#F2C9A0", "#A63D00"
INK, GREY, HAIRLINE, TILE, WHITE = "#1F2933", "#5F6B7A", "#D5DBE3", "#F4F6FB", "#FFFFFF"
FONT = "Arial"

MONEY = '#,##0;-#,##0;"–"'
EXACT = "#,##0.00;-#,##0.00;0.00"
SIGNED = '+#,##0;-#,##0;"–"'
SHARE = "0.0%"
DAY = "d mmm yyyy"
COUNT = '#,##0;-#,##0;"–"'


@dataclass(frozen=True)
class Column:
    """A column of a bound table.

    Attributes:
        header: Its header; the field of that name fills it.
        number: Number format; "" for text.
        formula: What is worked out instead, in structured references.
        cell: What is worked out instead, as a plain formula of the pattern row.
        total: The totals row: "sum", a formula, or a text.
        shrink: True where a long text is set smaller rather than cut.
        bold: True for the column to read first.
        tile: True for a coloured cell between white lines.
    """

    header: str
    number: str = ""
    formula: str = ""
    cell: str = ""
    total: str = ""
    shrink: bool = False
    bold: bool = False
    tile: bool = False


@dataclass
class Look:
    """A workbook in the making, with its styles."""

    buffer: BytesIO
    title: str = "Sales against target"
    book: Workbook = field(init=False)
    pages: dict[str, Worksheet] = field(default_factory=dict)
    _styles: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.book = Workbook(self.buffer, {"in_memory": True})
        self.book.set_properties(
            {"title": self.title, "comments": "Report template", "created": datetime(2026, 1, 1)}  # noqa: DTZ001
        )
        self.book.formats[0].set_font_name(FONT)
        self.book.formats[0].set_font_size(9)
        self.book.formats[0].set_font_color(INK)

    def add_page(self, name: str, tab: str) -> Worksheet:
        """A page at the end of the tabs."""
        sheet = self.pages[name] = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_tab_color(tab)
        return sheet

    def style(self, **properties: Any) -> Format:
        """A cell style; properties as xlsxwriter names them, on top of the report's font."""
        whole = {"font_name": FONT, "font_size": 9, "font_color": INK, "valign": "vcenter", **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._styles:
            self._styles[key] = self.book.add_format(whole)
        return self._styles[key]

    def close(self) -> None:
        """Finish the file."""
        self.book.close()

    def heading(self, sheet: Worksheet, last: int, title: str, says: str, *, landscape: bool = False) -> None:
        """The head of a page: title in row 1, what it shows in row 2, and the print set-up. `last` is the last column."""
        band = self.style(bg_color=NAVY, font_color=WHITE)
        for row, height in ((0, 26), (1, 18)):
            sheet.set_row(row, height)
            for column in range(last + 1):
                sheet.write_blank(row, column, None, band)
        sheet.write_string(0, 0, title, self.style(bg_color=NAVY, font_color=WHITE, bold=True, font_size=16, indent=1))
        sheet.write_string(1, 0, says, self.style(bg_color=NAVY, font_color=PALE_BLUE, indent=1))
        back = self.style(bg_color=NAVY, font_color=WHITE, align="right", indent=1)
        sheet.write_formula(0, last, '=HYPERLINK("#Summary!A1","◂ Summary")', back, "◂ Summary")
        self.paper(sheet, landscape=landscape)
        sheet.freeze_panes(2, 0)

    def paper(self, sheet: Worksheet, *, landscape: bool = False, pages_tall: int = 0) -> None:
        """A4, one page wide, footer with company, page name and number."""
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, pages_tall)
        sheet.set_margins(left=0.45, right=0.45, top=0.45, bottom=0.6)
        sheet.center_horizontally()
        sheet.set_footer(
            "&L&8{{ company }} · {{ book }}&C&8&A · as of {{ as_of_text }}&R&8Page &P of &N", {"margin": 0.3}
        )

    def section(self, sheet: Worksheet, row: int, last: int, title: str, says: str = "") -> None:
        """A section's title with a rule below it, and a word about it in the next row."""
        for column in range(last + 1):
            sheet.write_blank(row, column, None, self.style(bottom=2, bottom_color=NAVY))
        rule = self.style(bold=True, font_size=11, font_color=NAVY, bottom=2, bottom_color=NAVY, indent=1)
        sheet.write_string(row, 0, title, rule)
        sheet.set_row(row, 20)
        if says:
            sheet.write_string(row + 1, 0, says, self.style(font_color=GREY, indent=1))

    def table(self, sheet: Worksheet, row: int, name: str, columns: Sequence[Column], *, filters: bool = True) -> int:
        """A bound table: header in `row`, the pattern row below, a totals row if a column has one. The next free row."""
        totals = any(column.total for column in columns)
        bottom = row + 1 + totals
        sheet.set_row(row, 26)
        sheet.add_table(
            row, 0, bottom, len(columns) - 1,
            {
                "name": name, "style": None, "autofilter": filters, "total_row": totals,
                "columns": [self._column(column) for column in columns],
            },
        )  # fmt: skip
        for place, column in enumerate(columns):
            body = self._body(column)
            if column.cell or column.formula:
                sheet.write_formula(row + 1, place, column.cell or column.formula, body)
            else:
                sheet.write_blank(row + 1, place, None, body)
            if totals:
                self._total(sheet, bottom, place, name, column)
        return bottom + 1

    def _column(self, column: Column) -> dict[str, Any]:
        made: dict[str, Any] = {"header": column.header, "header_format": self._header(column)}
        if column.formula:
            made["formula"] = column.formula
        if column.total == "sum":
            made["total_function"] = "sum"
        elif column.total.startswith("="):
            made["total_function"] = column.total
        elif column.total:
            made["total_string"] = column.total
        return made

    def _header(self, column: Column) -> Format:
        align = "center" if column.tile else "right" if column.number else "left"
        return self.style(
            bold=True,
            font_color=NAVY,
            font_size=8.5,
            bg_color=TILE,
            bottom=1,
            bottom_color=NAVY,
            align=align,
            text_wrap=True,
            indent=0 if column.tile else 1,
        )

    def _body(self, column: Column) -> Format:
        form: dict[str, Any] = {"bottom": 4, "bottom_color": HAIRLINE, "indent": 1}
        form |= _right(column.number) if column.number else {"align": "left"}
        if column.shrink:
            form |= {"shrink": True}
        if column.tile:
            form |= {"align": "center", "num_format": column.number, "border": 1, "border_color": WHITE}
            form = {key: value for key, value in form.items() if not key.startswith("bottom")}
        return self.style(**form, bold=column.bold)

    def _total(self, sheet: Worksheet, row: int, place: int, name: str, column: Column) -> None:
        form: dict[str, Any] = {"bold": True, "top": 1, "top_color": NAVY, "font_color": NAVY, "indent": 1}
        form |= _right(column.number) if column.number else {"align": "left"}
        style = self.style(**form)
        if column.total == "sum":
            sheet.write_formula(row, place, f"=SUBTOTAL(109,{name}[{column.header}])", style)
        elif column.total.startswith("="):
            sheet.write_formula(row, place, column.total, style)
        else:
            sheet.write_string(row, place, column.total, style) if column.total else sheet.write_blank(
                row, place, None, style
            )

    def good_and_bad(self, sheet: Worksheet, row: int, column: int) -> None:
        """Blue from zero up, orange below, in one cell of a pattern row; blanks and words stay as they are."""
        cell = xl_rowcol_to_cell(row, column)
        for test, colour in (
            (f"AND(ISNUMBER({cell}),{cell}<0)", DARK_ORANGE),
            (f"AND(ISNUMBER({cell}),{cell}>=0)", BLUE),
        ):
            look = self.book.add_format({"font_color": colour})
            sheet.conditional_format(
                row, column, row, column, {"type": "formula", "criteria": "=" + test, "format": look}
            )

    def bar(self, sheet: Worksheet, row: int, column: int, **more: Any) -> None:
        """A data bar from zero in one cell of a pattern row."""
        options: dict[str, Any] = {
            "type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": PALE_BLUE, "min_type": "num", "min_value": 0,
            "bar_border_color": PALE_BLUE, "bar_negative_color_same": True, "bar_axis_position": "none",
        }  # fmt: skip
        sheet.conditional_format(row, column, row, column, options | more)


def _right(number: str) -> dict[str, Any]:
    """A number at the right edge with room behind it, which the format leaves: programs differ in indenting numbers."""
    return {"align": "right", "indent": 0, "num_format": ";".join(f"{section}_m" for section in number.split(";"))}


def this_row(table: str, header: str) -> str:
    """The cell of a column in the formula's own row, spelt so that every program reads it."""
    return f"{table}[[#This Row],[{header}]]"


def feed(first_row: int, column: int) -> str:
    """A chart's range on the page Chart data: the pattern row of one column; it grows with the table."""
    return "='Chart data'!" + xl_range_abs(first_row, column, first_row, column)


def chart_text(size: float = 8, colour: str = GREY, *, bold: bool = False) -> Mapping[str, Any]:
    """A font inside charts."""
    return {"name": FONT, "size": size, "color": colour, "bold": bold}


def titled(chart: Any, title: str) -> None:
    """A chart's title, its frame, and no clutter."""
    chart.set_title(
        {
            "name": title,
            "name_font": chart_text(9.5, NAVY, bold=True),
            "overlay": False,
            "layout": {"x": 0.02, "y": 0.03},
        }
    )
    chart.set_chartarea({"border": {"color": HAIRLINE}, "fill": {"color": WHITE}})
    chart.set_plotarea({"fill": {"none": True}})
    chart.show_blanks_as("gap")
