"""The cells of a worksheet part as arrays, found in its bytes a few million at a time.

Checking a sheet after every save must cost far less than parsing it. Sheets as Excel and its relatives write them
have one shape: `<c r="AB12" s="3" t="s">`. Eight bytes at a time are compared for all cells of a block at once.
Start tags in another order are read one by one; a part in another style altogether (prefixes, cells without `r`) is
told by `NotCanonicalError`, and the caller parses it as XML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from salessheets.core.addresses import parse_cell
from salessheets.xlsx.patching.cellcodes import (
    BOOLEAN,
    CELL,
    COLUMNS,
    ERROR,
    FORMULA,
    IF_EMPTY,
    KIND_CODES,
    KINDS,
    LETTERS,
    NO,
    NUMBER,
    ROW_END,
    ROW_START,
    SHARED,
    STRANGE,
    STYLE_DIGITS,
    STYLES,
    SUCCESSORS,
    TAG_CODES,
    TEXT,
    UNKNOWN,
    VALUE,
    code_of,
    is_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Ints = NDArray[np.integer[Any]]
    Flags = NDArray[np.bool_]
    Octets = NDArray[np.uint8]

_BLOCK = 2 * 2**20
_SHEET_DATA = re.compile(rb"<sheetData(?:\s[^>]*)?>")
_ROW = re.compile(rb'<row\b[^>]*?\sr="(\d{1,9})"')
_CELL = re.compile(rb"<c\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\s([A-Za-z]+)="([^"]*)"')
_ODD_LIMIT = 100_000
_QUOTE = ord('"')
_NOT_PLAIN = re.compile(rb"<v>(?!-?[0-9]{1,300}(?:\.[0-9]{1,300})?</v>)")


class NotCanonicalError(ValueError):
    """The part is legal XML in a style that this scan does not know."""


@dataclass(frozen=True, slots=True)
class Block:
    """The cells of some consecutive rows, in the order they stand in.

    Attributes:
        row_numbers: The `r` of each row element.
        rows: The row number of each cell, 0 where its reference is none.
        columns: The column number of each cell, 0 where its reference is none.
        styles: Its `s`, 0 when absent, -1 when it is no number.
        kinds: NUMBER, SHARED, TEXT, BOOLEAN, ERROR, OTHER, or 255 for a type that does not exist.
        strings: The shared string indices of those that have one.
        bad_values: Positions (in this block) of cells whose value cannot be read as their kind.
        formulas: Positions of cells with a formula.
        misplaced: Positions of cells whose reference names another row than the one they stand in.
        ordered: False when start and end tags do not follow each other as in rows of cells.
        longest: The longest stretch without a tag, in bytes.
        controls: True when there may be characters that XML does not allow.
    """

    row_numbers: Ints
    rows: Ints
    columns: Ints
    styles: Ints
    kinds: Ints
    strings: Ints
    bad_values: Ints
    formulas: Ints
    misplaced: Ints
    ordered: bool
    longest: int
    controls: bool


@dataclass(frozen=True, slots=True)
class _Views:
    """The part's bytes, also as the 16 and 64 bits that begin at each of them."""

    data: bytes
    octets: Octets
    pairs: NDArray[np.uint16]
    words: NDArray[np.uint64]

    @classmethod
    def of(cls, data: bytes) -> _Views:
        """Views on `data`; nothing is copied."""
        pairs: NDArray[np.uint16] = np.ndarray((max(len(data) - 1, 0),), "<u2", data, strides=(1,))
        words: NDArray[np.uint64] = np.ndarray((max(len(data) - 7, 0),), "<u8", data, strides=(1,))
        return cls(data, np.frombuffer(data, np.uint8), pairs, words)

    def eight(self, at: Ints) -> Octets:
        """The eight bytes at each position, as rows."""
        return self.words[at].view(np.uint8).reshape(-1, 8)


