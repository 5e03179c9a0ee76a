"""The proof that an edit changed what it was meant to change, and nothing else.

The scan here shares no code with the splice. With the intended cells left out, the cells of the old and of the new
sheet must be the same bytes in the same order; so must the attributes of rows, apart from `spans`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pyexpat import ParserCreate

import numpy as np
import numpy.typing as npt

from salessheets.core.addresses import cell_name, column_number
from salessheets.errors import LintFault
from salessheets.xlsx.patching.cell_edits import Written
from salessheets.xlsx.patching.intentions import Column, Flags, Intended, Numbers
from salessheets.xlsx.patching.meanings import Reader

_BLOCK = 1 << 20
_ROW_TAG = re.compile(rb'<row r="(\d+)"([^<>]*?)\s*/?>\Z')
_SPANS = re.compile(rb'\s*(?:spans|[\w]+:dyDescent)="[^"]*"')
_CELL = re.compile(r"([A-Z]+)(\d+)")


def prove_cells(old: bytes, new: bytes, intended: Intended, label: str) -> None:
    """Prove that only intended cells of a sheet differ. Both parts are UTF-8.

    Raises:
        LintFault: Something else differs, or the new part is not well-formed.
    """
    inside = intended.holds()
    try:
        same = _fast_digest(old, inside) == _fast_digest(new, inside)
    except _StrangeError:
        same = _slow_digest(old, inside) == _slow_digest(new, inside)
    if not same:
        raise LintFault(label, "cells that nobody named would have changed", "Nothing was written. Please report this.")


class _StrangeError(Exception):
    """Not the shape that the fast scan knows."""


def _fast_digest(data: bytes, inside: Callable[[Numbers, Numbers], Flags]) -> bytes:
    """A digest of all cells that are not intended, and of the rows' attributes."""
    start, end = data.find(b"<sheetData>"), data.rfind(b"</sheetData>")
    if start < 0 or end < 0 or b"<!--" in data[:start] or b"<!" in data[end:]:
        raise _StrangeError
    cells, rows = hashlib.sha256(), hashlib.sha256()
    for block in _blocks(data, start + 11, end):
        kept, lines = _kept(block, inside)
        cells.update(kept)
        for line in lines:
            rows.update(line)
    return cells.digest() + rows.digest()


def _blocks(data: bytes, start: int, end: int) -> Iterator[bytes]:
    while start < end:
        cut = data.find(b"<row ", min(start + _BLOCK, end), end)
        cut = cut if cut > 0 else end
        yield data[start:cut]
        start = cut


def _kept(block: bytes, inside: Callable[[Numbers, Numbers], Flags]) -> tuple[bytes, Iterable[bytes]]:
    """The bytes of the cells that stay, and what the rows say."""
    a = np.frombuffer(block + b"    ", np.uint8)
    opens = np.flatnonzero(a == ord("<"))
    second, third = a[opens + 1], a[opens + 2]
    if (second == ord("!")).any() or (second == ord("?")).any():
        raise _StrangeError
    is_cell = (second == ord("c")) & (third == ord(" "))
    is_row = (second == ord("r")) & (third == ord("o")) | (second == ord("/")) & (third == ord("r"))
    marks, cells = opens[is_cell | is_row], is_cell[is_cell | is_row]
    lengths = np.diff(np.append(marks, len(block)))
    if len(marks) and (marks[0] != 0 or cells[0]):
        raise _StrangeError
    if not cells.any():
        return b"", _row_lines(block, marks, lengths)
    tags = marks[~cells]
    opening = a[tags + 1] == ord("r")
    rows = _row_numbers(block, tags[opening])[np.cumsum(_openings(cells, opening))[cells] - 1]
    keep = np.zeros(len(marks), bool)
    keep[cells] = ~inside(rows, _columns(a, marks[cells]))
    kept = a[: len(block)][np.repeat(keep, lengths)].tobytes()
    return kept, _row_lines(block, tags, lengths[~cells])


def _openings(cells: Flags, opening: Flags) -> Flags:
    """Which marks are start tags of rows; `opening` tells it of the marks that are no cells."""
    found: Flags = np.zeros(len(cells), bool)
    found[~cells] = opening
    return found


def _row_numbers(block: bytes, starts: Numbers) -> Numbers:
    numbers = [block[at + 8 : block.index(b'"', at + 8)] for at in starts.tolist() if block.startswith(b'<row r="', at)]
    if len(numbers) != len(starts) or not all(map(bytes.isdigit, numbers)):
        raise _StrangeError
    return np.array(list(map(int, numbers)), dtype=np.int64)


def _columns(a: npt.NDArray[np.uint8], starts: Numbers) -> Numbers:
    """The column of each cell, read letter by letter for all cells at once."""
    if not ((a[starts + 3] == ord("r")) & (a[starts + 4] == ord("=")) & (a[starts + 5] == ord('"'))).all():
        raise _StrangeError
    columns, going = np.zeros(len(starts), np.int64), np.ones(len(starts), bool)
    for at in (6, 7, 8):
        letter = a[starts + at].astype(np.int64) - 64
        going &= (letter >= 1) & (letter <= 26)
        columns = np.where(going, columns * 26 + letter, columns)
    if not columns.all():
        raise _StrangeError
    return columns


