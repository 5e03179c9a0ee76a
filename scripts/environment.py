"""A virtual environment beside the checkout, made once; used by the other scripts here. Standard library only."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_OLDEST = (3, 11)


def environment(group: str = "") -> Path:
    """The Python of a virtual environment with the project installed, and a dependency group of pyproject.toml when named.

    The folder is .venv in the checkout, or the one that the variable SALESSHEETS_VENV names. A second call with unchanged
    requirements installs nothing.
    """
    if sys.version_info < _OLDEST:
        sys.exit(f"salessheets needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    folder = Path(os.environ.get("SALESSHEETS_VENV", ROOT / ".venv"))
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        print(f"Making a virtual environment in {folder} ...", flush=True)
        venv.create(folder, with_pip=True)
    stamp = folder / f"installed-{group or 'project'}.txt"
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print("Installing salessheets and what it needs (a minute or two) ...", flush=True)
        pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, "--upgrade", "pip>=25.1"], check=True)
        subprocess.run(
            [*pip, "--editable", str(ROOT), *(["--group", f"{ROOT / 'pyproject.toml'}:{group}"] if group else [])],
            check=True,
        )
        stamp.write_text(wanted, encoding="utf-8")
    return python
