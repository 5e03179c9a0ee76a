"""Payment Terms: how a due date is made."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet

PAYMENT_TERMS = Sheet(
    "Payment Terms",
    "How due dates and discounts are worked out. One row per instalment; most terms have a single row.",
    group="Setup",
    book="starter",
    aliases=("Terms", "Terms of payment", "Zahlungsbedingungen", "भुगतान शर्तें"),
    columns=(
        Column("Terms", Kind.TEXT, "Name of the terms, as chosen on customers and invoices.", "30 EOM", key=True, aliases=("Payment terms", "Terms code", "Terms name", "Zahlungsbedingung")),
        Column("Line", Kind.WHOLE, "Number of the instalment within the terms.", "1", key=True, minimum=1, aliases=("Line No", "Instalment", "Instalment No", "Rate Nr.", "Zeile"), rule="1, 2, 3 and so on"),
        Column("Portion %", Kind.PERCENT, "The share of the invoice that falls due with this instalment.", "100%", required=True, minimum=0, maximum=1, aliases=("Portion", "Share %", "Share", "Anteil", "Anteil %"), rule="the rows of one name add up to 100 %"),
        Column("Months", Kind.WHOLE, "Calendar months added to the day it counts from.", "0", minimum=0, aliases=("Plus months", "Add months", "Monate"), rule="0 or more"),
        Column("Days", Kind.WHOLE, "Days added after the months.", "30", minimum=0, aliases=("Plus days", "Add days", "Net days", "Tage"), rule="0 or more"),
        Column("End of month", Kind.LIST, "Whether the date moves to the end of its month, before or after the days are added.", "After adding days", required=True, allowed=("No", "After adding days", "Before adding days"), aliases=("EOM", "Month end", "Monatsende")),
        Column("Pay on day", Kind.WHOLE, "A fixed day of the month to which the date moves on.", minimum=1, maximum=31, aliases=("Day of month", "Fixed day", "Zahltag"), rule="1 to 31; in a shorter month its last day"),
        Column("Counts from", Kind.LIST, "The day from which the term runs.", "Invoice date", required=True, allowed=("Invoice date", "Delivery date", "Order date"), aliases=("Count from", "Starts from", "Basis", "Zählt ab")),
        Column("Discount %", Kind.PERCENT, "Cash discount for quick payment.", "2%", minimum=0, maximum=1, aliases=("Discount", "Cash discount %", "Skonto", "Skonto %"), rule="0 to 100 %"),
        Column("Discount days", Kind.WHOLE, "Days within which the cash discount may be taken.", "10", minimum=0, aliases=("Cash discount days", "Skontotage", "Skontofrist"), rule="0 or more"),
    ),
)
