"""The sample company: Meridian Flow Ltd, a maker of pumps and valves in Leeds, its people, products and customers."""

from __future__ import annotations

from datetime import date, time

from salessheets.samples.values import Row, Rows, money, records

AS_OF = date(2026, 3, 31)
YEAR_STARTS = date(2025, 4, 1)

_SETTINGS: tuple[tuple[str, object], ...] = (
    ("Company name", "Meridian Flow Ltd"),
    ("Company address", "4 Canal Wharf; Leeds LS11 5PS; United Kingdom"),
    ("Base currency", "GBP"),
    ("Country", "GB"),
    ("Subdivision", "ENG"),
    ("Time zone", "Europe/London"),
    ("Document language", "en_GB"),
    ("As-of date", AS_OF),
    ("Office hours Mon", "09:00-12:30, 13:30-17:30"),
    ("Office hours Tue", "09:00-12:30, 13:30-17:30"),
    ("Office hours Wed", "09:00-12:30, 13:30-17:30"),
    ("Office hours Thu", "09:00-12:30, 13:30-17:30"),
    ("Office hours Fri", "09:00-12:30, 13:30-16:30"),
    ("Fiscal year starts", "April"),
    ("Target default counted at", "Invoice"),
    ("Invoice number pattern", "INV-#####"),
)

_LISTS = {
    "Region": ("North", "South", "West", "Export"),
    "Segment": ("A", "B", "C"),
    "Team": ("Direct", "Partners"),
    "Product group": ("Pumps", "Valves", "Controls", "Spares", "Service"),
    "Unit": ("pc", "set", "h"),
    "Lost reason": ("Price", "Delivery time", "Competitor", "Project stopped"),
    "Hold reason": ("Credit limit", "Customer's wish", "Export papers"),
    "Carrier": ("DHL", "DPD", "Own van"),
    "Return reason": ("Damaged", "Wrong item", "Not needed"),
    "Card brand": ("Visa", "Mastercard"),
    "Topic": ("Delivery", "Price", "Advice"),
}

TERMS = {"NET14": 14, "NET30": 30, "30 EOM": 30, "2/10 NET30": 30, "50/50": 60}

_REPS = """
R01 | Helen Marsh   | helen@meridianflow.example | Direct   | North  |     | 2019-02-01 |
R02 | Owen Price    | owen@meridianflow.example  | Direct   | North  | R01 | 2020-05-04 |
R03 | Anita Rao     | anita@meridianflow.example | Direct   | South  | R01 | 2021-09-01 |
R04 | Tom Bellamy   | tom@meridianflow.example   | Direct   | West   | R03 | 2023-01-09 |
R05 | Carla Winter  | carla@meridianflow.example | Partners | Export | R01 | 2022-03-01 |
R06 | Dev Malhotra  | dev@meridianflow.example   | Direct   | South  | R03 | 2024-06-03 |
R07 | Rhys Morgan   | rhys@meridianflow.example  | Direct   | West   | R03 | 2021-04-12 | 2025-10-31
"""

_PRODUCTS = """
PMP-20  | Pump 20 l/min            | Pumps    | pc  | 310.00  | 0%
PMP-40  | Pump 40 l/min            | Pumps    | pc  | 480.00  | 0%
PMP-60  | Pump 60 l/min            | Pumps    | pc  | 690.00  | 0%
PMP-120 | Pump 120 l/min           | Pumps    | pc  | 1240.00 | 0%
PMP-S40 | Pump 40 l/min, stainless | Pumps    | pc  | 745.00  | 0%
VLV-B15 | Ball valve 15 mm         | Valves   | pc  | 24.50   | 5%
VLV-B25 | Ball valve 25 mm         | Valves   | pc  | 38.90   | 5%
VLV-C25 | Check valve 25 mm        | Valves   | pc  | 46.75   | 5%
VLV-S40 | Solenoid valve 40 mm     | Valves   | pc  | 182.00  | 0%
VLV-R50 | Relief valve 50 mm       | Valves   | pc  | 236.40  | 0%
CTL-L1  | Level controller         | Controls | pc  | 415.00  | 0%
CTL-P2  | Pressure controller      | Controls | pc  | 528.00  | 0%
CTL-V4  | Variable drive 4 kW      | Controls | pc  | 985.00  | 0%
CTL-G   | Remote gateway           | Controls | pc  | 1320.00 | 0%
SPR-SL  | Seal kit                 | Spares   | set | 42.30   | 10%
SPR-IM  | Impeller                 | Spares   | pc  | 68.00   | 10%
SPR-BR  | Bearing set              | Spares   | set | 55.20   | 10%
SPR-FL  | Filter element           | Spares   | pc  | 19.80   | 10%
SRV-IN  | Installation             | Service  | h   | 72.00   | 0%
SRV-CK  | Yearly check             | Service  | h   | 64.00   | 0%
"""

