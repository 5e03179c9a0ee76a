"""Workbooks that are better left alone: said why, and what to do, before anything is computed from them."""

from __future__ import annotations

from collections.abc import Mapping

from salessheets.core.book import Book, Table
from salessheets.core.headers import match_headers
from salessheets.core.money import currency_codes
from salessheets.core.raw import RawSheet
from salessheets.core.texts import header_form, key_form, listed, nearest
from salessheets.errors import Refused
from salessheets.sheets import SHEETS
from salessheets.xlsx.package import Package

_SURE = 80.0
"""How alike a tab and a sheet's name must be to be called the same."""


def require_known(package: Package, raws: Mapping[str, RawSheet]) -> None:
    """A workbook in which nothing is recognised is most likely the wrong file: say so instead of finding it clean.

    Raises:
        Refused: No tab has a known name, or none of those has a known header.
    """
    if any(match_headers(sheet, raws[sheet.name].headers).present for sheet in SHEETS if sheet.name in raws):
        return
    if raws:
        name, raw = next(iter(raws.items()))
        raise Refused(
            f"{package.label}, sheet {raw.name}",
            "none of its headers is known"
            + (f" (row {raw.header_row} was taken for the headers)" if raw.header_row else ""),
            f"Put the headers into one row, above the data; `salessheets columns {_quoted(name)}` lists those that are known.",
        )
    tabs = [entry.name for entry in package.sheets]
    names = [sheet.name for sheet in SHEETS]
    guesses = [f"“{tab}” may be {guess}" for tab in tabs if (guess := nearest(tab, names, at_least=_SURE))]
    raise Refused(
        package.label,
        f"none of its sheets ({listed(tabs)}) is one that salessheets knows, such as Invoices or Customers",
        f"{listed(guesses)}: rename the tab."
        if guesses
        else "`salessheets columns` lists the sheets: rename the tabs accordingly.",
    )


def require_base_currency(package: Package, settings: Table) -> None:
    """Every total hangs on the base currency, so a wrong one is no matter for a default.

    Raises:
        Refused: The setting Base currency holds something that is no currency.
    """
    for name, value in zip(settings.frame["Setting"], settings.frame["Value"], strict=True):
        if header_form(name) == header_form("Base currency") and value not in (None, ""):
            code = key_form(str(value)).upper()
            if code not in currency_codes():
                raise Refused(
                    f"{package.label}, sheet {settings.name}",
                    f"the base currency “{value}” is no currency",
                    "Type its three letters of ISO 4217, such as EUR.",
                )


def require_sources(package: Package, book: Book, others: tuple[str, ...]) -> None:
    """A sheet that fed the last refresh and is gone was most likely renamed: refreshing would undo all that came of it.

    Raises:
        Refused: Allocations names receipts or invoices, and there is no such sheet any more.
    """
    kept = book.frame("Allocations")
    fed = {"Receipts": (kept["Kind"] == "Payment").any(), "Invoices": len(kept) > 0}
    for name, was_there in fed.items():
        if was_there and not book.has(name):
            guess = nearest(name, list(others), at_least=60)
            raise Refused(
                package.label,
                f"the sheet {name} is gone, but Allocations still holds {len(kept):,} rows made from it",
                f"Was “{guess}” {name} before? Name it {name} again."
                if guess
                else f"Bring {name} back, or clear Allocations if it is gone for good.",
            )


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
