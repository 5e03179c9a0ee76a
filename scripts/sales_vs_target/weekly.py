"""Page "Weekly": every week of the year so far against its target, with running totals."""

from __future__ import annotations

from sales_vs_target.look import BLUE, COUNT, DAY, MONEY, SHARE, SIGNED, Column, Look, this_row
from sales_vs_target.summary import weekly_chart

NAME, TAB = "Weekly", BLUE
_LAST = 10
_HEAD = 20


def draw(look: Look) -> None:
    """A chart of the last weeks and the table of all."""
    sheet = look.pages[NAME]
    for column, width in enumerate((9, 13, 14, 14, 13, 12, 9, 15, 15, 14, 12)):
        sheet.set_column(column, column, width)
    look.heading(
        sheet,
        _LAST,
        "Weekly",
        "{{ company }} · {{ weeks_title }} · {{ currency }}, counted at {{ counted_at }}",
        landscape=True,
    )
    chart = weekly_chart(look)
    chart.set_size({"width": 1025, "height": 335})
    sheet.insert_chart(
        2,
        0,
        chart,
        {
            "description": "Columns: revenue of each full week against its target; lines: target and 4-week average.",
            "object_position": 2,
            "y_offset": 6,
            "x_offset": 2,
        },
    )
    first = _HEAD + 2
    target, revenue = this_row("weekly", "Target"), this_row("weekly", "Revenue")
    look.table(sheet, _HEAD, "weekly", [
        Column("Week", total="Total"), Column("Starts", DAY), Column("Revenue", MONEY, total="sum", bold=True), Column("Target", MONEY, total="sum"),
        Column("Difference", SIGNED, formula=f'=IF(N({target})=0,"",{revenue}-{target})', total='=IF(SUBTOTAL(109,weekly[Target])=0,"",SUBTOTAL(109,weekly[Revenue])-SUBTOTAL(109,weekly[Target]))'),
        Column("Attainment", SHARE, formula=f'=IF(N({target})=0,"",{revenue}/{target})', total='=IF(SUBTOTAL(109,weekly[Target])=0,"",SUBTOTAL(109,weekly[Revenue])/SUBTOTAL(109,weekly[Target]))'),
        Column("Orders", COUNT, total="sum"),
        Column("Revenue so far", MONEY, cell=f"=SUM(C${first}:C{first})"), Column("Target so far", MONEY, cell=f"=SUM(D${first}:D{first})"),
        Column("Gap so far", SIGNED, cell=f'=IF(I{first}=0,"",H{first}-I{first})'), Column("Note"),
    ])  # fmt: skip
    look.good_and_bad(sheet, _HEAD + 1, 4)
    look.good_and_bad(sheet, _HEAD + 1, 9)
    look.bar(sheet, _HEAD + 1, 5, max_type="num", max_value=2)
    sheet.repeat_rows(_HEAD)
    sheet.print_area(0, 0, _HEAD + 2, _LAST)
