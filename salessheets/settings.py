"""The settings of a workbook: its Settings sheet over a `salessheets.toml` beside it over the defaults.

The sheet is for choices of the business; the file is for matters of the machine (where reports go, how many backups are kept).
Beside `Sales.xlsx` both `Sales.salessheets.toml` and `salessheets.toml` are looked for; the first found is read:

    [settings]
    "Output folder" = "D:/Reports"

Example:
    >>> from pathlib import Path
    >>> beside(Path("no-such-folder/Sales.xlsx"))
    {}
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from salessheets.core.settings import SETTINGS
from salessheets.core.texts import nearest
from salessheets.errors import Refused


def beside(workbook: Path) -> dict[str, object]:
    """Setting name -> value from the file beside the workbook; {} when there is none.

    Raises:
        Refused: The file is no TOML, or names a setting that does not exist.
    """
    for path in (workbook.with_suffix(".salessheets.toml"), workbook.with_name("salessheets.toml")):
        if path.is_file():
            return _read(path)
    return {}


def _read(path: Path) -> dict[str, object]:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8")).get("settings", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Refused(path.name, f"it is not valid TOML ({fault})", "Correct the file or remove it.") from None
    for name in values:
        if name not in SETTINGS:
            guess = nearest(name, list(SETTINGS))
            raise Refused(path.name, f"there is no setting “{name}”", f"Did you mean {guess}?" if guess else "")
    return dict(values)
