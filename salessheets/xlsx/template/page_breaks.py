"""A page for every copy of a block: the setting `page break`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from salessheets.core.addresses import MAX_COLUMN
from salessheets.xlsx.container.parts import local_name
from salessheets.xlsx.template.fields import unknown
from salessheets.xlsx.template.lines import Lines
from salessheets.xlsx.template.moving import Mover
from salessheets.xlsx.template.settings import SHEET, Settings

_WORDS = {"yes": True, "no": False}
_BEFORE = frozenset({
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter",
})  # fmt: skip


def break_pages(mover: Mover, settings: Settings) -> bool:
    """Put a break between the copies of the blocks that want it. True if there is any."""
    wanted = sorted(set(_ends(mover.plan.map.rows, mover, settings)))
    if not wanted:
        return False
    root = mover.plan.source.root
    holder = next((child for child in root if local_name(child) == "rowBreaks"), None)
    if holder is None:
        holder = _inserted(root)
    there = {int(child.get("id", "0")) for child in holder}
    for row in wanted:
        if row not in there:
            made = etree.SubElement(holder, holder.tag.replace("rowBreaks", "brk"))
            made.attrib.update({"id": str(row), "max": str(MAX_COLUMN - 1), "man": "1"})
    holder.set("count", str(len(holder)))
    holder.set("manualBreakCount", str(sum(child.get("man") == "1" for child in holder)))
    return True


def _ends(lines: Lines, mover: Mover, settings: Settings) -> Iterator[int]:
    """The last rows of all copies but the last, of blocks that want a page for each."""
    for block in lines.blocks:
        owner = block.owners[0]
        broken = owner.kind != "if" and _wanted(settings, owner.path, mover)
        start = lines.start(block)
        yield from (start + end - 1 for end in block.starts[1:-1] if broken)
        for number in range(block.copies if block.inside else 0):
            yield from _ends(lines.copy(block, number).lines, mover, settings)


def _wanted(settings: Settings, dataset: str, mover: Mover) -> bool:
    word = settings.of(dataset, "page break", "no").casefold()
    if word not in _WORDS:
        mover.filling.faults.add(SHEET, unknown(f'value "{word}" for page break', word, _WORDS))
    return _WORDS.get(word, False)


def _inserted(root: Any) -> Any:
    """A `rowBreaks` element at its place."""
    made = etree.Element(root.tag.replace("worksheet", "rowBreaks"), nsmap=root.nsmap)
    last = [child for child in root if local_name(child) in _BEFORE][-1]
    last.addnext(made)
    return made
