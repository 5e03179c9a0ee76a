"""The admin's words: every sheet declared once, and the steps of a refresh in office order."""

from __future__ import annotations

from salessheets.core.sheet import Sheet
from salessheets.sheets.allocations import ALLOCATIONS
from salessheets.sheets.calendar import CALENDAR
from salessheets.sheets.campaigns import CAMPAIGNS
from salessheets.sheets.consents import CONSENTS
from salessheets.sheets.contacts import CONTACTS
from salessheets.sheets.contracts import CONTRACTS
from salessheets.sheets.customers import CUSTOMERS
from salessheets.sheets.deliveries import DELIVERIES
from salessheets.sheets.diary import DIARY
from salessheets.sheets.exchange_rates import EXCHANGE_RATES
from salessheets.sheets.findings_sheet import FINDINGS
from salessheets.sheets.front_desk import FRONT_DESK
from salessheets.sheets.invoice_lines import INVOICE_LINES
from salessheets.sheets.invoices import INVOICES
from salessheets.sheets.lists import LISTS
from salessheets.sheets.mailing_log import MAILING_LOG
from salessheets.sheets.newsletter import NEWSLETTER
from salessheets.sheets.order_lines import ORDER_LINES
from salessheets.sheets.orders import ORDERS
from salessheets.sheets.payment_accounts import PAYMENT_ACCOUNTS
from salessheets.sheets.payment_terms import PAYMENT_TERMS
from salessheets.sheets.products import PRODUCTS
from salessheets.sheets.quote_lines import QUOTE_LINES
from salessheets.sheets.quotes import QUOTES
from salessheets.sheets.receipts import RECEIPTS
from salessheets.sheets.reminder_levels import REMINDER_LEVELS
from salessheets.sheets.reminders import REMINDERS
from salessheets.sheets.reps import REPS
from salessheets.sheets.requests import REQUESTS
from salessheets.sheets.rota import ROTA
from salessheets.sheets.settings import SETTINGS
from salessheets.sheets.survey_answers import SURVEY_ANSWERS
from salessheets.sheets.survey_questions import SURVEY_QUESTIONS
from salessheets.sheets.targets import TARGETS
from salessheets.sheets.taxes import TAXES
from salessheets.sheets.todo import TO_DO
from salessheets.sheets.weekly_sales import WEEKLY_SALES

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
