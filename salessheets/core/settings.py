"""The settings of a book, declared once: name, kind, default, meaning. The Settings sheet is made and read from this.

Example:
    >>> Settings().base_currency, Settings(grace_days=3).grace_days, SETTINGS["Rounding tolerance"].attribute
    ('EUR', 3, 'rounding_tolerance')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salessheets.core.columns import Kind

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
YES_NO = ("Yes", "No")
ROLLS = ("None", "Following", "Preceding", "Modified following")
SCHEMES = ("ISO", "Calendar week", "4-4-5", "4-5-4", "5-4-4")
COUNTED_AT = ("Order", "Delivery", "Invoice", "Payment")


@dataclass(frozen=True)
class Setting:
    """One declared setting.

    Attributes:
        name: As it stands on the Settings sheet.
        kind: Kind of the value: TEXT, LIST, WHOLE, NUMBER (amounts too: currency units), PERCENT (a fraction), DATE, DATETIME.
        default: Used when the row is missing or blank.
        meaning: For the admin.
        allowed: The closed list of a LIST setting.
        attribute: Name of the attribute of `Settings`.
    """

    name: str
    kind: Kind
    default: Any
    meaning: str
    allowed: tuple[str, ...]
    attribute: str


def _setting(name: str, kind: Kind, default: object, meaning: str, allowed: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"name": name, "kind": kind, "meaning": meaning, "allowed": allowed})


@dataclass(frozen=True)
class Settings:
    """All settings of a book, typed. Amounts are Decimal currency units; percents are fractions."""

    company_name: str = _setting("Company name", Kind.TEXT, "", "Stands at the head of every report and letter.")
    company_address: str = _setting("Company address", Kind.TEXT, "", "Printed on letters; lines separated by ';'.")
    vat_number: str = _setting("VAT number", Kind.TEXT, "", "Your own tax number, printed on invoices.")
    creditor_id: str = _setting(
        "Creditor ID", Kind.TEXT, "", "Your SEPA creditor identifier, for direct debit mandates."
    )
    logo_file: str = _setting("Logo file", Kind.PATH, "", "Picture for letters, relative to the workbook.")
    base_currency: str = _setting("Base currency", Kind.TEXT, "EUR", "Currency of all report totals (ISO 4217).")
    country: str = _setting(
        "Country", Kind.TEXT, "", "Your country (ISO 3166, two letters): decides the public holidays."
    )
    subdivision: str = _setting("Subdivision", Kind.TEXT, "", "State or region, where holidays differ (BY, MH, SCT).")
    time_zone: str = _setting("Time zone", Kind.TEXT, "UTC", "Time zone of the office, e.g. Europe/London.")
    document_language: str = _setting(
        "Document language", Kind.TEXT, "en_GB", "Language and number style of reports and letters."
    )
    as_of: date | datetime | None = _setting(
        "As-of date",
        Kind.DATETIME,
        None,
        "The day the book is looked at. Blank: the moment of the refresh. Later papers are ignored.",
    )
    office_hours_mon: str = _setting(
        "Office hours Mon",
        Kind.TEXT,
        "09:00-17:30",
        "Opening hours, e.g. 09:00-12:30, 13:30-17:30. Blank: closed.",
    )
    office_hours_tue: str = _setting("Office hours Tue", Kind.TEXT, "09:00-17:30", "As Monday.")
    office_hours_wed: str = _setting("Office hours Wed", Kind.TEXT, "09:00-17:30", "As Monday.")
    office_hours_thu: str = _setting("Office hours Thu", Kind.TEXT, "09:00-17:30", "As Monday.")
    office_hours_fri: str = _setting("Office hours Fri", Kind.TEXT, "09:00-17:30", "As Monday.")
    office_hours_sat: str = _setting("Office hours Sat", Kind.TEXT, "", "As Monday.")
    office_hours_sun: str = _setting("Office hours Sun", Kind.TEXT, "", "As Monday.")
    fiscal_year_starts: str = _setting(
        "Fiscal year starts", Kind.LIST, "January", "First month of the fiscal year.", MONTHS
    )
    fiscal_year_named_by: str = _setting(
        "Fiscal year named by",
        Kind.LIST,
        "Start year",
        "Whether the year that starts in April 2026 is 2026 or 2027.",
        ("Start year", "End year"),
    )
    week_scheme: str = _setting("Week scheme", Kind.LIST, "ISO", "How weeks are numbered.", SCHEMES)
    week_starts_on: str = _setting(
        "Week starts on",
        Kind.LIST,
        "Monday",
        "First day of the week; ISO weeks always start on Monday.",
        WEEKDAYS,
    )
    year_end_rule: str = _setting(
        "Year-end rule",
        Kind.LIST,
        "Nearest",
        "Which weekday closes a year of whole weeks: the last in the month or the one nearest its end.",
        ("Nearest", "Last"),
    )
    year_comparison: str = _setting(
        "Year comparison",
        Kind.LIST,
        "Same week",
        "How a week of last year is compared after a 53-week year.",
        ("Same week", "Shifted"),
    )
    target_counted_at: str = _setting(
        "Target default counted at",
        Kind.LIST,
        "Invoice",
        "When a sale counts where a target does not say, and in Weekly Sales.",
        COUNTED_AT,
    )
    ageing_by: str = _setting(
        "Ageing by",
        Kind.LIST,
        "Due date",
        "From which date an open invoice grows old.",
        ("Due date", "Invoice date"),
    )
    age_edges: str = _setting("Age edges", Kind.TEXT, "30, 60, 90, 120", "Last day of each age class.")
    grace_days: int = _setting("Grace days", Kind.WHOLE, 0, "Days after the due date before an invoice is overdue.")
    due_date_roll: str = _setting(
        "Due date roll",
        Kind.LIST,
        "None",
        "Where a due date moves when it falls on a weekend or holiday.",
        ROLLS,
    )
    rounding_tolerance: Decimal = _setting(
        "Rounding tolerance",
        Kind.NUMBER,
        Decimal("0.02"),
        "An open amount up to this is closed by a visible write-off. 0 means exact.",
    )
    payment_tolerance_amount: Decimal = _setting(
        "Payment tolerance amount",
        Kind.NUMBER,
        Decimal("1.00"),
        "A receipt may miss an invoice by this much and still be suggested.",
    )
    payment_tolerance_percent: float = _setting(
        "Payment tolerance %",
        Kind.PERCENT,
        0.005,
        "The same as a share of the invoice; the larger of the two counts.",
    )
    tax_withheld: float = _setting(
        "Tax withheld at source %",
        Kind.PERCENT,
        0.0,
        "Share of the net amount that customers may hold back as tax; a receipt short by just that is suggested. 0: none.",
    )
    discount_base: str = _setting(
        "Discount base",
        Kind.LIST,
        "Gross",
        "Whether an early-payment discount is taken of the gross or the net amount.",
        ("Gross", "Net"),
    )
    discount_grace_days: int = _setting(
        "Discount grace days", Kind.WHOLE, 0, "Days after the discount date on which it is still granted."
    )
    combination_max_items: int = _setting(
        "Combination max items",
        Kind.WHOLE,
        5,
        "How many invoices one receipt may pay when no number is named.",
    )
    combination_max_candidates: int = _setting(
        "Combination max candidates",
        Kind.WHOLE,
        20,
        "How many open invoices of a customer are tried for that.",
    )
    stale_bank_days: int = _setting(
        "Stale bank days",
        Kind.WHOLE,
        7,
        "Reminders need a receipt newer than this; otherwise import the bank first.",
    )
    interest: str = _setting("Interest on/off", Kind.LIST, "No", "Whether reminders charge interest.", YES_NO)
    interest_margin: float = _setting("Interest margin %", Kind.PERCENT, 0.08, "Yearly rate above the base rate.")
    fixed_compensation: Decimal = _setting(
        "Fixed compensation",
        Kind.NUMBER,
        Decimal(0),
        "Flat sum per overdue invoice where the law grants one.",
    )
    over_delivery: float = _setting(
        "Over-delivery default %",
        Kind.PERCENT,
        0.0,
        "How much more than ordered may be delivered where the product does not say.",
    )
    price_tolerance: float = _setting(
        "Price tolerance %", Kind.PERCENT, 0.0, "How far an invoiced price may differ from the ordered one."
    )
    duplicate_score_sure: int = _setting(
        "Duplicate score sure", Kind.WHOLE, 120, "From this score two customers are called duplicates."
    )
    duplicate_score_check: int = _setting(
        "Duplicate score check", Kind.WHOLE, 105, "From this score they are shown for a look."
    )
    consent_max_age: int = _setting(
        "Consent max age months", Kind.WHOLE, 24, "Older consents no longer count for mailings."
    )
    visitor_keep_days: int = _setting(
        "Visitor log keep days", Kind.WHOLE, 90, "After this, visitors' rows should be deleted."
    )
    backup_keep: int = _setting("Backup keep", Kind.WHOLE, 20, "How many backups of this workbook are kept.")
    output_folder: str = _setting("Output folder", Kind.PATH, "reports", "Where reports go, relative to the workbook.")
    invoice_pattern: str = _setting(
        "Invoice number pattern",
        Kind.TEXT,
        "",
        "How an invoice number looks, # for a digit: INV-#####. Blank: not checked.",
    )
    sla_p1: str = _setting("SLA P1", Kind.TEXT, "1 h / 1 day", "Answer / solve, in office time.")
    sla_p2: str = _setting("SLA P2", Kind.TEXT, "2 h / 2 days", "Answer / solve, in office time.")
    sla_p3: str = _setting("SLA P3", Kind.TEXT, "4 h / 4 days", "Answer / solve, in office time.")
    sla_p4: str = _setting("SLA P4", Kind.TEXT, "1 day / 5 days", "Answer / solve, in office time.")
    quote_chase_days: int = _setting(
        "Quote chase days", Kind.WHOLE, 7, "An open quote is chased this many days after its date."
    )
    contract_warning: int = _setting(
        "Contract notice warning",
        Kind.WHOLE,
        90,
        "Days before the last safe day at which a contract's notice window opens.",
    )
    due_soon: float = _setting(
        "Due soon", Kind.PERCENT, 0.8, "Share of the time used from which a request is due soon."
    )
    below_list: float = _setting(
        "Products may be sold below list by", Kind.PERCENT, 0.1, "Discount a rep may give without asking."
    )
    reply_window: int = _setting(
        "Campaign reply window", Kind.WHOLE, 30, "Days after a campaign in which orders count as its result."
    )

    @property
    def ages(self) -> tuple[int, ...]:
        """The edges of the age classes in days, ascending."""
        return tuple(sorted(int(part) for part in re.findall(r"\d+", self.age_edges))) or (30, 60, 90, 120)

    @property
    def fiscal_month(self) -> int:
        """First month of the fiscal year, 1..12."""
        return MONTHS.index(self.fiscal_year_starts) + 1


SETTINGS: dict[str, Setting] = {
    item.metadata["name"]: Setting(default=item.default, attribute=item.name, **item.metadata)
    for item in fields(Settings)
}
"""Name on the sheet -> its declaration, in the order of the sheet."""
