"""What proves the report: findings of the book by rule, and the rows behind the figures."""

from __future__ import annotations

from salessheets.core.book import Book
from salessheets.core.findings import Severity
from salessheets.sheets import RULES

Row = dict[str, object]
_TITLES = {rule.id: rule.title for rule in RULES}
_MARKS = {severity.value: f"{severity.mark} {severity.value}" for severity in Severity}


def findings_by_rule(book: Book) -> list[Row]:
    """Open findings counted by severity and rule, the worst first."""
    frame = book.frame("Findings")
    frame = frame[(frame["State"] != "Accepted") & (frame["Finding"] != "")]
    rank = {severity.value: severity.rank for severity in Severity}
    if not len(frame):
        return [{"Severity": "● None", "What": "Nothing is wrong", "Sheet": "", "Findings": 0, "Rule": ""}]
    counts = frame.groupby(["Severity", "Rule", "Sheet"], observed=True, as_index=False).agg(
        Findings=("Finding", "size")
    )
    counts = counts.assign(rank=counts["Severity"].map(rank)).sort_values(
        ["rank", "Findings", "Rule", "Sheet"], ascending=[True, False, True, True], kind="stable"
    )
    return [
        {
            "Severity": _MARKS.get(severity, severity),
            "What": _TITLES.get(rule, rule),
            "Sheet": sheet,
            "Findings": int(count),
            "Rule": rule,
        }
        for severity, rule, sheet, count in counts[["Severity", "Rule", "Sheet", "Findings"]].itertuples(index=False)
    ]


def rows_used(book: Book) -> list[Row]:
    """Each sheet that the report reads: rows used, rows left out."""
    names = (
        "Orders",
        "Order Lines",
        "Deliveries",
        "Invoices",
        "Invoice Lines",
        "Receipts",
        "Allocations",
        "Targets",
        "Weekly Sales",
        "Reps",
        "Customers",
    )
    tables = [book.table(name) for name in names]
    return [
        {"Sheet": table.sheet.name, "Rows used": len(table.frame), "Left out": len(table.left_out)}
        for table in tables
        if table.exists or len(table.frame)
    ]


def data_headline(book: Book) -> str:
    """How much is wrong in the book, in a sentence for the first page."""
    frame = book.frame("Findings")
    counts = frame.loc[(frame["State"] != "Accepted") & (frame["Finding"] != ""), "Severity"].value_counts()
    told = [_counted(int(counts.get(name, 0)), word) for name, word in (("Error", "error"), ("Warning", "warning"))]
    told = [words for words in told if words]
    if not told:
        return "The last check of the workbook found no errors and no warnings."
    return f"{' and '.join(told)} in the workbook; the page Control counts them by rule."


def _counted(count: int, word: str) -> str:
    return "" if not count else f"{count:,} {word}{'s' if count > 1 else ''}"
