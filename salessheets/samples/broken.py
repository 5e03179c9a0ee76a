"""The sample company's year with faults of every kind put in by hand, for the book `broken_on_purpose`.

Each fault is a line that names the sheet, the row's key, the column and what stands there now; the key is looked up in the first
key column. So a reader can lay this list beside the findings of the book.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal

from salessheets.samples.values import Row, Rows

FAULTS: tuple[tuple[str, str, str, object, str], ...] = (
    ("Customers", "C00104", "Rep ID", "R99", "a rep who is not on the Reps sheet"),
    ("Customers", "C00105", "Status", "Actve", "a word that is not in the list"),
    ("Customers", "C00106", "Customer name", "", "a needed cell left empty"),
    ("Customers", "C00107", "Invoice e-mail", "accounts(at)customer07", "an e-mail address without @"),
    ("Customers", "C00108", "Region", "Nroth", "a region that the Lists sheet does not know"),
    ("Products", "PMP-60", "List price", "690,00 GBP", "a price stored as text"),
    ("Products", "VLV-B15", "Tax code", "S2O", "a letter O for a zero"),
    ("Orders", "SO-2005", "Customer ID", "C09999", "an unknown customer"),
    ("Orders", "SO-2012", "Date", "12.05.2025", "a date stored as text"),
    ("Orders", "SO-2020", "Promised for", date(2062, 6, 2), "a year mistyped"),
    ("Order Lines", "SO-2030", "Qty", 0, "a quantity of nothing"),
    ("Order Lines", "SO-2033", "SKU", "PMP-400", "an unknown product"),
    ("Deliveries", "DN-0040", "Shipped on", date(2024, 6, 1), "shipped before it was ordered"),
    ("Invoices", "INV-10310", "Net", "1.234,50", "an amount stored as text"),
    ("Invoices", "INV-10320", "Date", "03/06/2025", "a date as text that can be read in two ways"),
    ("Invoices", "INV-10330", "Due date override", date(2025, 1, 1), "due before it was written"),
    ("Invoices", "INV-10340", "Customer ID", "C00101", "another customer than its order"),
    ("Invoices", "INV-10345", "Net", Decimal("99999.99"), "an amount that is not its order's"),
    ("Invoices", "INV-10350", "Terms", "NET31", "unknown terms"),
    ("Invoices", "INV-10480", "Dispute", "Yes", "a dispute without a reason"),
    ("Receipts", "BK-00012", "Amount", "£2,150.00", "an amount with its sign, as text"),
    ("Receipts", "BK-00015", "Reference", "INV-99887", "the number of no invoice"),
    ("Receipts", "BK-00018", "Date", date(2106, 3, 1), "a payment from the next century"),
    ("Receipts", "BK-00021", "Amount", Decimal("88888.88"), "far more than its invoice"),
    ("Receipts", "BK-00025", "Currency", "GPB", "no such currency"),
    ("Receipts", "BK-00030", "Apply to", "INV-10341x", "an invoice number mistyped by the admin"),
    ("Targets", "T-25-P03-R02", "Period", "P13", "a period that does not exist"),
    ("Settings", "Grace days", "Value", "three", "a setting that is no number"),
)
"""(sheet, value of the first key column, header, what stands there now, the fault in words)"""


def broken_year(rows: Rows) -> Rows:
    """A copy of the year with all faults, rows entered twice, and a totals row among the data."""
    rows = deepcopy(rows)
    rows["Settings"].append({"Setting": "Grace days", "Value": 3})
    for sheet, key, header, value, _ in FAULTS:
        row = _row(rows[sheet], key)
        row[header] = value
    rows["Invoices"].insert(61, dict(rows["Invoices"][60]))
    rows["Customers"].append(_again(rows["Customers"][0], "C00199"))
    rows["Targets"].append(
        _row(rows["Targets"], "T-25-P05-R03") | {"Target No": "T-25-P05-R03-b", "Target": Decimal(25_000)}
    )
    rows["Settings"].append({"Setting": "Grace dais", "Value": 3})
    rows["Receipts"].append(
        {
            "Receipt No": "Total",
            "Amount": sum((r["Amount"] for r in rows["Receipts"] if isinstance(r["Amount"], Decimal)), Decimal(0)),
        }
    )
    return rows


def _row(rows: list[Row], key: str) -> Row:
    return next(row for row in rows if next(iter(row.values())) == key)


def _again(customer: Row, number: str) -> Row:
    """The same customer in capitals, with blanks, under another number."""
    return customer | {"Customer ID": number, "Customer name": f"  {str(customer['Customer name']).upper()} "}
