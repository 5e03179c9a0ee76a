"""The columns of the Receipts sheet."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

METHODS = ("Bank transfer", "Card", "Direct debit", "Cash", "Cheque")
"""The ways in which money comes in."""

MATCHES = ("Applied", "Sure", "Suggested", "Ambiguous", "Unmatched", "Unknown payer", "Duplicate?")
"""How sure it is which invoices a receipt pays."""

RECEIPTS = Sheet(
    "Receipts",
    "One row per amount that came in or went back: bank lines, card settlements, cash, cheques. Say in Apply to what it pays, or let the matching suggest it.",
    group="Money",
    book="starter",
    currency="Currency",
    aliases=(
        "Payments",
        "Payments received",
        "Bank",
        "Bank statement",
        "Bank receipts",
        "Cash receipts",
        "Zahlungen",
        "Zahlungseingänge",
        "Bankumsätze",
        "प्राप्तियां",
    ),
    columns=(
        Column(
            "Receipt No",
            Kind.TEXT,
            "Number of the payment; the bank's own reference where there is one.",
            "BK-2026-0311-04",
            key=True,
            aliases=(
                "Receipt #",
                "Receipt number",
                "Payment No",
                "Payment number",
                "Transaction ID",
                "Bank ID",
                "Zahlungsnr.",
                "Zahlungsnummer",
                "Quittungsnr.",
                "रसीद सं.",
                "रसीद संख्या",
            ),
        ),
        Column(
            "Date",
            Kind.DATE,
            "The day the bank booked it.",
            "2026-03-11",
            required=True,
            aliases=(
                "Booking date",
                "Payment date",
                "Receipt date",
                "Date received",
                "Buchungstag",
                "Buchungsdatum",
                "Datum",
                "Zahlungsdatum",
                "दिनांक",
            ),
        ),
        Column(
            "Method",
            Kind.LIST,
            "How it was paid.",
            "Bank transfer",
            required=True,
            allowed=METHODS,
            aliases=("Payment method", "Paid by", "How paid", "Zahlungsart", "Zahlungsweg", "भुगतान विधि"),
        ),
        Column(
            "Payer",
            Kind.TEXT,
            "Who paid, as the statement has it.",
            "NORD FOODS LIMITED",
            aliases=(
                "Payer name",
                "Received from",
                "Name on statement",
                "Zahler",
                "Auftraggeber",
                "Einzahler",
                "भुगतानकर्ता",
            ),
        ),
        Column(
            "Payer account",
            Kind.IBAN,
            "The account it came from, as the statement has it.",
            "GB82WEST12345698765432",
            aliases=("Payer IBAN", "IBAN", "Account of payer", "Konto des Zahlers"),
        ),
        Column(
            "Reference",
            Kind.TEXT,
            "What the payer wrote, as the statement has it.",
            "INV20417 + 20398 less CN",
            aliases=("Ref", "Payment reference", "Remittance", "Remittance information", "Verwendungszweck", "संदर्भ"),
        ),
        Column(
            "Amount",
            Kind.MONEY,
            "What reached the account; below zero is a refund or a charge taken back.",
            "3,156.00",
            required=True,
            aliases=("Amount received", "Paid amount", "Credit amount", "Betrag", "Zahlbetrag", "राशि"),
            rule="Below zero is a refund or a chargeback.",
        ),
        Column(
            "Bank or card fee",
            Kind.MONEY,
            "What the bank or card processor kept back. Amount and fee together settle invoices.",
            "0.00",
            aliases=("Fee", "Bank fee", "Card fee", "Charges", "Bank charges", "Gebühr", "Bankgebühr", "शुल्क"),
        ),
        Column(
            "Currency",
            Kind.LIST,
            "Currency of the amounts in the row.",
            "GBP",
            required=True,
            aliases=("Curr", "Ccy", "Currency code", "Währung", "मुद्रा"),
            rule="ISO 4217 code.",
        ),
        Column(
            "Customer ID",
            Kind.TEXT,
            "The customer, if you know who paid.",
            "",
            refers_to=("Customers", "Customer ID"),
            aliases=(
                "Customer",
                "Customer No",
                "Customer number",
                "Cust ID",
                "Cust No",
                "Client ID",
                "Kundennr.",
                "Kundennummer",
                "ग्राहक सं.",
                "ग्राहक आईडी",
            ),
        ),
        Column(
            "Apply to",
            Kind.TEXT,
            "Your decision what it pays: document numbers separated by ';', each with =amount where it is not all of it.",
            "INV-20417",
            aliases=("Applies to", "Applied to", "Pays invoice", "Pays invoices", "Zuordnung", "Zugeordnet zu"),
            rule='Document numbers separated by ";", with "=amount" for a part: INV-20417; INV-20398=200; CN-88.',
        ),
        Column(
            "Reverses",
            Kind.TEXT,
            "The earlier receipt that bounced or was charged back with this row.",
            "",
            refers_to=("Receipts", "Receipt No"),
            aliases=("Reversal of", "Chargeback of", "Storniert", "Rücklastschrift zu"),
        ),
        Column("Left to apply", Kind.MONEY, "What of the receipt pays nothing yet.", "0.00", owner=Owner.OURS),
        Column(
            "Match", Kind.LIST, "How sure it is which invoices it pays.", "Applied", allowed=MATCHES, owner=Owner.OURS
        ),
        Column(
            "Suggestion",
            Kind.TEXT,
            "What it probably pays. Copy it into Apply to in order to accept it.",
            "",
            owner=Owner.OURS,
        ),
        Column(
            "Why",
            Kind.TEXT,
            "The evidence for the match, in words.",
            "number in reference; amounts add up",
            owner=Owner.OURS,
        ),
    ),
)
