"""Taxes: dated rates."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet
from salessheets.sheets import aliases

TAXES = Sheet(
    "Taxes",
    "One row per tax rate and the day from which it is valid. Invoices use the newest rate on or before their date.",
    group="Setup",
    book="starter",
    aliases=("Tax rates", "Steuersätze", "VAT rates"),
    columns=(
        Column(
            "Tax code",
            Kind.TEXT,
            "Short name of the rate, used on products and lines.",
            "S20",
            key=True,
            aliases=aliases.TAX_CODE,
        ),
        Column(
            "Rate",
            Kind.PERCENT,
            "The rate from this day on.",
            "20%",
            required=True,
            minimum=0,
            maximum=1,
            aliases=("Tax rate", "VAT rate", "Steuersatz", "कर दर"),
        ),
        Column(
            "Valid from",
            Kind.DATE,
            "First day of the rate.",
            "2011-01-04",
            key=True,
            aliases=("From", "Gültig ab", "Valid since"),
        ),
        Column(
            "Label",
            Kind.TEXT,
            "How the rate is printed on invoices.",
            "VAT 20%",
            required=True,
            aliases=("Tax label", "Bezeichnung"),
        ),
    ),
)
