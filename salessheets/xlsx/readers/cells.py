"""What both readers of sheet data produce, and the rules for a single cell that they share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from salessheets.core.raw import Kinds, Numbers, Texts

IS_DATE, IS_FORMULA, IS_UNCACHED = 1, 2, 4

EPOCH_SHIFT = 1462
"""Days between the 1900 and the 1904 date system."""


@dataclass(frozen=True)
class Cells:
    """A batch of cells that hold a value or a formula, row by row, left to right.

    Attributes:
        rows: Excel rows, ascending.
        columns: Column numbers (1 = A).
        kinds: As in `core.raw`.
        numbers: As in `core.raw.RawColumn.numbers`.
        texts: As in `core.raw.RawColumn.texts`.
        flags: IS_DATE, IS_FORMULA and IS_UNCACHED, added up.
    """

    rows: npt.NDArray[np.int32]
    columns: npt.NDArray[np.uint16]
    kinds: Kinds
    numbers: Numbers
    texts: Texts
    flags: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, which: npt.NDArray[np.int64] | slice) -> Cells:
        """The cells at these positions of the batch."""
        return Cells(
            self.rows[which], self.columns[which], self.kinds[which], self.numbers[which], self.texts[which],
            self.flags[which],
        )  # fmt: skip


@dataclass
class Scan:
    """A sheet's part, read once: its cells in batches and what stands around them.

    Attributes:
        batches: All cells with a value or a formula, rows ascending across the batches.
        hidden: Rows marked hidden, by hand or by a filter.
        filtered: True when the sheet's own autofilter has criteria.
        merged: The merged areas as they stand, e.g. "A1:B2".
        prefixes: Namespace prefixes that the root declares; only the fast reading asks.
        canonical: True when the fast reading went through the whole part.
    """

    batches: list[Cells] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    filtered: bool = False
    merged: list[str] = field(default_factory=list)
    prefixes: frozenset[str] = frozenset()
    canonical: bool = False


@dataclass(frozen=True)
class Surroundings:
    """What a cell's meaning depends on outside its sheet.

    Attributes:
        where: How messages name the sheet, e.g. "Sales.xlsx, sheet Invoices".
        strings: The shared strings.
        styles: For each cell style whether it shows a date or a time (see `formats`).
        date1904: True for the 1904 date system.
    """

    where: str
    strings: Texts
    styles: npt.NDArray[np.uint8]
    date1904: bool = False


def iso_serial(text: str) -> float:
    """The 1900-system serial of an ISO date, date and time, or time of day (cells of type "d").

    Raises:
        ValueError: The text is no ISO date.

    Example:
        >>> iso_serial("2026-02-09"), iso_serial("2026-02-09T12:00:00Z"), iso_serial("18:00"), iso_serial("1900-01-01")
        (46062.0, 46062.5, 0.75, 1.0)
    """
    if ":" in text[:3]:
        return _day_fraction(dt.time.fromisoformat(text))
    moment = dt.datetime.fromisoformat(text)
    days = moment.toordinal() - _DAY_ZERO
    if days < _FIRST_OF_MARCH_1900:
        days -= 1
    return days + _day_fraction(moment.time())


_DAY_ZERO = dt.date(1899, 12, 30).toordinal()
_FIRST_OF_MARCH_1900 = 61


def _day_fraction(time: dt.time) -> float:
    seconds = time.hour * 3600 + time.minute * 60 + time.second
    return (seconds * 1_000_000 + time.microsecond) / 86_400_000_000
