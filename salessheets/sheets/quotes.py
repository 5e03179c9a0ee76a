"""Quotes: prices offered to customers."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

QUOTES = Sheet(
    "Quotes",
    "One row per quote; what is offered stands on Quote Lines. The grey columns total it and say whether it is still open.",
    group="Sales",
    book="standard",
    currency="Currency",
    aliases=("Quotations", "Estimates", "Offers", "Angebote", "कोटेशन"),
    columns=(
        Column("Quote No", Kind.TEXT, "Your number of the quote.", "Q-2026-0031", key=True, aliases=("Quote", "Quote number", "Quote #", "Quote ID", "Quotation No", "Estimate No", "Offer No", "Angebotsnr.", "Angebotsnummer", "कोटेशन सं.")),
        Column("Revision of", Kind.TEXT, "The earlier quote that this one replaces.", refers_to=("Quotes", "Quote No"), aliases=("Revises", "Replaces", "Revision of quote", "Ersetzt")),
        Column("Date", Kind.DATE, "The day on the quote.", "2026-02-03", required=True, aliases=("Quote date", "Quoted on", "Angebotsdatum", "Datum", "दिनांक")),
        Column("Customer ID", Kind.TEXT, "Who gets the quote.", "C00117", required=True, refers_to=("Customers", "Customer ID"), aliases=("Customer", "Customer No", "Customer number", "Customer #", "Cust. no.", "Cust ID", "Client ID", "Kunde", "Kundennummer", "Kundennr.", "ग्राहक आईडी", "ग्राहक सं.")),
        Column("Contact ID", Kind.TEXT, "The person to whom it is addressed.", "P0231", refers_to=("Contacts", "Contact ID"), aliases=("Contact", "Contact No", "Contact person", "Ansprechpartner", "Kontakt")),
        Column("Rep ID", Kind.TEXT, "The rep who made the quote.", "R03", required=True, refers_to=("Reps", "Rep ID"), aliases=("Rep", "Sales rep", "Salesperson", "Vertreter", "Verkäufer", "विक्रय प्रतिनिधि")),
        Column("Valid until", Kind.DATE, "Last day on which the customer may accept.", "2026-03-05", required=True, aliases=("Valid to", "Expires", "Expiry date", "Gültig bis"), rule="not before Date"),
        Column("Status", Kind.LIST, "What has happened to the quote so far.", "Sent", required=True, allowed=("Draft", "Sent", "Accepted", "Rejected", "Withdrawn"), aliases=("Quote status", "Angebotsstatus", "स्थिति")),
        Column("Lost reason", Kind.LIST, "Why the customer said no.", list_name="Lost reason", aliases=("Reason lost", "Reason for loss", "Verlustgrund", "Ablehnungsgrund"), rule="required where Status is Rejected"),
        Column("Prices include tax", Kind.LIST, "Yes if the unit prices of the lines already contain tax.", "No", required=True, allowed=("No", "Yes"), aliases=("Incl. tax", "Tax included", "Including VAT", "Bruttopreise")),
        Column("Currency", Kind.LIST, "Currency of the prices of the quote.", "GBP", required=True, aliases=("Ccy", "Cur", "Currency code", "Währung", "Whg", "मुद्रा"), rule="three letters of ISO 4217"),
        Column("Chance %", Kind.PERCENT, "How likely you think it is that the quote becomes an order.", "50%", minimum=0, maximum=1, aliases=("Chance", "Probability", "Probability %", "Win %", "Wahrscheinlichkeit"), rule="0 to 100 %"),
        Column("Expected by", Kind.DATE, "When you expect the order.", "2026-03-15", aliases=("Expected on", "Expected order date", "Close date", "Erwartet bis")),
        Column("Net", Kind.MONEY, "Sum of the quote lines before tax.", "4,800.00", owner=Owner.OURS, rule="from the lines"),
        Column("Gross", Kind.MONEY, "Sum of the quote with tax.", "5,760.00", owner=Owner.OURS),
        Column("State", Kind.LIST, "Where the quote stands today, with expiry, orders and newer revisions taken into account.", "Open", allowed=("Draft", "Open", "Expired", "Won", "Lost", "Superseded"), owner=Owner.OURS),
        Column("Chase on", Kind.DATE, "The day on which to ask the customer about the quote.", "2026-02-10", owner=Owner.OURS),
    ),
)
