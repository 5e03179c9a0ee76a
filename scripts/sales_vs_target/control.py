"""Page "Control": every check with both its sides and a live word, findings by rule, rows behind the figures."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from sales_vs_target.look import BLUE, COUNT, DARK_ORANGE, EXACT, GREY, HAIRLINE, NAVY, TILE, Column, Look

NAME, TAB = "Control", GREY
_LAST = 4
_TOP = 6
_AGES = ("Not due", "1-30", "31-60", "61-90", "Over 90")
_CHECKS = (
    ("Revenue of all reps, year to date", "=SUM(attainment_year[Revenue])", "the documents of the year", "{{ documents_year }}"),
    ("Revenue of all quarters", "=SUM(attainment_quarter[Revenue])", "the documents of the year", "{{ documents_year }}"),
    ("Revenue of all months", "=SUM(attainment_month[Revenue])", "the documents of the year", "{{ documents_year }}"),
    ("Revenue of all weeks", "=SUM(weekly[Revenue])", "the documents of these weeks", "{{ documents_weeks }}"),
    ("Ages, not due and unapplied", "=" + "+".join(f"SUM(receivables[{name}])" for name in (*_AGES, "Unapplied")), "billed less settled less receipts not applied", "{{ ledger_open }}"),
    ("Overdue list", "=SUM(overdue_list[Open])", "overdue invoices of the book", "{{ ledger_overdue }}"),
    ("Open of all customers", "=SUM(receivables[Open])", "billed less settled less receipts not applied", "{{ ledger_open }}"),
)  # fmt: skip


def draw(look: Look) -> None:
    """Checks first, then findings, then rows."""
    sheet = look.pages[NAME]
    for column, width in enumerate((34, 42, 18, 18, 20)):
        sheet.set_column(column, column, width)
    look.heading(
        sheet, _LAST, "Control", "{{ company }} · workbook {{ book }} · as of {{ as_of_text }} · {{ currency }}"
    )
    look.section(
        sheet,
        3,
        _LAST,
        "Does it tie?",
        "Left: what this workbook shows, added up live. Right: the same from the documents of the book.",
    )
    last = _checks(look, sheet)
    look.section(sheet, last + 2, _LAST, "Where the open amount comes from")
    for at, (name, formula) in enumerate(
        (
            ("Billed and sent", "{{ billed }}"),
            ("Settled", "{{ settled }}"),
            ("Receipts not applied", "{{ unapplied }}"),
        ),
        last + 3,
    ):
        sheet.write_string(at, 0, name, look.style(indent=1, bottom=4, bottom_color=HAIRLINE))
        sheet.write_blank(at, 1, None, look.style(bottom=4, bottom_color=HAIRLINE))
        sheet.write_string(
            at, 2, formula, look.style(num_format=EXACT, align="right", indent=1, bottom=4, bottom_color=HAIRLINE)
        )
    at = last + 6
    bold = {"bold": True, "font_color": NAVY, "top": 1, "top_color": NAVY}
    sheet.write_string(at, 0, "Open", look.style(indent=1, **bold))
    sheet.write_blank(at, 1, None, look.style(**bold))
    sheet.write_formula(
        at, 2, f"=C{at - 2}-C{at - 1}-C{at}", look.style(num_format=EXACT, align="right", indent=1, **bold)
    )
    look.section(
        sheet,
        at + 2,
        _LAST,
        "Open findings by rule",
        "What the last check of the book found and nobody has accepted; the sheet Findings of the book lists each with its cell.",
    )
    row = look.table(
        sheet,
        at + 4,
        "findings_by_rule",
        [
            Column("Severity"),
            Column("What", shrink=True),
            Column("Sheet"),
            Column("Findings", COUNT),
            Column("Rule", shrink=True),
        ],
    )
    look.section(sheet, row + 1, _LAST, "Rows behind the figures")
    row = look.table(
        sheet, row + 2, "rows_used", [Column("Sheet"), Column("Rows used", COUNT), Column("Left out", COUNT)]
    )
    sheet.print_area(0, 0, row - 1, _LAST)
    sheet.repeat_rows(0, 1)


def _checks(look: Look, sheet: Worksheet) -> int:
    """The checks; the last row used."""
    head = look.style(bold=True, font_color=NAVY, font_size=8.5, bg_color=TILE, bottom=1, bottom_color=NAVY, indent=1)
    right = look.style(
        bold=True, font_color=NAVY, font_size=8.5, bg_color=TILE, bottom=1, bottom_color=NAVY, indent=1, align="right"
    )
    for column, (title, style) in enumerate(
        (("This workbook", head), ("against", head), ("Here", right), ("There", right), ("Result", head))
    ):
        sheet.write_string(_TOP - 1, column, title, style)
    line = {"bottom": 4, "bottom_color": HAIRLINE, "indent": 1}
    amount = look.style(num_format=EXACT, align="right", **line)
    for row, (name, formula, against, field) in enumerate(_CHECKS, _TOP):
        sheet.write_string(row, 0, name, look.style(**line))
        sheet.write_string(row, 1, against, look.style(font_color=GREY, **line))
        sheet.write_formula(row, 2, formula, amount)
        sheet.write_string(row, 3, field, amount)
        word = f'=IF(ROUND(C{row + 1}-D{row + 1},4)=0,"● ties","▼ does not tie")'
        sheet.write_formula(row, 4, word, look.style(bold=True, **line))
    last = _TOP + len(_CHECKS) - 1
    for mark, colour in (("●", BLUE), ("▼", DARK_ORANGE)):
        sheet.conditional_format(
            _TOP,
            4,
            last,
            4,
            {
                "type": "formula",
                "criteria": f'=LEFT($E{_TOP + 1},1)="{mark}"',
                "format": look.book.add_format({"font_color": colour}),
            },
        )
    return last
