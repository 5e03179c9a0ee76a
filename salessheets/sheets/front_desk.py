"""Front Desk: calls, visitors and parcels at reception."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

DESK_KINDS = ("Call", "Visitor", "Parcel")
DESK_RESULTS = ("Put through", "Message taken", "Call back", "Admitted", "Turned away")

FRONT_DESK = Sheet(
    "Front Desk",
    "One row per call, visitor or parcel. Calls to return and visitors still in the house come up in To Do.",
    group="Service",
    book="full",
    aliases=("Reception", "Visitor log", "Call log", "Empfang", "Besucherbuch", "स्वागत"),
    columns=(
        Column(
            "When",
            Kind.DATETIME,
            "Day and time.",
            "2026-03-11 09:05",
            required=True,
            aliases=("Date and time", "Time in", "Arrived", "Wann", "कब"),
        ),
        Column(
            "Kind",
            Kind.LIST,
            "A call, a visitor or a parcel.",
            "Call",
            required=True,
            allowed=DESK_KINDS,
            aliases=("Type", "Art", "प्रकार"),
        ),
        Column(
            "Name",
            Kind.TEXT,
            "Who called, came or sent it.",
            "Ruth Olsen",
            required=True,
            aliases=("Caller", "Visitor", "Person", "नाम"),
        ),
        Column(
            "Company",
            Kind.TEXT,
            "The company they are from.",
            "Nord Foods",
            aliases=("Firm", "Organisation", "Firma", "Unternehmen", "कंपनी"),
        ),
        Column(
            "Phone",
            Kind.PHONE,
            "Where they can be reached.",
            "0113 496 0001",
            aliases=("Phone No", "Phone number", "Tel", "Telephone", "Telefon", "Telefonnummer", "फ़ोन"),
        ),
        Column(
            "About",
            Kind.TEXT,
            "What it is about.",
            "Where is my order?",
            required=True,
            aliases=("Subject", "Purpose", "Reason", "Message", "Betreff", "Anliegen", "विषय"),
        ),
        Column(
            "For",
            Kind.TEXT,
            "Whom they want.",
            "R03",
            refers_to=("Reps", "Rep ID"),
            aliases=("For whom", "Host", "Rep ID", "Für"),
        ),
        Column(
            "Result",
            Kind.LIST,
            "What you did.",
            "Call back",
            required=True,
            allowed=DESK_RESULTS,
            aliases=("Outcome", "Action", "Ergebnis", "परिणाम"),
        ),
        Column(
            "Call back by",
            Kind.DATETIME,
            "Until when the call is to be returned.",
            "2026-03-11 12:00",
            aliases=("Return call by", "Callback by", "Rückruf bis"),
            rule="Required where Result is Call back.",
        ),
        Column(
            "Done",
            Kind.LIST,
            "Whether nothing is left to do about it.",
            "No",
            required=True,
            allowed=("No", "Yes"),
            aliases=("Finished", "Erledigt", "पूर्ण"),
        ),
        Column(
            "Left at",
            Kind.TIME,
            "When a visitor left the house.",
            "",
            aliases=("Time out", "Left", "Signed out", "Gegangen um"),
            rule="For visitors.",
        ),
        Column(
            "Customer", Kind.TEXT, "The customer that name, company and phone fit best.", "C00117", owner=Owner.OURS
        ),
        Column(
            "Flag",
            Kind.TEXT,
            "What needs a look: a call not returned in time, a visitor not signed out.",
            "late by 2 h",
            owner=Owner.OURS,
        ),
    ),
)
