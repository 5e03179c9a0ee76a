"""Page "Control": every check with both its sides and a live word, and where the open amount comes from."""

from __future__ import annotations

from sales_vs_target.look import BLUE, COUNT, DARK_ORANGE, EXACT, GREY, HAIRLINE, NAVY, TILE, Column, Look
from xlsxwriter.worksheet import Worksheet

from receivables.ageing import COLUMNS

NAME, TAB = "Control", GREY
_LAST, _TOP, _FLOW = 4, 6, 17
_AGES = "=" + "+".join(f"SUM(ageing[{name}])" for name in COLUMNS)
_OPEN = "billed less settled less receipts not applied"
_CHECKS = (
    ("Age classes, not due and unapplied", _AGES, _OPEN, "=C22"),
    ("Open of all customers", "=SUM(ageing[Open])", _OPEN, "=C22"),
    ("Open of all currencies", "=SUM(by_currency[In base currency])", _OPEN, "=C22"),
    ("Open by this page", "=C22", "open papers of the book", "{{ ledger_open }}"),
    ("Overdue list", "=SUM(overdue_list[Open])", "overdue invoices of the book", "{{ ledger_overdue }}"),
    ("Disputed list", "=SUM(disputed[Open])", "disputed invoices of the book", "{{ ledger_disputed }}"),
    ("Receipts and credit not applied", "=SUM(unapplied[Open])", "column Unapplied of Ageing", "=SUM(ageing[Unapplied])"),
    (
        "Expected cash", "=SUM(expected[Expected])", "open + unapplied - overdue - disputed + both",
        "=C22-SUM(ageing[Unapplied])-C11-C12+{both}",
    ),
)  # fmt: skip


def draw(look: Look) -> None:
    """Checks first, then the flow, then findings and rows."""
    sheet = look.pages[NAME]
    for column, width in enumerate((34, 42, 18, 18, 20)):
        sheet.set_column(column, column, width)
    says = "{{ company }} · workbook {{ book }} · as of {{ as_of_text }} · {{ currency }}"
    look.heading(sheet, _LAST, "Control", says)
    _checks(look, sheet)
    _flow(look, sheet)
    at = _FLOW + 8
    look.section(
        sheet, at, _LAST, "Open findings by rule",
        "What the last check of the book found and nobody has accepted; its sheet Findings lists each with its cell.",
    )  # fmt: skip
    row = look.table(sheet, at + 2, "findings_by_rule", [
        Column("Severity"), Column("What", shrink=True), Column("Sheet"), Column("Findings", COUNT), Column("Rule", shrink=True),
    ])  # fmt: skip
    look.section(
        sheet, row + 1, _LAST, "Rows behind the figures", "Rows left out are named on the sheet Findings of the book."
    )
    below = look.table(sheet, row + 3, "rows_used", [
        Column("Sheet"), Column("Rows used", COUNT), Column("Left out", COUNT),
    ], filters=False)  # fmt: skip
    sheet.print_area(0, 0, below - 1, _LAST)
    sheet.repeat_rows(0, 1)


def _checks(look: Look, sheet: Worksheet) -> None:
    look.section(
        sheet, 3, _LAST, "Does it tie?",
        "Left: what this workbook shows, added up live. Right: the same by the ledger of the book, or by another page.",
    )  # fmt: skip
    head = {"bold": True, "font_color": NAVY, "font_size": 8.5, "bg_color": TILE, "indent": 1}
    for column, title in enumerate(("This workbook", "against", "Here", "There", "Result")):
        align = "right" if title in {"Here", "There"} else "left"
        sheet.write_string(_TOP - 1, column, title, look.style(**head, align=align))
    line = {"bottom": 4, "bottom_color": HAIRLINE, "indent": 1}
    amount = look.style(num_format=EXACT, align="right", **line)
    for row, (name, here, against, there) in enumerate(_CHECKS, _TOP):
        sheet.write_string(row, 0, name, look.style(**line))
        sheet.write_string(row, 1, against, look.style(font_color=GREY, **line))
        sheet.write_formula(row, 2, here, amount)
        if there.startswith("="):
            sheet.write_formula(row, 3, there.replace("{both}", "C24"), amount)
        else:
            sheet.write_string(row, 3, there, amount)
        word = f'=IF(ROUND(C{row + 1}-D{row + 1},4)=0,"● ties","▼ does not tie")'
        sheet.write_formula(row, 4, word, look.style(bold=True, **line))
    for mark, colour in (("●", BLUE), ("▼", DARK_ORANGE)):
        sheet.conditional_format(_TOP, 4, _TOP + len(_CHECKS) - 1, 4, {
            "type": "formula", "criteria": f'=LEFT($E{_TOP + 1},1)="{mark}"', "format": look.book.add_format({"font_color": colour}),
        })  # fmt: skip


def _flow(look: Look, sheet: Worksheet) -> None:
    """Billed to open, and the part that is both overdue and disputed."""
    look.section(sheet, _FLOW, _LAST, "Where the open amount comes from")
    line = {"bottom": 4, "bottom_color": HAIRLINE, "indent": 1}
    bold = {"bold": True, "font_color": NAVY, "top": 1, "top_color": NAVY, "indent": 1}
    rows = (
        ("Billed and sent", "invoices and credit notes", "{{ billed }}", line),
        ("Settled", "payments, credit, discounts and write-offs set against them", "{{ settled }}", line),
        ("Receipts not applied", "what is left of receipts", "{{ receipts_left }}", line),
        ("Open", "", "=C19-C20-C21", bold),
        ("Overdue and disputed", "in both lists", "{{ ledger_both }}", line),
    )
    for at, (name, says, figure, form) in enumerate(rows):
        row = _FLOW + 1 + at + (at == len(rows) - 1)
        sheet.write_string(row, 0, name, look.style(**form))
        sheet.write_string(row, 1, says, look.style(**form | {"font_color": GREY, "bold": False}))
        amount = look.style(num_format=EXACT, align="right", **form)
        (sheet.write_formula if figure.startswith("=") else sheet.write_string)(row, 2, figure, amount)
