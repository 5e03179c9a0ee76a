"""New workbooks: the declared sheets turned into a plan, and the plan into a file.

Example:
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     new_book(Path(folder) / "Sales.xlsx", "starter", settings={"Base currency": "GBP"}).name
    'Sales.xlsx'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from salessheets.core.money import currency_codes
from salessheets.core.sheet import BOOKS, Sheet
from salessheets.core.texts import nearest
from salessheets.errors import UsageError
from salessheets.newbooks.columns import column_plan, list_range
from salessheets.newbooks.marks import FINDING_NAMES, marks_of
from salessheets.newbooks.settings_rows import chosen, settings_cells, settings_rows
from salessheets.newbooks.start_here import GROUP_COLOURS, start_here
from salessheets.newbooks.starters import STARTERS
from salessheets.newbooks.values import rows_of
from salessheets.samples import company_year, in_one_currency
from salessheets.sheets import SHEETS
from salessheets.xlsx.keeping.disk import write_file
from salessheets.xlsx.newbook import book_bytes
from salessheets.xlsx.newbook.plan import BookPlan, SheetPlan

__all__ = ["SCHEMA", "Made", "Rows", "make", "new_book", "plan_of", "sheets_of"]

SCHEMA = 1
"""Version of the sheets' layout; it stands in the file as the document property `salessheets.schema`."""

Rows = Sequence[Mapping[str, Any]]
"""Rows of a sheet: header -> str, int, float, Decimal, date, datetime or time; None and "" are empty cells."""

_LETTER_COUNTRIES = ("US", "CA", "MX", "PH", "CL", "CO", "VE")


@dataclass(frozen=True)
class Made:
    """A workbook that was made.

    Attributes:
        path: The file.
        sheets: How many sheets with rows it has; the first page does not count.
    """

    path: Path
    sheets: int


def make(path: Path, book: str = "standard", *, sample: bool = False, currency: str | None = None) -> Made:
    """Write a new workbook, empty or with the year of a made-up company.

    Args:
        path: Where; there must not be a file yet.
        book: "starter", "standard" or "full".
        sample: Whether it has rows.
        currency: Base currency, three letters of ISO 4217, of an empty book; None for the default.

    Raises:
        UsageError: The file exists, there is no such book or currency, or a currency is asked for with sample data.
        Refused: The file cannot be written.
    """
    code = (currency or "").strip().upper()
    if code and sample:
        raise UsageError(
            "--currency", "the sample company keeps its books in its own currency", "Leave one of the two out."
        )
    if code and code not in currency_codes():
        raise UsageError("--currency", f"there is no currency “{currency}”", "Give its three letters, such as EUR.")
    new_book(path, book, sample_rows(book) if sample else None, {"Base currency": code} if code else None)
    return Made(path, len(sheets_of(book)))


def sample_rows(book: str) -> Mapping[str, Rows]:
    """The made-up company's year for a book: in one currency where the book has no exchange rates."""
    rows = company_year()
    rated = any(sheet.name == "Exchange Rates" for sheet in sheets_of(book))
    return rows if rated else in_one_currency(rows)


def new_book(
    path: Path | str,
    book: str = "standard",
    sample: Mapping[str, Rows] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Path:
    """Write a new workbook.

    Args:
        path: Where; there must not be a file yet.
        book: "starter", "standard" or "full": which sheets it has.
        sample: Sheet -> its rows. Rows of sheets that the book does not have are left out; a sheet named here does not get
            the rows that a new book starts with.
        settings: Name on the Settings sheet -> value, over the sample's and the defaults.

    Returns:
        The path.

    Raises:
        UsageError: The file exists, or a name of a book, sheet, column or setting is wrong.
        Refused: The file cannot be written, or a value does not fit into a cell.
    """
    path = Path(path)
    if path.exists():
        raise UsageError(str(path), "there is a file of that name", "Choose another name, or move the file away.")
    if path.suffix.lower() != ".xlsx":
        raise UsageError(str(path), "a new workbook is an .xlsx file", f"Call it {path.with_suffix('.xlsx').name}.")
    write_file(path, book_bytes(plan_of(book, sample or {}, settings or {}, path.name)))
    return path


def sheets_of(book: str) -> tuple[Sheet, ...]:
    """The sheets of one of the shipped books.

    Raises:
        UsageError: There is no such book.

    Example:
        >>> [sheet.name for sheet in sheets_of("starter")][-2:]
        ['To Do', 'Findings']
    """
    if book not in BOOKS:
        raise UsageError(book, "there is no such book", f"Choose one of {', '.join(BOOKS)}.")
    return tuple(sheet for sheet in SHEETS if BOOKS.index(sheet.book) <= BOOKS.index(book))


def plan_of(book: str, sample: Mapping[str, Rows], settings: Mapping[str, Any], file_name: str) -> BookPlan:
    """Plan a workbook; see `new_book`. `file_name` is named on its first sheet."""
    _require_known(sample)
    sheets = sheets_of(book)
    given = {row["Setting"]: row.get("Value") for row in sample.get("Settings", ())}
    values = chosen(given, settings)
    content: dict[str, Rows] = {**STARTERS, **sample, "Settings": settings_rows(values)}
    plans = tuple(_sheet_plan(sheet, sheets, content.get(sheet.name, ()), values) for sheet in sheets)
    company = str(values["Company name"])
    return BookPlan(
        (start_here(sheets, company, file_name), *plans),
        title=f"Sales book of {company}" if company else "Sales book",
        author=company,
        names={**FINDING_NAMES, **_list_names(sheets)},
        marker={"salessheets.schema": SCHEMA, "salessheets.book": book},
        paper="Letter" if values["Country"] in _LETTER_COUNTRIES else "A4",
    )


def _require_known(sample: Mapping[str, Rows]) -> None:
    names = [sheet.name for sheet in SHEETS]
    for name in sample:
        if name not in names:
            guess = nearest(name, names)
            raise UsageError(name, "there is no such sheet", f"Did you mean “{guess}”?" if guess else "")


def _sheet_plan(sheet: Sheet, sheets: Sequence[Sheet], rows: Rows, settings: Mapping[str, Any]) -> SheetPlan:
    currency = str(settings["Base currency"])
    cells = rows_of(sheet, rows)
    by_column = list(zip(*cells, strict=True)) or [()] * len(sheet.columns)
    columns = tuple(
        column_plan(column, sheets, currency, values) for column, values in zip(sheet.columns, by_column, strict=True)
    )
    if sheet.name == "Settings":
        own = settings_cells(settings, currency)
        columns = tuple(replace(column, cells=own) if column.header == "Value" else column for column in columns)
    return SheetPlan(sheet.name, sheet.table_name, columns, cells, marks_of(sheet), GROUP_COLOURS.get(sheet.group, ""))


def _list_names(sheets: Sequence[Sheet]) -> dict[str, str]:
    """A defined name per column of the Lists sheet: its filled cells, without the blank ones below."""
    lists = next(sheet for sheet in sheets if sheet.name == "Lists")
    return {list_range(column.header): _filled(lists.table_name, column.header) for column in lists.columns}


def _filled(table: str, header: str) -> str:
    column = f"{table}[{header}]"
    return f"=INDEX({column},1):INDEX({column},MAX(1,COUNTA({column})))"
