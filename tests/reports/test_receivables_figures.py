"""The figures of the report "Receivables": each checked by hand, and all adding up to the ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from salessheets.app.running import run
from salessheets.reports import REPORTS
from salessheets.reports.receivables import data, fed_by
from salessheets.sheets.specimen import book_of

OFFICE = """
Payment Terms
Terms | Line | Portion % | Months | Days | End of month | Counts from
NET30 | 1    | 100%      | 0      | 30   | No           | Invoice date

Exchange Rates
Date       | Currency | Rate to base
2025-01-01 | GBP      | 1.15

Reps
Rep ID | Name      | E-mail      | Region | Reports to | Started    | Time zone
R1     | Anita Rao | a@x.example | North  |            | 2024-02-01 | UTC

Customers
Customer ID | Customer name | Kind    | Status | Billing street | Billing city | Billing country | Letters to | Language | Rep ID | Region | Terms | Currency
C1          | Nord Foods    | Company | Active | Mill Lane      | Leeds        | GB              | Billing    | en_GB    | R1     | North  | NET30 | EUR
C2          | =Coast & Cold | Company | Active | Pier 1         | Hull         | GB              | Billing    | en_GB    | R1     | North  | NET30 | GBP

Invoices
Invoice No | Type        | Date       | Customer ID | Rep ID | Terms | Currency | Net      | Tax    | Status | Sent on    | Dispute | Dispute reason
INV-1      | Invoice     | 2025-11-03 | C1          | R1     | NET30 | EUR      | 800.00   | 0.00   | Sent   | 2025-11-03 | No      |
INV-2      | Invoice     | 2026-01-05 | C1          | R1     | NET30 | EUR      | 1,500.00 | 300.00 | Sent   | 2026-01-05 | No      |
INV-3      | Invoice     | 2026-02-20 | C1          | R1     | NET30 | EUR      | 600.00   | 0.00   | Sent   | 2026-02-20 | Yes     | Short by two
INV-4      | Invoice     | 2026-03-05 | C2          | R1     | NET30 | GBP      | 200.00   | 0.00   | Sent   | 2026-03-05 | No      |
INV-5      | Invoice     | 2026-03-30 | C1          | R1     | NET30 | EUR      | 100.00   | 0.00   | Sent   | 2026-03-30 | No      |
CN-6       | Credit note | 2026-03-12 | C1          | R1     | NET30 | EUR      | -50.00   | 0.00   | Sent   | 2026-03-12 | No      |
INV-7      | Invoice     | 2026-03-30 | C1          | R1     | NET30 | EUR      | 999.00   | 0.00   | Draft  |            | No      |
INV-8      | Invoice     | 2026-04-02 | C1          | R1     | NET30 | EUR      | 777.00   | 0.00   | Sent   | 2026-04-02 | No      |

