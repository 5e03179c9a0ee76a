"""The journal `.salessheets/journal.jsonl`: one line per version of a workbook, and what of it can be undone.

A line is written before the workbook is replaced, so that a version is never without its line; a line whose
version never came to be is recognised by the next line, which starts from the same old bytes. No cell values
are in it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from salessheets.xlsx.keeping import disk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

FOLDER = ".salessheets"


@dataclass(frozen=True, slots=True)
class Entry:
    """One version: `old` and `new` are SHA-256 in hexadecimal, `backup` a file name, `time` UTC in ISO form.

    `verb` is "save" or "undo"; `counts` says how many cells, rows and sheets changed.
    """

    time: str
    workbook: str
    verb: str
    old: str
    new: str
    backup: str
    counts: dict[str, int] = field(default_factory=dict)


def journal_path(workbook: Path) -> Path:
    """Where the journal of a workbook's folder stands."""
    return workbook.parent / FOLDER / "journal.jsonl"


def append(workbook: Path, entry: Entry) -> None:
    """Add an entry, forced to the disk. Raises OSError."""
    line = json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True)
    disk.append_line(journal_path(workbook), line.encode("utf-8"))


def entries(workbook: Path, current: str) -> tuple[Entry, ...]:
    """The versions of a workbook that came to be, oldest first; `current` is its SHA-256 now."""
    try:
        lines = disk.read(journal_path(workbook)).splitlines()
    except FileNotFoundError:
        return ()
    known = [entry for entry in map(_parsed, lines) if entry is not None and entry.workbook == workbook.name]
    return tuple(_landed(known, current))


def _parsed(line: bytes) -> Entry | None:
    """An entry, or None for a line that a crash tore."""
    try:
        return Entry(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _landed(known: Sequence[Entry], current: str) -> Iterable[Entry]:
    """The entries whose new version stood at the workbook's place.

    Example:
        >>> lost, kept = (Entry("t", "b", "save", "A", new, "") for new in "BC")
        >>> [entry.new for entry in _landed([lost, kept], "C")]
        ['C']
    """
    started_from = [*(entry.old for entry in known), current][1:]
    for entry, next_old in zip(known, started_from, strict=True):
        if next_old != entry.old:
            yield entry


def undoable(known: Iterable[Entry]) -> tuple[Entry, ...]:
    """The saves that no undo has taken back, oldest first.

    Example:
        >>> first, second, back = (Entry("t", "b", verb, "", "", verb) for verb in ("save", "save", "undo"))
        >>> undoable([first, second, back]) == (first,)
        True
    """
    open_saves: list[Entry] = []
    for entry in known:
        if entry.verb == "undo":
            del open_saves[-1:]
        else:
            open_saves.append(entry)
    return tuple(open_saves)
