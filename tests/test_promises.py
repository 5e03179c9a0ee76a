"""The ten promises of the README, each tried from end to end on workbooks as an office has them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule

from salessheets.app import refresh
from salessheets.errors import ChangedMeanwhile, FileInUse, Refused, SalessheetsError
from salessheets.newbooks import new_book
from salessheets.samples import company_year, in_one_currency
from salessheets.sheets import SHEETS
from salessheets.xlsx import saving

LAST_DAY = date(2026, 3, 31)
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = [
    '=HYPERLINK("http://x","y")', "+cmd|' /C calc'!A0", "{{ 7*7 }}", "{% for x in y %}", "<w:br/>", "A & B",
    "_x0041_", "-1+1", "@SUM(A1)", "../../etc/passwd", "a\nb", "L" * 32_000,
]  # fmt: skip


# ---------------------------------------------------------------- books


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A starter book with the sample year; not refreshed yet. Copy it."""
    path = tmp_path_factory.mktemp("sample") / "Sales.xlsx"
    return new_book(path, "starter", in_one_currency(company_year()))


@pytest.fixture(scope="module")
def lived_in(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same book after an admin worked in it: a sheet with formulas and a chart, comments, colours, parts nobody knows."""
    path = tmp_path_factory.mktemp("lived_in") / "Sales.xlsx"
    shutil.copy(sample, path)
    book = openpyxl.load_workbook(path)
    mine = book.create_sheet("My notes")
    for row in range(1, 6):
        mine.append([f"week {row}", row, f"=B{row}*2"])
    chart = BarChart()
    chart.add_data(Reference(mine, min_col=2, min_row=1, max_row=5))
    mine.add_chart(chart, "E2")
    invoices = book["Invoices"]
    invoices["A3"].comment = Comment("ask Ana", "Admin")
    invoices.conditional_formatting.add(
        "K2:K300", ColorScaleRule(start_type="min", start_color="FFFFFF", end_type="max", end_color="FF9900")
    )
    beyond = invoices.max_column + 2
    for row in range(2, 12):
        invoices.cell(row, beyond, f"=K{row}+L{row}")
    book.save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/pivotCache/pivotCacheDefinition9.xml", "<unknown/>")
        package.writestr("xl/media/odd.bin", bytes(range(256)))
    return path


def copied(book: Path, folder: Path, name: str = "Sales.xlsx") -> Path:
    return Path(shutil.copy(book, folder / name))


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def parts_of_sheets(content: dict[str, bytes]) -> dict[str, str]:
    """Tab -> part, read without the program under test."""
    targets = {
        r.get("Id"): r.get("Target", "").lstrip("/") for r in ET.fromstring(content["xl/_rels/workbook.xml.rels"])
    }
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    tabs = ET.fromstring(content["xl/workbook.xml"]).iter(S + "sheet")
    found = {tab.get("name", ""): targets[tab.get(relation)] for tab in tabs}
    return {tab: part if part.startswith("xl/") else f"xl/{part}" for tab, part in found.items()}


def raw_cells(part: bytes) -> dict[str, tuple[object, ...]]:
    """Address -> attributes and content of each cell, as a plain XML parser sees them."""
    cells = {}
    for cell in ET.fromstring(part).iter(S + "c"):
        inside = [(e.tag, sorted(e.attrib.items()), e.text) for e in cell.iter() if e is not cell]
        cells[cell.get("r", "")] = (cell.get("t"), cell.get("s"), inside)
    return cells


def owned_letters(path: Path) -> dict[str, set[str]]:
    """Tab -> letters of the columns that salessheets fills; every letter on a sheet that is wholly its own."""
    book = openpyxl.load_workbook(path)
    letters: dict[str, set[str]] = defaultdict(set)
    for sheet in SHEETS:
        if sheet.name in book.sheetnames:
            for cell in book[sheet.name][1]:
                if cell.value in sheet.owned or sheet.upkeep.value != "admin":
                    letters[sheet.name].add(cell.column_letter)
    return letters


def texts(path: Path, tab: str) -> list[str]:
    """Texts of a tab; openpyxl leaves the escaped underscore of inline texts as it is, Excel does not."""
    cells = (cell.value for row in openpyxl.load_workbook(path)[tab].iter_rows() for cell in row)
    return [value.replace("_x005F_", "_") for value in cells if isinstance(value, str)]


def table(path: Path, tab: str) -> list[dict[str, object]]:
    """Rows of a sheet by header, with stored values, read by openpyxl."""
    rows = openpyxl.load_workbook(path, data_only=True)[tab].iter_rows(values_only=True)
    headers = next(rows)
    return [dict(zip(headers, row, strict=True)) for row in rows if any(value is not None for value in row)]


def fact(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


def small_book(path: Path, **rows: list[dict[str, object]]) -> Path:
    """A starter book of two customers with what else is given; sheet names have _ for a blank."""
    base: dict[str, list[dict[str, object]]] = {
        "Settings": [{"Setting": "Base currency", "Value": "EUR"}, {"Setting": "Company name", "Value": "Test Ltd"}],
        "Reps": [
            {
                "Rep ID": "R01",
                "Name": "Ana",
                "E-mail": "ana@test.example",
                "Time zone": "UTC",
                "Started": date(2020, 1, 1),
            }
        ],
        "Customers": [customer("C00001", "Nord Foods"), customer("C00002", "Süd AG")],
    }
    given = {name.replace("_", " "): body for name, body in rows.items()}
    return new_book(path, "starter", base | given)


def customer(number: str, name: str) -> dict[str, object]:
    return {
        "Customer ID": number, "Customer name": name, "Kind": "Company", "Status": "Active", "Billing street": "1 Mill Lane",
        "Billing city": "Leeds", "Billing country": "GB", "Letters to": "Billing", "Language": "en_GB", "Rep ID": "R01",
        "Region": "North", "Terms": "30 days", "Currency": "EUR",
    }  # fmt: skip


def invoice(number: str, day: date, net: str, who: str = "C00001", **more: object) -> dict[str, object]:
    return {
        "Invoice No": number, "Type": "Invoice", "Date": day, "Customer ID": who, "Rep ID": "R01", "Terms": "30 days",
        "Currency": "EUR", "Net": Decimal(net), "Tax": Decimal(0), "Status": "Sent", "Sent on": day, "Dispute": "No",
    } | more  # fmt: skip


def receipt(number: str, day: date, amount: str, **more: object) -> dict[str, object]:
    return {
        "Receipt No": number, "Date": day, "Method": "Bank transfer", "Amount": Decimal(amount), "Currency": "EUR",
    } | more  # fmt: skip


# ---------------------------------------------------------------- 1 nothing else moves


def test_a_refresh_leaves_every_other_part_of_the_workbook_byte_for_byte(lived_in, tmp_path):
    path = copied(lived_in, tmp_path)
    before = members(path)
    done = refresh(path, LAST_DAY, reports=False)
    after = members(path)
    changed = {name for name in before if after.get(name) != before[name]}
    ours = {parts_of_sheets(before)[name] for name in owned_letters(lived_in)}
    tables = {name for name in before if name.startswith("xl/tables/")}
    assert set(before) - set(after) == set()
    assert changed <= ours | tables | {"xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml"}
    assert done.proof.parts_untouched == len([name for name in before if after[name] == before[name]])


def test_a_refresh_changes_no_cell_outside_its_own_columns(lived_in, tmp_path):
    path = copied(lived_in, tmp_path)
    before = members(path)
    refresh(path, LAST_DAY, reports=False)
    after = members(path)
    owned = owned_letters(lived_in)
    moved = {}
    for tab, part in parts_of_sheets(before).items():
        old, new = raw_cells(before[part]), raw_cells(after[part])
        strangers = {
            address
            for address in old.keys() | new.keys()
            if old.get(address) != new.get(address) and re.sub(r"\d", "", address) not in owned[tab]
        }
        if strangers:
            moved[tab] = sorted(strangers)[:5]
    assert moved == {}


def test_a_refresh_keeps_notes_colours_rules_and_charts_of_touched_sheets(lived_in, tmp_path):
    path = copied(lived_in, tmp_path)
    before = members(path)
    refresh(path, LAST_DAY, reports=False)
    after = members(path)
    part = parts_of_sheets(before)["Invoices"]
    for name in ("cols", "conditionalFormatting", "dataValidations", "sheetViews", "legacyDrawing", "pageMargins"):
        old = [ET.tostring(e) for e in ET.fromstring(before[part]).findall(S + name)]
        new = [ET.tostring(e) for e in ET.fromstring(after[part]).findall(S + name)]
        assert old == new, name


def test_the_cells_that_the_proof_counts_are_those_that_differ(sample, tmp_path):
    path = copied(sample, tmp_path)
    refresh(path, LAST_DAY, reports=False)
    rows = table(path, "Invoices")
    book = openpyxl.load_workbook(path)
    sheet = book["Invoices"]
    column = [cell.value for cell in sheet[1]].index("Settled") + 1
    for row in (2, 3, 4):
        sheet.cell(row, column).value = 123456.78
    book.save(path)
    done = refresh(path, LAST_DAY, reports=False)
    assert (done.proof.cells_changed, done.proof.rows_added, done.cells_by_sheet) == (3, 0, {"Invoices": 3})
    assert table(path, "Invoices") == rows


# ---------------------------------------------------------------- 2, 3 old or new; undo


def test_undo_brings_back_the_exact_bytes_step_by_step(sample, tmp_path):
    path = copied(sample, tmp_path)
    versions = [path.read_bytes()]
    for day in (date(2026, 1, 31), date(2026, 2, 28), LAST_DAY):
        refresh(path, day, reports=False)
        versions.append(path.read_bytes())
    assert len(set(versions)) == 4
    for version in reversed(versions[:-1]):
        saving.undo(path)
        assert path.read_bytes() == version
    with pytest.raises(Refused, match="nothing to undo"):
        saving.undo(path)


def test_a_backup_with_the_old_bytes_stands_before_the_workbook_is_replaced(sample, tmp_path, monkeypatch):
    path = copied(sample, tmp_path)
    old = path.read_bytes()
    seen = []

    def power_cut(_temp: Path, _path: Path, _new: str) -> None:
        seen.extend(backup.read_bytes() for backup in (tmp_path / ".salessheets" / "backups").iterdir())
        raise OSError(5, "the power went")

    monkeypatch.setattr(saving, "_swap", power_cut)
    with pytest.raises(SalessheetsError):
        refresh(path, LAST_DAY, reports=False)
    assert seen == [old]
    assert path.read_bytes() == old


def test_undo_refuses_to_lose_what_was_saved_since_and_obeys_force(sample, tmp_path):
    path = copied(sample, tmp_path)
    old = path.read_bytes()
    refresh(path, LAST_DAY, reports=False)
    book = openpyxl.load_workbook(path)
    book["Customers"]["B2"] = "Renamed since"
    book.save(path)
    work = path.read_bytes()
    with pytest.raises(ChangedMeanwhile):
        saving.undo(path)
    assert path.read_bytes() == work
    restored = saving.undo(path, force=True)
    assert path.read_bytes() == old
    assert restored.kept.read_bytes() == work


def test_a_workbook_saved_by_somebody_during_the_refresh_is_not_overwritten(sample, tmp_path, monkeypatch):
    path = copied(sample, tmp_path)
    from salessheets.app import refreshing

    def saved_meanwhile(opened: object, ran: object) -> object:
        path.write_bytes(sample.read_bytes() + b"\0")
        return planned(opened, ran)

    planned = refreshing.planned
    monkeypatch.setattr(refreshing, "planned", saved_meanwhile)
    with pytest.raises(ChangedMeanwhile):
        refresh(path, LAST_DAY, reports=False)
    assert path.read_bytes() == sample.read_bytes() + b"\0"


# ---------------------------------------------------------------- 4 twice is once


def test_a_second_refresh_writes_no_byte_and_no_report_anew(sample, tmp_path):
    path = copied(sample, tmp_path)
    refresh(path, LAST_DAY)
    before = {file: fact(file) for file in sorted(tmp_path.rglob("*")) if file.is_file()}
    again = refresh(path, LAST_DAY)
    assert again.proof is None
    assert again.backup is None
    assert {file: fact(file) for file in sorted(tmp_path.rglob("*")) if file.is_file()} == before


def test_two_processes_make_the_same_bytes_of_the_same_workbook(sample, tmp_path):
    made = []
    for n, seed in enumerate(("1", "77")):
        folder = tmp_path / str(n)
        folder.mkdir()
        path = copied(sample, folder)
        subprocess.run(
            [sys.executable, "-m", "salessheets", "refresh", str(path), "--as-of", "2026-03-31", "--fail-on", "never"],
            check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        made.append({file.name: fact(file)[0] for file in folder.rglob("*.xlsx") if "backups" not in file.parts})
    assert made[0] == made[1]
    assert sorted(made[0]) == [
        "Sales - Receivables 2026-03-31.xlsx", "Sales - Sales against target 2026-03-31.xlsx", "Sales.xlsx"
    ]  # fmt: skip


def test_the_order_of_rows_changes_no_figure_and_no_name_of_a_finding(tmp_path):
    rows = in_one_currency(company_year())
    rows["Invoices"] = [dict(row) for row in rows["Invoices"]]
    rows["Invoices"][3]["Customer ID"] = "C09999"
    turned = {
        name: list(reversed(body)) if name in {"Invoices", "Receipts", "Customers"} else body
        for name, body in rows.items()
    }
    results = []
    for name, body in (("a", rows), ("b", turned)):
        path = new_book(tmp_path / f"{name}.xlsx", "starter", body)
        done = refresh(path, LAST_DAY, reports=False)
        results.append(
            (
                {row["Invoice No"]: row for row in table(path, "Invoices")},
                {row["Receipt No"]: row for row in table(path, "Receipts")},
                {row["Customer ID"]: row for row in table(path, "Customers")},
                sorted(located.id for located in done.checked.findings),
                sorted((row["Task"], row["Priority"]) for row in table(path, "To Do")),
            )
        )
    for one, other in zip(*results, strict=True):
        assert one == other
    assert results[0][3]


# ---------------------------------------------------------------- 5 to the cent


def test_open_items_tie_to_the_papers_added_up_by_hand(sample, tmp_path):
    path = copied(sample, tmp_path)
    refresh(path, LAST_DAY, reports=False)
    cent = Decimal("0.01")
    papers, money, open_items, by_age, by_customer = (
        Decimal(0),
        Decimal(0),
        Decimal(0),
        defaultdict(Decimal),
        defaultdict(Decimal),
    )
    for row in table(path, "Invoices"):
        if row["Status"] in {"Sent", "Written off"} and row["Date"].date() <= LAST_DAY:
            gross = Decimal(str(row["Net"])) + Decimal(str(row["Tax"]))
            papers += gross
            settled, still_open = Decimal(str(row["Settled"])), Decimal(str(row["Open"]))
            assert gross.quantize(cent) == (settled + still_open).quantize(cent), row["Invoice No"]
            open_items += still_open
            by_age[row["Age"]] += still_open
            by_customer[row["Customer ID"]] += still_open
    for row in table(path, "Receipts"):
        if row["Date"].date() <= LAST_DAY:
            unapplied = Decimal(str(row["Left to apply"] or 0))
            money += Decimal(str(row["Amount"])) + Decimal(str(row["Bank or card fee"] or 0)) - unapplied
    discounts = sum(
        (Decimal(str(row["Amount"])) for row in table(path, "Allocations") if row["Kind"] in {"Discount", "Write-off"}),
        Decimal(0),
    )
    assert open_items.quantize(cent) == (papers - money - discounts).quantize(cent)
    assert sum(by_age.values()).quantize(cent) == open_items.quantize(cent)


# ---------------------------------------------------------------- 6 every row is accounted for


def test_rows_used_and_rows_left_out_are_all_rows_with_content(tmp_path):
    odd = [invoice("INV-1", date(2026, 1, 5), "10"), {"Net": Decimal(5)}, invoice("INV-3", date(2026, 1, 7), "30")]
    path = small_book(tmp_path / "Sales.xlsx", Invoices=odd)
    book = openpyxl.load_workbook(path)
    book["Invoices"]["A6"] = "Total"
    book["Invoices"]["K6"] = 45
    book.save(path)
    done = refresh(path, LAST_DAY, reports=False)
    used, left_out = done.checked.rows_read, done.checked.rows_left_out
    for tab in used:
        rows = openpyxl.load_workbook(path)[tab].iter_rows(min_row=2, values_only=True)
        filled = sum(any(value is not None for value in row) for row in rows)
        if tab in {"Invoices", "Customers", "Reps", "Settings"}:
            assert used[tab] + len(left_out.get(tab, ())) == filled, tab
    assert all(reason for rows in left_out.values() for _, reason in rows)


# ---------------------------------------------------------------- 7 text is only text


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, to openpyxl
def test_what_a_cell_says_comes_back_as_text_everywhere(tmp_path):
    customers = [customer(f"C{n:05}", name) for n, name in enumerate(HOSTILE, 1)]
    invoices = [invoice(f"INV-{n}", date(2025, 12, 1), "100", f"C{n:05}") for n in range(1, len(HOSTILE) + 1)]
    receipts = [
        receipt(f"BK-{n}", date(2026, 1, 9), "1", Payer=text, Reference=text) for n, text in enumerate(HOSTILE, 1)
    ]
    path = small_book(tmp_path / "Sales.xlsx", Customers=customers, Invoices=invoices, Receipts=receipts)
    formulas = {tab: members(path)[part].count(b"<f") for tab, part in parts_of_sheets(members(path)).items()}
    done = refresh(path, LAST_DAY, reports=True)
    content = members(path)
    assert {tab: content[part].count(b"<f") for tab, part in parts_of_sheets(content).items()} == formulas
    assert [row["Customer name"] for row in table(path, "Customers")] == HOSTILE
    tasks = " ".join(texts(path, "To Do"))
    for name in HOSTILE[:-2]:
        assert name in tasks
    assert "49" not in {str(row["What"]) for row in table(path, "To Do")}
    for report in done.files:
        said = [text for tab in openpyxl.load_workbook(report).sheetnames for text in texts(report, tab)]
        assert not any("cmd|" in text and text.startswith("=") for text in said)
        assert not any(text.startswith('=HYPERLINK("http://x') for text in formulas_of(report))


def formulas_of(path: Path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, to openpyxl
def test_report_cells_with_hostile_names_are_stored_as_text(tmp_path):
    names = ['=HYPERLINK("http://x","y")', "{{ 7*7 }}", "<w:br/> & Co", "_x0041_"]
    customers = [customer(f"C{n:05}", name) for n, name in enumerate(names, 1)]
    invoices = [invoice(f"INV-{n}", date(2025, 12, 1), "100", f"C{n:05}") for n in range(1, 5)]
    targets = [
        {
            "Target No": "T1",
            "Fiscal year": 2025,
            "Period": "P01",
            "Measure": "Revenue",
            "Counted at": "Invoice",
            "Target": 8600,
            "Spread": "Working days",
            "Rep ID": "R01",
            "Scope": "Own",
        }
    ]
    path = small_book(tmp_path / "Sales.xlsx", Customers=customers, Invoices=invoices, Targets=targets)
    done = refresh(path, LAST_DAY, reports=True)
    assert done.reports_withheld == ""
    for report in done.files:
        said = {text for tab in openpyxl.load_workbook(report).sheetnames for text in texts(report, tab)}
        assert set(names) <= said
        assert set(names).isdisjoint(formulas_of(report))


# ---------------------------------------------------------------- 8 when in doubt, it refuses


def workbook_bytes(**tabs: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for tab, rows in tabs.items():
        sheet = book.create_sheet(tab)
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
BAD_FILES = [
    ("notes.xlsx", b"\x00\x01 no workbook \x02", "no Excel workbook", "save it"),
    ("old.xls", OLE, ".xls", "save it as"),
    ("export.xlsx", b"Invoice No,Net\nINV-1,10\n", "plain text", "save it as .xlsx"),
    ("secret.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(300), "password", "remove the password"),
    ("cut.xlsx", workbook_bytes(Invoices=[["Invoice No"]])[:900], "", ""),
    ("empty.xlsx", b"", "empty", "copy"),
    ("recipes.xlsx", workbook_bytes(Cakes=[["Flour", "Eggs"], [1, 2]]), "none of its sheets", "salessheets columns"),
    (
        "unlike.xlsx",
        workbook_bytes(Invoices=[["Colour", "Taste"], ["red", "sour"]]),
        "none of its headers is known",
        "",
    ),
]


@pytest.mark.parametrize(("name", "content", "wrong", "to_do"), BAD_FILES, ids=[bad[0] for bad in BAD_FILES])
def test_a_file_that_is_no_sales_workbook_is_refused_in_words_and_left_alone(tmp_path, name, content, wrong, to_do):
    path = tmp_path / name
    path.write_bytes(content)
    before = fact(path)
    with pytest.raises(Refused) as caught:
        refresh(path, LAST_DAY)
    said = str(caught.value)
    assert name in said
    assert wrong in said
    assert to_do in said
    assert caught.value.to_do
    assert fact(path) == before
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("mark", "content", "who"),
    [
        (
            "~$Sales.xlsx",
            bytes([3]) + b"Ann".ljust(54) + bytes([3, 0]) + "Ann".encode("utf-16-le").ljust(108),
            "Ann has",
        ),
        (".~lock.Sales.xlsx#", b"Ann Lee,ann,desk7,09.02.2026 08:15,;", "Ann Lee has"),
    ],
    ids=["excel", "libreoffice"],
)
def test_a_workbook_that_somebody_has_open_is_left_alone_and_the_person_named(sample, tmp_path, mark, content, who):
    path = copied(sample, tmp_path)
    (tmp_path / mark).write_bytes(content)
    before = fact(path)
    with pytest.raises(FileInUse, match=who):
        refresh(path, LAST_DAY)
    assert fact(path) == before
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(["Sales.xlsx", mark])


def test_a_read_only_workbook_is_left_alone(sample, tmp_path):
    path = copied(sample, tmp_path)
    path.chmod(0o444)
    before = fact(path)
    with pytest.raises(Refused, match="read-only"):
        refresh(path, LAST_DAY)
    assert fact(path) == before
    assert [file.name for file in tmp_path.iterdir()] == ["Sales.xlsx"]


REFRESH_AND_TELL = """
import json, sys
from datetime import date
from salessheets.app.refreshing import refresh
done = refresh(sys.argv[1], date(2026, 3, 31), reports=False)
try:
    import resource
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)
except ImportError:
    largest = 0
