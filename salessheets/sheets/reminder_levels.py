"""Reminder Levels: the steps by which overdue invoices are chased."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet

REMINDER_LEVELS = Sheet(
    "Reminder Levels",
    "One row per step of chasing an overdue invoice, from a friendly note to the last demand.",
    group="Setup",
    book="starter",
    aliases=("Dunning levels", "Reminder steps", "Mahnstufen"),
    columns=(
        Column(
            "Level",
            Kind.WHOLE,
            "Number of the step.",
            "1",
            key=True,
            minimum=1,
            aliases=("Reminder level", "Dunning level", "Step", "Mahnstufe", "Stufe"),
            rule="1, 2, 3 and so on without a gap",
        ),
        Column(
            "Days overdue",
            Kind.WHOLE,
            "An invoice reaches the step when it is overdue by this many days.",
            "7",
            required=True,
            aliases=("Overdue days", "After days", "Tage überfällig"),
            rule="more than on the step before",
        ),
        Column(
            "Min days since last",
            Kind.WHOLE,
            "Days that must lie between this reminder and the one before.",
            "10",
            required=True,
            minimum=0,
            aliases=("Min. days since last reminder", "Days since last", "Mindestabstand (Tage)"),
            rule="0 or more",
        ),
        Column(
            "Channel",
            Kind.LIST,
            "How the reminder reaches the customer.",
            "E-mail",
            required=True,
            allowed=("E-mail", "Letter", "Phone"),
            aliases=("Sent by", "By", "Kanal", "Versandart"),
        ),
        Column(
            "Template",
            Kind.TEXT,
            "File in the templates folder from which the letter is made.",
            "reminder_1.docx",
            required=True,
            aliases=("Template file", "Letter template", "Vorlage"),
            rule="a file in the templates folder",
        ),
        Column(
            "Fee",
            Kind.MONEY,
            "Charge added to the reminder, in base currency.",
            "0.00",
            minimum=0,
            aliases=("Reminder fee", "Charge", "Mahngebühr", "शुल्क"),
            rule="0 or more",
        ),
    ),
)
