"""Data for the report templates: the book in, plain records out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from salessheets.core.book import Book
from salessheets.reports import receivables, sales_vs_target


@dataclass(frozen=True)
class Report:
    """A report workbook.

    Attributes:
        title: Its file is "<workbook> - <title> <as-of day>.xlsx".
        data: (book, workbook name) -> what the template's fields and tables are filled with.
        fed_by: Whether the book has the sheets that the report needs.
    """

    title: str
    data: Callable[[Book, str], Mapping[str, object]]
    fed_by: Callable[[Book], bool]


REPORTS: dict[str, Report] = {
    "sales_vs_target": Report(sales_vs_target.TITLE, sales_vs_target.data, sales_vs_target.fed_by),
    "receivables": Report(receivables.TITLE, receivables.data, receivables.fed_by),
}
"""Template name under templates/reports -> report."""
