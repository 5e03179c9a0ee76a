"""Invoice Lines: what was invoiced, item by item."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

INVOICE_LINES = Sheet(
    "Invoice Lines",
    "One row per line of an invoice or credit note. Without lines the invoice's Net and Tax stand alone.",
    group="Money",
    book="standard",
    currency_via=("Invoice No", "Invoices", "Currency"),
    aliases=("Invoice items", "Invoice details", "Invoice positions", "Rechnungspositionen"),
    columns=(
        Column("Invoice No", Kind.TEXT, "The document that the line belongs to.", "INV-20417", key=True, refers_to=("Invoices", "Invoice No"), aliases=("Invoice #", "Inv No", "Inv #", "Invoice number", "Rechnungsnr.", "Rechnungsnummer", "चालान सं.", "चालान संख्या")),
        Column("Line", Kind.WHOLE, "Number of the line on its document.", "1", key=True, aliases=("Line No", "Line #", "Invoice line", "Item No", "Pos", "Position", "Zeile")),
        Column("Order No", Kind.TEXT, "The order that the line invoices, if there was one.", "SO-2026-0102", refers_to=("Orders", "Order No"), aliases=("Order", "Order #", "Order number", "Sales order", "SO No", "Auftragsnr.", "Auftragsnummer", "आदेश सं.")),
        Column("Order line", Kind.WHOLE, "The line of that order.", "1", aliases=("Order line No", "SO line", "Auftragsposition")),
        Column("SKU", Kind.TEXT, "The product; blank for a line of text.", "PMP-40", refers_to=("Products", "SKU"), aliases=("Product", "Product code", "Item", "Item code", "Article No", "Artikelnr.", "Artikelnummer", "उत्पाद कोड")),
        Column("Description", Kind.TEXT, "What the customer reads on the line.", "Pump 40 l/min", required=True, aliases=("Text", "Item description", "Product name", "Bezeichnung", "Beschreibung", "विवरण")),
        Column("Qty", Kind.NUMBER, "How many are invoiced.", "6", required=True, aliases=("Quantity", "Units", "Menge", "Anzahl", "मात्रा")),
        Column("Unit price", Kind.MONEY, "Price of one, before tax and discount.", "480.00", required=True, aliases=("Price", "Price each", "Einzelpreis", "Stückpreis", "इकाई मूल्य")),
        Column("Discount %", Kind.PERCENT, "What is taken off the price.", "0%", aliases=("Discount", "Disc %", "Line discount", "Rabatt", "Rabatt %", "छूट %")),
        Column("Tax code", Kind.TEXT, "The tax rate of the line.", "S20", required=True, refers_to=("Taxes", "Tax code"), aliases=("Tax", "VAT code", "Steuerschlüssel", "Steuercode", "कर कोड")),
        Column("Line net", Kind.MONEY, "Quantity times price less discount, before tax.", "2,880.00", owner=Owner.OURS),
    ),
)
