"""Behaviours that are held by a test of their own, because a workbook beside another would not show them."""

from __future__ import annotations

_T = "tests/xlsx/template"
ELSEWHERE = {
    25: ("Shared formulas are written out each for its own row.", f"`{_T}/test_bound_tables.py`"),
    57: (
        "A pivot over the rows grows, by a table's name or by a range.",
        f"`{_T}/test_templates_of_other_programs.py`",
    ),
    58: ("Macros, slicers, custom XML, printer settings, theme: the same to the byte.", f"`{_T}/test_parts_kept.py`"),
    62: ("More records than a sheet has rows are a fault that names the block.", f"`{_T}/test_row_blocks.py`"),
    63: ("A drawing does not grow with the rows above it.", f"`{_T}/test_parts_kept.py`"),
    65: ("A template fills alike whatever program saved it.", f"`{_T}/test_templates_of_other_programs.py`"),
    71: ("A threaded comment moves with its cell.", f"`{_T}/test_parts_kept.py`"),
    72: ("The series of a newer chart (chartEx) cover all rows.", f"`{_T}/test_parts_kept.py`"),
    73: ("The value stored with a formula is the one that is calculated.", f"`{_T}/test_stored_values.py`"),
}