def sheet_data(data: bytes) -> tuple[int, int]:
    """Where the content of `<sheetData>` begins and ends; both 0 when it is empty. Raises NotCanonicalError."""
    opening = _SHEET_DATA.search(data)
    if opening is None:
        raise NotCanonicalError("no plain sheetData")
    if opening[0].endswith(b"/>"):
        return 0, 0
    end = data.rfind(b"</sheetData>")
    if end < 0:
        raise NotCanonicalError("sheetData is not closed")
    return opening.end(), end


def blocks(data: bytes) -> Iterator[Block]:
    """The cells of a worksheet part, some megabytes at a time. Raises NotCanonicalError."""
    at, end = sheet_data(data)
    views = _Views.of(data)
    while at < end:
        stop = min(at + _BLOCK, end)
        if stop < end:
            cut = data.rfind(b"<row", at + 1, stop)
            cut = cut if cut > 0 else data.find(b"<row", stop, end)
            stop = cut if cut > 0 else end
        yield _block(views, at, stop)
        at = stop


def _block(views: _Views, at: int, stop: int) -> Block:
    """The cells between two positions, both at row boundaries."""
    tags = np.flatnonzero(views.octets[at:stop] == ord("<")) + at
    codes = TAG_CODES[views.pairs[tags + 1]]
    if (codes == STRANGE).any():
        raise NotCanonicalError("comments or CDATA among the cells")
    is_cell = codes == CELL
    row_tags, cells = tags[codes == ROW_START], tags[is_cell]
    if len(cells) and (not len(row_tags) or row_tags[0] > cells[0]):
        raise NotCanonicalError("a cell outside any row")
    numbers, digits = _row_numbers(views, row_tags)
    per_row = np.diff(np.append(np.searchsorted(cells, row_tags), len(cells)))
    rows, columns, after = _references(views, row_tags, cells, numbers, digits, per_row)
    misplaced = np.flatnonzero(rows != np.repeat(numbers, per_row))
    styles, kinds = _attributes(views, cells, after)
    seen = np.cumsum(is_cell, dtype=np.int32)
    values = np.flatnonzero(codes == VALUE)
    owner = seen[values] - 1
    strings, bad = _values(views, tags[values] + 3, owner, kinds)
    bad = np.union1d(bad, _no_numbers(views.data[at:stop], tags[values] - at, owner, kinds))
    formulas = seen[np.flatnonzero(codes == FORMULA)] - 1
    return Block(
        row_numbers=numbers, rows=rows, columns=columns, styles=styles, kinds=kinds, strings=strings,
        bad_values=bad, formulas=formulas, misplaced=misplaced, ordered=_ordered(views, tags, codes),
        longest=int(np.diff(tags).max(initial=0)), controls=_has_controls(views.octets[at:stop]),
    )  # fmt: skip


def _has_controls(octets: Octets) -> bool:
    """True if there is an octet below 32 other than tab and line ends."""
    low = octets[octets < 32]
    return bool(((low != 9) & (low != 10) & (low != 13)).any())


def _row_numbers(views: _Views, row_tags: Ints) -> tuple[Ints, Ints]:
    """The `r` of each row element and its number of digits (0 where the tag is written in another order)."""
    small, digits = _numbers(views.eight(row_tags + 8), _QUOTE)
    numbers = small.astype(np.int64)  # row and column in one number need more than 32 bits
    plain = (views.words[row_tags] == code_of(b'<row r="')) & (digits > 0)
    digits = np.where(plain, digits, 0)
    for i in np.flatnonzero(~plain).tolist():
        found = _ROW.match(views.data, int(row_tags[i]))
        if not found:
            raise NotCanonicalError("a row without a number")
        numbers[i] = int(found[1])
    return numbers, digits


