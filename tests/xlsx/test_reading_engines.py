"""The fast reading and the careful reading of sheet data give the same cells."""

from __future__ import annotations

from xml.sax.saxutils import escape

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from salessheets.core.addresses import cell_name
from salessheets.errors import Damaged, SalessheetsError
from salessheets.xlsx.package import Package
from salessheets.xlsx.readers import expat_cells, fast_cells
from salessheets.xlsx.readers.cells import Surroundings
from salessheets.xlsx.readers.formats import DATE, PLAIN, TIME, package_styles
from salessheets.xlsx.readers.tags import Unfamiliar

STRINGS = ("", "Open", "Müller & Söhne", " two blanks  ", "जयपुर", "line\nbreak")
STYLES = (PLAIN, DATE, TIME)
HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x14ac="urn:x14ac">'
)


def around(*, date1904=False):
    return Surroundings("Book.xlsx, sheet S", np.array(STRINGS, dtype=object), np.array(STYLES, np.uint8), date1904)


def sheet(rows: str, after: str = "") -> bytes:
    return f"{HEAD}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()


def flat(scan):
    """All that a scan says, as plain values; numbers by their text, so that -0.0 and 0.0 differ."""
    cells = [
        (int(row), int(column), int(kind), repr(float(number)), text, int(flags))
        for batch in scan.batches
        for row, column, kind, number, text, flags in zip(
            batch.rows, batch.columns, batch.kinds, batch.numbers, batch.texts, batch.flags, strict=True
        )
    ]
    return cells, scan.hidden, scan.filtered, scan.merged


def numbers():
    plain = st.integers(-(10**9), 10**9).map(str)
    money = st.decimals(-(10**9), 10**9, places=2, allow_nan=False).map(lambda d: f"{d:.2f}")
    floats = st.floats(allow_nan=False, allow_infinity=False).map(repr)
    odd = st.sampled_from(["1E3", "1.", ".5", "-0", "0.30000000000000004", "43831.520833333336", "12345678", "123456789",
                           "12345678.9", "1234567.12345678", "99999999.99999999", "+3", "007"])  # fmt: skip
    return st.one_of(plain, money, floats, odd)


FORMULA = st.sampled_from(
    [
        "",
        "<f>A1*2</f>",
        '<f aca="false">TRUE()</f>',
        '<f t="shared" ref="A1:A9" si="0">B1&gt;"x"</f>',
        '<f t="shared" si="0"/>',
    ]
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)


@st.composite
def contents(draw):
    """(type attribute, what stands inside the cell), None for a cell without inside."""
    formula = draw(FORMULA)
    kind = draw(st.sampled_from(["none", "number", "n", "shared", "str", "bool", "error", "inline", "date", "empty"]))
    if kind == "none":
        return "", (formula or None)
    if kind == "inline":
        space = draw(st.sampled_from(["", ' xml:space="preserve"']))
        return ' t="inlineStr"', f"<is><t{space}>{escape(draw(TEXTS))}</t></is>"
    types = {"number": "", "n": ' t="n"', "shared": ' t="s"', "str": ' t="str"', "bool": ' t="b"', "error": ' t="e"',
             "date": ' t="d"', "empty": draw(st.sampled_from(["", ' t="str"', ' t="n"']))}  # fmt: skip
    values = {
        "number": numbers(), "n": numbers(), "shared": st.integers(0, len(STRINGS) - 1).map(str), "str": TEXTS.map(escape),
        "bool": st.sampled_from("01"), "error": st.sampled_from(["#N/A", "#DIV/0!"]),
        "date": st.sampled_from(["2026-02-09", "2026-02-09T12:30:00", "1900-01-01"]), "empty": st.just(""),
    }  # fmt: skip
    value = draw(values[kind])
    return types[kind], formula + (
        draw(st.sampled_from(["<v></v>", "<v/>", "<v />"])) if kind == "empty" else f"<v>{value}</v>"
    )


