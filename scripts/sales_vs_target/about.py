"""Page "About": what each figure means and what the colours say."""

from __future__ import annotations

from sales_vs_target.look import (
    BLUE,
    DARK_ORANGE,
    GREY,
    HAIRLINE,
    INK,
    LIGHT_BLUE,
    NAVY,
    ORANGE,
    PALE_BLUE,
    PALE_ORANGE,
    Look,
)

NAME, TAB = "About", GREY
_LAST = 1
_FIGURES = (
    ("Revenue", "Net of tax, in {{ currency }}, counted at {{ counted_at }}, credit notes taken off. Foreign papers at the rate of their date."),
    ("Target to date", "The part of the revenue targets that falls on the days up to {{ as_of_text }}, that day included, spread as the sheet Targets says."),
    ("Attainment", "Revenue divided by target to date. Team targets are shown on their own and never added to the targets of the team's members."),
    ("At the pace of the last weeks", "Revenue to date plus the mean of the last four full weeks for every week that is left of the fiscal year."),
    ("Weeks", "The weeks of the book's week scheme from the one in which the fiscal year began. The week that is not over says so and is not in the chart, which shows the last 26."),
    ("4-week average", "The mean of a week and the three before it."),
    ("Attainment bars", "Reps with a target, best first, the company on top; of more than 14 the seven best and the seven last."),
    ("Open", "What was billed and sent less what is settled, by papers up to {{ as_of_text }}."),
    ("Overdue", "Open more than the grace days of the book after the due date. Its share is of what customers owe before anything unapplied is taken off."),
    ("Ages", "Days past due in classes of thirty days. Unapplied credit notes and receipts stand apart and are never netted into a class."),
    ("Others", "Small customers and invoices are added up in one row, so that every total is the total of the book."),
    ("Control", "Every total is added up live on the page Control and set against the documents. It says “ties” or “does not tie”."),
)  # fmt: skip
_COLOURS = (
    (BLUE, "● Blue", "On target or better; what is as it should be."),
    (ORANGE, "▼ Orange", "Behind target; overdue. The mark and the word beside it say the same without the colour."),
    (DARK_ORANGE, "▼ Dark orange", "Overdue for more than 90 days."),
    (LIGHT_BLUE, "Light blue", "A week that reached its target."),
    (PALE_ORANGE, "Pale orange", "A week behind its target."),
    (PALE_BLUE, "Pale blue", "Not due yet; bars behind figures."),
    (INK, "Black mark or dots", "The target."),
    (NAVY, "Navy", "Titles and totals."),
)


def draw(look: Look) -> None:
    """Two lists."""
    sheet = look.pages[NAME]
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 92)
    look.heading(
        sheet, _LAST, "About this report", "{{ company }} · made from the workbook {{ book }} as of {{ as_of_text }}"
    )
    look.section(sheet, 3, _LAST, "What the figures mean")
    line = {"bottom": 4, "bottom_color": HAIRLINE, "indent": 1}
    for row, (name, says) in enumerate(_FIGURES, 4):
        sheet.set_row(row, 26)
        sheet.write_string(row, 0, name, look.style(bold=True, font_color=BLUE, **line))
        sheet.write_string(row, 1, says, look.style(text_wrap=True, **line))
    first = 4 + len(_FIGURES) + 1
    look.section(sheet, first, _LAST, "What the colours say")
    for row, (colour, name, says) in enumerate(_COLOURS, first + 1):
        sheet.write_string(
            row,
            0,
            name,
            look.style(
                bold=True,
                font_color="#FFFFFF" if colour in {BLUE, ORANGE, DARK_ORANGE, INK, NAVY} else INK,
                bg_color=colour,
                indent=1,
                bottom=5,
                bottom_color="#FFFFFF",
            ),
        )
        sheet.write_string(row, 1, says, look.style(indent=1))
        sheet.set_row(row, 18)
    sheet.print_area(0, 0, first + len(_COLOURS), _LAST)
