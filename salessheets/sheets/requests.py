"""Requests: questions, wishes and complaints of customers, with their clock."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet

CHANNELS = ("Phone", "E-mail", "Visit", "Letter", "Web")
REQUEST_KINDS = ("Question", "Request", "Complaint", "Return")
GRADES = ("High", "Medium", "Low")
REQUEST_STATUSES = ("New", "Working", "Waiting for customer", "Solved", "Closed", "Duplicate")
PRIORITIES = ("P1", "P2", "P3", "P4")
CLOCKS = ("On time", "Due soon", "Breached", "Paused", "Done")

REQUESTS = Sheet(
    "Requests",
    "One row per question, wish or complaint of a customer. Priority and deadlines follow from impact and urgency.",
    group="Service",
    book="standard",
    aliases=("Service requests", "Customer requests", "Tickets", "Complaints", "Anfragen", "Reklamationen", "अनुरोध"),
    columns=(
        Column("Request No", Kind.TEXT, "Your number of the request.", "REQ-0310", key=True, aliases=("Request #", "Request ID", "Request number", "Ticket No", "Ticket ID", "Case No", "Anfragenr.", "Ticketnr.", "अनुरोध सं.")),
        Column("Opened", Kind.DATETIME, "Day and time at which it came in, on the office's clock.", "2026-03-11 10:20", required=True, aliases=("Opened at", "Opened on", "Received", "Created", "Eingegangen", "Eröffnet")),
        Column("Channel", Kind.LIST, "How it reached you.", "Phone", required=True, allowed=CHANNELS, aliases=("Came by", "Received by", "Kanal", "माध्यम")),
        Column("Customer ID", Kind.TEXT, "The customer, if it is one.", "C00117", refers_to=("Customers", "Customer ID"), aliases=("Customer", "Customer No", "Customer number", "Cust ID", "Cust No", "Client ID", "Kundennr.", "Kundennummer", "ग्राहक सं.", "ग्राहक आईडी")),
        Column("Contact ID", Kind.TEXT, "The person who asked.", "P0231", refers_to=("Contacts", "Contact ID"), aliases=("Contact", "Contact person", "Ansprechpartner", "संपर्क")),
        Column("Kind", Kind.LIST, "What sort of request it is.", "Complaint", required=True, allowed=REQUEST_KINDS, aliases=("Request type", "Type", "Art", "प्रकार")),
        Column("Subject", Kind.TEXT, "In a few words what it is about.", "Two pumps leaking", required=True, aliases=("Title", "Summary", "Betreff", "विषय")),
        Column("About", Kind.TEXT, "The order, invoice or delivery that it is about.", "SO-2026-0102", aliases=("About document", "Related to", "Document No", "Bezug"), rule="An Order No, Invoice No or Delivery No."),
        Column("Impact", Kind.LIST, "How much it hurts the customer.", "High", required=True, allowed=GRADES, aliases=("Severity", "Auswirkung", "प्रभाव")),
        Column("Urgency", Kind.LIST, "How long it can wait.", "Medium", required=True, allowed=GRADES, aliases=("Urgent", "Dringlichkeit")),
        Column("Assigned to", Kind.TEXT, "Who looks after it.", "R03", refers_to=("Reps", "Rep ID"), aliases=("Assignee", "Owner", "Rep ID", "Handled by", "Zuständig", "Bearbeiter")),
        Column("Status", Kind.LIST, "How far you are. Time spent waiting for the customer does not count against you.", "Working", required=True, allowed=REQUEST_STATUSES, aliases=("Request status", "State", "स्थिति")),
        Column("First reply", Kind.DATETIME, "Day and time of your first answer.", "2026-03-11 11:05", aliases=("First response", "First answer", "Replied at", "Erste Antwort"), rule="Not before Opened."),
        Column("Waiting hours", Kind.NUMBER, "Office hours that it has waited for the customer so far.", "0", aliases=("Hours waiting", "Waiting time", "Wartezeit"), rule="Office hours spent waiting for the customer."),
        Column("Solved", Kind.DATETIME, "Day and time at which it was solved.", "", aliases=("Solved at", "Solved on", "Resolved", "Closed at", "Gelöst am", "Erledigt am")),
        Column("Outcome", Kind.TEXT, "How it ended.", "", aliases=("Result", "Resolution", "Solution", "Ergebnis", "परिणाम")),
        Column("Priority", Kind.LIST, "P1 is the most pressing; it follows from impact and urgency.", "P2", allowed=PRIORITIES, owner=Owner.OURS),
        Column("Answer by", Kind.DATETIME, "Until when the first answer is due.", "2026-03-11 12:20", owner=Owner.OURS),
        Column("Solve by", Kind.DATETIME, "Until when it is to be solved.", "2026-03-13 10:20", owner=Owner.OURS),
        Column("Clock", Kind.LIST, "How it stands against its deadlines.", "On time", allowed=CLOCKS, owner=Owner.OURS),
        Column("Queue", Kind.WHOLE, "Its place in the line of open requests; 1 is next.", "3", owner=Owner.OURS, rule="1 is next."),
    ),
)
