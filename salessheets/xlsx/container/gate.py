"""The gate: a verdict on a file before anything parses it, in bounded time and memory.

Every message says what is wrong and what to do. What the gate lets through is a package whose members are whole,
named plainly and once, related to parts that are there, declared in no entity language, and small enough to be
worked on. Limits stand here as names; sheets may be large, everything else may not inflate like a bomb.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from salessheets.errors import Damaged, NotAWorkbook, TooLarge, Unsupported
from salessheets.xlsx.container import gate_rows, rawzip, sniff
from salessheets.xlsx.container.parts import repeated, source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from salessheets.xlsx.package import Package

MOST_MEMBERS = 10_000
LARGEST_PART = 2**30
LARGEST_OTHER = 256 * 2**20
LARGEST_PACKAGE = 2 * 2**30
STEEPEST = 200
_STEEP_FROM = 2**20
_LARGE = 2**20
_STREAMED = 16 * 2**20  # larger sheets are judged in pieces, so that judging keeps none in memory
_XML = (".xml", ".rels")
_RESTORE = "Restore a backup, or open the file in Excel and save it there."
_BEFORE_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_MAIN = "spreadsheetml"
_SHEET_END = re.compile(rb"(?:</(?:\w+:)?worksheet\s*>|<(?:\w+:)?worksheet[^<]*/>)(?:\s|<!--.*?-->)*\Z", re.DOTALL)
_FOREIGN = "customXml/"  # payload of other programs, often in UTF-16; carried along, never read
_TRIAL = b"http://schemas.microsoft.com/office/excel/2005"  # what Office 12 wrote before the format was settled
_MACRO_SUFFIXES = (".xlsm", ".xltm", ".xlam")


def judged_members(content: bytes, label: str) -> tuple[rawzip.Member, ...]:
    """The members of a file, when it is a zip whose names and sizes are those of a workbook.

    Raises:
        NotAWorkbook, Damaged, Unsupported, TooLarge: the verdict.
    """
    if not content.startswith(sniff.ZIP):
        raise NotAWorkbook(label, *sniff.what_it_is(content))
    members = rawzip.directory(content, label)
    if len(members) > MOST_MEMBERS:
        raise TooLarge(label, f"the file has {len(members):,} parts", "Save it in Excel as a new workbook.")
    _refuse_names([member.name for member in members], label)
    _refuse_bombs(members, label)
    other = sniff.other_package([member.name for member in members])
    if other:
        raise NotAWorkbook(label, *other)
    return members


def _refuse_names(names: list[str], label: str) -> None:
    """Names that lead out of the package, or that two members share."""
    for name in names:
        if "\\" in name or name.startswith("/") or ".." in name.split("/") or "\0" in name or ":" in name:
            raise Damaged(label, f"the part name {name!r} is not allowed in a workbook", _RESTORE)
    twice = repeated([name.lower() for name in names])
    if twice:
        raise Damaged(
            label, f"the part {twice[0]!r} is in the file twice, and programs disagree which counts", _RESTORE
        )


def _refuse_bombs(members: Iterable[rawzip.Member], label: str) -> None:
    """Parts that inflate beyond what a workbook needs."""
    total = 0
    for member in members:
        total += member.size
        is_xml = member.name.lower().endswith(_XML)
        if member.size > (LARGEST_PART if is_xml else LARGEST_OTHER) or total > LARGEST_PACKAGE:
            raise TooLarge(label, f"the part {member.name!r} unpacks to {member.size:,} bytes", "Split the workbook.")
        if is_xml and member.size > _STEEP_FROM and member.size > STEEPEST * max(member.packed, 1):
            raise TooLarge(
                label, f"the part {member.name!r} unpacks to {member.size:,} bytes from {member.packed:,}",
                "A file like this is either empty formatting without end or an attack: do not open it unasked.",
            )  # fmt: skip


def judge(package: Package) -> None:
    """Judge the content of a package: every checksum, and what must be there for a workbook.

    Raises:
        Damaged, Unsupported, TooLarge: the verdict.
    """
    large = [name for name in package.names if package.size(name) > _LARGE]
    for name in package.names:
        if package.size(name) <= _LARGE:
            _judge_part(package, name)
    _judge_relations(package)
    _judge_workbook(package)
    _judge_sheets(package)
    sheets = {entry.part for entry in package.sheets if entry.kind == "worksheet"}
    for name in large:
        if name not in sheets:
            _judge_part(package, name)


def _judge_part(package: Package, name: str) -> None:
    """Inflate a part once, checking its CRC; XML parts must be UTF-8 without a document type."""
    if not name.lower().endswith(_XML):
        for _ in package.chunks(name):
            continue
    elif package.size(name) <= _STREAMED:
        _judge_xml(package, name, package.data(name))
    else:
        pieces = package.chunks(name)
        _judge_xml(package, name, next(pieces, b""))
        for _ in pieces:
            continue


def _judge_xml(package: Package, name: str, start: bytes) -> None:
    """Refuse other encodings, document types, and text that is no XML at all."""
    if name.startswith(_FOREIGN) and start[:2] == b"\xff\xfe":
        start = start[: len(start) // 2 * 2].decode("utf-16", "replace").encode()
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in start[:4]:
        raise Unsupported(package.label, f"the part {name!r} is written in UTF-16", "Save it once in Excel.")
    declared = _ENCODING.match(start.lstrip(b"\xef\xbb\xbf"))
    if (
        not name.startswith(_FOREIGN)
        and declared
        and declared[1].lower() not in {b"utf-8", b"us-ascii", b"ascii", b"utf8"}
    ):
        encoding = declared[1].decode()
        raise Unsupported(package.label, f"the part {name!r} is written in {encoding}", "Save it once in Excel.")
    head = _BEFORE_ROOT.match(start)
    after = start[head.end() : head.end() + 9] if head else b""
    if after.startswith(b"<!"):
        raise Damaged(package.label, f"the part {name!r} declares a document type, which no workbook does", _RESTORE)
    if not after.startswith(b"<") or b"\0" in start:
        raise Damaged(package.label, f"the part {name!r} is no XML", _RESTORE)


def _judge_relations(package: Package) -> None:
    """Every internal relationship of a part that is there leads to a part that is there."""
    for name in package.names:
        source = source_of(name)
        if source is None or (source and not package.has(source)):
            continue
        for relation in package.relations(source):
            lost = not relation.external and relation.target and not package.has(relation.target)
            if lost and relation.kind != "hyperlink" and relation.target.rpartition("/")[2] != "NULL":
                raise Damaged(
                    package.label, f"{source or 'the file'} refers to {relation.target!r}, which is missing", _RESTORE
                )


def _judge_workbook(package: Package) -> None:
    """A workbook part of a kind that can be written, and macros only where the name says so."""
    part = package.workbook_part
    if _TRIAL in package.data(part)[:4096]:
        raise Unsupported(
            package.label, "the workbook was written by a trial version of Excel 2007, in a format given up since",
            "Take a copy that a released Excel has saved.",
        )  # fmt: skip
    kind = package.content_type(part)
    if _MAIN not in kind and "ms-excel" not in kind:
        raise NotAWorkbook(package.label, f"the main part is no workbook (its type is {kind or 'missing'!r})", _RESTORE)
    has_macros = "macroEnabled" in kind or any(name.lower().endswith("vbaproject.bin") for name in package.names)
    if has_macros and not package.label.lower().endswith(_MACRO_SUFFIXES):
        raise Unsupported(
            package.label, "the workbook holds macros although its name does not say so",
            "Save it as .xlsm if the macros are wanted, as .xlsx without them otherwise.",
        )  # fmt: skip


def _judge_sheets(package: Package) -> None:
    """Every tab has its part and its own name, ends as a sheet ends, and is as long as its data."""
    names = repeated([entry.name.casefold() for entry in package.sheets])
    if names or not package.sheets:
        raise Damaged(package.label, f"two sheets are called {names[0]!r}" if names else "there is no sheet", _RESTORE)
    for entry in package.sheets:
        where = f"{package.label}, sheet {entry.name!r}"
        if not entry.part:
            continue
        if not package.has(entry.part):
            raise Damaged(where, "the sheet's content is missing", _RESTORE)
        if entry.kind == "worksheet":
            note = gate_rows.judge_rows(_whole(package, entry.part, where), where, limited=package.limited)
            package.notes.extend([f"Sheet {entry.name}: {note}."] if note else [])


def _whole(package: Package, part: str, where: str) -> Iterator[bytes]:
    """The pieces of a sheet part, judged as XML; the last one must end as a sheet does."""
    pieces = package.chunks(part, 8 * 2**20) if package.size(part) > _STREAMED else iter((package.data(part),))
    last = b""
    for number, piece in enumerate(pieces):
        if not number:
            _judge_xml(package, part, piece)
        yield piece
        last = (last + piece[-256:])[-256:]
    if not _SHEET_END.search(last):
        raise Damaged(where, "the sheet is cut short", _RESTORE)


def is_signed(package: Package) -> bool:
    """True if the workbook carries a digital signature, which any change would break."""
    return any(
        relation.kind in {"origin", "signature"} and not relation.external for relation in package.relations("")
    ) or any("digital-signature" in package.content_type(name) for name in package.names)
