"""Rota: who works when in a campaign, and who covers reception."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

DUTIES = ("Office", "Reception", "Campaign")

ROTA = Sheet(
    "Rota",
    "One row per person and day on duty.",
    group="Marketing",
    book="full",
    aliases=("Roster", "Duty rota", "Shifts", "Dienstplan"),
    columns=(
        Column("Date", Kind.DATE, "The day.", "2026-03-21", key=True, aliases=("Day", "Datum", "Tag", "दिनांक")),
        Column(
            "Person",
            Kind.TEXT,
            "Who is on duty.",
            "M. Iqbal",
            key=True,
            aliases=("Name", "Who", "Employee", "Mitarbeiter", "व्यक्ति"),
        ),
        Column(
            "From",
            Kind.TIME,
            "Start of the duty.",
            "09:00",
            required=True,
            aliases=("Start", "Start time", "Von", "Beginn"),
        ),
        Column(
            "To",
            Kind.TIME,
            "End of the duty.",
            "14:00",
            required=True,
            aliases=("End", "End time", "Until", "Bis", "Ende"),
        ),
        Column(
            "Duty",
            Kind.LIST,
            "What they do.",
            "Campaign",
            required=True,
            allowed=DUTIES,
            aliases=("Task", "Shift", "Dienst", "Aufgabe"),
        ),
        Column(
            "Campaign ID",
            Kind.TEXT,
            "The campaign they work for.",
            "CMP-07",
            refers_to=("Campaigns", "Campaign ID"),
            aliases=("Campaign", "Campaign No", "Kampagnennr.", "अभियान सं."),
        ),
        Column(
            "Outside hours (h)",
            Kind.NUMBER,
            "Hours of the duty that lie outside the office hours of Settings.",
            "5.0",
            owner=Owner.OURS,
        ),
    ),
)
