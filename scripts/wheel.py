"""Build the wheel, install it into a fresh environment away from the checkout, and do the main job with it.

python scripts/wheel.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

from environment import ROOT, environment


def main() -> int:
    """0 when the installed wheel makes a book, refreshes it and reports from it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run(
            [str(environment()), "-m", "pip", "--quiet", "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT)],
            folder,
        )
        (wheel,) = folder.glob("*.whl")
        strays = strays_of(wheel)
        if strays:
            print("The wheel holds what does not belong into it:", *strays)
            return 1
        return _try(folder, wheel)


def strays_of(wheel: Path) -> list[str]:
    """Members that are neither code nor template nor the wheel's own records."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    fine = (".py", "py.typed", ".xlsx")
    return [
        name
        for name in names
        if ".dist-info/" not in name and not (name.startswith("salessheets/") and name.endswith(fine))
    ]


def _try(folder: Path, wheel: Path) -> int:
    venv.create(folder / "venv", with_pip=True)
    scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    _run([str(scripts / "python"), "-m", "pip", "--quiet", "install", str(wheel)], folder)
    _run([str(scripts / "salessheets"), "new", "Sales.xlsx", "--sample"], folder)
    _run([str(scripts / "salessheets"), "refresh", "Sales.xlsx", "--quiet", "--fail-on", "never"], folder)
    reports = list((folder / "reports").glob("*.xlsx"))
    print("wheel:", wheel.name, "made", *(path.name for path in reports))
    return 0 if reports else 1


def _run(command: list[str], folder: Path) -> None:
    """Run away from the checkout, with nothing of it on the path."""
    clean = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME"}}
    subprocess.run(command, check=True, cwd=folder, env=clean)


if __name__ == "__main__":
    sys.exit(main())
