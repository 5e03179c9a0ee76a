"""Finding a field of a record by a name that a person typed, and saying what there is when it is not there.

Example:
    >>> find({"Visit Date": 1}, "visit_date"), find({"Visit Date": 1}, "date")
    ('Visit Date', None)
    >>> unknown('field "du"', "du", ["due", "rep"])
    'there is no field "du". There is: due, rep. Did you mean "due"?'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from salessheets.core.texts import header_form, nearest

_SHOWN = 12
_NEAR = 60.0


def find(record: Mapping[Any, Any], name: str) -> Any:
    """The key that `name` means, compared without case, blanks, underscores and hyphens; None when there is none."""
    if name in record:
        return name
    folded = header_form(name)
    return next((key for key in record if header_form(str(key)) == folded), None)


def unknown(what: str, name: str, known: Iterable[Any], group: str = "There is") -> str:
    """The message for a name that is not there: what there is, and the nearest of it."""
    names = list(map(str, known))
    near = nearest(name, names, at_least=_NEAR)
    shown = ", ".join(names[:_SHOWN] + ["..."] * (len(names) > _SHOWN)) or "nothing"
    return f"there is no {what}. {group}: {shown}." + (f' Did you mean "{near}"?' if near else "")
