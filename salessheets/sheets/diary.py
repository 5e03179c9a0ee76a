"""Diary: meetings, calls, site visits and leave of every rep."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

DIARY_KINDS = ("Meeting", "Call", "Site visit", "Leave", "Other")
REPEATS = ("No", "Weekly", "Every 2 weeks", "Every 4 weeks", "Monthly")
DIARY_STATUSES = ("Planned", "Confirmed", "Held", "Not held", "Cancelled")

DIARY = Sheet(
    "Diary",
    "One row per meeting, call, site visit or leave of a rep. Clashes and entries outside office hours are pointed out.",
    group="Service",
    book="standard",
    aliases=("Appointments", "Schedule", "Meetings", "Agenda", "Termine", "Terminkalender", "डायरी"),
    columns=(
        Column("Entry No", Kind.TEXT, "Your number of the entry.", "D-00412", key=True, aliases=("Entry #", "Entry ID", "Diary No", "Appointment No", "Terminnr.")),
        Column("Kind", Kind.LIST, "What sort of entry it is.", "Site visit", required=True, allowed=DIARY_KINDS, aliases=("Type", "Entry type", "Art", "प्रकार")),
        Column("Title", Kind.TEXT, "What it is about.", "Pump inspection", required=True, aliases=("Subject", "What", "Titel", "Betreff", "शीर्षक")),
        Column("Reps", Kind.TEXT, "Who takes part; several are separated by ';'.", "R03", required=True, aliases=("Rep ID", "Rep", "Who", "Attendees", "Teilnehmer"), rule='Rep IDs separated by ";".'),
        Column("Customer ID", Kind.TEXT, "The customer it is about.", "C00117", refers_to=("Customers", "Customer ID"), aliases=("Customer", "Customer No", "Customer number", "Cust ID", "Cust No", "Client ID", "Kundennr.", "Kundennummer", "ग्राहक सं.", "ग्राहक आईडी"), rule="Required for a site visit."),
        Column("Contact ID", Kind.TEXT, "The person to meet or call.", "P0231", refers_to=("Contacts", "Contact ID"), aliases=("Contact", "Contact person", "Ansprechpartner", "संपर्क")),
        Column("Date", Kind.DATE, "The day; of an entry that repeats, the first one.", "2026-03-18", required=True, aliases=("Day", "On", "Datum", "Tag", "दिनांक")),
        Column("From", Kind.TIME, "When it starts. Blank means all day.", "09:30", aliases=("Start", "Start time", "Begin", "Von", "Beginn"), rule="Blank means all day."),
        Column("To", Kind.TIME, "When it ends. A time before From is on the next day.", "11:00", aliases=("End", "End time", "Until", "Bis", "Ende"), rule="After From, or on the next day."),
        Column("Time zone", Kind.LIST, "Time zone of From and To. Blank means the first rep's.", "", aliases=("Timezone", "TZ", "Zeitzone", "समय क्षेत्र"), rule="IANA name such as Europe/London; blank means the first rep's."),
        Column("Where", Kind.TEXT, "The place.", "12 Mill Lane, Leeds", aliases=("Place", "Location", "Venue", "Ort", "स्थान")),
        Column("Travel (min)", Kind.WHOLE, "Minutes on the road, each way. They block the diary too.", "40", aliases=("Travel", "Travel time", "Travel minutes", "Fahrzeit", "Fahrzeit (min)"), rule="Minutes each way."),
        Column("Repeats", Kind.LIST, "How often it comes again.", "No", allowed=REPEATS, aliases=("Repeat", "Recurs", "Recurrence", "Wiederholung")),
        Column("Repeat until", Kind.DATE, "Last day on which it may come again.", "", aliases=("Repeats until", "Recurs until", "Wiederholen bis")),
        Column("Status", Kind.LIST, "How it stands.", "Confirmed", required=True, allowed=DIARY_STATUSES, aliases=("Entry status", "State", "स्थिति")),
        Column("What happened", Kind.TEXT, "The record of the visit or meeting.", "", aliases=("Visit report", "Minutes", "Report", "Bericht", "Besuchsbericht"), rule="Required where Status is Held."),
        Column("Follow up on", Kind.DATE, "The day on which to come back to it.", "", aliases=("Follow up", "Follow-up date", "Next step on", "Wiedervorlage")),
        Column("Clash", Kind.TEXT, "The entry that it overlaps with, travel included.", "D-00398 (R03 09:00-10:00)", owner=Owner.OURS),
        Column("Warning", Kind.TEXT, "A holiday, leave, out of office hours, a report that is missing.", "", owner=Owner.OURS),
    ),
)