_CUSTOMERS = """
Nord Foods Ltd            | 12 Mill Lane          | LS1 4DY  | Leeds       | GB | North  | A | R02 | 30 EOM     | GBP | Pumps
Aire Brewing Co           | 3 Granary Row         | LS10 1JQ | Leeds       | GB | North  | B | R02 | NET30      | GBP | Pumps;Valves
Calder Textiles Ltd       | 88 Dyehouse Road      | HX1 5AE  | Halifax     | GB | North  | B | R02 | NET30      | GBP | Controls
Humber Cold Store Ltd     | Dock Street 5         | HU1 3DZ  | Hull        | GB | North  | A | R02 | 30 EOM     | GBP | Pumps
Pennine Water Services    | 41 Reservoir Way      | BD1 2QE  | Bradford    | GB | North  | A | R01 | 30 EOM     | GBP | Pumps;Service
Tees Chemicals plc        | Unit 9 Riverside      | TS2 1RT  | Middlesbrough | GB | North | A | R01 | 30 EOM    | GBP | Controls;Valves
Whitby Fisheries Ltd      | 2 Harbour Yard        | YO21 1PU | Whitby      | GB | North  | C | R02 | NET14      | GBP | Spares
Derwent Dairy             | Low Farm              | YO17 7HA | Malton      | GB | North  | B | R02 | NET30      | GBP | Pumps
Kirk & Sons Plumbing      | 17 Station Road       | DL1 1NW  | Darlington  | GB | North  | C | R02 | NET14      | GBP | Valves
Northgate Leisure Ltd     | 60 Northgate          | WF1 3AZ  | Wakefield   | GB | North  | C | R02 | NET30      | GBP | Service
Thames Glasshouses Ltd    | Kingsmead 4           | RG1 8DN  | Reading     | GB | South  | A | R03 | 30 EOM     | GBP | Pumps;Controls
Solent Marine Ltd         | 7 Ocean Quay          | SO14 5QY | Southampton | GB | South  | A | R03 | 2/10 NET30 | GBP | Pumps
Kent Orchards LLP         | Bridge Farm           | ME13 8XZ | Faversham   | GB | South  | B | R06 | NET30      | GBP | Pumps;Valves
Downs Irrigation          | 23 Chalk Pit Lane     | BN7 2SB  | Lewes       | GB | South  | B | R06 | NET30      | GBP | Valves
Arun Swimming Pools Ltd   | 9 Sea Road            | BN17 5LJ | Littlehampton | GB | South | C | R06 | NET14     | GBP | Pumps;Spares
Medway Paper Mills plc    | Mill Quay             | ME4 4TZ  | Chatham     | GB | South  | A | R03 | 30 EOM     | GBP | Controls
Harrow Hospitals Trust    | 1 Infirmary Drive     | HA1 3UJ  | Harrow      | GB | South  | A | R03 | 30 EOM     | GBP | Service;Spares
Weald Vineyards           | Court Lodge           | TN17 2AB | Cranbrook   | GB | South  | C | R06 | NET30      | GBP | Pumps
Luton Bottling Ltd        | 14 Sundon Park        | LU3 3AN  | Luton       | GB | South  | B | R03 | 2/10 NET30 | GBP | Pumps;Controls
Brighton Aquarium         | Marine Parade 2       | BN2 1TB  | Brighton    | GB | South  | C | R06 | NET30      | GBP | Controls
Severn Aggregates Ltd     | Quarry Road           | GL2 5LE  | Gloucester  | GB | West   | A | R04 | 30 EOM     | GBP | Pumps
Avon Creameries           | 31 Temple Back        | BS1 6EB  | Bristol     | GB | West   | B | R04 | NET30      | GBP | Pumps;Valves
Mendip Springs Ltd        | Spring House          | BA5 3AX  | Wells       | GB | West   | B | R04 | NET30      | GBP | Valves
Exe Valley Cider          | 5 Orchard Way         | EX1 1PT  | Exeter      | GB | West   | C | R04 | NET14      | GBP | Spares
Bristol Brewery Supplies  | 77 Feeder Road        | BS2 0TQ  | Bristol     | GB | West   | B | R07 | NET30      | GBP | Valves
Cardiff Cold Chain Ltd    | Ocean Way 12          | CF24 5PE | Cardiff     | GB | West   | A | R07 | 30 EOM     | GBP | Pumps;Controls
Gower Seafoods            | Pier Head             | SA3 4EN  | Swansea     | GB | West   | C | R07 | NET30      | GBP | Pumps
Tamar Shipyard Ltd        | Dry Dock 3            | PL1 4SG  | Plymouth    | GB | West   | A | R04 | 50/50      | GBP | Pumps;Service
Wye Biogas Ltd            | Hill Farm             | HR4 7SN  | Hereford    | GB | West   | B | R04 | 30 EOM     | GBP | Controls
Stroud Dyeworks           | Brook Mill            | GL5 1QG  | Stroud      | GB | West   | C | R04 | NET30      | GBP | Valves
Weber Anlagenbau GmbH     | Industriestraße 8     | 70565    | Stuttgart   | DE | Export | A | R05 | 30 EOM     | EUR | Controls
Hansen Fiskeri A/S        | Havnegade 14          | 6700     | Esbjerg     | DK | Export | B | R05 | NET30      | EUR | Pumps
Brouwer Kassen BV         | Tuinweg 21            | 2671 LX  | Naaldwijk   | NL | Export | A | R05 | NET30      | EUR | Pumps;Valves
Atlantique Eaux SARL      | 6 quai de la Fosse    | 44000    | Nantes      | FR | Export | B | R05 | 30 EOM     | EUR | Service
शर्मा इलेक्ट्रॉनिक्स        | 18 MG Road            | 411001   | Pune        | IN | Export | C | R05 | NET30      | EUR | Controls
Ganesh Traders Pvt Ltd    | 204 Linking Road      | 400050   | Mumbai      | IN | Export | B | R05 | NET30      | EUR | Pumps
"""

