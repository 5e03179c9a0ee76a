"""Cells that do not fit their column's type, and needed cells that are empty."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from salessheets.core.book import Book, Misfit, Table
from salessheets.core.columns import Column, Kind
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.texts import listed

ERROR_CELL = Rule(
    "error-cell",
    Severity.ERROR,
    "A cell shows an Excel error",
    "An error such as #N/A or #DIV/0! stands where a value should be. The cell counts as empty, and sums that would need it "
    "are short. Repair the formula or type the value.",
    """
Taxes
Tax code | Rate | Valid from | Label
S20      | #N/A | 2011-01-04 | VAT 20%
""",
)
UNCACHED_FORMULA = Rule(
    "formula-without-value",
    Severity.ERROR,
    "A formula has never been calculated",
    "The workbook was written by a program that does not calculate, so the formula's value is not in the file. Open the workbook "
    "in Excel, save it once, and refresh again.",
)
NUMBER_AS_TEXT = Rule(
    "number-as-text",
    Severity.ERROR,
    "A number is stored as text",
    "Excel does not add up numbers that are stored as text, and neither does this program guess: 1.234 is one thousand two "
    "hundred and thirty-four in one country and one and a bit in another. The cell counts as empty until it is a real number. "
    "Type the number again, or use the little green triangle and choose Convert to Number.",
    """
Taxes
Tax code | Rate  | Valid from | Label
S20      | '20 % | 2011-01-04 | VAT 20%
""",
)
DATE_AS_TEXT = Rule(
    "date-as-text",
    Severity.ERROR,
    "A date is stored as text",
    "Text that looks like a date cannot be sorted or counted with, and 05/02/2026 means two different days in two countries. "
    "The cell counts as empty until it is a real date; the finding shows what was probably meant. Type the date again.",
    """
Taxes
Tax code | Rate | Valid from  | Label
S20      | 20%  | '04.01.2011 | VAT 20%
""",
)
WRONG_TYPE = Rule(
    "wrong-type",
    Severity.ERROR,
    "A value does not fit its column",
    "The column takes numbers, dates or times, and something else stands in it. The cell counts as empty.",
    """
Taxes
Tax code | Rate        | Valid from | Label
S20      | 'see Asha   | 2011-01-04 | VAT 20%
""",
)
ODD_VALUE = Rule(
    "odd-value",
    Severity.WARNING,
    "A value was probably meant otherwise",
    "The value can be read, but something about it is unusual: more decimals than the currency has (it is rounded), or a date "
    "in a column of codes, which happens when Excel turns a code such as SEP-2 into a date.",
)
EMPTY_CELL = Rule(
    "empty-cell",
    Severity.ERROR,
    "A needed cell is empty",
    "Every row of the sheet needs a value in this column. Fill it in.",
    """
Taxes
Tax code | Rate | Valid from | Label
S20      | 20%  | 2011-01-04 |
""",
)
CELL_RULES = (ERROR_CELL, UNCACHED_FORMULA, NUMBER_AS_TEXT, DATE_AS_TEXT, WRONG_TYPE, ODD_VALUE, EMPTY_CELL)

_WHAT = {Kind.DATE: "a date", Kind.DATETIME: "a date", Kind.TIME: "a time", Kind.WHOLE: "a whole number"}
_NUMBERS = {Kind.WHOLE, Kind.NUMBER, Kind.MONEY, Kind.PERCENT}


def cells_that_do_not_fit(book: Book) -> Iterator[Finding]:
    """Findings on misfits and on empty cells of required columns."""
    for table in book.tables.values():
        if table.exists:
            for misfit in table.misfits:
                if not table.sheet[misfit.header].ours:
                    yield _finding(table, misfit)
            yield from _empty(table)


def _finding(table: Table, misfit: Misfit) -> Finding:
    rule, wrong, to_do = _words(table.sheet[misfit.header], misfit)
    return table.find(rule, misfit.row, misfit.header, wrong, to_do, misfit.text)


def _words(column: Column, misfit: Misfit) -> tuple[Rule, str, str]:
    """The rule that a misfit breaks, what is wrong, what to do."""
    header, guess = column.header, misfit.guess
    meant = f" It {'may mean' if ' or ' in guess else 'probably means'} {guess}." if guess else ""
    what = _WHAT.get(column.kind, "a number")
    words = {
        "error-cell": (ERROR_CELL, f"{header} shows the error {misfit.text}.", "Repair the formula or type the value."),
        "uncached-formula": (
            UNCACHED_FORMULA,
            f"The formula in {header} has never been calculated.",
            "Open the workbook in Excel, save it, and refresh again.",
        ),
        "too-many-decimals": (
            ODD_VALUE,
            f"{header} has more decimals than its currency; it is read as {guess or 'rounded'}.",
            "Round the amount.",
        ),
        "date-in-text": (
            ODD_VALUE,
            f"{header} holds a date where a code or text is expected.",
            "Format the cell as text and type the code again.",
        ),
    }
    if misfit.reason == "text-number" and column.kind in _NUMBERS:
        return NUMBER_AS_TEXT, f"{header} is text, not a number, and is not counted.{meant}", _retype(what, guess)
    if misfit.reason == "text-date" and column.storage == "date":
        return DATE_AS_TEXT, f"{header} is text, not a date, and is not counted.{meant}", _retype(what, guess)
    wrong = f"{header} is too large." if misfit.reason == "too-large" else f"{header} must be {what}.{meant}"
    return words.get(misfit.reason, (WRONG_TYPE, wrong, f"Type {what} instead."))


def _retype(what: str, guess: str) -> str:
    """How to mend a text that should be a number or a date; two guesses are left to the admin."""
    if " or " in guess:
        return f"Decide which of the two it is, and type it as {what}."
    return f"Type {guess} as {what}." if guess else f"Type it again as {what}."


def _empty(table: Table) -> Iterator[Finding]:
    misfit_cells = {(misfit.row, misfit.header) for misfit in table.misfits}
    for column in table.sheet.columns:
        if column.required and not column.ours and column.header in table.present:
            values = table.frame[column.header]
            blank = (values == "") if column.storage == "text" else values.isna()
            for row in table.frame.index[np.asarray(blank, dtype=bool)]:
                if (row, column.header) not in misfit_cells:
                    yield table.find(EMPTY_CELL, row, column.header, f"{column.header} is empty.", _hint(column), "")


def _hint(column: Column) -> str:
    example = f", for example {column.example}" if column.example else ""
    return f"Choose {listed(column.allowed, 12, 'or')}." if column.allowed else f"Fill it in{example}."
