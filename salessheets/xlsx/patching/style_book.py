"""Styles asked for while an edit is prepared, made only when a cell really needs one."""

from __future__ import annotations

from collections.abc import Callable

from salessheets.errors import Unsupported
from salessheets.xlsx.package import Package
from salessheets.xlsx.patching import namespaces
from salessheets.xlsx.patching.draft import Draft
from salessheets.xlsx.patching.new_sheets import NewColumn
from salessheets.xlsx.patching.styles import EMPTY_STYLES, Styles
from salessheets.xlsx.patching.table_text import TableColumn
from salessheets.xlsx.readers.formats import STYLED

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class StyleBook:
    """The styles part of a draft, opened when it is first needed.

    Args:
        draft: The package being changed.
    """

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._styles: Styles | None = None

    def format(self, code: str) -> Callable[[], int] | None:
        """A promise of the style with this number format; None for no format."""
        if not code:
            return None
        return lambda: self._opened().with_format(code)

    def linked(self, base: int) -> int:
        """The style with the look of a link."""
        return self._opened().linked(base)

    def owned_header(self, base: int) -> Callable[[], int]:
        """A promise of the header style of columns that the program fills."""
        return lambda: self._opened().owned_header(base)

    def table_column(self, column: NewColumn) -> TableColumn:
        """A column for a table's part; its number format is known to Excel for rows added by hand."""
        code = column.number_format
        return TableColumn(column.header, self._opened().differential(code) if code else None)

    def finish(self) -> None:
        """Put what was appended into the draft."""
        if self._styles is None or not self._styles.changed:
            return
        workbook = self._draft.package.workbook_part
        data = self._styles.render()
        for part in self._draft.package.related(workbook, "styles"):
            self._draft.put(part, data)
            return
        part = self._draft.free_name("xl/styles{}.xml")
        self._draft.add(workbook, "styles", part, _CONTENT_TYPE, data)

    def _opened(self) -> Styles:
        if self._styles is None:
            package = self._draft.package
            found = package.related(package.workbook_part, "styles")
            data = package.data(found[0]) if found else _first_styles(package)
            self._styles = Styles(data, f"{package.label}, styles")
        return self._styles


def _first_styles(package: Package) -> bytes:
    """Styles for a workbook that has none. Cells that number styles already would take up the new ones by chance."""
    for entry in package.sheets:
        if entry.kind == "worksheet" and entry.part and STYLED.search(package.data(entry.part)):
            raise Unsupported(
                package.label, "the workbook's styles are missing, so that a date cannot get its format",
                "Restore a backup, or open the file in Excel and save it there.",
            )  # fmt: skip
    return namespaces.in_its_way(EMPTY_STYLES, strict=package.strict)
