"""From a declared column to a planned one: its width, format, colours, dropdown, bounds and note."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, time

from salessheets.core.columns import Column, Kind
from salessheets.core.money import decimals
from salessheets.core.sheet import Sheet
from salessheets.newbooks.suggestions import suggested
from salessheets.newbooks.widths import SHOWN, width_of, wraps
from salessheets.xlsx.newbook.plan import INLINE_LIMIT, Bounds, CellValue, Choice, ColumnPlan, Paint

ADMINS = Paint(header_fill="#1F3864", header_ink="#FFFFFF")
"""A column that the admin fills in."""

OURS = Paint(header_fill="#595959", header_ink="#FFFFFF", fill="#F2F2F2", ink="#595959", italic=True)
"""A column that the program fills in."""

_LEFT = {Kind.ANY, Kind.DATE, Kind.DATETIME, Kind.TIME}
_LARGEST = 10.0**15
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(9999, 12, 31)
_FORMATS = {
    Kind.WHOLE: "0_)",
    Kind.PERCENT: "0.0%_)",
    Kind.DATE: "yyyy-mm-dd",
    Kind.DATETIME: "yyyy-mm-dd hh:mm",
    Kind.TIME: "hh:mm",
    Kind.LINK: "General",
    Kind.ANY: "General",
}


def column_plan(column: Column, sheets: Collection[Sheet], currency: str, values: Sequence[CellValue]) -> ColumnPlan:
    """Plan a column.

    Args:
        column: Its declaration.
        sheets: The sheets of the book; a dropdown only refers to one that is there.
        currency: The book's base currency: it decides the decimals and the grouping of money.
        values: What stands in it, for its width.
    """
    number_format = format_of(column, currency)
    return ColumnPlan(
        column.header,
        width_of(column, values),
        number_format,
        OURS if column.ours else ADMINS,
        None if column.ours else choice_of(column, sheets, currency),
        None if column.ours else bounds_of(column),
        note_of(column),
        wraps(column, values),
        left=column.kind in _LEFT,
    )


def format_of(column: Column, currency: str) -> str:
    """The number format code. Text has the code of text, so that 007 and 3-4 stay what was typed.

    Example:
        >>> format_of(Column("Target", Kind.NUMBER, "", "90,000"), "EUR"), format_of(Column("Ref", Kind.TEXT, ""), "EUR")
        ('#,##0_);[Red]-#,##0_)', '@')
    """
    if column.kind is Kind.MONEY:
        return money_format(currency)
    if column.kind is Kind.NUMBER:
        return _like(column.example)
    return _FORMATS.get(column.kind, "@")


def money_format(currency: str) -> str:
    """Amounts with the currency's decimals, grouped as its country does, red below zero.

    Example:
        >>> money_format("GBP"), money_format("JPY")
        ('#,##0.00_);[Red]-#,##0.00_)', '#,##0_);[Red]-#,##0_)')
        >>> money_format("INR")
        '[$-4009]#,##0.00_)'
    """
    places = decimals(currency)
    part = ("." + "0" * places if places else "") + "_)"
    if currency == "INR":
        # Grouping by conditions, as it is often copied, loses the minus sign of a credit note; the locale's grouping keeps it.
        return f"[$-4009]#,##0{part}"
    return f"#,##0{part};[Red]-#,##0{part}"


def _like(example: str) -> str:
    """The format of a number, as its example is written."""
    if "," in example:
        return "#,##0_);[Red]-#,##0_)"
    return "0.0_)" if example.endswith(".0") else "General"


def choice_of(column: Column, sheets: Collection[Sheet], currency: str) -> Choice | None:
    """The column's dropdown; None where there is nothing to choose from."""
    if column.allowed:
        return Choice(column.allowed) if inline(column.allowed) else None
    if column.list_name:
        return Choice(source="=" + list_range(column.list_name))
    if column.refers_to and any(sheet.name == column.refers_to[0] for sheet in sheets):
        table = next(sheet.table_name for sheet in sheets if sheet.name == column.refers_to[0])
        return Choice(source=f'=INDIRECT("{table}[{column.refers_to[1]}]")')
    words = suggested(column.header, currency) if column.kind is Kind.LIST else ()
    return Choice(words, closed=False) if words else None


def inline(words: Sequence[str]) -> bool:
    """Whether words fit into a dropdown's own list."""
    return len(",".join(words)) <= INLINE_LIMIT and not any("," in word for word in words)


def list_range(name: str) -> str:
    """The defined name of a column of the Lists sheet.

    Example:
        >>> list_range("Product group")
        'List_Product_group'
    """
    return "List_" + "".join(letter if letter.isalnum() else "_" for letter in name)


def bounds_of(column: Column) -> Bounds | None:
    """Which values are taken without a warning: a date where a date belongs, a number within its bounds."""
    if column.kind in (Kind.DATE, Kind.DATETIME):
        example = column.example or SHOWN[column.kind]
        return Bounds("date", _FIRST_DAY, _LAST_DAY, f"A date is expected here, such as {example}.")
    if column.kind is Kind.TIME:
        return Bounds(
            "time", time(0), time(23, 59, 59), f"A time is expected here, such as {column.example or '09:30'}."
        )
    if column.kind not in (Kind.WHOLE, Kind.NUMBER, Kind.MONEY, Kind.PERCENT):
        return None
    kind = "integer" if column.kind is Kind.WHOLE else "decimal"
    low = -_LARGEST if column.minimum is None else column.minimum
    high = _LARGEST if column.maximum is None else column.maximum
    return Bounds(kind, low, high, _number_advice(column))


def _number_advice(column: Column) -> str:
    what = "A whole number" if column.kind is Kind.WHOLE else "A number"
    low, high = (_bound(column, limit) for limit in (column.minimum, column.maximum))
    if low and high:
        return f"{what} from {low} to {high} is expected here."
    return f"{what} of {low} or more is expected here." if low else f"{what} is expected here."


def _bound(column: Column, limit: float | None) -> str:
    if limit is None:
        return ""
    return f"{limit:.0%}" if column.kind is Kind.PERCENT else f"{limit:g}"


def note_of(column: Column) -> str:
    """What is shown when a cell is selected."""
    if column.ours:
        return f"salessheets fills this in. {column.meaning}"
    needed = " Always needed." if column.required else ""
    return f"{column.meaning}{needed}" + (f" Example: {column.example}" if column.example else "")
