"""A workbook file in memory: its members, its relationships, its sheets, tables and strings.

`Package.read` reads the file once, lets the gate judge it, and keeps the bytes as they are. Nothing here
changes a
package: `rebuilt` returns the bytes of a new one in which every member that was not named is the old
compressed bytes. Parts are found through relationships, never by their customary names.

Example:
    >>> from io import BytesIO
    >>> from xlsxwriter import Workbook
    >>> with Workbook(made := BytesIO()) as book:
    ...     _ = book.add_worksheet("Invoices").write_row("A1", ["Number", "Amount"])
    >>> package = Package.from_bytes(made.getvalue())
    >>> [sheet.name for sheet in package.sheets], package.shared_strings
    (['Invoices'], ('Number', 'Amount'))
    >>> again = Package.from_bytes(package.rebuilt(added={"notes.xml": b"<notes/>"}))
    >>> again.data("xl/workbook.xml") == package.data("xl/workbook.xml")
    True
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from salessheets.errors import Damaged, NotAWorkbook
from salessheets.xlsx.container import gate, parts, passwords, rawzip, strings
from salessheets.xlsx.container.parts import Relation, SheetEntry, TableEntry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lxml import etree

__all__ = ["Package", "Relation", "SheetEntry", "TableEntry"]

_CACHE_BYTES = 64 * 2**20


class Package:
    """A workbook's package; immutable, whatever the disk does after it was read.

    Attributes:
        path: Where it was read from; None for a package from bytes.
        content: The package's bytes.
        stored: The file's bytes: other than `content` only for a workbook protected with a password, the plain
            bytes of which are in memory alone.
        label: The file's name, for messages.
        limited: False when also sheets with more empty formatted rows than can be read quickly are let in, to trim them.
        notes: Harmless surplus that the gate met, in sentences.
        canonical: Worksheet parts that the fast reading went through and found sound, tag by tag. Reading notes them.
    """

    def __init__(
        self, content: bytes, path: Path | None, label: str, *, limited: bool = True, password: str | None = None
    ) -> None:
        self.path, self.label, self.stored = path, label, content
        self._password = password if password and passwords.is_protected(content) else ""
        self.content = content = passwords.opened(content, self._password, label) if self._password else content
        self.limited = limited
        self.notes: list[str] = (
            ["The workbook has no password; none was needed."] if password and not self._password else []
        )
        self._members = {member.name: member for member in gate.judged_members(content, label)}
        self._folded = {name.lower(): name for name in self._members}
        self._cache: dict[str, bytes] = {}
        self._cached = 0
        self.canonical: set[str] = set()
        self._relations: dict[str, tuple[Relation, ...]] = {}
        gate.judge(self)

    @classmethod
    def read(cls, path: str | Path, *, limited: bool = True, password: str | None = None) -> Package:
        """Read a workbook from disk; see the attribute `limited`.

        Args:
            path: The workbook.
            limited: See the attribute.
            password: Opens a workbook that is protected with one; one that is not needs none, and a note says so.

        Raises:
            NotAWorkbook, Damaged, Unsupported, TooLarge: the gate's verdict.
            Refused: The password is wrong, or the extra `password` is not installed.
        """
        path = Path(path)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise NotAWorkbook(str(path), "there is no such file", "Check the name and the folder.") from None
        except IsADirectoryError:
            raise NotAWorkbook(str(path), "this is a folder", "Name the workbook in it.") from None
        except OSError as fault:
            raise NotAWorkbook(
                str(path), f"the file cannot be read ({fault.strerror})", "Check who may read it."
            ) from None
        return cls(content, path, path.name, limited=limited, password=password)

    @classmethod
    def from_bytes(cls, content: bytes, name: str = "workbook.xlsx") -> Package:
        """A package from bytes; `name` stands in messages and tells .xlsx from .xlsm. Raises as `read`."""
        return cls(content, None, name)

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the file as it is stored, in hexadecimal."""
        return hashlib.sha256(self.stored).hexdigest()

    @property
    def protected(self) -> bool:
        """True if the file opens with a password only."""
        return bool(self._password)

    def to_store(self, content: bytes) -> bytes:
        """What is to stand on the disk for a new version: under the same password, if there is one. Raises Refused."""
        return passwords.protected(content, self._password, self.label) if self._password else content

    @property
    def names(self) -> tuple[str, ...]:
        """Member names as stored, in order."""
        return tuple(self._members)

    def stored_name(self, name: str) -> str:
        """The member's name as stored; part names do not distinguish case. Raises KeyError."""
        return name if name in self._members else self._folded[name.lower()]

    def has(self, name: str) -> bool:
        """True if the package holds this part."""
        return name in self._members or name.lower() in self._folded

    def size(self, name: str) -> int:
        """The inflated size of a part in bytes. Raises KeyError."""
        return self._members[self.stored_name(name)].size

    def crc(self, name: str) -> int:
        """The CRC-32 of a part's content. Raises KeyError."""
        return self._members[self.stored_name(name)].crc

    def data(self, name: str) -> bytes:
        """The content of a part, checked against its CRC. Raises KeyError when there is no such part."""
        name = self.stored_name(name)
        found = self._cache.pop(name, None)
        if found is None:
            found = rawzip.inflate(self.content, self._members[name], self.label)
            self._cached += len(found)
        self._cache[name] = found
        self._forget_oldest()
        return found

    def _forget_oldest(self) -> None:
        """Keep the inflated parts within their budget, the last used ones first."""
        while self._cached > _CACHE_BYTES and self._cache:
            oldest = next(iter(self._cache))
            self._cached -= len(self._cache.pop(oldest))

    def chunks(self, name: str, step: int = 2**20) -> Iterator[bytes]:
        """The content of a part in pieces of about `step` bytes, for parts too big to hold. Raises KeyError."""
        name = self.stored_name(name)
        if name in self._cache:
            return iter((self._cache[name],))
        return rawzip.chunks(self.content, self._members[name], self.label, step)

    def xml(self, name: str) -> etree._Element:
        """The root element of a small part, parsed anew at each call. Raises KeyError, Damaged."""
        return parts.parse_xml(self.data(name), name, self.label)

    @cached_property
    def content_types(self) -> parts.ContentTypes:
        """What [Content_Types].xml declares."""
        return parts.content_types(self.data("[Content_Types].xml"), self.label)

    def content_type(self, part: str) -> str:
        """The declared content type of a part; empty when there is none."""
        return self.content_types.of(part)

    def relations(self, part: str) -> tuple[Relation, ...]:
        """The relationships of a part, "" being the package itself; empty when it has none."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> tuple[Relation, ...]:
        name = parts.rels_name(part)
        if not self.has(name):
            return ()
        found = parts.relations(self.data(name), part, name, self.label)
        return tuple(self._as_stored(relation) for relation in found)

    def _as_stored(self, relation: Relation) -> Relation:
        """The relation with its target spelled as the member is."""
        if relation.external or not self.has(relation.target):
            return relation
        return Relation(relation.id, relation.kind, self.stored_name(relation.target))

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts that `part` has an internal relationship of this kind to."""
        return tuple(r.target for r in self.relations(part) if r.kind == kind and not r.external)

    @cached_property
    def workbook_part(self) -> str:
        """The workbook's main part, found through the package's relationships. Raises Damaged."""
        found = self.related("", "officeDocument")
        if not found or not self.has(found[0]):
            raise Damaged(self.label, "the file has no workbook part", "Restore a backup.")
        return found[0]

    @cached_property
    def workbook(self) -> etree._Element:
        """The root element of the workbook part; read it, do not change it."""
        return self.xml(self.workbook_part)

    @cached_property
    def sheets(self) -> tuple[SheetEntry, ...]:
        """The tabs in order, hidden ones and chart sheets included."""
        related = {relation.id: relation for relation in self.relations(self.workbook_part)}
        return parts.sheet_entries(self.workbook, related, self.label)

    def sheet(self, name: str) -> SheetEntry:
        """The tab with this name, upper and lower case alike. Raises KeyError."""
        folded = name.casefold()
        for entry in self.sheets:
            if entry.name.casefold() == folded:
                return entry
        raise KeyError(name)

    def tables(self, entry: SheetEntry) -> tuple[TableEntry, ...]:
        """The tables of a tab, in the order of its relationships."""
        found = self.related(entry.part, "table") if entry.part else ()
        return tuple(parts.table_entry(self.data(part), part, entry.name, self.label) for part in found)

    @cached_property
    def shared_strings(self) -> tuple[str, ...]:
        """The shared strings as plain text: runs joined, phonetic hints left out, escapes decoded."""
        found = self.related(self.workbook_part, "sharedStrings")
        return strings.shared_strings(self.data(found[0]), found[0], self.label) if found else ()

    @cached_property
    def date1904(self) -> bool:
        """True if the workbook counts days from 1904."""
        settings = next(parts.descendants(self.workbook, "workbookPr"), None)
        return settings is not None and settings.get("date1904", "0").lower() in {"1", "true", "on"}

    @cached_property
    def strict(self) -> bool:
        """True for the Strict variant of the format, whose namespaces and relationship types have other names."""
        return str(self.workbook.tag).startswith("{http://purl.oclc.org/")

    @property
    def signed(self) -> bool:
        """True if the workbook carries a digital signature; it can be read but is not written."""
        return gate.is_signed(self)

    def rebuilt(
        self,
        changed: Mapping[str, bytes] | None = None,
        added: Mapping[str, bytes] | None = None,
        removed: Collection[str] = (),
    ) -> bytes:
        """The bytes of a new package: untouched members as packed, in order, added ones at the end.

        Args:
            changed: New content of existing parts. Unknown names raise KeyError.
            added: Content of new parts. A name that exists raises KeyError.
            removed: Parts to leave out. Unknown names raise KeyError.
        """
        new = {self.stored_name(name): data for name, data in (changed or {}).items()}
        gone = {self.stored_name(name) for name in removed}
        taken = [name for name in added or {} if self.has(name) and self.stored_name(name) not in gone]
        if taken:
            raise KeyError(f"the package holds {taken[0]!r} already")
        members = [rawzip.changed(m, new[m.name]) if m.name in new else m for m in self._members.values()]
        kept = [member for member in members if member.name not in gone]
        return rawzip.assemble(self.content, kept + [rawzip.fresh(name, data) for name, data in (added or {}).items()])
