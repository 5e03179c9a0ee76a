"""Page "Receivables": what customers owe by age, and the overdue invoices."""

from __future__ import annotations

from sales_vs_target.look import COUNT, DARK_ORANGE, DAY, MONEY, ORANGE, SHARE, Column, Look, this_row
from sales_vs_target.summary import debtors_chart

NAME, TAB = "Receivables", ORANGE
_LAST = 8
_AGES = 16
_CLASSES = ("Not due", "1-30", "31-60", "61-90", "Over 90", "Unapplied")


def draw(look: Look) -> None:
    """Ageing by customer, its chart, and the overdue list."""
    sheet = look.pages[NAME]
    for column, width in enumerate((30, 26, 15, 15, 15, 15, 15, 16, 12)):
        sheet.set_column(column, column, width)
    look.heading(
        sheet, _LAST, "Receivables", "{{ company }} · open on {{ as_of_text }} · {{ currency }}", landscape=True
    )
    chart = debtors_chart(look)
    chart.set_size({"width": 1125, "height": 262})
    sheet.insert_chart(
        2,
        0,
        chart,
        {
            "description": "Stacked bars: the largest debtors, not yet due, overdue up to 90 days, and over 90 days.",
            "object_position": 2,
            "y_offset": 6,
            "x_offset": 2,
        },
    )
    look.section(
        sheet,
        _AGES,
        _LAST,
        "Ageing by customer",
        "By days past due. Unapplied are credit notes and receipts that are not yet set against an invoice.",
    )
    total = "=SUM(" + ",".join(this_row("receivables", name) for name in _CLASSES) + ")"
    late = "+".join(this_row("receivables", name) for name in _CLASSES[1:5])
    whole = this_row("receivables", "Open")
    overdue = f'=IF(OR(N({whole})<=0,({late})=0),"",({late})/{whole})'
    parts = "+".join(f"SUBTOTAL(109,receivables[{name}])" for name in _CLASSES[1:5])
    columns = [Column("Customer", total="Total", shrink=True)]
    columns += [Column(name, MONEY, total="sum") for name in _CLASSES]
    columns += [Column("Open", MONEY, formula=total, total="sum", bold=True)]
    columns += [
        Column(
            "Overdue",
            SHARE,
            formula=overdue,
            total=f'=IF(SUBTOTAL(109,receivables[Open])=0,"",({parts})/SUBTOTAL(109,receivables[Open]))',
        )
    ]
    row = look.table(sheet, _AGES + 2, "receivables", columns)
    old = look.book.add_format({"font_color": DARK_ORANGE, "bold": True})
    sheet.conditional_format(_AGES + 3, 5, _AGES + 3, 5, {"type": "cell", "criteria": ">", "value": 0, "format": old})
    look.bar(sheet, _AGES + 3, 8, max_type="num", max_value=2, bar_color="#F2C9A0", bar_border_color="#F2C9A0")
    look.section(sheet, row + 1, _LAST, "Overdue invoices", "{{ overdue_note }}")
    sheet.set_h_pagebreaks([row + 1])
    head = row + 3
    below = look.table(sheet, head, "overdue_list", [
        Column("Customer", shrink=True), Column("Rep", shrink=True), Column("Invoice"), Column("Date", DAY), Column("Due", DAY), Column("Days late", COUNT, bold=True),
        Column("Promised", DAY), Column("Open", MONEY, total="sum"), Column("Status", shrink=True),
    ])  # fmt: skip
    sheet.write_string(
        below - 1, 0, "Total", look.style(bold=True, top=1, top_color="#12355B", font_color="#12355B", indent=1)
    )
    sheet.conditional_format(head + 1, 5, head + 1, 5, {"type": "cell", "criteria": ">", "value": 90, "format": old})
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, below - 1, _LAST)
