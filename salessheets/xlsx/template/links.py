"""Hyperlinks of a sheet: moved, filled, and one per record where they stand in a repeating row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from functools import partial
from typing import Any
from urllib.parse import quote, unquote

from salessheets.xlsx.container.parts import descendants, rels_name
from salessheets.xlsx.package import Package
from salessheets.xlsx.template.moving import Mover
from salessheets.xlsx.template.rels import Rels
from salessheets.xlsx.template.tags import filled, has_tag

_ID = re.compile(r"\{[^}]*/relationships\}id\Z")
_TEXTS = ("location", "display", "tooltip")
_MOST = 65_000


def move_links(mover: Mover, package: Package) -> Rels | None:
    """Move and fill the sheet's hyperlinks in place. The sheet's relationships, when they changed."""
    part = mover.plan.source.entry.part
    rels = Rels(package, part) if package.has(rels_name(part)) else None
    found: list[Any] = list(descendants(mover.plan.source.root, "hyperlinks"))
    for links in found:
        for link in list(links):
            _move(link, mover, rels)
        if not len(links):
            links.getparent().remove(links)
        if len(links) > _MOST:
            mover.filling.faults.add(
                mover.plan.name, f"a sheet shows at most {_MOST:,} hyperlinks, and this one would have {len(links):,}"
            )
    return rels if rels and rels.changed else None


def _move(link: Any, mover: Mover, rels: Rels | None) -> None:
    key = next((name for name in link.attrib if _ID.match(str(name))), None)
    target = _readable(rels.target(link.get(key))) if key and rels else ""
    ref = link.get("ref", "")
    tagged = has_tag(target) or any(has_tag(link.get(name)) for name in _TEXTS)
    if mover.gone(ref) or (tagged and mover.inside(ref)):
        _repeat(link, mover, rels, key, target)
        return
    link.set("ref", mover.area(ref))
    names = mover.filling.language.names
    if link.get("location") and not has_tag(link.get("location")):
        link.set(
            "location", mover.filling.formula(link.get("location"), mover.here, f"{mover.plan.name}!{ref}").text(0)
        )
    _fill(link, mover, rels, key, target, names)


def _repeat(link: Any, mover: Mover, rels: Rels | None, key: Any, target: str) -> None:
    """One link per record."""
    for standing in mover.copies(link.get("ref")):
        made = deepcopy(link)
        made.set("ref", str(standing.area))
        if key and rels:
            made.set(key, rels.add_link(target or "#"))
        link.addprevious(made)
        _fill(made, mover, rels, key, target, mover.names(standing))
    others = [other for other in link.getparent() if other is not link and key and other.get(key) == link.get(key)]
    if key and rels and not others:
        rels.drop(link.get(key))
    link.getparent().remove(link)


def _fill(link: Any, mover: Mover, rels: Rels | None, key: Any, target: str, names: Mapping[str, Any]) -> None:
    """Put values into the link's target and texts."""
    language, place = mover.filling.language, f"{mover.plan.name}!{link.get('ref')}, hyperlink"
    for name in _TEXTS:
        if has_tag(link.get(name)):
            link.set(name, mover.filling.value(place, partial(filled, link.get(name), language, names)) or "")
    if has_tag(target) and rels and key:
        made = mover.filling.value(place, lambda: filled(target, language, names, _as_address))
        rels.set_target(link.get(key), (made or "").replace(" ", "%20"))


def _as_address(value: str) -> str:
    """A value inside a web or mail address."""
    return quote(value, safe="@/:.,;+-_~?&=#%")


def _readable(target: str) -> str:
    """A target with its braces, which programs that save workbooks may have escaped."""
    return unquote(target) if "%7b%7b" in target.lower() else target
