"""Payment Accounts: how customers pay."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

PAYMENT_ACCOUNTS = Sheet(
    "Payment Accounts",
    "One row per bank account, mandate or card by which a customer pays. Never type a full card number here or anywhere else.",
    group="People",
    book="full",
    aliases=("Customer bank details", "Payment methods", "Mandates", "Bankverbindungen", "Zahlungskonten"),
    columns=(
        Column("Account ID", Kind.TEXT, "Your number of the account.", "A0044", key=True, aliases=("Account", "Payment account", "Account code", "Account #", "Kontokennung")),
        Column("Customer ID", Kind.TEXT, "Who pays by it.", "C00117", required=True, refers_to=("Customers", "Customer ID"), aliases=("Customer", "Customer No", "Customer number", "Customer #", "Cust. no.", "Cust ID", "Client ID", "Kunde", "Kundennummer", "Kundennr.", "ग्राहक आईडी", "ग्राहक सं.")),
        Column("Method", Kind.LIST, "How the money comes.", "Direct debit", required=True, allowed=("Bank transfer", "Direct debit", "Card (via processor)", "Cash"), aliases=("Payment method", "Pays by", "Zahlungsart", "Zahlart", "भुगतान विधि")),
        Column("Account holder", Kind.TEXT, "Name in which the account is held.", "Nord Foods Ltd", aliases=("Holder", "Account name", "Kontoinhaber", "खाताधारक")),
        Column("IBAN", Kind.IBAN, "International number of the bank account.", "GB82WEST12345698765432", aliases=("Bank account", "IBAN No"), rule="its check digits must be right"),
        Column("Mandate reference", Kind.TEXT, "Number of the direct debit mandate.", "NF-2025-01", aliases=("Mandate", "Mandate No", "Mandate ID", "UMR", "Mandatsreferenz"), rule="no two accounts share one; required for Direct debit"),
        Column("Mandate signed", Kind.DATE, "The day on which the mandate was signed.", "2025-06-01", aliases=("Mandate date", "Mandate signed on", "Mandatsdatum"), rule="required for Direct debit"),
        Column("Mandate type", Kind.LIST, "Which SEPA scheme the mandate belongs to.", "B2B", allowed=("Core", "B2B"), aliases=("Scheme", "Mandate scheme", "Mandatsart")),
        Column("Card brand", Kind.LIST, "Kind of the card.", list_name="Card brand", aliases=("Card", "Card type", "Kartenart", "Kartenmarke")),
        Column("Card last 4", Kind.TEXT, "The last four digits of the card and never more.", aliases=("Last 4", "Last four digits", "Letzte 4 Ziffern"), rule="exactly four digits"),
        Column("Card expiry", Kind.TEXT, "Month and year until which the card is valid.", aliases=("Expiry", "Expires", "Valid thru", "Gültig bis"), rule="MM/YY"),
        Column("Processor token", Kind.TEXT, "The name by which your card processor knows the card.", aliases=("Token", "Card token"), rule="must not look like a card number"),
        Column("Status", Kind.LIST, "Whether the account may be used.", "Active", required=True, allowed=("Active", "Suspended", "Closed"), aliases=("Account status", "Kontostatus", "स्थिति")),
        Column("Account check", Kind.TEXT, "OK, or what is wrong: a bad IBAN, a lapsed mandate, a card about to expire.", "OK", owner=Owner.OURS),
    ),
)
