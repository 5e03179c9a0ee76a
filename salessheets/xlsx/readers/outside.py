"""What stands around the cells of a sheet: merged areas and the criteria of its autofilter."""

from __future__ import annotations

from lxml import etree

from salessheets.xlsx.readers.cells import Scan
from salessheets.xlsx.readers.tags import Unfamiliar, demand

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_outside(shell: bytes) -> Scan:
    """A scan without cells, from a sheet's part whose sheet data was cut out.

    Raises:
        Unfamiliar: The part is not in the usual namespace and encoding, or not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(shell, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unfamiliar from None
    demand(root.tag == f"{MAIN}worksheet" and root.find(f"{MAIN}sheetData") is not None)
    demand((root.getroottree().docinfo.encoding or "UTF-8").upper() in {"UTF-8", "ASCII", "US-ASCII"})
    criteria = root.find(f"{MAIN}autoFilter/{MAIN}filterColumn")
    merged = [str(area.get("ref", "")) for area in root.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell")]
    prefixes = frozenset(prefix for prefix in root.nsmap if prefix)
    return Scan(filtered=criteria is not None, merged=merged, prefixes=prefixes)