print(json.dumps({"notes": done.checked.notes, "customers": done.checked.rows_read["Customers"], "mebibytes": largest}))
"""


def test_a_million_blank_formatted_rows_are_read_in_bounded_memory_and_told(sample, tmp_path):
    path = tmp_path / "Sales.xlsx"
    blank = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % n for n in range(2_000, 1_002_000))
    part = parts_of_sheets(members(sample))["Customers"]
    with zipfile.ZipFile(sample) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"</sheetData>", blank + b"</sheetData>") if name == part else data)
    customers = len(table(sample, "Customers"))
    run = [sys.executable, "-c", REFRESH_AND_TELL, str(path)]
    said = json.loads(subprocess.run(run, check=True, capture_output=True).stdout)
    assert said["notes"] == [
        f"Sheet Customers: 1,000,000 empty formatted rows stand below row {customers + 1}; `salessheets trim` takes them away."
    ]
    assert said["customers"] == customers
    assert said["mebibytes"] < 1024
    assert members(path)[part].count(b'customFormat="1"/>') == 1_000_000, "a refresh takes nothing away"


def test_a_table_without_rows_is_no_fault(tmp_path):
    path = small_book(tmp_path / "Sales.xlsx")
    done = refresh(path, LAST_DAY, reports=False)
    assert done.checked.rows_read["Invoices"] == 0
    assert refresh(path, LAST_DAY, reports=False).proof is None


def test_a_sheet_without_its_key_column_is_a_finding_and_nothing_is_written_on_it(tmp_path):
    path = tmp_path / "Sales.xlsx"
    path.write_bytes(
        workbook_bytes(
            Customers=[["Customer ID", "Customer name"], ["C00001", "Nord"]],
            Invoices=[["Bill", "Date", "Customer ID", "Net"], ["INV-1", date(2026, 1, 5), "C00001", 10]],
        )
    )
    before = members(path)
    done = refresh(path, LAST_DAY, unmarked=True, reports=False)
    assert ("missing-header", "Invoices") in {(f.finding.rule, f.finding.sheet) for f in done.checked.findings}
    part = parts_of_sheets(before)["Invoices"]
    assert members(path)[part] == before[part]


# ---------------------------------------------------------------- 9 as-of is an argument


def test_a_refresh_as_of_an_earlier_day_ignores_later_papers_and_leaves_no_trace(sample, tmp_path):
    direct, round_trip = copied(sample, tmp_path, "direct.xlsx"), copied(sample, tmp_path, "round.xlsx")
    refresh(direct, LAST_DAY, reports=False)
    refresh(round_trip, date(2025, 12, 31), reports=False)
    for row in table(round_trip, "Invoices"):
        if row["Date"].date() > date(2025, 12, 31):
            assert not row["Settled"], row["Invoice No"]
    assert all(
        row["Date"] is None or row["Date"].date() <= date(2025, 12, 31) for row in table(round_trip, "Allocations")
    )
    refresh(round_trip, LAST_DAY, reports=False)
    for tab in ("Invoices", "Receipts", "Customers", "Targets", "To Do"):
        assert table(round_trip, tab) == table(direct, tab), tab


def test_a_rule_never_asks_the_clock(sample, tmp_path):
    path = copied(sample, tmp_path)
    refresh(path, datetime(2026, 3, 31, 12, 0), reports=False)  # noqa: DTZ001 - office time
    kept = table(path, "Invoices")
    assert datetime.now(tz=UTC).date() != LAST_DAY
    path.write_bytes(sample.read_bytes())
    refresh(path, datetime(2026, 3, 31, 12, 0), reports=False)  # noqa: DTZ001 - office time
    assert table(path, "Invoices") == kept


# ---------------------------------------------------------------- 10 the admin decides


def faulty_book(path: Path) -> Path:
    invoices = [
        invoice("INV-1", date(2025, 11, 3), "10", "C09999"),
        invoice("INV-2", date(2025, 11, 4), "20"),
        invoice("INV-3", date(2025, 11, 5), "30", "C08888"),
    ]
    return small_book(path, Invoices=invoices)


def test_state_and_remark_survive_and_accepted_is_quiet_until_the_value_changes(tmp_path):
    path = faulty_book(tmp_path / "Sales.xlsx")
    refresh(path, LAST_DAY, reports=False)
    book = openpyxl.load_workbook(path)
    sheet = book["Findings"]
    headers = [cell.value for cell in sheet[1]]
    row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, headers.index("Found") + 1).value == "C09999")
    sheet.cell(row, headers.index("State") + 1).value = "Accepted"
    sheet.cell(row, headers.index("Your remark") + 1).value = "=old customer"
    sheet.cell(row, headers.index("Your remark") + 1).data_type = "s"
    book.save(path)
    done = refresh(path, LAST_DAY, reports=False)
    assert [f.finding.found for f in done.checked.findings if f.accepted] == ["C09999"]
    kept = {r["Found"]: (r["State"], r["Your remark"]) for r in table(path, "Findings")}
    assert kept["C09999"] == ("Accepted", "=old customer")
    assert kept["C08888"] == ("Open", None)

    book = openpyxl.load_workbook(path)
    sheet = book["Invoices"]
    sheet.cell(2, 4).value = "C07777"
    book.save(path)
    done = refresh(path, LAST_DAY, reports=False)
    assert not any(f.accepted for f in done.checked.findings)
    kept = {r["Found"]: (r["State"], r["Your remark"]) for r in table(path, "Findings")}
    assert kept["C07777"] == ("Open", "=old customer")


def test_done_and_note_of_a_task_survive_sorting_and_a_refresh(tmp_path):
    path = faulty_book(tmp_path / "Sales.xlsx")
    refresh(path, LAST_DAY, reports=False)
    book = openpyxl.load_workbook(path)
    sheet = book["To Do"]
    headers = [cell.value for cell in sheet[1]]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    rows[0][headers.index("Note")] = "called"
    rows[0][headers.index("Done")] = "Later"
    name = rows[0][headers.index("Task")]
    for r, values in enumerate(reversed(rows), 2):
        for c, value in enumerate(values, 1):
            sheet.cell(r, c).value = value
    book.save(path)
    refresh(path, LAST_DAY, reports=False)
    kept = {row["Task"]: (row["Done"], row["Note"]) for row in table(path, "To Do")}
    assert kept[name] == ("Later", "called")
    assert [value for task, value in kept.items() if task != name] == [("No", None)] * (len(kept) - 1)


def test_a_column_of_the_admin_on_findings_moves_with_its_row(tmp_path):
    path = faulty_book(tmp_path / "Sales.xlsx")
    refresh(path, LAST_DAY, reports=False)
    book = openpyxl.load_workbook(path)
    sheet = book["Findings"]
    spot = sheet.max_column + 1
    found = [cell.value for cell in sheet[1]].index("Found") + 1
    sheet.cell(1, spot).value = "Asked whom"
    for r in range(2, sheet.max_row + 1):
        sheet.cell(r, spot).value = f"about {sheet.cell(r, found).value}"
    area = sheet.tables["tFindings"]
    last = openpyxl.utils.get_column_letter(spot)
    area.ref = f"A1:{last}{sheet.max_row}"
    area.autoFilter.ref = area.ref
    area.tableColumns.append(openpyxl.worksheet.table.TableColumn(id=spot, name="Asked whom"))
    book["Invoices"]["D2"] = "C00001"
    book.save(path)
    refresh(path, LAST_DAY, reports=False)
    asked = {row["Found"]: row["Asked whom"] for row in table(path, "Findings")}
    assert "C09999" not in asked
    assert asked["C08888"] == "about C08888"
