"""Links inside the workbook: real `hyperlink` elements, so that no cell needs a formula."""

from __future__ import annotations

from collections.abc import Mapping

from salessheets.core.addresses import Area, cell_name, parse_cell
from salessheets.errors import Unsupported
from salessheets.xlsx.patching.sheet_text import ORDER
from salessheets.xlsx.patching.xmltext import Element, XmlText
from salessheets.xlsx.values import Link, escaped_attribute

MOST_LINKS = 65_000
"""Excel takes 65,530 hyperlinks on a sheet; the rest is left for the office's own."""


def put_links(frame: XmlText, links: Mapping[tuple[int, int], Link], cleared: Area | None) -> bool:
    """Note the edits of a sheet's frame that make its links be these.

    Args:
        frame: The sheet's frame.
        links: (row, column) -> link.
        cleared: Links in this area that are not among `links` go.

    Returns:
        True when something changes.

    Raises:
        Unsupported: More links than a sheet can hold.
    """
    parent = frame.child(frame.root, "hyperlinks")
    old = list(frame.children(parent)) if parent else []
    gone = [e for e in old if _replaced(e, links, cleared)]
    if len(old) - len(gone) + len(links) > MOST_LINKS:
        raise Unsupported(frame.root.name, f"the sheet would have more than {MOST_LINKS:,} links", "Write fewer links.")
    p = frame.root.prefix
    new = [_xml(p, cell_name(*place), link) for place, link in sorted(links.items())]
    if [frame.text(e).decode() for e in gone] == new:
        return False
    _swap(frame, parent, old, gone, "".join(new))
    return True


def _swap(frame: XmlText, parent: Element | None, old: list[Element], gone: list[Element], new: str) -> None:
    if parent is None:
        p = frame.root.prefix
        frame.place(frame.root, f"<{p}hyperlinks>{new}</{p}hyperlinks>", ORDER[: ORDER.index("hyperlinks")])
    elif not new and len(gone) == len(old):
        frame.remove(parent)
    else:
        for element in gone:
            frame.remove(element)
        if new:
            frame.append(parent, new)


def _xml(prefix: str, ref: str, link: Link) -> str:
    location, shown = escaped_attribute(link.location), escaped_attribute(link.text)
    return f'<{prefix}hyperlink ref="{ref}" location="{location}" display="{shown}"/>'


def _replaced(element: Element, links: Mapping[tuple[int, int], Link], cleared: Area | None) -> bool:
    """Whether an old link stands on a cell that gets a new one, or in the cleared area."""
    try:
        area = Area.parse(element.attributes.get("ref", ""))
    except ValueError:
        return False
    if str(area) == element.attributes["ref"] and area.height == area.width == 1:
        place = parse_cell(element.attributes["ref"])
        if place in links:
            return True
    return cleared is not None and cleared.overlaps(area) and area.left >= cleared.left and area.right <= cleared.right
