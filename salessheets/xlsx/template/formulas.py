"""Formulas moved to the filled sheet: every address in them follows its cell.

Outside a block a range stretches over all copies of the lines it touches, and a single cell does so where a function
takes a range. Inside a block an address of the same block means the formula's own copy; with `$` the first copy, or
all copies when both ends have it; the line right above means the previous copy. Names, structured references and
texts stay as they are.

Example:
    >>> book = BookMap({"report": SheetMap(Lines([Block(4, 4, copies=3)]))}, {})
    >>> moved("SUM(B4:B4)-D9", book, Here("Report", 5, 2)).text(0)
    'SUM(B4:B6)-D11'
    >>> inside = Here("Report", 4, 5, rows=book.of("Report").rows.blocks[0])
    >>> moved("E3+B4*$H$1", book, inside).texts(3)
    ['E3+B4*$H$1', 'E4+B5*$H$1', 'E5+B6*$H$1']
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from salessheets.core.addresses import MAX_ROW, column_letter
from salessheets.xlsx.template.arguments import takes_range
from salessheets.xlsx.template.lines import Block, Copy, Lines
from salessheets.xlsx.template.references import Reference, sheet_prefix
from salessheets.xlsx.template.sight import Moving, Sight
from salessheets.xlsx.template.vanishing import without


@dataclass(frozen=True, slots=True)
class SheetMap:
    """Both maps of one sheet, and which cells of the template hold something."""

    rows: Lines = field(default_factory=Lines)
    columns: Lines = field(default_factory=Lines)
    taken: Collection[tuple[int, int]] = ()

    @property
    def same(self) -> bool:
        """True if no cell moves."""
        return self.rows.same and self.columns.same

    def blank_below(self, row: int, column: int) -> tuple[int, int]:
        """The new row and column of the nearest blank cell from a vanished cell of the template on downwards."""
        across = self.columns.block_at(column)
        while across is not None and not across.copies:
            column = across.last + 1
            across = self.columns.block_at(column)
        while self.rows.block_at(row) is not None or (row, column) in self.taken:
            row += 1
        return min(self.rows.first(row), MAX_ROW), self.columns.first(column)


@dataclass(frozen=True)
class BookMap:
    """The maps of all sheets that repeat anything, by case-folded name, and the new names of renamed sheets."""

    sheets: dict[str, SheetMap]
    names: dict[str, str]

    def of(self, sheet: str) -> SheetMap:
        """The map of a sheet by its name in the template."""
        return self.sheets.get(sheet.casefold(), _STILL)

    @cached_property
    def same(self) -> bool:
        """True if no cell moves and no sheet is renamed."""
        return not self.names and all(sheet.same for sheet in self.sheets.values())


_STILL = SheetMap()


@dataclass(frozen=True, slots=True)
class Here:
    """Where a formula stands in the template.

    Attributes:
        sheet: Its sheet.
        row: Its row.
        column: Its column.
        rows: The innermost block of rows that repeats it, when the formulas of all copies are wanted.
        row_copies: The copies of row blocks that it stands in, outermost first, without those of `rows`.
        column_copies: The same for columns.
    """

    sheet: str
    row: int
    column: int
    rows: Block | None = None
    row_copies: tuple[Copy, ...] = ()
    column_copies: tuple[Copy, ...] = ()

    @property
    def repeated(self) -> bool:
        """True in a block."""
        return self.rows is not None or bool(self.row_copies or self.column_copies)


@dataclass(frozen=True, slots=True)
class Formula:
    """A moved formula: text pieces and the line numbers between them.

    Attributes:
        pieces: What the formula consists of, in order.
        narrowed: References outside a block to one cell of it, which mean its first copy only.
        gone: References to cells of which nothing is left, a blank cell in their place.
    """

    pieces: tuple[str | Moving, ...]
    narrowed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def text(self, copy: int) -> str:
        """The formula of one copy (0 = the first)."""
        return "".join(piece if isinstance(piece, str) else piece.at(copy) for piece in self.pieces)

    def texts(self, copies: int) -> list[str]:
        """The formulas of all copies."""
        moving = [piece for piece in self.pieces if not isinstance(piece, str) and piece.step]
        if not moving:
            return [self.text(0)] * copies
        shape = "".join(
            piece.replace("%", "%%") if isinstance(piece, str) else "%s" if piece.step else piece.at(0)
            for piece in self.pieces
        )
        columns = [[piece.at(copy) for copy in range(copies)] for piece in moving]
        return [shape % row for row in zip(*columns, strict=True)]


class UnreadableFormulaError(ValueError):
    """A formula that cannot be taken apart, or an address that cannot follow its cell."""


def moved(formula: str, book: BookMap, here: Here, *, stretch: bool = False) -> Formula:
    """The formula (without `=`) at its new place.

    Args:
        formula: As it stands in the template's file: English names, commas.
        book: Where everything goes.
        here: Where the formula stands.
        stretch: Single cells always stretch: for names, chart series and other ranges held outside cells.

    Raises:
        UnreadableFormulaError: The formula is no formula, or refers through several sheets of which one grows.
    """
    if book.same and not here.repeated:
        return Formula((formula,))
    work = _Moved(book, here, stretch=stretch)
    pieces = work.formula(formula)
    if work.gone and not stretch:
        rest = without(formula, set(work.gone))
        if rest is None:
            raise UnreadableFormulaError(
                f"={formula} needs {work.gone[0]}, and those rows are gone when there is nothing to fill them"
            )
        return moved(rest, book, here)
    whole = Formula(tuple(pieces), tuple(work.narrowed), tuple(work.gone))
    if any(isinstance(p, Moving) and p.step for p in pieces) or whole.text(0) != _joined(formula):
        return whole
    return Formula((formula,), whole.narrowed, whole.gone)


class _Moved:
    """One formula under way: what it referred to that is narrowed or gone."""

    def __init__(self, book: BookMap, here: Here, *, stretch: bool) -> None:
        self.book, self.here, self.stretch = book, here, stretch
        self.narrowed: list[str] = []
        self.gone: list[str] = []

    def formula(self, formula: str) -> list[str | Moving]:
        """All pieces."""
        return [p for text, as_range in operands(formula) for p in self._operand(text, as_range=as_range)]

    def _operand(self, text: str, *, as_range: bool) -> list[str | Moving]:
        """One token at its new place; what is no reference stays."""
        start, tail = text, ""
        if text.endswith("(") and ":" in text:  # B4:INDEX(
            start, colon, function = text.rpartition(":")
            tail = colon + function
        reference = Reference.parse(start.removeprefix("@"))
        if reference is None:
            return [_renamed_name(text, self.book)]
        if len(reference.sheets) > 1 and not all(self.book.of(name).same for name in reference.sheets):
            raise UnreadableFormulaError(f"{text} goes through several sheets, and one of them grows")
        ends = self._ends(reference, text, as_range=as_range or self.stretch, warn=not as_range and not tail)
        lead = "@" if text.startswith("@") else ""
        return [lead + sheet_prefix(reference.renamed(self.book.names).sheets), *ends, tail]

    def _ends(self, reference: Reference, text: str, *, as_range: bool, warn: bool) -> list[str | Moving]:
        rows, columns = self._sights(reference)
        new_rows = rows.pair(reference.rows, as_range=as_range) if reference.rows else ()
        new_columns = columns.pair(reference.columns, as_range=as_range) if reference.columns else ()
        if new_rows is None or new_columns is None:
            self.gone.append(text)
            return [self._blank(reference)]
        single = reference.single and warn and not self.stretch
        if single and (rows.narrows(reference.rows[0].line) or columns.narrows(reference.columns[0].line)):
            self.narrowed.append(text)
        return _joined_ends(tuple(replace(column, letters=True) for column in new_columns), new_rows)

    def _sights(self, reference: Reference) -> tuple[Sight, Sight]:
        """Rows and columns as the formula sees them on the sheet that the reference names."""
        here = self.here
        sheet = self.book.of(reference.sheets[0] if reference.sheets else here.sheet)
        if reference.sheets and reference.sheets[0].casefold() != here.sheet.casefold():
            return Sight(sheet.rows), Sight(sheet.columns)
        return (
            Sight(sheet.rows, here.row_copies, here.rows, here.row),
            Sight(sheet.columns, here.column_copies, None, here.column),
        )

    def _blank(self, reference: Reference) -> str:
        """A blank cell near the place of what is gone, all `$`."""
        sheet = self.book.of(reference.sheets[0] if reference.sheets else self.here.sheet)
        row, column = (marks[0].line if marks else 1 for marks in (reference.rows, reference.columns))
        new_row, new_column = sheet.blank_below(row, column)
        return f"${column_letter(new_column)}${new_row}"


def _joined(formula: str) -> str:
    """The formula as its tokens spell it, which may lack some blanks."""
    return "".join(text for text, _ in operands(formula))


@lru_cache(maxsize=4096)
def operands(formula: str) -> tuple[tuple[str, bool], ...]:
    """The formula's tokens in order, each with whether a range-taking function takes it whole as an argument."""
    try:
        tokens: list[Token] = Tokenizer("=" + formula).items
    except TokenizerError as fault:
        raise UnreadableFormulaError(f"the formula ={formula} cannot be read ({fault})") from None
    return tuple(_operands(tokens))


