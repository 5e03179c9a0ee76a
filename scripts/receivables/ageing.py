"""Page "Ageing": what each customer owes by age, with totals that tie to the ledger, and what is open by currency."""

from __future__ import annotations

from sales_vs_target.look import (
    COUNT,
    DARK_ORANGE,
    EXACT,
    MONEY,
    NAVY,
    ORANGE,
    PALE_ORANGE,
    SHARE,
    TILE,
    Column,
    Look,
    this_row,
)

NAME, TAB = "Ageing", ORANGE
_LAST, _HEAD = 9, 6
CLASSES = ("Class 1", "Class 2", "Class 3", "Class 4", "Class 5")
COLUMNS = ("Not due", *CLASSES, "Unapplied")


def draw(look: Look) -> None:
    """One table by customer, one by currency."""
    sheet = look.pages[NAME]
    for column, width in enumerate((32, 14, 13, 13, 13, 13, 13, 13, 15, 12)):
        sheet.set_column(column, column, width)
    look.heading(sheet, _LAST, "Ageing", "{{ company }} · open on {{ as_of_text }} · {{ currency }}", landscape=True)
    look.section(
        sheet, 3, _LAST, "By customer",
        "Days past due, by {{ ageing_by }}. Unapplied are credit notes and receipts not yet set against an invoice.",
    )  # fmt: skip
    label = look.style(bold=True, font_color=NAVY, font_size=8.5, align="right", indent=1, bg_color=TILE)
    words = {0: "Customer", 1: "Not due", 7: "Unapplied", 8: "Open", 9: "Past due"}
    for column, word in words.items():
        sheet.write_string(
            _HEAD - 1,
            column,
            word,
            label if column else look.style(bold=True, font_color=NAVY, font_size=8.5, indent=1, bg_color=TILE),
        )
    for at in range(1, 6):
        sheet.write_string(_HEAD - 1, at + 1, f"{{{{ classes.c{at} }}}}", label)
    total = "=" + "+".join(this_row("ageing", name) for name in COLUMNS)
    late = "+".join(this_row("ageing", name) for name in CLASSES)
    owes = f"({this_row('ageing', 'Not due')}+{late})"
    sums = "+".join(f"SUBTOTAL(109,ageing[{name}])" for name in CLASSES)
    whole = f"(SUBTOTAL(109,ageing[Not due])+{sums})"
    row = look.table(sheet, _HEAD, "ageing", [
        Column("Customer", total="Total", shrink=True), *(Column(name, MONEY, total="sum") for name in COLUMNS),
        Column("Open", MONEY, formula=total, total="sum", bold=True),
        Column("Past due", SHARE, formula=f'=IF(({late})=0,"",({late})/{owes})', total=f'=IF({whole}=0,"",({sums})/{whole})'),
    ], filters=False)  # fmt: skip
    unseen = look.style(font_size=1, font_color=TILE, bg_color=TILE, bottom=1, bottom_color=NAVY)
    for column, name in enumerate(("Customer", *COLUMNS, "Open", "Past due")):
        sheet.write_string(_HEAD, column, name, unseen)
    sheet.set_row(_HEAD, 3)  # the fields' own names, under those of the setting Age edges
    old = look.book.add_format({"font_color": DARK_ORANGE, "bold": True})
    cell = {"type": "cell", "criteria": ">", "value": 0, "format": old}
    sheet.conditional_format(_HEAD + 1, 6, _HEAD + 1, 6, cell)
    look.bar(sheet, _HEAD + 1, 9, max_type="num", max_value=1.5, bar_color=PALE_ORANGE, bar_border_color=PALE_ORANGE)
    look.section(
        sheet, row + 1, _LAST, "By currency",
        "Each paper at the rate that the book has for its date; amounts of different currencies are never added up unconverted.",
    )  # fmt: skip
    below = look.table(sheet, row + 3, "by_currency", [
        Column("Currency", total="Total"), Column("Papers", COUNT, total="sum"), Column("In that currency", EXACT), Column("In base currency", EXACT, total="sum"),
    ], filters=False)  # fmt: skip
    sheet.repeat_rows(_HEAD - 1, _HEAD)
    sheet.print_area(0, 0, below - 1, _LAST)
