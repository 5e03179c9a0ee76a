"""Campaigns: mailings, calls and events to a chosen audience, and what came of them."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

CAMPAIGN_KINDS = ("Newsletter", "E-mail", "Post", "Phone", "Event")
CAMPAIGN_STATUSES = ("Planning", "Running", "Paused", "Done")

CAMPAIGNS = Sheet(
    "Campaigns",
    "One row per campaign. Who is chosen and who is left out, with the reason, stands on the Mailing Log.",
    group="Marketing",
    book="full",
    aliases=("Campaign", "Marketing campaigns", "Mailings", "Kampagnen", "Aktionen", "अभियान"),
    columns=(
        Column(
            "Campaign ID",
            Kind.TEXT,
            "Your number of the campaign.",
            "CMP-07",
            key=True,
            aliases=("Campaign No", "Campaign #", "Campaign number", "Kampagnennr.", "अभियान सं."),
        ),
        Column(
            "Name",
            Kind.TEXT,
            "What you call it.",
            "Spring pumps",
            required=True,
            aliases=("Campaign name", "Title", "Bezeichnung", "नाम"),
        ),
        Column(
            "Kind",
            Kind.LIST,
            "How the audience is reached.",
            "E-mail",
            required=True,
            allowed=CAMPAIGN_KINDS,
            aliases=("Type", "Campaign type", "Art", "प्रकार"),
        ),
        Column(
            "Starts",
            Kind.DATE,
            "First day.",
            "2026-03-20",
            required=True,
            aliases=("Start", "Start date", "From", "Beginnt", "Beginn"),
        ),
        Column(
            "Ends",
            Kind.DATE,
            "Last day.",
            "2026-04-05",
            required=True,
            aliases=("End", "End date", "To", "Endet", "Ende"),
            rule="Not before Starts.",
        ),
        Column(
            "Owner",
            Kind.TEXT,
            "Who runs it.",
            "R01",
            required=True,
            refers_to=("Reps", "Rep ID"),
            aliases=("Campaign owner", "Rep ID", "Run by", "Verantwortlich"),
        ),
        Column(
            "Audience",
            Kind.TEXT,
            "Who is meant: conditions on customers, separated by ';'.",
            "Segment=A,B",
            required=True,
            aliases=("Target group", "Filter", "Zielgruppe"),
            rule='Conditions such as "Segment=A,B; Product group=Pumps".',
        ),
        Column(
            "Template",
            Kind.TEXT,
            "File of the text that is sent.",
            "spring.html",
            required=True,
            aliases=("Template file", "Vorlage", "टेम्पलेट"),
        ),
        Column(
            "Budget",
            Kind.MONEY,
            "What it may cost, in base currency.",
            "800.00",
            aliases=("Budgeted", "Planned cost", "बजट"),
        ),
        Column(
            "Spent",
            Kind.MONEY,
            "What it has cost so far, in base currency.",
            "310.00",
            aliases=("Cost", "Actual cost", "Ausgegeben", "Kosten", "खर्च"),
        ),
        Column(
            "Status",
            Kind.LIST,
            "How far it is. Only Planning and Running choose people.",
            "Planning",
            required=True,
            allowed=CAMPAIGN_STATUSES,
            aliases=("Campaign status", "State", "स्थिति"),
        ),
        Column("Chosen", Kind.WHOLE, "How many people are in.", "212", owner=Owner.OURS),
        Column(
            "Left out",
            Kind.WHOLE,
            "How many people of the audience are out; the Mailing Log says why.",
            "39",
            owner=Owner.OURS,
            rule="The reasons stand on the Mailing Log.",
        ),
        Column("Replies", Kind.WHOLE, "How many answered.", "11", owner=Owner.OURS),
        Column(
            "Sales after",
            Kind.MONEY,
            "Orders of the recipients within the reply window of Settings, net, in base currency.",
            "9,300.00",
            owner=Owner.OURS,
            rule="Orders of recipients from the mailing until the Campaign reply window ends.",
        ),
    ),
)
