"""Seeded standard workbooks of any size, laid out as Excel lays them out: shared strings, one table per sheet.

    python benchmarks/books.py 100000 big.xlsx

Invoices and receipts are written as raw XML around a skeleton made by xlsxwriter, because writing a million rows through a
library takes longer than everything that is to be measured.
"""

from __future__ import annotations

import io
import random
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from salessheets.core.addresses import column_letter
from salessheets.core.columns import Kind
from salessheets.core.sheet import Sheet
from salessheets.sheets import SHEETS

AS_OF = date(2026, 3, 31)
_EPOCH = date(1899, 12, 30)
_SMALL = ("Settings", "Payment Terms", "Taxes", "Reps", "Customers", "Targets")
_BIG = ("Invoices", "Receipts")
_OURS = ("Allocations", "Weekly Sales", "To Do", "Findings")
_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.MONEY: "#,##0.00", Kind.PERCENT: "0.0%"}
CUSTOMERS, REPS = 2_000, 20


def make_book(path: Path, invoices: int, seed: int = 1) -> None:
    """Write a workbook with this many invoices and as many receipts."""
    skeleton = _skeleton(invoices)
    strings = _Strings(_shared_strings(skeleton))
    rng = random.Random(seed)
    with (
        zipfile.ZipFile(skeleton) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as target,
    ):
        sheets = [name for name in _names() if name in _BIG]
        parts = {f"xl/worksheets/sheet{_names().index(name) + 1}.xml": name for name in sheets}
        for item in source.infolist():
            if item.filename in parts:
                rows = (
                    _invoice_rows(rng, invoices) if parts[item.filename] == "Invoices" else _receipt_rows(rng, invoices)
                )
                _write_sheet(source.read(item), target, item.filename, _declared(parts[item.filename]), rows, strings)
            elif item.filename != "xl/sharedStrings.xml":
                target.writestr(item, source.read(item))
        target.writestr("xl/sharedStrings.xml", strings.xml())


def _names() -> list[str]:
    return [*_SMALL, *_BIG, *_OURS]


def _declared(name: str) -> Sheet:
    return next(sheet for sheet in SHEETS if sheet.name == name)


class _Strings:
    def __init__(self, known: list[str]) -> None:
        self.places = {text: i for i, text in enumerate(known)}
        self.uses = len(known)

    def place(self, text: str) -> int:
        self.uses += 1
        return self.places.setdefault(text, len(self.places))

    def xml(self) -> bytes:
        head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="{self.uses}" uniqueCount="{len(self.places)}">'
        return (head + "".join(f"<si><t>{text}</t></si>" for text in self.places) + "</sst>").encode()


def _shared_strings(skeleton: io.BytesIO) -> list[str]:
    with zipfile.ZipFile(skeleton) as source:
        return re.findall(r"<si><t[^>]*>([^<]*)</t></si>", source.read("xl/sharedStrings.xml").decode())


def _skeleton(invoices: int) -> io.BytesIO:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"})
    for name in _names():
        sheet, rows = _declared(name), _small_rows(name)
        page = book.add_worksheet(name)
        formats = [
            book.add_format({"num_format": _FORMATS[c.kind]}) if c.kind in _FORMATS else None for c in sheet.columns
        ]
        for i, (column, form) in enumerate(zip(sheet.columns, formats, strict=True)):
            page.set_column(i, i, 14, form)
            for r, row in enumerate(rows, 1):
                value = row.get(column.header)
                if value is not None:
                    (page.write_datetime if isinstance(value, date) else page.write)(r, i, value, form)
        height = invoices if name in _BIG else max(1, len(rows))
        page.add_table(
            0,
            0,
            height,
            len(sheet.columns) - 1,
            {"name": sheet.table_name, "columns": [{"header": c.header} for c in sheet.columns]},
        )
    book.close()
    return made


