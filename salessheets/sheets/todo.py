"""To Do: the day's tasks that follow from the rest of the book."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet, Upkeep

DONE = ("No", "Yes", "Later")
"""What the admin says of a task."""

TO_DO = Sheet(
    "To Do",
    "What is to be done, the most pressing first. The list is made anew at every refresh; your Done, Later until and Note stay with their task.",
    group="Control",
    book="starter",
    upkeep=Upkeep.REBUILT,
    aliases=("Todo", "Tasks", "Task list", "To-do list", "Aufgaben", "Aufgabenliste", "कार्य सूची"),
    columns=(
        Column(
            "Task",
            Kind.TEXT,
            "Name of the task; it stays the same from refresh to refresh.",
            "OVERDUE-INV-20311",
            key=True,
            owner=Owner.OURS,
            aliases=("Task ID", "Task No", "Aufgabennr."),
        ),
        Column(
            "What",
            Kind.TEXT,
            "What is to be done, in words.",
            "Send reminder 1 to Nord Foods (GBP 1,240.00)",
            required=True,
            owner=Owner.OURS,
            aliases=("What to do", "Description", "Was ist zu tun"),
        ),
        Column(
            "Due",
            Kind.DATE,
            "By when.",
            "2026-03-12",
            required=True,
            owner=Owner.OURS,
            aliases=("Due date", "Due on", "Fällig", "Fällig am", "देय तिथि"),
        ),
        Column(
            "Priority",
            Kind.WHOLE,
            "How pressing it is: 100 is most, 0 is least.",
            "82",
            required=True,
            owner=Owner.OURS,
            minimum=0,
            maximum=100,
            aliases=("Prio", "Priorität", "प्राथमिकता"),
            rule="0 to 100.",
        ),
        Column(
            "Where",
            Kind.LINK,
            "Click to jump to the row it is about.",
            "Invoices!A311",
            required=True,
            owner=Owner.OURS,
            aliases=("Go to", "Link", "Wo", "कहाँ"),
        ),
        Column(
            "Done",
            Kind.LIST,
            "Yes takes it off the day's work; Later puts it off until the day beside it.",
            "No",
            allowed=DONE,
            aliases=("Finished", "Erledigt", "पूर्ण"),
        ),
        Column(
            "Later until",
            Kind.DATE,
            "The day on which a task put off comes back.",
            "",
            aliases=("Postponed until", "Put off until", "Verschoben bis"),
        ),
        Column(
            "Note",
            Kind.TEXT,
            "Anything you want to remember about it.",
            "",
            aliases=("Notes", "Remark", "Notiz", "Bemerkung", "टिप्पणी"),
        ),
    ),
)