def _numbers(eight: Octets, end: int) -> tuple[Ints, Ints]:
    """The numbers of one to seven digits that begin the bytes and are followed by `end`; how many digits, else 0."""
    numbers, digits = np.zeros(len(eight), np.int32), np.zeros(len(eight), np.uint8)
    live, ended = np.ones(len(eight), np.bool_), np.zeros(len(eight), np.bool_)
    for i in range(8):
        octet = eight[:, i]
        ended |= live & (octet == end)
        digit = octet - np.uint8(48)
        live &= digit < 10
        if not live.any():
            break
        numbers = np.where(live, numbers * np.int32(10) + digit, numbers)
        digits += live
    return numbers, np.where(ended, digits, 0).astype(np.int64)


def _references(
    views: _Views, row_tags: Ints, cells: Ints, numbers: Ints, digits: Ints, per_row: Ints
) -> tuple[Ints, Ints, Ints]:
    """Row and column of each cell and the position behind its `r` attribute.

    A cell's digits are compared with those of its row element; the few that differ are read one by one.
    """
    if len(cells) and not (views.pairs[cells + 3] == code_of("r=")).all():
        raise NotCanonicalError("a cell whose first attribute is not r")
    columns, letters = _columns(views.eight(cells + 6))
    masks = (np.uint64(1) << (8 * (digits + 1)).astype(np.uint64)) - np.uint64(1)
    masks[digits >= 7] = np.uint64(2**64 - 1)
    expected = views.words[row_tags + 8] & masks
    digits_at = cells + 6 + letters
    same = (views.words[digits_at] & np.repeat(masks, per_row)) == np.repeat(expected, per_row)
    same &= np.repeat(digits > 0, per_row) & (columns > 0)
    rows, after = np.repeat(numbers, per_row), digits_at + np.repeat(digits + 1, per_row)
    differing = np.flatnonzero(~same)
    if len(differing) > _ODD_LIMIT:
        raise NotCanonicalError("row tags in another style")
    for i in differing.tolist():
        rows[i], columns[i], after[i] = told_reference(views.data, int(cells[i]))
    return rows, columns, after


def _columns(eight: Octets) -> tuple[Ints, Ints]:
    """Column numbers from the letters at the beginning, 0 where there is none, and how many letters."""
    pairs = eight.view(np.uint16)[:, 0]
    columns, letters = COLUMNS[pairs], LETTERS[pairs]
    third = eight[:, 2] - np.uint8(ord("A"))
    longer = np.flatnonzero((third < 26) & (letters == 2))
    columns[longer] = columns[longer] * 26 + third[longer] + 1
    letters[longer] = 3
    return columns, letters


def told_reference(data: bytes, at: int) -> tuple[int, int, int]:
    """Row, column and end of a reference that does not say its row's number; 0, 0 when it is no address."""
    end = data.find(b'"', at + 6)
    try:
        row, column = parse_cell(data[at + 6 : end].decode("ascii", "replace"))
    except ValueError:
        row, column = 0, 0
    return row, column, end + 1


def _attributes(views: _Views, cells: Ints, after: Ints) -> tuple[Ints, Ints]:
    """Style and kind of each cell, whose other attributes begin at `after`."""
    styled, styles, digits = _styles(views, after)
    word = views.words[after + np.where(styled, 5 + digits, 0)]
    pairs = word.view(np.uint16).reshape(-1, 4)
    typed = (pairs[:, 0] == code_of(" t")) & (pairs[:, 1] == code_of('="'))
    kinds = np.where(typed, KIND_CODES[pairs[:, 2]], np.uint8(NUMBER))
    octets = word.view(np.uint8).reshape(-1, 8)
    ending = np.where(typed, octets[:, 6], octets[:, 0])
    texts = np.flatnonzero(typed & (kinds == TEXT))
    length = np.where(pairs[texts, 2] == code_of("st"), 8, 14)  # of ` t="str"` and ` t="inlineStr"`
    ending[texts] = views.octets[(after + np.where(styled, 5 + digits, 0))[texts] + length]
    plain = (ending == ord(">")) | (ending == ord("/"))
    odd = np.flatnonzero(~plain | (styled & (digits == 0)))
    if len(odd) > _ODD_LIMIT:
        raise NotCanonicalError("start tags in another style")
    for i in odd.tolist():
        styles[i], kinds[i] = _told_attributes(views.data, int(cells[i]))
    return styles, kinds


