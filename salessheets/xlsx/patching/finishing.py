"""The end of an edit: parts put together, dependants told, the result proven."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from salessheets.errors import LintFault
from salessheets.xlsx import lint
from salessheets.xlsx.container import rawzip
from salessheets.xlsx.container.parts import descendants, parse_xml
from salessheets.xlsx.package import Package
from salessheets.xlsx.patching import workbook_text
from salessheets.xlsx.patching.audit import audit, without_rows
from salessheets.xlsx.patching.cutting import cut
from salessheets.xlsx.patching.draft import Draft
from salessheets.xlsx.patching.proof import prove_cells, prove_frame, prove_values
from salessheets.xlsx.patching.sheet_text import SheetText
from salessheets.xlsx.patching.sheet_work import SheetWork
from salessheets.xlsx.patching.style_book import StyleBook
from salessheets.xlsx.patching.xmltext import well_formed
from salessheets.xlsx.readers import fast_cells
from salessheets.xlsx.readers.cells import Surroundings
from salessheets.xlsx.readers.formats import package_styles
from salessheets.xlsx.readers.tags import Unfamiliar

_READ_NOW = 4 << 20
_REPORT = "Nothing was written. Please report this."


@dataclass(frozen=True, slots=True)
class Proof:
    """What an edit changed, counted and proven.

    Attributes:
        cells_changed: Cells with another value, new and emptied ones included.
        rows_added, rows_removed: By which lists grew or shrank.
        columns_added: New columns of lists.
        sheets_added: New tabs.
        parts_changed: Parts of the package that differ, are new or gone.
        parts_untouched: Parts whose stored bytes and checksum are the old ones.
    """

    cells_changed: int = 0
    rows_added: int = 0
    rows_removed: int = 0
    columns_added: int = 0
    sheets_added: int = 0
    parts_changed: tuple[str, ...] = ()
    parts_untouched: int = 0

    def __str__(self) -> str:
        counted = [
            (self.cells_changed, "cell", "changed"), (self.rows_added, "row", "added"), (self.rows_removed, "row", "removed"),
            (self.columns_added, "column", "added"), (self.sheets_added, "sheet", "added"),
        ]  # fmt: skip
        said = [f"{n} {what}{'' if n == 1 else 's'} {done}" for n, what, done in counted if n]
        return ", ".join((*said, "nothing else touched")) if said else "nothing changed"


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit made.

    Attributes:
        content: The new package's bytes; the old object when nothing changed.
        proof: What changed.
        package: The new package as it was opened for the proof, so that a save need not judge the bytes again.
    """

    content: bytes
    proof: Proof
    package: Package


def finish(draft: Draft, styles: StyleBook, sheets: Sequence[SheetWork], counts: Mapping[str, int]) -> Edited:
    """Splice what waits, build the package and prove it.

    Raises:
        Unsupported: A cell cannot be written.
        LintFault: The result would not be sound.
    """
    package = draft.package
    cuts: dict[str, bytes] = {}
    for work in sheets:
        work.flush()
        if work.text.touched or work.part in draft.added:
            draft.put(work.part, work.text.content())
    if draft.empty:
        return Edited(package.content, Proof(parts_untouched=len(package.names)), package)
    styles.finish()
    formats = _formats(draft)
    for work in sheets:
        if work.part in draft.changed:
            cuts[work.part] = _proven_rows(draft, work, formats)
    _tell_dependants(draft, sheets)
    content = package.rebuilt(draft.changed, draft.added, draft.removed)
    after = Package.from_bytes(content, package.label)
    _prove(draft, after, cuts)
    cells = sum(work.outcome.cells for work in sheets)
    parts = (*draft.changed, *draft.added, *sorted(draft.removed))
    untouched = len(package.names) - len(draft.changed) - len(draft.removed)
    return Edited(content, Proof(cells, **counts, parts_changed=parts, parts_untouched=untouched), after)


