"""The lint: rules of the file format whose breach makes Excel offer a repair, checked after every write.

`lint` judges a package, `new_faults` only what a change has brought in: real workbooks carry old faults that are not
ours to mend. Parts that a change did not touch are not read again.

Example:
    >>> from io import BytesIO
    >>> from xlsxwriter import Workbook
    >>> from salessheets.xlsx.package import Package
    >>> with Workbook(made := BytesIO()) as book:
    ...     _ = book.add_worksheet("Invoices").write_row("A1", ["Number", "Amount"])
    >>> before = Package.from_bytes(made.getvalue())
    >>> lint(before)
    ()
    >>> part = before.sheets[0].part
    >>> broken = before.data(part).replace(b'r="B1"', b'r="A1"')
    >>> [fault.rule for fault in new_faults(before, Package.from_bytes(before.rebuilt({part: broken})))]
    ['cell-order']
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from salessheets.errors import Damaged
from salessheets.xlsx.container.parts import descendants, parse_xml
from salessheets.xlsx.linting import lint_cells, lint_package, lint_sheet, lint_tables
from salessheets.xlsx.linting.faults import Fault
from salessheets.xlsx.linting.lint_cells import Limits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from salessheets.xlsx.package import Package, SheetEntry

__all__ = ["Fault", "lint", "new_faults"]

_XML = (".xml", ".rels", ".vml")


def lint(
    package: Package, parts: Collection[str] | None = None, cut: Mapping[str, bytes] | None = None
) -> tuple[Fault, ...]:
    """All faults of a package.

    Args:
        package: What to judge.
        parts: The parts whose content is checked; rules that join parts (relationships, names, tables) are always
            checked. All parts when left out.
        cut: Worksheet part -> its content without the rows that need no look (see `cutting`).
    """
    chosen = set(package.names if parts is None else parts)
    return tuple(_faults(package, chosen, cut or {}))


def _faults(package: Package, chosen: set[str], cut: Mapping[str, bytes]) -> Iterator[Fault]:
    sheets = [entry for entry in package.sheets if entry.part in chosen and entry.kind == "worksheet"]
    sheet_parts = {entry.part for entry in sheets}
    broken = [*_ill_formed(package, chosen - sheet_parts), *_strings(package, chosen)]
    yield from broken
    if any(fault.rule == "xml" and fault.part in _joined_parts(package) for fault in broken):
        return
    yield from lint_package.relations(package)
    yield from lint_package.content_types(package)
    yield from lint_package.workbook(package)
    yield from lint_package.defined_names(package)
    yield from lint_package.styles(package)
    yield from lint_tables.tables(package)
    yield from _sheets(package, sheets, cut)


def _joined_parts(package: Package) -> set[str]:
    """Parts without which nothing else can be judged: tables, styles, strings."""
    tables = {part for entry in package.sheets for part in package.related(entry.part, "table") if entry.part}
    book = package.workbook_part
    return tables | {*package.related(book, "styles"), *package.related(book, "sharedStrings")}


def _ill_formed(package: Package, chosen: set[str]) -> Iterator[Fault]:
    """XML parts that are not well-formed, or use prefixes and relationships they lack."""
    for name in package.names:
        if name not in chosen or not name.lower().endswith(_XML) or _is_shared_strings(package, name):
            continue
        try:
            root = package.xml(name)
        except Damaged as fault:
            if not name.endswith(".vml"):  # old drawings are often HTML-like; Excel reads them so
                yield Fault("xml", name, "", fault.wrong)
            continue
        yield from lint_package.prefixes(name, root)
        if not name.endswith(".rels"):
            yield from lint_package.relation_ids(package, name, root)


def _is_shared_strings(package: Package, name: str) -> bool:
    """True for the shared strings, which are checked without building a tree."""
    return name in package.related(package.workbook_part, "sharedStrings")


def _strings(package: Package, chosen: set[str]) -> Iterator[Fault]:
    """The shared strings are well-formed and no text is too long for a cell."""
    for part in package.related(package.workbook_part, "sharedStrings"):
        if part in chosen:
            data = package.data(part)
            wrong = lint_cells.not_well_formed(data)
            if wrong:
                yield Fault("xml", part, "", wrong)
            yield from lint_cells.long_texts(part, data)


def _sheets(package: Package, sheets: list[SheetEntry], cut: Mapping[str, bytes]) -> Iterator[Fault]:
    """The worksheets, and the calculation chain against their formulas."""
    limits, formats = Limits.of(package), _differential_formats(package)
    chain = bool(package.related(package.workbook_part, "calcChain"))
    formulas: dict[int, set[int]] = {}
    for entry in sheets:
        data = package.data(entry.part) if chain or entry.part not in cut else cut[entry.part]
        try:
            root = parse_xml(lint_sheet.without_cells(data), entry.part, package.label)
        except Damaged as fault:
            yield Fault("xml", entry.part, "", fault.wrong)
            continue
        yield from lint_sheet.sheet(entry.part, root, formats)
        yield from lint_package.prefixes(entry.part, root)
        yield from lint_package.relation_ids(package, entry.part, root)
        cells = lint_cells.lint_cells(entry.part, data, limits, want_formulas=chain)
        yield from cells.faults
        formulas[entry.sheet_id] = cells.formulas
    if chain:
        yield from lint_cells.calculation_chain(package, formulas)


def _differential_formats(package: Package) -> int:
    """How many differential formats (dxf) the styles hold."""
    parts = package.related(package.workbook_part, "styles")
    return sum(len(group) for part in parts for group in descendants(package.xml(part), "dxfs"))


def new_faults(before: Package, after: Package, cut: Mapping[str, bytes] | None = None) -> tuple[Fault, ...]:
    """The faults of `after` that `before` did not have, looking only into parts that differ.

    Args:
        before: The old package.
        after: The new one.
        cut: Changed worksheet part -> its new content without the rows that it shares with the old one (see `cutting`).
    """
    changed = {name for name in after.names if not _same(before, after, name)}
    if _fewer(before, after):
        changed |= {entry.part for entry in after.sheets}
        cut = None
    found = lint(after, changed, cut)
    if not found:
        return ()
    old = lint(before, changed & set(before.names))
    counts, known = Counter((f.rule, f.part) for f in old), set(old)
    now = Counter((f.rule, f.part) for f in found)
    grown = {place for place, count in now.items() if count > counts[place]}
    return tuple(fault for fault in found if fault not in known and (fault.rule, fault.part) in grown)


def _same(before: Package, after: Package, name: str) -> bool:
    """True if the part is in both with the same content."""
    return before.has(name) and (before.crc(name), before.size(name)) == (after.crc(name), after.size(name))


def _fewer(before: Package, after: Package) -> bool:
    """True if cells of unchanged sheets may now point past the formats or strings."""
    shared = [*after.related(after.workbook_part, "styles"), *after.related(after.workbook_part, "sharedStrings")]
    if all(_same(before, after, part) for part in shared):
        return False
    old, new = Limits.of(before), Limits.of(after)
    return new.formats < old.formats or new.strings < old.strings
