"""Page "Chart data": what the charts draw, in a unit that suits the amounts. It stands last."""

from __future__ import annotations

from sales_vs_target.look import GREY, Column, Look

NAME, TAB = "Chart data", GREY
AGES, CASH = 6, 11
"""Pattern rows of the tables, from 0. The names of the age classes stand two rows above the first."""
CLASSES = ("Not due", "Class 1", "Class 2", "Class 3", "Class 4", "Class 5")
_SCALED = "#,##0.00"


def draw(look: Look) -> None:
    """The feeds, one below the other, each free to grow."""
    sheet = look.pages[NAME]
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 6, 14)
    look.heading(
        sheet, 6, "Chart data", "What the charts draw. Ages in {{ ages_unit }}, expected cash in {{ cash_unit }}."
    )
    look.section(sheet, AGES - 3, 6, "Open by customer and age")
    label = look.style(font_color=GREY, align="right")
    sheet.write_string(AGES - 2, 1, "Not due", label)
    for place in range(1, 6):
        sheet.write_string(AGES - 2, place + 1, f"{{{{ classes.c{place} }}}}", label)
    columns = [Column("Customer"), *(Column(name, _SCALED) for name in CLASSES)]
    look.table(sheet, AGES - 1, "chart_ages", columns, filters=False)
    look.section(sheet, CASH - 2, 6, "Expected cash")
    look.table(sheet, CASH - 1, "chart_cash", [Column("Week"), Column("Expected", _SCALED)], filters=False)
