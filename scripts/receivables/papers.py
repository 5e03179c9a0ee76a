"""Page "Papers": the overdue invoices, the disputed ones, and what is not applied yet."""

from __future__ import annotations

from sales_vs_target.look import COUNT, DARK_ORANGE, DAY, MONEY, ORANGE, Column, Look

NAME, TAB = "Papers", ORANGE
_LAST = 8


def draw(look: Look) -> None:
    """Three lists, one below the other."""
    sheet = look.pages[NAME]
    for column, width in enumerate((31, 22, 15, 14, 14, 12, 12, 14, 16)):
        sheet.set_column(column, column, width)
    look.heading(sheet, _LAST, "Papers", "{{ company }} · open on {{ as_of_text }} · {{ currency }}", landscape=True)
    look.section(
        sheet, 3, _LAST, "Overdue invoices", "{{ overdue_note }} Reminder is the level that is due by the book."
    )
    first = [
        Column("Customer", total="Total", shrink=True), Column("Rep", shrink=True), Column("Invoice"), Column("Date", DAY), Column("Due", DAY),
    ]  # fmt: skip
    row = look.table(sheet, 5, "overdue_list", [
        *first, Column("Days late", COUNT, bold=True), Column("Reminder", "0"), Column("Promised", DAY), Column("Open", MONEY, total="sum"),
    ])  # fmt: skip
    old = look.book.add_format({"font_color": DARK_ORANGE})
    sheet.conditional_format(6, 5, 6, 5, {"type": "cell", "criteria": ">", "value": 90, "format": old})
    sheet.set_h_pagebreaks([row + 1])
    look.section(
        sheet, row + 1, _LAST, "Disputed invoices", "{{ disputed_note }} Overdue ones stand in the list above too."
    )
    row = look.table(sheet, row + 3, "disputed", [
        *first, Column("Open", MONEY, total="sum"), Column("Reason"),
    ], filters=False)  # fmt: skip
    look.section(
        sheet, row + 1, _LAST, "Not applied yet",
        "Credit notes and receipts that are not set against an invoice; they lower what is open, but no age class.",
    )  # fmt: skip
    below = look.table(sheet, row + 3, "unapplied", [
        Column("Customer", total="Total", shrink=True), Column("Type"), Column("Invoice"), Column("Date", DAY), Column("Status", shrink=True), Column("Open", MONEY, total="sum"),
    ], filters=False)  # fmt: skip
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, below - 1, _LAST)
