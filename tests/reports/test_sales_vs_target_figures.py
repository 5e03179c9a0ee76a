"""The report's datasets: every row can be checked by hand, and everything adds up to the documents."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salessheets.app.running import run
from salessheets.reports import REPORTS
from salessheets.reports.sales_vs_target import data, fed_by
from salessheets.sheets.specimen import book_of

OFFICE = """
Payment Terms
Terms | Line | Portion % | Months | Days | End of month | Counts from
NET30 | 1    | 100%      | 0      | 30   | No           | Invoice date

Reps
Rep ID | Name       | E-mail      | Region | Reports to | Started    | Time zone
R1     | Anita Rao  | a@x.example | North  |            | 2024-02-01 | UTC
R2     | Tom Bell   | t@x.example | South  | R1         | 2024-02-01 | UTC
R3     | Mia Winter | m@x.example | South  | R1         | 2024-02-01 | UTC

Customers
Customer ID | Customer name | Kind    | Status | Billing street | Billing city | Billing country | Letters to | Language | Rep ID | Region | Terms | Currency
C1          | Nord Foods    | Company | Active | Mill Lane      | Leeds        | GB              | Billing    | en_GB    | R1     | North  | NET30 | EUR
C2          | Coast Cold    | Company | Active | Pier 1         | Hull         | GB              | Billing    | en_GB    | R2     | South  | NET30 | EUR
C3          | Tea Traders   | Company | Active | Quay 9         | Hull         | GB              | Billing    | en_GB    | R2     | South  | NET30 | EUR

Targets
Target No | Fiscal year | Period | Rep ID | Scope | Measure | Counted at | Target | Spread
T-1       | 2026        | P01    | R1     | Own   | Revenue | Invoice    | 1,000  | Even
T-2       | 2026        | P02    | R1     | Own   | Revenue | Invoice    | 1,000  | Even
T-3       | 2026        | Q1     | R2     | Own   | Revenue | Invoice    | 900    | Even
T-4       | 2026        | Q1     | R1     | Team  | Revenue | Invoice    | 4,000  | Even

Invoices
Invoice No | Type        | Date       | Customer ID | Rep ID | Terms | Currency | Net      | Tax    | Status | Sent on    | Dispute
INV-1      | Invoice     | 2026-01-05 | C1          | R1     | NET30 | EUR      | 1,500.00 | 300.00 | Sent   | 2026-01-05 | No
INV-2      | Invoice     | 2026-02-10 | C1          | R1     | NET30 | EUR      | 700.00   | 140.00 | Sent   | 2026-02-10 | No
INV-3      | Invoice     | 2026-03-10 | C2          | R2     | NET30 | EUR      | 450.00   | 90.00  | Sent   | 2026-03-10 | No
CN-4       | Credit note | 2026-03-12 | C3          | R2     | NET30 | EUR      | -50.00   | -10.00 | Sent   | 2026-03-12 | No
INV-5      | Invoice     | 2025-11-03 | C3          | R3     | NET30 | EUR      | 80.00    | 16.00  | Sent   | 2025-11-03 | No
INV-6      | Invoice     | 2026-03-30 | C3          | R3     | NET30 | EUR      | 100.00   | 20.00  | Sent   | 2026-03-30 | No
INV-7      | Invoice     | 2026-03-30 | C3          | R3     | NET30 | EUR      | 999.00   | 0.00   | Draft  |            | No

