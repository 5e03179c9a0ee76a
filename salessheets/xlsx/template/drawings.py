"""A sheet's drawings, notes and controls: moved with their cells, their texts filled."""

from __future__ import annotations

import re
from typing import Any

from salessheets.core.addresses import cell_name
from salessheets.xlsx.container.parts import descendants, local_name
from salessheets.xlsx.template.anchors import Heights, move_anchor
from salessheets.xlsx.template.moving import Mover
from salessheets.xlsx.template.paragraphs import fill_nodes, fill_paragraphs
from salessheets.xlsx.template.strings import text_nodes

_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor"})


def move_drawing(root: Any, mover: Mover) -> None:
    """Pictures, charts, shapes and text boxes of one drawing part, in place."""
    heights = Heights(mover.plan)
    for anchor in root:
        if local_name(anchor) in _ANCHORS and not mover.plan.map.same:
            move_anchor(anchor, heights, mover.plan)
    for shape in descendants(root, "sp"):
        link = shape.get("textlink")
        if link:
            shape.set("textlink", _follow(link, mover))
    fill_paragraphs(root, mover.filling, f"{mover.plan.name}, text box")


def move_comments(root: Any, mover: Mover) -> None:
    """Notes and threaded comments: each stays with its cell; in a repeating row with the first copy; in none, it goes."""
    for name in ("comment", "threadedComment"):
        found: list[Any] = list(descendants(root, name))
        for comment in found:
            old = comment.get("ref", "")
            if mover.gone(old):
                comment.getparent().remove(comment)
                continue
            comment.set("ref", mover.cell(old))
            fill_nodes(text_nodes(comment), mover.filling, f"{mover.plan.name}!{old}, note")


def move_control(root: Any, mover: Mover) -> None:
    """A form control's cell link and list."""
    for name in ("fmlaLink", "fmlaTxbx"):
        if root.get(name):
            root.set(name, _follow(root.get(name), mover))
    if root.get("fmlaRange"):
        root.set("fmlaRange", mover.area(root.get("fmlaRange")))


def _follow(text: str, mover: Mover) -> str:
    """A link to one cell, with or without `=` in front."""
    sign = "=" if text.startswith("=") else ""
    return sign + mover.filling.formula(text.removeprefix("="), mover.here, mover.plan.name).text(0)


_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_CLIENT = re.compile(rb"<x:ClientData.*?</x:ClientData>", re.DOTALL)
_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_COLUMN = re.compile(rb"(<x:Column>\s*)(\d+)(\s*</x:Column>)")
_LEFT, _TOP, _RIGHT, _BOTTOM, _NUMBERS = 0, 2, 4, 6, 8


def move_vml(data: bytes, mover: Mover) -> bytes:
    """The boxes of notes and controls in the old drawing language, which is not always well-formed XML.

    An anchor holds left column and offset, top row and offset, right column and offset, bottom row and offset, rows
    counted from 0. The box of a note moves with the note's cell.
    """
    if mover.plan.map.same:
        return data
    data = _SHAPE.sub(lambda shape: b"" if _gone(shape[0], mover) else shape[0], data)
    return _CLIENT.sub(lambda client: _moved_client(client[0], mover), data)


def _gone(shape: bytes, mover: Mover) -> bool:
    """True for the box of a note whose cell is gone."""
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return bool(row and column and mover.gone(cell_name(int(row[2]) + 1, int(column[2]) + 1)))


def _moved_client(data: bytes, mover: Mover) -> bytes:
    anchor, cell, beside = _ANCHOR.search(data), _ROW.search(data), _COLUMN.search(data)
    numbers = [int(part) for part in anchor[2].split(b",")] if anchor else []
    whole = len(numbers) == _NUMBERS
    row = int(cell[2]) if cell else numbers[_TOP] if whole else 0
    column = int(beside[2]) if beside else numbers[_LEFT] if whole else 0
    down = mover.plan.map.rows.first(row + 1) - 1 - row
    across = mover.plan.map.columns.first(column + 1) - 1 - column
    if whole:
        for place, shift in ((_LEFT, across), (_TOP, down), (_RIGHT, across), (_BOTTOM, down)):
            numbers[place] += shift
        data = _ANCHOR.sub(lambda found: found[1] + ", ".join(map(str, numbers)).encode() + found[3], data)
    data = _ROW.sub(lambda found: found[1] + str(row + down).encode() + found[3], data)
    return _COLUMN.sub(lambda found: found[1] + str(column + across).encode() + found[3], data)
