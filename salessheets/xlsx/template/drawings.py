"""A sheet's drawings, notes and controls: moved with their cells, their texts filled."""

from __future__ import annotations

import re
from typing import Any

from salessheets.xlsx.parts import descendants, local_name
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
        if shape.get("textlink"):
            shape.set("textlink", _follow(shape.get("textlink"), mover))
    fill_paragraphs(root, mover.filling, f"{mover.plan.name}, text box")


def move_comments(root: Any, mover: Mover) -> None:
    """Notes and threaded comments: each stays with its cell; in a repeating row with the first copy."""
    for name in ("comment", "threadedComment"):
        for comment in descendants(root, name):
            old = comment.get("ref", "")
            comment.set("ref", mover.cell(old))
            fill_nodes(text_nodes(comment), mover.filling, f"{mover.plan.name}!{old}, note")


def move_control(root: Any, mover: Mover) -> None:
    """A form control's cell link and list."""
    for name in ("fmlaLink", "fmlaTxbx", "fmlaMacro"):
        if root.get(name) and name != "fmlaMacro":
            root.set(name, _follow(root.get(name), mover))
    if root.get("fmlaRange"):
        root.set("fmlaRange", mover.area(root.get("fmlaRange")))


def _follow(text: str, mover: Mover) -> str:
    """A link to one cell, with or without `=` in front."""
    sign = "=" if text.startswith("=") else ""
    return sign + mover.filling.formula(text.removeprefix("="), mover.here, mover.plan.name).text(0)


_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")
_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")


def move_vml(data: bytes, mover: Mover) -> bytes:
    """The boxes of notes in the old drawing language, which is not always well-formed XML.

    An anchor holds left column and offset, top row and offset, right column and offset, bottom row and offset.
    """
    rows = mover.plan.map.rows

    def row(match: re.Match[bytes]) -> bytes:
        return match[1] + str(rows.first(int(match[2]) + 1) - 1).encode() + match[3]

    def anchor(match: re.Match[bytes]) -> bytes:
        numbers = [int(part) for part in match[2].split(b",")]
        if len(numbers) == 8:  # noqa: PLR2004 - see above
            shift = rows.first(numbers[2] + 1) - 1 - numbers[2]
            numbers[2], numbers[6] = numbers[2] + shift, numbers[6] + shift
        return match[1] + ", ".join(map(str, numbers)).encode() + match[3]

    return _ROW.sub(row, _ANCHOR.sub(anchor, data)) if not rows.same else data
