"""Which words of a sheet light up. The word always stands in the row, so that the colour is never the only signal."""

from __future__ import annotations

from salessheets.core.findings import Severity
from salessheets.core.sheet import Sheet
from salessheets.xlsx.newbook.plan import FormulaMark, Highlight, Mark

LATE = Highlight(fill="#FCE4D6", ink="#843C0C")
"""Overdue, late, breached: somebody has to act."""

DISPUTED = Highlight(fill="#E4DFEC", ink="#403151")
"""Contested or held: it waits for a decision."""

DOUBTFUL = Highlight(fill="#FFF2CC", ink="#7F6000")
"""Look at it."""

OVER = Highlight(ink="#A6A6A6")
"""Done, cancelled or accepted."""

FAULTY = Highlight(fill="#F8CBAD", ink="#7B1C00", bold=True, line="#C00000")
"""The cell that an open finding names."""

FINDING_NAMES = {
    "FindingSheet": "=tFindings[Sheet]",
    "FindingCell": "=tFindings[Cell]",
    "FindingState": "=tFindings[State]",
}
"""Defined names by which a highlight looks a cell up among the open findings."""


def _severity(severity: Severity, fill: str, ink: str) -> Mark:
    look = Highlight(fill, ink, bold=True, number_format=f'"{severity.mark} "@')
    return Mark("Severity", (severity.value,), look, whole_row=False)


MARKS: dict[str, tuple[Mark, ...]] = {
    "Customers": (
        Mark("Health", ("At risk", "Lost"), LATE, whole_row=False),
        Mark("Health", ("Slipping",), DOUBTFUL, whole_row=False),
        Mark("Status", ("On hold",), DISPUTED),
        Mark("Status", ("Inactive", "Merged"), OVER),
    ),
    "Contacts": (
        Mark("E-mail state", (), DOUBTFUL, whole_row=False, but=("OK",)),
        Mark("Left company", ("Yes",), OVER),
    ),
    "Payment Accounts": (Mark("Account check", (), DOUBTFUL, but=("OK",)), Mark("Status", ("Closed",), OVER)),
    "Quotes": (Mark("State", ("Expired",), DOUBTFUL), Mark("State", ("Lost", "Superseded"), OVER)),
    "Contracts": (Mark("Stage", ("Notice window",), DOUBTFUL), Mark("Stage", ("Ended",), OVER)),
    "Orders": (
        Mark("Progress", ("Late", "Over-delivered"), LATE),
        Mark("Progress", ("On hold",), DISPUTED),
        Mark("Progress", ("Delivered, to invoice",), DOUBTFUL),
        Mark("Progress", ("Cancelled",), OVER),
    ),
    "Deliveries": (Mark("Status", ("Failed",), LATE), Mark("Delivery check", (), DOUBTFUL, but=("OK",))),
    "Invoices": (
        Mark("Payment status", ("Overdue",), LATE),
        Mark("Payment status", ("Disputed",), DISPUTED),
        Mark("Payment status", ("Overpaid",), DOUBTFUL),
        Mark("Payment status", ("Cancelled", "Written off", "Credited"), OVER),
        Mark("Match check", (), DOUBTFUL, whole_row=False, but=("OK",)),
    ),
    "Receipts": (
        Mark("Match", ("Duplicate?", "Unknown payer"), LATE),
        Mark("Match", ("Suggested", "Ambiguous", "Unmatched"), DOUBTFUL),
    ),
    "Requests": (
        Mark("Clock", ("Breached",), LATE),
        Mark("Clock", ("Due soon",), DOUBTFUL),
        Mark("Clock", ("Done",), OVER),
    ),
    "Front Desk": (Mark("Flag", (), LATE),),
    "Diary": (
        Mark("Clash", (), LATE),
        Mark("Warning", (), DOUBTFUL),
        Mark("Status", ("Cancelled", "Not held"), OVER),
    ),
    "Campaigns": (Mark("Status", ("Paused",), DISPUTED), Mark("Status", ("Done",), OVER)),
    "Mailing Log": (Mark("Decision", (), OVER, but=("Include",)), Mark("Result", ("Bounced", "Returned"), DOUBTFUL)),
    "To Do": (Mark("Done", ("Yes",), OVER), Mark("Done", ("Later",), DISPUTED)),
    "Findings": (
        Mark("State", ("Accepted",), OVER),
        _severity(Severity.ERROR, "#F8CBAD", "#7B1C00"),
        _severity(Severity.WARNING, "#FFF2CC", "#7F6000"),
        _severity(Severity.HINT, "#DDEBF7", "#1F3864"),
    ),
}
"""Sheet -> its highlights, the strongest first."""


def marks_of(sheet: Sheet) -> tuple[Mark | FormulaMark, ...]:
    """The highlights of a sheet: first the cells that open findings name, then the telling words."""
    if sheet.name == "Findings":
        return MARKS["Findings"]
    return (FormulaMark(_named_by_finding(sheet.name), FAULTY), *MARKS.get(sheet.name, ()))


def _named_by_finding(sheet: str) -> str:
    """True for a cell that an open finding names. No part of it makes Excel calculate at every keystroke.

    Nearly every cell is settled by the MATCH alone, so that counting by three conditions is left to the few that it names.
    """
    here = "ADDRESS(ROW(),COLUMN(),4)"
    counted = f'COUNTIFS(FindingSheet,"{sheet}",FindingCell,{here},FindingState,"Open")>0'
    return f"=IF(ISNA(MATCH({here},FindingCell,0)),FALSE,{counted})"
