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

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from salessheets.core.addresses import MAX_ROW, column_letter
from salessheets.xlsx.template.arguments import takes_range
from salessheets.xlsx.template.lines import Block, Lines
from salessheets.xlsx.template.references import Mark, Reference, sheet_prefix


@dataclass(frozen=True, slots=True)
class SheetMap:
    """Both maps of one sheet."""

    rows: Lines = field(default_factory=Lines)
    columns: Lines = field(default_factory=Lines)

    @property
    def same(self) -> bool:
        """True if no cell moves."""
        return self.rows.same and self.columns.same


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
    """Where a formula stands in the template: sheet, row, column, and the block that repeats it, if any."""

    sheet: str
    row: int
    column: int
    rows: Block | None = None
    columns: Block | None = None


@dataclass(frozen=True, slots=True)
class Moving:
    """A line number that differs from copy to copy: `base + step * copy`. `letters` for columns."""

    base: int
    step: int = 0
    fixed: bool = False
    letters: bool = False

    def at(self, copy: int) -> str:
        """As it stands in a formula."""
        line = self.base + self.step * copy
        return ("$" if self.fixed else "") + (column_letter(line) if self.letters else str(line))


@dataclass(frozen=True, slots=True)
class Formula:
    """A moved formula: text pieces and the line numbers between them.

    Attributes:
        pieces: What the formula consists of, in order.
        narrowed: References outside a block to one cell of it, which mean its first copy only.
    """

    pieces: tuple[str | Moving, ...]
    narrowed: tuple[str, ...] = ()

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
    if book.same and here.rows is None and here.columns is None:
        return Formula((formula,))
    pieces: list[str | Moving] = []
    narrowed: list[str] = []
    for text, as_range in operands(formula):
        pieces.extend(_moved_operand(text, book, here, as_range=as_range or stretch, narrowed=narrowed))
    whole = Formula(tuple(pieces), tuple(narrowed))
    if any(isinstance(p, Moving) and p.step for p in pieces) or whole.text(0) != _joined(formula):
        return whole
    return Formula((formula,), tuple(narrowed))


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


def _moved_operand(text: str, book: BookMap, here: Here, *, as_range: bool, narrowed: list[str]) -> list[str | Moving]:
    """One token at its new place; what is no reference stays."""
    start, tail = text, ""
    if text.endswith("(") and ":" in text:  # B4:INDEX(
        start, colon, function = text.rpartition(":")
        tail = colon + function
    reference = Reference.parse(start.removeprefix("@"))
    if reference is None:
        return [_renamed_name(text, book)]
    sheet = book.of(reference.sheets[0] if reference.sheets else here.sheet)
    if len(reference.sheets) > 1 and not all(book.of(name).same for name in reference.sheets):
        raise UnreadableFormulaError(f"{text} goes through several sheets, and one of them grows")
    same_sheet = not reference.sheets or reference.sheets[0].casefold() == here.sheet.casefold()
    rows = _line_pair(reference.rows, sheet.rows, here.rows if same_sheet else None, here.row, as_range=as_range)
    across = here.columns if same_sheet else None
    columns = _line_pair(reference.columns, sheet.columns, across, here.column, as_range=as_range)
    columns = tuple(replace(column, letters=True) for column in columns)
    if reference.single and not as_range and not tail and _narrows(reference, sheet, here, same_sheet=same_sheet):
        narrowed.append(text)
    lead = "@" if text.startswith("@") else ""
    prefix = sheet_prefix(reference.renamed(book.names).sheets)
    return [lead + prefix, *_joined_ends(columns, rows), tail]


def _renamed_name(text: str, book: BookMap) -> str:
    """A sheet-local name (`Report!Sales`) after its sheet was renamed; anything else as it is."""
    if not book.names or "!" not in text or text.startswith(('"', "#")):
        return text
    prefix, _, name = text.rpartition("!")
    sheet = prefix.strip("'").replace("''", "'")
    new = book.names.get(sheet.casefold())
    return sheet_prefix((new,)) + name if new else text


def _narrows(reference: Reference, sheet: SheetMap, here: Here, *, same_sheet: bool) -> bool:
    """True if one cell stands for several copies of it, seen from outside their block."""
    block = sheet.rows.block_at(reference.rows[0].line)
    return block is not None and block.copies > 1 and not (same_sheet and block == here.rows)


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


def _line_pair(
    marks: tuple[Mark, ...], lines: Lines, block: Block | None, here: int, *, as_range: bool
) -> tuple[Moving, ...]:
    """The new rows (or columns) of a reference; a single cell becomes two ends where it stretches."""
    if not marks:
        return ()
    if block is not None and any(block.holds(mark.line) or _above(mark, block, here) for mark in marks):
        return _own_pair(marks, lines, block, here)
    first = Moving(min(lines.first(marks[0].line), MAX_ROW), 0, marks[0].fixed)
    last = Moving(min(lines.last(marks[-1].line), MAX_ROW), 0, marks[-1].fixed)
    if len(marks) == 1 and (not as_range or first == last):
        return (first,)
    return (first, last)


def _above(mark: Mark, block: Block, here: int) -> bool:
    """True if a line without `$` stands right above the block, or one pattern above the formula."""
    return not mark.fixed and mark.line < block.first and mark.line in {block.first - 1, here - block.height}


def _own_pair(marks: tuple[Mark, ...], lines: Lines, block: Block, here: int) -> tuple[Moving, ...]:
    """The ends of a reference from inside the block that it touches."""
    if len(marks) == 2 and all(mark.fixed and block.holds(mark.line) for mark in marks):
        return (
            Moving(lines.first(marks[0].line), 0, fixed=True),
            Moving(lines.last(marks[1].line), 0, fixed=True),
        )
    ends = [_own(mark, lines, block, here) for mark in marks]
    if len(ends) == 2 and not ends[1].step and ends[0].step and ends[0].base >= ends[1].base:
        ends.reverse()
    return tuple(ends)


def _own(mark: Mark, lines: Lines, block: Block, here: int) -> Moving:
    """One end: of the formula's own copy, of the previous copy, of the first copy, or a cell elsewhere."""
    start = lines.start(block)
    if block.holds(mark.line) and not mark.fixed:
        return Moving(start + mark.line - block.first, block.height)
    if _above(mark, block, here):
        offset = -1 if mark.line == block.first - 1 else here - block.height - block.first
        return Moving(start + offset, block.height)
    return Moving(lines.first(mark.line), 0, mark.fixed)
