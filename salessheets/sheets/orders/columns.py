"""Orders: what customers have ordered, declared."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

ORDERS = Sheet(
    "Orders",
    "One row per sales order; what was ordered stands on Order Lines. The grey columns follow delivery and invoicing.",
    group="Sales",
    book="standard",
    currency="Currency",
    aliases=("Sales orders", "Order book", "Aufträge", "Bestellungen", "Kundenaufträge", "ऑर्डर"),
    columns=(
        Column("Order No", Kind.TEXT, "Your number of the order.", "SO-2026-0102", key=True, aliases=("Order number", "Order #", "Order ID", "Ord. no.", "Sales order", "Sales order No", "SO No", "SO number", "SO #", "Auftragsnr.", "Auftragsnummer", "ऑर्डर नं.", "ऑर्डर सं.", "ऑर्डर संख्या")),
        Column("Date", Kind.DATE, "The day on which the order was placed.", "2026-02-11", required=True, aliases=("Order date", "Ordered on", "Auftragsdatum", "Bestelldatum", "Datum", "दिनांक", "ऑर्डर दिनांक")),
        Column("Customer ID", Kind.TEXT, "Who ordered.", "C00117", required=True, refers_to=("Customers", "Customer ID"), aliases=("Customer", "Customer No", "Customer number", "Customer #", "Cust. no.", "Cust ID", "Client ID", "Kunde", "Kundennummer", "Kundennr.", "ग्राहक आईडी", "ग्राहक सं.")),
        Column("Quote No", Kind.TEXT, "The quote that led to this order.", "Q-2026-0031", refers_to=("Quotes", "Quote No"), aliases=("Quote", "Quote number", "Quote #", "Quotation No", "Estimate No", "Angebotsnr.", "Angebotsnummer", "Angebot")),
        Column("Contract No", Kind.TEXT, "The contract under which the order was placed.", refers_to=("Contracts", "Contract No"), aliases=("Contract", "Contract number", "Contract #", "Vertragsnr.", "Vertragsnummer", "Vertrag")),
        Column("Customer PO", Kind.TEXT, "The number that the customer gave the order.", "4500123", aliases=("PO", "PO No", "PO number", "PO #", "Purchase order", "Purchase order No", "Customer order No", "Your order", "Bestellnummer", "Bestellnr.", "Kundenbestellnummer")),
        Column("Rep ID", Kind.TEXT, "The rep who gets the credit for the order. It stays as it was on the day of the order.", "R03", required=True, refers_to=("Reps", "Rep ID"), aliases=("Rep", "Sales rep", "Salesperson", "Vertreter", "Verkäufer", "विक्रय प्रतिनिधि"), rule="frozen when the order is taken"),
        Column("2nd rep", Kind.TEXT, "A second rep who shares the credit.", refers_to=("Reps", "Rep ID"), aliases=("Second rep", "2nd Rep ID", "Split rep", "Zweiter Vertreter")),
        Column("2nd rep share %", Kind.PERCENT, "The share of the order that counts for the second rep.", minimum=0, maximum=1, aliases=("Second rep share", "2nd rep share", "2nd rep %", "Split %", "Anteil zweiter Vertreter"), rule="0 to 100 %"),
        Column("Promised for", Kind.DATE, "The day promised to the customer for the whole order; a line may have its own.", "2026-03-02", required=True, aliases=("Promised", "Promised date", "Promise date", "Due date", "Delivery date", "Delivery due", "Zugesagt für", "Liefertermin", "डिलीवरी तिथि")),
        Column("Ship complete", Kind.LIST, "Yes if nothing may leave before everything is there.", "No", required=True, allowed=("No", "Yes"), aliases=("Complete only", "No part deliveries", "Komplettlieferung", "Nur komplett liefern")),
        Column("Status", Kind.LIST, "What you have decided about the order; how far it has come stands under Progress.", "Confirmed", required=True, allowed=("Draft", "Confirmed", "On hold", "Cancelled", "Closed short"), aliases=("Order status", "Auftragsstatus", "स्थिति")),
        Column("Hold reason", Kind.LIST, "Why the order is on hold.", list_name="Hold reason", aliases=("Reason for hold", "On hold because", "Sperrgrund"), rule="required where Status is On hold"),
        Column("Currency", Kind.LIST, "Currency of the prices of the order.", "GBP", required=True, aliases=("Ccy", "Cur", "Currency code", "Währung", "Whg", "मुद्रा"), rule="three letters of ISO 4217"),
        Column("Net", Kind.MONEY, "Sum of the order lines before tax.", "4,800.00", owner=Owner.OURS),
        Column("Delivered %", Kind.PERCENT, "How much of the order has arrived and stayed, by quantity; more than was ordered does not count.", "60%", owner=Owner.OURS, rule="of each line the smaller of ordered and delivered less returned"),
        Column("Invoiced %", Kind.PERCENT, "How much of the order has been invoiced: by quantity, or by amount where the invoices do not tell the units.", "60%", owner=Owner.OURS),
        Column("Progress", Kind.LIST, "How far the order has come.", "Partly delivered", allowed=("On hold", "Cancelled", "Over-delivered", "Late", "Partly delivered", "Not started", "Delivered, to invoice", "Complete"), owner=Owner.OURS, rule="the first of the list that holds"),
        Column("Days late", Kind.WHOLE, "Days between the promised day and today, or the day of the last delivery.", "4", owner=Owner.OURS),
    ),
)