_LANGUAGES = {"GB": "en_GB", "DE": "de_DE", "DK": "da_DK", "NL": "nl_NL", "FR": "fr_FR", "IN": "hi_IN"}


def customer_records() -> list[Row]:
    """The customers as written above, with their numbers."""
    headers = "Customer name|Billing street|Billing postcode|Billing city|Billing country|Region|Segment|Rep ID|Terms|Currency|Product preferences"
    return [{"Customer ID": f"C{101 + i:05}"} | row for i, row in enumerate(records(headers, _CUSTOMERS))]


def product_records() -> list[Row]:
    """The price list."""
    rows = records("SKU|Product|Product group|Unit|List price|Over-delivery %", _PRODUCTS)
    return [
        row
        | {
            "List price": money(str(row["List price"])),
            "Over-delivery %": float(str(row["Over-delivery %"]).rstrip("%")) / 100,
            "Tax code": "S20",
            "Active": "Yes",
        }
        for row in rows
    ]


def setup_rows() -> Rows:
    """Settings, lists and the other sheets of the group Setup."""
    return {
        "Settings": [{"Setting": name, "Value": value} for name, value in _SETTINGS],
        "Lists": _list_rows(),
        "Payment Terms": _terms_rows(),
        "Reminder Levels": [
            {
                "Level": 1,
                "Days overdue": 7,
                "Min days since last": 10,
                "Channel": "E-mail",
                "Template": "reminder_1.docx",
                "Fee": money(0),
            },
            {
                "Level": 2,
                "Days overdue": 21,
                "Min days since last": 10,
                "Channel": "E-mail",
                "Template": "reminder_2.docx",
                "Fee": money(0),
            },
            {
                "Level": 3,
                "Days overdue": 45,
                "Min days since last": 14,
                "Channel": "Letter",
                "Template": "reminder_3.docx",
                "Fee": money(25),
            },
        ],
        "Calendar": [
            {"Date": date(2025, 12, 24), "Name": "Half day", "Open from": time(9), "Open to": time(12, 30)},
            {"Date": date(2025, 12, 31), "Name": "Half day", "Open from": time(9), "Open to": time(12, 30)},
            {"Date": date(2026, 1, 2), "Name": "Stocktaking"},
        ],
        "Exchange Rates": [
            {"Date": date(year, month, 1), "Currency": "EUR", "Rate to base": rate}
            for (year, month), rate in zip(_months(), _EUR_IN_GBP, strict=True)
        ],
        "Taxes": [
            {"Tax code": "S20", "Rate": 0.20, "Valid from": date(2011, 1, 4), "Label": "VAT 20%"},
            {"Tax code": "R5", "Rate": 0.05, "Valid from": date(2011, 1, 4), "Label": "VAT 5%"},
            {"Tax code": "Z0", "Rate": 0.0, "Valid from": date(2011, 1, 4), "Label": "Zero-rated"},
        ],
    }


_EUR_IN_GBP = (0.8561, 0.8498, 0.8440, 0.8527, 0.8612, 0.8655, 0.8704, 0.8731, 0.8768, 0.8722, 0.8695, 0.8670)


def _months() -> list[tuple[int, int]]:
    return [(2025, month) for month in range(4, 13)] + [(2026, month) for month in range(1, 4)]


def _list_rows() -> list[Row]:
    longest = max(len(values) for values in _LISTS.values())
    return [{name: values[i] for name, values in _LISTS.items() if i < len(values)} for i in range(longest)]


