"""Formulas that refer to rows of which nothing is left: a block without records, or one that was not kept.

A sum of nothing is 0, and so is any other figure that a range gives. What looks something up, or means one cell, cannot
be answered for the author of the template.

Example:
    >>> without("SUM(B4:B4)/2", {"B4:B4"}), without("SUM(B4:B4,B9:B9)", {"B4:B4"})
    ('0/2', 'SUM(B9:B9)')
    >>> without("SUMIFS(C4:C4,A4:A4,H1)", {"C4:C4", "A4:A4"}), without("B4+1", {"B4"})
    ('0', None)
"""

from __future__ import annotations

from collections.abc import Collection

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

_SHORTER = frozenset({"SUM", "COUNT", "COUNTA", "MIN", "MAX", "AVERAGE", "PRODUCT", "SUMSQ"})
_ZERO = _SHORTER | {
    "AVERAGEA", "COUNTBLANK", "MINA", "MAXA", "MEDIAN", "SUMPRODUCT", "STDEV", "STDEV.S", "STDEV.P", "STDEVP", "VAR",
    "VAR.S", "VAR.P", "VARP", "SUBTOTAL", "AGGREGATE", "SUMIF", "AVERAGEIF", "COUNTIF", "SUMIFS", "AVERAGEIFS",
    "MAXIFS", "MINIFS", "COUNTIFS", "LARGE", "SMALL", "ROWS", "PERCENTILE", "PERCENTILE.INC", "QUARTILE",
}  # fmt: skip
_EMPTY = frozenset({"TEXTJOIN", "CONCAT", "CONCATENATE"})


def without(formula: str, gone: Collection[str]) -> str | None:
    """The formula without the operands that are gone; None when it cannot do without one."""
    tokens = list(Tokenizer("=" + formula).items)
    while True:
        place = next((i for i, token in enumerate(tokens) if token.type == Token.OPERAND and token.value in gone), None)
        if place is None:
            return "".join(token.value for token in tokens)
        opened = _opening(tokens, place)
        if opened is None:
            return None
        tokens = _shortened(tokens, opened, place)


def _opening(tokens: list[Token], place: int) -> int | None:
    """The function of which the operand is an argument, if it can do without."""
    depth = 0
    for index in range(place - 1, -1, -1):
        token = tokens[index]
        if token.subtype == Token.CLOSE:
            depth += 1
        elif token.subtype == Token.OPEN and depth:
            depth -= 1
        elif token.subtype == Token.OPEN:
            known = token.type == Token.FUNC and _name(token) in _ZERO | _EMPTY
            return index if known else None
    return None


def _name(token: Token) -> str:
    return str(token.value[:-1]).upper().removeprefix("_XLFN.")


def _closing(tokens: list[Token], opened: int) -> int:
    depth = 0
    for index in range(opened, len(tokens)):
        depth += (tokens[index].subtype == Token.OPEN) - (tokens[index].subtype == Token.CLOSE)
        if not depth:
            return index
    return len(tokens) - 1


def _shortened(tokens: list[Token], opened: int, place: int) -> list[Token]:
    """The argument dropped where others are left, else the whole call replaced by what nothing comes to."""
    closed, name = _closing(tokens, opened), _name(tokens[opened])
    alone = tokens[place - 1 : place + 2]
    parted = [token.type == Token.SEP and token.subtype == Token.ARG for token in (alone[0], alone[-1])]
    if name in _SHORTER and any(parted):
        return [*tokens[: place - parted[0]], *tokens[place + 1 + (parted[1] and not parted[0]) :]]
    value = '""' if name in _EMPTY else "0"
    return [*tokens[:opened], Token(value, Token.OPERAND), *tokens[closed + 1 :]]
