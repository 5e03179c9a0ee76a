"""LibreOffice opens what was made and reads the values that were written."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from salessheets.app import refresh

ROOT = Path(__file__).parents[1]
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def resaved(paths: list[Path], folder: Path) -> list[Path]:
    """The workbooks as LibreOffice opens, recalculates and saves them."""
    out = folder / "resaved"
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(out),
    ]
    subprocess.run([*command, *map(str, paths)], check=True, capture_output=True, timeout=300)
    return [out / path.name for path in paths]


def values(path: Path) -> dict[str, dict[str, object]]:
    """Sheet -> address -> value, blank cells left out."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")
        }
        for sheet in book.worksheets
    }


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Name -> (a book or report as we wrote it, the same as LibreOffice saves it)."""
    folder = tmp_path_factory.mktemp("office")
    made = []
    for name in ("starter", "standard", "broken_on_purpose"):
        book = folder / f"{name}.xlsx"
        shutil.copyfile(ROOT / "sample_workbooks" / f"{name}.xlsx", book)
        made += [*refresh(book).files, *([book] if name == "starter" else [])]
    return {path.name: pair for path, pair in zip(made, zip(made, resaved(made, folder), strict=True), strict=True)}


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_every_value_that_was_written_is_read_by_libreoffice_and_every_formula_calculates_to_it(
    pairs: dict[str, tuple[Path, Path]],
) -> None:
    for name, (ours, theirs) in pairs.items():
        mine, other = values(ours), values(theirs)
        assert list(mine) == list(other), name
        unlike = [
            (name, sheet, at, value, other[sheet].get(at))
            for sheet, cells in mine.items()
            for at, value in cells.items()
            if not same(value, other[sheet].get(at))
        ]
        assert unlike == [], unlike[:10]


def same(one: object, other: object) -> bool:
    """Equal; floats to the fifteen digits that LibreOffice keeps."""
    if isinstance(one, float) and isinstance(other, (int, float)):
        return one == pytest.approx(other, rel=1e-12, abs=1e-9)
    return one == other
