"""The rules on invoices."""

from __future__ import annotations

from salessheets.core.findings import Rule, Severity

_HEAD = """
Taxes
Tax code | Rate | Valid from | Label
S20      | 20%  | 2011-01-04 | VAT 20%

Customers
Customer ID | Customer name | Currency
C1          | Nord Foods    | EUR
C2          | Sudgate Ltd   | EUR

Orders
Order No | Date       | Customer ID | Status    | Currency
SO-1     | 2026-02-11 | C1          | Confirmed | EUR

Order Lines
Order No | Line | Qty | Unit price | Tax code
SO-1     | 1    | 10  | 480.00     | S20

Invoices
Invoice No | Type | Date | Customer ID | Order No | Corrects | Due date override | Currency | Net | Tax | Status | Dispute | Dispute reason
"""


def _book(*rows: str) -> str:
    return _HEAD + "\n".join(rows) + "\n"


DUE_BEFORE_INVOICE = Rule(
    "due-before-invoice",
    Severity.ERROR,
    "An invoice is due before its own date",
    "A Due date override is taken as typed. One that lies before the invoice date makes the invoice overdue on the day it is "
    "written, and the customer gets a reminder too early. Type it again, or clear it so that the terms decide.",
    _book("INV-1 | Invoice | 2026-03-02 | C1 | | | 2026-02-02 | EUR | 100.00 | 20.00 | Sent | No |"),
)
CUSTOMER_DIFFERS = Rule(
    "invoice-customer-differs",
    Severity.WARNING,
    "An invoice goes to another customer than its order",
    "The customer of an invoice should be the one who ordered. Another one usually means a mistyped customer or order number; the "
    "open amount then stands with the wrong customer. Correct whichever is wrong.",
    _book("INV-1 | Invoice | 2026-03-02 | C2 | SO-1 | | 2026-04-02 | EUR | 100.00 | 20.00 | Sent | No |"),
)
ORDER_DIFFERS = Rule(
    "invoice-differs-from-order",
    Severity.WARNING,
    "What is invoiced differs from the order",
    "The invoices of an order, less credit notes, come to more than its lines; or the order is wholly delivered and its only "
    "invoice misses the amount by no more than 5 %, which is rather a mistyped amount than a part invoice. Net amounts are "
    "compared, in the order's currency, up to the as-of date.",
    _book("INV-1 | Invoice | 2026-03-02 | C1 | SO-1 | | 2026-04-02 | EUR | 4,810.00 | 962.00 | Sent | No |"),
)
LINES_DIFFER = Rule(
    "invoice-differs-from-lines",
    Severity.ERROR,
    "Net of an invoice differs from the sum of its lines",
    "The net amount is typed, and so are the lines. They must agree to the cent, or one of the two was printed wrongly.",
    _book("INV-1 | Invoice | 2026-03-02 | C1 | | | 2026-04-02 | EUR | 100.00 | 20.00 | Sent | No |")
    + """
Invoice Lines
Invoice No | Line | Qty | Unit price | Tax code
INV-1      | 1    | 2   | 45.00      | S20
""",
)
TAX_DIFFERS = Rule(
    "invoice-tax-differs",
    Severity.WARNING,
    "The tax of an invoice does not fit",
    "Where an invoice has lines, its tax must be that of the lines at the rates of its date; a difference of one cent per line is "
    "rounding. Where it has none, the tax cannot be more than the highest rate on the Taxes sheet gives. Tax and net always have "
    "the same sign.",
    _book("INV-1 | Invoice | 2026-03-02 | C1 | | | 2026-04-02 | EUR | 100.00 | 25.00 | Sent | No |"),
)
CREDIT_SIGN = Rule(
    "credit-note-sign",
    Severity.ERROR,
    "A credit note has an amount above zero",
    "Amounts of a credit note are typed with a minus. Without it the credit note adds to what the customer owes.",
    _book("CN-1 | Credit note | 2026-03-02 | C1 | | | | EUR | 100.00 | 20.00 | Sent | No |"),
)
INVOICE_SIGN = Rule(
    "invoice-sign",
    Severity.ERROR,
    "An invoice has an amount below zero",
    "An invoice asks for money. What gives money back is a credit note: change Type, and name in Corrects the invoice that it "
    "takes back.",
    _book("INV-1 | Invoice | 2026-03-02 | C1 | | | 2026-04-02 | EUR | -100.00 | -20.00 | Sent | No |"),
)
DISPUTE_REASON = Rule(
    "dispute-without-reason",
    Severity.WARNING,
    "An invoice is disputed, but not why",
    "A disputed invoice gets no reminder and no automatic payment. Whoever takes it up needs to know what the customer objects to.",
    _book("INV-1 | Invoice | 2026-03-02 | C1 | | | 2026-04-02 | EUR | 100.00 | 20.00 | Sent | Yes |"),
)
DISPUTE_PAID = Rule(
    "dispute-settled",
    Severity.HINT,
    "A settled invoice is still marked as disputed",
    "Nothing is open on the invoice any more. If the matter is closed, set Dispute to No, so that the list of disputes is true.",
    _book(
        "INV-1 | Invoice | 2026-03-02 | C1 | | | 2026-04-02 | EUR | 100.00 | 20.00 | Sent | Yes | Damaged",
        "CN-1 | Credit note | 2026-03-09 | C1 | | INV-1 | | EUR | -100.00 | -20.00 | Sent | No |",
    ),
)
CREDIT_ABOVE_INVOICE = Rule(
    "credit-above-invoice",
    Severity.WARNING,
    "Credit notes take back more than the invoice was",
    "The credit notes that correct an invoice come to more than its gross amount. The invoice is credited in full; what is too "
    "much stays open on the credit note. Perhaps a credit note was written twice, or Corrects names the wrong invoice.",
    _book(
        "INV-1 | Invoice | 2026-03-02 | C1 | | | 2026-04-02 | EUR | 100.00 | 20.00 | Sent | No |",
        "CN-1 | Credit note | 2026-03-09 | C1 | | INV-1 | | EUR | -200.00 | -40.00 | Sent | No |",
    ),
)
INVOICE_RULES = (
    DUE_BEFORE_INVOICE,
    CUSTOMER_DIFFERS,
    ORDER_DIFFERS,
    LINES_DIFFER,
    TAX_DIFFERS,
    CREDIT_SIGN,
    INVOICE_SIGN,
    DISPUTE_REASON,
    DISPUTE_PAID,
    CREDIT_ABOVE_INVOICE,
)
