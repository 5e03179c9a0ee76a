"""Filling a template: plan everything, lay out every row, then write each part once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from salessheets.core.addresses import Area
from salessheets.core.texts import header_form
from salessheets.errors import Unsupported
from salessheets.xlsx.container.parts import descendants, local_name
from salessheets.xlsx.formula_values.calculate import calculate
from salessheets.xlsx.formula_values.structured import TableArea
from salessheets.xlsx.package import Package, SheetEntry
from salessheets.xlsx.template import book, charts, drawings, pivots, records, sheet_rest, tables
from salessheets.xlsx.template.building import Builder
from salessheets.xlsx.template.faults import Faults
from salessheets.xlsx.template.formulas import BookMap
from salessheets.xlsx.template.grid import Grid
from salessheets.xlsx.template.groups import SheetFilling
from salessheets.xlsx.template.layout import Group, rows_xml
from salessheets.xlsx.template.links import move_links
from salessheets.xlsx.template.moving import Mover
from salessheets.xlsx.template.named import marked_blocks
from salessheets.xlsx.template.page_breaks import break_pages
from salessheets.xlsx.template.plan import SheetPlan, plan_sheet
from salessheets.xlsx.template.ranges import values_of
from salessheets.xlsx.template.rels import xml_bytes
from salessheets.xlsx.template.sandbox import Language
from salessheets.xlsx.template.settings import Settings, control_sheet, read_settings
from salessheets.xlsx.template.sheet_source import MARK, SheetSource, read_sheet_source
from salessheets.xlsx.template.strings import emptied_strings, strings_part
from salessheets.xlsx.template.strips import Filling
from salessheets.xlsx.template.tags import has_tag
from salessheets.xlsx.template.values import BadValueError

_CHART = "drawingml.chart+xml"
_CHART_EX = "ms-office.chartex+xml"
_PIVOT_CACHE = "pivotCacheDefinition+xml"


@dataclass
class Work:
    """One filling under way.

    Attributes:
        package: The template.
        faults: What is wrong so far.
        settings: What the control sheet says.
        plans: The worksheets.
        filling: What the parts share.
        groups: The new rows per sheet.
        book: The root of the workbook part, moved.
        changed: New content per part.
        removed: Parts to drop.
    """

    package: Package
    faults: Faults
    settings: Settings
    plans: tuple[SheetPlan, ...]
    filling: Filling
    groups: dict[str, list[Group]] = field(default_factory=dict)
    book: Any = None
    changed: dict[str, bytes] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)


def readable(template: Package | Path | str) -> Package:
    """The template's package. Raises Unsupported for a Strict one, and what `Package.read` raises."""
    package = template if isinstance(template, Package) else Package.read(template)
    if package.strict:
        raise Unsupported(
            package.label, "the template is in the Strict Open XML format",
            "In Excel save it as Excel Workbook (.xlsx), not as Strict Open XML Spreadsheet.",
        )  # fmt: skip
    return package


def fill(template: Package | Path | str, data: Mapping[str, Any]) -> bytes:
    """The filled workbook's bytes. Raises TemplateFaults."""
    package = readable(template)
    work = fill_work(package, data, Faults(package.label))
    return package.rebuilt(work.changed, removed=work.removed) if work.changed else package.content


def fill_work(package: Package, data: Mapping[str, Any], faults: Faults) -> Work:
    """The new content of every part that changes. Raises TemplateFaults."""
    work = plan(package, data, faults)
    lay_out(work)
    write(work)
    return work


def read_sources(package: Package) -> dict[str, SheetSource]:
    """The worksheets taken apart, by name."""
    part = strings_part(package)
    strings = [item for item in package.xml(part) if local_name(item) == "si"] if part else []
    return {e.name: read_sheet_source(package, e, strings) for e in package.sheets if e.kind == "worksheet"}


