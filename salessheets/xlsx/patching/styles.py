"""New cell styles, appended behind the old ones. No style is ever renumbered or changed.

Example:
    >>> part = (b'<styleSheet><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill/></fills>'
    ...         b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0"/></cellXfs></styleSheet>')
    >>> styles = Styles(part, "styles.xml")
    >>> styles.with_format("yyyy-mm-dd"), styles.with_format("yyyy-mm-dd"), styles.with_format("0.00")
    (1, 1, 2)
    >>> b'<numFmt numFmtId="164" formatCode="yyyy-mm-dd"/>' in styles.render()
    True
"""

from __future__ import annotations

from salessheets.xlsx.patching.xmltext import Element, XmlText
from salessheets.xlsx.values import escaped_attribute

EMPTY_STYLES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""For a workbook that has no styles part."""

OWNED_HEADER_FILL = "FF7F7F7F"
"""Grey: the header of a column that the program fills. White bold text on it."""

LINK_BLUE = "FF0563C1"
"""The colour of a link that nobody has followed, as new workbooks have it."""

_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_BEFORE_COLOR = ("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz")
_BEFORE_UNDERLINE = _BEFORE_COLOR[: _BEFORE_COLOR.index("u")]
_FIRST_OWN_FORMAT = 164

# Source: ECMA-376 part 1, 18.8.30, the formats that every program knows by number.
BUILTIN_FORMATS = {
    "General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "h:mm": 20, "h:mm:ss": 21, "@": 49,
}  # fmt: skip


class _Group:
    """One list of the part (`cellXfs`, `fonts` ...) and what is added to it."""

    def __init__(self, part: XmlText, name: str) -> None:
        self.part, self.name = part, name
        self.element = part.child(part.root, name)
        self.items = [part.text(e).decode() for e in part.children(self.element)] if self.element else []
        self.old = len(self.items)

    def add(self, xml: str) -> int:
        """The number of this item, added when it is not there."""
        if xml in self.items:
            return self.items.index(xml)
        self.items.append(xml)
        return len(self.items) - 1

    def finish(self) -> None:
        """Note the edits of the part."""
        new = "".join(self.items[self.old :])
        if not new:
            return
        if self.element is None:
            p = self.part.root.prefix
            xml = f'<{p}{self.name} count="{len(self.items)}">{new}</{p}{self.name}>'
            self.part.place(self.part.root, xml, _ORDER[: _ORDER.index(self.name)])
        else:
            self.part.append(self.element, new)
            self.part.set(self.element, "count", str(len(self.items)))


class Styles:
    """The styles part with new styles appended.

    Args:
        data: The part.
        label: How messages name it.
    """

    def __init__(self, data: bytes, label: str) -> None:
        self._part = XmlText(data, label)
        self._groups = {name: _Group(self._part, name) for name in ("numFmts", "fonts", "fills", "cellXfs", "dxfs")}
        self._formats = {
            e.attributes.get("formatCode", ""): int(e.attributes.get("numFmtId", "0"))
            for e in self._part.all("numFmt")
            if e.parent == _index(self._groups["numFmts"].element)
        }

    @property
    def changed(self) -> bool:
        """True if something was appended."""
        return any(len(group.items) > group.old for group in self._groups.values())

    def render(self) -> bytes:
        """The part with all that was appended; call it once."""
        for group in self._groups.values():
            group.finish()
        return self._part.render()

    def with_format(self, code: str, base: int = 0) -> int:
        """The style that looks like style `base` but shows numbers by this format code."""
        return self._variant(base, {"numFmtId": str(self._format(code)), "applyNumberFormat": "1"})

    def differential(self, code: str) -> int:
        """The differential format (dxf) with this number format."""
        p = self._part.root.prefix
        number = self._format(code)
        return self._groups["dxfs"].add(
            f'<{p}dxf><{p}numFmt numFmtId="{number}" formatCode="{escaped_attribute(code)}"/></{p}dxf>'
        )

    def owned_header(self, base: int = 0) -> int:
        """The style that looks like style `base`, on grey, bold and white."""
        p = self._part.root.prefix
        fill = self._groups["fills"].add(
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{OWNED_HEADER_FILL}"/>'
            f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
        )
        font = self._groups["fonts"].add(self._white_bold(self._attribute(base, "fontId")))
        chosen = {"fontId": str(font), "fillId": str(fill), "applyFont": "1", "applyFill": "1"}
        return self._variant(base, chosen)

    def linked(self, base: int = 0) -> int:
        """The style that looks like style `base`, underlined and blue; `base` itself if it is underlined already."""
        p, fonts = self._part.root.prefix, self._groups["fonts"].items
        number = self._attribute(base, "fontId")
        font = _fragment(fonts[number] if number < len(fonts) else f'<{p}font><{p}sz val="11"/></{p}font>')
        if font.child(font.root, "u") is not None:
            return base
        color = font.child(font.root, "color")
        if color is not None:
            font.remove(color)
        font.place(font.root, f'<{p}color rgb="{LINK_BLUE}"/>', _BEFORE_COLOR)
        font.place(font.root, f"<{p}u/>", _BEFORE_UNDERLINE)
        made = self._groups["fonts"].add(font.render().decode())
        return self._variant(base, {"fontId": str(made), "applyFont": "1"})

    def _format(self, code: str) -> int:
        known = BUILTIN_FORMATS.get(code, self._formats.get(code))
        if known is not None:
            return known
        number = max([_FIRST_OWN_FORMAT - 1, *self._formats.values()]) + 1
        self._formats[code] = number
        p = self._part.root.prefix
        self._groups["numFmts"].add(f'<{p}numFmt numFmtId="{number}" formatCode="{escaped_attribute(code)}"/>')
        return number

    def _xf(self, style: int) -> str:
        items = self._groups["cellXfs"].items
        p = self._part.root.prefix
        return (
            items[style] if style < len(items) else f'<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        )

    def _attribute(self, style: int, name: str) -> int:
        return int(_fragment(self._xf(style)).root.attributes.get(name, "0"))

    def _variant(self, base: int, attributes: dict[str, str]) -> int:
        xf = _fragment(self._xf(base))
        for name, value in attributes.items():
            xf.set(xf.root, name, value)
        return self._groups["cellXfs"].add(xf.render().decode())

    def _white_bold(self, number: int) -> str:
        fonts = self._groups["fonts"].items
        p = self._part.root.prefix
        font = _fragment(fonts[number] if number < len(fonts) else f'<{p}font><{p}sz val="11"/></{p}font>')
        for element in font.children(font.root):
            if element.name in {"b", "color"}:
                font.remove(element)
        font.place(font.root, f'<{p}color rgb="FFFFFFFF"/>', _BEFORE_COLOR)
        font.place(font.root, f"<{p}b/>", ())
        return font.render().decode()


def _fragment(xml: str) -> XmlText:
    return XmlText(xml.encode(), "styles")


def _index(element: Element | None) -> int:
    return element.index if element else -2
