"""Sheet data spliced: the fast way and the careful way give one document, and only named cells differ."""

from __future__ import annotations

import codecs
import datetime as dt
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salessheets.core.addresses import Area, cell_name
from salessheets.errors import LintFault, Unsupported
from salessheets.xlsx.patching import fast_grid
from salessheets.xlsx.patching.cell_edits import ColumnEdit, SheetEdits
from salessheets.xlsx.patching.intentions import Intended
from salessheets.xlsx.patching.proof import prove_cells
from salessheets.xlsx.patching.sameness import Sameness
from salessheets.xlsx.patching.sheet_text import SheetText

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}"><sheetData>'
TAIL = "</sheetData><pageMargins left='1'/></worksheet>"

CELLS = st.sampled_from(
    [
        "{c}/>", '{c} s="3"/>', '{c} s="2"><v>1.5</v></c>', '{c} t="s"><v>1</v></c>', '{c} s="2" t="str"><v>a</v></c>',
        '{c} s="1" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c>', '{c} s="3" t="b"><v>1</v></c>',
        "{c}><f>A1*2</f><v>3</v></c>", '{c} s="1" cm="1"><f>B2</f><v>3</v></c>', '{c} s="4" t="e"><v>#N/A</v></c>',
        '{c} t="n" s="5"><v>7</v></c>', '{c}><f t="shared" si="0"/><v>3</v></c>',
    ]
)  # fmt: skip
ROW_TAGS = st.sampled_from(
    ["", ' spans="1:3"', ' ht="20" customHeight="1"', ' s="9" customFormat="1"', ' hidden="1" spans="2:4"']
)
VALUES = st.one_of(
    st.none(),
    st.integers(-5, 5),
    st.sampled_from([1.5, 7.0, "a", " x", "Paid", True, "<&>", dt.date(2026, 1, 2), "=1"]),
)


@st.composite
def sheets(draw):
    """A canonical sheet of at most 8 rows and 6 columns."""
    text = []
    for row in sorted(draw(st.sets(st.integers(1, 12), max_size=8))):
        columns = sorted(draw(st.sets(st.integers(1, 6), max_size=5)))
        cells = "".join('<c r="' + cell_name(row, c) + '"' + draw(CELLS).removeprefix("{c}") for c in columns)
        tag = f'<row r="{row}"{draw(ROW_TAGS)}'
        text.append(f"{tag}>{cells}</row>" if cells or draw(st.booleans()) else f"{tag}/>")
    return (HEAD + "".join(text) + TAIL).encode()


@st.composite
def edits(draw):
    columns = []
    for column in sorted(draw(st.sets(st.integers(1, 8), max_size=4))):
        rows = sorted(draw(st.sets(st.integers(1, 14), min_size=1, max_size=8)))
        values = [draw(VALUES) for _ in rows]
        columns.append(
            ColumnEdit(
                column, np.array(rows), values, lambda: 8, draw(st.sampled_from([0, 1, 2])), clocks=draw(st.booleans())
            )
        )
    removed = draw(st.sampled_from([(), (Area(3, 2, 20, 4),), (Area(1, 1, 14, 6),)]))
    return SheetEdits(tuple(columns), removed)


def spliced(text: SheetText, wanted: SheetEdits) -> tuple[bytes, int]:
    outcome = text.splice(
        wanted, Sameness(lambda: ("A", "Paid"), text.prefix), lambda column: 6 * (column == 5), date1904=False
    )
    return text.content(), outcome.cells


def cells_of(content: bytes) -> dict[tuple[int, int], tuple]:
    """(row, column) -> what the cell says, counted out by a plain tree reader."""
    row = 0
    found = {}
    for element in ET.fromstring(content).find(f"{{{MAIN}}}sheetData"):
        row = int(element.get("r", row + 1))
        column = 0
        for cell in element:
            reference = cell.get("r", "").rstrip("0123456789")
            column = ord(reference) - 64 if reference else column + 1
            inside = [(part.tag, sorted(part.items()), "".join(part.itertext())) for part in cell]
            found[row, column] = (cell.get("s", "0"), cell.get("t", "n"), cell.get("cm"), inside)
    return found