def plan(package: Package, data: Mapping[str, Any], faults: Faults) -> Work:
    """Read the template, bind its tables, map its rows. Raises TemplateFaults when the locale is not known."""
    control, sources = control_sheet(package), read_sources(package)
    settings = read_settings(package, sources.get(control.name) if control else None, faults)
    language = _language(data, settings, faults)
    builder = Builder({}, language, settings, faults)
    datasets = {name: builder.shaped(dataset) for name, dataset in records.datasets(data).items()}
    builder = replace(builder, data=datasets)
    others = {header_form(str(name)) for name in data} - datasets.keys()
    marked = marked_blocks(package, faults)
    plans = tuple(
        plan_sheet(package, source, marked.get(source.entry.name.casefold(), ()), others, builder)
        for source in _open(sources, control)
    )
    missing = settings.of("*", "missing", "error")
    naming = Filling(language, BookMap({}, {}), faults, missing=missing)
    maps = BookMap(
        {one.name.casefold(): one.map for one in plans}, book.new_sheet_names(package.sheets, language, naming)
    )
    filling = Filling(
        language, maps, faults, package.date1904, missing, _general_styles(package), package.shared_strings
    )
    return Work(package, faults, settings, plans, filling)


def _general_styles(package: Package) -> frozenset[str]:
    """The numbers of the cell styles whose number format is General."""
    found = package.related(package.workbook_part, "styles")
    if not found or not package.has(found[0]):
        return frozenset({"0"})
    formats = next(descendants(package.xml(found[0]), "cellXfs"), ())
    return frozenset(str(place) for place, style in enumerate(formats) if style.get("numFmtId", "0") == "0")


def _open(sources: Mapping[str, SheetSource], control: SheetEntry | None) -> list[SheetSource]:
    """The worksheets to fill: all but the control sheet."""
    return [source for name, source in sources.items() if control is None or name != control.name]


def _language(data: Mapping[str, Any], settings: Settings, faults: Faults) -> Language:
    locale = settings.of("*", "locale", str(data.get("locale") or "en"))
    currency = settings.of("*", "currency", str(data.get("currency") or ""))
    try:
        return Language(records.names(data), locale, currency)
    except BadValueError as fault:
        faults.add("locale", str(fault))
        return Language(records.names(data))


def lay_out(work: Work) -> None:
    """What stands in every cell of the filled book."""
    for one in work.plans:
        calculated = tables.calculated_columns(work.package, one)
        work.groups[one.name] = SheetFilling(one, work.filling, work.settings, calculated).groups()


def write(work: Work) -> None:
    """The new content of every part that changes. Raises TemplateFaults before anything is written."""
    movers = [Mover(one, work.filling) for one in work.plans]
    rest = {mover.plan.name: _move_rest(work, mover) for mover in movers}
    for mover in movers:
        _move_sheet_parts(work, mover)
    _move_book(work)
    work.faults.settle()
    grid = Grid(work.groups, work.package.shared_strings)
    old_names = {new.casefold(): name for name, new in work.filling.book.names.items()}
    named = book.defined_names(work.book)
    calculate(grid, _table_areas(work), named, old_names, date1904=work.package.date1904)
    _move_charts(work, lambda text: values_of(text, grid, named, old_names, date1904=work.package.date1904))
    if not (work.changed or any(rest.values()) or any(map(_filled, work.plans))):
        return
    for one in work.plans:
        if rest[one.name] or _filled(one) or _has_formula(one):
            work.changed[one.source.entry.part] = _sheet_xml(one, work.groups[one.name])
    _finish(work)


def _move_rest(work: Work, mover: Mover) -> bool:
    rels = move_links(mover, work.package)
    if rels:
        work.changed[rels.name] = rels.xml()
    moved = sheet_rest.move_rest(mover)
    return break_pages(mover, work.settings) or moved or rels is not None


def _filled(one: SheetPlan) -> bool:
    """True if any cell of the sheet moves or is filled."""
    blocks = one.map.rows.blocks or one.map.columns.blocks
    return bool(blocks) or any(has_tag(cell.text) for cell in one.source.cells.values())


def _has_formula(one: SheetPlan) -> bool:
    """True for a sheet whose stored values may have to change."""
    return any(cell.formula for cell in one.source.cells.values())


