"""Criteria of SUMIFS and its kin: `">=5"`, `"<>"`, `"Ana*"`, a number, a text.

Example:
    >>> [criterion(">=5")(value) for value in (4, 5, "6", None)]
    [False, True, False, False]
    >>> [criterion("an*")(value) for value in ("Ana", "Bo", 1)], criterion("")(None), criterion("<>x")(None)
    ([True, False, False], True, True)
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from typing import Any

from salessheets.xlsx.formula_values.kinds import Fault, is_number

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip


def criterion(wanted: Any) -> Callable[[Any], bool]:
    """A test for cell values."""
    if wanted is None:
        wanted = 0
    if not isinstance(wanted, str) or isinstance(wanted, Fault):
        return lambda value: _same(value, wanted) or (is_number(wanted) and _number_text(value) == wanted)
    sign = next((sign for sign in _OPERATORS if wanted.startswith(sign)), "")
    rest = wanted[len(sign) :]
    meant = _number(rest)
    if meant is not None and sign in {"", "=", "<>"}:
        return lambda value: (_same(value, meant) or _number_text(value) == meant) != (sign == "<>")
    if meant is not None:
        return lambda value: is_number(value) and _OPERATORS[sign](value, meant)
    if sign in {"", "=", "<>"}:
        return _text_test(rest, sign)
    return lambda value: isinstance(value, str) and _OPERATORS[sign](value.casefold(), rest.casefold())


def _text_test(rest: str, sign: str) -> Callable[[Any], bool]:
    if not rest:
        if sign == "<>":
            return lambda value: value is not None
        return (lambda value: value is None) if sign else (lambda value: value is None or value == "")
    pattern = re.compile(wildcard(rest), re.IGNORECASE | re.DOTALL)
    return lambda value: (isinstance(value, str) and pattern.fullmatch(value) is not None) != (sign == "<>")


def wildcard(text: str) -> str:
    """A text with `*`, `?` and `~` as a regular expression."""
    parts = re.findall(r"~[*?~]|.", text, re.DOTALL)
    return "".join(
        {"*": ".*", "?": "."}.get(part, re.escape(part.removeprefix("~") if len(part) > 1 else part)) for part in parts
    )


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _number_text(value: Any) -> float | None:
    return _number(value) if isinstance(value, str) else None


def _same(value: Any, wanted: Any) -> bool:
    if isinstance(value, bool) or isinstance(wanted, bool):
        return value is wanted
    return bool(is_number(value) and value == wanted)
