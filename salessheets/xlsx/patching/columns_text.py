"""The widths of new columns, put into a sheet's `cols` in order. Widths that stand there are the admin's."""

from __future__ import annotations

from collections.abc import Mapping

from salessheets.xlsx.patching.sheet_text import ORDER
from salessheets.xlsx.patching.xmltext import XmlText


def set_widths(frame: XmlText, widths: Mapping[int, float]) -> bool:
    """Note widths (in characters) for columns that have none; True when something changes."""
    parent = frame.child(frame.root, "cols")
    old = list(frame.children(parent)) if parent else []
    covered = [(int(e.attributes.get("min", "0")), int(e.attributes.get("max", "0"))) for e in old]
    new = {n: w for n, w in sorted(widths.items()) if not any(first <= n <= last for first, last in covered)}
    p = frame.root.prefix
    xml = {n: f'<{p}col min="{n}" max="{n}" width="{w:g}" customWidth="1"/>' for n, w in new.items()}
    if not xml:
        return False
    if parent is None:
        frame.place(frame.root, f"<{p}cols>{''.join(xml.values())}</{p}cols>", ORDER[: ORDER.index("cols")])
        return True
    for number, text in xml.items():
        later = next((e for e, (first, _) in zip(old, covered, strict=True) if first > number), None)
        if later is None:
            frame.append(parent, text)
        else:
            frame.before(later, text)
    return True
