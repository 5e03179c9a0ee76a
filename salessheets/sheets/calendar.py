"""Calendar: extra holidays and half days of the office."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet

CALENDAR = Sheet(
    "Calendar",
    "Days on which the office is closed or opens for a part of the day only. Public holidays are known and need no row.",
    group="Setup",
    book="standard",
    aliases=("Holidays", "Office calendar", "Closing days", "Kalender", "Feiertage", "छुट्टियाँ"),
    columns=(
        Column("Date", Kind.DATE, "The day.", "2026-12-24", key=True, aliases=("Day", "Datum", "Tag", "दिनांक")),
        Column(
            "Name",
            Kind.TEXT,
            "What the day is.",
            "Half day",
            required=True,
            aliases=("Holiday", "Occasion", "Bezeichnung", "Anlass", "नाम"),
        ),
        Column(
            "Open from",
            Kind.TIME,
            "When the office opens on that day.",
            "09:00",
            aliases=("Opens", "From", "Geöffnet von"),
            rule="blank means closed all day",
        ),
        Column(
            "Open to",
            Kind.TIME,
            "When the office closes on that day.",
            "12:30",
            aliases=("Closes", "To", "Open until", "Geöffnet bis"),
        ),
    ),
)
