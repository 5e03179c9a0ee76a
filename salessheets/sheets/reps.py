"""Reps: the people who sell."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet
from salessheets.sheets import aliases

REPS = Sheet(
    "Reps",
    "One row per sales executive, with team, region and the days on which they came and left.",
    group="People",
    book="starter",
    aliases=(
        "Sales reps",
        "Salespeople",
        "Sales team",
        "Sales executives",
        "Vertreter",
        "Verkäufer",
        "Außendienst",
        "विक्रय प्रतिनिधि",
    ),
    columns=(
        Column(
            "Rep ID",
            Kind.TEXT,
            "Short code of the rep, used on every other sheet.",
            "R03",
            key=True,
            aliases=("Rep", "Rep No", "Rep code", "Rep #", "Sales rep", "Salesperson", "Vertreternr.", "Vertreter"),
        ),
        Column(
            "Name",
            Kind.TEXT,
            "First and last name.",
            "Anita Rao",
            required=True,
            aliases=("Rep name", "Full name", "Vertretername", "नाम"),
        ),
        Column(
            "E-mail",
            Kind.EMAIL,
            "The address of the rep at work.",
            "anita@acme.example",
            required=True,
            aliases=aliases.E_MAIL,
            rule="no two reps share one",
        ),
        Column(
            "Team",
            Kind.LIST,
            "The team that the rep sells with.",
            "Direct",
            list_name="Team",
            aliases=("Sales team", "Verkaufsteam", "टीम"),
        ),
        Column(
            "Region",
            Kind.LIST,
            "The region that the rep looks after.",
            "North",
            list_name="Region",
            aliases=("Sales region", "Territory", "Area", "Gebiet", "Verkaufsgebiet", "क्षेत्र"),
        ),
        Column(
            "Reports to",
            Kind.TEXT,
            "The rep who leads this one.",
            "R01",
            refers_to=("Reps", "Rep ID"),
            aliases=("Manager", "Team lead", "Boss", "Vorgesetzter", "Berichtet an"),
            rule="nobody reports to themselves, not even by way of others",
        ),
        Column(
            "Started",
            Kind.DATE,
            "First day in the sales office.",
            "2024-02-01",
            required=True,
            aliases=("Start date", "Started on", "Joined", "Eintritt", "Eintrittsdatum"),
        ),
        Column(
            "Left",
            Kind.DATE,
            "Last day in the sales office; blank while the rep is here.",
            aliases=("Left on", "Leaving date", "End date", "Austritt", "Austrittsdatum"),
            rule="not before Started",
        ),
        Column(
            "Time zone",
            Kind.LIST,
            "Where the rep works, for the diary.",
            "Europe/London",
            required=True,
            aliases=("TZ", "Zeitzone", "समय क्षेत्र"),
            rule="a zone such as Europe/London or Asia/Kolkata",
        ),
    ),
)
