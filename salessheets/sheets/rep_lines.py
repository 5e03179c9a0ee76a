"""Who leads whom: the line of Reports to must end at somebody who reports to nobody."""

from __future__ import annotations

from collections.abc import Iterator

from salessheets.core.book import Book, Outcome, found
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.texts import key_form
from salessheets.sheets.cell_words import words

REPORTS_IN_CIRCLE = Rule(
    "reports-in-circle",
    Severity.ERROR,
    "Reps report to each other in a circle",
    "Team figures add up everyone who reports to a rep, directly or through others. When the line comes back to where it began, "
    "nobody is at its head. Clear Reports to for the one who leads.",
    """
Reps
Rep ID | Name      | E-mail             | Reports to | Started    | Time zone
R1     | Anita Rao | anita@acme.example | R1         | 2024-02-01 | Europe/London
""",
)
RULES = (REPORTS_IN_CIRCLE,)


def check_reporting_lines(book: Book) -> Outcome:
    """Step: nobody reports to themselves, directly or through others."""
    return found(_circles(book))


def _circles(book: Book) -> Iterator[Finding]:
    table = book.table("Reps")
    frame = table.frame
    leads = {
        key_form(rep): key_form(lead) for rep, lead in zip(frame["Rep ID"], frame["Reports to"], strict=True) if rep
    }
    for row, rep in frame["Rep ID"].items():
        if rep and _comes_back(key_form(rep), leads):
            wrong = f"Rep {rep} reports to {words(frame, row, 'Reports to')}, and that line leads back to {rep}."
            yield table.find(REPORTS_IN_CIRCLE, row, "Reports to", wrong, "Clear it for the one who leads the others.")


def _comes_back(rep: str, leads: dict[str, str]) -> bool:
    seen: set[str] = set()
    at = leads.get(rep, "")
    while at and at not in seen:
        if at == rep:
            return True
        seen.add(at)
        at = leads.get(at, "")
    return False
