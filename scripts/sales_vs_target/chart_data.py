"""Page "Chart data": what the charts draw, in a unit that suits the amounts. It stands last."""

from __future__ import annotations

from sales_vs_target.look import GREY, SHARE, Column, Look

NAME, TAB = "Chart data", GREY
WEEKS, REPS, AGES, DEBTORS = 5, 10, 15, 20
"""Pattern rows of the tables, from 0."""

_SCALED = "#,##0.00"


def draw(look: Look) -> None:
    """The feeds, one below the other, each free to grow."""
    sheet = look.pages[NAME]
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 7, 15)
    look.heading(
        sheet,
        7,
        "Chart data",
        "What the charts of this workbook draw. Weeks in {{ unit }}, ages in {{ open_unit }}, debtors in {{ debtor_unit }}.",
    )
    look.section(sheet, WEEKS - 2, 7, "Weeks")
    look.table(sheet, WEEKS - 1, "chart_weeks", [
        Column("Label"), Column("Week"), Column("On target", _SCALED), Column("Behind", _SCALED), Column("Target", _SCALED),
        Column("4-week average", _SCALED), Column("Difference", "+#,##0.00;-#,##0.00;0"), Column("Revenue", _SCALED),
    ], filters=False)  # fmt: skip
    look.section(sheet, REPS - 2, 7, "Attainment")
    look.table(sheet, REPS - 1, "chart_attainment", [
        Column("Label"), Column("Reached", SHARE), Column("Behind", SHARE), Column("Short", SHARE), Column("Mark", SHARE), Column("Over", SHARE),
    ], filters=False)  # fmt: skip
    look.section(sheet, AGES - 2, 7, "Open amounts by age")
    look.table(sheet, AGES - 1, "chart_ages", [
        Column("Age"), Column("Not due", _SCALED), Column("Overdue", _SCALED), Column("Over 90 days", _SCALED),
    ], filters=False)  # fmt: skip
    look.section(sheet, DEBTORS - 2, 7, "Largest debtors")
    look.table(sheet, DEBTORS - 1, "chart_debtors", [
        Column("Customer"), Column("Not due", _SCALED), Column("Up to 90 days", _SCALED), Column("Over 90 days", _SCALED),
    ], filters=False)  # fmt: skip
