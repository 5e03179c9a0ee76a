"""Order Lines: what each order asks for."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

ORDER_LINES = Sheet(
    "Order Lines",
    "One row per line of an order: what, how many, at which price. The grey columns count what has been delivered and invoiced.",
    group="Sales",
    book="standard",
    currency_via=("Order No", "Orders", "Currency"),
    aliases=("Order items", "Order details", "Auftragspositionen", "Bestellpositionen"),
    columns=(
        Column("Order No", Kind.TEXT, "The order that the line belongs to.", "SO-2026-0102", key=True, refers_to=("Orders", "Order No"), aliases=("Order", "Order number", "Order #", "Order ID", "Ord. no.", "Sales order No", "SO No", "SO number", "SO #", "Auftragsnr.", "Auftragsnummer", "ऑर्डर नं.", "ऑर्डर सं.", "ऑर्डर संख्या")),
        Column("Line", Kind.WHOLE, "Number of the line within the order.", "1", key=True, aliases=("Line No", "Line number", "Line #", "Pos", "Position", "Item", "Item No", "पंक्ति")),
        Column("SKU", Kind.TEXT, "The product; leave it blank for a line of free text.", "PMP-40", refers_to=("Products", "SKU"), aliases=("Product", "Product code", "Article", "Article No", "Part No", "Part number", "Artikel", "Artikelnr.", "Artikelnummer", "उत्पाद कोड")),
        Column("Description", Kind.TEXT, "What is sold, as it is printed.", "Pump 40 l/min", required=True, aliases=("Text", "Product name", "Item description", "Bezeichnung", "Beschreibung", "विवरण")),
        Column("Qty", Kind.NUMBER, "How many units were ordered.", "10", required=True, minimum=0, aliases=("Quantity", "Ordered", "Ordered qty", "Menge", "Anzahl", "मात्रा"), rule="more than 0"),
        Column("Unit price", Kind.MONEY, "Price of one unit before discount and tax, in the currency of the order.", "480.00", required=True, aliases=("Price", "Price each", "Net price", "Einzelpreis", "Preis", "इकाई मूल्य")),
        Column("Discount %", Kind.PERCENT, "Discount on the unit price.", "0%", aliases=("Discount", "Disc %", "Line discount", "Rabatt", "Rabatt %", "छूट %")),
        Column("Tax code", Kind.TEXT, "The tax that the line carries.", "S20", required=True, refers_to=("Taxes", "Tax code"), aliases=("Tax", "VAT code", "Steuerschlüssel", "Steuercode", "कर कोड")),
        Column("Promised for", Kind.DATE, "A day of its own for this line.", aliases=("Promised", "Promised date", "Promise date", "Due date", "Delivery date", "Zugesagt für", "Liefertermin"), rule="blank means the day of the order"),
        Column("Delivered", Kind.NUMBER, "Units delivered so far, less returns.", "6", owner=Owner.OURS),
        Column("Back order", Kind.NUMBER, "Units that still have to be delivered.", "4", owner=Owner.OURS),
        Column("Invoiced", Kind.NUMBER, "Units invoiced so far, less credit notes.", "6", owner=Owner.OURS),
    ),
)
