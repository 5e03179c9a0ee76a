"""Leaving out what two versions of a sheet share, so that a proof reads only the rows that differ.

A stretch of whole rows that stands in both versions, byte for byte and in the same order, needs no second look: it was
found sound when the workbook was read. `cut` takes the middle of every such stretch out of both versions. Its first
and its last row stay, so that the order of rows is still judged across the gap.

Example:
    >>> rows = [b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 2001)]
    >>> sheet = b"<worksheet><sheetData>%b</sheetData></worksheet>"
    >>> old = sheet % b"".join(rows)
    >>> new = old.replace(b'<c r="A1000"><v>1<', b'<c r="A1000"><v>2<')
    >>> short_old, short_new = cut(old, new)
    >>> len(short_new) < len(new) / 3, short_new.count(b"<v>2<"), short_old.count(b"<v>2<")
    (True, 1, 0)
"""

from __future__ import annotations

from collections.abc import Iterator

_OPEN, _CLOSE, _ROW = b"<sheetData>", b"</sheetData>", b"<row "
_STEP = 16 << 10
"""Bytes compared at a time; about as many are kept around each difference."""
_REACH = 8
"""How many times longer the new version of some rows may be before more of the old ones are taken together."""

Pair = tuple[int, int]
"""A place in the old version and the one that answers to it in the new version."""


def cut(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Both parts without the rows that are the same in both; the parts themselves when they are not of that shape.

    The old part must be canonical (see `fast_cells`): in it `<row ` can only be the start of a row.
    """
    olds, news = _rows_of(old), _rows_of(new)
    if olds is None or news is None:
        return old, new
    gaps = [gap for same in _same(old, new, olds, news) if (gap := _inside(old, same)) is not None]
    return (
        _without(old, [(at, at + size) for (at, _), size in gaps]) if gaps else old,
        _without(new, [(at, at + size) for (_, at), size in gaps]) if gaps else new,
    )


def _rows_of(data: bytes) -> Pair | None:
    """Where the rows begin and end."""
    start, end = data.find(_OPEN), data.rfind(_CLOSE)
    return (start + len(_OPEN), end) if 0 <= start < end else None


def _same(old: bytes, new: bytes, olds: Pair, news: Pair) -> Iterator[tuple[Pair, int]]:
    """Where equal stretches begin, as pairs of places, and their lengths. They begin and end between rows."""
    (at, end), (there, new_end) = olds, news
    begun, step = (at, there), _STEP
    while at < end:
        stop = _next_row(old, at + step, end)
        meets = there + stop - at
        if new.startswith(old[at:stop], there) and (meets == new_end or new.startswith(_ROW, meets)):
            at, there = stop, meets
            continue
        if at > begun[0]:
            yield begun, at - begun[0]
            begun = at, there
        found = _again(old, new, (at, stop), (there, new_end)) if stop < end else new_end
        if found < 0:
            step *= 2
            continue
        at, there, step = stop, found, _STEP
        begun = at, there
    if at > begun[0]:
        yield begun, at - begun[0]


def _next_row(data: bytes, start: int, end: int) -> int:
    found = data.find(_ROW, start, end)
    return found if found >= 0 else end


def _again(old: bytes, new: bytes, olds: Pair, news: Pair) -> int:
    """Where the old row that begins at the end of `olds` begins in the new version; -1 when it is not near."""
    at, stop = olds
    tag = old[stop : old.find(b'"', stop + len('<row r="')) + 1]
    there, end = news
    return new.find(tag, there, min(end, there + _REACH * (stop - at)))


def _inside(data: bytes, same: tuple[Pair, int]) -> tuple[Pair, int] | None:
    """The stretch without its first and last row; None when nothing is left of it."""
    (at, there), size = same
    first = data.find(_ROW, at + 1, at + size)
    last = data.rfind(_ROW, at, at + size)
    return ((first, there + first - at), last - first) if 0 <= first < last else None


def _without(data: bytes, gaps: list[Pair]) -> bytes:
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(data)]
    return b"".join(data[a:b] for a, b in zip(starts, ends, strict=True))
