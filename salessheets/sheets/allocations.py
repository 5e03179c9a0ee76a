"""Allocations: which receipt or credit note settled how much of which invoice."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet, Upkeep

ALLOCATION_KINDS = ("Payment", "Credit", "Discount", "Write-off", "Currency difference", "Refund")
"""In what way an amount settles an invoice."""

DECIDED = ("Admin", "Sure match")
"""Who decided on an allocation."""

ALLOCATIONS = Sheet(
    "Allocations",
    "One row per amount that settles an invoice, and by what. It is made from your Apply to entries and the sure matches, and is the audit trail of every open balance.",
    group="Money",
    book="starter",
    upkeep=Upkeep.REBUILT,
    currency_via=("Invoice No", "Invoices", "Currency"),
    aliases=("Allocation", "Payment allocations", "Applied payments", "Zuordnungen"),
    columns=(
        Column(
            "Allocation ID",
            Kind.TEXT,
            "Number of the allocation; it stays the same as long as the allocation stands.",
            "AL-0901",
            key=True,
            owner=Owner.OURS,
            aliases=("Allocation No", "Allocation #", "Allocation number", "Zuordnungsnr."),
        ),
        Column(
            "Source",
            Kind.TEXT,
            "The receipt or credit note that the amount comes from.",
            "BK-2026-0311-04",
            required=True,
            owner=Owner.OURS,
            aliases=("From document", "Receipt No", "Source document", "Herkunft"),
            rule="A Receipt No or the number of a credit note.",
        ),
        Column(
            "Invoice No",
            Kind.TEXT,
            "The invoice that it settles.",
            "INV-20417",
            required=True,
            refers_to=("Invoices", "Invoice No"),
            owner=Owner.OURS,
            aliases=(
                "Invoice #",
                "Inv No",
                "Invoice number",
                "Rechnungsnr.",
                "Rechnungsnummer",
                "चालान सं.",
                "चालान संख्या",
            ),
        ),
        Column(
            "Kind",
            Kind.LIST,
            "In what way it settles: paid, credited, discount taken, written off and so on.",
            "Payment",
            required=True,
            allowed=ALLOCATION_KINDS,
            owner=Owner.OURS,
            aliases=("Allocation kind", "Allocation type", "Type", "Art", "प्रकार"),
        ),
        Column(
            "Amount",
            Kind.MONEY,
            "How much of the invoice it settles, in the invoice's currency.",
            "3,156.00",
            required=True,
            owner=Owner.OURS,
            aliases=("Allocated", "Amount allocated", "Betrag", "राशि"),
            rule="In the invoice's currency.",
        ),
        Column(
            "Date",
            Kind.DATE,
            "The day from which it counts.",
            "2026-03-11",
            required=True,
            owner=Owner.OURS,
            aliases=("Allocation date", "Datum", "दिनांक"),
        ),
        Column(
            "Decided",
            Kind.LIST,
            "Whether you decided it in Apply to or the matching was sure.",
            "Sure match",
            required=True,
            allowed=DECIDED,
            owner=Owner.OURS,
            aliases=("Decided by", "Entschieden von"),
        ),
    ),
)
