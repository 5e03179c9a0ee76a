"""More findings than a sheet can hold links: the rows are all there, those far down without a link."""

from __future__ import annotations

import pandas as pd
import pytest

from salessheets.app import writing
from salessheets.xlsx.values import Link


class _Table:
    exists, name = True, "Invoices"


class _Opened:
    class book:  # noqa: N801 - stands for a Book with one sheet
        tables = {"Invoices": _Table()}  # noqa: RUF012


class _Change:
    after = pd.DataFrame({"Sheet": ["Invoices"] * 4})


def test_rows_beyond_the_links_that_a_sheet_can_hold_show_their_address_as_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writing, "MOST_LINKS", 2)
    cells = writing._links(_Opened(), _Change(), ["A2", None, "A4", None])  # type: ignore[arg-type]
    assert cells == [Link("A2", "Invoices", "A2"), None, "A4", None]
