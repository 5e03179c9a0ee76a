"""The To Do list: made anew from its causes; what the admin wrote stays with the task of the same name."""

from __future__ import annotations

import pandas as pd

from salessheets.core.book import Book, Outcome, blank_column
from salessheets.core.texts import key_form, key_forms
from salessheets.sheets.tasks.causes import CAUSES
from salessheets.sheets.tasks.task import prioritised
from salessheets.sheets.todo import TO_DO


def list_tasks(book: Book) -> Outcome:
    """Step, the last one: all rows of To Do, the most pressing first.

    A paper that stands on its sheet twice makes one task. A task leaves when its cause is gone. Done, Later until and Note
    stay with their task while the cause lasts. Tasks that are done,
    or put off to a day after the as-of day, stand at the end.
    """
    if not book.has("To Do"):
        return Outcome()
    tasks = [task for cause in CAUSES for task in prioritised(list(cause(book)))]
    tasks = list({key_form(task.name): (task, priority) for task, priority in reversed(tasks)}.values())
    frame = pd.DataFrame(
        {
            "Task": pd.Series([task.name for task, _ in tasks], dtype=object),
            "What": pd.Series([task.what for task, _ in tasks], dtype=object),
            "Due": pd.Series([task.due for task, _ in tasks], dtype="datetime64[s]"),
            "Priority": pd.Series([priority for _, priority in tasks], dtype="Int64"),
            "Where": pd.Series([task.where for task, _ in tasks], dtype=object),
        }
    )
    return Outcome(rows={"To Do": _ordered(_with_words(frame, book.frame("To Do")), book)})


def _with_words(tasks: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Tasks with what the admin wrote about them; a new one is not done."""
    kept = before.set_index(pd.Index(key_forms(before["Task"]), dtype=object))
    kept = kept[~kept.index.duplicated()].reindex(pd.Index(key_forms(tasks["Task"]), dtype=object))
    for header in ("Done", "Later until", "Note"):
        blank = blank_column(TO_DO[header], tasks.index)
        values = pd.Series(kept[header].array, index=tasks.index)
        tasks[header] = values.astype(blank.dtype) if header == "Later until" else values.fillna("").astype(object)
    known = pd.Series(kept["Task"].notna().to_numpy(), index=tasks.index)
    tasks["Done"] = tasks["Done"].where(known, "No").astype(object)
    return tasks


def _ordered(tasks: pd.DataFrame, book: Book) -> pd.DataFrame:
    put_off = (tasks["Done"] == "Later") & (tasks["Later until"] > pd.Timestamp(book.as_of))
    order = tasks.assign(Last=(tasks["Done"] == "Yes") | put_off, Rank=-tasks["Priority"])
    turn = order.sort_values(["Last", "Rank", "Due", "Task"], kind="stable").index
    return tasks.loc[turn, [column.header for column in TO_DO.columns]].reset_index(drop=True)
