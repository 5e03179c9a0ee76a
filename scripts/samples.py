"""Write the sample workbooks under sample_workbooks from the code, or check that they are current.

python scripts/samples.py            write them
python scripts/samples.py --check    exit 1 when one is not what the code makes
"""

from __future__ import annotations

import sys
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


def main(arguments: list[str]) -> int:
    """Write or check every workbook."""
    FOLDER.mkdir(exist_ok=True)
    stale = []
    for name in NAMES:
        path, content = FOLDER / f"{name}.xlsx", sample(name)
        if not path.is_file() or path.read_bytes() != content:
            stale.append(path.name)
            if "--check" not in arguments:
                path.write_bytes(content)
    if "--check" in arguments and stale:
        print("Not current, run `python scripts/samples.py`:", ", ".join(stale))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
