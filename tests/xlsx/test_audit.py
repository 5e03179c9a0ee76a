"""The quick proof of canonical sheets: sheets are spoilt on purpose, and it must never vouch for one of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from salessheets.core.addresses import Area
from salessheets.errors import LintFault
from salessheets.xlsx.edit import Edit
from salessheets.xlsx.package import Package
from salessheets.xlsx.patching import audit as audit_module
from salessheets.xlsx.patching.audit import audit
from salessheets.xlsx.patching.intentions import Intended
from salessheets.xlsx.patching.meanings import Reader
from salessheets.xlsx.patching.proof import prove_cells, prove_values
from salessheets.xlsx.patching.sheet_text import SheetText
from salessheets.xlsx.patching.xmltext import well_formed
from salessheets.xlsx.reading import read_sheet

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = '</sheetData><pageMargins left="1"/></worksheet>'
OLD = (
    HEAD + '<row r="1" spans="1:2"><c r="A1" s="1"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>'
    '<row r="2" spans="1:2" ht="9"><c r="A2"><v>2</v></c><c r="B2" s="2"><v>3</v></c></row>'
    '<row r="12" spans="1:2"><c r="A12" t="inlineStr"><is><t>a</t></is></c><c r="AB12"/></row>' + TAIL
).encode()
NEW = (
    HEAD + '<row r="1" spans="1:3"><c r="A1" s="1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>A &amp; B</t></is></c>'
    '<c r="C1"><v>1.5</v></c></row>'
    '<row r="2" spans="1:3" ht="9"><c r="A2"><v>2</v></c><c r="B2" s="2"/><c r="C2" s="1"><v>46062</v></c></row>'
    '<row r="12" spans="1:3"><c r="A12" t="inlineStr"><is><t>a</t></is></c><c r="B12" t="b"><v>1</v></c>'
    '<c r="C12"><v>-7</v></c><c r="AB12"/></row>' + TAIL
).encode()


def named() -> Intended:
    wanted = Intended()
    wanted.column(2, np.array([1, 2, 12]), ["A & B", None, True])
    wanted.column(3, np.array([1, 2, 12]), [Decimal("1.50"), dt.date(2026, 2, 9), -7])
    return wanted


def reader() -> Reader:
    return Reader(lambda: ("Paid",), date1904=False)


def vouches(new: bytes, wanted: Intended | None = None) -> bool:
    return audit(OLD, new, wanted or named(), 3, reader())


def parsed_proof(new: bytes) -> bool:
    """What the careful proof says."""
    if not well_formed(new):
        return False
    try:
        prove_cells(OLD, new, named(), "S")
        prove_values(new, named(), reader(), "S")
    except LintFault:
        return False
    return True


def test_a_sound_sheet_is_vouched_for_by_the_quick_and_by_the_careful_proof() -> None:
    assert vouches(NEW)
    assert parsed_proof(NEW)


SPOILT = {
    "a value that nobody named": ("<v>2</v>", "<v>3</v>"),
    "a text that nobody named": ("<t>a</t>", "<t>b</t>"),
    "a style that nobody named": ('r="A1" s="1"', 'r="A1" s="2"'),
    "a cell that nobody named is gone": ('<c r="AB12"/>', ""),
    "a cell that nobody named is new": ('<c r="AB12"/>', '<c r="AB12"/><c r="AC12"/>'),
    "the height of a row": ('ht="9"', 'ht="8"'),
    "a number that was meant": ("<v>1.5</v>", "<v>1.6</v>"),
    "a whole number that was meant": ("<v>-7</v>", "<v>7</v>"),
    "a date that was meant": ("<v>46062</v>", "<v>46063</v>"),
    "a truth that was meant": ('t="b"><v>1</v>', 't="b"><v>0</v>'),
    "a text that was meant": ("A &amp; B", "A &amp; C"),
    "a number as text": ("<v>1.5</v>", "<f>1.5</f><v>1.5</v>"),
    "a value that should be blank": ('<c r="B2" s="2"/>', '<c r="B2" s="2"><v>3</v></c>'),
    "a named cell is missing": ('<c r="C1"><v>1.5</v></c>', ""),
    "an end tag is lost": ("<v>1.5</v></c>", "<v>1.5</v>"),
    "a row's end is lost": ("</c></row>", "</c>"),
    "an ampersand stands alone": ("A &amp; B", "A & B"),
}  # fmt: skip


@pytest.mark.parametrize("what", SPOILT)
def test_what_is_spoilt_is_found_by_both_proofs(what: str) -> None:
    before, after = (text.encode() for text in SPOILT[what])
    assert before in NEW
    spoilt = NEW.replace(before, after, 1)
    assert not vouches(spoilt)
    assert not parsed_proof(spoilt)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('r="C12"', 'r="C2"'),
        ('r="C12"', 'r="A12"'),
        ('r="C2" s="1"', 'r="C2" s="3"'),
        ('<row r="12"', '<row r="2"'),
        ('<row r="12"', '<row r="012"'),
        ("</row><row", "</row><c/><row"),
    ],
)
def test_what_the_lint_finds_is_not_vouched_for_either(before: str, after: str) -> None:
    assert before.encode() in NEW
    assert not vouches(NEW.replace(before.encode(), after.encode()))


def test_a_removed_cell_must_be_gone() -> None:
    wanted = Intended()
    wanted.area(Area(2, 2, 2, 2))
    gone = OLD.replace(b'<c r="B2" s="2"><v>3</v></c>', b"")
    assert vouches(gone, wanted)
    assert not vouches(OLD, wanted)


def test_of_a_cell_named_twice_the_later_value_counts() -> None:
    wanted = named()
    wanted.column(3, np.array([1]), [2])
    assert not vouches(NEW, wanted)
    assert vouches(NEW.replace(b"<v>1.5</v>", b"<v>2</v>"), wanted)


ROW = '<row r="{0}"><c r="B{0}"><v>{0}</v></c></row>'
SHORT = (HEAD + "".join(map(ROW.format, (1, 2, 4))) + TAIL).encode()
LONG = (HEAD + "".join(map(ROW.format, range(1, 8))) + TAIL).encode()


def rows_named(rows: list[int], gone: list[int]) -> Intended:
    wanted = Intended()
    for row in gone:
        wanted.area(Area(row, 2, row, 2))
    wanted.column(2, np.array(rows), [float(row) for row in rows])
    return wanted


@pytest.mark.parametrize("block", [10, 1 << 20])
def test_rows_that_are_added_or_go_are_vouched_for_when_all_their_cells_are_intended(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_module, "_BLOCK", block)
    grown, shrunk = rows_named([3, 5, 6, 7], []), rows_named([], [3, 5, 6, 7])
    assert audit(SHORT, LONG, grown, 1, reader())
    assert audit(LONG, SHORT, shrunk, 1, reader())
    assert not audit(SHORT, LONG, rows_named([3, 5, 6], []), 1, reader())
    assert not audit(LONG, SHORT, rows_named([], [5, 6, 7]), 1, reader())
    assert not audit(SHORT, LONG.replace(b'<row r="6"', b'<row r="6" ht="9"'), grown, 1, reader())
    assert not audit(SHORT, LONG.replace(b"<v>6</v>", b"<v>8</v>"), grown, 1, reader())
    assert not audit(SHORT, LONG.replace(b'r="B6"', b'r="C6"'), grown, 1, reader())
    assert not audit(SHORT, LONG.replace(b'r="6"', b'r="5"'), grown, 1, reader())


@settings(max_examples=300, deadline=None)
@given(st.integers(len(HEAD), len(LONG) - len(TAIL) - 1), st.integers(0, 2), st.binary(max_size=2))
def test_spoilt_rows_that_were_added_are_found(at: int, gone: int, put: bytes) -> None:
    spoilt = LONG[:at] + put + LONG[at + gone :]
    if audit(SHORT, spoilt, rows_named([3, 5, 6, 7], []), 1, reader()):
        assert cells_of(spoilt) == cells_of(LONG)


def cells_of(sheet: bytes) -> list[object]:
    """All that the rows say, values of numbers as numbers, by a plain tree reader."""
    said: list[object] = []
    for element in ET.fromstring(sheet).iter():
        text = element.text or ""
        number = text.replace(".", "").replace("-", "").replace("+", "").replace("e", "").replace("E", "").isdigit()
        attributes = {k: v for k, v in element.attrib.items() if k not in {"spans", "s"} and (k, v) != ("t", "n")}
        said.append((element.tag, attributes, float(text) if number else text))
    return said


@settings(max_examples=400, deadline=None)
@given(st.integers(len(HEAD), len(NEW) - len(TAIL) - 1), st.integers(0, 2), st.binary(max_size=2))
def test_whatever_bytes_are_spoilt_a_sheet_that_is_vouched_for_says_the_same(at: int, gone: int, put: bytes) -> None:
    spoilt = NEW[:at] + put + NEW[at + gone :]
    if vouches(spoilt):
        assert cells_of(spoilt) == cells_of(NEW)
        assert parsed_proof(spoilt)


def test_small_blocks_give_the_same_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_module, "_BLOCK", 10)
    assert vouches(NEW)
    assert not vouches(NEW.replace(b"<t>a</t>", b"<t>b</t>"))


def test_an_edit_whose_cell_would_say_something_else_is_refused_with_the_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    with Workbook(made := BytesIO()) as book:
        sheet = book.add_worksheet("Invoices")
        for number in range(3_000):
            sheet.write_row(number, 0, [f"INV-{number}", number / 100, "Sent"])
    package = Package.from_bytes(made.getvalue())
    read_sheet(package, package.sheet("Invoices"))
    edit, rows = Edit(package), range(2, 3_001)
    edit.set_column("Invoices", 2, rows, [row / 8 for row in rows])
    sound = SheetText.content
    monkeypatch.setattr(SheetText, "content", lambda text: sound(text).replace(b"<v>250.125</v>", b"<v>250.15</v>"))
    with pytest.raises(LintFault, match="cell B2001: it would not say what was meant"):
        edit.finish()
