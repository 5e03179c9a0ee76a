"""Contacts: the people at customers."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind, Owner
from salessheets.core.sheet import Sheet
from salessheets.sheets import aliases

CONTACTS = Sheet(
    "Contacts",
    "One row per person at a customer, with role and addresses. The grey columns say whether you may write and whether the e-mail address is good.",
    group="People",
    book="standard",
    aliases=("Contact persons", "Ansprechpartner", "Kontakte", "संपर्क"),
    columns=(
        Column(
            "Contact ID",
            Kind.TEXT,
            "Your number of the person.",
            "P0231",
            key=True,
            aliases=("Contact No", "Contact number", "Contact #", "Person ID", "Kontaktnr.", "Ansprechpartner-Nr."),
        ),
        Column(
            "Customer ID",
            Kind.TEXT,
            "The customer for whom the person works.",
            "C00117",
            required=True,
            refers_to=("Customers", "Customer ID"),
            aliases=(
                "Customer",
                "Customer No",
                "Customer number",
                "Customer #",
                "Cust. no.",
                "Cust ID",
                "Client ID",
                "Kunde",
                "Kundennummer",
                "Kundennr.",
                "ग्राहक आईडी",
                "ग्राहक सं.",
            ),
        ),
        Column(
            "Salutation",
            Kind.TEXT,
            "How the person is addressed before the name.",
            "Ms",
            aliases=("Title", "Mr/Ms", "Anrede", "अभिवादन"),
        ),
        Column(
            "First name", Kind.TEXT, "Given name.", "Ruth", aliases=("Given name", "Forename", "Vorname", "पहला नाम")
        ),
        Column(
            "Last name",
            Kind.TEXT,
            "Family name.",
            "Olsen",
            required=True,
            aliases=("Surname", "Family name", "Nachname", "Familienname", "उपनाम"),
        ),
        Column(
            "Role",
            Kind.LIST,
            "What the person does at the customer; it decides who gets which letter.",
            "Accounts",
            allowed=("Buyer", "Accounts", "Site", "Director", "Other"),
            aliases=("Function", "Position", "Job", "Funktion", "Rolle", "भूमिका"),
        ),
        Column(
            "E-mail",
            Kind.EMAIL,
            "Address of the person.",
            "ruth@nordfoods.example",
            aliases=aliases.E_MAIL,
        ),
        Column(
            "Phone",
            Kind.PHONE,
            "Direct telephone number, stored as text.",
            "0113 496 0001",
            aliases=(
                "Telephone",
                "Tel",
                "Tel. no.",
                "Phone No",
                "Phone number",
                "Mobile",
                "Telefon",
                "Telefonnummer",
                "फ़ोन",
            ),
        ),
        Column(
            "Postal address",
            Kind.TEXT,
            "Where letters to the person go; several lines are fine.",
            aliases=("Address", "Mailing address", "Anschrift", "Adresse", "पता"),
            rule="blank means the address of the customer",
        ),
        Column(
            "Language",
            Kind.LIST,
            "Language and country in which the person is written to.",
            aliases=("Locale", "Sprache", "भाषा"),
            rule="a locale such as en_GB; blank means that of the customer",
        ),
        Column(
            "Left company",
            Kind.LIST,
            "Yes once the person works elsewhere; the row stays for the record.",
            "No",
            required=True,
            allowed=("No", "Yes"),
            aliases=("Left", "Has left", "Ausgeschieden"),
        ),
        Column(
            "Mail OK",
            Kind.TEXT,
            "Whether campaigns may write to the person, as the newest row of Consents says.",
            "Yes",
            owner=Owner.OURS,
        ),
        Column(
            "E-mail state",
            Kind.LIST,
            "Whether the e-mail address can be used.",
            "OK",
            allowed=("OK", "Syntax", "Bounced", "Role address", "Typo?"),
            owner=Owner.OURS,
        ),
    ),
)
