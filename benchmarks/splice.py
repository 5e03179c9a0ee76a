"""Set three of the twelve columns of a large sheet, against unzipping and zipping the same file in the same process.

python benchmarks/splice.py 100000          number of rows
"""

from __future__ import annotations

import io
import sys
import time
import zipfile

import xlsxwriter

from salessheets.xlsx.edit import Edit
from salessheets.xlsx.package import Package
from salessheets.xlsx.reading import read_sheet


def book(rows: int) -> bytes:
    """Twelve columns of numbers and texts; the last one is blank."""
    with xlsxwriter.Workbook(made := io.BytesIO(), {"constant_memory": False}) as workbook:
        sheet = workbook.add_worksheet("Invoices")
        sheet.write_row(0, 0, [f"Column {i}" for i in range(1, 13)])
        for row in range(1, rows + 1):
            sheet.write_row(
                row,
                0,
                [f"INV-{row:07}", "Sent", "EUR", row, row / 100, row % 7, row * 19 / 100, row, row % 30, row, "Open"],
            )
    return made.getvalue()


def rezip(content: bytes) -> None:
    """Inflate every member and deflate it again at level 6."""
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        for item in source.infolist():
            target.writestr(item, source.read(item))


def main(rows: int) -> None:
    """Print CPU seconds and their ratio."""
    content = book(rows)
    began = time.process_time()
    rezip(content)
    floor = time.process_time() - began
    began = time.process_time()
    package = Package.from_bytes(content)
    read_sheet(package, package.sheet("Invoices"))
    read = time.process_time() - began
    began = time.process_time()
    edit, numbers = Edit(package), range(2, rows + 2)
    edit.set_column("Invoices", 8, numbers, [n / 4 for n in numbers])
    edit.set_column("Invoices", 11, numbers, ["Paid" if n % 2 else "Overdue" for n in numbers])
    edit.set_column("Invoices", 12, numbers, [n / 8 for n in numbers])
    edit.finish()
    spliced = time.process_time() - began
    print(f"{rows:,} rows: rezip at zlib 6 {floor:.2f} CPU s; open and read {read:.2f} s")
    print(f"set 3 of 12 columns, pack and prove {spliced:.2f} s: {spliced / floor:.2f} x rezip")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
