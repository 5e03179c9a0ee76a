"""Write the sample workbooks under sample_workbooks from the code, or check that they are current.

python scripts/samples.py            write them
python scripts/samples.py --check    exit 1 when one is not what the code makes
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

from salessheets.newbooks import plan_of, sample_rows
from salessheets.newbooks.broken_book import broken_book
from salessheets.xlsx.newbook import book_bytes

FOLDER = Path(__file__).resolve().parents[1] / "sample_workbooks"
NAMES = ("starter", "standard", "full", "broken_on_purpose")


def sample(name: str) -> bytes:
    """One of the sample workbooks; the same bytes every time."""
    file_name = f"{name}.xlsx"
    if name == "broken_on_purpose":
        return broken_book(file_name)
    return book_bytes(plan_of(name, sample_rows(name), {}, file_name))


def contents(workbook: bytes) -> dict[str, bytes]:
    """Part -> its bytes, unpacked: how tightly they are packed depends on the machine's zlib, what they say does not."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def is_current(name: str) -> bool:
    """Whether the workbook on disk says what the code says."""
    path = FOLDER / f"{name}.xlsx"
    return path.is_file() and contents(path.read_bytes()) == contents(sample(name))


def main(arguments: list[str]) -> int:
    """Write or check every workbook."""
    FOLDER.mkdir(exist_ok=True)
    stale = []
    for name in NAMES:
        if not is_current(name):
            stale.append(name)
            if "--check" not in arguments:
                (FOLDER / f"{name}.xlsx").write_bytes(sample(name))
    if "--check" in arguments and stale:
        print("Not current, run `python scripts/samples.py`:", ", ".join(stale))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
