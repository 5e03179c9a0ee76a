"""Contracts: agreements that run over time."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

CONTRACTS = Sheet(
    "Contracts",
    "One row per agreement with a customer that runs over time, with its term, renewal and notice.",
    group="Sales",
    book="standard",
    currency_via=("Customer ID", "Customers", "Currency"),
    aliases=("Agreements", "Service contracts", "Verträge", "अनुबंध"),
    columns=(
        Column("Contract No", Kind.TEXT, "Your number of the contract.", "K-0012", key=True, aliases=("Contract", "Contract number", "Contract #", "Contract ID", "Agreement No", "Vertragsnr.", "Vertragsnummer", "अनुबंध सं.")),
        Column("Customer ID", Kind.TEXT, "With whom it was made.", "C00117", required=True, refers_to=("Customers", "Customer ID"), aliases=("Customer", "Customer No", "Customer number", "Customer #", "Cust. no.", "Cust ID", "Client ID", "Kunde", "Kundennummer", "Kundennr.", "ग्राहक आईडी", "ग्राहक सं.")),
        Column("Title", Kind.TEXT, "What it is about.", "Pump service 2025", required=True, aliases=("Subject", "Contract title", "Titel", "Betreff", "शीर्षक")),
        Column("Rep ID", Kind.TEXT, "The rep who looks after the contract.", "R03", required=True, refers_to=("Reps", "Rep ID"), aliases=("Rep", "Sales rep", "Salesperson", "Owner", "Vertreter", "Verkäufer", "विक्रय प्रतिनिधि")),
        Column("Signed on", Kind.DATE, "The day on which the last side signed; blank while it is unsigned.", "2025-03-28", aliases=("Signed", "Date signed", "Signature date", "Unterschrieben am")),
        Column("Start", Kind.DATE, "First day of the contract.", "2025-04-01", required=True, aliases=("Starts", "Start date", "Begin", "Begins", "Beginn", "Vertragsbeginn")),
        Column("First term (months)", Kind.WHOLE, "Months for which it runs at first.", "12", required=True, minimum=0, aliases=("First term", "Term (months)", "Term", "Erstlaufzeit (Monate)", "Laufzeit"), rule="0 means open-ended"),
        Column("Renews", Kind.LIST, "What happens when a term ends.", "Automatically", required=True, allowed=("No", "Automatically", "By agreement"), aliases=("Renewal", "Auto-renew", "Verlängerung")),
        Column("Renewal (months)", Kind.WHOLE, "Months that each renewal adds.", "12", aliases=("Renewal term", "Verlängerung (Monate)")),
        Column("Notice", Kind.WHOLE, "How long before the end notice must be given, as a number of the unit beside it.", "3", required=True, aliases=("Notice period", "Kündigungsfrist")),
        Column("Notice unit", Kind.LIST, "Unit of the notice.", "Months", required=True, allowed=("Days", "Weeks", "Months"), aliases=("Notice in", "Unit of notice", "Einheit der Frist")),
        Column("Notice to", Kind.LIST, "The day on which the contract can end after notice.", "Term end", required=True, allowed=("Term end", "Month end", "Quarter end", "Any day"), aliases=("Notice takes effect at", "Ends at", "Kündbar zum")),
        Column("Annual value", Kind.MONEY, "What it brings in a year before tax, in the currency of the customer.", "6,000.00", aliases=("Yearly value", "Value per year", "Contract value", "Jahreswert")),
        Column("Yearly rise %", Kind.PERCENT, "By how much the value rises each year.", "3%", aliases=("Yearly rise", "Annual increase %", "Indexation %", "Jährliche Erhöhung %")),
        Column("Notice given on", Kind.DATE, "The day on which one side gave notice.", aliases=("Notice given", "Notice date", "Cancelled on", "Gekündigt am")),
        Column("Given by", Kind.LIST, "Which side gave notice.", allowed=("Us", "Customer"), aliases=("Notice by", "Notice given by", "Cancelled by", "Gekündigt von")),
        Column("Signed copy", Kind.PATH, "Where the signed paper is kept as a file.", "contracts/K-0012.pdf", aliases=("File", "Document", "Scan", "Datei", "Unterschriebenes Exemplar"), rule="the file exists"),
        Column("Stage", Kind.LIST, "Where the contract stands today.", "Running", allowed=("Unsigned", "Not started", "Running", "Notice window", "Notice given", "Renewed", "Ended"), owner=Owner.OURS),
        Column("Term ends", Kind.DATE, "Last day of the current term.", "2026-03-31", owner=Owner.OURS),
        Column("Act before", Kind.DATE, "The last safe day to give notice.", "2025-12-31", owner=Owner.OURS),
    ),
)
