"""Cells whose formula others share: what becomes of the others when such a cell is overwritten."""

from __future__ import annotations

import pytest

from salessheets.errors import Unsupported
from salessheets.xlsx.edit import Edit
from salessheets.xlsx.lint import new_faults
from salessheets.xlsx.package import Package

SHARED = (
    '<row r="1"><c r="A1" s="2"><f t="shared" ref="A1:A3" si="0">B1*$C$1&amp;"x"</f><v>4</v></c></row>'
    '<row r="2"><c r="A2" s="1" t="str"><f t="shared" si="0"/><v>5</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c></row>'
)


def edited(package: Package, cells: dict):
    edit = Edit(package)
    edit.set_cells("Data", cells)
    done = edit.finish()
    assert new_faults(package, Package.from_bytes(done.content)) == ()
    return done


def test_a_shared_formula_moves_to_the_next_cell_that_shares_it(raw):
    done = edited(raw.book(raw.sheet(SHARED)), {(1, 1): 9})
    assert raw.rows_of(done.content) == (
        '<row r="1"><c r="A1" s="2"><v>9</v></c></row>'
        '<row r="2"><c r="A2" s="1" t="str"><f t="shared" si="0" ref="A2:A3">B2*$C$1&amp;"x"</f><v>5</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c></row>'
    )
    assert str(done.proof) == "1 cell changed, nothing else touched"


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_shared_formula_moves_past_cells_that_are_overwritten_too(raw, prefix):
    content = raw.sheet(SHARED)
    if prefix:
        content = content.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:").replace("xmlns=", "xmlns:x=")
    done = edited(raw.book(content), {(1, 1): 9, (2, 1): 8})
    p = prefix
    assert raw.rows_of(done.content).endswith(
        f'<{p}row r="3"><{p}c r="A3"><{p}f t="shared" si="0" ref="A3">B3*$C$1&amp;"x"</{p}f><{p}v>6</{p}v></{p}c></{p}row>'
    )


def test_a_shared_formula_goes_when_nobody_shares_it_any_more(raw):
    done = edited(raw.book(raw.sheet(SHARED)), {(row, 1): None for row in (1, 2, 3)})
    assert raw.rows_of(done.content) == (
        '<row r="1"><c r="A1" s="2"/></row><row r="2"><c r="A2" s="1"/></row><row r="3"><c r="A3"/></row>'
    )


def test_a_shared_formula_that_cannot_be_read_keeps_its_place(raw):
    package = raw.book(raw.sheet(SHARED.replace("B1*$C$1", "SUM(B1#)")))
    edit = Edit(package)
    edit.set_cells("Data", {(1, 1): 9})
    with pytest.raises(Unsupported, match="cell A1: it holds a formula that other cells share"):
        edit.finish()


@pytest.mark.parametrize(
    ("cell", "after"),
    [
        ('<c r="A1" s="1"><f t="array" ref="A1">SUM(B1:B2)</f><v>3</v></c>', '<c r="A1" s="1"><v>9</v></c>'),
        ('<c r="A1" cm="1"><f t="array" ref="A1">UNIQUE(B1:B2)</f><v>3</v></c>', '<c r="A1"><v>9</v></c>'),
    ],
)
def test_an_array_formula_of_one_cell_goes_with_its_value(raw, cell, after):
    done = edited(raw.book(raw.sheet(f'<row r="1">{cell}</row>')), {(1, 1): 9})
    assert raw.rows_of(done.content) == f'<row r="1">{after}</row>'


SPILL = (
    '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A3">{}</f><v>1</v></c></row>'
    '<row r="2"><c r="A2" s="2"><v>2</v></c><c r="B2"><v>7</v></c></row><row r="3"><c r="A3" s="2"><v>3</v></c></row>'
).format("UNIQUE(D1:D9)")


def test_the_first_cell_of_a_dynamic_array_takes_the_spilled_values_with_it(raw):
    done = edited(raw.book(raw.sheet(SPILL)), {(1, 1): 9, (3, 1): 8})
    assert raw.rows_of(done.content) == (
        '<row r="1"><c r="A1"><v>9</v></c></row><row r="2"><c r="A2" s="2"/><c r="B2"><v>7</v></c></row>'
        '<row r="3"><c r="A3" s="2"><v>8</v></c></row>'
    )
    assert done.proof.cells_changed == 3


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (SPILL, (2, 1)),
        (SPILL.replace(' cm="1"', ""), (1, 1)),
        (SPILL.replace(' cm="1"', ""), (3, 1)),
        (SPILL.replace(' cm="1"', "").replace('t="array"', 't="dataTable"'), (1, 1)),
    ],
    ids=["a spilled cell", "the first cell of an array", "another cell of an array", "a data table"],
)
def test_a_part_of_an_array_or_data_table_is_refused(raw, rows, cell):
    edit = Edit(raw.book(raw.sheet(rows)))
    edit.set_cells("Data", {cell: 9})
    with pytest.raises(Unsupported, match=f"cell A{cell[0]}: it is part of the array formula or data table A1:A3"):
        edit.finish()
