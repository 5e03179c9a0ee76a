"""Page "About": what each figure means, what is left out, and what the colours say."""

from __future__ import annotations

from sales_vs_target.look import BLUE, DARK_ORANGE, GREY, HAIRLINE, INK, ORANGE, WHITE, Look

from receivables.charts import LADDER

NAME, TAB = "About", GREY
_LAST = 1
_FIGURES = (
    ("As of", "{{ as_of_text }}. Papers, payments and credit dated later do not count, so the report of a past day can be made again."),
    ("Open", "Gross of every sent paper up to that day less what is settled: payments, credit, discounts and write-offs."),
    ("Owed by customers", "Open on invoices, before credit notes and receipts that are not applied yet are taken off."),
    ("Overdue", "{{ overdue_means }} the due date. Due on the as-of day is not overdue. The share is of what customers owe."),
    ("Age classes", "Days past due by {{ ageing_by }}, in the classes of the setting Age edges; more than five run together in the last. An invoice inside the grace days is not due."),
    ("Not applied yet", "Credit notes and receipts that nobody has set against an invoice. They stand apart, below zero, and lower no age class."),
    ("Expected cash", "Open invoices that are neither overdue nor disputed, at their due date. A week is seven days, the first begins the day after the as-of day; what is due on that day or past due within the grace days counts in the first."),
    ("Days sales outstanding", "What customers owe divided by what was billed in three months ({{ speed.days }} days to {{ as_of_text }}, credit notes taken off), times those days."),
    ("By countback", "Days of the latest billing that add up to what customers owe, month by month back from the as-of day, twelve months at most."),
    ("Collected", "Of what could be collected in these three months, the share that was: (owed three months ago + billed - owed now) / (owed three months ago + billed - owed now and not overdue)."),
    ("Reminder", "The level that is due by the column Reminder due of the sheet Invoices; blank where there is none."),
    ("Currency", "All amounts in {{ currency }}, foreign papers at the rate that the book has for their date; the page Ageing tells each currency's own sum."),
    ("Left out", "Drafts, cancelled papers, papers dated after the as-of day, papers without a date, and foreign papers for which the book has no rate. The sheet Findings of the book names them."),
    ("Added up", "Customers beyond the first 59, and papers of a list beyond the first 199, stand together in its last row, so that every total is the total of the book."),
)  # fmt: skip
_SPEED = (
    ("Days sales outstanding", "{{ speed.simple }}", "0.0"),
    ("By countback", "{{ speed.countback }}", "0.0"),
    ("Collected", "{{ speed.effectiveness }}", "0.0%"),
    ("Billed in these three months", "{{ speed.billed }}", "#,##0.00;-#,##0.00"),
)
_COLOURS = (
    (LADDER[0], "Pale blue", "Not due yet."),
    (LADDER[1], "Pale orange", "The youngest class past due; older classes are darker, so that they can be told apart in grey too."),
    (LADDER[5], "Brown", "The oldest class."),
    (ORANGE, "▼ Orange", "What is late. The mark or the word beside it says the same without the colour."),
    (DARK_ORANGE, "Dark orange", "More than 90 days late; something in the oldest class."),
    (BLUE, "● Blue", "What is as it should be; expected cash."),
)  # fmt: skip


def draw(look: Look) -> None:
    """Figures, definitions, colours."""
    sheet = look.pages[NAME]
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 92)
    says = "{{ company }} · made from the workbook {{ book }} as of {{ as_of_text }}"
    look.heading(sheet, _LAST, "About this report", says)
    line = {"bottom": 4, "bottom_color": HAIRLINE, "indent": 1}
    name_style = look.style(bold=True, font_color=BLUE, **line)
    look.section(sheet, 3, _LAST, "How fast customers pay")
    for row, (name, value, number) in enumerate(_SPEED, 4):
        sheet.write_string(row, 0, name, name_style)
        sheet.write_string(row, 1, value, look.style(align="left", num_format=number, **line))
    first = 4 + len(_SPEED) + 1
    look.section(sheet, first, _LAST, "What the figures mean")
    for row, (name, meaning) in enumerate(_FIGURES, first + 1):
        sheet.set_row(row, 26 if len(meaning) > 100 else 16)
        sheet.write_string(row, 0, name, name_style)
        sheet.write_string(row, 1, meaning, look.style(text_wrap=True, **line))
    first += len(_FIGURES) + 2
    look.section(sheet, first, _LAST, "What the colours say")
    dark = {LADDER[5], ORANGE, DARK_ORANGE, BLUE}
    for row, (colour, name, meaning) in enumerate(_COLOURS, first + 1):
        form = {"bg_color": colour, "font_color": WHITE if colour in dark else INK}
        sheet.write_string(row, 0, name, look.style(bold=True, indent=1, bottom=5, bottom_color=WHITE, **form))
        sheet.write_string(row, 1, meaning, look.style(indent=1))
        sheet.set_row(row, 18)
    sheet.print_area(0, 0, first + len(_COLOURS), _LAST)
