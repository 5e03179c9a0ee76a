"""The admin's words: every sheet declared once, and the steps of a refresh in office order."""

from __future__ import annotations

from salessheets.core.book import Book, Outcome, Step, found
from salessheets.core.checks import GENERIC_RULES, declared_types_and_keys
from salessheets.core.findings import Rule, Severity
from salessheets.core.settings_values import SETTINGS_RULES, faults_of_settings
from salessheets.core.sheet import Sheet
from salessheets.sheets.allocations import ALLOCATIONS
from salessheets.sheets.calendar import CALENDAR
from salessheets.sheets.campaigns import CAMPAIGNS
from salessheets.sheets.consents import CONSENTS
from salessheets.sheets.contacts import CONTACTS
from salessheets.sheets.contracts import CONTRACTS
from salessheets.sheets.customers import CUSTOMERS
from salessheets.sheets.customers import twice as customers_twice
from salessheets.sheets.customers.balances import BALANCE_RULES, balances
from salessheets.sheets.deliveries import DELIVERIES
from salessheets.sheets.diary import DIARY
from salessheets.sheets.exchange import EXCHANGE_RULES, foreign_papers_have_rates
from salessheets.sheets.exchange_rates import EXCHANGE_RATES
from salessheets.sheets.findings_sheet import FINDINGS
from salessheets.sheets.front_desk import FRONT_DESK
from salessheets.sheets.invoice_lines import INVOICE_LINES
from salessheets.sheets.invoices import INVOICES
from salessheets.sheets.invoices.checks import invoices_in_order
from salessheets.sheets.invoices.due_dates import due_dates
from salessheets.sheets.invoices.rules import INVOICE_RULES
from salessheets.sheets.invoices.settlement import settle
from salessheets.sheets.invoices.terms_checks import TERMS_RULES, terms_in_order
from salessheets.sheets.invoices.tie import TIE_RULES, ledger_ties
from salessheets.sheets.lines import value_lines_of_quotes_and_invoices
from salessheets.sheets.lists import LISTS
from salessheets.sheets.mailing_log import MAILING_LOG
from salessheets.sheets.newsletter import NEWSLETTER
from salessheets.sheets.order_lines import ORDER_LINES
from salessheets.sheets.orders import ORDERS
from salessheets.sheets.orders import rules as order_rules
from salessheets.sheets.orders.checks import check_deliveries, check_orders
from salessheets.sheets.orders.progress import follow_orders
from salessheets.sheets.payment_accounts import PAYMENT_ACCOUNTS
from salessheets.sheets.payment_terms import PAYMENT_TERMS
from salessheets.sheets.products import PRODUCTS
from salessheets.sheets.quote_lines import QUOTE_LINES
from salessheets.sheets.quote_states import RULES as QUOTE_RULES
from salessheets.sheets.quote_states import follow_quotes
from salessheets.sheets.quotes import QUOTES
from salessheets.sheets.receipts import RECEIPTS
from salessheets.sheets.receipts.allocating import allocate
from salessheets.sheets.receipts.rules import RECEIPT_RULES
from salessheets.sheets.reminder_levels import REMINDER_LEVELS
from salessheets.sheets.reminders import REMINDERS
from salessheets.sheets.rep_lines import RULES as REP_RULES
from salessheets.sheets.rep_lines import check_reporting_lines
from salessheets.sheets.reps import REPS
from salessheets.sheets.requests import REQUESTS
from salessheets.sheets.rota import ROTA
from salessheets.sheets.settings import SETTINGS
from salessheets.sheets.survey_answers import SURVEY_ANSWERS
from salessheets.sheets.survey_questions import SURVEY_QUESTIONS
from salessheets.sheets.targets import TARGETS
from salessheets.sheets.targets import rules as target_rules
from salessheets.sheets.targets.checks import check_targets
from salessheets.sheets.targets.measure import measure_targets
from salessheets.sheets.tasks import list_tasks
from salessheets.sheets.taxes import TAXES
from salessheets.sheets.todo import TO_DO
from salessheets.sheets.weekly_sales import WEEKLY_SALES
from salessheets.sheets.weekly_sales.checks import WEEK_LEFT_OPEN, weeks_left_open
from salessheets.sheets.weekly_sales.record import keep_weekly_record
from salessheets.sheets.weekly_sales.tie import DO_NOT_TIE, weekly_sales_tie

SHEETS: tuple[Sheet, ...] = (
    SETTINGS,
    LISTS,
    PAYMENT_TERMS,
    REMINDER_LEVELS,
    CALENDAR,
    EXCHANGE_RATES,
    TAXES,
    REPS,
    PRODUCTS,
    CUSTOMERS,
    CONTACTS,
    CONSENTS,
    PAYMENT_ACCOUNTS,
    QUOTES,
    QUOTE_LINES,
    CONTRACTS,
    ORDERS,
    ORDER_LINES,
    DELIVERIES,
    INVOICES,
    INVOICE_LINES,
    RECEIPTS,
    ALLOCATIONS,
    REMINDERS,
    REQUESTS,
    FRONT_DESK,
    DIARY,
    TARGETS,
    WEEKLY_SALES,
    CAMPAIGNS,
    MAILING_LOG,
    NEWSLETTER,
    SURVEY_QUESTIONS,
    SURVEY_ANSWERS,
    ROTA,
    TO_DO,
    FINDINGS,
)

STEP_FAILED = Rule(
    "step-failed",
    Severity.ERROR,
    "A step of the refresh broke off",
    "One computation met something that the program did not foresee. Nothing of that step was written; all other steps ran, and "
    "the workbook is sound. The columns of that step still show the figures of the last refresh. This is a fault of the program: "
    "please report it.",
)


def settings_in_order(book: Book) -> Outcome:
    """Step: the rows of the Settings sheet name settings and hold values that these can take."""
    return found(faults_of_settings(book.table("Settings")))


STEPS: tuple[Step, ...] = (
    settings_in_order,
    declared_types_and_keys,
    customers_twice.same_customer_twice,
    check_reporting_lines,
    foreign_papers_have_rates,
    value_lines_of_quotes_and_invoices,
    follow_quotes,
    check_orders,
    check_deliveries,
    follow_orders,
    terms_in_order,
    due_dates,
    allocate,
    settle,
    ledger_ties,
    invoices_in_order,
    balances,
    check_targets,
    measure_targets,
    keep_weekly_record,
    weekly_sales_tie,
    weeks_left_open,
    list_tasks,
)
"""The whole refresh, in order. Each step sees what the earlier ones computed."""

RULES: tuple[Rule, ...] = (
    STEP_FAILED,
    *SETTINGS_RULES,
    *GENERIC_RULES,
    *customers_twice.RULES,
    *REP_RULES,
    *EXCHANGE_RULES,
    *QUOTE_RULES,
    *order_rules.RULES,
    *TERMS_RULES,
    *RECEIPT_RULES,
    *INVOICE_RULES,
    *TIE_RULES,
    *BALANCE_RULES,
    *target_rules.RULES,
    DO_NOT_TIE,
    WEEK_LEFT_OPEN,
)
"""Every rule that can make a finding."""
