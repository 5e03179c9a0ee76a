"""The sample company's year with faults of every kind put in by hand, for the book `broken_on_purpose`.

Each fault is a line that names the sheet, the row's key, the column, what stands there now, and the rule that tells of it; the key
is looked up in the first key column. So a reader can lay this list beside the findings of the book.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date, time, timedelta
from decimal import Decimal

from salessheets.samples.values import Calculated, Row, Rows

FAULTS: tuple[tuple[str, str, str, object, str, str], ...] = (
    ("Payment Terms", "NET14", "Portion %", 0.9, "terms-portions", "terms that leave a tenth of the invoice out"),
    ("Payment Terms", "2/10 NET30", "Line", 2, "terms-lines", "a single line with the number 2"),
    ("Taxes", "R5", "Rate", 5, "out-of-bounds", "five, where five per cent is meant"),
    ("Reps", "R05", "Reports to", "R05", "reports-in-circle", "a rep who leads herself"),
    ("Customers", "C00104", "Rep ID", "R99", "unknown-reference", "a rep who is not on the Reps sheet"),
    ("Customers", "C00105", "Status", "Actve", "not-in-list", "a word that is not in the list"),
    ("Customers", "C00106", "Customer name", "", "empty-cell", "a needed cell left empty"),
    ("Customers", "C00107", "Invoice e-mail", "accounts(at)customer07", "malformed", "an e-mail address without @"),
    ("Customers", "C00108", "Region", "Nroth", "not-on-lists-sheet", "a region that the Lists sheet does not know"),
    (
        "Customers",
        "C00110",
        "Credit limit",
        Calculated("=VLOOKUP(A11,$AZ$1:$BA$9,2,FALSE)", "#N/A"),
        "error-cell",
        "a formula that finds nothing",
    ),
    (
        "Customers",
        "C00113",
        "Credit limit",
        Calculated("=5000*5"),
        "formula-without-value",
        "a formula that was never calculated",
    ),
    ("Customers", "C00118", "Visit every (weeks)", "now and then", "wrong-type", "words where a number belongs"),
    ("Customers", "C00124", "Credit limit", Decimal("8000.005"), "odd-value", "half a penny"),
    ("Products", "PMP-60", "List price", "690,00 GBP", "number-as-text", "a price stored as text"),
    ("Products", "VLV-B15", "Tax code", "S2O", "unknown-reference", "a letter O for a zero"),
    ("Quotes", "Q-530", "Valid until", date(2025, 2, 1), "valid-before-date", "valid until before its date"),
    ("Quotes", "Q-591", "Lost reason", "", "lost-without-reason", "lost, but not why"),
    ("Orders", "SO-2005", "Customer ID", "C09999", "unknown-reference", "an unknown customer"),
    ("Orders", "SO-2012", "Date", "12.05.2025", "date-as-text", "a date stored as text"),
    ("Orders", "SO-2020", "Promised for", date(2062, 6, 2), "unlikely-date", "a year mistyped"),
    (
        "Orders",
        "SO-2024",
        "Promised for",
        date(2025, 1, 15),
        "promised-before-ordered",
        "promised before it was ordered",
    ),
    ("Orders", "SO-2051", "2nd rep share %", "", "split-unclear", "a second rep without a share"),
    ("Orders", "SO-2251", "Hold reason", "", "hold-without-reason", "on hold, but not why"),
    ("Order Lines", "SO-2030", "Qty", 0, "line-of-nothing", "a quantity of nothing"),
    ("Order Lines", "SO-2033", "SKU", "PMP-400", "unknown-reference", "an unknown product"),
    (
        "Deliveries",
        "DN-0040",
        "Shipped on",
        date(2024, 6, 1),
        "delivered-before-ordered",
        "shipped before it was ordered",
    ),
    ("Deliveries", "DN-0060", "Qty", 500, "over-delivered", "far more than was ordered"),
    ("Deliveries", "DN-0070", "Delivered on", "", "delivery-undated", "arrived on no day"),
    ("Deliveries", "DN-0080", "Order line", 9, "delivery-without-order-line", "a line that the order does not have"),
    ("Invoices", "INV-10310", "Net", "1.234,50", "number-as-text", "an amount stored as text"),
    ("Invoices", "INV-10320", "Date", "03/06/2025", "date-as-text", "a date as text that can be read in two ways"),
    ("Invoices", "INV-10330", "Due date override", date(2025, 1, 1), "due-before-invoice", "due before it was written"),
    ("Invoices", "INV-10340", "Customer ID", "C00101", "invoice-customer-differs", "another customer than its order"),
    (
        "Invoices",
        "INV-10345",
        "Net",
        Decimal("99999.99"),
        "invoice-differs-from-lines",
        "an amount that is not its order's",
    ),
    ("Invoices", "INV-10350", "Terms", "NET31", "invoice-without-terms", "unknown terms"),
    ("Invoices", "INV-10355", "Tax", Decimal("77777.77"), "invoice-tax-differs", "a tax that is none"),
    ("Invoices", "INV-10360", "Net", Decimal("-9250.00"), "invoice-sign", "an invoice below zero"),
    ("Invoices", "INV-10500", "Dispute reason", "", "dispute-without-reason", "a dispute without a reason"),
    ("Invoices", "CN-107", "Net", Decimal("150.00"), "credit-note-sign", "a credit note without its minus"),
    ("Receipts", "BK-00012", "Amount", "£2,150.00", "number-as-text", "an amount with its sign, as text"),
    ("Receipts", "BK-00015", "Reference", "INV-99887", "receipt-names-unknown-invoice", "the number of no invoice"),
    ("Receipts", "BK-00018", "Date", date(2106, 3, 1), "unlikely-date", "a payment from the next century"),
    ("Receipts", "BK-00021", "Amount", Decimal("88888.88"), "receipt-above-open", "far more than its invoice"),
    ("Receipts", "BK-00025", "Currency", "GPB", "malformed", "no such currency"),
    (
        "Receipts",
        "BK-00030",
        "Apply to",
        "INV-10341x",
        "apply-to-not-booked",
        "an invoice number mistyped by the admin",
    ),
    ("Receipts", "BK-00035", "Apply to", "INV-10331=99999", "apply-to-too-much", "more given away than came in"),
    ("Receipts", "BK-00050", "Date", date(2027, 3, 1), "receipt-in-future", "a payment of next year"),
    ("Targets", "T-25-P03-R02", "Period", "P13", "unknown-period", "a period that does not exist"),
    ("Targets", "T-25-P04-R01", "Target", "", "target-without-amount", "a target of no amount"),
    (
        "Targets",
        "T-25-P06-R01",
        "Takes over from",
        "T-25-P06-R01",
        "taken-over-in-circle",
        "a target that follows itself",
    ),
    ("Targets", "T-25-P07-R01", "From", date(2024, 10, 1), "outside-period", "a year mistyped"),
    ("Targets", "T-25-P08-R01", "Rep ID", "R07", "target-after-leaving", "a target for a rep who has left"),
    ("Targets", "T-25-P09-R01", "Spread", "Seasonal", "no-season", "a season, with no year before to take it from"),
    ("Settings", "Grace days", "Value", "three", "bad-setting", "a setting that is no number"),
)
"""(sheet, value of the first key column, header, what stands there now, the rule that tells of it, the fault in words)"""

ADDED: tuple[tuple[str, str, str, str], ...] = (
    ("Customers", "C00199", "Customer name", "same-customer-twice"),
    ("Orders", "SO-2990", "Order No", "order-without-lines"),
    ("Orders", "SO-2991", "Currency", "no-exchange-rate"),
    ("Invoices", "INV-10361", "Invoice No", "repeated-key"),
    ("Invoices", "INV-10990", "Gross", "credit-above-invoice"),
    ("Invoices", "INV-10990", "Dispute", "dispute-settled"),
    ("Customers", "C00117", "Open balance", "open-in-other-currency"),
    ("Deliveries", "DN-0998", "Return reason", "return-unclear"),
    ("Receipts", "BK-09001", "Receipt No", "receipt-twice"),
    ("Receipts", "BK-09002", "Amount", "reversal-too-much"),
    ("Targets", "T-25-P05-R03-b", "Target", "target-given-twice"),
    ("Settings", "Grace dais", "Setting", "unknown-setting"),
)
"""(sheet, key, header, rule) of rows that should not be there."""

RENAMED: Mapping[tuple[str, str], str] = {("Contracts", "Notice to"): "Notice till"}
"""(sheet, header) -> what stands there instead."""

AGAIN: Mapping[str, tuple[str, str]] = {"Requests": ("Impact", "Severity")}
"""Sheet -> (header, a further column at the right that means the same)."""

HIDDEN: Mapping[str, tuple[str, ...]] = {"Products": ("SPR-BR", "SPR-FL")}
"""Sheet -> keys of rows that are hidden."""

UNDER: Mapping[str, tuple[Row, ...]] = {
    "Calendar": ({"Date": date(2026, 5, 4), "Name": "Closed, all day", "Open from": time(9)},),
    "Taxes": ({}, {"Tax code": "Rates checked with the accountant in March"}),
}
"""Sheet -> rows under its table, an empty one leaves a gap."""

MERGED: Mapping[str, tuple[str, str]] = {"Calendar": ("Name", "Open to")}
"""Sheet -> first and last header of the cells that are merged in the first row under its table."""


def broken_year(rows: Rows) -> Rows:
    """A copy of the year with all faults, rows entered twice, and a totals row among the data.

    The row of an unknown setting is left to whoever makes the workbook, as no book can be planned with one.
    """
    rows = deepcopy(rows)
    rows["Settings"].append({"Setting": "Grace days", "Value": 3})
    _add_rows(rows)
    for sheet, key, header, value, _, _ in FAULTS:
        _row(rows[sheet], key)[header] = value
    return rows


def _add_rows(rows: Rows) -> None:
    invoices, receipts, orders = rows["Invoices"], rows["Receipts"], rows["Orders"]
    receipts.append(_row(receipts, "BK-00070") | {"Receipt No": "BK-09001"})
    receipts.append(
        _row(receipts, "BK-00060")
        | {"Receipt No": "BK-09002", "Amount": Decimal(-90_000), "Reference": "returned unpaid", "Reverses": "BK-00060"}
    )
    receipts.append(
        {
            "Receipt No": "Total",
            "Amount": sum((r["Amount"] for r in receipts if isinstance(r["Amount"], Decimal)), Decimal(0)),
        }
    )
    invoices.insert(61, dict(invoices[60]))
    settled = {
        "Invoice No": "INV-10990",
        "Order No": "",
        "Dispute": "Yes",
        "Dispute reason": "Sent twice",
        "Net": Decimal("100.00"),
        "Tax": Decimal("20.00"),
    }
    note = {"Type": "Credit note", "Order No": "", "Net": Decimal(-300), "Tax": Decimal(-60), "Corrects": "INV-10990"}
    invoices += [_row(invoices, "INV-10400") | settled, _row(invoices, "INV-10400") | note | {"Invoice No": "CN-999"}]
    invoices.append(
        _row(invoices, "INV-10400")
        | {"Invoice No": "INV-10991", "Order No": "", "Currency": "EUR", "Date": date(2026, 3, 20)}
    )
    returned = {"Delivery No": "DN-0998", "Qty": -1, "Status": "Returned", "Delivered on": date(2026, 3, 9)}
    rows["Deliveries"].append(_row(rows["Deliveries"], "DN-0120") | returned)
    rows["Weekly Sales"] = [_closed(date(2026, 1, 5), 2), _closed(date(2026, 1, 19), 4)]
    orders.append(_row(orders, "SO-2100") | {"Order No": "SO-2990", "Quote No": "", "Customer PO": ""})
    orders.append(
        _row(orders, "SO-2100") | {"Order No": "SO-2991", "Quote No": "", "Customer PO": "", "Currency": "USD"}
    )
    rows["Order Lines"].append(_row(rows["Order Lines"], "SO-2100") | {"Order No": "SO-2991"})
    rows["Customers"].append(_again(rows["Customers"][0], "C00199"))
    targets = rows["Targets"]
    targets.append(_row(targets, "T-25-P05-R03") | {"Target No": "T-25-P05-R03-b", "Target": Decimal(25_000)})


def _closed(monday: date, week: int) -> Row:
    """A closed week that had no sales; the papers now say otherwise, and the week between two of them is open."""
    zero: Row = {"Net sales": Decimal(0), "Units": 0, "Orders": 0, "Closed on": monday + timedelta(days=7)}
    return {
        "Fiscal year": 2026,
        "Week": week,
        "Week starts": monday,
        "Rep ID": "R01",
        "Region": "North",
        "Product group": "Pumps",
    } | zero


def _row(rows: list[Row], key: str) -> Row:
    return next(row for row in rows if next(iter(row.values())) == key)


def _again(customer: Row, number: str) -> Row:
    """The same customer in capitals, with blanks, under another number."""
    return customer | {"Customer ID": number, "Customer name": f"  {str(customer['Customer name']).upper()} "}
