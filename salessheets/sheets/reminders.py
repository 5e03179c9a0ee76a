"""Reminders: the log of reminder letters written."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet, Upkeep

REMINDERS = Sheet(
    "Reminders",
    "One row per reminder letter that was written. Rows are only ever added; enter Sent on when a letter has gone out.",
    group="Money",
    book="starter",
    upkeep=Upkeep.APPENDED,
    aliases=("Reminder log", "Dunning", "Dunning log", "Mahnungen", "अनुस्मारक"),
    columns=(
        Column("Reminder No", Kind.TEXT, "Number of the letter.", "RM-0077", key=True, owner=Owner.OURS, aliases=("Reminder #", "Reminder number", "Letter No", "Mahnungsnr.", "Mahnnummer")),
        Column("Date", Kind.DATE, "The day it was written for.", "2026-03-12", required=True, owner=Owner.OURS, aliases=("Reminder date", "Letter date", "Mahndatum", "Datum", "दिनांक")),
        Column("Customer ID", Kind.TEXT, "Who was reminded.", "C00117", required=True, refers_to=("Customers", "Customer ID"), owner=Owner.OURS, aliases=("Customer", "Customer No", "Customer number", "Cust ID", "Cust No", "Client ID", "Kundennr.", "Kundennummer", "ग्राहक सं.", "ग्राहक आईडी")),
        Column("Level", Kind.WHOLE, "The reminder level of the letter.", "1", required=True, owner=Owner.OURS, aliases=("Reminder level", "Dunning level", "Mahnstufe", "स्तर")),
        Column("Invoices", Kind.TEXT, "The invoices that the letter names.", "INV-20311; INV-20355", required=True, owner=Owner.OURS, aliases=("Invoice No", "Invoice numbers", "Rechnungen", "चालान"), rule='Invoice numbers separated by ";".'),
        Column("Amount", Kind.TEXT, "What was asked for, per currency.", "GBP 1,240.00", required=True, owner=Owner.OURS, aliases=("Amount due", "Amount reminded", "Betrag", "Mahnbetrag", "राशि"), rule="One amount per currency."),
        Column("File", Kind.PATH, "The letter itself.", "out/reminders/RM-0077.docx", required=True, owner=Owner.OURS, aliases=("Letter", "Document", "Datei", "फ़ाइल")),
        Column("Sent on", Kind.DATE, "The day you sent it. Only then does the next level's waiting time run.", "2026-03-12", aliases=("Sent", "Date sent", "Sent date", "Versandt am", "Gesendet am"), rule="Confirmed by you."),
    ),
)
