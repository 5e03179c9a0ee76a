"""Make the pictures of the reports under docs/pictures from the standard sample workbook.

    python scripts/pictures.py

Needs LibreOffice and pdftoppm (poppler). The pictures show what LibreOffice draws; Excel's fonts differ a little.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from salessheets.app import refresh

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
PAGES = {"Sales against target": ("sales_vs_target", (1,)), "Receivables": ("receivables", (1, 2))}
"""Title of a report -> the beginning of its pictures' names, and the printed pages that are shown."""
_LARGEST = 200_000


def printed(report: Path, folder: Path) -> Path:
    """The report as LibreOffice prints it, a PDF."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(report)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{report.stem}.pdf"


def draw(pdf: Path, page: int, target: Path) -> None:
    """One page as a PNG."""
    stem = str(target.with_suffix(""))
    command = ["pdftoppm", "-png", "-r", "80", "-f", str(page), "-l", str(page), "-singlefile", str(pdf), stem]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def main() -> int:
    """Draw every picture; 1 when a program is missing or a picture is too large."""
    missing = [name for name in ("soffice", "pdftoppm") if not shutil.which(name)]
    if missing:
        print("Not installed:", ", ".join(missing))
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = Path(shutil.copyfile(ROOT / "sample_workbooks" / "standard.xlsx", folder / "Sales.xlsx"))
        for report in refresh(book).files:
            beginning, pages = PAGES[report.stem.partition(" - ")[2]]
            pdf = printed(report, folder)
            for page in pages:
                draw(pdf, page, FOLDER / f"{beginning}-{page}.png")
    large = [path.name for path in FOLDER.glob("*.png") if path.stat().st_size > _LARGEST]
    print("Too large:", ", ".join(large)) if large else None
    return int(bool(large))


if __name__ == "__main__":
    sys.exit(main())