@settings(max_examples=200, deadline=None)
@given(sheets(), edits())
def test_both_ways_give_the_same_bytes(content, wanted):
    fast, careful = SheetText(content, "S"), SheetText(content, "S", canonical=False)
    try:
        expected = spliced(careful, wanted)
    except Unsupported as fault:
        with pytest.raises(Unsupported, match=str(fault)[:20]):
            spliced(fast, wanted)
        return
    assert spliced(fast, wanted) == expected


@settings(max_examples=200, deadline=None)
@given(sheets(), edits())
def test_only_named_cells_differ_and_a_second_time_nothing_does(content, wanted):
    after, changed = spliced(SheetText(content, "S"), wanted)
    named = {(row, edit.column) for edit in wanted.columns for row in edit.rows.tolist()}
    gone = {
        (r, c)
        for area in wanted.removed
        for r in range(area.top, area.bottom + 1)
        for c in range(area.left, area.right + 1)
    }
    old, new = cells_of(content), cells_of(after)
    assert {k: v for k, v in old.items() if k not in named | gone} == {
        k: v for k, v in new.items() if k not in named | gone
    }
    assert (gone - named) & new.keys() == set()
    assert list(new) == sorted(new)
    assert (changed == 0) == (after == content)
    assert spliced(SheetText(after, "S"), wanted) == (after, 0)


def prefixed(text: str) -> str:
    text = text.replace("</", "</\0").replace("<", "<x:").replace("<x:/\0", "</x:").replace("<x:?", "<?")
    return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


SHAPES = {
    "a byte order mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "a prefix": lambda text: prefixed(text).encode(),
    "single quotes": lambda text: text.replace('"', "'").encode(),
    "comments between cells": lambda text: text.replace("<c ", "<!-- <c r='A1'> --><c ").encode(),
    "blanks in tags": lambda text: text.replace("/>", "  />").replace("<row ", "<row\n ").encode(),
    "blanks between tags": lambda text: text.replace("<c ", "\n  <c ").encode(),
    "UTF-16": lambda text: text.replace("UTF-8", "UTF-16").encode("utf-16"),
    "Latin-1": lambda text: text.replace("UTF-8", "ISO-8859-1").encode("iso-8859-1"),
    "empty cells as pairs of tags": lambda text: text.replace("/><c", "></c><c").encode(),
}


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=25, deadline=None)
@given(content=sheets(), wanted=edits())
def test_any_legal_xml_gives_the_cells_that_the_canonical_sheet_gives(shape, content, wanted):
    odd = SHAPES[shape](content.decode())
    try:
        expected, _ = spliced(SheetText(content, "S"), wanted)
    except Unsupported:
        return
    after, _ = spliced(SheetText(odd, "S"), wanted)
    assert cells_of(after) == cells_of(expected)


def test_cells_and_rows_without_a_reference_are_counted_out():
    content = (
        HEAD + "<row><c><v>1</v></c><c/></row><row/><row r='5'><c r='B5'><v>2</v></c><c><v>3</v></c></row>" + TAIL
    ).encode()
    wanted = SheetEdits((ColumnEdit(2, np.array([1, 2, 5, 6]), [10, 20, 50, 60]), ColumnEdit(4, np.array([5]), ["x"])))
    after, changed = spliced(SheetText(content, "S"), wanted)
    values = {place: cell[3][0][2] for place, cell in cells_of(after).items()}
    assert values == {(1, 1): "1", (1, 2): "10", (2, 2): "20", (5, 2): "50", (5, 3): "3", (5, 4): "x", (6, 2): "60"}
    assert changed == 5


