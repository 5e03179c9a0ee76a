"""What the small parts of a package say: relationships, content types, the workbook's sheets, tables.

Pure functions from bytes to frozen records; `Package` joins them. lxml keeps every prefix and declaration as
it stands, and is told to resolve no entity and load nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from salessheets.core.addresses import Area
from salessheets.errors import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ESCAPE = re.compile("_x([Dd][89ABab][0-9A-Fa-f]{2})__x([Dd][C-Fc-f][0-9A-Fa-f]{2})_|_x([0-9A-Fa-f]{4})_")
_REL_ID = re.compile(r"\{[^}]*/relationships\}id\Z")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part.

    `kind` is the last segment of its type ("worksheet", "table", "hyperlink"), the same for transitional and
    strict files. `target` is the part's name without a leading slash, or the address as written when
    `external`.
    """

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One tab: `state` is visible, hidden or veryHidden; `index` counts from 0; `kind` worksheet, chartsheet ...

    A tab that names no relationship at all (old Visual Basic module sheets) has neither `part` nor `kind`.
    """

    name: str
    part: str
    state: str
    index: int
    sheet_id: int
    rel_id: str
    kind: str = "worksheet"


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table of a sheet; `area` includes the header and totals rows."""

    name: str
    display_name: str
    part: str
    area: Area
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]
    sheet: str


def parse_xml(data: bytes, part: str, label: str) -> etree._Element:
    """The root element of a small part. Raises Damaged when the part is not well-formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as fault:
        raise Damaged(label, f"the part {part!r} is not well-formed ({fault})", "Open and save it in Excel.") from None


def local_name(element: etree._Element) -> str:
    """The tag without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def descendants(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """All elements with this local name, whatever their namespace."""
    return root.iter(f"{{*}}{name}")


def unescape(text: str) -> str:
    r"""Text with the escapes that Excel writes for characters XML cannot hold.

    Example:
        >>> unescape("a_x000A_b"), unescape("_x005F_x0041_")
        ('a\nb', '_x0041_')

    Half of a character beyond the first 65,536 is no character, so its escape stays as it is written:
        >>> unescape("_xD83D__xDE00_"), unescape("_xD83D_")
        ('😀', '_xD83D_')
    """
    return _ESCAPE.sub(_character, text) if "_x" in text else text


def _character(escape: re.Match[str]) -> str:
    if escape[1]:
        return bytes.fromhex(escape[1] + escape[2]).decode("utf-16-be")
    code = int(escape[3], 16)
    return escape[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def rels_name(part: str) -> str:
    """The part that holds the relationships of `part` ("" is the package itself).

    Example:
        >>> rels_name("xl/workbook.xml"), rels_name("")
        ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def source_of(name: str) -> str | None:
    """The part whose relationships `name` holds ("" for the package), or None when it holds none.

    Example:
        >>> source_of("xl/_rels/workbook.xml.rels"), source_of("_rels/.rels"), source_of("xl/workbook.xml")
        ('xl/workbook.xml', '', None)
    """
    folder, _, file = name.rpartition("/")
    if not file.endswith(".rels") or folder.rpartition("/")[2] != "_rels":
        return None
    owner = folder.removesuffix("_rels") + file.removesuffix(".rels")
    return owner if rels_name(owner) == name else None


def repeated(values: Iterable[str]) -> list[str]:
    """The values that occur more than once, each once.

    Example:
        >>> repeated(["a", "b", "a"])
        ['a']
    """
    return sorted(value for value, times in Counter(values).items() if times > 1)


def resolve(source: str, target: str) -> str:
    """A relationship's target as a part name: relative to the source's folder, or absolute; "" for "#..." alone.

    Example:
        >>> resolve("xl/worksheets/sheet1.xml", "../tables/table1.xml")
        'xl/tables/table1.xml'
    """
    plain = unquote(target.partition("#")[0]).replace("\\", "/")
    if not plain:
        return ""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), plain)).lstrip("/")


def relations(data: bytes, source: str, part: str, label: str) -> tuple[Relation, ...]:
    """The relationships that `part` (a .rels part, given as `data`) lists for `source`."""
    found = []
    for element in descendants(parse_xml(data, part, label), "Relationship"):
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        kind = element.get("Type", "").rpartition("/")[2]
        found.append(Relation(element.get("Id", ""), kind, target if external else resolve(source, target), external))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ContentTypes:
    """What [Content_Types].xml says; names and extensions folded to lower case."""

    overrides: dict[str, str]
    defaults: dict[str, str]

    def of(self, part: str) -> str:
        """The content type of a part; empty when none is declared."""
        folded = part.lower()
        return self.overrides.get(folded) or self.defaults.get(folded.rpartition(".")[2], "")


def content_types(data: bytes, label: str) -> ContentTypes:
    """Read [Content_Types].xml."""
    root = parse_xml(data, "[Content_Types].xml", label)
    return ContentTypes(
        {e.get("PartName", "").lstrip("/").lower(): e.get("ContentType", "") for e in descendants(root, "Override")},
        {e.get("Extension", "").lower(): e.get("ContentType", "") for e in descendants(root, "Default")},
    )


def sheet_entries(workbook: etree._Element, related: dict[str, Relation], label: str) -> tuple[SheetEntry, ...]:
    """The tabs in order. Raises Damaged when one names a relationship that is not there."""
    entries = []
    for index, element in enumerate(descendants(workbook, "sheet")):
        name = element.get("name", "")
        rel_id = next((str(v) for k, v in element.attrib.items() if _REL_ID.match(str(k))), "")
        relation = related.get(rel_id)
        if relation is None and not rel_id:
            relation = Relation("", "", "")
        if relation is None:
            raise Damaged(f"{label}, sheet {name!r}", "the sheet has no content in this file", "Restore a backup.")
        entries.append(
            SheetEntry(
                name,
                relation.target,
                element.get("state", "visible"),
                index,
                int(element.get("sheetId", "0")),
                rel_id,
                relation.kind,
            )
        )
    return tuple(entries)


def table_entry(data: bytes, part: str, sheet: str, label: str) -> TableEntry:
    """Read one table part. Raises Damaged when its range is no range."""
    root = parse_xml(data, part, label)
    try:
        area = Area.parse(root.get("ref", ""))
    except ValueError:
        raise Damaged(f"{label}, sheet {sheet!r}", f"the table in {part!r} has no range", "Restore a backup.") from None
    columns = tuple(unescape(e.get("name", "")) for e in descendants(root, "tableColumn"))
    return TableEntry(
        root.get("name") or root.get("displayName") or "", root.get("displayName", ""), part, area,
        int(root.get("headerRowCount", "1")), int(root.get("totalsRowCount", "0")), columns, sheet,
    )  # fmt: skip