def _small_rows(name: str) -> list[dict[str, object]]:
    day = date(2015, 1, 1)
    rows: dict[str, list[dict[str, object]]] = {
        "Settings": [{"Setting": "Base currency", "Value": "EUR"}, {"Setting": "As-of date", "Value": AS_OF}],
        "Payment Terms": [{"Terms": "NET30", "Line": 1, "Portion %": 1, "Months": 0, "Days": 30, "End of month": "No", "Counts from": "Invoice date"}],
        "Taxes": [{"Tax code": "S19", "Rate": 0.19, "Valid from": day, "Label": "VAT 19%"}],
        "Reps": [{"Rep ID": f"R{i:02}", "Name": f"Rep {i}", "E-mail": f"rep{i}@office.example", "Started": day, "Time zone": "Europe/Berlin"} for i in range(REPS)],
        "Customers": [
            {
                "Customer ID": f"C{i:05}", "Customer name": f"Customer {i}", "Kind": "Company", "Status": "Active", "Billing street": "Street 1",
                "Billing city": f"City {i}", "Billing country": "DE", "Letters to": "Billing", "Language": "de_DE", "Rep ID": f"R{i % REPS:02}",
                "Region": ("North", "South", "East", "West")[i % 4], "Terms": "NET30", "Currency": "EUR", "Credit limit": 50_000,
            }
            for i in range(CUSTOMERS)
        ],
        "Targets": [
            {"Target No": f"T-{m:02}-{i}", "Fiscal year": 2026, "Period": f"P{m:02}", "Rep ID": f"R{i:02}", "Scope": "Own", "Measure": "Revenue", "Counted at": "Invoice", "Target": 100_000, "Spread": "Even"}
            for i in range(REPS)
            for m in range(1, 13)
        ],
    }  # fmt: skip
    return rows.get(name, [])


def _invoice_rows(rng: random.Random, count: int) -> Iterator[dict[str, object]]:
    first = date(2025, 1, 1)
    for i in range(count):
        customer = rng.randrange(CUSTOMERS)
        day = first + timedelta(days=i * 450 // count)
        net = rng.randrange(1_000, 900_000)
        yield {
            "Invoice No": f"INV-{i:07}", "Type": "Invoice", "Date": day, "Customer ID": f"C{customer:05}", "Rep ID": f"R{customer % REPS:02}", "Terms": "NET30",
            "Currency": "EUR", "Net": net, "Tax": (net * 19 + 50) // 100, "Status": "Sent", "Sent on": day, "Dispute": "No",
        }  # fmt: skip


def _receipt_rows(rng: random.Random, count: int) -> Iterator[dict[str, object]]:
    """Nine of ten invoices paid, most in full, by their number."""
    again = random.Random(1)
    for i, invoice in enumerate(_invoice_rows(again, count)):
        gross = int(str(invoice["Net"])) + int(str(invoice["Tax"]))
        target = f"INV-{i:07}" if i % 10 else f"old account {i}"
        amount = gross if i % 20 else gross // 2
        yield {
            "Receipt No": f"BK-{i:07}", "Date": date.fromisoformat(str(invoice["Date"])) + timedelta(days=rng.randrange(5, 70)), "Method": "Bank transfer",
            "Payer": f"CUSTOMER {str(invoice['Customer ID'])[1:]}", "Reference": target, "Amount": amount, "Currency": "EUR", "Customer ID": invoice["Customer ID"],
        }  # fmt: skip


def _write_sheet(
    skeleton: bytes,
    target: zipfile.ZipFile,
    part: str,
    sheet: Sheet,
    rows: Iterator[dict[str, object]],
    strings: _Strings,
) -> None:
    head, _, tail = skeleton.partition(b"</row>")
    rest = tail[tail.index(b"</sheetData>") :]
    places = {column.header: i for i, column in enumerate(sheet.columns)}
    letters = {header: column_letter(i + 1) for header, i in places.items()}
    form = _styles(skeleton)
    with target.open(part, "w", force_zip64=True) as out:
        out.write(head + b"</row>")
        for number, row in enumerate(rows, 2):
            cells = [
                _cell(f"{letters[h]}{number}", form.get(places[h], ""), row[h], strings) for h in letters if h in row
            ]
            out.write(f'<row r="{number}" spans="1:{len(letters)}">{"".join(cells)}</row>'.encode())
        out.write(rest)


def _styles(skeleton: bytes) -> dict[int, str]:
    return {
        int(m[1]) - 1: f' s="{m[2]}"' for m in re.finditer(r'<col min="(\d+)"[^>]*style="(\d+)"', skeleton.decode())
    }


def _cell(ref: str, style: str, value: object, strings: _Strings) -> str:
    if isinstance(value, str):
        return f'<c r="{ref}"{style} t="s"><v>{strings.place(value)}</v></c>'
    if isinstance(value, date):
        return f'<c r="{ref}"{style}><v>{(value - _EPOCH).days}</v></c>'
    return f'<c r="{ref}"{style}><v>{int(str(value)) / 100:.16g}</v></c>'


if __name__ == "__main__":
    make_book(Path(sys.argv[2]), int(sys.argv[1]))
