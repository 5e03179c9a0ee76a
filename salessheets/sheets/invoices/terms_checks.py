"""Payment terms must be whole: instalments numbered 1, 2, 3 that come to 100 %; and every invoice must have some."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from salessheets.core.book import Book, Outcome, Table, found
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.texts import key_form, nearest

PORTIONS = Rule(
    "terms-portions",
    Severity.ERROR,
    "The portions of payment terms do not come to 100 %",
    "The rows of one name on Payment Terms are the instalments of an invoice, and their portions must come to 100 %. Until they "
    "do, the last instalment takes what is left of the invoice.",
    """
Payment Terms
Terms | Line | Portion % | Days | End of month | Counts from
Half  | 1    | 50%       | 30   | No           | Invoice date
Half  | 2    | 40%       | 60   | No           | Invoice date
""",
)
LINES = Rule(
    "terms-lines",
    Severity.WARNING,
    "The lines of payment terms are not numbered 1, 2, 3",
    "A number is missing among the instalments of these terms. Perhaps a row was deleted; check that the terms are complete.",
    """
Payment Terms
Terms | Line | Portion % | Days | End of month | Counts from
Half  | 1    | 50%       | 30   | No           | Invoice date
Half  | 3    | 50%       | 60   | No           | Invoice date
""",
)
NO_TERMS = Rule(
    "invoice-without-terms",
    Severity.WARNING,
    "An invoice has no known terms, so it is due on its own date",
    "The due date follows from the terms of the invoice. Without terms that stand on the Payment Terms sheet the invoice counts "
    "as due on its own date, so that it does not vanish from the overdue list. Choose its terms, or type a Due date override.",
    """
Payment Terms
Terms | Line | Portion % | Days | End of month | Counts from
NET30 | 1    | 100%      | 30   | No           | Invoice date

Invoices
Invoice No | Type    | Date       | Customer ID | Terms | Currency | Net    | Tax  | Status | Dispute
INV-0001   | Invoice | 2026-03-02 | C1          | NET3O | EUR      | 100.00 | 0.00 | Sent   | No
""",
)
TERMS_RULES = (PORTIONS, LINES, NO_TERMS)


def terms_in_order(book: Book) -> Outcome:
    """Step: portions and lines of Payment Terms, and invoices without known terms."""
    return found((*_whole(book.table("Payment Terms")), *_without(book)))


def _whole(table: Table) -> Iterator[Finding]:
    frame = table.frame[table.frame["Terms"] != ""]
    for _, rows in frame.groupby(frame["Terms"].map(key_form), sort=False):
        name, last = rows["Terms"].iloc[0], rows.index[-1]
        total = round(float(rows["Portion %"].sum()) * 100, 6)
        if rows["Portion %"].notna().all() and abs(total - 100) > 1e-4:
            wrong = f"The portions of {name} come to {total:g} %."
            yield table.find(
                PORTIONS, last, "Portion %", wrong, "Change them so that they come to 100 %.", f"{total:g} %"
            )
        yield from _contiguous(table, rows, str(name))


def _contiguous(table: Table, rows: pd.DataFrame, name: str) -> Iterator[Finding]:
    lines = sorted(int(line) for line in rows["Line"].dropna())
    missing = [line for line in range(1, len(lines) + 1) if line not in lines]
    if missing and len(set(lines)) == len(lines):
        wrong = f"{name} has no line {missing[0]}."
        yield table.find(LINES, rows.index[-1], "Line", wrong, "Number the lines 1, 2, 3, or add the missing row.")


def _without(book: Book) -> Iterator[Finding]:
    table, terms = book.table("Invoices"), book.frame("Payment Terms")["Terms"]
    if not len(terms):
        yield from _no_terms_at_all(table)
        return
    known = {key_form(name) for name in terms}
    frame = table.frame
    unknown = {name for name in frame["Terms"].unique() if key_form(name) not in known}
    if not unknown:
        return
    bare = frame["Terms"].isin(unknown) & frame["Due date override"].isna() & frame["Date"].notna()
    for row in frame.index[bare & (frame["Type"] != "Credit note") & (frame["Status"] != "Cancelled")]:
        name = str(frame.at[row, "Terms"])
        guess = nearest(name, list(terms)) if name else None
        wrong = f"{frame.at[row, 'Invoice No']!s} has {f'unknown terms {name}' if name else 'no terms'}; it counts as due on its own date."
        yield table.find(NO_TERMS, row, "Terms", wrong, f"Did you mean {guess}?" if guess else "Choose its terms.")


def _no_terms_at_all(table: Table) -> Iterator[Finding]:
    bare = int((table.frame["Due date override"].isna() & (table.frame["Type"] != "Credit note")).sum())
    if bare:
        wrong = f"There are no payment terms in this book, so {bare} invoice{'s count' if bare > 1 else ' counts'} as due on {'their' if bare > 1 else 'its'} own date."
        yield NO_TERMS.finding(
            "Invoices", wrong, "Fill the Payment Terms sheet.", column="Terms", key="no payment terms"
        )
