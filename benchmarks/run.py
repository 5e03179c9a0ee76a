"""Measure a refresh stage by stage, against libraries on the same file in the same run.

    python benchmarks/run.py 10000 100000          sizes in invoices (as many receipts); 1000000 takes some minutes

Each measurement is a process of its own; CPU seconds (user and system) and peak memory are the operating system's. What counts
are the ratios: absolute figures belong to the machine.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from books import AS_OF

ROOT = Path(__file__).resolve().parents[1]

_STAGES = """
import sys, time, json
from pathlib import Path
marks = [("start", time.process_time())]
def mark(name): marks.append((name, time.process_time()))
from salessheets.app import opening, planning, running, refreshing, reporting
from salessheets.xlsx import saving
mark("import")
path = Path(sys.argv[1])
opened = opening.open_workbook(path); mark("open and read")
ran = running.run(opened.book); mark("check and compute")
plan = planning.planned(opened, ran); mark("compare")
edited = plan.edit.finish(); mark("splice and prove")
saving.save(opened.package, edited.content); mark("save")
reporting.reports_of(ran.book, path, None, plan.findings, write=True); mark("report")
print(json.dumps([(name, after - before) for (_, before), (name, after) in zip(marks, marks[1:])]))
"""
_REZIP = """
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as source, zipfile.ZipFile(sys.argv[1] + ".rezip", "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target:
    for item in source.infolist():
        target.writestr(item, source.read(item))
"""
_TYPED = """
import sys, datetime
from pathlib import Path
from salessheets.app import opening
from salessheets.xlsx.edit import Edit
path = Path(sys.argv[1])
opened = opening.open_workbook(path)
invoices = opened.book.frame("Invoices")
unpaid = invoices[invoices["Open"].fillna(0) > 0].iloc[::50].head(200)
edit = Edit(opened.package)
edit.append_rows("Receipts", [
    {"Receipt No": f"NEW-{i:04}", "Date": datetime.date(2026, 3, 30), "Method": "Bank transfer", "Reference": number,
     "Amount": amount / 100, "Currency": "EUR", "Customer ID": customer}
    for i, (number, amount, customer) in enumerate(zip(unpaid["Invoice No"], unpaid["Open"], unpaid["Customer ID"]))
])
content = edit.finish().content
path.write_bytes(content)
"""
_OPENPYXL = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1]); book.save(sys.argv[1] + ".openpyxl.xlsx")
"""


def measured(*command: str) -> tuple[float, float, str]:
    """(CPU seconds, peak MiB, what it printed) of a process; a failure ends the benchmark."""
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    printed = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        sys.exit(f"failed: {command[:2]}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed


def bench(size: int, folder: Path) -> None:
    """Measure one size and print a table."""
    book, staged = folder / f"book{size}.xlsx", folder / f"staged{size}.xlsx"
    measured(
        str(ROOT / "benchmarks" / "books.py"), str(size), str(book)
    )  # apart: a child's peak begins at its parent's size
    staged.write_bytes(book.read_bytes())
    rezip, _, _ = measured("-c", _REZIP, str(book))
    print(f"\n{size:,} invoices and {size:,} receipts, {book.stat().st_size / 2**20:.1f} MiB\n")
    _row("unzip and rezip, zlib 6", rezip, None, rezip)
    openpyxl = None
    if size <= 100_000:
        openpyxl, memory, _ = measured("-c", _OPENPYXL, str(book))
        _row("openpyxl load and save", openpyxl, memory, rezip)
    _refresh("first refresh", book, rezip, openpyxl)
    _stages(staged, rezip)
    refreshed, _, _ = measured("-c", _REZIP, str(book))
    print(
        f"\n  refreshed: {book.stat().st_size / 2**20:.1f} MiB, unzip and rezip {refreshed:.2f} CPU s; ratios from here on are to this\n"
    )
    _refresh("refresh with nothing new", book, refreshed, openpyxl)
    measured("-c", _TYPED, str(book))
    staged.write_bytes(book.read_bytes())
    _refresh("refresh after 200 receipts", book, refreshed, openpyxl)
    _stages(staged, refreshed)


def _refresh(what: str, book: Path, rezip: float, openpyxl: float | None) -> None:
    command = ("-m", "salessheets", "refresh", str(book), "--as-of", str(AS_OF), "--quiet")
    cpu, memory, _ = measured(*command)
    _row(what, cpu, memory, rezip)
    if openpyxl:
        print(f"    that is {cpu / openpyxl:.2f} of openpyxl's load and save of the book before its first refresh")


def _stages(book: Path, rezip: float) -> None:
    _, _, printed = measured("-c", _STAGES, str(book))
    for name, seconds in json.loads(printed.splitlines()[-1]):
        _row(f"  {name}", seconds, None, rezip)


def _row(what: str, cpu: float, memory: float | None, rezip: float) -> None:
    told = f"{memory:8.0f} MiB" if memory else " " * 12
    print(f"  {what:<28}{cpu:8.2f} CPU s{told}{cpu / rezip:8.1f} x rezip")


def main(sizes: list[int]) -> None:
    """Measure all sizes, and how quickly help appears."""
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}")
    cpu, memory, _ = measured("-m", "salessheets", "--help")
    print(f"salessheets --help: {cpu:.2f} CPU s, {memory:.0f} MiB")
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            bench(size, Path(folder))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000, 100_000])
