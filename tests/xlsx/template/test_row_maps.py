"""Laws of the map from template rows to rows of the report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salessheets.xlsx.template.formulas import BookMap, Here, SheetMap, UnreadableFormulaError, moved
from salessheets.xlsx.template.lines import Block, Lines


@st.composite
def blocks(draw):
    made, row = [], 0
    for _ in range(draw(st.integers(0, 4))):
        first = row + draw(st.integers(1, 5))
        last = first + draw(st.integers(0, 3))
        made.append(Block(first, last, draw(st.integers(1, last - first + 1)), draw(st.integers(1, 6))))
        row = last
    return made


@given(blocks())
def test_rows_keep_their_order_and_leave_no_gap(found):
    lines = Lines(found)
    taken = []
    for row in range(1, 60):
        block = lines.block_at(row)
        if block is None:
            taken.append(lines.first(row))
        elif row == block.first:
            taken += range(lines.start(block), lines.start(block) + block.copies * block.height)
    assert taken == list(range(1, len(taken) + 1))


@given(blocks(), st.integers(1, 40), st.integers(0, 10))
def test_a_range_from_outside_covers_exactly_the_copies_of_its_rows(found, top, height):
    lines = Lines(found)
    made = moved(f"SUM(B{top}:B{top + height})", BookMap({"s": SheetMap(lines)}, {}), Here("S", 0, 0)).text(0)
    assert made == f"SUM(B{lines.first(top)}:B{lines.last(top + height)})"


@given(blocks())
def test_nothing_moves_when_every_block_is_as_long_as_it_was(found):
    lines = Lines(Block(b.first, b.last, b.last - b.first + 1, 1) for b in found)
    assert lines.same
    assert all(lines.first(row) == row == lines.last(row) for row in range(1, 60))


@pytest.mark.parametrize(
    "formula",
    ["SUM(A1:A9)*2", "'It''s'!B4", "[1]Other!B4", "tbl[[#This Row],[a b]]", "SUM( A1 , B2 )", '"B4"&A1', "A1:B2 B1:B3",
     "{1,2;3,4}", "-B4%", "#REF!+B4", "LET(_xlpm.x,B4,_xlpm.x)", "TAX2026", "IF(A1,,2)"],
)  # fmt: skip
def test_a_formula_whose_cells_stay_is_the_same_to_the_letter(formula):
    book = BookMap({"s": SheetMap(Lines([Block(50, 50, 1, 3)]))}, {})
    untouched = {"TAX2026": "TAX2028"}
    assert moved(formula, book, Here("S", 1, 1)).text(0) == untouched.get(formula, formula)


def test_two_rows_that_repeat_together_refer_to_the_pair_before():
    block = Block(4, 5, height=2, copies=3)
    book = BookMap({"s": SheetMap(Lines([block]))}, {})
    inside = lambda formula, row: moved(formula, book, Here("S", row, 1, block)).texts(3)  # noqa: E731
    assert inside("B2+B5", 4) == ["B2+B5", "B4+B7", "B6+B9"]
    assert inside("B3", 4) == ["B3", "B5", "B7"]


def test_columns_move_like_rows():
    columns = Lines([Block(3, 3, copies=12)])
    book = BookMap({"s": SheetMap(columns=columns)}, {})
    assert moved("SUM(C4:C4)+D4", book, Here("S", 4, 1)).text(0) == "SUM(C4:N4)+O4"


def test_blocks_that_share_a_row_are_refused():
    with pytest.raises(ValueError, match="two blocks share line 5"):
        Lines([Block(4, 5), Block(5, 6)])


def test_a_span_of_sheets_of_which_one_grows_cannot_be_followed():
    book = BookMap({"feb": SheetMap(Lines([Block(4, 4, copies=3)]))}, {})
    with pytest.raises(UnreadableFormulaError, match="goes through several sheets"):
        moved("SUM(Jan:Feb!B4)", book, Here("S", 1, 1))
