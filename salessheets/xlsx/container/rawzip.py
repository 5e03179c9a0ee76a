"""The zip container, read and written so that members that are not changed keep their compressed bytes.

Python's zipfile cannot copy a member without inflating it. Here the central directory is parsed into `Member`
values; `inflate` checks each member's size and CRC; `assemble` writes a new archive in which an untouched
member is its old compressed bytes behind a fresh header. A data descriptor (flag bit 3) is turned into an
ordinary header on the way, because the directory knows sizes and CRC already. Zip64 fields are read wherever
they stand; they are never written, since the gate lets nothing through that would need them.

Example:
    >>> book = assemble(b"", [fresh("a.txt", b"hello")])
    >>> [(m.name, inflate(book, m, "a.zip")) for m in directory(book, "a.zip")]
    [('a.txt', b'hello')]
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from salessheets.errors import Damaged, TooLarge, Unsupported

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def _isal() -> Any:
    """The zlib of isal where the extra `fast` is installed; None elsewhere: the standard library does the same, slower."""
    try:
        from isal import isal_zlib
    except ImportError:
        return None
    return isal_zlib


fast_zlib = _isal()

_END = b"PK\x05\x06"
_DIRECTORY = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_TAIL = struct.Struct("<4s4H2IH")
_TAIL64 = struct.Struct("<4sQ2H2I4Q")
_UTF8 = 0x800
_DESCRIPTOR = 0x8
_ENCRYPTED = 0x1
_DEFLATE_HINTS = 0x6
_STORED, _DEFLATED = 0, 8
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_BIG = 4 * 2**20
_FIRST_DAY = 0x21  # 1980-01-01, the first date a zip can hold: added members carry no clock


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an archive as its central directory tells it.

    Sizes are in bytes. `start` is where the compressed data begins in the archive, or -1 when the compressed
    bytes are held in `data` because the member is new.
    """

    name: str
    stored_name: bytes
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    time: int = 0
    date: int = _FIRST_DAY
    made_by: int = 20
    needed: int = 20
    internal: int = 0
    external: int = 0
    extra: bytes = b""
    comment: bytes = b""
    start: int = -1
    data: bytes = b""


def directory(content: bytes, label: str) -> tuple[Member, ...]:
    """The members in directory order, each one's local header compared with the directory.

    Args:
        content: The whole archive.
        label: The file's name, for messages.

    Raises:
        Damaged: cut short, or headers that do not agree.
        Unsupported: a member with a password or a compression method other than stored and deflate.
    """
    position, count = _find_directory(content, label)
    members = []
    for _ in range(count):
        member, position = _directory_entry(content, position, label)
        members.append(_located(content, member, label))
    _refuse_overlaps(members, len(content), label)
    return tuple(members)


def _find_directory(content: bytes, label: str) -> tuple[int, int]:
    """Where the central directory begins and how many members it lists."""
    at = content.rfind(_END)
    if at < 0 or len(content) - at < _TAIL.size:
        raise Damaged(label, "the file is cut short: the list of its parts at the end is missing", _FETCH_AGAIN)
    _, _, _, _, count, _, offset, _ = _TAIL.unpack_from(content, at)
    if count == _FULL16 or offset == _FULL32:
        count, offset = _zip64_tail(content, at, label)
    return offset, count


_FETCH_AGAIN = "Take a new copy of the file, or an earlier one from .salessheets/backups."


def _zip64_tail(content: bytes, end_at: int, label: str) -> tuple[int, int]:
    """Count and offset from the zip64 end record that the locator in front of the end record names."""
    locator = end_at - 20
    if locator < 0 or content[locator : locator + 4] != b"PK\x06\x07":
        raise Damaged(label, "the file's list of parts is damaged", _FETCH_AGAIN)
    (at,) = struct.unpack_from("<Q", content, locator + 8)
    if at + _TAIL64.size > len(content) or content[at : at + 4] != b"PK\x06\x06":
        raise Damaged(label, "the file's list of parts is damaged", _FETCH_AGAIN)
    fields = _TAIL64.unpack_from(content, at)
    return fields[7], fields[9]


