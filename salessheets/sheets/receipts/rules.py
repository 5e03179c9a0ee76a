"""The rules on receipts."""

from __future__ import annotations

from salessheets.core.findings import Rule, Severity

_BOOK = """
Customers
Customer ID | Customer name | Currency
C1          | Nord Foods    | EUR

Invoices
Invoice No | Type    | Date       | Customer ID | Currency | Net    | Tax  | Status | Dispute
INV-0001   | Invoice | 2026-03-02 | C1          | EUR      | 100.00 | 0.00 | Sent   | No

Receipts
Receipt No | Date       | Method        | Payer      | Reference | Amount | Currency | Apply to
"""

TWICE = Rule(
    "receipt-twice",
    Severity.WARNING,
    "A receipt looks like one that stands further up",
    "Two receipts of one day have the same amount, payer and reference: usually a bank statement that was entered twice. The "
    "first is matched as usual; the later one pays nothing. Delete it if it is the same money. If the customer did pay twice, "
    "fill Apply to in that row, and it counts.",
    _BOOK
    + """R1 | 2026-03-10 | Bank transfer | Nord Foods | INV-0001 | 40.00 | EUR |
R2 | 2026-03-10 | Bank transfer | Nord Foods | INV-0001 | 40.00 | EUR |
""",
)
UNKNOWN_NUMBER = Rule(
    "receipt-names-unknown-invoice",
    Severity.WARNING,
    "A receipt names an invoice that is not on the Invoices sheet",
    "The reference holds a number that is built like an invoice number, but no invoice bears it. The payer may have mistyped it, "
    "or the invoice is missing from the sheet. Write the right number into Apply to.",
    _BOOK + "R1 | 2026-03-10 | Bank transfer | Nord Foods | INV-0007 | 40.00 | EUR |\n",
)
ABOVE_OPEN = Rule(
    "receipt-above-open",
    Severity.WARNING,
    "A receipt is larger than what it names is open for",
    "What is open on the named invoices is settled; the rest pays nothing and stays in Left to apply. Perhaps the customer paid "
    "twice, or another invoice with it. Write into Apply to what the rest is for, or pay it back.",
    _BOOK + "R1 | 2026-03-10 | Bank transfer | Nord Foods | INV-0001 | 140.00 | EUR |\n",
)
IN_FUTURE = Rule(
    "receipt-in-future",
    Severity.WARNING,
    "A receipt is dated far in the future",
    "Money cannot have come in on a day that is more than 30 days after the as-of date and after every receipt before it; most "
    "often the year is mistyped. The receipt is not counted until the date is right.",
    _BOOK + "R1 | 2028-03-10 | Bank transfer | Nord Foods | INV-0001 | 40.00 | EUR |\n",
)
NOT_BOOKED = Rule(
    "apply-to-not-booked",
    Severity.ERROR,
    "A part of Apply to cannot be booked",
    "Apply to holds document numbers separated by ';', each with =amount where it is not all of it: INV-20417; INV-20398=200; "
    "CN-88. A part is not booked when no paper bears the number, when the paper is a draft, cancelled or dated after the as-of "
    "date, when it is in another currency, when nothing is open on it, or when it cannot be read. All other parts are booked.",
    _BOOK + "R1 | 2026-03-10 | Bank transfer | Nord Foods | | 40.00 | EUR | INV-0009\n",
)
TOO_MUCH = Rule(
    "apply-to-too-much",
    Severity.WARNING,
    "Apply to gives more than is open or more than came in",
    "An amount typed in Apply to is larger than what is open on that paper, or the amounts together are larger than the "
    "receipt. Only what is open, and only what came in, is booked. Correct the amount.",
    _BOOK + "R1 | 2026-03-10 | Bank transfer | Nord Foods | | 140.00 | EUR | INV-0001=120\n",
)
REVERSAL_TOO_MUCH = Rule(
    "reversal-too-much",
    Severity.WARNING,
    "A receipt takes back more than the reversed receipt brought",
    "A chargeback or bounced payment is a receipt below zero whose Reverses names the earlier receipt. It reopens what that one "
    "had paid. More than that cannot be taken back, a receipt above zero takes nothing back, and nothing is taken back across "
    "currencies; the difference stays in Left to apply. Check the amount, its sign and its currency.",
    """
Receipts
Receipt No | Date       | Method        | Payer      | Reference | Amount | Currency | Reverses
R1         | 2026-03-10 | Bank transfer | Nord Foods |           | 40.00  | EUR      |
R2         | 2026-03-12 | Bank transfer | Nord Foods |           | -45.00 | EUR      | R1
""",
)
RECEIPT_RULES = (TWICE, UNKNOWN_NUMBER, ABOVE_OPEN, IN_FUTURE, NOT_BOOKED, TOO_MUCH, REVERSAL_TOO_MUCH)
