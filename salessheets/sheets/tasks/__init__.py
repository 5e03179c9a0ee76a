"""The tasks of the To Do list: causes found in the book, each with a stable name, and the list kept by it."""

from salessheets.sheets.tasks.keep import list_tasks
from salessheets.sheets.tasks.task import Task

__all__ = ["Task", "list_tasks"]
