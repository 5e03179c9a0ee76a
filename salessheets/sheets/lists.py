"""Lists: one column per dropdown that the admin may extend."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet

LISTS = Sheet(
    "Lists",
    "The words offered by the dropdowns of other sheets, one list per column. Add your own below the last one.",
    group="Setup",
    book="starter",
    aliases=("Dropdowns", "Dropdown lists", "Listen", "Auswahllisten", "सूचियाँ"),
    columns=(
        Column(
            "Region",
            Kind.TEXT,
            "Sales regions, for customers, reps and targets.",
            "North",
            aliases=("Regions", "Sales regions", "Gebiete", "क्षेत्र"),
        ),
        Column(
            "Segment",
            Kind.TEXT,
            "Your grouping of customers.",
            "B",
            aliases=("Segments", "Customer groups", "Segmente"),
        ),
        Column("Team", Kind.TEXT, "Teams of reps.", "Direct", aliases=("Teams", "Sales teams")),
        Column(
            "Product group",
            Kind.TEXT,
            "Groups of products, for targets and reports.",
            "Pumps",
            aliases=("Product groups", "Warengruppen", "उत्पाद समूह"),
        ),
        Column("Unit", Kind.TEXT, "Units in which products are sold.", "pc", aliases=("Units", "Einheiten", "Einheit")),
        Column(
            "Lost reason",
            Kind.TEXT,
            "Why quotes are lost.",
            "Price",
            aliases=("Lost reasons", "Reasons for loss", "Verlustgründe"),
        ),
        Column(
            "Hold reason",
            Kind.TEXT,
            "Why orders are put on hold.",
            "Credit limit",
            aliases=("Hold reasons", "Sperrgründe"),
        ),
        Column("Carrier", Kind.TEXT, "Who carries your goods.", "DHL", aliases=("Carriers", "Spediteure")),
        Column(
            "Return reason",
            Kind.TEXT,
            "Why goods come back.",
            "Damaged",
            aliases=("Return reasons", "Rücksendegründe", "Retourengründe"),
        ),
        Column("Card brand", Kind.TEXT, "Kinds of payment cards.", "Visa", aliases=("Card brands", "Kartenmarken")),
        Column(
            "Topic",
            Kind.TEXT,
            "Customer needs that survey questions measure.",
            "Delivery",
            aliases=("Topics", "Survey topics", "Themen", "Thema"),
        ),
    ),
)
