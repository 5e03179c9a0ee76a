"""What a new workbook is to contain, before any of it is written. Nothing here knows what the sheets are about.

A book is a list of sheets; a sheet is one Excel table, or a free page. Rows count from 0 within a table's data.

Example:
    >>> plan = SheetPlan("Fruit", "tFruit", (ColumnPlan("Name", 12),), rows=(("Apple",), ("Pear",)))
    >>> plan.last_row, plan.place("Name")
    (2, 0)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time


@dataclass(frozen=True)
class Link:
    """A cell that jumps within the book.

    Attributes:
        target: Sheet and cell without quotes, such as `Payment Terms!A1`.
        text: What the cell shows.
    """

    target: str
    text: str


@dataclass(frozen=True)
class Formula:
    """A cell that is calculated.

    Attributes:
        text: With its "=".
        shows: The value stored with it, such as `#N/A`; "" for a formula that has never been calculated.
    """

    text: str
    shows: str | float = ""


CellValue = str | int | float | bool | date | datetime | time | Link | Formula | None
"""What may stand in a cell. Text is only ever text; None is an empty cell."""


@dataclass(frozen=True)
class Paint:
    """How a column looks. Colours are #RRGGBB; "" means none."""

    header_fill: str = ""
    header_ink: str = ""
    fill: str = ""
    ink: str = ""
    italic: bool = False


@dataclass(frozen=True)
class Choice:
    """A dropdown.

    Attributes:
        values: The words themselves, at most 255 characters with the commas between them; or
        source: a formula for the cells that hold them, such as `=INDIRECT("tFruit[Name]")`.
        closed: Whether another value is warned about. It can be typed all the same.
    """

    values: tuple[str, ...] = ()
    source: str = ""
    closed: bool = True

    def __post_init__(self) -> None:
        if self.values and (len(",".join(self.values)) > INLINE_LIMIT or any("," in value for value in self.values)):
            raise ValueError(f"not a list that fits into a dropdown: {self.values}")


INLINE_LIMIT = 255
"""Most characters that Excel takes in a dropdown's own list."""


@dataclass(frozen=True)
class Bounds:
    """Which values a cell takes without a warning.

    Attributes:
        kind: "integer", "decimal", "date" or "time".
        minimum: Smallest value.
        maximum: Largest value.
        advice: Shown when another value is typed.
    """

    kind: str
    minimum: float | date | time
    maximum: float | date | time
    advice: str


@dataclass(frozen=True)
class CellRule:
    """What a cell of a column has of its own.

    Attributes:
        number_format: In Excel's code.
        choice: Its dropdown.
        bounds: Its bounds.
        note: Shown when the cell is selected.
    """

    number_format: str = "General"
    choice: Choice | None = None
    bounds: Bounds | None = None
    note: str = ""


@dataclass(frozen=True)
class ColumnPlan:
    """A column of a table.

    Attributes:
        header: Text of its header cell.
        width: In characters.
        number_format: In Excel's code.
        paint: Its colours.
        choice: Dropdown of its cells.
        bounds: Bounds of its cells, where they have no dropdown.
        note: Shown when a cell is selected; the header is its title. Cut at 255 characters.
        wrap: Whether long text runs over several lines.
        left: Whether numbers and dates stand at the left too.
        cells: Row -> what that cell has of its own, in place of all the above.
    """

    header: str
    width: float
    number_format: str = "General"
    paint: Paint = field(default_factory=Paint)
    choice: Choice | None = None
    bounds: Bounds | None = None
    note: str = ""
    wrap: bool = False
    left: bool = False
    cells: Mapping[int, CellRule] = field(default_factory=dict)

    @property
    def rule(self) -> CellRule:
        """What a cell of it has in general."""
        return CellRule(self.number_format, self.choice, self.bounds, self.note)


@dataclass(frozen=True)
class Highlight:
    """How marked cells look.

    Attributes:
        fill: Background #RRGGBB, "" for none.
        ink: Text #RRGGBB, "" for none.
        bold: Whether the text is bold.
        line: Colour of a line under the cell, "" for none.
        number_format: Format code that replaces the cell's own, "" for none; it can put a mark before a word.
    """

    fill: str = ""
    ink: str = ""
    bold: bool = False
    line: str = ""
    number_format: str = ""


@dataclass(frozen=True)
class Mark:
    """Rows or cells that are highlighted while a column holds certain words.

    Attributes:
        header: The column that holds the word.
        words: The words; () for every text that is not one of `but`.
        highlight: How they look.
        whole_row: The whole row, or the word's own cell only.
        but: Words that are not meant, where `words` is ().
    """

    header: str
    words: tuple[str, ...]
    highlight: Highlight
    whole_row: bool = True
    but: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormulaMark:
    """Cells that are highlighted while a formula holds; it is written for the table's first data cell."""

    formula: str
    highlight: Highlight


@dataclass(frozen=True)
class SheetPlan:
    """A sheet that holds one table, its header in row 1.

    Attributes:
        name: Of the tab.
        table: Name of the table.
        columns: Left to right.
        rows: One tuple per row, one value per column.
        marks: Conditional formats, the strongest first.
        tab_colour: #RRGGBB, "" for none.
        hidden: Rows that are hidden.
        beneath: Row -> cells that stand under the table without belonging to it; the number of rows is the first free one.
        merged: (row, first column, last column) of cells under the table that are merged; the first one's value stays.
    """

    name: str
    table: str
    columns: tuple[ColumnPlan, ...]
    rows: tuple[tuple[CellValue, ...], ...] = ()
    marks: tuple[Mark | FormulaMark, ...] = ()
    tab_colour: str = ""
    hidden: frozenset[int] = frozenset()
    beneath: Mapping[int, tuple[CellValue, ...]] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int], ...] = ()

    @property
    def last_row(self) -> int:
        """Last row of the table, counted from 0 with the header; a table has one row of cells at least."""
        return max(1, len(self.rows))

    def place(self, header: str) -> int:
        """Number of a column from 0."""
        return [column.header for column in self.columns].index(header)


@dataclass(frozen=True)
class PageCell:
    """A cell of a page.

    Attributes:
        value: What it shows.
        size: Points of its font.
        bold: Whether it is bold.
        italic: Whether it is slanted.
        fill: Background, "" for none.
        ink: Text colour, "" for none.
        line: Colour of a line under it, "" for none.
        wrap: Whether long text runs over several lines.
    """

    value: str | Link = ""
    size: int = 11
    bold: bool = False
    italic: bool = False
    fill: str = ""
    ink: str = ""
    line: str = ""
    wrap: bool = False


@dataclass(frozen=True)
class PagePlan:
    """A sheet of free text, no table.

    Attributes:
        name: Of the tab.
        widths: Of its columns, in characters.
        rows: Cells from the first column on; () is an empty row.
        tab_colour: #RRGGBB, "" for none.
    """

    name: str
    widths: tuple[float, ...]
    rows: tuple[tuple[PageCell, ...], ...]
    tab_colour: str = ""


@dataclass(frozen=True)
class BookPlan:
    """A workbook.

    Attributes:
        sheets: Left to right.
        title: Document property.
        author: Document property.
        names: Defined name -> formula with its "=".
        marker: Custom document properties, by which a program knows its own books.
        paper: "A4" or "Letter".
    """

    sheets: tuple[SheetPlan | PagePlan, ...]
    title: str = ""
    author: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    marker: Mapping[str, str | int] = field(default_factory=dict)
    paper: str = "A4"
