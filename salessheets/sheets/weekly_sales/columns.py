"""The columns of the Weekly Sales sheet."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet, Upkeep

WEEKLY_SALES = Sheet(
    "Weekly Sales",
    "One row per week, rep, region and product group. The figures of a closed week never change; what comes later stands in Restated.",
    group="Targets",
    book="starter",
    upkeep=Upkeep.REBUILT,
    aliases=("Weekly", "Weekly record", "Weekly sales record", "Wochenumsatz", "Wochenumsätze", "साप्ताहिक बिक्री"),
    columns=(
        Column("Fiscal year", Kind.WHOLE, "The fiscal year of the week, as Settings names it.", "2026", key=True, owner=Owner.OURS, aliases=("FY", "Year", "Geschäftsjahr", "Jahr", "वित्तीय वर्ष")),
        Column("Week", Kind.WHOLE, "Number of the week in its fiscal year.", "11", key=True, owner=Owner.OURS, minimum=1, maximum=53, aliases=("Week No", "Week number", "Wk", "KW", "Kalenderwoche", "Woche", "सप्ताह"), rule="1 to 53."),
        Column("Week starts", Kind.DATE, "First day of the week.", "2026-03-09", required=True, owner=Owner.OURS, aliases=("Week start", "Week commencing", "Week of", "Wochenbeginn")),
        Column("Rep ID", Kind.TEXT, "Who made the sales.", "R03", key=True, refers_to=("Reps", "Rep ID"), owner=Owner.OURS, aliases=("Rep", "Sales rep", "Salesperson", "Sales executive", "Vertreter", "Verkäufer")),
        Column("Region", Kind.LIST, "Region of the sales; blank where the customer has none.", "North", key=True, list_name="Region", owner=Owner.OURS, aliases=("Territory", "Area", "Gebiet", "क्षेत्र"), rule="Part of the key; may be blank."),
        Column("Product group", Kind.LIST, "Product group of the sales; blank where no lines say it.", "Pumps", key=True, list_name="Product group", owner=Owner.OURS, aliases=("Category", "Product category", "Product line", "Warengruppe", "Produktgruppe", "उत्पाद समूह"), rule="Part of the key; may be blank."),
        Column("Net sales", Kind.MONEY, "Sales before tax in base currency, less credit notes.", "6,480.00", required=True, owner=Owner.OURS, aliases=("Net revenue", "Sales", "Revenue", "Nettoumsatz", "Umsatz", "शुद्ध बिक्री"), rule="Credit notes included, negative."),
        Column("Units", Kind.NUMBER, "How many units were sold.", "14", required=True, owner=Owner.OURS, aliases=("Qty", "Quantity", "Units sold", "Stück", "Menge", "मात्रा")),
        Column("Orders", Kind.WHOLE, "How many orders stand behind the sales.", "3", required=True, owner=Owner.OURS, aliases=("No of orders", "Order count", "Aufträge", "आदेश")),
        Column("Target", Kind.MONEY, "The week's share of the revenue targets, in base currency.", "6,923.08", owner=Owner.OURS, aliases=("Weekly target", "Target amount", "Wochenziel", "Ziel", "लक्ष्य")),
        Column("Closed on", Kind.DATE, "The day the week was closed. From then on its figures stand.", "2026-03-16", owner=Owner.OURS, aliases=("Closed", "Date closed", "Abgeschlossen am"), rule="Set when the week is closed."),
        Column("Restated", Kind.MONEY, "Corrections that came after the week was closed, kept apart from its net sales.", "0.00", owner=Owner.OURS, aliases=("Restatement", "Late corrections", "Nachträglich")),
    ),
)
