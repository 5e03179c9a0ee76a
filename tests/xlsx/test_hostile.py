"""Broken and hostile variants of a sound workbook, made by a lent generator, each get a verdict in words."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from salessheets.errors import SalessheetsError
from salessheets.xlsx.lint import lint
from salessheets.xlsx.package import Package

if TYPE_CHECKING:
    from pathlib import Path

# Odd but legal variants that are refused all the same, because no program of an office writes them.
REFUSED_THOUGH_LEGAL = {
    "junk_prefix", "zip_slip", "zip_many_members", "backslash_parts", "macro_part", "utf16_sheet",
}  # fmt: skip
# Broken cells that the gate lets through: reading them tells the cell.
LEFT_TO_THE_READER = {"cell_beyond_grid", "cell_ref_garbage", "merge_whole_sheet"}


@pytest.fixture(scope="module")
def variants(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    generator = shared / "tools" / "hostile.py"
    if not generator.is_file():
        pytest.skip("the generator of hostile workbooks is not here")
    folder = tmp_path_factory.mktemp("hostile")
    for arguments in (
        ["base", folder / "base.xlsx"],
        ["gen", folder / "base.xlsx", folder, "--bomb-mb", "40", "--flips", "40"],
    ):
        subprocess.run([sys.executable, "-W", "ignore", generator, *arguments], check=True, capture_output=True)
    return folder


def verdict(path: Path, base: Package) -> str:
    """refused, same (every part as in the sound workbook), sound (other parts, no fault), or faulty."""
    try:
        package = Package.read(path)
        faults = lint(package)
    except SalessheetsError:
        return "refused"
    if package.names == base.names and all(package.data(name) == base.data(name) for name in base.names):
        return "same"
    return "faulty" if faults else "sound"


def test_every_hostile_variant_gets_the_verdict_it_should(variants):
    base = Package.read(variants / "base.xlsx")
    manifest = json.loads((variants / "manifest.json").read_text(encoding="utf-8"))
    wrong = {}
    for name, facts in manifest.items():
        found = verdict(variants / facts["file"], base)
        allowed = {
            "refuse": {"refused", "same"},
            "same": {"same", "sound"},
            "bounded": {"refused", "sound", "faulty"},
            "probe": {"sound", "faulty"},
        }[facts["want"]]
        if name in REFUSED_THOUGH_LEGAL:
            allowed = {"refused"}
        if name in LEFT_TO_THE_READER:
            allowed = {"sound", "faulty"}
        if found not in allowed:
            wrong[name] = found
    assert wrong == {}
    assert len(manifest) > 140
