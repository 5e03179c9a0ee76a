"""Exchange Rates: what foreign currencies are worth in base currency, by day."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet

EXCHANGE_RATES = Sheet(
    "Exchange Rates",
    "One row per day and currency, for books in more than one currency. A day without a row uses the newest rate before it.",
    group="Setup",
    book="full",
    aliases=("FX rates", "Currency rates", "Rates of exchange", "Wechselkurse", "Devisenkurse", "विनिमय दरें"),
    columns=(
        Column(
            "Date",
            Kind.DATE,
            "The day of the rate.",
            "2026-03-31",
            key=True,
            aliases=("Day", "Rate date", "Datum", "Kursdatum", "दिनांक"),
        ),
        Column(
            "Currency",
            Kind.LIST,
            "The foreign currency.",
            "GBP",
            key=True,
            aliases=("Ccy", "Cur", "Currency code", "Währung", "Whg", "मुद्रा"),
            rule="three letters of ISO 4217",
        ),
        Column(
            "Rate to base",
            Kind.NUMBER,
            "How many units of base currency one unit of the foreign one is worth.",
            "1.1642",
            required=True,
            minimum=0,
            aliases=("Rate", "Exchange rate", "FX rate", "Kurs", "Wechselkurs", "विनिमय दर"),
            rule="more than 0",
        ),
    ),
)
