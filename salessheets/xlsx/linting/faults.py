"""What the lint finds: places where a package would make Excel offer a repair, or fall silent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One breach of a rule of the file format.

    Attributes:
        rule: Short stable id, such as "table-header".
        part: The part it is in.
        place: A cell, a range, an id, or "".
        wrong: What is wrong, in words.
    """

    rule: str
    part: str
    place: str
    wrong: str

    def __str__(self) -> str:
        """One line for a message."""
        return f"{self.part}{' ' + self.place if self.place else ''}: {self.wrong} [{self.rule}]"