def _directory_entry(content: bytes, at: int, label: str) -> tuple[Member, int]:
    """The directory entry at `at` (its `start` still the local header's offset) and where the next one is."""
    if at + _DIRECTORY.size > len(content) or content[at : at + 4] != b"PK\x01\x02":
        raise Damaged(label, "the file's list of parts is damaged", _FETCH_AGAIN)
    (_, made_by, needed, flags, method, time, date, crc, packed, size, n_name, n_extra, n_comment, _, internal,
     external, offset) = _DIRECTORY.unpack_from(content, at)  # fmt: skip
    name_at = at + _DIRECTORY.size
    extra_at, comment_at = name_at + n_name, name_at + n_name + n_extra
    stored_name, extra = content[name_at:extra_at], content[extra_at:comment_at]
    size, packed, offset = _zip64_sizes(extra, (size, packed, offset), label)
    member = Member(
        _decoded(stored_name, flags), stored_name, method, flags, crc, packed, size, time, date, made_by, needed,
        internal, external, _without_zip64(extra), content[comment_at : comment_at + n_comment], offset,
    )  # fmt: skip
    return member, comment_at + n_comment


def _decoded(name: bytes, flags: int) -> str:
    """A member's name as text: UTF-8 when flagged so or valid, code page 437 otherwise, as the format says."""
    try:
        return name.decode("utf-8" if flags & _UTF8 or not name.isascii() else "ascii")
    except UnicodeDecodeError:
        return name.decode("cp437")


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    """The (id, value) pairs of an extra field; a cut tail ends them."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        yield tag, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _zip64_sizes(extra: bytes, sizes: tuple[int, int, int], label: str) -> tuple[int, int, int]:
    """Size, packed size and offset, those marked as overflowing taken from the zip64 field."""
    if _FULL32 not in sizes:
        return sizes
    wide = next((value for tag, value in _fields(extra) if tag == 1), b"")
    numbers = iter(struct.unpack(f"<{len(wide) // 8}Q", wide[: len(wide) // 8 * 8]))
    try:
        size, packed, offset = (next(numbers) if number == _FULL32 else number for number in sizes)
    except (RuntimeError, StopIteration, ValueError):
        raise Damaged(label, "the size of a part is missing from the file's list of parts", _FETCH_AGAIN) from None
    return size, packed, offset


def _without_zip64(extra: bytes) -> bytes:
    """The extra field without the zip64 sizes, which the new header says in its ordinary place."""
    if not extra.startswith(b"\x01\x00") and b"\x01\x00" not in extra:
        return extra
    return b"".join(struct.pack("<2H", tag, len(value)) + value for tag, value in _fields(extra) if tag != 1)


def _located(content: bytes, member: Member, label: str) -> Member:
    """The member with `start` moved from its local header to its data, after comparing the two headers."""
    at = member.start
    if at + _LOCAL.size > len(content) or content[at : at + 4] != b"PK\x03\x04":
        raise Damaged(label, f"the part {member.name!r} is not where the file's list says", _FETCH_AGAIN)
    _, _, flags, method, _, _, _, _, _, n_name, n_extra = _LOCAL.unpack_from(content, at)
    name_at = at + _LOCAL.size
    if content[name_at : name_at + n_name] != member.stored_name or method != member.method:
        raise Damaged(label, f"the part {member.name!r} carries two different names or methods", _FETCH_AGAIN)
    if (flags | member.flags) & _ENCRYPTED:
        raise Unsupported(label, f"the part {member.name!r} is encrypted", "Remove the archive's password.")
    if method not in {_STORED, _DEFLATED}:
        raise Unsupported(
            label,
            f"the part {member.name!r} is packed in a way no workbook uses",
            "Save the file in Excel once.",
        )
    return replace(member, start=name_at + n_name + n_extra)


def _refuse_overlaps(members: Sequence[Member], end: int, label: str) -> None:
    """Two members that share bytes are how a small file claims to be a huge one."""
    reached = 0
    for member in sorted(members, key=lambda m: m.start):
        if member.start < reached or member.start + member.packed > end:
            raise Damaged(label, f"the part {member.name!r} overlaps another or runs past the end", _FETCH_AGAIN)
        reached = member.start + member.packed


def packed_bytes(content: bytes, member: Member) -> bytes | memoryview:
    """The member's compressed bytes, not copied when they lie in the archive."""
    return member.data if member.start < 0 else memoryview(content)[member.start : member.start + member.packed]


def inflate(content: bytes, member: Member, label: str) -> bytes:
    """The member's content, size and CRC checked; never more memory than the directory promised.

    Raises:
        Damaged: the data does not inflate, or is not what its CRC says.
    """
    data = packed_bytes(content, member)
    if member.method == _STORED:
        out = bytes(data)
    else:
        engine = fast_zlib or zlib
        unpacker = engine.decompressobj(-15)
        try:
            out = unpacker.decompress(data, member.size + 1)
        except (zlib.error, getattr(engine, "IsalError", zlib.error)):
            raise _spoilt(member, label) from None
    if len(out) != member.size or crc32(out) != member.crc:
        raise _spoilt(member, label)
    return out