@st.composite
def canonical_sheets(draw):
    rows = []
    for row in sorted(
        draw(st.sets(st.one_of(st.integers(1, 40), st.sampled_from([999, 1000, 99999, 1048576])), max_size=8))
    ):
        extra = draw(
            st.sampled_from(["", ' spans="1:28"', ' ht="12.8" hidden="1"', ' hidden="false" x14ac:dyDescent="0.25"'])
        )
        columns = sorted(draw(st.sets(st.one_of(st.integers(1, 30), st.sampled_from([700, 703, 16384])), max_size=7)))
        cells = ""
        for column in columns:
            style = draw(st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="4711"']))
            kind, inside = draw(contents())
            tail = draw(st.sampled_from([style + kind, kind + style]))
            cells += f'<c r="{cell_name(row, column)}"{tail}' + ("/>" if inside is None else f">{inside}</c>")
        rows.append(f'<row r="{row}"{extra}/>' if not cells else f'<row r="{row}"{extra}>{cells}</row>')
    return sheet(
        "".join(rows), draw(st.sampled_from(["", '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>']))
    )


@settings(max_examples=150, deadline=None)
@given(xml=canonical_sheets(), date1904=st.booleans())
@example(xml=sheet('<row r="1"><c r="A1"><v>12345678901</v></c><c r="B1"><v>-6409178400</v></c></row>'), date1904=False)
@example(xml=sheet('<row r="1"><c r="A1" t="str"><f>""</f><v/></c><c r="B1"><f>""</f><v/></c></row>'), date1904=False)
def test_both_readings_agree_cell_for_cell_on_every_canonical_sheet(xml, date1904):
    assert flat(fast_cells.scan(xml, around(date1904=date1904))) == flat(
        expat_cells.scan(xml, around(date1904=date1904))
    )


@settings(max_examples=150, deadline=None)
@given(canonical_sheets(), st.data())
def test_whatever_is_changed_in_a_sheet_the_fast_reading_agrees_or_passes_it_on(xml, data):
    """One byte of the rows is dropped, doubled or replaced."""
    place = data.draw(st.integers(xml.index(b"<sheetData>"), xml.index(b"</worksheet>")))
    new = data.draw(
        st.sampled_from([b"", xml[place : place + 1] * 2, b"<", b">", b'"', b"&", b" ", b"1", b"A", b"/", b"\x01"])
    )
    broken = xml[:place] + new + xml[place + 1 :]
    try:
        fast = flat(fast_cells.scan(broken, around()))
    except Unfamiliar:
        return
    assert fast == flat(expat_cells.scan(broken, around()))


def test_both_readings_agree_across_the_borders_of_blocks(monkeypatch):
    rows = "".join(
        f'<row r="{r}"><c r="A{r}" t="s"><v>{r % 6}</v></c><c r="B{r}" s="1"><v>{r}.25</v></c></row>'
        for r in range(1, 400)
    )
    whole = flat(expat_cells.scan(sheet(rows), around()))
    for size in (90, 100, 1000, 4096):
        monkeypatch.setattr(fast_cells, "BLOCK", size)
        assert flat(fast_cells.scan(sheet(rows), around())) == whole


def test_more_different_cell_endings_than_one_hash_holds_are_told_apart():
    rows = "".join(f'<row r="{r}"><c r="A{r}" s="{r}"><v>{r}</v></c></row>' for r in range(1, 3000))
    many = Surroundings("S", np.array(STRINGS, dtype=object), np.array([r % 2 for r in range(3000)], np.uint8))
    assert flat(fast_cells.scan(sheet(rows), many)) == flat(expat_cells.scan(sheet(rows), many))


NOT_CANONICAL = {
    "a cell without reference": '<row r="1"><c><v>1</v></c></row>',
    "a row without reference": '<row><c r="A1"><v>1</v></c></row>',
    "blanks between tags": '<row r="1"> <c r="A1"><v>1</v></c></row>',
    "a comment": '<row r="1"><!-- x --><c r="A1"><v>1</v></c></row>',
    "character data": '<row r="1"><c r="A1" t="str"><v><![CDATA[1]]></v></c></row>',
    "formatted runs": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>1</t></r></is></c></row>',
    "rows out of order": '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
    "cells out of order": '<row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>',
    "a value with blanks": '<row r="1"><c r="A1"><v> 1 </v></c></row>',
    "an extension in a cell": '<row r="1"><c r="A1"><v>1</v><extLst/></c></row>',
    "single quotes": "<row r='1'><c r='A1'><v>1</v></c></row>",
    "a numbered entity for a control character": '<row r="1"><c r="A1" t="str"><v>&#1;</v></c></row>',
}


@pytest.mark.parametrize("rows", NOT_CANONICAL.values(), ids=NOT_CANONICAL.keys())
def test_what_is_not_canonical_is_passed_on(rows):
    with pytest.raises(Unfamiliar):
        fast_cells.scan(sheet(rows), around())


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_another_encoding_is_passed_on_and_read_right(encoding):
    text = sheet('<row r="1"><c r="A1" t="str"><v>Müller</v></c></row>').decode().replace("UTF-8", encoding)
    with pytest.raises(Unfamiliar):
        fast_cells.scan(text.encode(encoding), around())
    assert flat(expat_cells.scan(text.encode(encoding), around()))[0] == [(1, 1, 2, "nan", "Müller", 0)]


def sheets_of(folder):
    for path in sorted(folder.rglob("*.xl*")):
        try:
            package = Package.read(path)
            for entry in package.sheets:
                if entry.kind == "worksheet" and package.has(entry.part):
                    strings = np.array(package.shared_strings, dtype=object)
                    place = Surroundings(
                        f"{path.name} {entry.name}", strings, package_styles(package), package.date1904
                    )
                    yield package.data(entry.part), place
        except SalessheetsError:
            continue  # the gate's business


def test_both_readings_agree_on_every_real_sheet(shared, corpus):
    taken = 0
    for folder in (corpus, shared / "data"):
        for data, place in sheets_of(folder):
            try:
                fast = flat(fast_cells.scan(data, place))
            except Unfamiliar:
                continue
            taken += 1
            assert fast == flat(expat_cells.scan(data, place)), place.where
    assert taken > 200  # most real sheets are canonical


DAMAGED = {
    "cell A1: the cell stands in the file twice": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "row 3 stands in the file twice": '<row r="3"><c r="A3"><v>1</v></c></row><row r="3"/>',
    "cell A1: 'NaN' is no number": '<row r="1"><c r="A1"><v>NaN</v></c></row>',
    "cell A1: '-INF' is no number": '<row r="1"><c r="A1"><v>-INF</v></c></row>',
    "cell A1: '1e999' is no number": '<row r="1"><c r="A1"><v>1e999</v></c></row>',
    "cell A1: '1_000' is no number": '<row r="1"><c r="A1"><v>1_000</v></c></row>',
    "cell A1: '१२' is no number": '<row r="1"><c r="A1"><v>१२</v></c></row>',
    "cell B2: its text 6 is not among the book's 6 texts": '<row r="2"><c r="B2" t="s"><v>6</v></c></row>',
    "cell B2: its text -1 is not among the book's 6 texts": '<row r="2"><c r="B2" t="s"><v>-1</v></c></row>',
    "cell A1: '2' is neither true nor false": '<row r="1"><c r="A1" t="b"><v>2</v></c></row>',
    "cell A1: '31/02/2026' is no date": '<row r="1"><c r="A1" t="d"><v>31/02/2026</v></c></row>',
    "cell A7: the cell stands in row 5 of the file": '<row r="5"><c r="A7"><v>1</v></c></row>',
    "row 1 has a cell with the address 'A0'": '<row r="1"><c r="A0"><v>1</v></c></row>',
    "there is no row 1048577": '<row r="1048577"/>',
    "there is no row 0": '<row r="0"/>',
    "cell A1: the cell's type 'x' or style '0' is none": '<row r="1"><c r="A1" t="x"><v>1</v></c></row>',
    "the sheet is not well-formed (mismatched tag: line 2, column 143)": '<row r="1"><c r="A1"><v>1</v></row>',
}


@pytest.mark.parametrize(("wrong", "rows"), DAMAGED.items(), ids=DAMAGED.keys())
def test_what_makes_no_sense_is_refused_by_its_cell(wrong, rows):
    with pytest.raises(Damaged) as refusal:
        expat_cells.scan(sheet(rows), around())
    assert str(refusal.value).startswith("Book.xlsx, sheet S")
    assert wrong in str(refusal.value)
    with pytest.raises(Unfamiliar):
        fast_cells.scan(sheet(rows), around())