def _operands(tokens: list[Token]) -> Iterator[tuple[str, bool]]:
    calls: list[tuple[str, int]] = []
    for index, token in enumerate(tokens):
        if token.type in {Token.FUNC, Token.PAREN, Token.ARRAY}:
            _step(calls, token)
        elif token.type == Token.SEP and token.subtype == Token.ARG and calls:
            calls[-1] = (calls[-1][0], calls[-1][1] + 1)
        alone = token.type == Token.OPERAND and bool(calls) and _alone(tokens, index)
        yield token.value, alone and takes_range(*calls[-1])


def qualified(formula: str, table: str) -> str:
    """A formula inside a table with the table's name in references that leave it out, as Excel stores them.

    Example:
        >>> qualified("SUBTOTAL(109,[Sales])", "rows"), qualified("SUM(other[Sales])", "rows")
        ('SUBTOTAL(109,rows[Sales])', 'SUM(other[Sales])')
    """
    texts = [text for text, _ in operands(formula)] if "[" in formula else []
    if not any(text.startswith("[") and "!" not in text for text in texts):
        return formula
    return "".join(table + text if text.startswith("[") and "!" not in text else text for text in texts)


def _step(calls: list[tuple[str, int]], token: Token) -> None:
    """Enter or leave a function, a parenthesis or an array."""
    if token.subtype == Token.OPEN:
        name = token.value[:-1].upper() if token.type == Token.FUNC else ""
        calls.append((name.rpartition(":")[2], 0))
    elif calls:
        calls.pop()


