"""Texts with `{{ expression }}` in them: cells, sheet names, headers, text boxes, titles, notes, links.

A text that is one expression alone gives the expression's value as it is; anything else gives text. Formatted texts
consist of runs; an expression may begin in one run and end in another, and its value takes the first one's format.

Example:
    >>> language = Language({"who": "Ana", "total": 1234.5})
    >>> Tagged("Total: {{ total }}", language).text(language.names), Tagged("{{ total }}", language).value(language.names)
    ('Total: 1234.5', 1234.5)
    >>> filled_runs(["For {{ w", "ho }}", "!"], language, language.names)
    ['For Ana', '', '!']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from salessheets.xlsx.template.sandbox import Evaluate, Language
from salessheets.xlsx.template.values import BadValueError, as_text

LONGEST_TEXT = 32_767
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|[{}]")
_STATEMENT = re.compile(r"\{%-?\s*(for|if|set|block|include|import|macro|endfor|endif|else)\b")


def has_tag(text: str | None) -> bool:
    """True if the text holds an expression, or a statement that the language does not have."""
    return bool(text) and ("{{" in text or "{%" in text)  # type: ignore[operator]


def split(text: str) -> list[tuple[int, int, str]]:
    """Where the expressions of a text begin and end, and what they say.

    Raises:
        BadValueError: An expression without end, or a statement.

    Example:
        >>> split("a {{ x | join('}}') }} b")
        [(2, 22, "x | join('}}')")]
    """
    if _STATEMENT.search(text):
        raise BadValueError(
            "statements {% ... %} are not part of the language; use {{ ... }}, a table or a named block"
        )
    found, position = [], text.find("{{")
    while position >= 0:
        end = _end(text, position)
        found.append((position, end, " ".join(text[position + 2 : end - 2].split())))
        position = text.find("{{", end)
    return found


def _end(text: str, start: int) -> int:
    """The position after the `}}` that closes the expression at `start`. Raises BadValueError."""
    depth = 0
    for match in _QUOTED.finditer(text, start + 2):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}" and depth:
            depth -= 1
        elif match[0] == "}" and text.startswith("}}", match.start()):
            return match.start() + 2
    raise BadValueError("an expression begins with {{ and has no }}")


class Tagged:
    """One text with expressions, compiled. Raises BadValueError for an expression that is none."""

    def __init__(self, text: str, language: Language) -> None:
        parts = split(text)
        self.expressions = tuple(source for _, _, source in parts)
        self._parts: list[str | Evaluate] = []
        position = 0
        for start, end, source in parts:
            self._parts += [text[position:start], language.compile(source)]
            position = end
        self._parts.append(text[position:])
        self.alone = len(parts) == 1 and not (text[: parts[0][0]].strip() or text[parts[0][1] :].strip())

    def value(self, names: Mapping[str, Any]) -> Any:
        """The value of a single expression, else the text. Raises BadValueError."""
        if self.alone:
            return next(part for part in self._parts if not isinstance(part, str))(names)
        return self.text(names)

    def text(self, names: Mapping[str, Any], quoted: Callable[[str], str] = str) -> str:
        """The text with the values in it, each passed through `quoted`. Raises BadValueError."""
        made = "".join(part if isinstance(part, str) else quoted(as_text(part(names))) for part in self._parts)
        if len(made) > LONGEST_TEXT:
            raise BadValueError(f"the text is longer than the {LONGEST_TEXT:,} characters a cell can hold")
        return made


def filled(text: str, language: Language, names: Mapping[str, Any], quoted: Callable[[str], str] = str) -> str:
    """The text with its expressions' values. Raises BadValueError."""
    return Tagged(text, language).text(names, quoted) if has_tag(text) else text


def filled_runs(runs: Sequence[str], language: Language, names: Mapping[str, Any]) -> list[str]:
    """The runs of one formatted text; a value stands in the run where its `{{` begins. Raises BadValueError."""
    whole = "".join(runs)
    starts = [sum(map(len, runs[:index])) for index in range(len(runs) + 1)]
    made = [list[str]() for _ in runs]
    position = 0
    for begin, end, source in [*split(whole), (len(whole), len(whole), "")]:
        for index in range(len(runs)):
            made[index].append(whole[max(position, starts[index]) : min(begin, starts[index + 1])])
        if source:
            owner = next(i for i in range(len(runs)) if starts[i] <= begin < starts[i + 1])
            made[owner].append(as_text(language.compile(source)(names)))
        position = end
    return ["".join(parts) for parts in made]
