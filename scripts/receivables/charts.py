"""The two charts: who owes how much and how old it is, and when money should come."""

from __future__ import annotations

from typing import Any

from sales_vs_target.look import (
    BLUE,
    DARK_ORANGE,
    HAIRLINE,
    INK,
    ORANGE,
    PALE_BLUE,
    PALE_ORANGE,
    Look,
    chart_text,
    feed,
    titled,
)

from receivables import chart_data

LADDER = (PALE_BLUE, PALE_ORANGE, "#EFA85F", ORANGE, DARK_ORANGE, "#6B2700")
"""Not due, then from pale to dark with age: told apart by lightness, so without colour vision and in grey too."""


def ages(look: Look, width: int, height: int) -> Any:
    """Stacked bars by customer, the largest on top."""
    row, chart = chart_data.AGES, look.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, colour in enumerate(LADDER, 1):
        chart.add_series(
            {
                "name": ["Chart data", row - 2, column],
                "categories": feed(row, 0),
                "values": feed(row, column),
                "fill": {"color": colour},
                "border": {"color": "#FFFFFF", "width": 0.5},
                "gap": 40,
            }
        )
    titled(chart, "Open by days past due, largest customers ({{ ages_unit }})")
    chart.set_y_axis(_axis(num_font=chart_text(7.5, INK), interval_unit=1))
    chart.set_x_axis(_axis(min=0, num_format="#,##0.##", major_gridlines=_grid()))
    chart.set_legend({"position": "bottom", "font": chart_text(7.5)})
    chart.set_size({"width": width, "height": height})
    return chart


def cash(look: Look, width: int, height: int) -> Any:
    """One column per week."""
    row, chart = chart_data.CASH, look.book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": ["Chart data", row - 1, 1],
            "categories": feed(row, 0),
            "values": feed(row, 1),
            "fill": {"color": BLUE},
            "border": {"none": True},
            "gap": 45,
        }
    )
    titled(chart, "Expected cash by first day of the week ({{ cash_unit }})")
    chart.set_x_axis(_axis(text_axis=True))
    chart.set_y_axis(_axis(min=0, num_format="#,##0.##", major_gridlines=_grid()))
    chart.set_legend({"none": True})
    chart.set_size({"width": width, "height": height})
    return chart


def placed(alt: str, x: int = 0, y: int = 0) -> dict[str, Any]:
    """Where a chart stands in its cell, and what it shows in words."""
    return {"description": alt, "object_position": 2, "x_offset": x, "y_offset": y}


def _grid() -> dict[str, Any]:
    return {"visible": True, "line": {"color": HAIRLINE, "width": 0.5}}


def _axis(**more: Any) -> dict[str, Any]:
    line = {"color": HAIRLINE}
    return {"num_font": chart_text(7.5), "line": line, "major_tick_mark": "none", "minor_tick_mark": "none", **more}
