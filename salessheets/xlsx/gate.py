"""The gate: a verdict on a file before anything parses it, in bounded time and memory.

Every message says what is wrong and what to do. What the gate lets through is a package whose members are
whole, named plainly and related to each other, and small enough to be worked on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from salessheets.errors import Damaged, NotAWorkbook
from salessheets.xlsx import rawzip

if TYPE_CHECKING:
    from salessheets.xlsx.package import Package


def judged_members(content: bytes, label: str) -> tuple[rawzip.Member, ...]:
    """The members of a file that is a zip."""
    if not content.startswith(b"PK\x03\x04"):
        raise NotAWorkbook(label, "this is not an Excel workbook", "Save it as .xlsx in Excel.")
    return rawzip.directory(content, label)


def judge(package: Package) -> None:
    """Check the CRC of every member and that workbook and sheets are there."""
    for name in package.names:
        package.data(name)
    for entry in package.sheets:
        if entry.part and not package.has(entry.part):
            raise Damaged(
                f"{package.label}, sheet {entry.name!r}",
                "the sheet's content is missing",
                "Restore a backup.",
            )
