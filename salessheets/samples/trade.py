"""A year of quotes, orders, deliveries, invoices and receipts of the sample company, each following from the one before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from salessheets.samples.company import AS_OF, TERMS, YEAR_STARTS, customer_records, product_records
from salessheets.samples.values import Row, Rows, money, weekday

_SEASON = {4: 9, 5: 10, 6: 11, 7: 9, 8: 7, 9: 11, 10: 12, 11: 11, 12: 7, 1: 8, 2: 10, 3: 13}
"""Month -> relative number of orders."""

ORDERS = 260
_LATE = ("C00103", "C00117", "C00126", "C00109", "C00136")
"""Customers who pay late as a habit."""

_SINCE = date(2025, 9, 20)
"""Invoices before this day were chased until they were paid; of the later ones some still wait."""

_WAITING = (ORDERS - 21, ORDERS - 17, ORDERS - 14)
"""Orders whose goods are not there yet."""


@dataclass
class Trade:
    """The papers of the year while they are being made."""

    random: Random
    quotes: list[Row] = field(default_factory=list)
    quote_lines: list[Row] = field(default_factory=list)
    orders: list[Row] = field(default_factory=list)
    order_lines: list[Row] = field(default_factory=list)
    deliveries: list[Row] = field(default_factory=list)
    invoices: list[Row] = field(default_factory=list)
    invoice_lines: list[Row] = field(default_factory=list)
    receipts: list[Row] = field(default_factory=list)

    @classmethod
    def of(cls, seed: int) -> Trade:
        """The year of this seed, whole."""
        trade = cls(Random(seed))
        for i, day in enumerate(_order_days(trade.random)):
            _deal(trade, i, day)
        _open_quotes(trade)
        _invoices(trade)
        _credit_notes(trade)
        _receipts(trade)
        return trade


def trade_rows(trade: Trade) -> Rows:
    """The papers as rows of their sheets."""
    return {
        "Quotes": trade.quotes, "Quote Lines": trade.quote_lines, "Orders": trade.orders, "Order Lines": trade.order_lines,
        "Deliveries": trade.deliveries, "Invoices": trade.invoices, "Invoice Lines": trade.invoice_lines, "Receipts": trade.receipts,
    }  # fmt: skip


def _order_days(random: Random) -> list[date]:
    """Working days on which orders come in, ascending."""
    months = [(2025, m) for m in range(4, 13)] + [(2026, m) for m in range(1, 4)]
    weights = [_SEASON[month] for _, month in months]
    days = []
    for year, month in random.choices(months, weights, k=ORDERS):
        day = weekday(date(year, month, random.randint(1, 28)))
        days.append(min(day, AS_OF))
    return sorted(days)


def _rep(customer: Row, day: date) -> str:
    """Rhys Morgan left at the end of October; Tom Bellamy took over his customers."""
    return "R04" if customer["Rep ID"] == "R07" and day > date(2025, 10, 31) else str(customer["Rep ID"])


def _lines(trade: Trade, customer: Row) -> list[tuple[str, str, int, Decimal, float]]:
    """(SKU, description, quantity, unit price, discount) of a deal; a customer mostly buys what it prefers."""
    liked = str(customer["Product preferences"]).split(";")
    products = product_records()
    pool = [p for p in products if p["Product group"] in liked] * 3 + products
    chosen = {str(p["SKU"]): p for p in trade.random.sample(pool, k=trade.random.choice((1, 1, 2, 2, 3, 4)))}
    big = {"A": 3, "B": 2, "C": 1}[str(customer["Segment"])]
    return [_line(trade.random, product, big) for product in chosen.values()]


def _line(random: Random, product: Row, big: int) -> tuple[str, str, int, Decimal, float]:
    price = Decimal(str(product["List price"]))
    quantity = random.randint(1, 4) * big if price > 100 else random.randint(4, 20) * big
    return str(product["SKU"]), str(product["Product"]), quantity, price, random.choice((0.0, 0.0, 0.0, 0.05, 0.1))


def line_net(quantity: int, price: Decimal, discount: float) -> Decimal:
    """Net of a line, rounded half up to the cent."""
    return money(quantity * price * (1 - Decimal(str(discount))) + Decimal("1e-9"))


def _deal(trade: Trade, i: int, day: date) -> None:
    """An order, for every third one with the quote before it, and its delivery."""
    customer = trade.random.choice(customer_records())
    lines = _lines(trade, customer)
    quote = (
        _quote(trade, customer, lines, weekday(day - timedelta(days=trade.random.randint(6, 20))), "Accepted")
        if i % 3 == 0
        else ""
    )
    number = f"SO-{2000 + i}"
    promised = weekday(day + timedelta(days=trade.random.choice((7, 10, 14, 21))))
    order: Row = {
        "Order No": number, "Date": day, "Customer ID": customer["Customer ID"], "Quote No": quote, "Customer PO": f"45{10_000 + i * 37}",
        "Rep ID": _rep(customer, day), "Promised for": promised, "Ship complete": "Yes" if i % 7 == 0 else "No",
        "Status": "Confirmed", "Currency": customer["Currency"],
    }  # fmt: skip
    if i % 40 == 11:
        order |= {"2nd rep": "R01" if order["Rep ID"] != "R01" else "R03", "2nd rep share %": 0.3}
    if i in {61, 188}:
        order |= {"Status": "Cancelled"}
    if i == ORDERS - 9:
        order |= {"Status": "On hold", "Hold reason": "Credit limit"}
    trade.orders.append({k: v for k, v in order.items() if v != ""})
    for n, (sku, text, quantity, price, discount) in enumerate(lines, 1):
        trade.order_lines.append(
            {
                "Order No": number,
                "Line": n,
                "SKU": sku,
                "Description": text,
                "Qty": quantity,
                "Unit price": price,
                "Discount %": discount,
                "Tax code": "S20",
            }
        )
    if order["Status"] == "Confirmed":
        _deliver(trade, i, order, lines)


def _quote(
    trade: Trade, customer: Row, lines: list[tuple[str, str, int, Decimal, float]], day: date, status: str
) -> str:
    number = f"Q-{500 + len(trade.quotes)}"
    quote: Row = {
        "Quote No": number, "Date": max(day, YEAR_STARTS), "Customer ID": customer["Customer ID"], "Rep ID": _rep(customer, day),
        "Valid until": max(day, YEAR_STARTS) + timedelta(days=30), "Status": status, "Prices include tax": "No", "Currency": customer["Currency"],
        "Chance %": {"Accepted": 1.0, "Rejected": 0.0}.get(status, trade.random.choice((0.2, 0.5, 0.8))),
    }  # fmt: skip
    if status == "Rejected":
        quote["Lost reason"] = trade.random.choice(("Price", "Delivery time", "Competitor"))
    trade.quotes.append(quote)
    for n, (sku, text, quantity, price, discount) in enumerate(lines, 1):
        trade.quote_lines.append(
            {
                "Quote No": number,
                "Line": n,
                "SKU": sku,
                "Description": text,
                "Qty": quantity,
                "Unit price": price,
                "Discount %": discount,
                "Tax code": "S20",
            }
        )
    return number


def _open_quotes(trade: Trade) -> None:
    """Quotes that came to nothing, and those still open."""
    for i in range(26):
        customer = trade.random.choice(customer_records())
        _quote(
            trade,
            customer,
            _lines(trade, customer),
            weekday(YEAR_STARTS + timedelta(days=20 + 12 * i)),
            "Rejected" if i % 3 else "Sent",
        )
    for i in range(9):
        customer = trade.random.choice(customer_records())
        _quote(trade, customer, _lines(trade, customer), weekday(AS_OF - timedelta(days=27 - 3 * i)), "Sent")


def _deliver(trade: Trade, i: int, order: Row, lines: list[tuple[str, str, int, Decimal, float]]) -> None:
    """Most orders go out in time and at once; some late, a few in two parts."""
    promised = order["Promised for"]
    assert isinstance(promised, date)
    shipped = weekday(
        promised - timedelta(days=trade.random.choice((1, 2, 3, 3, 4, -2, -5) if i % 6 == 0 else (1, 2, 2, 3)))
    )
    if i in _WAITING:
        return
    in_parts = i % 13 == 5 and order["Ship complete"] == "No"
    for part, day in enumerate((shipped, weekday(shipped + timedelta(days=9))) if in_parts else (shipped,)):
        if day <= AS_OF:
            _delivery(trade, order, lines, day, part if in_parts else None)


def _delivery(
    trade: Trade, order: Row, lines: list[tuple[str, str, int, Decimal, float]], day: date, part: int | None
) -> None:
    number = f"DN-{1 + len({row['Delivery No'] for row in trade.deliveries}):04}"
    arrived = weekday(day + timedelta(days=1))
    for n, (_, _, quantity, _, _) in enumerate(lines, 1):
        half = quantity // 2
        sent = quantity if part is None else half if part == 0 else quantity - half
        if sent:
            row: Row = {
                "Delivery No": number,
                "Order No": order["Order No"],
                "Order line": n,
                "Qty": sent,
                "Shipped on": day,
                "Carrier": ("DHL", "DPD", "Own van")[n % 3],
            }
            done = arrived <= AS_OF
            trade.deliveries.append(
                row
                | (
                    {"Status": "Delivered", "Delivered on": arrived, "Signed by": "Goods in"}
                    if done
                    else {"Status": "Shipped"}
                )
            )


def _invoices(trade: Trade) -> None:
    """An invoice for each delivery, a day or two after it arrived, in the order of their dates."""
    orders = {str(row["Order No"]): row for row in trade.orders}
    lines = {(str(row["Order No"]), row["Line"]): row for row in trade.order_lines}
    by_number: dict[str, list[Row]] = {}
    for row in trade.deliveries:
        if row["Status"] == "Delivered":
            by_number.setdefault(str(row["Delivery No"]), []).append(row)
    dated = sorted((_invoice_day(trade, rows), number, rows) for number, rows in by_number.items())
    for day, _, rows in dated:
        if day <= AS_OF:
            order = orders[str(rows[0]["Order No"])]
            _invoice(trade, order, [(row, lines[str(row["Order No"]), row["Order line"]]) for row in rows], day)


def _invoice_day(trade: Trade, rows: list[Row]) -> date:
    arrived = rows[0]["Delivered on"]
    assert isinstance(arrived, date)
    return weekday(arrived + timedelta(days=trade.random.choice((0, 1, 1, 2))))


def _terms(customer_id: object) -> str:
    return str(next(row["Terms"] for row in customer_records() if row["Customer ID"] == customer_id))


def _invoice(trade: Trade, order: Row, rows: list[tuple[Row, Row]], day: date) -> None:
    number = f"INV-{10_301 + len(trade.invoices)}"
    net = Decimal(0)
    for n, (sent, line) in enumerate(rows, 1):
        quantity = sent["Qty"]
        assert isinstance(quantity, int)
        net += line_net(quantity, Decimal(str(line["Unit price"])), float(str(line["Discount %"])))
        copied = {header: line[header] for header in ("SKU", "Description", "Unit price", "Discount %", "Tax code")}
        trade.invoice_lines.append(
            {
                "Invoice No": number,
                "Line": n,
                "Order No": order["Order No"],
                "Order line": line["Line"],
                "Qty": quantity,
            }
            | copied
        )
    trade.invoices.append(
        {
            "Invoice No": number,
            "Type": "Invoice",
            "Date": day,
            "Customer ID": order["Customer ID"],
            "Order No": order["Order No"],
            "Rep ID": order["Rep ID"],
            "Terms": _terms(order["Customer ID"]),
            "Currency": order["Currency"],
            "Net": money(net),
            "Tax": money(net * Decimal("0.2") + Decimal("1e-9")),
            "Status": "Sent",
            "Sent on": day,
            "Dispute": "No",
        }
    )


def _credit_notes(trade: Trade) -> None:
    """A few corrections, two disputes and a promise to pay."""
    for i in (19, 74, 131, 176):
        corrected = trade.invoices[i]
        day = weekday(_day(corrected, "Date") + timedelta(days=12))
        net = money(Decimal(str(corrected["Net"])) * Decimal("-0.1"))
        trade.invoices.append(
            corrected
            | {
                "Invoice No": f"CN-{88 + i}",
                "Type": "Credit note",
                "Date": day,
                "Corrects": corrected["Invoice No"],
                "Net": net,
                "Tax": money(net * Decimal("0.2")),
                "Sent on": day,
            }
        )
    late = [
        row
        for row in trade.invoices
        if row["Type"] == "Invoice" and date(2026, 1, 10) < _day(row, "Date") < date(2026, 2, 12)
    ]
    late[3] |= {"Dispute": "Yes", "Dispute reason": "Two pumps arrived damaged"}
    late[9] |= {"Dispute": "Yes", "Dispute reason": "Price differs from the quote"}
    late[5] |= {"Promised payment": date(2026, 4, 10)}


def _day(row: Row, header: str) -> date:
    day = row[header]
    assert isinstance(day, date)
    return day


def _receipts(trade: Trade) -> None:
    """Payments: mostly in time and in full, with the invoice number as the reference."""
    corrections = {row["Corrects"]: row for row in trade.invoices if row["Type"] == "Credit note"}
    names = {row["Customer ID"]: str(row["Customer name"]) for row in customer_records()}
    paid = []
    for i, invoice in enumerate(row for row in trade.invoices if row["Type"] == "Invoice"):
        for day, amount in _payments(trade.random, i, invoice, corrections.get(invoice["Invoice No"])):
            if day <= AS_OF and invoice["Dispute"] == "No":
                paid.append((day, str(invoice["Invoice No"]), invoice, amount))
    for n, (day, number, invoice, amount) in enumerate(sorted(paid, key=lambda one: one[:2]), 1):
        card = n % 17 == 0
        trade.receipts.append(
            {
                "Receipt No": f"BK-{n:05}",
                "Date": day,
                "Method": "Card" if card else "Bank transfer",
                "Payer": names[invoice["Customer ID"]].upper(),
                "Reference": number,
                "Amount": amount,
                "Currency": invoice["Currency"],
                "Customer ID": invoice["Customer ID"],
            }
        )
    _odd_receipts(trade)


def _payments(random: Random, i: int, invoice: Row, credit: Row | None) -> list[tuple[date, Decimal]]:
    gross = Decimal(str(invoice["Net"])) + Decimal(str(invoice["Tax"]))
    if credit:
        gross += Decimal(str(credit["Net"])) + Decimal(str(credit["Tax"]))
    terms = str(invoice["Terms"])
    late = random.randint(12, 95) if invoice["Customer ID"] in _LATE else random.choice((-4, -2, -1, 0, 0, 1, 3, 6))
    due = _day(invoice, "Date") + timedelta(days=TERMS[terms] + (12 if terms == "30 EOM" else 0))
    if i % 29 == 13:
        return [] if _day(invoice, "Date") >= _SINCE else [(weekday(due + timedelta(days=73)), gross)]
    if terms == "50/50":
        half = money(gross / 2)
        return [(weekday(due - timedelta(days=30)), half), (weekday(due), gross - half)]
    if i % 23 == 7:
        first, day = money(gross * Decimal("0.6")), weekday(due + timedelta(days=late))
        rest = [] if _day(invoice, "Date") >= _SINCE else [(weekday(day + timedelta(days=38)), gross - first)]
        return [(day, first), *rest]
    return [(weekday(due + timedelta(days=late)), gross)]


def _odd_receipts(trade: Trade) -> None:
    """What every bank statement holds: two invoices in one transfer, a payment nobody can place."""
    first, second = (
        trade.receipts[40],
        next(r for r in trade.receipts[41:] if r["Customer ID"] == trade.receipts[40]["Customer ID"]),
    )
    first["Apply to"] = f"{first['Reference']}; {second['Reference']}"
    first["Reference"] = "account settled, thank you"
    first["Amount"] = Decimal(str(first["Amount"])) + Decimal(str(second["Amount"]))
    trade.receipts.remove(second)
    trade.receipts.append(
        {
            "Receipt No": f"BK-{len(trade.receipts) + 9:05}",
            "Date": date(2026, 3, 24),
            "Method": "Bank transfer",
            "Payer": "J HARGREAVES",
            "Reference": "pump deposit",
            "Amount": money(250),
            "Currency": "GBP",
        }
    )