def _tell_dependants(draft: Draft, sheets: Sequence[SheetWork]) -> None:
    """Calculation, calculation chain and pivot caches."""
    if any(work.outcome.formulas for work in sheets):
        workbook_text.drop_calc_chain(draft)
    if draft.formulas_anywhere():
        workbook_text.ask_recalculation(draft)
    workbook_text.refresh_pivots(draft)


def _prove(draft: Draft, after: Package, cuts: Mapping[str, bytes]) -> None:
    """Raise LintFault unless only what was meant to differ differs; what the sheets hold is proven already."""
    before = draft.package
    for name in before.names:
        if name not in draft.changed and name not in draft.removed and after.crc(name) != before.crc(name):
            raise LintFault(before.label, f"the part {name} would have changed", _REPORT)
    for name in cuts:
        if (after.size(name), after.crc(name)) != (len(draft.changed[name]), rawzip.crc32(draft.changed[name])):
            raise LintFault(before.label, f"the part {name} was not packed as it was proven", _REPORT)
    faults = lint.new_faults(before, after, cuts)
    if faults:
        raise LintFault(before.label, f"the result would not be a sound workbook: {faults[0]}", _REPORT)


def _proven_rows(draft: Draft, work: SheetWork, formats: int) -> bytes:
    """Prove a changed sheet against its old version; its new one without the rows that need no lint.

    A sheet that the fast reading found canonical is audited, another is parsed. See docs/engine/write_back.md.

    Raises:
        LintFault: Something differs that nobody named, or a cell does not say what was meant, or the new sheet is
            not well-formed.
    """
    label, before = work.text.label, draft.package
    old, new = work.text.stored, work.text.content()
    if _is_canonical(before, work) and _audited(work, old, new, formats):
        old, new = without_rows(old), without_rows(new)
        _prove_frame(work, old, new)
        return new
    if not well_formed(new):
        raise LintFault(label, "the sheet would not be well-formed", _REPORT)
    old_text, new_text = SheetText(old, label), SheetText(new, label)
    prove_cells(old_text.data, new_text.data, work.intended, label)
    prove_values(new_text.data, work.intended, work.reader(), label)
    _prove_frame(work, old, new)
    return new


def _is_canonical(before: Package, work: SheetWork) -> bool:
    """Whether the fast reading finds the old sheet sound, tag by tag; small sheets that it has not read are read now."""
    if work.part in before.canonical or len(work.text.stored) > _READ_NOW:
        return work.part in before.canonical
    strings = np.array(before.shared_strings, dtype=object)
    around = Surroundings(work.text.label, strings, package_styles(before), before.date1904)
    try:
        return fast_cells.scan(work.text.stored, around).canonical
    except Unfamiliar:
        return False


def _audited(work: SheetWork, old: bytes, new: bytes, formats: int) -> bool:
    """The audit of the rows that differ, or of all rows when cells were named in the others."""
    some = cut(old, new)
    reader = work.reader()
    if audit(*some, work.intended, formats, reader):
        return True
    return some[1] is not new and audit(old, new, work.intended, formats, reader)


def _formats(draft: Draft) -> int:
    """How many cell formats the new workbook has; 0 when its styles are new."""
    related = draft.package.related(draft.package.workbook_part, "styles")
    groups = [
        g for part in related for g in descendants(parse_xml(draft.data(part), part, draft.package.label), "cellXfs")
    ]
    return len(groups[0]) if groups else 0


def _prove_frame(work: SheetWork, old: bytes, new: bytes) -> None:
    label = work.text.label
    if not well_formed(new):
        raise LintFault(label, "the sheet would not be well-formed", _REPORT)
    allowed = frozenset({*work.frame_allowed, "sheetData"})
    prove_frame(_children(SheetText(old, label)), _children(SheetText(new, label)), allowed, label)


def _children(text: SheetText) -> dict[str, list[bytes]]:
    """Name -> the bytes of a worksheet's children of that name."""
    frame, found = text.frame(), dict[str, list[bytes]]()
    for element in frame.children(frame.root):
        found.setdefault(element.name, []).append(frame.text(element))
    return found
