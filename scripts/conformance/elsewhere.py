"""Behaviours that are held by a test of their own, because a workbook beside another would not show them."""

from __future__ import annotations

_T = "tests/xlsx/template"
ELSEWHERE = {
    25: ("Shared formulas are written out each for its own row.", f"`{_T}/test_bound_tables.py`"),
    43: ("A link in the row gets its own target per record.", f"`{_T}/test_addresses_follow.py`"),
    57: (
        "A pivot over the rows grows, by a table's name or by a range.",
        f"`{_T}/test_templates_of_other_programs.py`",
    ),
    65: ("A template fills alike whatever program saved it.", f"`{_T}/test_templates_of_other_programs.py`"),
}
