"""Set everything up and run the tests.

python scripts/test.py [arguments for pytest]
"""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT, environment


def main() -> int:
    """Run pytest in the project's own environment; its exit code is ours."""
    python = environment("test")
    arguments = sys.argv[1:] or ["-q"]
    return subprocess.run([str(python), "-m", "pytest", *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
