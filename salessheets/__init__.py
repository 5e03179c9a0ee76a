"""An ordinary Excel workbook as a sales office's system of record.

The public names are imported when they are first used, so that `import salessheets` is quick.

Example:
    >>> import salessheets
    >>> sorted(salessheets.__all__)
    ['__version__', 'append_rows', 'check', 'fill_template', 'history', 'new_book', 'read', 'refresh', 'set_cells', 'undo']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from salessheets.app import check as check
    from salessheets.app import read as read
    from salessheets.app import refresh as refresh
    from salessheets.newbooks import new_book as new_book
    from salessheets.xlsx.files import append_rows as append_rows
    from salessheets.xlsx.files import set_cells as set_cells
    from salessheets.xlsx.saving import history as history
    from salessheets.xlsx.saving import undo as undo
    from salessheets.xlsx.template import fill_template as fill_template

__version__ = "0.2.0"

_HOMES = {
    "append_rows": "salessheets.xlsx.files",
    "check": "salessheets.app",
    "fill_template": "salessheets.xlsx.template",
    "history": "salessheets.xlsx.saving",
    "new_book": "salessheets.newbooks",
    "read": "salessheets.app",
    "refresh": "salessheets.app",
    "set_cells": "salessheets.xlsx.files",
    "undo": "salessheets.xlsx.saving",
}

__all__ = [
    "__version__",
    "append_rows",
    "check",
    "fill_template",
    "history",
    "new_book",
    "read",
    "refresh",
    "set_cells",
    "undo",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
