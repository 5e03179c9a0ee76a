"""The weekly record: sales by week, rep, region and product group. Closed weeks never change.

A row whose Closed on is filled stands as it is. What today's papers say differently of a closed week goes to Restated, as net
sales now less net sales then. A sale that reaches a closed week late, for a rep, region or group without a row there, gets a row
with zero net sales and its amount in Restated. Open weeks are made anew. A closed week that ends after the as-of day is left alone, and so is a closed row whose week cannot be read.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from salessheets.core.book import Book, Outcome
from salessheets.core.texts import key_forms
from salessheets.core.weeks import WeekScheme, weeks_of
from salessheets.sheets.targets.weekly import KEYS, weekly_targets
from salessheets.sheets.weekly_sales.columns import WEEKLY_SALES
from salessheets.sheets.weekly_sales.counted import counted

_FIGURES = ("Net sales", "Units", "Orders")


def keep_weekly_record(book: Book) -> Outcome:
    """Step: all rows of Weekly Sales, counted at the setting "Target default counted at"."""
    if not book.has("Weekly Sales"):
        return Outcome()
    now = _with_targets(weekly_figures(book), weekly_targets(book))
    return Outcome(rows={"Weekly Sales": _kept(book, now)})


def weekly_figures(book: Book, at: str = "") -> pd.DataFrame:
    """Sales by week as today's papers have them, closed or not.

    Args:
        book: As it is.
        at: The event at which sales count; "" for the setting.

    Returns:
        One row per Fiscal year, Week, Week starts, Rep ID, Region and Product group, in that order: Net sales (int64, base
        minor units), Units (float64), Orders (int64; an order counts once, in the row of its first line).
    """
    sales = counted(book, at or book.settings.target_counted_at)
    years, weeks, starts = weeks_of(sales["Date"].to_numpy(), WeekScheme.of(book.settings))
    once = sales["Opens"] & ~sales["Order"].where(sales["Opens"], -1).duplicated()
    sales = sales.assign(**{"Fiscal year": years, "Week": weeks, "Week starts": starts.astype("datetime64[s]")})
    sales = sales.rename(columns={"Net": "Net sales"}).assign(Orders=once.astype("int64"))
    figures = sales.groupby(list(KEYS), observed=True, as_index=False)[list(_FIGURES)].sum()
    figures["Units"] = figures["Units"].round(6)
    return figures.astype(dict.fromkeys(("Rep ID", "Region", "Product group"), object))


def _with_targets(figures: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Figures with their week's target; a row of zeros where there is a target and no sale."""
    figures = figures.assign(Target=pd.Series(pd.NA, index=figures.index, dtype="Int64"))
    if targets.empty:
        return figures
    both = _merged(figures.drop(columns="Target"), targets)
    for header in _FIGURES:
        both[header] = both[header].fillna(0)
    return both


def _kept(book: Book, now: pd.DataFrame) -> pd.DataFrame:
    """Closed rows as they are, with Restated; the other rows of today."""
    before = book.frame("Weekly Sales")
    unreadable = before["Fiscal year"].isna() | before["Week"].isna()
    closed = before[before["Closed on"].notna() & ~unreadable]
    both = _merged(closed, now.rename(columns={h: f"{h} now" for h in (*_FIGURES, "Target")}))
    old = both["Closed on"].notna()
    weeks = closed.groupby(["Fiscal year", "Week"])["Closed on"].max()
    both["Closed on"] = both["Closed on"].where(old, _closing(both, weeks))
    for header in (*_FIGURES, "Target"):
        fresh = both[f"{header} now"]
        late = both["Closed on"].notna() & ~old
        both[header] = both[header].where(old, (fresh * 0 if header != "Target" else fresh).where(late, fresh))
    over = both["Week starts"] + pd.Timedelta(days=6) <= pd.Timestamp(book.as_of)
    difference = both["Net sales now"].fillna(0).astype("Int64") - both["Net sales"].astype("Int64").fillna(0)
    both["Restated"] = both["Restated"].astype("Int64").where(both["Closed on"].isna() | ~over, difference)
    return _typed(pd.concat([both, before[before["Closed on"].notna() & unreadable]], ignore_index=True))


def _closing(rows: pd.DataFrame, weeks: pd.Series) -> pd.Series:
    """The day on which each row's week was closed; blank while it is open."""
    at = pd.MultiIndex.from_arrays([rows["Fiscal year"], rows["Week"]])
    return pd.Series(weeks.reindex(at).to_numpy(dtype="datetime64[s]"), index=rows.index)


def _merged(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """All rows of both, those with equal keys joined; keys are compared in key form and kept as the left has them."""
    forms = {"_rep": "Rep ID", "_region": "Region", "_group": "Product group"}
    keys = ["Fiscal year", "Week", *forms]
    sides = [
        side.assign(**{form: key_forms(side[header]) for form, header in forms.items()}).astype(
            {"Fiscal year": "int64", "Week": "int64"}
        )
        for side in (left, right)
    ]
    both = sides[0].merge(sides[1], on=keys, how="outer", suffixes=("", "_r"), sort=False)
    for header in ("Week starts", "Rep ID", "Region", "Product group"):
        both[header] = both[header].fillna(both.pop(f"{header}_r"))
    return both.drop(columns=list(forms))


def _typed(rows: pd.DataFrame) -> pd.DataFrame:
    """The declared columns in their declared types, in the order of week, rep, region and group."""
    types: dict[str, Any] = {
        "whole": "Int64",
        "money": "Int64",
        "number": "float64",
        "date": "datetime64[s]",
        "text": object,
    }
    columns = {column.header: types[column.storage] for column in WEEKLY_SALES.columns}
    ordered = rows.sort_values(["Fiscal year", "Week", "Rep ID", "Region", "Product group"], kind="stable")
    return ordered[list(columns)].astype(columns).reset_index(drop=True)