Receipts
Receipt No | Date       | Method        | Payer      | Reference | Amount   | Currency | Customer ID | Apply to
BK-1       | 2026-01-20 | Bank transfer | NORD FOODS | INV-2     | 1,800.00 | EUR      | C1          | INV-2
BK-2       | 2026-03-20 | Bank transfer | NORD FOODS | thanks    | 40.00    | EUR      | C1          |
"""
CLASSES = ("Not due", "Class 1", "Class 2", "Class 3", "Class 4", "Class 5", "Unapplied")


def report(text: str = OFFICE, as_of: str = "2026-03-31", **settings: object) -> dict[str, object]:
    return dict(data(run(book_of(text, as_of=as_of, **settings)).book, "office"))


@pytest.fixture(scope="module")
def office() -> dict[str, object]:
    return report()


def rows(made: dict[str, object], name: str, *fields: str) -> list[tuple[object, ...]]:
    return [tuple(row[field] for field in fields) for row in made[name]]  # type: ignore[attr-defined]


def euros(*amounts: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, amounts))


def test_each_customer_s_money_stands_in_its_age_class_and_credit_apart(office):
    assert rows(office, "ageing", "Customer", *CLASSES) == [
        ("Nord Foods", *euros("100.00", "600.00", "0.00", "0.00", "800.00", "0.00", "-90.00")),
        ("=Coast & Cold", *euros("230.00", "0.00", "0.00", "0.00", "0.00", "0.00", "0.00")),
    ]


def test_the_classes_are_those_of_the_setting_and_more_than_five_run_together():
    made = report(age_edges="10, 20, 30, 40, 50, 60")
    assert list(made["classes"].values()) == ["1-10", "11-20", "21-30", "31-40", "40+"]
    assert rows(made, "ageing", *CLASSES)[0] == euros("100.00", "600.00", "0.00", "0.00", "0.00", "800.00", "-90.00")


def test_fewer_classes_leave_the_last_columns_without_name_and_money():
    made = report(age_edges="30")
    assert list(made["classes"].values()) == ["1-30", "30+", "", "", ""]
    assert rows(made, "ageing", *CLASSES)[0] == euros("100.00", "600.00", "800.00", "0.00", "0.00", "0.00", "-90.00")


def test_overdue_papers_stand_largest_first_with_their_days(office):
    assert rows(office, "overdue_list", "Invoice", "Days late", "Reminder", "Open") == [
        ("INV-1", 118, None, Decimal("800.00")),
        ("INV-3", 9, None, Decimal("600.00")),
    ]


def test_inside_the_grace_days_an_invoice_is_not_overdue_and_its_money_is_expected_in_the_first_week():
    made = report(OFFICE.replace("Yes     | Short by two", "No      |"), grace_days=9)
    assert rows(made, "overdue_list", "Invoice") == [("INV-1",)]
    assert rows(made, "expected", "From", "To", "Invoices", "Expected")[0] == (
        date(2026, 4, 1), date(2026, 4, 7), 2, Decimal("830.00"),
    )  # fmt: skip


def test_disputed_and_unapplied_papers_have_lists_of_their_own(office):
    assert rows(office, "disputed", "Invoice", "Reason", "Open") == [("INV-3", "Short by two", Decimal("600.00"))]
    assert rows(office, "unapplied", "Invoice", "Type", "Open") == [
        ("CN-6", "Credit note", Decimal("-50.00")),
        ("BK-2", "Receipt", Decimal("-40.00")),
    ]


def test_expected_cash_leaves_out_what_is_overdue_or_disputed_and_stands_in_the_week_of_its_due_date(office):
    expected = [row for row in rows(office, "expected", "From", "Invoices", "Expected") if row[1]]
    assert expected == [(date(2026, 4, 1), 1, Decimal("230.00")), (date(2026, 4, 29), 1, Decimal("100.00"))]
    assert office["tile_cash"]["value"] == "€230"


def test_money_due_after_the_weeks_shown_stands_in_one_row():
    made = report(OFFICE.replace("NET30 | 1    | 100%      | 0      | 30 ", "NET30 | 1    | 100%      | 0      | 200"))
    assert rows(made, "expected", "Week", "Invoices")[-1] == ("Later", 2)


def test_each_currency_keeps_its_own_sum_beside_the_converted_one(office):
    assert rows(office, "by_currency", "Currency", "Papers", "In that currency", "In base currency") == [
        ("EUR", 5, Decimal("1410.00"), Decimal("1410.00")),
        ("GBP", 1, Decimal("200.00"), Decimal("230.00")),
    ]


def test_open_is_billed_less_settled_less_receipts_left(office):
    flow = [office[name] for name in ("billed", "settled", "receipts_left", "ledger_open")]
    assert flow == list(euros("3480.00", "1800.00", "40.00", "1640.00"))
    assert sum(sum(row) for row in rows(office, "ageing", *CLASSES)) == Decimal("1640.00")


def test_days_sales_outstanding_are_those_of_the_rule(office):
    # owed 1,730; billed in three months 1,800 + 600 + 230 + 100 - 50 = 2,680 in 90 days
    assert office["speed"]["billed"] == Decimal("2680.00")
    assert office["speed"]["days"] == 90
    assert office["speed"]["simple"] == round(1730 / 2680 * 90, 1) == 58.1
    # March 280 (31 days), February 600 (28), of January's 1,800 the remaining 850 (31)
    assert office["speed"]["countback"] == round(31 + 28 + 850 / 1800 * 31, 1) == 73.6


def test_collected_is_the_share_of_what_could_be(office):
    # owed on 31 December 800; billed since 2,730; owed now 1,730, of which 330 is not overdue
    assert office["speed"]["effectiveness"] == pytest.approx((800 + 2730 - 1730) / (800 + 2730 - 330))


def test_headlines_say_what_the_figures_say(office):
    assert office["headlines"]["overdue"] == "81% of what is owed is overdue, all of it from Nord Foods."
    assert office["headlines"]["risk"] == "1 invoice with €600 in dispute."
    assert office["headlines"]["cash"] == "€230 falls due in the next four weeks, from =Coast & Cold."


def test_an_earlier_as_of_day_knows_nothing_of_later_papers():
    made = report(as_of="2026-01-10")
    assert rows(made, "overdue_list", "Invoice", "Days late") == [("INV-1", 38)]
    assert made["ledger_open"] == Decimal("2600.00")


def test_a_book_without_invoices_and_receipts_feeds_no_report():
    assert not fed_by(book_of(""))
    assert fed_by(book_of(OFFICE))
    assert REPORTS["receivables"].title == "Receivables"
