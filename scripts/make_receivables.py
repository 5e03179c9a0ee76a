"""Make the template of the report "Receivables".

    python scripts/make_receivables.py

The template is an ordinary workbook: an office that wants another look edits it in Excel. This script is for changes that
come with a new version; a test holds the file to it.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from make_sales_vs_target import members
from receivables import about, ageing, cash, chart_data, control, papers, summary
from sales_vs_target.look import Look

TARGET = Path(__file__).parents[1] / "templates" / "reports" / "receivables.xlsx"
PAGES = (summary, ageing, papers, cash, control, about, chart_data)


def made() -> bytes:
    """The template's bytes; the same at every call."""
    look = Look(buffer := BytesIO(), "Receivables")
    for page in PAGES:
        look.add_page(page.NAME, page.TAB)
    for page in PAGES:
        page.draw(look)
    look.close()
    return buffer.getvalue()


def main() -> None:
    """Write the template where the library looks for it; a file that has the same parts is left alone."""
    content = made()
    if not TARGET.is_file() or members(TARGET.read_bytes()) != members(content):
        TARGET.write_bytes(content)


if __name__ == "__main__":
    main()