def _alone(tokens: list[Token], index: int) -> bool:
    """True if the operand is a whole argument."""
    before = next((t for t in reversed(tokens[:index]) if t.type != Token.WSPACE), None)
    after = next((t for t in tokens[index + 1 :] if t.type != Token.WSPACE), None)
    opened = before is not None and (before.type == Token.SEP or before.subtype == Token.OPEN)
    return opened and after is not None and (after.type == Token.SEP or after.subtype == Token.CLOSE)


def _renamed_name(text: str, book: BookMap) -> str:
    """A sheet-local name (`Report!Sales`) after its sheet was renamed; anything else as it is."""
    if not book.names or "!" not in text or text.startswith(('"', "#")):
        return text
    prefix, _, name = text.rpartition("!")
    sheet = prefix.strip("'").replace("''", "'")
    new = book.names.get(sheet.casefold())
    return sheet_prefix((new,)) + name if new else text


def _joined_ends(columns: tuple[Moving, ...], rows: tuple[Moving, ...]) -> list[str | Moving]:
    """Both ends with their colon; an end alone where both would say the same."""
    width = max(len(columns), len(rows))
    ends: list[list[str | Moving]] = []
    for index in range(width):
        end: list[str | Moving] = []
        if columns:
            end.append(columns[min(index, len(columns) - 1)])
        if rows:
            end.append(rows[min(index, len(rows) - 1)])
        ends.append(end)
    return [*ends[0], *([":", *ends[1]] if width > 1 else [])]