def _terms_rows() -> list[Row]:
    plain = {"Months": 0, "End of month": "No", "Counts from": "Invoice date", "Line": 1, "Portion %": 1.0}
    rows = [
        plain | {"Terms": "NET14", "Days": 14},
        plain | {"Terms": "NET30", "Days": 30},
        plain | {"Terms": "30 EOM", "Days": 30, "End of month": "After adding days"},
        plain | {"Terms": "2/10 NET30", "Days": 30, "Discount %": 0.02, "Discount days": 10},
        plain | {"Terms": "50/50", "Days": 30, "Portion %": 0.5},
        plain | {"Terms": "50/50", "Line": 2, "Days": 60, "Portion %": 0.5},
    ]
    return [{"Terms": row["Terms"]} | row for row in rows]


def people_rows() -> Rows:
    """Reps, products, customers and the people there."""
    reps = records("Rep ID|Name|E-mail|Team|Region|Reports to|Started|Left", _REPS)
    for rep in reps:
        rep["Time zone"] = "Europe/London"
        for header in ("Started", "Left"):
            if header in rep:
                rep[header] = date.fromisoformat(str(rep[header]))
    customers = [_customer(i, row) for i, row in enumerate(customer_records())]
    contacts = [_contact(i, row) for i, row in enumerate(customers)]
    return {
        "Reps": reps,
        "Products": product_records(),
        "Customers": customers,
        "Contacts": contacts,
        "Consents": [_consent(i, contact) for i, contact in enumerate(contacts) if i % 4],
        "Payment Accounts": [_account(i, row) for i, row in enumerate(customers) if i % 3 == 0],
    }


def _customer(i: int, row: Row) -> Row:
    limit = {"A": 60_000, "B": 25_000, "C": 8_000}[str(row["Segment"])]
    rep = "R04" if row["Rep ID"] == "R07" else row["Rep ID"]  # R07 left in October; R04 took over
    return row | {
        "Rep ID": rep, "Kind": "Company", "Status": "Active", "Letters to": "Billing", "Credit limit": money(limit),
        "Invoice e-mail": f"accounts@customer{i + 1:02}.example", "Phone": f"0113 496 {i:04}" if row["Billing country"] == "GB" else f"+49 711 5550{i:02}",
        "Language": _LANGUAGES[str(row["Billing country"])], "Visit every (weeks)": {"A": 8, "B": 13, "C": 26}[str(row["Segment"])],
    }  # fmt: skip


_FIRST = ("Ruth", "James", "Priya", "Karen", "Lewis", "Sofia", "Grace", "Ivan", "Megan", "Arjun", "Claire", "Noah")
_LAST = ("Olsen", "Hughes", "Patel", "Frost", "Barker", "Lind", "Doyle", "Novak", "Webb", "Sharma", "Martin", "Fischer")


def _contact(i: int, customer: Row) -> Row:
    first, last = _FIRST[i % len(_FIRST)], _LAST[(i * 5) % len(_LAST)]
    return {
        "Contact ID": f"P{201 + i:04}", "Customer ID": customer["Customer ID"], "Salutation": "Ms" if i % 2 == 0 else "Mr",
        "First name": first, "Last name": last, "Role": ("Buyer", "Accounts", "Site", "Director")[i % 4],
        "E-mail": f"{first}.{last}@customer{i + 1:02}.example".lower(), "Left company": "Yes" if i == 17 else "No",
    }  # fmt: skip


def _consent(i: int, contact: Row) -> Row:
    decision = "Opted out" if i % 9 == 0 else "Opted in" if i % 2 else "Existing customer"
    day = date(2025, 4 + i % 9, 1 + i % 27)
    return {
        "Contact ID": contact["Contact ID"],
        "Channel": "E-mail",
        "Decision": decision,
        "On": day,
        "How": f"Web form {day:%Y-%m}",
    }


def _account(i: int, customer: Row) -> Row:
    row: Row = {
        "Account ID": f"A{41 + i // 3:04}",
        "Customer ID": customer["Customer ID"],
        "Account holder": customer["Customer name"],
        "Status": "Active",
    }
    if i % 9 == 0:
        return row | {
            "Method": "Card (via processor)",
            "Card brand": "Visa",
            "Card last 4": f"{4000 + i:04}",
            "Card expiry": "09/27",
        }
    return row | {"Method": "Bank transfer", "IBAN": iban("GB", f"MERI4003{10_000_000 + i * 7919:010}")}


def iban(country: str, account: str) -> str:
    """An IBAN with the right check digits (ISO 7064, 97-10) for an invented account."""
    digits = "".join(str(int(letter, 36)) for letter in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02}{account}"
