"""Quote Lines: what each quote offers."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet
from salessheets.sheets import aliases

QUOTE_LINES = Sheet(
    "Quote Lines",
    "One row per line of a quote: what, how many, at which price.",
    group="Sales",
    book="standard",
    currency_via=("Quote No", "Quotes", "Currency"),
    aliases=("Quote items", "Quotation lines", "Estimate lines", "Angebotspositionen"),
    columns=(
        Column(
            "Quote No",
            Kind.TEXT,
            "The quote that the line belongs to.",
            "Q-2026-0031",
            key=True,
            refers_to=("Quotes", "Quote No"),
            aliases=aliases.QUOTE_NO,
        ),
        Column(
            "Line",
            Kind.WHOLE,
            "Number of the line within the quote.",
            "1",
            key=True,
            aliases=aliases.LINE,
        ),
        Column(
            "SKU",
            Kind.TEXT,
            "The product; leave it blank for a line of free text.",
            "PMP-40",
            refers_to=("Products", "SKU"),
            aliases=aliases.SKU,
            rule="may be blank where Description says what is meant",
        ),
        Column(
            "Description",
            Kind.TEXT,
            "What is offered, as it is printed.",
            "Pump 40 l/min",
            required=True,
            aliases=aliases.DESCRIPTION,
        ),
        Column(
            "Qty",
            Kind.NUMBER,
            "How many units are offered.",
            "10",
            required=True,
            minimum=0,
            aliases=("Quantity", "Menge", "Anzahl", "मात्रा"),
            rule="more than 0",
        ),
        Column(
            "Unit price",
            Kind.MONEY,
            "Price of one unit before discount, in the currency of the quote.",
            "480.00",
            required=True,
            aliases=aliases.UNIT_PRICE,
        ),
        Column(
            "Discount %",
            Kind.PERCENT,
            "Discount on the unit price.",
            "0%",
            aliases=aliases.DISCOUNT,
        ),
        Column(
            "Tax code",
            Kind.TEXT,
            "The tax that the line carries.",
            "S20",
            required=True,
            refers_to=("Taxes", "Tax code"),
            aliases=aliases.TAX_CODE,
        ),
        Column("Line net", Kind.MONEY, "Quantity times price less discount, before tax.", "4,800.00", owner=Owner.OURS),
    ),
)
