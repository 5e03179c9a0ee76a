"""What the tests share: where lent real data lies, when it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of lent real data beside the checkout; tests that need it skip without it."""
    folder = Path(os.environ.get("SALESSHEETS_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("real data is not here: set SALESSHEETS_SHARED to its folder")
    return folder


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of lent real workbooks; tests that need it skip without it."""
    folder = Path(os.environ.get("SALESSHEETS_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip("the corpus is not here: set SALESSHEETS_CORPUS to its folder")
    return folder