Receipts
Receipt No | Date       | Method        | Payer      | Reference | Amount   | Currency | Customer ID | Apply to
BK-1       | 2026-01-20 | Bank transfer | NORD FOODS | INV-1     | 1,800.00 | EUR      | C1          | INV-1
BK-2       | 2026-03-20 | Bank transfer | TEA        | thanks    | 40.00    | EUR      | C3          |
"""


def report(text: str = OFFICE, as_of: str = "2026-03-31", **settings_: object) -> dict[str, object]:
    return dict(data(run(book_of(text, as_of=as_of, **settings_)).book, "office"))


@pytest.fixture(scope="module")
def office() -> dict[str, object]:
    return report()


def rows(made: dict[str, object], name: str, *fields: str) -> list[tuple[object, ...]]:
    return [tuple(row[field] for field in fields) for row in made[name]]  # type: ignore[union-attr]


def money(text: str) -> Decimal:
    return Decimal(text)


def test_reps_stand_best_first_with_their_targets_to_date_and_sales_without_target_last(office):
    assert rows(office, "attainment_year", "Rep", "Region", "Target", "Revenue") == [
        ("Anita Rao", "North", money("2000.00"), money("2200.00")),
        ("Tom Bell", "South", money("900.00"), money("400.00")),
        ("Mia Winter", "South", None, money("100.00")),
    ]


def test_a_month_without_a_target_still_shows_what_was_sold(office):
    march = [
        row for row in rows(office, "attainment_month", "Month", "Rep", "Target", "Revenue") if row[0] == "Mar 2026"
    ]
    assert march == [
        ("Mar 2026", "Tom Bell", None, money("400.00")),
        ("Mar 2026", "Mia Winter", None, money("100.00")),
    ]


def test_a_team_target_stands_on_its_own_and_is_never_added_to_its_members(office):
    assert rows(office, "attainment_team", "Rep", "Reps", "Target", "Revenue") == [
        ("Anita Rao", 3, money("4000.00"), money("2700.00"))
    ]
    assert office["revenue"]["versus"] == pytest.approx(2700 / 2900 - 1, abs=1e-6)


def test_without_a_team_target_a_team_stands_by_the_own_targets_of_its_members():
    made = report(
        OFFICE.replace("T-4       | 2026        | Q1     | R1     | Team  | Revenue | Invoice    | 4,000  | Even\n", "")
    )
    assert rows(made, "attainment_team", "Rep", "Reps", "Target", "Revenue") == [
        ("Anita Rao", 3, money("2900.00"), money("2700.00"))
    ]


def test_every_cut_of_revenue_adds_up_to_the_documents(office):
    sums = {
        name: sum(row["Revenue"] for row in office[name])
        for name in ("attainment_year", "attainment_quarter", "attainment_month", "weekly")
    }
    assert sums == dict.fromkeys(sums, money("2700.00"))
    assert office["documents_year"] == office["documents_weeks"] == money("2700.00")


def test_week_targets_are_the_days_of_the_targets_and_add_up_to_the_target_to_date(office):
    weeks = rows(office, "weekly", "Week", "Starts", "Revenue", "Target", "Note")
    assert weeks[0] == (
        "W01",
        date(2025, 12, 29),
        money("0.00"),
        money("169.03"),
        "",
    )  # 4 days of 1,000/31 and of 900/90
    assert weeks[1] == ("W02", date(2026, 1, 5), money("1500.00"), money("295.81"), "")
    assert weeks[-1] == ("W14", date(2026, 3, 30), money("100.00"), money("20.00"), "so far")
    assert sum(week[3] for week in weeks) == money("2900.00")


def test_what_is_owed_is_shown_by_customer_and_age_and_nothing_unapplied_is_netted(office):
    fields = ("Customer", "Not due", "1-30", "31-60", "61-90", "Over 90", "Unapplied")
    zero = money("0.00")
    assert rows(office, "receivables", *fields) == [
        ("Nord Foods", zero, money("840.00"), zero, zero, zero, zero),
        ("Coast Cold", money("540.00"), zero, zero, zero, zero, zero),
        ("Tea Traders", money("120.00"), zero, zero, zero, money("96.00"), money("-100.00")),
    ]


def test_ages_and_unapplied_add_up_to_billed_less_settled_less_receipts_not_applied(office):
    shown = sum(
        row[name]
        for row in office["receivables"]
        for name in ("Not due", "1-30", "31-60", "61-90", "Over 90", "Unapplied")
    )
    assert shown == office["ledger_open"] == money("1496.00")
    assert (office["billed"], office["settled"], office["unapplied"]) == (
        money("3336.00"),
        money("1800.00"),
        money("40.00"),
    )


def test_overdue_invoices_come_largest_first_with_days_and_names(office):
    assert rows(office, "overdue_list", "Invoice", "Customer", "Rep", "Due", "Days late", "Open") == [
        ("INV-2", "Nord Foods", "Anita Rao", date(2026, 3, 12), 19, money("840.00")),
        ("INV-5", "Tea Traders", "Mia Winter", date(2025, 12, 3), 118, money("96.00")),
    ]
    assert office["overdue_note"] == "2 invoices are overdue with €936, the largest first."


def test_the_tiles_say_how_much_and_against_what(office):
    tiles = {
        name: (office[name]["value"], office[name]["versus"])
        for name in ("revenue", "attainment", "reps", "week", "overdue", "old")
    }
    assert tiles["revenue"] == ("€2.7K", round(2700 / 2900 - 1, 6))
    assert tiles["attainment"] == (2700 / 2900, money("-200.00"))
    assert tiles["reps"] == ("1 of 2", -1)
    assert tiles["week"] == ("€0", -1.0)
    assert tiles["overdue"] == ("€936", -round(936 / 1596, 6))
    assert tiles["old"] == ("€96", -1)


def test_the_headlines_are_sentences_with_their_figures(office):
    assert office["headlines"] == {
        "outlook": "93% of the target to date.",
        "people": "Anita Rao leads at 110%; Tom Bell trails at 44%. 1 of 2 is behind.",
        "weeks": "The last full week brought nothing.",
        "data": "The last check of the workbook found no errors and no warnings.",
        "cash": "59% of open amounts is overdue. Nord Foods owes the most of it: €840.",
    }


def test_the_year_end_is_told_only_where_the_targets_reach_that_far():
    made = report(OFFICE.replace("| Q1     | R2 ", "| FY     | R2 "))
    assert (
        made["headlines"]["outlook"]
        == "122% of the target to date; at the pace of the last four weeks the year ends 129% above its target."
    )
    closed = report(OFFICE.replace("| Q1     | R2 ", "| FY     | R2 "), as_of="2026-12-31")
    assert closed["headlines"]["outlook"] == "The year closes at 93% of its target of €2.9K."


def test_a_book_without_targets_says_so_and_divides_by_nothing():
    text = "\n".join(block for block in OFFICE.split("\n\n") if not block.lstrip().startswith("Targets"))
    made = report(
        "\n\n"
        + text.replace("\nReps\n", "\n\nReps\n")
        .replace("\nInvoices\n", "\n\nInvoices\n")
        .replace("\nReceipts\n", "\n\nReceipts\n")
    )
    assert (
        made["headlines"]["outlook"]
        == "There is no revenue target for this year, so revenue stands without comparison."
    )
    assert (made["attainment"]["value"], made["attainment"]["versus"]) == ("–", "no target set")
    assert {row["Target"] for row in made["weekly"]} == {None}


def test_an_empty_book_makes_a_report_of_zeros():
    made = report("")
    assert made["headlines"]["cash"] == "Nothing is open."
    assert made["documents_year"] == made["ledger_open"] == money("0.00")
    assert made["receivables"] == made["overdue_list"] == []
    assert not fed_by(book_of(""))


def test_a_target_of_the_whole_company_is_met_by_everybody():
    made = report(OFFICE.replace("T-1       | 2026        | P01    | R1 ", "T-1       | 2026        | FY     |    ").replace(
        "T-2       | 2026        | P02    | R1     | Own   | Revenue | Invoice    | 1,000  | Even\n", "").replace(
        "T-3       | 2026        | Q1     | R2     | Own   | Revenue | Invoice    | 900    | Even\n", ""))  # fmt: skip
    assert rows(made, "attainment_year", "Rep", "Target", "Revenue")[0] == (
        "Target of the whole company",
        money("246.58"),
        None,
    )
    assert made["attainment"]["value"] == pytest.approx(2700 / 246.58)
    assert sum(row["Revenue"] or 0 for row in made["attainment_year"]) == made["documents_year"]


def test_one_rep_and_the_first_days_of_a_year():
    made = report(OFFICE, as_of="2026-01-06")
    assert made["headlines"]["weeks"] == "The last full week brought nothing."
    assert rows(made, "weekly", "Week", "Note") == [("W01", ""), ("W02", "so far")]
    assert made["headlines"]["people"].startswith("Anita Rao leads")


def test_revenue_of_reps_with_targets_for_one_region_only_still_adds_up():
    made = report(OFFICE.replace("Rep ID | Scope | Measure", "Rep ID | Region | Scope | Measure").replace("| R1     | Own", "| R1     | South | Own").replace(
        "| R2     | Own", "| R2     |       | Own").replace("| R1     | Team", "| R1     |       | Team"))  # fmt: skip
    shown = rows(made, "attainment_year", "Rep", "Region", "Target", "Revenue")
    assert ("Anita Rao", "South", money("2000.00"), money("0.00")) in shown
    assert ("Anita Rao", "other sales", None, money("2200.00")) in shown
    assert sum(row[3] for row in shown) == made["documents_year"]


def many(count: int, each: str = "10.00") -> str:
    head, _, rest = OFFICE.partition("\nInvoices\n")
    line = "INV-{0} | Invoice | 2026-01-{1:02d} | D{0} | R1 | NET30 | EUR | {2} | 0.00 | Sent | 2026-01-05 | No"
    lines = [line.format(i, 1 + i % 28, Decimal(each) + i) for i in range(100, 100 + count)]
    return f"{head}\nInvoices\n{rest.partition(chr(10))[0]}\n" + "\n".join(lines) + "\n"


def test_of_many_customers_the_largest_are_shown_and_the_others_added_up():
    made = report(many(90))
    assert len(made["receivables"]) == 16
    assert made["receivables"][-1]["Customer"] == "75 others"
    assert (
        sum(row["Not due"] + row["1-30"] + row["31-60"] + row["61-90"] + row["Over 90"] for row in made["receivables"])
        == made["ledger_open"]
    )
    assert len(made["overdue_list"]) == 61
    assert made["overdue_list"][-1]["Customer"] == "30 further invoices"
    assert sum(row["Open"] for row in made["overdue_list"]) == made["ledger_overdue"]
    assert made["overdue_title"] == "Largest overdue invoices, 8 of 90"


def test_weeks_of_a_long_year_are_all_in_the_table_and_the_last_26_full_ones_in_the_chart():
    made = report(many(3), as_of="2026-12-31")
    assert len(made["weekly"]) == 53
    assert rows(made, "chart_weeks", "Week")[0] == ("W27",)
    assert len(made["chart_weeks"]) == 26


def test_the_bars_of_attainment_end_where_they_should_and_the_mark_stands_at_100_percent(office):
    bars = {row["Label"]: row for row in office["chart_attainment"] if row["Label"].strip()}
    assert list(bars) == ["▼ Tom Bell 44%", "● Anita Rao 110%", "▼ Company 93%"]
    over, under = bars["● Anita Rao 110%"], bars["▼ Tom Bell 44%"]
    assert over["Reached"] + over["Mark"] + over["Over"] == pytest.approx(1.1)
    assert under["Behind"] == pytest.approx(400 / 900, abs=1e-6)
    assert (
        over["Reached"] + over["Mark"] / 2 == under["Behind"] + under["Short"] + under["Mark"] / 2 == pytest.approx(1)
    )


def test_charts_are_drawn_in_the_unit_that_suits_the_amounts():
    made = report(many(5, each="250000.00"), base_currency="EUR", document_language="en_GB")
    assert (made["unit"], made["open_unit"]) == ("EUR thousand", "EUR thousand")
    assert report(many(5, each="25.00"))["unit"] == "EUR"


def test_a_week_is_behind_or_on_target_never_both(office):
    for row in office["chart_weeks"]:
        assert (row["On target"] is None) != (row["Behind"] is None)


def test_open_findings_are_counted_by_rule_and_accepted_ones_left_out():
    text = (
        OFFICE
        + """