def _sheet_xml(one: SheetPlan, groups: list[Group]) -> bytes:
    shell = xml_bytes(one.source.root)
    head, _, tail = shell.partition(MARK.encode())
    return b"".join([head, rows_xml(groups, one.source.prefix).encode(), tail])


def _move_sheet_parts(work: Work, mover: Mover) -> None:
    """Tables, drawings, notes, controls and pivot tables of one sheet."""
    moves = {
        "table": tables.move_table, "drawing": drawings.move_drawing, "comments": drawings.move_comments,
        "threadedComment": drawings.move_comments, "ctrlProp": drawings.move_control, "pivotTable": pivots.move_pivot_table,
    }  # fmt: skip
    for relation in work.package.relations(mover.plan.source.entry.part):
        if relation.external or not work.package.has(relation.target):
            continue
        if relation.kind in moves:
            root = work.package.xml(relation.target)
            before = xml_bytes(root)
            moves[relation.kind](root, mover)
            _keep(work, relation.target, before, xml_bytes(root))
        elif relation.kind == "vmlDrawing":
            before = work.package.data(relation.target)
            _keep(work, relation.target, before, drawings.move_vml(before, mover))


def _keep(work: Work, part: str, before: bytes, after: bytes) -> None:
    if after != before:
        work.changed[part] = after


def _move_book(work: Work) -> None:
    """Names of the workbook part, and pivot caches."""
    root = work.book = work.package.xml(work.package.workbook_part)
    before = xml_bytes(root)
    formulas = {cell.formula.text for one in work.plans for cell in one.source.cells.values() if cell.formula}
    book.drop_block_names(root, formulas)
    book.move_names(root, work.filling, work.package.sheets)
    book.rename_sheets(root, work.filling.book.names)
    _keep(work, work.package.workbook_part, before, xml_bytes(root))
    for part in _parts_of(work.package, _PIVOT_CACHE):
        cache = work.package.xml(part)
        before = xml_bytes(cache)
        pivots.move_pivot_cache(cache, work.filling, part)
        _keep(work, part, before, xml_bytes(cache))


def _parts_of(package: Package, kind: str) -> list[str]:
    return [name for name in package.names if package.content_type(name).endswith(kind)]


def _table_areas(work: Work) -> list[TableArea]:
    """The tables of the filled book, for structured references."""
    found = []
    for one in work.plans:
        lines = one.map
        for table in one.tables:
            old = table.area
            area = Area(
                lines.rows.first(old.top),
                lines.columns.first(old.left),
                lines.rows.last(old.bottom),
                lines.columns.last(old.right),
            )
            found.append(
                TableArea(table.display_name, one.name, area, table.header_rows, table.totals_rows, table.columns)
            )
    return found


def _move_charts(work: Work, look_up: charts.Lookup) -> None:
    """Charts grow and show the new figures."""
    for part in [*_parts_of(work.package, _CHART), *_parts_of(work.package, _CHART_EX)]:
        root = work.package.xml(part)
        before = xml_bytes(root)
        charts.move_chart(root, work.filling, part)
        if part.endswith("xml") and not work.package.content_type(part).endswith(_CHART_EX):
            charts.refill_caches(root, look_up)
        _keep(work, part, before, xml_bytes(root))


def _finish(work: Work) -> None:
    """Strings, calculation and its chain, once anything has changed."""
    if not work.changed:
        return
    part = strings_part(work.package)
    emptied = emptied_strings(work.package, part) if part else None
    if part and emptied:
        work.changed[part] = emptied
    types = book.workbook_types(work.package)
    if types:
        work.changed["[Content_Types].xml"] = types
    if not any(cell.formula for one in work.plans for cell in one.source.cells.values()) and not _new_formulas(work):
        return
    book.calculate_on_load(work.book)
    work.changed[work.package.workbook_part] = xml_bytes(work.book)
    changed, removed = book.without_calculation_chain(work.package, types)
    work.changed.update(changed)
    work.removed += removed


def _new_formulas(work: Work) -> bool:
    strips = (s for groups in work.groups.values() for g in groups for row in g.rows for s in row.strips)
    return any(strip.formulas is not None for strip in strips)
