"""The same customer entered twice under two numbers.

Two rows are the same customer when their names agree letter for letter once case, blanks, punctuation and the legal form are
left aside, and their places do not speak against it. Marks that belong to letters (as in Devanagari) are kept.

Example:
    >>> bare_name("  Nord  FOODS, Ltd. ") == bare_name("NordFoods") , bare_name("शर्मा इलेक्ट्रॉनिक्स प्रा. लि.") == bare_name("शर्मा इलेक्ट्रॉनिक्स")
    (True, True)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import pandas as pd

from salessheets.core.book import Book, Outcome, Table, found
from salessheets.core.findings import Finding, Rule, Severity
from salessheets.core.texts import key_form

LEGAL_FORMS = frozenset(
    [
        "ltd",
        "limited",
        "plc",
        "llp",
        "llc",
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "ag",
        "kg",
        "ohg",
        "ug",
        "mbh",
        "sa",
        "sas",
        "sarl",
        "srl",
        "spa",
        "bv",
        "nv",
        "oy",
        "ab",
        "as",
        "aps",
        "pvt",
        "private",
        "pte",
        "pty",
        "प्रा",
        "प्राइवेट",
        "लि",
        "लिमिटेड",
    ]
)

SAME_CUSTOMER_TWICE = Rule(
    "same-customer-twice",
    Severity.WARNING,
    "A customer stands on the sheet twice",
    "Two rows with different numbers have the same name in the same place, once case, blanks, punctuation and the legal form are "
    "left aside. Orders and payments of one customer are then split over two accounts. Decide which number stays; on the other "
    "row set Status to Merged and Merged into to the number that stays, so that old papers keep their way.",
    """
Customers
Customer ID | Customer name   | Billing city | Billing postcode | Status
C00117      | Nord Foods Ltd  | Leeds        | LS1 4DY          | Active
C00392      | NORD  FOODS     | Leeds        | LS1 4DY          | Active
""",
)
RULES = (SAME_CUSTOMER_TWICE,)


@lru_cache(maxsize=50_000)
def bare_name(name: str) -> str:
    """A name for comparison: letters, marks and digits of its words, without legal forms."""
    spaced = "".join(
        letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in key_form(name).replace("&", " and ")
    )
    words = [word for word in spaced.split() if word not in LEGAL_FORMS]
    return "".join(words) or spaced.replace(" ", "")


def same_customer_twice(book: Book) -> Outcome:
    """Step: customers that are on the sheet twice."""
    return found(_twice(book.table("Customers")))


def _twice(table: Table) -> Iterator[Finding]:
    rows = table.frame[(table.frame["Status"] != "Merged") & (table.frame["Customer name"] != "")]
    names = rows["Customer name"].map(bare_name)
    for _, group in names[names.duplicated(keep=False)].groupby(names):
        yield from _of_one_name(table, rows.loc[group.index])


def _of_one_name(table: Table, rows: pd.DataFrame) -> Iterator[Finding]:
    """A finding on each row that agrees with an earlier one of the same bare name."""
    numbers, names = rows["Customer ID"].astype(str).to_dict(), rows["Customer name"].astype(str).to_dict()
    for i, row in enumerate(rows.index[1:], 1):
        same = [r for r in rows.index[:i] if numbers[r] != numbers[row] and _same_place(rows, r, row)]
        if same:
            first = same[0]
            wrong = f"{names[row]} looks like {numbers[first]}, {names[first]}, in row {first}."
            to_do = f"If it is the same customer, set Status to Merged and Merged into to {numbers[first]}."
            yield table.find(SAME_CUSTOMER_TWICE, row, "Customer name", wrong, to_do)


def _same_place(rows: pd.DataFrame, one: int, other: int) -> bool:
    """False when both rows name a postcode, or else a city, and these differ: branches and namesakes are no duplicates."""
    for header in ("Billing postcode", "Billing city"):
        a, b = (key_form(str(rows.at[row, header])) for row in (one, other))
        if a and b:
            return a.replace(" ", "") == b.replace(" ", "")
    return True
