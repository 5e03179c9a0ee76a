"""Faults of a file or of the program, as exceptions. Faults of the data are findings, never exceptions.

    SalessheetsError                 anything the program says in its own words; has an exit code
    ├── UsageError            (2)    the command cannot be understood as given
    ├── Refused               (3)    the file is left alone, for a reason that is told
    │   ├── NotAWorkbook             not an .xlsx package: HTML, CSV, .xls, encrypted, truncated
    │   ├── Damaged                  a package whose parts do not agree: CRC, missing part, bad XML
    │   ├── Unsupported              a sound package with something this version will not write into
    │   ├── TooLarge                 more cells, rows or bytes than a workbook of this kind can have
    │   ├── ReadOnly                 the file or its folder cannot be written
    │   ├── ChangedMeanwhile         somebody saved the file after it was read
    │   ├── LintFault                what was about to be written is not a sound workbook; nothing was written
    │   └── TemplateFaults           a report template or its data cannot be filled; lists every fault with its cell
    └── FileInUse             (4)    open in Excel or LibreOffice, or being refreshed by another run

Example:
    >>> Refused("Sales.xlsx", "the file is read-only", "Remove the read-only mark and refresh again.").exit_code
    3
"""

from __future__ import annotations


class SalessheetsError(Exception):
    """A fault told in three parts: where, what is wrong, what to do.

    Args:
        where: The file, sheet or cell, as the user knows it.
        wrong: What is wrong, a clause in plain words without a closing full stop.
        to_do: The next step, one sentence; may be empty.
    """

    exit_code = 70

    def __init__(self, where: str, wrong: str, to_do: str = "") -> None:
        self.where = where
        self.wrong = wrong
        self.to_do = to_do
        super().__init__(f"{where}: {wrong}." + (f" {to_do}" if to_do else ""))


class UsageError(SalessheetsError):
    """The command cannot be understood as given."""

    exit_code = 2


class Refused(SalessheetsError):
    """The file is left alone, for a reason that is told. Nothing was written."""

    exit_code = 3


class NotAWorkbook(Refused):
    """The file is no .xlsx package."""


class Damaged(Refused):
    """The package's parts do not agree with each other."""


class Unsupported(Refused):
    """A sound package with something that this version does not write into."""


class TooLarge(Refused):
    """More cells, rows or bytes than a workbook of this kind can have."""


class ReadOnly(Refused):
    """The file or its folder cannot be written."""


class ChangedMeanwhile(Refused):
    """Somebody saved the file after it was read."""


class LintFault(Refused):
    """What was about to be written is not a sound workbook. Nothing was written."""


class TemplateFaults(Refused):
    """A report template or its data cannot be filled.

    Args:
        where: The template's name.
        faults: One line per fault, each naming sheet and cell.
    """

    def __init__(self, where: str, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__(where, "the template cannot be filled:\n  " + "\n  ".join(faults), "")


class FileInUse(SalessheetsError):
    """The workbook is open elsewhere, or another run is at work on it."""

    exit_code = 4
