"""Settings: one name and one value per row."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

SETTINGS = Sheet(
    "Settings",
    "How this office works: its currency, its hours, its reminders. One row per setting; a setting without a row has its default.",
    group="Setup",
    book="starter",
    aliases=("Einstellungen", "सेटिंग्स"),
    columns=(
        Column(
            "Setting",
            Kind.TEXT,
            "Name of the setting, from the list of known names.",
            "Base currency",
            key=True,
            aliases=("Name", "Setting name", "Option", "Einstellung", "सेटिंग"),
            rule="one of the known names",
        ),
        Column(
            "Value",
            Kind.ANY,
            "What it is set to: a text, a number, a date or a share, as the setting asks.",
            "EUR",
            aliases=("Setting value", "Wert", "मान"),
            rule="of the type that the setting takes; blank means its default",
        ),
        Column(
            "Meaning",
            Kind.TEXT,
            "What the setting does, filled in for you.",
            "Currency of all report totals",
            owner=Owner.OURS,
        ),
    ),
)
