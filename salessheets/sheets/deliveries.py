"""Deliveries: what left the house and what came back."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

DELIVERIES = Sheet(
    "Deliveries",
    "One row per order line shipped. Goods that come back are rows with a negative quantity.",
    group="Sales",
    book="standard",
    aliases=("Shipments", "Delivery notes", "Lieferungen", "Lieferscheine", "डिलीवरी"),
    columns=(
        Column("Delivery No", Kind.TEXT, "Number of the delivery note; it repeats when several lines travel together.", "DN-0455", key=True, aliases=("Delivery", "Delivery number", "Delivery #", "Delivery note", "Delivery note No", "DN No", "Shipment No", "Lieferscheinnr.", "Lieferscheinnummer", "Lieferschein"), rule="may repeat over order lines"),
        Column("Order No", Kind.TEXT, "The order that is delivered.", "SO-2026-0102", key=True, refers_to=("Orders", "Order No"), aliases=("Order", "Order number", "Order #", "Order ID", "Ord. no.", "Sales order No", "SO No", "SO number", "SO #", "Auftragsnr.", "Auftragsnummer", "ऑर्डर नं.", "ऑर्डर सं.", "ऑर्डर संख्या")),
        Column("Order line", Kind.WHOLE, "The line of that order.", "1", key=True, aliases=("Line", "Line No", "Order line No", "Order item", "Pos", "Position", "Auftragsposition"), rule="together with Order No a row of Order Lines"),
        Column("Qty", Kind.NUMBER, "Units shipped.", "6", required=True, aliases=("Quantity", "Delivered qty", "Qty delivered", "Menge", "Liefermenge", "मात्रा"), rule="below 0 for a return"),
        Column("Shipped on", Kind.DATE, "The day on which the goods left.", "2026-02-27", aliases=("Shipped", "Ship date", "Dispatch date", "Dispatched on", "Versanddatum", "Versendet am")),
        Column("Carrier", Kind.LIST, "Who carries the goods.", "DHL", list_name="Carrier", aliases=("Shipper", "Shipped by", "Shipped via", "Courier", "Spediteur", "Frachtführer", "वाहक")),
        Column("Tracking", Kind.TEXT, "The number under which the carrier knows the parcel.", "JD0146", aliases=("Tracking No", "Tracking number", "Tracking #", "Sendungsnummer", "Sendungsnr.")),
        Column("Status", Kind.LIST, "How far the goods have come.", "Delivered", required=True, allowed=("Planned", "Shipped", "Delivered", "Failed", "Returned"), aliases=("Delivery status", "Lieferstatus", "स्थिति")),
        Column("Delivered on", Kind.DATE, "The day on which the customer received the goods.", "2026-03-02", aliases=("Delivery date", "Date delivered", "Received on", "Lieferdatum", "Geliefert am", "डिलीवरी दिनांक"), rule="required where Status is Delivered"),
        Column("Signed by", Kind.TEXT, "Who signed for the goods.", "R. Olsen", aliases=("Received by", "POD", "Proof of delivery", "Unterschrieben von", "Empfangen von")),
        Column("Return reason", Kind.LIST, "Why the goods came back.", list_name="Return reason", aliases=("Reason for return", "Returned because", "Rücksendegrund", "Retourengrund"), rule="required where Qty is below 0"),
        Column("Delivery check", Kind.TEXT, "OK, or what is wrong: too many, too early, no such order, an address that is missing.", "OK", owner=Owner.OURS),
    ),
)
