"""Report templates: an ordinary workbook that a person edits in Excel, filled with data.

A table named like a dataset is filled by its headers; `{{ expression }}` stands for a value in any text; everything
that holds an address follows. Formulas, charts, formats and all other parts stay what they are.

Example:
    >>> from io import BytesIO
    >>> from xlsxwriter import Workbook
    >>> from salessheets.xlsx.package import Package
    >>> with Workbook(made := BytesIO()) as book:
    ...     sheet = book.add_worksheet("Report")
    ...     _ = sheet.write("A1", "Week {{ week }}")
    ...     _ = sheet.add_table("A3:B4", {"name": "sales", "columns": [{"header": "Rep"}, {"header": "Amount"}]})
    ...     _ = sheet.write_formula("B6", "=SUM(B4:B4)")
    >>> template = Package.from_bytes(made.getvalue(), "weekly.xlsx")
    >>> filled = Package.from_bytes(fill_template(template, {
    ...     "week": 7, "sales": [{"rep": "Ana", "amount": 2}, {"rep": "Bo", "amount": 3}]}))
    >>> filled.tables(filled.sheets[0])[0].area
    Area(top=3, left=1, bottom=5, right=2)
    >>> b"<f>SUM(B4:B5)</f>" in filled.data(filled.sheets[0].part)
    True
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from salessheets.xlsx.package import Package

__all__ = ["check_template", "fill_template"]


def fill_template(template: Package | Path | str, data: Mapping[str, Any]) -> bytes:
    """Fill a template; the bytes of the new workbook.

    Args:
        template: The template, or the path to it. It is only read.
        data: Values by name. A list of mappings or a pandas DataFrame is a dataset; its fields are named like the
            headers that they fill, case, blanks, underscores and hyphens aside. Amounts are in currency units
            (Decimal or float), shares are fractions, dates are `date` or `datetime`; None, NaN, NaT and NA are blanks.
            `locale` and `currency`, when given, are what the filters `money`, `num`, `date` and `percent` use.

    Raises:
        TemplateFaults: The template or the data cannot be used; every fault is listed with its cell.
        NotAWorkbook, Damaged, Unsupported, TooLarge: The template is no workbook this program reads.
    """
    from salessheets.xlsx.template.fill import fill

    return fill(template, data)


def check_template(template: Package | Path | str, data: Mapping[str, Any] | None = None) -> tuple[str, ...]:
    """What is wrong with a template, one line each, `warning: ` in front of what fills but hardly as meant.

    Args:
        template: The template, or the path to it.
        data: Data to try it with. Without any, only what can be seen from the template alone is told: expressions that
            are none, filters that are not there, statements.

    Raises:
        NotAWorkbook, Damaged, Unsupported, TooLarge: The template is no workbook this program reads.
    """
    from salessheets.xlsx.template.check import look_over

    seen = look_over(template, data)
    return (*seen.faults, *(f"warning: {line}" for line in seen.warnings))
