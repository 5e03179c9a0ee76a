"""The first sheet of a new book: what the colours mean, how to refresh, and what every sheet is for."""

from __future__ import annotations

from collections.abc import Sequence

from salessheets.core.sheet import Sheet, Upkeep
from salessheets.newbooks.columns import ADMINS, OURS
from salessheets.newbooks.marks import DISPUTED, DOUBTFUL, FAULTY, LATE, OVER
from salessheets.xlsx.newbook.plan import Highlight, Link, PageCell, PagePlan

NAME = "Start here"
_INK = "#1F3864"
_LINE = "#BFBFBF"
_GREY = "#595959"

GROUP_COLOURS = {
    "Setup": "#7F7F7F",
    "People": "#2E75B6",
    "Sales": "#548235",
    "Money": "#BF8F00",
    "Service": "#7030A0",
    "Targets": "#00808A",
    "Marketing": "#C55A92",
    "Control": "#C00000",
}
"""Group of sheets -> colour of its tabs."""

_KEEPERS = {
    Upkeep.ADMIN: "You",
    Upkeep.REBUILT: "salessheets, anew at every refresh",
    Upkeep.APPENDED: "salessheets adds rows",
}
_ROUTINE = (
    "1.  Work in the sheets as usual. New rows go directly below the last one.",
    "2.  Save and close the workbook.",
    "3.  Run:   salessheets refresh",
    "4.  Open it again. To Do says what comes first; Findings says what is wrong, where, and what to do about it.",
)
_PROMISES = (
    "Only the grey columns, and rows of sheets that salessheets keeps, are ever written. Everything else stays as you left it.",
    "A copy is kept before every change:   salessheets undo   brings back the book as it was before the last refresh.",
)


def start_here(sheets: Sequence[Sheet], title: str, file_name: str) -> PagePlan:
    """Plan the page.

    Args:
        sheets: Those of the book, left to right.
        title: Name of the company, "" where it is not known yet.
        file_name: Of the workbook, named in the instructions.
    """
    head = f"Sales book of {title}" if title else "Sales book"
    rows = [
        (PageCell(head, size=20, bold=True, ink=_INK),),
        (PageCell(f"{file_name}, kept with salessheets", ink=_GREY),),
        *_section("Every day", _ROUTINE),
        *_section("What you can rely on", _PROMISES),
        *_legend(),
        *_contents(sheets),
    ]
    return PagePlan(NAME, (24, 14, 88, 34), tuple(rows), _INK)


def _heading(text: str) -> tuple[PageCell, ...]:
    return (PageCell(text, size=13, bold=True, ink=_INK),)


def _section(title: str, lines: Sequence[str]) -> list[tuple[PageCell, ...]]:
    return [(), _heading(title), *((PageCell(line),) for line in lines)]


def _legend() -> list[tuple[PageCell, ...]]:
    owners = (
        (PageCell("Yours", fill=ADMINS.header_fill, ink=ADMINS.header_ink, bold=True), "Dark blue header: you fill the column in, and nobody else writes there."),
        (PageCell("salessheets", fill=OURS.header_fill, ink=OURS.header_ink, bold=True), "Grey header: kept for salessheets, which replaces what stands there. A few stay empty until a later version fills them."),
        (PageCell("1,240.00", fill=OURS.fill, ink=OURS.ink, italic=True), "Grey slanted cells: values of such a column."),
    )  # fmt: skip
    signals = (
        ("Overdue", LATE, "Overdue, late, breached: somebody has to act. The word stands in the row, in Payment status, Progress or Clock."),
        ("Disputed", DISPUTED, "Disputed, on hold, put off: it waits for a decision."),
        ("Unmatched", DOUBTFUL, "Doubtful: look at it."),
        ("C00999", FAULTY, "An open finding names this cell. The Findings sheet says what is wrong with it."),
        ("Cancelled", OVER, "Over: cancelled, closed, accepted."),
    )  # fmt: skip
    return [
        (),
        _heading("What the colours mean"),
        *((sample, PageCell(text)) for sample, text in owners),
        *((_sample(word, look), PageCell(text)) for word, look, text in signals),
    ]


def _sample(word: str, look: Highlight) -> PageCell:
    return PageCell(word, fill=look.fill, ink=look.ink, bold=look.bold, line=look.line)


def _contents(sheets: Sequence[Sheet]) -> list[tuple[PageCell, ...]]:
    head = tuple(
        PageCell(text, bold=True, line=_INK) for text in ("Sheet", "Group", "What it is for", "Who makes its rows")
    )
    return [(), _heading("The sheets"), head, *(_line(sheet) for sheet in sheets)]


def _line(sheet: Sheet) -> tuple[PageCell, ...]:
    return (
        PageCell(Link(f"{sheet.name}!A1", sheet.name), line=_LINE),
        PageCell(sheet.group, ink=GROUP_COLOURS.get(sheet.group, ""), bold=True, line=_LINE),
        PageCell(sheet.purpose, wrap=True, line=_LINE),
        PageCell(_KEEPERS[sheet.upkeep], wrap=True, line=_LINE),
    )
