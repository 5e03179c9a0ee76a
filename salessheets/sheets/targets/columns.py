"""The columns of the Targets sheet."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.settings import COUNTED_AT
from salessheets.core.sheet import Sheet
from salessheets.sheets import aliases

SCOPES = ("Own", "Team")
MEASURES = ("Revenue", "Units", "Orders", "New customers")
SPREADS = ("Even", "Working days", "Seasonal")

TARGETS = Sheet(
    "Targets",
    "One row per target: what a rep, a region or a product group is to sell in a period. Achievement and forecast are worked out.",
    group="Targets",
    book="starter",
    aliases=("Target", "Sales targets", "Quotas", "Quota", "Ziele", "Vertriebsziele", "लक्ष्य"),
    columns=(
        Column(
            "Target No",
            Kind.TEXT,
            "Your number of the target.",
            "T-26-Q2-R03",
            key=True,
            aliases=("Target #", "Target ID", "Target number", "Zielnr.", "लक्ष्य सं."),
        ),
        Column(
            "Fiscal year",
            Kind.WHOLE,
            "The fiscal year, as Settings names it.",
            "2026",
            required=True,
            aliases=aliases.FISCAL_YEAR,
        ),
        Column(
            "Period",
            Kind.TEXT,
            "The part of the year: FY, a quarter, a month of the fiscal year or a week.",
            "Q2",
            required=True,
            aliases=("Target period", "Zeitraum", "Periode", "अवधि"),
            rule="FY, Q1 to Q4, P01 to P12 or W01 to W53.",
        ),
        Column(
            "Rep ID",
            Kind.TEXT,
            "Whose target it is. Blank means everybody's.",
            "R03",
            refers_to=("Reps", "Rep ID"),
            aliases=("Rep", "Sales rep", "Salesperson", "Sales executive", "Vertreter", "Verkäufer"),
            rule="Blank means all.",
        ),
        Column(
            "Scope",
            Kind.LIST,
            "Own counts the rep's own sales; Team adds everyone who reports up to the rep. Blank means Own.",
            "Own",
            allowed=SCOPES,
            aliases=("Own or team", "Umfang"),
            rule="Blank means Own. Company totals never add Team rows to Own rows.",
        ),
        Column(
            "Region",
            Kind.LIST,
            "Only sales of this region. Blank means every region.",
            "",
            list_name="Region",
            aliases=("Territory", "Area", "Gebiet", "क्षेत्र"),
            rule="Blank means all.",
        ),
        Column(
            "Product group",
            Kind.LIST,
            "Only sales of this product group. Blank means every group.",
            "",
            list_name="Product group",
            aliases=("Category", "Product category", "Product line", "Warengruppe", "Produktgruppe", "उत्पाद समूह"),
            rule="Blank means all.",
        ),
        Column(
            "Measure",
            Kind.LIST,
            "What is counted. Revenue is net, in base currency.",
            "Revenue",
            required=True,
            allowed=MEASURES,
            aliases=("Target measure", "KPI", "Kennzahl", "Messgröße"),
        ),
        Column(
            "Counted at",
            Kind.LIST,
            "At which event a sale counts.",
            "Invoice",
            required=True,
            allowed=COUNTED_AT,
            aliases=("Counts at", "Counted on", "Gezählt bei"),
        ),
        Column(
            "Target",
            Kind.NUMBER,
            "How much is to be reached. Blank only where it takes over from another target: then it is what that one has left.",
            "90,000",
            minimum=0,
            aliases=("Target amount", "Target value", "Quota", "Goal", "Ziel", "Zielwert", "लक्ष्य"),
            rule="0 or more. Required, except where Takes over from is filled: then what is left of that target from this row's From.",
        ),
        Column(
            "Spread",
            Kind.LIST,
            "How the target is spread over the days of the period.",
            "Working days",
            required=True,
            allowed=SPREADS,
            aliases=("Phasing", "Distribution", "Verteilung"),
        ),
        Column(
            "From",
            Kind.DATE,
            "First day, where it is not the whole period: somebody joins.",
            "",
            aliases=("From date", "Starts", "Start date", "Von", "Ab"),
        ),
        Column(
            "To",
            Kind.DATE,
            "Last day, where it is not the whole period: somebody leaves.",
            "",
            aliases=("To date", "Ends", "End date", "Until", "Bis"),
        ),
        Column(
            "Takes over from",
            Kind.TEXT,
            "The target that this one continues after accounts changed hands.",
            "",
            refers_to=("Targets", "Target No"),
            aliases=("Takes over", "Replaces target", "Übernimmt von"),
        ),
        Column("Achieved", Kind.NUMBER, "What was reached up to the as-of date.", "41,220", owner=Owner.OURS),
        Column(
            "Target to date",
            Kind.NUMBER,
            "What should have been reached by the as-of date.",
            "44,262",
            owner=Owner.OURS,
        ),
        Column(
            "Attainment %",
            Kind.PERCENT,
            "Achieved as a share of the target to date; blank while that is 0.",
            "93.1%",
            owner=Owner.OURS,
            rule="Achieved / Target to date; blank where that is 0.",
        ),
        Column(
            "Forecast",
            Kind.NUMBER,
            "What the whole period will bring if it goes on like this.",
            "88,400",
            owner=Owner.OURS,
        ),
    ),
)
