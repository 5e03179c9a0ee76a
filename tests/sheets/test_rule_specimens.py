"""Every rule has a specimen that triggers it, once."""

from __future__ import annotations

import pytest

from salessheets.core.findings import Finding, Rule
from salessheets.sheets import RULES, STEPS
from salessheets.sheets.specimen import book_of

WITHOUT_SPECIMEN = {
    "step-failed": "needs a fault of the program",
    "ledger-does-not-tie": "needs a fault of the program",
    "hidden-rows": "needs a file",
    "rows-under-table": "needs a file",
    "rows-apart": "needs a file",
    "merged-cells": "needs a file",
    "formula-without-value": "needs a file",
    "odd-value": "needs a file",
}


def findings_of(text: str) -> list[Finding]:
    book, findings = book_of(text), []
    for step in STEPS:
        outcome = step(book)
        book = book.after(outcome)
        findings.extend(outcome.findings)
    return findings


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.id not in WITHOUT_SPECIMEN], ids=lambda rule: rule.id)
def test_the_specimen_of_a_rule_makes_exactly_one_finding_of_it(rule: Rule) -> None:
    found = [finding for finding in findings_of(rule.specimen) if finding.rule == rule.id]
    assert len(found) == 1
    assert found[0].wrong.endswith(".")
    assert found[0].to_do.endswith((".", "?"))


def test_rule_ids_are_unique_and_kebab_case() -> None:
    ids = [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in ids)


def test_only_rules_that_need_a_file_or_a_crash_have_no_specimen() -> None:
    assert {rule.id for rule in RULES if not rule.specimen} <= set(WITHOUT_SPECIMEN)
