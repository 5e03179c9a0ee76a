"""Make the template of the report "Sales against target".

    python scripts/make_sales_vs_target.py

The template is an ordinary workbook: an office that wants another look edits it in Excel. This script is for changes that
come with a new version; a test holds the file to it.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

sys.path.insert(0, str(Path(__file__).parent))

from sales_vs_target import about, attainment, chart_data, control, months, receivables, summary, weekly
from sales_vs_target.look import Look

TARGET = Path(__file__).parents[1] / "templates" / "reports" / "sales_vs_target.xlsx"
PAGES = (summary, attainment, months, weekly, receivables, control, about, chart_data)


def made() -> bytes:
    """The template's bytes; the same at every call."""
    look = Look(buffer := BytesIO())
    for page in PAGES:
        look.add_page(page.NAME, page.TAB)
    for page in PAGES:
        page.draw(look)
    look.close()
    return buffer.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook, unpacked: what two files are compared by, as compressors differ."""
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def main() -> None:
    """Write the template where the library looks for it; a file that has the same parts is left alone."""
    content = made()
    if not TARGET.is_file() or members(TARGET.read_bytes()) != members(content):
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_bytes(content)


if __name__ == "__main__":
    main()
