"""Cell formats of a new workbook, each made once."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from salessheets.xlsx.newbook.plan import Highlight, PageCell, Paint

FONT = "Calibri"
LINK_INK = "#1F4E9E"
_HAIRLINE = "#D9D9D9"


class Looks:
    """The formats of one workbook; equal wishes share one format."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def _of(self, **wishes: Any) -> Format:
        key = tuple(sorted((name, wish) for name, wish in wishes.items() if wish not in ("", False, None)))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(key))
        return self._made[key]

    def header(self, paint: Paint) -> Format:
        """The header cell of a column."""
        return self._of(
            font_name=FONT, bold=True, bg_color=paint.header_fill, font_color=paint.header_ink,
            text_wrap=True, valign="vcenter", border=1, border_color="#FFFFFF",
        )  # fmt: skip

    def cell(self, paint: Paint, number_format: str, *, wrap: bool, left: bool, link: bool = False) -> Format:
        """A cell of a table's data."""
        return self._of(
            font_name=FONT, num_format=number_format, bg_color=paint.fill, italic=paint.italic, valign="top",
            font_color=LINK_INK if link else paint.ink, underline=1 if link else None, text_wrap=wrap,
            align="left" if left else None, bottom=4, bottom_color=_HAIRLINE,
        )  # fmt: skip

    def below(self, paint: Paint, number_format: str, *, wrap: bool, left: bool) -> Format:
        """The cells under a table, so that a new row looks right as soon as it is typed."""
        return self._of(
            font_name=FONT, num_format=number_format, bg_color=paint.fill, italic=paint.italic, valign="top",
            font_color=paint.ink, text_wrap=wrap, align="left" if left else None,
        )  # fmt: skip

    def highlight(self, wish: Highlight) -> Format:
        """A conditional format."""
        return self._of(
            bg_color=wish.fill, font_color=wish.ink, bold=wish.bold, num_format=wish.number_format,
            bottom=1 if wish.line else None, bottom_color=wish.line,
        )  # fmt: skip

    def page(self, cell: PageCell, *, link: bool) -> Format:
        """A cell of a page."""
        return self._of(
            font_name=FONT, font_size=cell.size, bold=cell.bold, italic=cell.italic, bg_color=cell.fill,
            font_color=LINK_INK if link else cell.ink, underline=1 if link else None, text_wrap=cell.wrap,
            valign="top", bottom=1 if cell.line else None, bottom_color=cell.line,
        )  # fmt: skip
