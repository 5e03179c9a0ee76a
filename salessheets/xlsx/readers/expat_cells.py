"""The careful reading of sheet data: any legal XML, cell by cell, and a clear word on what is wrong.

It takes prefixed and unprefixed tags, references left out, comments, CDATA, formatted runs and rows out of order.
`fast_cells` reads canonical sheets many times faster and must give the same cells.
"""

from __future__ import annotations

import math
from array import array
from pyexpat import ExpatError, ParserCreate
from typing import NoReturn

import numpy as np

from salessheets.core.addresses import MAX_COLUMN, MAX_ROW, cell_name, parse_cell
from salessheets.core.raw import BLANK, BOOL, ERROR, NUMBER, TEXT
from salessheets.errors import Damaged
from salessheets.xlsx.container.parts import unescape
from salessheets.xlsx.readers.cells import (
    EPOCH_SHIFT,
    IS_DATE,
    IS_FORMULA,
    IS_UNCACHED,
    Cells,
    Scan,
    Surroundings,
    iso_serial,
)
from salessheets.xlsx.readers.formats import DATE, PLAIN
from salessheets.xlsx.readers.words import NUMBER_TEXT

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
)
_TYPES = frozenset({"n", "s", "str", "b", "e", "inlineStr", "d"})
_TRUTH = {"1": 1.0, "0": 0.0, "true": 1.0, "false": 0.0}
_REPAIR = "Open the book in Excel, let it repair the sheet, check the cell and save."


def scan(data: bytes, around: Surroundings) -> Scan:
    """Read a sheet's part.

    Raises:
        Damaged: The part is no well-formed XML, or a cell in it contradicts another or itself.
    """
    reader = _Reader(around)
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    try:
        parser.Parse(data, True)  # noqa: FBT003 - pyexpat's own signature
    except ExpatError as fault:
        raise Damaged(around.where, f"the sheet is not well-formed ({fault})", "Restore a backup.") from fault
    reader.found.batches = reader.batches()
    return reader.found


