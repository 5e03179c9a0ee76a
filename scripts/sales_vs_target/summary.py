"""Page "Summary": one A4 page in six equal columns, without merged cells."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from sales_vs_target import chart_data
from sales_vs_target.look import (
    BLUE,
    COUNT,
    DARK_ORANGE,
    DAY,
    GREY,
    HAIRLINE,
    INK,
    LIGHT_BLUE,
    MONEY,
    NAVY,
    ORANGE,
    PALE_BLUE,
    PALE_ORANGE,
    TILE,
    WHITE,
    Column,
    Look,
    chart_text,
    feed,
    titled,
)

NAME, TAB = "Summary", NAVY
_LAST = 5
_ACCENT, _LABEL, _VALUE, _VERSUS, _PICTURE = 3, 4, 5, 6, 7
_HEADLINES, _CHARTS, _CASH, _LIST = 9, 15, 29, 43
_TILES = (
    ("revenue", '"▲ "0.0%" over target";"▼ "0.0%" under target";"● on target"'),
    ("attainment", '"▲ "#,##0" over target";"▼ "#,##0" short";"● on target"'),
    ("reps", '"▲ "0" ahead";"▼ "0" behind";"● nobody behind"'),
    ("week", '"▲ "0.0%" over target";"▼ "0.0%" under target";"● on target"'),
    ("overdue", '"▲ "0.0%" of open";"▼ "0.0%" of open";"● nothing overdue"'),
    ("old", '"▲ "0" to chase";"▼ "0" to escalate";"● none that old"'),
)
_WIDE, _HIGH = 122, 20


def draw(look: Look) -> None:
    """The whole page."""
    sheet = look.pages[NAME]
    sheet.set_column(0, _LAST, 16.7)
    _band(look, sheet)
    for column, (name, words) in enumerate(_TILES):
        _tile(look, sheet, column, name, words)
    for row, height in (
        (2, 6),
        (_ACCENT, 4),
        (_LABEL, 18),
        (_VALUE, 26),
        (_VERSUS, 16),
        (_PICTURE, 20),
        (_PICTURE + 1, 6),
    ):
        sheet.set_row(row, height)
    _pictures(look, sheet)
    for row, name in enumerate(("outlook", "people", "weeks", "cash", "data"), _HEADLINES):
        _headline(look, sheet, row, name)
    sheet.set_row(_HEADLINES + 5, 6)
    sheet.insert_chart(
        _CHARTS,
        0,
        weekly_chart(look),
        _placed(
            "Columns: revenue of each full week, blue where it reached the week's target, orange where not; lines: target and 4-week average."
        ),
    )
    sheet.insert_chart(
        _CHARTS,
        3,
        _attainment(look),
        _placed(
            "Bars: attainment to date of the company and of each rep; the dark mark is the target, 100%.",
            x=_WIDE // 2 + 4,
        ),
    )
    look.section(sheet, _CASH, _LAST, "Receivables")
    sheet.write_formula(
        _CASH,
        _LAST,
        '=HYPERLINK("#Receivables!A1","Receivables ▸")',
        look.style(font_color=BLUE, align="right", bottom=2, bottom_color=NAVY),
        "Receivables ▸",
    )
    sheet.insert_chart(_CASH + 1, 0, _ages(look), _placed("Columns: open amounts by days past due.", y=4))
    sheet.insert_chart(
        _CASH + 1,
        2,
        debtors_chart(look),
        _placed("Stacked bars: the largest debtors, not yet due, overdue up to 90 days, and over 90 days.", x=8, y=4),
    )
    _overdue(look, sheet)
    look.paper(sheet, pages_tall=1)
    sheet.print_area(0, 0, _LIST + 1, _LAST)
    sheet.set_first_sheet()
    sheet.activate()


def _placed(alt: str, x: int = 0, y: int = 0) -> dict[str, Any]:
    return {"description": alt, "object_position": 2, "x_offset": x, "y_offset": y}


def _band(look: Look, sheet: Worksheet) -> None:
    sheet.set_row(0, 34)
    sheet.set_row(1, 20)
    for row in (0, 1):
        for column in range(_LAST + 1):
            sheet.write_blank(row, column, None, look.style(bg_color=NAVY))
    sheet.write_string(
        0, 0, "Sales against target", look.style(bg_color=NAVY, font_color=WHITE, bold=True, font_size=19, indent=1)
    )
    sheet.write_string(
        0,
        _LAST,
        "{{ as_of }}",
        look.style(bg_color=NAVY, font_color=WHITE, bold=True, font_size=12, num_format=DAY, align="right", indent=1),
    )
    sheet.write_string(1, 0, "{{ company }} · {{ period }}", look.style(bg_color=NAVY, font_color=PALE_BLUE, indent=1))
    sheet.write_formula(
        1,
        _LAST,
        '=HYPERLINK("#About!A1","How to read this ▸")',
        look.style(bg_color=NAVY, font_color=WHITE, font_size=8.5, align="right", indent=1),
        "How to read this ▸",
    )


def _tile(look: Look, sheet: Worksheet, column: int, name: str, words: str) -> None:
    """One figure: what it is, how much, and against what, in words that the number format chooses by sign."""
    edge = {"right": 5, "right_color": WHITE} if column < _LAST else {}
    sheet.write_blank(_ACCENT, column, None, look.style(bg_color="#A9B4C2", **edge))
    sheet.write_string(
        _LABEL,
        column,
        f"{{{{ {name}.label }}}}",
        look.style(bg_color=TILE, font_color=GREY, font_size=8.5, indent=1, shrink=True, **edge),
    )
    sheet.write_string(
        _VALUE,
        column,
        f"{{{{ {name}.value }}}}",
        look.style(
            bg_color=TILE,
            font_color=NAVY,
            bold=True,
            font_size=17,
            align="left",
            indent=1,
            shrink=True,
            num_format="0.0%",
            **edge,
        ),
    )
    sheet.write_string(
        _VERSUS,
        column,
        f"{{{{ {name}.versus }}}}",
        look.style(
            bg_color=TILE,
            font_color=GREY,
            bold=True,
            font_size=8,
            align="left",
            indent=1,
            num_format=words,
            shrink=True,
            **edge,
        ),
    )
    versus = xl_rowcol_to_cell(_VERSUS, column)
    good, bad = f"=AND(ISNUMBER({versus}),{versus}>=0)", f"=AND(ISNUMBER({versus}),{versus}<0)"
    for test, colour, text in ((good, BLUE, BLUE), (bad, ORANGE, DARK_ORANGE)):
        sheet.conditional_format(
            _ACCENT,
            column,
            _ACCENT,
            column,
            {"type": "formula", "criteria": test, "format": look.book.add_format({"bg_color": colour})},
        )
        sheet.conditional_format(
            _VERSUS,
            column,
            _VERSUS,
            column,
            {"type": "formula", "criteria": test, "format": look.book.add_format({"font_color": text})},
        )


def _pictures(look: Look, sheet: Worksheet) -> None:
    """The small pictures at the feet of the tiles."""
    for column, (name, _) in enumerate(_TILES):
        edge = {"right": 5, "right_color": WHITE} if column < _LAST else {}
        body = look.style(bg_color=TILE, font_color=GREY, font_size=8, align="right", num_format="0%", **edge)
        if name in {"revenue", "week"}:
            sheet.write_blank(_PICTURE, column, None, body)
        else:
            sheet.write_string(_PICTURE, column, f"{{{{ {name}.share }}}}", body)
            colour = PALE_ORANGE if name in {"overdue", "old"} else PALE_BLUE
            look.bar(sheet, _PICTURE, column, max_type="num", max_value=1.25, bar_color=colour, bar_border_color=colour)
    row = chart_data.WEEKS
    wins = {
        "range": f"'Chart data'!G{row + 1}:G{row + 1}",
        "type": "win_loss",
        "series_color": BLUE,
        "negative_points": True,
        "negative_color": ORANGE,
    }
    columns = {
        "range": f"'Chart data'!H{row + 1}:H{row + 1}",
        "type": "column",
        "series_color": LIGHT_BLUE,
        "last_point": True,
        "last_color": BLUE,
        "min": 0,
    }
    sheet.add_sparkline(_PICTURE, 0, wins)
    sheet.add_sparkline(_PICTURE, 3, columns)


def _headline(look: Look, sheet: Worksheet, row: int, name: str) -> None:
    line = {"bottom": 1, "bottom_color": HAIRLINE}
    sheet.set_row(row, 18)
    for column in range(1, _LAST + 1):
        sheet.write_blank(row, column, None, look.style(**line))
    sheet.write_string(row, 0, name.capitalize(), look.style(bold=True, font_color=BLUE, indent=1, **line))
    sheet.write_string(row, 1, f"{{{{ headlines.{name} }}}}", look.style(**line))


def _axis(**more: Any) -> dict[str, Any]:
    return {
        "num_font": chart_text(7.5),
        "line": {"color": HAIRLINE},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        **more,
    }


def weekly_chart(look: Look) -> Any:
    """Weekly columns in two series, so that the colours follow the figures, with target and average as lines."""
    row, chart = chart_data.WEEKS, look.book.add_chart({"type": "column"})
    labels = feed(row, 0)
    for column, colour in ((2, LIGHT_BLUE), (3, PALE_ORANGE)):
        chart.add_series(
            {
                "name": ["Chart data", row - 1, column],
                "categories": labels,
                "values": feed(row, column),
                "fill": {"color": colour},
                "border": {"none": True},
                "gap": 35,
                "overlap": 100,
            }
        )
    lines = look.book.add_chart({"type": "line"})
    for column, colour, dash in ((4, INK, "square_dot"), (5, BLUE, "solid")):
        lines.add_series(
            {
                "name": ["Chart data", row - 1, column],
                "categories": labels,
                "values": feed(row, column),
                "line": {"color": colour, "width": 1.75, "dash_type": dash},
                "marker": {"type": "none"},
            }
        )
    chart.combine(lines)
    titled(chart, "Revenue per week ({{ unit }})")
    chart.set_x_axis(_axis(text_axis=True))
    chart.set_y_axis(
        _axis(
            min=0,
            num_format="#,##0.##",
            major_gridlines={"visible": True, "line": {"color": HAIRLINE, "width": 0.5}},
            line_none=True,
        )
    )
    chart.set_legend({"position": "bottom", "font": chart_text(7.5)})
    chart.set_size({"width": 3 * _WIDE + _WIDE // 2, "height": 14 * _HIGH - 6})
    return chart


def _attainment(look: Look) -> Any:
    """One stacked bar per rep: what is reached, what is short, a mark at the target, what is over it."""
    row, chart = chart_data.REPS, look.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, colour in ((1, BLUE), (2, ORANGE), (3, ""), (4, INK), (5, BLUE)):
        fill = {"color": colour} if colour else {"none": True}
        chart.add_series(
            {
                "name": ["Chart data", row - 1, column],
                "categories": feed(row, 0),
                "values": feed(row, column),
                "fill": fill,
                "border": {"none": True},
                "gap": 45,
            }
        )
    titled(chart, "Attainment to date, mark = target")
    chart.set_y_axis(_axis(num_font=chart_text(7.5, INK), line={"none": True}))
    chart.set_x_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 2 * _WIDE + _WIDE // 2 - 4, "height": 14 * _HIGH - 6})
    return chart


def _ages(look: Look) -> Any:
    row, chart = chart_data.AGES, look.book.add_chart({"type": "column"})
    for column, colour in ((1, PALE_BLUE), (2, ORANGE), (3, DARK_ORANGE)):
        chart.add_series({
            "name": ["Chart data", row - 1, column], "categories": feed(row, 0), "values": feed(row, column), "fill": {"color": colour},
            "border": {"none": True}, "gap": 40, "overlap": 100,
        })  # fmt: skip
    titled(chart, "Open by age ({{ open_unit }})")
    chart.set_x_axis(_axis())
    chart.set_y_axis(
        _axis(num_format="#,##0.##", major_gridlines={"visible": True, "line": {"color": HAIRLINE, "width": 0.5}})
    )
    chart.set_legend({"none": True})
    chart.set_size({"width": 2 * _WIDE, "height": 11 * _HIGH})
    return chart


def debtors_chart(look: Look) -> Any:
    """Stacked bars of the largest debtors."""
    row, chart = chart_data.DEBTORS, look.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, colour in ((1, PALE_BLUE), (2, ORANGE), (3, DARK_ORANGE)):
        chart.add_series(
            {
                "name": ["Chart data", row - 1, column],
                "categories": feed(row, 0),
                "values": feed(row, column),
                "fill": {"color": colour},
                "border": {"none": True},
                "gap": 45,
            }
        )
    titled(chart, "Largest debtors ({{ debtor_unit }})")
    chart.set_y_axis(_axis(num_font=chart_text(7.5, INK), interval_unit=1))
    chart.set_x_axis(
        _axis(
            min=0, num_format="#,##0.##", major_gridlines={"visible": True, "line": {"color": HAIRLINE, "width": 0.5}}
        )
    )
    chart.set_legend({"position": "bottom", "font": chart_text(7.5)})
    chart.set_size({"width": 4 * _WIDE - 8, "height": 11 * _HIGH})
    return chart


def _overdue(look: Look, sheet: Worksheet) -> None:
    """The largest overdue invoices; the page ends with them."""
    look.section(sheet, _LIST - 1, _LAST, "{{ overdue_title }}")
    look.table(sheet, _LIST, "top_overdue", [
        Column("Invoice"), Column("Customer", shrink=True), Column("Rep", shrink=True), Column("Due", DAY), Column("Days late", COUNT, bold=True), Column("Open", MONEY),
    ], filters=False)  # fmt: skip
    sheet.set_row(_LIST, 18)
    sheet.set_row(_LIST + 1, 15)
    late = xl_rowcol_to_cell(_LIST + 1, 4)
    sheet.conditional_format(
        _LIST + 1,
        4,
        _LIST + 1,
        4,
        {"type": "formula", "criteria": f"=N({late})>90", "format": look.book.add_format({"font_color": DARK_ORANGE})},
    )