def _styles(views: _Views, after: Ints) -> tuple[Flags, Ints, Ints]:
    """Which cells say a style, the style (else 0) and its number of digits (0 where it is none)."""
    octets = views.eight(after)
    pairs = octets.view(np.uint16)
    styled = (pairs[:, 0] == code_of(" s")) & (pairs[:, 1] == code_of('="'))
    styles, digits = STYLES[pairs[:, 2]], STYLE_DIGITS[pairs[:, 2]]
    longer = np.flatnonzero(styled & (digits != 1) & ((digits != 2) | (octets[:, 6] != _QUOTE)))
    styles[longer], digits[longer] = _numbers(views.eight(after[longer] + 4), _QUOTE)
    styles[~styled] = 0
    return styled, styles, digits


def _told_attributes(data: bytes, at: int) -> tuple[int, int]:
    """Style and kind from a start tag in any order."""
    tag = _CELL.match(data, at)
    attributes = dict(_ATTRIBUTE.findall(tag[0])) if tag else {}
    style = attributes.get(b"s", b"0")
    return int(style) if style.isdigit() else -1, KINDS.get(attributes.get(b"t", b"n"), UNKNOWN)


def _values(views: _Views, at: Ints, owner: Ints, kinds: Ints) -> tuple[Ints, Ints]:
    """The shared string indices, and the owners of values that their kind does not allow."""
    kind = kinds[owner]
    starts = views.pairs[at].view(np.uint8).reshape(-1, 2)
    first, second = starts[:, 0], starts[:, 1]
    bad = (kind == NUMBER) & ~_starts_a_number(first, second)
    truth = ((first == ord("0")) | (first == ord("1"))) & (second == ord("<"))
    bad |= (kind == BOOLEAN) & ~truth
    bad |= (kind == ERROR) & (first != ord("#"))
    shared = np.flatnonzero(kind == SHARED)
    strings, digits = _numbers(views.eight(at[shared]), ord("<"))
    bad[shared] |= digits == 0
    return strings, owner[bad]


def _starts_a_number(first: Octets, second: Octets) -> Flags:
    """True where a value begins as a number does; an empty value is allowed."""
    digit: Flags = (first - np.uint8(48)) < 10
    if digit.all():
        return digit
    signed = ((first == ord("-")) | (first == ord("+"))) & (((second - np.uint8(48)) < 10) | (second == ord(".")))
    allowed: Flags = digit | signed | (first == ord(".")) | (first == ord("<")) | (first == ord(" "))
    return allowed


def _no_numbers(data: bytes, at: Ints, owner: Ints, kinds: Ints) -> Ints:
    """The owners of values of number cells that break the grammar of numbers or are too large for one."""
    odd = np.array([match.start() for match in _NOT_PLAIN.finditer(data)], np.int64)
    places = np.searchsorted(at, odd)
    places = places[kinds[owner[places]] == NUMBER]
    wrong = [i for i in places.tolist() if not is_number(data[at[i] + 3 : data.find(b"<", int(at[i]) + 3)])]
    return owner[np.array(wrong, np.int64)]


def _ordered(views: _Views, tags: Ints, codes: Octets) -> bool:
    """True if every tag may follow the one before it."""
    if not len(codes):
        return True
    verdicts = SUCCESSORS[codes[:-1] * np.uint8(16) + codes[1:]]
    if (verdicts == NO).any() or codes[0] != ROW_START:
        return False
    after_empty = tags[1:][verdicts == IF_EMPTY]
    return bool((views.pairs[after_empty - 2] == code_of("/>")).all()) and codes[-1] in {ROW_END, ROW_START}
