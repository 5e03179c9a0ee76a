"""Checks that follow from a sheet's declaration alone. Each is a function of the whole book; no sales word in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from salessheets.core.book import Book, Outcome
from salessheets.core.checks.cells import CELL_RULES, cells_that_do_not_fit
from salessheets.core.checks.keys import KEY_RULES, repeated_keys
from salessheets.core.checks.references import REFERENCE_RULES, unknown_references
from salessheets.core.checks.rows import ROW_RULES, rows_worth_a_look
from salessheets.core.checks.structure import STRUCTURE_RULES, headers_of_sheets
from salessheets.core.checks.values import VALUE_RULES, values_out_of_bounds
from salessheets.core.findings import Finding, Rule

GENERIC_RULES: tuple[Rule, ...] = (
    *STRUCTURE_RULES, *ROW_RULES, *CELL_RULES, *KEY_RULES, *REFERENCE_RULES, *VALUE_RULES,
)  # fmt: skip

_CHECKS: tuple[Callable[[Book], Iterator[Finding]], ...] = (
    headers_of_sheets,
    rows_worth_a_look,
    cells_that_do_not_fit,
    repeated_keys,
    unknown_references,
    values_out_of_bounds,
)


def declared_types_and_keys(book: Book) -> Outcome:
    """Step: every check that follows from the declarations."""
    return Outcome(findings=tuple(finding for check in _CHECKS for finding in check(book)))
