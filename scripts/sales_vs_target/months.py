"""Page "Months": attainment of every rep in every month of the fiscal year."""

from __future__ import annotations

from sales_vs_target.look import BLUE, GREY, LIGHT_BLUE, TILE, WHITE, Column, Look

NAME, TAB = "Months", BLUE
_LAST = 13
_HEAD = 6
_PERIODS = tuple(f"P{number:02d}" for number in range(1, 13))
_PALE = "#EFA85F"


def draw(look: Look) -> None:
    """One table, coloured by its figures."""
    sheet = look.pages[NAME]
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, _LAST, 8.5)
    look.heading(sheet, _LAST, "Months", "{{ company }} · {{ period }}", landscape=True)
    look.section(
        sheet,
        3,
        _LAST,
        "Attainment by rep and month",
        "Revenue divided by target; bluer is further over, more orange further behind, white at 100%. Blank: no target, or the month has not begun.",
    )
    label = look.style(font_color=GREY, font_size=8, align="center", bg_color=TILE)
    sheet.write_blank(_HEAD - 1, 0, None, label)
    sheet.write_blank(_HEAD - 1, _LAST, None, label)
    for place, period in enumerate(_PERIODS, 1):
        sheet.write_string(_HEAD - 1, place, f"{{{{ months.{period} }}}}", label)
    columns = [
        Column("Rep", bold=True, shrink=True),
        *(Column(period, "0%", tile=True) for period in _PERIODS),
        Column("Year", "0%", tile=True, bold=True),
    ]
    row = look.table(sheet, _HEAD, "attainment_map", columns, filters=False)
    sheet.set_row(_HEAD, 16)
    sheet.set_row(_HEAD + 1, 18)
    sheet.conditional_format(_HEAD + 1, 1, _HEAD + 1, _LAST, {
        "type": "3_color_scale", "min_type": "num", "mid_type": "num", "max_type": "num", "min_value": 0.5, "mid_value": 1, "max_value": 1.5,
        "min_color": _PALE, "mid_color": WHITE, "max_color": LIGHT_BLUE,
    })  # fmt: skip
    sheet.print_area(0, 0, row - 1, _LAST)
    sheet.repeat_rows(_HEAD - 1, _HEAD)
