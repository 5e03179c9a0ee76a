"""How long filling a report template takes: processor time against xlsxwriter writing the same rows, and memory.

Run it with the number of records, each size in a process of its own: `python benchmarks/template.py 1000 100000`.
"""

from __future__ import annotations

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from salessheets.xlsx.package import Package
from salessheets.xlsx.template import fill_template

FIELDS = ("rep", "region", "orders", "sales", "target", "share")


def records(count: int) -> list[dict[str, object]]:
    """Six fields: two texts, a whole number, three decimals."""
    return [
        {"rep": f"Rep {n % 997}", "region": f"Region {n % 7}", "orders": n % 50, "sales": n * 1.25, "target": n * 1.5,
         "share": n % 100 / 100}
        for n in range(count)
    ]  # fmt: skip


def template(kind: str) -> Package:
    """A template with one dataset of six columns, as a table or as a marked block."""
    with Workbook(made := BytesIO()) as book:
        sheet = book.add_worksheet("Report")
        if kind == "table":
            sheet.add_table("A3:F4", {"name": "rows", "columns": [{"header": name} for name in FIELDS]})
        else:
            sheet.write_row("A4", [f"{{{{ rows.{name} }}}}" for name in FIELDS])
            book.define_name("each_rows", "=Report!$A$4:$F$4")
        sheet.write_formula("D5", "=SUM(D4:D4)")
    return Package.from_bytes(made.getvalue())


def written(data: list[dict[str, object]]) -> bytes:
    """The same rows by xlsxwriter."""
    with Workbook(made := BytesIO()) as book:
        sheet = book.add_worksheet("Report")
        for row, record in enumerate(data, 3):
            for column, value in enumerate(record.values()):
                sheet.write(row, column, value)
    return made.getvalue()


def peak() -> float:
    """The most memory this process had so far, in MB; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(kind: str, count: int) -> str:
    """One line of the table."""
    data = records(count)
    package = template(kind) if kind != "xlsxwriter" else None
    before, start = peak(), time.process_time()
    size = len(fill_template(package, {"rows": data}) if package else written(data))
    took = time.process_time() - start
    return f"{kind:<10} {count:>9,} {took:>8.2f} s {before:>7.0f} -> {peak():>5.0f} MB {size / 1e6:>7.1f} MB"


def main() -> None:
    """Measure each kind and size in a fresh process."""
    if len(sys.argv) == 3 and sys.argv[1] in {"table", "block", "xlsxwriter"}:
        print(measure(sys.argv[1], int(sys.argv[2])))
        return
    for count in sys.argv[1:] or ["1000", "10000", "100000"]:
        for kind in ("table", "block", "xlsxwriter"):
            subprocess.run([sys.executable, Path(__file__), kind, count], check=True)


if __name__ == "__main__":
    main()
