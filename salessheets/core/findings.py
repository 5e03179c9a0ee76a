"""Findings: what is wrong in the book, as values. And the rules that make them.

A finding's id is made of rule, sheet, row key and column, never of the row number, so that it stays the same when rows are
sorted and its State and remark can survive.

Example:
    >>> rule = Rule("unknown-customer", Severity.ERROR, "A customer that is not on the Customers sheet", "Why it matters.")
    >>> finding = rule.finding("Orders", "Customer C9 is not on the Customers sheet.", "Did you mean C1?", key="SO-1", column="Customer ID")
    >>> finding.id, finding.severity.value
    ('F-c72206b850', 'Error')
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How bad a finding is. The mark goes with the word, so that colour is never the only signal."""

    ERROR = "Error"
    WARNING = "Warning"
    HINT = "Hint"

    @property
    def mark(self) -> str:
        """A character that stands before the word."""
        return {"Error": "✖", "Warning": "▲", "Hint": "●"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        rule: Id of the rule.
        severity: How bad it is.
        sheet: Tab name of the declared sheet.
        row: Excel row; 0 when the whole sheet is meant.
        column: Header; "" when the whole row is meant.
        key: The row's key in words, e.g. "INV-20417" or "SO-1 / 3"; "" when it has none.
        found: The value as it stands, masked where it is secret.
        wrong: What is wrong, a sentence.
        to_do: The next step, a sentence, with the fix where one can be computed.
    """

    rule: str
    severity: Severity
    sheet: str
    row: int
    column: str
    key: str
    found: str
    wrong: str
    to_do: str

    @property
    def id(self) -> str:
        """Stable id; see the module."""
        seed = "\x1f".join((self.rule, self.sheet, self.key or f"row {self.row}", self.column))
        return "F-" + hashlib.sha1(seed.encode(), usedforsecurity=False).hexdigest()[:10]


@dataclass(frozen=True)
class Rule:
    """A rule that the book is checked against.

    Attributes:
        id: Kebab-case, stable for ever.
        severity: Of its findings.
        title: What a finding of it says in general, a clause.
        page: The text that `salessheets explain` prints: what is looked at, why it matters, what to do. Plain paragraphs.
        specimen: A book in the notation of `core.specimen` that makes exactly one finding of this rule; "" only for rules
            that need a file or a crash.
    """

    id: str
    severity: Severity
    title: str
    page: str
    specimen: str = ""

    def finding(
        self,
        sheet: str,
        wrong: str,
        to_do: str,
        *,
        row: int = 0,
        column: str = "",
        key: str = "",
        found: str = "",
    ) -> Finding:
        """A finding of this rule."""
        return Finding(self.id, self.severity, sheet, row, column, key, found, wrong, to_do)
