"""The columns of the Invoices sheet."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

AGES = ("Not due", "1-30", "31-60", "61-90", "91-120", "120+", "Unapplied")
"""The age classes of the default age edges, and where a credit not yet used stands."""

PAYMENT_STATUSES = (
    "Draft", "Open", "Partly paid", "Paid", "Overpaid", "Overdue", "Disputed", "Credited", "Written off", "Cancelled",
)  # fmt: skip
"""What can be said of an invoice's payment, as offered in its filter."""

INVOICES = Sheet(
    "Invoices",
    "One row per invoice, credit note or deposit invoice. Net and Tax are typed; what is paid, open and overdue is worked out.",
    group="Money",
    book="starter",
    currency="Currency",
    aliases=("Invoice", "Invoice register", "Sales invoices", "Invoice list", "Rechnungen", "Ausgangsrechnungen", "चालान"),
    columns=(
        Column("Invoice No", Kind.TEXT, "The number printed on the document. Numbers of one series leave no gap.", "INV-20417", key=True, rule="Gapless per series; gaps are reported.", aliases=("Invoice #", "Inv No", "Inv #", "Invoice number", "Invoice Nr", "Document No", "Rechnungsnr.", "Rechnungsnummer", "Rechnung Nr.", "Belegnummer", "चालान सं.", "चालान संख्या")),
        Column("Type", Kind.LIST, "What kind of document the row is.", "Invoice", required=True, allowed=("Invoice", "Credit note", "Deposit"), aliases=("Document type", "Invoice type", "Belegart", "प्रकार")),
        Column("Date", Kind.DATE, "The date printed on the document.", "2026-03-02", required=True, aliases=("Invoice date", "Document date", "Rechnungsdatum", "Belegdatum", "Datum", "चालान तिथि", "दिनांक")),
        Column("Customer ID", Kind.TEXT, "Who owes the amount.", "C00117", required=True, refers_to=("Customers", "Customer ID"), aliases=("Customer", "Customer No", "Customer number", "Cust ID", "Cust No", "Client ID", "Kundennr.", "Kundennummer", "ग्राहक सं.", "ग्राहक आईडी")),
        Column("Order No", Kind.TEXT, "The order that is invoiced, if there was one.", "SO-2026-0102", refers_to=("Orders", "Order No"), aliases=("Order", "Order #", "Order number", "Sales order", "SO No", "Auftragsnr.", "Auftragsnummer", "आदेश सं.")),
        Column("Corrects", Kind.TEXT, "On a credit note: the invoice it takes back. Blank means it stands for itself.", "", refers_to=("Invoices", "Invoice No"), aliases=("Credit for", "Corrects invoice", "Original invoice", "Korrigiert", "Gutschrift zu"), rule="Only on credit notes."),
        Column("Rep ID", Kind.TEXT, "Who made the sale. It stays as it was on the day of the invoice.", "R03", required=True, refers_to=("Reps", "Rep ID"), aliases=("Rep", "Sales rep", "Salesperson", "Sales executive", "Account manager", "Vertreter", "Verkäufer"), rule="Frozen on the document."),
        Column("Terms", Kind.TEXT, "The payment terms agreed for this document.", "30 EOM", required=True, refers_to=("Payment Terms", "Terms"), aliases=("Payment terms", "Terms of payment", "Zahlungsbedingungen", "Zahlungsziel", "भुगतान शर्तें"), rule="Frozen on the document."),
        Column("Due date override", Kind.DATE, "A due date agreed for this one document. It wins over the terms.", "", aliases=("Due override", "Agreed due date", "Special due date", "Abweichende Fälligkeit")),
        Column("Currency", Kind.LIST, "Currency of all amounts in the row.", "GBP", required=True, aliases=("Curr", "Ccy", "Currency code", "Währung", "मुद्रा"), rule="ISO 4217 code."),
        Column("Net", Kind.MONEY, "Amount before tax, below zero on a credit note. Where lines exist, it must equal their sum.", "2,880.00", required=True, aliases=("Net amount", "Amount net", "Subtotal", "Nettobetrag", "Netto", "शुद्ध राशि"), rule="Negative on credit notes; a difference from the sum of its lines is a finding."),
        Column("Tax", Kind.MONEY, "The tax on it, with the sign of the net amount.", "576.00", required=True, aliases=("Tax amount", "VAT", "VAT amount", "GST", "Sales tax", "MwSt.", "USt.", "Mehrwertsteuer", "Umsatzsteuer", "Steuerbetrag", "कर")),
        Column("Status", Kind.LIST, "Where the document stands with you. Only sent ones are owed.", "Sent", required=True, allowed=("Draft", "Sent", "Cancelled", "Written off"), aliases=("Invoice status", "Document status", "Rechnungsstatus", "स्थिति")),
        Column("Sent on", Kind.DATE, "The day it went to the customer.", "2026-03-02", aliases=("Date sent", "Sent", "Sent date", "Versandt am", "Gesendet am")),
        Column("Dispute", Kind.LIST, "Whether the customer contests it. A disputed invoice gets no reminder.", "No", required=True, allowed=("No", "Yes"), aliases=("Disputed", "In dispute", "Strittig", "Reklamiert", "विवाद")),
        Column("Dispute reason", Kind.TEXT, "What the customer objects to.", "", aliases=("Reason for dispute", "Reklamationsgrund", "विवाद का कारण"), rule="Required where Dispute is Yes."),
        Column("Promised payment", Kind.DATE, "The day by which the customer promised to pay. Reminders wait until then.", "", aliases=("Promise to pay", "Promised on", "Promised payment date", "Zugesagte Zahlung", "Zahlung zugesagt"), rule="Pauses reminders until then."),
        Column("No reminders until", Kind.DATE, "Your own decision to hold reminders back until this day.", "", aliases=("Reminder stop", "Reminder block until", "Mahnsperre", "Mahnsperre bis")),
        Column("Gross", Kind.MONEY, "Net and tax together.", "3,456.00", owner=Owner.OURS, rule="Net + Tax."),
        Column("Due date", Kind.DATE, "The day on which it has to be paid, from the terms or the override. With instalments: the next one open.", "2026-04-30", owner=Owner.OURS),
        Column("Discount until", Kind.DATE, "Last day of the early-payment discount.", "2026-03-12", owner=Owner.OURS),
        Column("Settled", Kind.MONEY, "What payments, credits, discounts and write-offs have covered up to the as-of date.", "0.00", owner=Owner.OURS),
        Column("Open", Kind.MONEY, "What is still owed; below zero is in the customer's favour.", "3,456.00", owner=Owner.OURS),
        Column("Days overdue", Kind.WHOLE, "Days since it should have been paid; 0 while it is not overdue.", "0", owner=Owner.OURS, rule="0 if not overdue."),
        Column("Age", Kind.LIST, "Age class of the open amount in days, by the edges in Settings.", "Not due", allowed=AGES, owner=Owner.OURS),
        Column("Payment status", Kind.LIST, "How far it is paid, in one word.", "Open", allowed=PAYMENT_STATUSES, owner=Owner.OURS, rule="Where several would fit, the one to act on wins."),
        Column("Reminder due", Kind.WHOLE, "The reminder level to send next; blank when none is due.", "", owner=Owner.OURS, rule="The next level, or blank."),
        Column("Match check", Kind.TEXT, "What the comparison of order, delivery and invoice found.", "OK", owner=Owner.OURS, rule="OK, or what differs."),
    ),
)
