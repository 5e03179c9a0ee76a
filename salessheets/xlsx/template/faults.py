"""All faults of one filling, gathered until the end: nothing is written while there is one.

Example:
    >>> faults = Faults("weekly.xlsx")
    >>> faults.add("Report!D4", 'there is no field "due"')
    >>> faults.lines
    ('weekly.xlsx › Report!D4: there is no field "due"',)
"""

from __future__ import annotations

from salessheets.errors import TemplateFaults

_MOST = 200


class Faults:
    """Faults and warnings of one template, in the order found, each once."""

    def __init__(self, template: str) -> None:
        self.template = template
        self._faults: dict[str, None] = {}
        self._warnings: dict[str, None] = {}

    def add(self, place: str, wrong: str) -> None:
        """A fault at `place` (sheet and cell, or part of the book)."""
        if len(self._faults) < _MOST:
            self._faults[f"{self.template} › {place}: {wrong}"] = None

    def warn(self, place: str, doubt: str) -> None:
        """Something that fills, but hardly as meant."""
        self._warnings[f"{self.template} › {place}: {doubt}"] = None

    @property
    def count(self) -> int:
        """How many faults there are so far."""
        return len(self._faults)

    @property
    def lines(self) -> tuple[str, ...]:
        """The faults."""
        return tuple(self._faults)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The warnings."""
        return tuple(self._warnings)

    def settle(self) -> None:
        """Raise TemplateFaults if there are any."""
        if self._faults:
            raise TemplateFaults(self.template, self.lines)
