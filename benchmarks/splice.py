"""Set three of the twelve columns of a large sheet, against unzipping and zipping the same file in the same process.

    python benchmarks/splice.py 100000           rows
    python benchmarks/splice.py 1000000          takes about a minute

Printed are CPU seconds, their ratio, and peak memory: the process's own after reading, and after the splice. The ratio is what
counts; it is of one run on one machine.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import xlsxwriter

from salessheets.xlsx.edit import CellValue, Edit
from salessheets.xlsx.package import Package
from salessheets.xlsx.reading import read_sheet


def book(rows: int, path: Path) -> None:
    """Twelve columns of numbers and texts; the last one is blank."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Invoices")
        sheet.write_row(0, 0, [f"Column {i}" for i in range(1, 13)])
        for row in range(1, rows + 1):
            sheet.write_row(
                row,
                0,
                [f"INV-{row:07}", "Sent", "EUR", row, row / 100, row % 7, row * 19 / 100, row, row % 30, row, "Open"],
            )


def peak() -> float:
    """The most memory that this process held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rezip(content: bytes) -> None:
    """Inflate every member and deflate it again at level 6."""
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for item in source.infolist():
            target.writestr(item, source.read(item))


def main(rows: int) -> None:
    """Print CPU seconds, their ratio, and peak memory."""
    content = _made(rows)
    began = time.process_time()
    rezip(content)
    floor = time.process_time() - began
    began = time.process_time()
    package = Package.from_bytes(content)
    sheet = read_sheet(package, package.sheet("Invoices"))
    read, held = time.process_time() - began, peak()
    numbers = range(2, rows + 2)
    columns: dict[int, list[CellValue]] = {
        8: [n / 4 for n in numbers],
        11: ["Paid" if n % 2 else "Overdue" for n in numbers],
        12: [n / 8 for n in numbers],
    }
    began, given = time.process_time(), peak()
    edit = Edit(package)
    for number, values in columns.items():
        edit.set_column("Invoices", number, numbers, values)
    edit.finish()
    spliced = time.process_time() - began
    print(
        f"{len(sheet.rows):,} rows: rezip at zlib 6 {floor:.2f} CPU s; open and read {read:.2f} s, peak {held:.0f} MiB"
    )
    print(
        f"set 3 of 12 columns, pack and prove {spliced:.2f} s: {spliced / floor:.2f} x rezip; peak {peak() - given:.0f} MiB higher"
    )


def _made(rows: int) -> bytes:
    """The book, made by a process of its own, whose memory is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "book.xlsx")
        maker = multiprocessing.get_context("spawn").Process(target=book, args=(rows, path))
        maker.start()
        maker.join()
        return path.read_bytes()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
