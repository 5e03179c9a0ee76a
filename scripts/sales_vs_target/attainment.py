"""Page "Attainment": by rep for the year, by team, by quarter and by month, with live gaps and shares."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from sales_vs_target.look import BLUE, DARK_ORANGE, MONEY, SHARE, SIGNED, Column, Look, this_row

NAME, TAB = "Attainment", BLUE
_LAST = 6


def draw(look: Look) -> None:
    """Four tables, one below the other."""
    sheet = look.pages[NAME]
    for column, width in enumerate((27, 20, 15, 15, 15, 14, 15)):
        sheet.set_column(column, column, width)
    look.heading(
        sheet, _LAST, "Attainment", "{{ company }} · {{ period }} · {{ currency }}, counted at {{ counted_at }}"
    )
    row = _band(
        look,
        sheet,
        3,
        "attainment_year",
        "By rep, year to date",
        "Targets are those to date, {{ as_of_text }} included. Sales without a target stand with the rep who made them.",
        "Region",
    )
    row = _band(
        look,
        sheet,
        row + 1,
        "attainment_team",
        "By team",
        "Own sales of the manager and of everyone who reports up to the manager. Teams overlap, so they are not added up.",
        "Reps",
        totals=False,
    )
    quarters = row + 1
    row = _band(
        look,
        sheet,
        quarters,
        "attainment_quarter",
        "By rep and quarter",
        "A quarter that is not over counts up to {{ as_of_text }}.",
        "Quarter",
    )
    months = row + 1
    row = _band(
        look,
        sheet,
        months,
        "attainment_month",
        "By rep and month",
        "A month that is not over counts up to {{ as_of_text }}.",
        "Month",
    )
    sheet.set_h_pagebreaks([quarters, months])
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, row - 1, _LAST)


def _band(
    look: Look, sheet: Worksheet, row: int, name: str, title: str, says: str, second: str, *, totals: bool = True
) -> int:
    """One table with its title. The next free row."""
    look.section(sheet, row, _LAST, title, says)
    head = row + 2
    columns = [
        Column("Rep", total="Total" if totals else "", shrink=True),
        Column(second, shrink=True),
        Column("Target", MONEY, total="sum" if totals else ""),
        Column("Revenue", MONEY, total="sum" if totals else ""),
        Column("Gap", SIGNED, formula=_gap(name), total=_total_gap(name) if totals else ""),
        Column("Attainment", SHARE, formula=_share(name), total=_total_share(name) if totals else ""),
        Column("Standing", formula=_standing(name)),
    ]
    below = look.table(sheet, head, name, columns)
    look.good_and_bad(sheet, head + 1, 4)
    look.bar(sheet, head + 1, 5, max_type="num", max_value=2)
    standing = f"LEFT(G{head + 2},1)"
    for mark, colour in (("▼", DARK_ORANGE), ("●", BLUE)):
        look_of = look.book.add_format({"font_color": colour})
        sheet.conditional_format(
            head + 1, 6, head + 1, 6, {"type": "formula", "criteria": f'={standing}="{mark}"', "format": look_of}
        )
    return below


def _total_gap(name: str) -> str:
    return f'=IF(SUBTOTAL(109,{name}[Target])=0,"",SUBTOTAL(109,{name}[Revenue])-SUBTOTAL(109,{name}[Target]))'


def _total_share(name: str) -> str:
    return f'=IF(SUBTOTAL(109,{name}[Target])=0,"",SUBTOTAL(109,{name}[Revenue])/SUBTOTAL(109,{name}[Target]))'


def _gap(name: str) -> str:
    target, revenue = this_row(name, "Target"), this_row(name, "Revenue")
    return f'=IF(OR(N({target})=0,{revenue}=""),"",{revenue}-{target})'


def _share(name: str) -> str:
    target, revenue = this_row(name, "Target"), this_row(name, "Revenue")
    return f'=IF(OR(N({target})=0,{revenue}=""),"",{revenue}/{target})'


def _standing(name: str) -> str:
    target, revenue = this_row(name, "Target"), this_row(name, "Revenue")
    known = f'IF({revenue}="","see total",IF({revenue}>={target},"● on target","▼ behind"))'
    return f'=IF(N({target})=0,"no target",{known})'
