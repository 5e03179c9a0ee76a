"""Formulas as trees.

Example:
    >>> parse("1+B4*2")
    Binary(op='+', left=Literal(value=1), right=Binary(op='*', left=Operand(text='B4'), right=Literal(value=2)))
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from salessheets.xlsx.formula_values.kinds import Fault, NotKnown

_POWER = 5
_BINDING = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": _POWER}


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, text, truth value, error, or a left-out argument (None)."""

    value: Any


@dataclass(frozen=True, slots=True)
class Operand:
    """A reference, structured reference or name."""

    text: str


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign in front, or `%` behind."""

    op: str
    inner: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what stands between them."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function, its name in upper case without `_xlfn.`."""

    name: str
    arguments: tuple[Node, ...]


Node = Literal | Operand | Unary | Binary | Call


@lru_cache(maxsize=4096)
def parse(formula: str) -> Node:
    """Read a formula without its `=`. Raises NotKnown for what this package does not read."""
    try:
        tokens = Tokenizer("=" + formula).items
    except (TokenizerError, IndexError):
        raise NotKnown from None
    parser = _Parser([token for token in tokens if token.type != Token.WSPACE])
    tree = parser.expression(0)
    if parser.token is not None:
        raise NotKnown
    return tree


class _Parser:
    """A parser by binding strength. A missing operator between two operands is an intersection: not known."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def token(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> Token:
        token = self.token
        if token is None:
            raise NotKnown
        self._at += 1
        return token

    def expression(self, least: int) -> Node:
        left = self._prefix()
        while (token := self.token) is not None:
            if token.type == Token.OP_POST:
                self._at += 1
                left = Unary("%", left)
                continue
            binding = _BINDING.get(token.value, 0) if token.type == Token.OP_IN else 0
            if binding <= least:
                if token.type == Token.OP_IN and not binding:
                    raise NotKnown
                break
            self._at += 1
            left = Binary(token.value, left, self.expression(binding))
        return left

    def _prefix(self) -> Node:
        token = self._next()
        if token.type == Token.OP_PRE:
            return Unary(token.value, self.expression(_POWER))
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            inner = self.expression(0)
            self._close()
            return inner
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            return self._call(token.value[:-1])
        if token.type == Token.OPERAND:
            return _operand(token)
        raise NotKnown

    def _close(self) -> None:
        if self._next().subtype != Token.CLOSE:
            raise NotKnown

    def _call(self, name: str) -> Node:
        arguments: list[Node] = []
        while (token := self.token) is not None and token.subtype != Token.CLOSE:
            if token.type == Token.SEP:
                self._at += 1
                arguments.append(Literal(None))
                continue
            arguments.append(self.expression(0))
            if self.token is not None and self.token.type == Token.SEP:
                self._at += 1
                if self.token is not None and self.token.subtype == Token.CLOSE:
                    arguments.append(Literal(None))
        self._close()
        return Call(name.upper().removeprefix("_XLFN.").removeprefix("_XLWS."), tuple(arguments))


def _operand(token: Token) -> Node:
    if token.subtype == Token.NUMBER:
        number = float(token.value)
        return Literal(
            int(number) if number.is_integer() and "." not in token.value and "E" not in token.value.upper() else number
        )
    if token.subtype == Token.TEXT:
        return Literal(token.value[1:-1].replace('""', '"'))
    if token.subtype == Token.LOGICAL:
        return Literal(token.value.upper() == "TRUE")
    if token.subtype == Token.ERROR:
        return Literal(Fault(token.value))
    return Operand(token.value)
