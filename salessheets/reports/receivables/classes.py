"""The age classes of the report: those of the setting Age edges, five at most after "Not due".

Example:
    >>> shown_classes((30, 60, 90, 120))
    ('1-30', '31-60', '61-90', '91-120', '120+')
    >>> shown_classes((30,)), shown_classes((10, 20, 30, 40, 50, 60))
    (('1-30', '30+'), ('1-10', '11-20', '21-30', '31-40', '40+'))
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salessheets.sheets.invoices.ageing import NOT_DUE, UNAPPLIED, age_labels

MOST = 5
FIELDS = tuple(f"Class {number}" for number in range(1, MOST + 1))
COLUMNS = (NOT_DUE, *FIELDS, UNAPPLIED)
"""Fields of the ageing table; where the setting has fewer classes, the last ones stay zero and bear no name."""


def shown_classes(edges: Sequence[int]) -> tuple[str, ...]:
    """Names of the classes after "Not due"; more than five edges run together in the last."""
    return age_labels(tuple(edges)[: MOST - 1])[1:]


def column_of(ages: pd.Series, amounts: pd.Series, edges: Sequence[int]) -> pd.Series:
    """The field in which each paper stands. What is below zero is unapplied, whatever its age."""
    labels = age_labels(tuple(edges))[1:]
    place = {NOT_DUE: NOT_DUE, "": NOT_DUE, UNAPPLIED: UNAPPLIED}
    place |= {label: FIELDS[min(at, MOST - 1)] for at, label in enumerate(labels)}
    return ages.map(place).where(amounts >= 0, UNAPPLIED)


def by_customer(papers: pd.DataFrame, edges: Sequence[int]) -> pd.DataFrame:
    """One row per customer with something open, largest first; a column per field, Open their sum. Minor units."""
    placed = papers.assign(Field=column_of(papers["Age"], papers["Open"], edges))
    ids = ["Customer ID", "Customer"]
    table = placed.pivot_table(index=ids, columns="Field", values="Open", aggfunc="sum", fill_value=0)
    table = table.reindex(columns=list(COLUMNS), fill_value=0).astype("int64").reset_index(level=0, drop=True)
    return table.assign(Open=table.sum(axis=1)).sort_values("Open", ascending=False, kind="stable").reset_index()