def _row_lines(block: bytes, starts: Numbers, lengths: Numbers) -> Iterator[bytes]:
    """Number and attributes of the rows that have any besides `spans`."""
    memo: dict[bytes, bytes] = {}
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        tag = block[start : start + length]
        if tag == b"</row>":
            continue
        quote = tag.find(b'"', 8)
        rest = tag[quote + 1 :]
        if rest not in memo:
            found = _ROW_TAG.match(tag)
            if not found:
                raise _StrangeError
            memo[rest] = _SPANS.sub(b"", found[2])
        if memo[rest]:
            yield tag[8:quote] + memo[rest]


def _slow_digest(data: bytes, inside: Callable[[Numbers, Numbers], Flags]) -> bytes:
    """The same by expat, for any legal XML; a cell is what a parser reports of it."""
    scan = _Scan(inside)
    scan.parser.Parse(data, True)  # noqa: FBT003 - pyexpat's own signature
    return scan.digest.digest()


class _Scan:
    def __init__(self, inside: Callable[[Numbers, Numbers], Flags]) -> None:
        self.inside = inside
        self.digest = hashlib.sha256()
        self.parser = ParserCreate("UTF-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.parser.CharacterDataHandler = self.text
        self.depth = self.row = self.column = 0
        self.cell_depth = 0
        self.said: list[object] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        name = tag.rpartition(":")[2]
        if self.cell_depth:
            self.said.append((name, sorted(attributes.items())))
        elif name == "row" and self.depth == 3:
            self._row(attributes)
        elif name == "c" and self.depth == 4 and self.row:
            found = _CELL.match(attributes.get("r", ""))
            self.column = column_number(found[1]) if found else self.column + 1
            self.cell_depth = self.depth
            self.said = [(self.row, self.column, sorted(i for i in attributes.items() if i[0] != "r"))]

    def _row(self, attributes: dict[str, str]) -> None:
        self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        other = sorted(i for i in attributes.items() if i[0] not in {"r", "spans"} and not i[0].endswith("dyDescent"))
        if other:
            self.digest.update(repr((self.row, other)).encode())

    def text(self, text: str) -> None:
        if self.cell_depth:
            self.said.append(text)

    def end(self, _: str) -> None:
        if self.cell_depth == self.depth:
            self.cell_depth = 0
            if not self.inside(np.array([self.row]), np.array([self.column]))[0]:
                self.digest.update(repr(self.said).encode())
        self.depth -= 1


def prove_values(new: bytes, intended: Intended, reader: Reader, label: str) -> None:
    """Prove that the intended cells say what was meant: read back by a parser, for any legal XML in UTF-8.

    Raises:
        LintFault: A cell says something else, is missing, or is there although it was to go.
    """
    wanted = intended.values()
    scan = _Values(wanted, reader)
    scan.parser.Parse(new, True)  # noqa: FBT003 - pyexpat's own signature
    wrong = scan.wrong + [
        (row, number)
        for number, column in wanted.items()
        for row in np.flatnonzero(column.named & ~column.gone & ~scan.met[number]).tolist()
        if isinstance(column.meant[row], Written) or not reader.says("n", "", column.meant[row])
    ]
    if wrong:
        place = cell_name(*wrong[0])
        raise LintFault(
            f"{label}, cell {place}", "it would not say what was meant", "Nothing was written. Please report this."
        )


class _Values:
    """Reads the cells that are named and notes those that say something else."""

    def __init__(self, wanted: dict[int, Column], reader: Reader) -> None:
        self.wanted, self.reader = wanted, reader
        self.met = {number: np.zeros(len(column.named), bool) for number, column in wanted.items()}
        self.wrong: list[tuple[int, int]] = []
        self.parser = ParserCreate("UTF-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self.start, self.end
        self.depth = self.row = self.column = self.cell_depth = 0
        self.kind, self.said, self.formula = "n", list[str](), False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        name = tag.rpartition(":")[2]
        if name == "row" and self.depth == 3:
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
        elif name == "c" and self.depth == 4 and self.row:
            found = _CELL.match(attributes.get("r", ""))
            self.column = column_number(found[1]) if found else self.column + 1
            column = self.wanted.get(self.column)
            if column and self.row < len(column.named) and column.named[self.row]:
                self.cell_depth, self.kind, self.said, self.formula = self.depth, attributes.get("t", "n"), [], False
        elif self.cell_depth:
            self.formula |= name == "f"
            self.parser.CharacterDataHandler = self.said.append if name in {"v", "t"} else None

    def end(self, _: str) -> None:
        self.parser.CharacterDataHandler = None
        if self.cell_depth == self.depth:
            self.cell_depth = 0
            self._judge(self.wanted[self.column])
        self.depth -= 1

    def _judge(self, column: Column) -> None:
        self.met[self.column][self.row] = True
        meant = column.meant[self.row]
        said = isinstance(meant, Written) or (
            not self.formula and self.reader.says(self.kind, "".join(self.said), meant)
        )
        if column.gone[self.row] or not said:
            self.wrong.append((self.row, self.column))


def prove_frame(old: dict[str, list[bytes]], new: dict[str, list[bytes]], allowed: frozenset[str], label: str) -> None:
    """Prove that no child of a worksheet changed but those allowed. Raises LintFault."""
    for name in old.keys() | new.keys():
        if name not in allowed and old.get(name) != new.get(name):
            raise LintFault(
                label, f"{name} of the sheet would have changed", "Nothing was written. Please report this."
            )
