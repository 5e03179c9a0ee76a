"""Customers: the customer database, declared."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

CUSTOMERS = Sheet(
    "Customers",
    "One row per company or person that you sell to, with address, terms, currency and the rep in charge. The grey columns on the right show what they owe, order and are likely to do.",
    group="People",
    book="starter",
    currency="Currency",
    aliases=("Customer list", "Customer master", "Clients", "Kunden", "Kundenstamm", "Debitoren", "ग्राहक"),
    columns=(
        Column("Customer ID", Kind.TEXT, "The number by which every other sheet names this customer. Never give a number of the past to somebody else.", "C00117", key=True, aliases=("Customer No", "Customer number", "Customer #", "Cust. no.", "Cust ID", "Client ID", "Account No", "Kundennummer", "Kundennr.", "Kd.-Nr.", "Debitor", "ग्राहक आईडी", "ग्राहक सं.", "ग्राहक संख्या"), rule="C and five digits, never used again"),
        Column("Customer name", Kind.TEXT, "The full name as it is printed on letters and invoices.", "Nord Foods Ltd", required=True, aliases=("Name", "Company", "Company name", "Client name", "Account name", "Kundenname", "Firma", "Firmenname", "ग्राहक का नाम", "नाम")),
        Column("Kind", Kind.LIST, "Whether the customer is a company or a private person.", "Company", required=True, allowed=("Company", "Person"), aliases=("Customer type", "Customer kind", "Type", "Kundenart", "Art", "प्रकार")),
        Column("Status", Kind.LIST, "Where the customer stands with you. Customers on hold get no new deliveries, merged ones live on under another number.", "Active", required=True, allowed=("Prospect", "Active", "On hold", "Inactive", "Merged"), aliases=("Customer status", "Kundenstatus", "स्थिति")),
        Column("Merged into", Kind.TEXT, "The customer that replaces this one after a merger of two records.", refers_to=("Customers", "Customer ID"), aliases=("Replaced by", "Duplicate of", "Zusammengeführt mit"), rule="filled exactly where Status is Merged; leads to a customer that is not merged itself"),
        Column("VAT number", Kind.TEXT, "The tax number of the customer, with its country prefix where there is one.", "GB980780684", aliases=("VAT No", "VAT ID", "VAT Reg No", "Tax ID", "Tax number", "GSTIN", "GST No", "USt-IdNr.", "USt-ID", "UID", "जीएसटी नंबर"), rule="well-formed for the billing country"),
        Column("Billing street", Kind.TEXT, "Street and house number to which invoices go.", "12 Mill Lane", required=True, aliases=("Street", "Address", "Address line 1", "Billing address", "Straße", "Rechnungsstraße", "पता")),
        Column("Billing postcode", Kind.TEXT, "Postcode of the billing address; keep leading zeros by typing it as text.", "LS1 4DY", aliases=("Postcode", "Postal code", "ZIP", "ZIP code", "Billing ZIP", "PIN code", "PLZ", "Postleitzahl", "पिन कोड"), rule="written as in the billing country"),
        Column("Billing city", Kind.TEXT, "Town of the billing address.", "Leeds", required=True, aliases=("City", "Town", "Ort", "Stadt", "शहर")),
        Column("Billing country", Kind.LIST, "Country of the billing address as a two-letter code.", "GB", required=True, aliases=("Country", "Country code", "Land", "Ländercode", "देश"), rule="two letters of ISO 3166, such as GB, DE or IN"),
        Column("Delivery address", Kind.TEXT, "Where goods go when that is not the billing address; several lines are fine.", aliases=("Ship to", "Shipping address", "Delivery addr.", "Lieferadresse", "Lieferanschrift", "डिलीवरी का पता"), rule="blank means the billing address"),
        Column("Letters to", Kind.LIST, "Which address letters and labels use.", "Billing", required=True, allowed=("Billing", "Delivery", "Contact"), aliases=("Send letters to", "Mail to", "Post an", "Briefe an")),
        Column("Invoice e-mail", Kind.EMAIL, "Address to which invoices and reminders are sent.", "ap@nordfoods.example", aliases=("E-mail", "Billing e-mail", "Accounts e-mail", "Rechnungs-E-Mail", "ईमेल")),
        Column("Phone", Kind.PHONE, "Main telephone number, stored as text.", "0113 496 0000", aliases=("Telephone", "Tel", "Tel. no.", "Phone No", "Phone number", "Telefon", "Telefonnummer", "फ़ोन", "दूरभाष")),
        Column("Language", Kind.LIST, "Language and country in which the customer is written to; it decides dates and amounts in letters.", "en_GB", required=True, aliases=("Locale", "Document language", "Sprache", "भाषा"), rule="a locale such as en_GB, de_DE or hi_IN"),
        Column("Rep ID", Kind.TEXT, "The rep who looks after the customer today. Past orders and invoices keep their own rep.", "R03", required=True, refers_to=("Reps", "Rep ID"), aliases=("Rep", "Sales rep", "Salesperson", "Account manager", "Owner", "Vertreter", "Betreuer", "Verkäufer", "विक्रय प्रतिनिधि")),
        Column("Region", Kind.LIST, "Sales region for targets and reports.", "North", required=True, list_name="Region", aliases=("Sales region", "Territory", "Area", "Gebiet", "Verkaufsgebiet", "क्षेत्र")),
        Column("Segment", Kind.LIST, "Your own grouping of customers, such as A, B and C.", "B", list_name="Segment", aliases=("Customer group", "Class", "ABC class", "Kundengruppe")),
        Column("Product preferences", Kind.TEXT, "What the customer likes to buy; campaigns can choose by it.", "Pumps", aliases=("Preferences", "Interests", "Preferred products", "Interessen"), rule="SKUs or product groups, separated by semicolons"),
        Column("Terms", Kind.TEXT, "Payment terms that new invoices take over.", "30 EOM", required=True, refers_to=("Payment Terms", "Terms"), aliases=("Payment terms", "Pay terms", "Zahlungsbedingung", "Zahlungsbedingungen", "Zahlungsziel", "भुगतान शर्तें")),
        Column("Currency", Kind.LIST, "Currency in which the customer is invoiced and the amounts of this row stand.", "GBP", required=True, aliases=("Ccy", "Cur", "Currency code", "Währung", "Whg", "मुद्रा"), rule="three letters of ISO 4217"),
        Column("Credit limit", Kind.MONEY, "The most that the customer may owe.", "10,000", aliases=("Limit", "Credit line", "Kreditlimit", "उधार सीमा"), rule="blank means no limit, 0 means cash only"),
        Column("Reminders", Kind.LIST, "No keeps the customer out of payment reminders altogether.", "Yes", allowed=("Yes", "No"), aliases=("Send reminders", "Dunning", "Mahnen", "Mahnungen"), rule="blank means Yes"),
        Column("Visit every (weeks)", Kind.WHOLE, "How often a rep should call in person.", "8", aliases=("Visit every", "Visit weeks", "Visit interval", "Besuch alle (Wochen)"), rule="blank means no routine visits"),
        Column("Notes", Kind.TEXT, "Anything you want to remember; no check or report reads it.", aliases=("Note", "Remarks", "Comments", "Bemerkung", "Notizen", "टिप्पणी")),
        Column("Open balance", Kind.MONEY, "What the customer owes today: all open invoices less credit and money not yet applied.", "1,240.00", owner=Owner.OURS),
        Column("Overdue", Kind.MONEY, "The part of the open balance whose due date has passed.", "300.00", owner=Owner.OURS),
        Column("Credit left", Kind.MONEY, "Credit limit less the open balance and less confirmed orders not yet invoiced.", "6,210.00", owner=Owner.OURS),
        Column("Last order", Kind.DATE, "Date of the newest order.", "2026-02-11", owner=Owner.OURS),
        Column("Revenue 12 m", Kind.MONEY, "Net sales of the last twelve months in base currency.", "48,320.00", owner=Owner.OURS, rule="in base currency, whatever the currency of the customer", in_base=True),
        Column("RFM", Kind.TEXT, "How recently, how often and for how much the customer buys, each from 1 (weak) to 5 (strong).", "5-4-4", owner=Owner.OURS),
        Column("Health", Kind.LIST, "How the buying of the customer develops against their own habit.", "Steady", allowed=("Growing", "Steady", "Slipping", "At risk", "Lost", "New"), owner=Owner.OURS),
        Column("Possible duplicate of", Kind.TEXT, "Another customer who looks like the same one, with the strength of the likeness in brackets.", "C00392 (118)", owner=Owner.OURS),
        Column("Next visit due", Kind.DATE, "The day by which the next routine visit should take place.", "2026-04-20", owner=Owner.OURS),
    ),
)
