"""Consents: who agreed to be written to, and how that is known."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet

CONSENTS = Sheet(
    "Consents",
    "The record of permissions, one row per decision of a person. Never change an old row: add a new one, the newest counts.",
    group="People",
    book="full",
    aliases=("Permissions", "Opt-ins", "Consent log", "Einwilligungen", "सहमति"),
    columns=(
        Column(
            "Contact ID",
            Kind.TEXT,
            "The person who decided.",
            "P0231",
            required=True,
            refers_to=("Contacts", "Contact ID"),
            aliases=("Contact", "Contact No", "Contact number", "Contact #", "Person ID", "Kontakt", "Kontaktnr."),
        ),
        Column(
            "Channel",
            Kind.LIST,
            "The way of contact that the decision is about.",
            "E-mail",
            required=True,
            allowed=("E-mail", "Post", "Phone"),
            aliases=("By", "Kanal", "माध्यम"),
        ),
        Column(
            "Decision",
            Kind.LIST,
            "What was decided. An existing customer may be written to about similar goods until they object.",
            "Opted in",
            required=True,
            allowed=("Opted in", "Existing customer", "Opted out", "Objected"),
            aliases=("Consent", "Consent given", "Entscheidung", "Einwilligung", "निर्णय"),
        ),
        Column(
            "On",
            Kind.DATE,
            "The day of the decision.",
            "2025-11-03",
            required=True,
            aliases=("Date", "Decided on", "Consent date", "Am", "Datum", "दिनांक"),
            rule="not in the future",
        ),
        Column(
            "How",
            Kind.TEXT,
            "How the person told you; it is your evidence.",
            "Web form 2025-11",
            required=True,
            aliases=("Evidence", "Source", "Proof", "Nachweis", "Quelle"),
        ),
    ),
)
