"""One numeric cell set in real workbooks with rare features: every other part stays, and readers still open them."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from salessheets.errors import Refused
from salessheets.xlsx.container import rawzip
from salessheets.xlsx.edit import Edit
from salessheets.xlsx.package import Package
from salessheets.xlsx.patching.grid import ROW_KEYS
from salessheets.xlsx.patching.sheet_text import SheetText
from salessheets.xlsx.patching.xmltext import well_formed

NUMBER = 987654.25
DEPENDANTS = re.compile(
    r".*(workbook\w*\.xml|calcChain\d*\.xml|pivotCacheDefinition\d*\.xml|workbook\w*\.xml\.rels|\[Content_Types\]\.xml)"
)


def test_real_workbooks_are_changed_in_one_cell_only(corpus):
    told = {"saved": 0, "refused": 0}
    for path in sorted(corpus.glob("*.xl[st][xm]")):
        told[one_cell(path)] += 1
    assert told["saved"] >= 0.85 * sum(told.values())


def one_cell(path: Path) -> str:
    """Set the first plain number of the first sheet and look at all that came of it."""
    try:
        package = Package.read(path)
        sheet = next(entry for entry in package.sheets if entry.kind == "worksheet" and entry.part)
        row, column = first_number(SheetText(package.data(sheet.part), path.name))
        edit = Edit(package)
        edit.set_cells(sheet.name, {(row, column): NUMBER})
        done = edit.finish()
    except Refused as fault:
        return "refused" if path.name in fault.where and fault.wrong else "refused without a word"
    after = Package.from_bytes(done.content, path.name)
    unchanged = [name for name in package.names if name not in done.proof.parts_changed]
    assert packed(after, unchanged) == packed(package, unchanged)
    assert all(name == sheet.part or DEPENDANTS.fullmatch(name) for name in done.proof.parts_changed)
    assert all(well_formed(after.data(name)) for name in done.proof.parts_changed if after.has(name))
    before = opened(package.content)
    if before is not None:
        book = opened(done.content)
        assert book is not None, path.name
        assert book.sheetnames == before.sheetnames
    return "saved"


def first_number(text: SheetText) -> tuple[int, int]:
    """The first cell with a number and no formula; B3 of a sheet without any."""

    def look(grids) -> tuple[int, int]:
        for grid in grids:
            for i in range(len(grid.keys)):
                if re.match(rb"<(\w+:)?c\b(?![^>]*\bt=)[^>]*><(\w+:)?v>", grid.data[grid.starts[i] : grid.ends[i]]):
                    return int(grid.keys[i] // ROW_KEYS), int(grid.keys[i] % ROW_KEYS) + 1
        return 3, 2

    return text.each_grid(look)


def packed(package: Package, names: list[str]) -> dict[str, bytes]:
    """The stored bytes of members, as they lie in the file."""
    members = {member.name: member for member in rawzip.directory(package.content, package.label)}
    return {name: bytes(rawzip.packed_bytes(package.content, members[name])) for name in names}


def opened(content: bytes) -> openpyxl.Workbook | None:
    """The workbook as openpyxl sees it; None when it cannot."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(content))
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


@pytest.mark.parametrize("feature", ["pivot_cache", "comments", "chart"])
def test_bulk_edits_of_real_workbooks_keep_their_other_parts(corpus, feature):
    index = (corpus / "index.csv").read_text(encoding="utf-8").splitlines()
    names = [line.split(",")[0] for line in index[1:] if f"{feature} " in line and line.split(",")[0].endswith(".xlsx")]
    seen = 0
    for name in names[:8]:
        try:
            package = Package.read(corpus / name)
            sheet = next(entry for entry in package.sheets if entry.kind == "worksheet" and entry.part)
            edit = Edit(package)
            edit.set_column(sheet.name, 60, range(400, 500), np.arange(100).tolist())
            done = edit.finish()
        except Refused:
            continue
        seen += 1
        assert done.proof.cells_changed == 100
    assert seen >= 4
