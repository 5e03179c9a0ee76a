"""Mailing Log: who was written to in which campaign, who was left out, and why."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet, Upkeep

MAILING_DECISIONS = ("Include", "No consent", "Opted out", "Bad address", "Duplicate", "On hold", "Left company")
MAILING_RESULTS = ("Delivered", "Bounced", "Returned", "Opted out", "Replied")

MAILING_LOG = Sheet(
    "Mailing Log",
    "One row per campaign and person, with the decision whether to write to them. Rows of a mailing that was prepared are kept for good.",
    group="Marketing",
    book="full",
    upkeep=Upkeep.APPENDED,
    aliases=("Mailing list", "Mailing record", "Versandliste", "Versandprotokoll"),
    columns=(
        Column(
            "Campaign ID",
            Kind.TEXT,
            "The campaign.",
            "CMP-07",
            key=True,
            refers_to=("Campaigns", "Campaign ID"),
            owner=Owner.OURS,
            aliases=("Campaign", "Campaign No", "Kampagnennr.", "अभियान सं."),
        ),
        Column(
            "Contact ID",
            Kind.TEXT,
            "The person.",
            "P0231",
            key=True,
            refers_to=("Contacts", "Contact ID"),
            owner=Owner.OURS,
            aliases=("Contact", "Contact No", "Ansprechpartner", "संपर्क"),
        ),
        Column(
            "Sent to",
            Kind.TEXT,
            "The address as it was used.",
            "ruth@nordfoods.example",
            required=True,
            owner=Owner.OURS,
            aliases=("Address", "Recipient", "Gesendet an"),
        ),
        Column(
            "Decision",
            Kind.LIST,
            "Include, or the reason why not.",
            "Include",
            required=True,
            allowed=MAILING_DECISIONS,
            owner=Owner.OURS,
            aliases=("Included", "Entscheidung"),
        ),
        Column(
            "Prepared",
            Kind.DATETIME,
            "When the mailing was made. Blank while it is only a preview; afterwards the row is frozen.",
            "2026-03-19 15:02",
            owner=Owner.OURS,
            aliases=("Prepared at", "Prepared on", "Erstellt am"),
            rule="Blank while previewed; set when the mailing is made, and the row is frozen.",
        ),
        Column(
            "Result",
            Kind.LIST,
            "What became of it.",
            "Delivered",
            allowed=MAILING_RESULTS,
            aliases=("Outcome", "Mail result", "Ergebnis", "परिणाम"),
        ),
        Column(
            "Result date",
            Kind.DATE,
            "The day you learned it.",
            "2026-03-20",
            aliases=("Date of result", "Result on", "Ergebnisdatum"),
        ),
    ),
)
