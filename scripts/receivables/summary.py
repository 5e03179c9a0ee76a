"""Page "Summary": tiles, headlines, two charts and the largest overdue invoices on one sheet of paper."""

from __future__ import annotations

from sales_vs_target.look import (
    BLUE,
    COUNT,
    DARK_ORANGE,
    DAY,
    GREY,
    HAIRLINE,
    MONEY,
    NAVY,
    ORANGE,
    PALE_BLUE,
    TILE,
    WHITE,
    Column,
    Look,
)
from xlsxwriter.worksheet import Worksheet

from receivables import charts

NAME, TAB = "Summary", NAVY
_LAST = 5
_ACCENT, _LABEL, _VALUE, _VERSUS = 3, 4, 5, 6
_HEADLINES, _AGES, _CASH, _LIST = 8, 13, 29, 43
_TILES = (
    ("open", "General", BLUE),
    ("overdue", '"● "0" invoices";"▼ "0" invoices";"● nothing overdue"', ORANGE),
    ("share", "General", ORANGE),
    ("dso", "General", BLUE),
    ("cash", "General", BLUE),
    ("credit", "General", GREY),
)


def draw(look: Look) -> None:
    """The whole page."""
    sheet = look.pages[NAME]
    sheet.set_column(0, _LAST, 16.7)
    _band(look, sheet)
    for column, (name, words, accent) in enumerate(_TILES):
        _tile(look, sheet, column, name, words, accent)
    for row, height in ((2, 6), (_ACCENT, 4), (_LABEL, 18), (_VALUE, 26), (_VERSUS, 18), (_VERSUS + 1, 6)):
        sheet.set_row(row, height)
    for row, name in enumerate(("overdue", "risk", "cash", "data"), _HEADLINES):
        _headline(look, sheet, row, name)
    sheet.set_row(_HEADLINES + 4, 6)
    told = "Stacked bars: the largest customers, what they owe by days past due, from not due to the oldest class."
    sheet.insert_chart(_AGES, 0, charts.ages(look, 732, 16 * 20 - 6), charts.placed(told))
    told = "Columns: what should come in by week, open invoices that are neither overdue nor disputed, by due date."
    sheet.insert_chart(_CASH, 0, charts.cash(look, 732, 13 * 20 - 6), charts.placed(told))
    _overdue(look, sheet)
    look.paper(sheet, pages_tall=1)
    sheet.print_area(0, 0, _LIST + 1, _LAST)
    sheet.set_first_sheet()
    sheet.activate()


def _band(look: Look, sheet: Worksheet) -> None:
    sheet.set_row(0, 34)
    sheet.set_row(1, 20)
    for row in (0, 1):
        for column in range(_LAST + 1):
            sheet.write_blank(row, column, None, look.style(bg_color=NAVY))
    band = {"bg_color": NAVY, "font_color": WHITE}
    sheet.write_string(0, 0, "Receivables", look.style(**band, bold=True, font_size=19, indent=1))
    day = look.style(**band, bold=True, font_size=12, num_format=DAY, align="right", indent=1)
    sheet.write_string(0, _LAST, "{{ as_of }}", day)
    says = look.style(bg_color=NAVY, font_color=PALE_BLUE, indent=1)
    sheet.write_string(1, 0, "{{ company }} · open on {{ as_of_text }} · {{ currency }}", says)
    link = look.style(**band, font_size=8.5, align="right", indent=1)
    sheet.write_formula(1, _LAST, '=HYPERLINK("#About!A1","How to read this ▸")', link, "How to read this ▸")


def _tile(look: Look, sheet: Worksheet, column: int, name: str, words: str, accent: str) -> None:
    edge = {"right": 5, "right_color": WHITE} if column < _LAST else {}
    body = {"bg_color": TILE, "align": "left", "indent": 1, "shrink": True, **edge}
    late = {"font_color": DARK_ORANGE if accent == ORANGE else GREY, "bold": True, "font_size": 8}
    sheet.write_blank(_ACCENT, column, None, look.style(bg_color=accent, **edge))
    sheet.write_string(
        _LABEL, column, f"{{{{ tile_{name}.label }}}}", look.style(**body, font_color=GREY, font_size=8.5)
    )
    value = look.style(**body, font_color=NAVY, bold=True, font_size=17, num_format="0.0%")
    sheet.write_string(_VALUE, column, f"{{{{ tile_{name}.value }}}}", value)
    sheet.write_string(_VERSUS, column, f"{{{{ tile_{name}.versus }}}}", look.style(**body, **late, num_format=words))


def _headline(look: Look, sheet: Worksheet, row: int, name: str) -> None:
    line = {"bottom": 1, "bottom_color": HAIRLINE}
    sheet.set_row(row, 18)
    for column in range(1, _LAST + 1):
        sheet.write_blank(row, column, None, look.style(**line))
    sheet.write_string(row, 0, name.capitalize(), look.style(bold=True, font_color=BLUE, indent=1, **line))
    sheet.write_string(row, 1, f"{{{{ headlines.{name} }}}}", look.style(**line))


def _overdue(look: Look, sheet: Worksheet) -> None:
    look.section(sheet, _LIST - 1, _LAST, "Largest overdue invoices")
    link = look.style(font_color=BLUE, align="right", bottom=2, bottom_color=NAVY)
    sheet.write_formula(_LIST - 1, _LAST, '=HYPERLINK("#Papers!A1","All of them ▸")', link, "All of them ▸")
    look.table(sheet, _LIST, "top_overdue", [
        Column("Invoice"), Column("Customer", shrink=True), Column("Rep", shrink=True), Column("Due", DAY), Column("Days late", COUNT, bold=True), Column("Open", MONEY),
    ], filters=False)  # fmt: skip
    sheet.set_row(_LIST, 18)
    sheet.set_row(_LIST + 1, 15)