Findings
Finding | Severity | Rule            | Sheet    | Cell | Found | What is wrong | What to do | First seen | State    | Your remark
F-1     | Warning  | repeated-key    | Receipts | A3   |       | a             | b          | 2026-03-31 | Open     |
F-2     | Error    | unknown-thing   | Orders   | A2   |       | a             | b          | 2026-03-31 | Open     |
F-3     | Warning  | repeated-key    | Receipts | A4   |       | a             | b          | 2026-03-31 | Open     |
F-4     | Warning  | repeated-key    | Receipts | A5   |       | a             | b          | 2026-03-31 | Accepted | known
"""
    )
    made = report(text)
    assert rows(made, "findings_by_rule", "Severity", "Rule", "Sheet", "Findings") == [
        ("✖ Error", "unknown-thing", "Orders", 1),
        ("▲ Warning", "repeated-key", "Receipts", 2),
    ]
    assert made["headlines"]["data"] == "1 error and 2 warnings in the workbook; the page Control counts them by rule."


def test_the_report_is_registered_under_the_name_of_its_template():
    assert REPORTS["sales_vs_target"].title == "Sales against target"


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 31), st.sampled_from(["R1", "R2", "R3", ""]), st.integers(-5000, 90_000)), max_size=12
    )
)
def test_whatever_is_invoiced_every_total_of_the_report_ties(papers):
    head, _, rest = OFFICE.partition("\nInvoices\n")
    lines = [
        f"INV-{i} | {'Invoice' if cents >= 0 else 'Credit note'} | 2026-03-{day:02d} | C{1 + i % 3} | {rep} | NET30 | EUR | {cents / 100:.2f} | 0.00 | Sent | 2026-03-01 | No"
        for i, (day, rep, cents) in enumerate(papers, 10)
    ]
    made = report(f"{head}\nInvoices\n{rest.partition(chr(10))[0]}\n" + "\n".join(lines) + "\n")
    total = Decimal(sum(cents for _, _, cents in papers)) / 100
    for name in ("attainment_year", "attainment_quarter", "attainment_month", "weekly"):
        assert sum(row["Revenue"] or 0 for row in made[name]) == total
    classes = ("Not due", "1-30", "31-60", "61-90", "Over 90", "Unapplied")
    assert sum(row[name] for row in made["receivables"] for name in classes) == made["ledger_open"] == total
    assert sum(row["Open"] for row in made["overdue_list"]) == made["ledger_overdue"]
