"""The rest of the sample company's office: contracts, requests, front desk, diary, campaigns, research, rota."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from salessheets.samples.company import AS_OF, customer_records
from salessheets.samples.values import Row, Rows, money, weekday


def office_rows(seed: int) -> Rows:
    """Rows of the sheets that are neither money nor goods."""
    random = Random(seed + 1)
    customers = customer_records()
    return {
        "Contracts": [_contract(i, customers[i * 3]) for i in range(9)],
        "Requests": [_request(random, i, customers[(i * 7) % len(customers)]) for i in range(28)],
        "Front Desk": [_call(random, i, customers[(i * 5) % len(customers)]) for i in range(24)],
        "Diary": [_entry(random, i, customers[(i * 11) % len(customers)]) for i in range(36)],
        "Campaigns": _campaigns(),
        "Newsletter": _newsletter(),
        "Survey Questions": _questions(),
        "Survey Answers": [answer for i in range(18) for answer in _answers(random, i)],
        "Rota": [_shift(i) for i in range(8)],
    }


def _moment(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute))


def _contract(i: int, customer: Row) -> Row:
    start = date(2024 + i % 2, 1 + (i * 4) % 12, 1)
    return {
        "Contract No": f"K-{12 + i:04}", "Customer ID": customer["Customer ID"], "Title": f"Pump service {start.year}", "Rep ID": "R01",
        "Signed on": start - timedelta(days=9), "Start": start, "First term (months)": 12, "Renews": "Automatically" if i % 3 else "By agreement",
        "Renewal (months)": 12, "Notice": 3, "Notice unit": "Months", "Notice to": "Term end", "Annual value": money(1800 + 650 * i),
        "Yearly rise %": 0.03,
    }  # fmt: skip


_SUBJECTS = (
    ("Complaint", "Pump leaking at the flange"), ("Question", "Delivery date of the open order"), ("Request", "Data sheet for the valves"),
    ("Complaint", "Invoice shows the wrong price"), ("Return", "Two controllers not needed"), ("Question", "Spare parts for older pumps"),
)  # fmt: skip


def _request(random: Random, i: int, customer: Row) -> Row:
    kind, subject = _SUBJECTS[i % len(_SUBJECTS)]
    day = weekday(AS_OF - timedelta(days=3 * (28 - i)))
    opened = _moment(day, random.randint(9, 16), random.choice((5, 20, 40)))
    row: Row = {
        "Request No": f"REQ-{310 + i:04}", "Opened": opened, "Channel": ("Phone", "E-mail", "Web", "Visit")[i % 4], "Customer ID": customer["Customer ID"],
        "Kind": kind, "Subject": subject, "Impact": ("High", "Medium", "Low")[i % 3], "Urgency": ("Medium", "High", "Low", "Low")[i % 4],
        "Assigned to": ("R02", "R03", "R04", "R06")[i % 4], "Waiting hours": 0,
    }  # fmt: skip
    if i >= 23:
        return row | {"Status": "New" if i > 25 else "Working"}
    solved = _moment(weekday(day + timedelta(days=random.randint(1, 6))), 15, 30)
    return row | {
        "Status": "Closed",
        "First reply": opened + timedelta(minutes=55),
        "Solved": solved,
        "Outcome": "Settled by phone",
    }


def _call(random: Random, i: int, customer: Row) -> Row:
    day = weekday(AS_OF - timedelta(days=24 - i))
    when = _moment(day, 9 + i % 8, random.choice((0, 10, 25, 45)))
    row: Row = {
        "When": when,
        "Name": ("Ruth Olsen", "James Hughes", "Priya Patel", "Sofia Lind")[i % 4],
        "Company": customer["Customer name"],
        "For": f"R0{1 + i % 6}",
    }
    if i % 4 == 3:
        return row | {
            "Kind": "Visitor",
            "About": "Meeting",
            "Result": "Admitted",
            "Done": "Yes",
            "Left at": time(min(when.hour + 1, 18), 15),
        }
    if i % 3 == 1:
        done = "No" if i > 21 else "Yes"
        return row | {
            "Kind": "Call",
            "About": "Where is my order?",
            "Result": "Call back",
            "Call back by": when + timedelta(hours=3),
            "Done": done,
        }
    return row | {"Kind": "Call", "About": "Price of spare parts", "Result": "Put through", "Done": "Yes"}


def _entry(random: Random, i: int, customer: Row) -> Row:
    day = weekday(AS_OF + timedelta(days=2 * i - 50))
    kind = ("Site visit", "Meeting", "Call", "Site visit", "Leave")[i % 5]
    row: Row = {
        "Entry No": f"D-{412 + i:05}",
        "Kind": kind,
        "Title": _TITLES[kind],
        "Reps": f"R0{1 + i % 6}",
        "Date": day,
        "Repeats": "No",
    }
    if kind == "Leave":
        return row | {"Status": "Confirmed"}
    start = random.choice((9, 10, 11, 14, 15))
    row |= {
        "Customer ID": customer["Customer ID"],
        "From": time(start, 30),
        "To": time(start + 1, 30),
        "Travel (min)": 40 if kind == "Site visit" else 0,
    }
    if day <= AS_OF:
        return row | {"Status": "Held", "What happened": "Went through the open points; offer to follow."}
    return row | {"Status": "Planned"}


_TITLES = {
    "Site visit": "Pump inspection",
    "Meeting": "Yearly review",
    "Call": "Follow-up on the quote",
    "Leave": "Leave",
}


def _campaigns() -> list[Row]:
    rows = (
        (
            "CMP-05",
            "Summer spares",
            "E-mail",
            date(2025, 6, 2),
            date(2025, 6, 20),
            "Done",
            "Product group=Spares",
            "spares.html",
            600,
        ),
        (
            "CMP-06",
            "Autumn check-up",
            "Post",
            date(2025, 9, 15),
            date(2025, 10, 10),
            "Done",
            "Segment=A,B",
            "checkup.docx",
            1400,
        ),
        (
            "CMP-07",
            "Spring pumps",
            "E-mail",
            date(2026, 3, 16),
            date(2026, 4, 17),
            "Running",
            "Segment=A,B; Product group=Pumps",
            "pumps.html",
            800,
        ),
        (
            "CMP-08",
            "Open day",
            "Event",
            date(2026, 5, 11),
            date(2026, 5, 15),
            "Planning",
            "Region=North",
            "openday.html",
            2500,
        ),
    )
    headers = ("Campaign ID", "Name", "Kind", "Starts", "Ends", "Status", "Audience", "Template", "Budget")
    return [dict(zip(headers, row, strict=True)) | {"Budget": money(row[-1]), "Owner": "R01"} for row in rows]


def _newsletter() -> list[Row]:
    items = (
        (
            "Product",
            "The 60 l pump now comes in stainless steel",
            "It keeps the fittings of the older pump, so nothing else has to change.",
        ),
        (
            "People",
            "Tom Bellamy looks after the whole West",
            "He took over in November and has met most customers by now.",
        ),
        (
            "News",
            "Shorter delivery times for spares",
            "Seal kits and impellers leave our store on the day of the order.",
        ),
        ("Event", "Open day on 13 May", "See the new test bench and take part in a short seal workshop."),
    )
    return [
        {"Issue": "2026-04", "Position": n, "Section": section, "Headline": head, "Text": text}
        for n, (section, head, text) in enumerate(items, 1)
    ]


def _questions() -> list[Row]:
    rows = (
        ("How likely are you to recommend us?", "Score 0-10", "", "Advice"),
        ("How happy are you with delivery?", "Scale 1-5", "", "Delivery"),
        ("How fair are our prices?", "Scale 1-5", "", "Price"),
        ("What would you like to see next?", "One of", "Larger pumps;Remote monitoring;Rental", "Advice"),
    )
    return [
        {"Survey": "SV-26", "Question No": n, "Question": text, "Type": kind, "Topic": topic}
        | ({"Choices": choices} if choices else {})
        for n, (text, kind, choices, topic) in enumerate(rows, 1)
    ]


def _answers(random: Random, i: int) -> list[Row]:
    answered = weekday(date(2026, 2, 2) + timedelta(days=i))
    values = (
        random.choice((6, 7, 8, 9, 9, 10)),
        random.choice((2, 3, 4, 4, 5)),
        random.choice((2, 3, 3, 4)),
        random.choice(("Larger pumps", "Remote monitoring", "Rental")),
    )
    return [
        {"Survey": "SV-26", "Respondent": f"P{201 + i:04}", "Question No": n, "Answer": value, "Answered": answered}
        for n, value in enumerate(values, 1)
    ]


def _shift(i: int) -> Row:
    day = date(2026, 3, 21) + timedelta(days=7 * (i // 2))
    person = ("M. Iqbal", "S. Brandt")[i % 2]
    return {
        "Date": day,
        "Person": person,
        "From": time(9),
        "To": time(14),
        "Duty": "Campaign" if i % 2 else "Reception",
        "Campaign ID": "CMP-07",
    }
