"""Findings: what is wrong in the book, where, and what to do about it."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet, Upkeep

SEVERITIES = ("Error", "Warning", "Hint")
STATES = ("Open", "Accepted")

FINDINGS = Sheet(
    "Findings",
    "What is wrong or doubtful in the book, one row each, with the place and the next step. Repair the cell and refresh: the row goes away.",
    group="Control",
    book="starter",
    upkeep=Upkeep.REBUILT,
    aliases=("Finding list", "Problems", "Checks", "Befunde", "Prüfergebnisse", "निष्कर्ष"),
    columns=(
        Column(
            "Finding",
            Kind.TEXT,
            "Name of the finding; it stays the same while the cause stands, even when rows are sorted.",
            "F-9c31d2",
            key=True,
            owner=Owner.OURS,
            aliases=("Finding ID", "Finding No", "Befund"),
            rule="Made of the rule, the sheet, the row's key and the column, never of the row number.",
        ),
        Column(
            "Severity",
            Kind.LIST,
            "Error: figures are wrong or missing. Warning: look at it. Hint: good to know.",
            "Error",
            required=True,
            allowed=SEVERITIES,
            owner=Owner.OURS,
            aliases=("Level", "Schweregrad", "गंभीरता"),
        ),
        Column(
            "Rule",
            Kind.TEXT,
            "Name of the rule that found it; salessheets explain shows its page.",
            "unknown-customer",
            required=True,
            owner=Owner.OURS,
            aliases=("Rule ID", "Check", "Regel", "नियम"),
        ),
        Column(
            "Sheet",
            Kind.TEXT,
            "The sheet it is on.",
            "Orders",
            required=True,
            owner=Owner.OURS,
            aliases=("Tab", "Worksheet", "Blatt", "Tabellenblatt", "शीट"),
        ),
        Column(
            "Cell",
            Kind.LINK,
            "Click to jump to the cell.",
            "C102",
            required=True,
            owner=Owner.OURS,
            aliases=("Address", "Cell address", "Zelle", "सेल"),
        ),
        Column(
            "Found",
            Kind.TEXT,
            "The value as it stands there. Card and account numbers are masked.",
            "C00999",
            owner=Owner.OURS,
            aliases=("Value", "Value found", "Gefunden"),
        ),
        Column(
            "What is wrong",
            Kind.TEXT,
            "What is wrong, in words.",
            "Customer C00999 is not on the Customers sheet.",
            required=True,
            owner=Owner.OURS,
            aliases=("Problem", "Message", "Was ist falsch"),
        ),
        Column(
            "What to do",
            Kind.TEXT,
            "The next step, with the likely answer where there is one.",
            "Did you mean C00099?",
            required=True,
            owner=Owner.OURS,
            aliases=("Next step", "Action", "Was ist zu tun"),
        ),
        Column(
            "First seen",
            Kind.DATE,
            "The as-of date of the refresh that found it first.",
            "2026-03-09",
            required=True,
            owner=Owner.OURS,
            aliases=("Since", "First found", "Zuerst gesehen"),
        ),
        Column(
            "State",
            Kind.LIST,
            "Accepted keeps it quiet until the value in the cell changes.",
            "Open",
            allowed=STATES,
            aliases=("Finding state", "Zustand"),
            rule="Accepted silences it until the value changes.",
        ),
        Column(
            "Your remark",
            Kind.TEXT,
            "Why it is accepted, or anything else you want to keep with it.",
            "",
            aliases=("Remark", "Note", "Comment", "Bemerkung", "टिप्पणी"),
        ),
    ),
)