def chunks(content: bytes, member: Member, label: str, step: int = 2**20) -> Iterator[bytes]:
    """The member's content in pieces of about `step` bytes, checked at the end. Raises as `inflate`."""
    if member.method == _STORED:
        yield inflate(content, member, label)
        return
    engine = fast_zlib or zlib
    unpacker, data, size, crc = engine.decompressobj(-15), packed_bytes(content, member), 0, 0
    try:
        while not unpacker.eof:
            out = unpacker.decompress(data, step)
            if not out and not unpacker.unconsumed_tail:
                break
            size, crc, data = size + len(out), crc32(out, crc), unpacker.unconsumed_tail
            if size > member.size:
                break
            yield out
    except (zlib.error, getattr(engine, "IsalError", zlib.error)):
        raise _spoilt(member, label) from None
    if size != member.size or crc != member.crc:
        raise _spoilt(member, label)


def _spoilt(member: Member, label: str) -> Damaged:
    """The fault of a member whose bytes changed after they were written."""
    return Damaged(label, f"the part {member.name!r} is damaged (its checksum is wrong)", _FETCH_AGAIN)


def crc32(data: bytes, start: int = 0) -> int:
    """The CRC-32 of `data`, continuing from `start`."""
    return int((fast_zlib or zlib).crc32(data, start))


def deflated(data: bytes) -> bytes:
    """`data` as a raw deflate stream: level 6, and for parts above 4 MB the fastest level there is."""
    if len(data) <= _BIG:
        packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        return packer.compress(data) + packer.flush()
    packer = fast_zlib.compressobj(1, 8, -15) if fast_zlib else zlib.compressobj(1, zlib.DEFLATED, -15)
    return bytes(packer.compress(data) + packer.flush())


def fresh(name: str, data: bytes) -> Member:
    """A new member holding `data`, dated to the first day a zip knows."""
    packed = deflated(data)
    stored_name = name.encode("utf-8")
    flags = 0 if stored_name.isascii() else _UTF8
    return Member(name, stored_name, _DEFLATED, flags, crc32(data), len(packed), len(data), data=packed)


def changed(old: Member, data: bytes) -> Member:
    """The member with new content, its name, date and attributes as before."""
    packed = deflated(data)
    flags = old.flags & ~(_DESCRIPTOR | _DEFLATE_HINTS)
    return replace(
        old,
        method=_DEFLATED,
        flags=flags,
        crc=crc32(data),
        packed=len(packed),
        size=len(data),
        start=-1,
        data=packed,
    )


def assemble(content: bytes, members: Sequence[Member]) -> bytes:
    """An archive of these members in this order; those that lie in `content` are copied as they are packed.

    Raises:
        TooLarge: the archive would need zip64 (4 GiB, or 65,535 members).
    """
    pieces: list[bytes | memoryview] = []
    entries, at = [], 0
    for member in members:
        header, entry = _headers(member, at)
        pieces += (header, packed_bytes(content, member))
        entries.append(entry)
        at += len(header) + member.packed
    listing = b"".join(entries)
    if at + len(listing) >= _FULL32 or len(members) >= _FULL16:
        raise TooLarge("workbook", "the file would be larger than 4 GiB", "Split the workbook.")
    tail = _TAIL.pack(_END, 0, 0, len(members), len(members), len(listing), at, 0)
    return b"".join([*pieces, listing, tail])


def _headers(member: Member, at: int) -> tuple[bytes, bytes]:
    """The local header and the directory entry of a member whose header stands at `at`."""
    flags, name = member.flags & ~_DESCRIPTOR, member.stored_name
    shared = (
        flags,
        member.method,
        member.time,
        member.date,
        member.crc,
        member.packed,
        member.size,
        len(name),
    )
    local = _LOCAL.pack(b"PK\x03\x04", member.needed, *shared, 0) + name
    entry = _DIRECTORY.pack(
        b"PK\x01\x02", member.made_by, member.needed, *shared, len(member.extra), len(member.comment), 0,
        member.internal, member.external, min(at, _FULL32),
    )  # fmt: skip
    return local, entry + name + member.extra + member.comment
