"""Style, types, layers and generated documentation: everything that is checked without running the tests.

python scripts/lint.py
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from environment import ROOT, environment

_CHECKS = (
    ("-m", "ruff", "check", "."),
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "mypy"),
    ("scripts/layers.py",),
    ("scripts/docs.py", "--check"),
    ("scripts/samples.py", "--check"),
)


def main() -> int:
    """Run every check, also after one failed; the exit code is 0 when all passed."""
    python = environment("dev")
    failed = [check for check in _CHECKS if not _passes(python, check)]
    for check in failed:
        print("FAILED:", *check)
    return 1 if failed else 0


def _passes(python: Path, check: tuple[str, ...]) -> bool:
    print("$ python", *check, flush=True)
    return (
        subprocess.run(
            [str(python), *check], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False
        ).returncode
        == 0
    )


if __name__ == "__main__":
    sys.exit(main())
