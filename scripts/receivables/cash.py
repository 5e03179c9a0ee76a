"""Page "Cash": what should come in, week by week."""

from __future__ import annotations

from sales_vs_target.look import BLUE, COUNT, DAY, MONEY, Column, Look

from receivables import charts

NAME, TAB = "Cash", BLUE
_LAST, _HEAD = 5, 20


def draw(look: Look) -> None:
    """A chart and its table."""
    sheet = look.pages[NAME]
    for column, width in enumerate((24, 15, 15, 12, 17, 19)):
        sheet.set_column(column, column, width)
    look.heading(sheet, _LAST, "Cash", "{{ company }} · expected after {{ as_of_text }} · {{ currency }}")
    told = "Columns: what should come in by week, open invoices that are neither overdue nor disputed, by due date."
    sheet.insert_chart(2, 0, charts.cash(look, 735, 300), charts.placed(told, x=2, y=6))
    look.section(
        sheet, _HEAD - 2, _LAST, "Expected by week of the due date",
        "Open invoices that are neither overdue nor disputed, at their full open amount.",
    )  # fmt: skip
    first = _HEAD + 2
    row = look.table(sheet, _HEAD, "expected", [
        Column("Week", total="Total"), Column("From", DAY), Column("To", DAY), Column("Invoices", COUNT, total="sum"),
        Column("Expected", MONEY, total="sum", bold=True), Column("Expected so far", MONEY, cell=f"=SUM(E${first}:E{first})"),
    ], filters=False)  # fmt: skip
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, row - 1, _LAST)
