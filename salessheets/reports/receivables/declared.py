"""The fields and datasets of the report "Receivables", declared once: the reference page is made from here."""

from __future__ import annotations

from salessheets.reports.fields import Dataset, Field

_MONEY = "base currency"
_OPEN = Field("Open", "what is open", _MONEY, "Invoices: Open; Receipts: Left to apply, below zero")
_PAPER = (
    Field("Invoice", "number of the paper", source="Invoices: Invoice No; Receipts: Receipt No"),
    Field("Date", "of the paper", "date", "Invoices and Receipts: Date"),
    Field("Due", "when it is due; of a receipt its date", "date", "Invoices: Due date"),
    Field("Promised", "day for which payment is promised", "date", "Invoices: Promised payment"),
    Field("Customer", "name, cut at 40 letters", source="Customers: Customer name"),
    Field("Rep", "name", source="Reps: Name"),
)
_LATE = (
    *_PAPER,
    Field("Days late", "days past due", "days", "Invoices: Days overdue"),
    Field("Reminder", "level that is due; blank for none", "count", "Invoices: Reminder due"),
    _OPEN,
)
_CLASSES = (
    Field("Not due", "open and not past due, or inside the grace days", _MONEY, "Invoices: Open, Age"),
    *(
        Field(f"Class {at}", f"open in age class {at}; its name is classes.c{at}", _MONEY, "Invoices: Open, Age")
        for at in range(1, 6)
    ),
)

VALUES = (
    Field("company", "name of the company", source="Settings: Company name"),
    Field("book", "name of the workbook"),
    Field("locale", "language of the texts", source="Settings: Document language"),
    Field("currency", "base currency, ISO code", source="Settings: Base currency"),
    Field("as_of", "the as-of day", "date"),
    Field("as_of_text", "the same in words"),
    Field("ageing_by", "due date or invoice date", source="Settings: Ageing by"),
    Field("overdue_means", "first words of the meaning of overdue", source="Settings: Grace days"),
    *(Field(f"headlines.{name}", says) for name, says in (
        ("overdue", "sentence on what is late"), ("risk", "sentence on disputes and old debts, else on the largest customers"),
        ("cash", "sentence on the next four weeks"), ("data", "sentence on open findings"),
    )),
    *(Field(f"classes.c{at}", f"name of age class {at}; blank where there are fewer", source="Settings: Age edges") for at in range(1, 6)),
    Field("speed.simple", "owed / billed in three months x their days", "days", "Invoices: Gross, Open"),
    Field("speed.countback", "days of the latest billing that add up to what is owed", "days", "Invoices: Gross, Open"),
    Field("speed.effectiveness", "collected of what could be collected in three months", "share", "Invoices: Gross; Allocations: Amount"),
    Field("speed.billed", "billed in three months, credit notes taken off", _MONEY, "Invoices: Gross"),
    Field("speed.days", "days of these three months", "days"),
    *(
        Field(f"tile_{name}.{part}", f"{says}: {meaning}")
        for name, says in (
            ("open", "owed by customers"), ("overdue", "overdue"), ("share", "overdue share of what is owed"),
            ("dso", "days sales outstanding"), ("cash", "expected in four weeks"), ("credit", "not applied yet"),
        )
        for part, meaning in (("label", "the words"), ("value", "the figure"), ("versus", "what stands below it"))
    ),
    Field("ages_unit", "unit of the chart of ages"),
    Field("overdue_note", "how many invoices are overdue, in words"),
    Field("disputed_note", "how many are disputed, in words"),
    Field("cash_unit", "unit of the chart of expected cash"),
    Field("billed", "gross of all sent papers", _MONEY, "Invoices: Gross"),
    Field("settled", "what is settled of them", _MONEY, "Invoices: Settled"),
    Field("receipts_left", "receipts not applied", _MONEY, "Receipts: Left to apply"),
    Field("ledger_open", "billed - settled - receipts_left", _MONEY),
    Field("ledger_overdue", "open on overdue invoices", _MONEY, "Invoices: Open, Days overdue"),
    Field("ledger_disputed", "open on disputed invoices", _MONEY, "Invoices: Open, Dispute"),
    Field("ledger_both", "open on invoices that are both", _MONEY, "Invoices: Open, Days overdue, Dispute"),
    Field("ledger_unapplied", "credit notes and receipts not applied, below zero", _MONEY, "Invoices: Open; Receipts: Left to apply"),
)  # fmt: skip

DATASETS = (
    Dataset("ageing", "customer with something open, 59 largest and the others", (
        Field("Customer", "name, cut at 40 letters", source="Customers: Customer name"), *_CLASSES,
        Field("Unapplied", "credit notes and receipts not applied, below zero", _MONEY, "Invoices: Open; Receipts: Left to apply"),
    )),
    Dataset("chart_ages", "customer, the 10 who owe most, the largest last", (
        Field("Customer", "name, cut at 28 letters"), *(Field(field.name, field.meaning, "ages_unit", field.source) for field in _CLASSES),
    )),
    Dataset("overdue_list", "overdue invoice, the 199 largest and the others", _LATE),
    Dataset("disputed", "disputed invoice, the largest first", (
        *_PAPER, Field("Reason", "of the dispute, cut at 40 letters", source="Invoices: Dispute reason"), _OPEN,
    )),
    Dataset("unapplied", "credit note or receipt that is not applied", (
        *_PAPER, Field("Type", "Credit note, Receipt, or Invoice for one paid too much", source="Invoices: Type"),
        Field("Status", "payment status, or how the receipt was matched", source="Invoices: Payment status; Receipts: Match"), _OPEN,
    )),
    Dataset("top_overdue", "overdue invoice, the 8 largest", _LATE),
    Dataset("by_currency", "currency", (
        Field("Currency", "ISO code", source="Invoices and Receipts: Currency"), Field("Papers", "open papers", "count"),
        Field("In that currency", "what is open", "that currency", "Invoices: Open; Receipts: Left to apply"),
        Field("In base currency", "the same at the rate of each paper's date", _MONEY, "Exchange Rates: Rate to base"),
    )),
    Dataset("expected", "week of seven days after the as-of day; later ones together", (
        Field("Week", "first and last day in words"), Field("From", "first day", "date"), Field("To", "last day", "date"),
        Field("Invoices", "due in it", "count", "Invoices: Due date"),
        Field("Expected", "open, neither overdue nor disputed", _MONEY, "Invoices: Open"),
    )),
    Dataset("chart_cash", "the same week", (Field("Week", "first day in words"), Field("Expected", "as above", "cash_unit", "Invoices: Open"))),
    Dataset("findings_by_rule", "severity, rule and sheet", (
        Field("Severity", "with its mark", source="Findings"), Field("What", "title of the rule"), Field("Sheet", "where"),
        Field("Findings", "open ones", "count"), Field("Rule", "its id"),
    )),
    Dataset("rows_used", "sheet", (Field("Sheet", "its name"), Field("Rows used", "behind the figures", "count"), Field("Left out", "with a finding each", "count"))),
)  # fmt: skip
