"""Make the workbooks of the conformance list of report templates, and the page that lists them.

    python scripts/make_conformance.py

Each case is a folder under tests/conformance: a template, its data, and the report that is expected of it, or the faults.
Both workbooks are made here by hand from `scripts/conformance`, without the engine that the test then holds to them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from conformance import around, blocks, tables
from conformance.elsewhere import ELSEWHERE
from conformance.pieces import Case, book_bytes

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "conformance"
PAGE = ROOT / "docs" / "engine" / "template_conformance.md"
CASES = sorted([*tables.CASES, *blocks.CASES, *around.CASES], key=lambda case: case.number)
INTRODUCTION = """# What report templates are held to

Every line is a behaviour of the template engine. Those with a folder are a template, its data, and the report expected of
it under `tests/conformance`; open them side by side. `tests/test_conformance.py` fills each template and compares. This
page and the workbooks are made by `scripts/make_conformance.py`.

| | behaviour | held by |
|---|---|---|
"""


def written(case: Case, folder: Path = FOLDER) -> None:
    """Write the files of a case."""
    home = folder / case.folder
    home.mkdir(parents=True, exist_ok=True)
    (home / "template.xlsx").write_bytes(book_bytes(case.template))
    (home / "data.json").write_text(json.dumps(case.data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if case.expected is None:
        (home / "faults.txt").write_text("".join(f"{line}\n" for line in case.faults), encoding="utf-8")
    else:
        (home / "expected.xlsx").write_bytes(book_bytes(case.expected))


def page() -> str:
    """The list of cases."""
    lines = {case.number: f"{case.says} | `{case.folder}`" for case in CASES}
    lines |= {number: f"{says} | {where}" for number, (says, where) in ELSEWHERE.items() if number not in lines}
    return INTRODUCTION + "".join(f"| {number} | {line} |\n" for number, line in sorted(lines.items()))


def main() -> None:
    """Write everything."""
    for case in CASES:
        written(case)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