class _Reader:
    """The handlers; what is open is kept in plain attributes, what is read in typed arrays."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.found = Scan()
        self.path: list[str] = []
        self.row = self.column = 0
        self.rows_seen: set[int] = set()
        self.in_row: set[int] = set()
        self.type, self.style = "n", 0
        self.value: str | None = None
        self.formula = False
        self.text: list[str] | None = None
        self.rows, self.columns = array("i"), array("H")
        self.kinds, self.flags = array("B"), array("B")
        self.numbers = array("d")
        self.texts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        name = _local(tag)
        self.path.append(name)
        if name == "c" and self._inside("sheetData", "row"):
            self._open_cell(attributes)
        elif name == "row" and self._inside("sheetData"):
            self._open_row(attributes)
        elif (name in {"v", "f"} and self._inside("c")) or (name == "t" and self._in_inline_text()):
            self.text = [] if self.text is None else self.text
            self.formula = self.formula or name == "f"
        elif name == "mergeCell":
            self.found.merged.append(attributes.get("ref", ""))
        elif name == "filterColumn" and self._inside("worksheet", "autoFilter"):
            self.found.filtered = True

    def _inside(self, *names: str) -> bool:
        return tuple(self.path[-1 - len(names) : -1]) == names

    def _in_inline_text(self) -> bool:
        return self._inside("c", "is") or self._inside("c", "is", "r")

    def characters(self, text: str) -> None:
        """Text of an element that is wanted."""
        if self.text is not None:
            self.text.append(text)

    def end(self, tag: str) -> None:
        """An element closes."""
        name = _local(tag)
        if name in {"v", "t"} and self.text is not None:
            self.value = (self.value or "") + "".join(self.text) if name == "t" else "".join(self.text)
        if name in {"v", "t", "f"}:
            self.text = None
        elif name == "c" and self._inside("sheetData", "row"):
            self._close_cell()
        self.path.pop()

    def _open_row(self, attributes: dict[str, str]) -> None:
        stated = attributes.get("r", "")
        row = int(stated) if stated.isascii() and stated.isdigit() else 0 if stated else self.row + 1
        if not 1 <= row <= MAX_ROW:
            self._damaged("", f"there is no row {stated or row}")
        if row in self.rows_seen:
            self._damaged("", f"row {row} stands in the file twice")
        self.rows_seen.add(row)
        self.row, self.column = row, 0
        self.in_row.clear()
        if attributes.get("hidden") in {"1", "true"}:
            self.found.hidden.add(row)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self.column = self._placed(attributes["r"]) if "r" in attributes else self.column + 1
        if self.column > MAX_COLUMN:
            self._damaged("", f"row {self.row} has more than {MAX_COLUMN} cells")
        cell = cell_name(self.row, self.column)
        if self.column in self.in_row:
            self._damaged(cell, "the cell stands in the file twice")
        self.in_row.add(self.column)
        self.type, style = attributes.get("t", "n"), attributes.get("s", "0")
        if self.type not in _TYPES or not (style.isascii() and style.isdigit()):
            self._damaged(cell, f"the cell's type {self.type!r} or style {style!r} is none")
        self.style = int(style)
        self.value, self.formula, self.text = None, False, None

    def _placed(self, reference: str) -> int:
        try:
            row, column = parse_cell(reference)
        except ValueError:
            self._damaged("", f"row {self.row} has a cell with the address {reference!r}")
        if row != self.row:
            self._damaged(reference, f"the cell stands in row {self.row} of the file")
        return column

    def _close_cell(self) -> None:
        value = self.value
        kind, number, text = (BLANK, math.nan, "") if value is None else self._typed(value)
        clock = self._clock() if kind == NUMBER else PLAIN
        if clock == DATE and self.around.date1904 and self.type == "n":
            number += EPOCH_SHIFT
        stored = value is not None and (value != "" or self.type == "str")
        flags = IS_DATE * (clock != PLAIN) + IS_FORMULA * self.formula + IS_UNCACHED * (self.formula and not stored)
        if kind != BLANK or flags:
            self._keep(kind, number, text, flags)

    def _clock(self) -> int:
        if self.type == "d":
            return DATE
        return int(self.around.styles[self.style]) if self.style < len(self.around.styles) else PLAIN

    def _keep(self, kind: int, number: float, text: str, flags: int) -> None:
        self.rows.append(self.row)
        self.columns.append(self.column)
        self.kinds.append(kind)
        self.numbers.append(number)
        self.texts.append(text)
        self.flags.append(flags)

    def _typed(self, value: str) -> tuple[int, float, str]:
        """(kind, number, text) of a stored value."""
        if self.type in {"str", "inlineStr"}:
            text = unescape(value)
            return (TEXT if text else BLANK), math.nan, text
        bare = value.strip(" \t\r\n")
        if not bare:
            return BLANK, math.nan, ""
        if self.type == "s":
            return self._shared(bare)
        if self.type == "e":
            return ERROR, math.nan, bare
        return self._number(bare)

    def _shared(self, value: str) -> tuple[int, float, str]:
        strings = self.around.strings
        if not (value.isascii() and value.isdigit()) or int(value) >= len(strings):
            self._damaged(self._here(), f"its text {value} is not among the book's {len(strings)} texts")
        text = str(strings[int(value)])
        return (TEXT if text else BLANK), math.nan, text

    def _number(self, value: str) -> tuple[int, float, str]:
        if self.type == "b":
            if value not in _TRUTH:
                self._damaged(self._here(), f"{value!r} is neither true nor false")
            return BOOL, _TRUTH[value], ""
        if self.type == "d":
            return NUMBER, self._date(value), ""
        if not NUMBER_TEXT.fullmatch(value.encode()) or not math.isfinite(float(value)):
            self._damaged(self._here(), f"{value!r} is no number")
        return NUMBER, float(value), ""

    def _date(self, value: str) -> float:
        try:
            return iso_serial(value)
        except ValueError:
            self._damaged(self._here(), f"{value!r} is no date")

    def _here(self) -> str:
        return cell_name(self.row, self.column)

    def _damaged(self, cell: str, wrong: str) -> NoReturn:
        raise Damaged(f"{self.around.where}, cell {cell}" if cell else self.around.where, wrong, _REPAIR)

    def batches(self) -> list[Cells]:
        """Everything read, as one batch in the order of rows."""
        cells = Cells(
            np.array(self.rows, dtype=np.int32),
            np.array(self.columns, dtype=np.uint16),
            np.array(self.kinds, dtype=np.uint8),
            np.array(self.numbers, dtype=np.float64),
            np.array(self.texts, dtype=object),
            np.array(self.flags, dtype=np.uint8),
        )
        return [cells.take(np.lexsort((cells.columns, cells.rows)))] if len(cells) else []


def _local(tag: str) -> str:
    """The name of a tag of the main namespace; "" for those of others."""
    return tag.rpartition(" ")[2] if tag.startswith(_MAIN) else ""
