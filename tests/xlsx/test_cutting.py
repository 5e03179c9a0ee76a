"""A proof looks only at the rows that differ; these tests break sheets on purpose and see that it still finds out."""

from __future__ import annotations

import random
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from salessheets.errors import LintFault
from salessheets.xlsx.edit import Edit
from salessheets.xlsx.package import Package
from salessheets.xlsx.patching.cutting import cut
from salessheets.xlsx.patching.sheet_text import SheetText
from salessheets.xlsx.patching.xmltext import well_formed
from salessheets.xlsx.reading import read_sheet

ROWS = 3_000
SHEET = b"<worksheet><sheetData>%b</sheetData></worksheet>"


def row(number: int, value: int = 1) -> bytes:
    return b'<row r="%d"><c r="A%d"><v>%d</v></c><c r="B%d" t="inlineStr"><is><t>x</t></is></c></row>' % (
        number, number, value, number,
    )  # fmt: skip


def sheet_of(rows: list[bytes]) -> bytes:
    return SHEET % b"".join(rows)


def big_book() -> Package:
    with Workbook(made := BytesIO()) as book:
        sheet = book.add_worksheet("Invoices")
        for number in range(ROWS):
            sheet.write_row(number, 0, [f"INV-{number}", number / 100, "Sent"])
    package = Package.from_bytes(made.getvalue())
    read_sheet(package, package.sheet("Invoices"))
    return package


def test_a_large_sheet_that_was_read_is_known_to_be_canonical() -> None:
    package = big_book()
    assert package.canonical == {package.sheet("Invoices").part}


def test_equal_rows_are_left_out_of_both_versions_and_those_beside_a_change_stay() -> None:
    old = [row(n) for n in range(1, ROWS + 1)]
    new = [*old[:1499], row(1500, 2), *old[1500:]]
    short_old, short_new = cut(sheet_of(old), sheet_of(new))
    assert len(short_new) < len(sheet_of(new)) / 4
    assert row(1500, 2) in short_new
    assert row(1500) in short_old
    assert row(1499) in short_new
    assert row(1501) in short_new


def test_versions_without_rows_are_given_back_as_they_are() -> None:
    empty = b"<worksheet><sheetData/></worksheet>"
    assert cut(empty, sheet_of([row(1)])) == (empty, sheet_of([row(1)]))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["change", "drop", "insert", "swap", "add", "truncate"]))
def test_nothing_but_equal_rows_is_ever_left_out(seed: int, kind: str) -> None:
    """What is taken out of the two versions is the same; so both differ exactly as they did."""
    chance = random.Random(seed)
    old = [row(n) for n in range(1, 1_500)]
    new = list(old)
    for at in sorted(chance.sample(range(1, len(old) - 1), 5), reverse=True):
        if kind == "change":
            new[at] = row(at + 1, 7)
        elif kind == "drop":
            del new[at]
        elif kind == "insert":
            new.insert(at, row(9_000 + at))
        elif kind == "swap":
            new[at - 1], new[at] = new[at], new[at - 1]
    if kind == "add":
        new += [row(n) for n in range(1_500, 1_900)]
    if kind == "truncate":
        new = new[: chance.randrange(1, len(new))]
    short_old, short_new = cut(sheet_of(old), sheet_of(new))
    assert sorted(set(old) - set(new)) == sorted(set(rows_of(short_old)) - set(rows_of(short_new)))
    assert sorted(set(new) - set(old)) == sorted(set(rows_of(short_new)) - set(rows_of(short_old)))
    assert len(old) - len(rows_of(short_old)) == len(new) - len(rows_of(short_new))


def rows_of(sheet: bytes) -> list[bytes]:
    body = sheet[sheet.index(b"<sheetData>") + 11 : sheet.index(b"</sheetData>")]
    return [part + b"</row>" for part in body.split(b"</row>")[:-1]]


BREAKS = {
    "an end tag is lost": (b'</row><row r="2001"', b'<row r="2001"'),
    "a cell loses its end": (b'<c r="B2000"', b'<c r="A2000"><c r="B2000"'),
    "a cell that nobody named changes": (b'<c r="B2000"><v>19.99</v>', b'<c r="B2000"><v>20.99</v>'),
    "a cell goes": (b'<c r="B2000"><v>19.99</v></c>', b""),
    "a row stands twice": (b'<row r="2001"', b'<row r="2000"'),
    "a row's number is too small": (b'<row r="2001"', b'<row r="5"'),
    "a cell stands in another row": (b'<c r="B2000"', b'<c r="B2001"'),
    "a style is not there": (b'<c r="B2000"', b'<c r="B2000" s="4711"'),
    "a row is formatted anew": (b'<row r="2000"', b'<row r="2000" s="1" customFormat="1"'),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_broken_splice_is_caught_although_only_changed_rows_are_read(
    broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = BREAKS[broken]
    edit = Edit(big_book())
    edit.set_cells("Invoices", {(1500, 2): 5.5})

    sound = SheetText.content

    def spoilt(text: SheetText) -> bytes:
        assert before in sound(text)
        return sound(text).replace(before, after)

    monkeypatch.setattr(SheetText, "content", spoilt)
    with pytest.raises(LintFault):
        edit.finish()


def test_the_whole_new_sheet_is_well_formed_and_holds_the_change() -> None:
    """The strict parse of all rows, which a refresh leaves out for those that it did not touch."""
    package = big_book()
    edit = Edit(package)
    edit.set_cells("Invoices", {(1500, 2): 5.5, (1500, 3): "Paid & <done>"})
    after = Package.from_bytes(edit.finish().content)
    part = after.sheet("Invoices").part
    assert well_formed(after.data(part))
    raw = read_sheet(after, after.sheet("Invoices"), header_row=1)
    assert (float(raw.columns[2].numbers[1498]), raw.columns[3].texts[1498]) == (5.5, "Paid & <done>")
    assert len(raw.rows) == ROWS - 1