@pytest.mark.parametrize("empty", ["<sheetData/>", "<sheetData />", "<sheetData></sheetData>"])
def test_an_empty_sheet_takes_its_first_cell(empty):
    content = f'<worksheet xmlns="{MAIN}">{empty}<pageMargins left="1"/></worksheet>'.encode()
    after, _ = spliced(SheetText(content, "S"), SheetEdits((ColumnEdit(2, np.array([3]), [1]),)))
    assert after.endswith(b'><row r="3"><c r="B3"><v>1</v></c></row></sheetData><pageMargins left="1"/></worksheet>')


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ('t="shared" ref="A1:A2" si="0"', "it holds a formula that other cells share"),
        ('t="array" ref="A1"', "it is part of the array formula or data table A1"),
        ('t="dataTable" ref="A1:B2" r1="C1"', "it is part of the array formula or data table A1:B2"),
    ],
)
@pytest.mark.parametrize("canonical", [True, False])
def test_the_anchor_of_a_formula_that_others_share_is_refused(kind, wrong, canonical):
    content = (HEAD + f'<row r="1"><c r="A1"><f {kind}>B1</f><v>1</v></c></row>' + TAIL).encode()
    with pytest.raises(Unsupported, match=f"S, cell A1: {wrong}"):
        spliced(SheetText(content, "S", canonical=canonical), SheetEdits((ColumnEdit(1, np.array([1]), [2]),)))


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ('<row r="2"/><row r="1"/><row r="2"/>', "S, row 2: it is there twice"),
        ('<row r="2"><c r="B2"/><c r="A2"/><c r="B2"/></row>', "S, cell B2: it is there twice"),
        ('<row r="2"><c r="B3"/></row>', "S, cell B3: the cell stands in row 2"),
    ],
)
def test_a_row_or_cell_that_is_there_twice_or_elsewhere_is_refused(rows, wrong):
    with pytest.raises(Unsupported, match=wrong):
        spliced(SheetText((HEAD + rows + TAIL).encode(), "S"), SheetEdits((ColumnEdit(1, np.array([1]), [2]),)))


def test_rows_out_of_order_stay_so_and_new_ones_stand_before_the_next_higher_one_or_last():
    rows = '<row r="5"><c r="B5"><v>5</v></c><c r="A5"/></row><row r="2"/><row r="3"><c r="A3"><v>3</v></c></row>'
    content = (HEAD + rows + TAIL).encode()
    wanted = SheetEdits((ColumnEdit(1, np.array([2, 3, 4, 5, 9]), [20, 30, 40, 50, 90]),))
    after, changed = spliced(SheetText(content, "S"), wanted)
    assert changed == 5
    assert after.partition(b"<sheetData>")[2].partition(b"</sheetData>")[0] == (
        b'<row r="4"><c r="A4"><v>40</v></c></row><row r="5"><c r="B5"><v>5</v></c><c r="A5"><v>50</v></c></row>'
        b'<row r="2"><c r="A2"><v>20</v></c></row><row r="3"><c r="A3"><v>30</v></c></row>'
        b'<row r="9"><c r="A9"><v>90</v></c></row>'
    )


def test_a_big_sheet_is_cut_into_blocks_and_comes_out_whole(monkeypatch):
    monkeypatch.setattr(fast_grid, "BLOCK", 300)
    monkeypatch.setattr(fast_grid.blocks, "__defaults__", (300,))
    rows = "".join(f'<row r="{r}"><c r="A{r}" s="1"><v>{r}</v></c></row>' for r in range(1, 200, 2))
    content = (HEAD + rows + TAIL).encode()
    numbers = np.arange(1, 260)
    after, changed = spliced(SheetText(content, "S"), SheetEdits((ColumnEdit(2, numbers, numbers.tolist(), first=1),)))
    assert changed == 259
    assert [place for place in cells_of(after) if place[1] == 2] == [(r, 2) for r in range(1, 260)]


def test_a_number_that_means_the_same_is_left_as_it_stands():
    content = (
        HEAD + '<row r="1"><c r="A1"><v>1.1000000000000001</v></c><c r="B1" t="s"><v>1</v></c></row>' + TAIL
    ).encode()
    wanted = SheetEdits((ColumnEdit(1, np.array([1]), [1.1]), ColumnEdit(2, np.array([1]), ["Paid"])))
    assert spliced(SheetText(content, "S"), wanted) == (content, 0)


OLD = (
    HEAD
    + '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2" ht="9"><c r="A2"/></row>'
    + TAIL
).encode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="A1" s="1">', b'<c r="A1" s="2">'),
        (b"<v>1</v>", b"<v>3</v>"),
        (b'<c r="A2"/>', b""),
        (b'ht="9"', b'ht="8"'),
        (b'<c r="A2"/>', b'<c r="A2"/><c r="B2"/>'),
    ],
)
@pytest.mark.parametrize("odd", [b"", b"<!-- odd -->"])
def test_the_proof_notices_any_cell_that_nobody_named(old, new, odd):
    before = OLD.replace(b"<row", odd + b"<row", 1)
    after = before.replace(b"<v>2</v>", b"<v>9</v>")
    named = Intended()
    named.column(2, np.array([1]))
    prove_cells(before, after, named, "S")
    with pytest.raises(LintFault, match="S: cells that nobody named would have changed"):
        prove_cells(before, after.replace(old, new), named, "S")
