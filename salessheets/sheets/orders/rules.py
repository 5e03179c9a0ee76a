"""The rules on orders, order lines and deliveries."""

from __future__ import annotations

from salessheets.core.findings import Rule, Severity

_ORDER = """
Orders
Order No | Date       | Customer ID | Rep ID | Promised for | Ship complete | Status    | Currency
SO-1     | 2026-03-02 | C1          | R1     | 2026-03-20   | No            | Confirmed | EUR

Order Lines
Order No | Line | Description | Qty | Unit price | Tax code
SO-1     | 1    | Pump        | 10  | 480.00     | S20
"""

LINE_OF_NOTHING = Rule(
    "line-of-nothing",
    Severity.ERROR,
    "A line orders or offers no units",
    "A quantity of zero makes a line that costs nothing and is never delivered. It usually stands for a number that was to be "
    "typed later. Type the quantity, or delete the line.",
    _ORDER.replace("| 10  |", "| 0   |"),
)
PROMISED_BEFORE_ORDERED = Rule(
    "promised-before-ordered",
    Severity.WARNING,
    "An order was promised for a day before it was placed",
    "The promise is used to tell which orders are late, so a wrong year or month makes an order late from its first day.",
    _ORDER.replace("2026-03-20", "2025-03-20"),
)
HOLD_WITHOUT_REASON = Rule(
    "hold-without-reason",
    Severity.WARNING,
    "An order is on hold without a reason",
    "Whoever looks at the order next must know what it waits for: the customer, the credit limit, the goods.",
    _ORDER.replace("Confirmed", "On hold"),
)
SPLIT_UNCLEAR = Rule(
    "split-unclear",
    Severity.ERROR,
    "A shared order does not say who shares or how much",
    "When two reps share an order, its second rep and that rep's share belong together: the first rep gets the rest. With one of "
    "them missing, the whole order counts for the first rep.",
    """
Orders
Order No | Date       | Customer ID | Rep ID | 2nd rep | Promised for | Ship complete | Status    | Currency
SO-1     | 2026-03-02 | C1          | R1     | R2      | 2026-03-20   | No            | Confirmed | EUR
""",
)
ORDER_WITHOUT_LINES = Rule(
    "order-without-lines",
    Severity.WARNING,
    "An order has no lines",
    "An order's net is the sum of its lines. Without lines it has no value, nothing can be delivered on it, and it counts in no "
    "figure. Add the lines, or cancel the order.",
    _ORDER.replace("SO-1     | 1 ", "SO-2     | 1 "),
)
DELIVERY_WITHOUT_LINE = Rule(
    "delivery-without-order-line",
    Severity.ERROR,
    "A delivery names an order line that does not exist",
    "Order No and Order line together name a row of Order Lines. Goods of a delivery without such a row count nowhere: the order "
    "stays open, and nobody is asked to invoice them.",
    _ORDER
    + """
Deliveries
Delivery No | Order No | Order line | Qty | Status    | Delivered on
DN-1        | SO-1     | 7          | 10  | Delivered | 2026-03-09
""",
)
DELIVERED_BEFORE_ORDERED = Rule(
    "delivered-before-ordered",
    Severity.WARNING,
    "Goods left or arrived before they were ordered",
    "One of the two dates is nearly always a typing error, often in the year. The delivery date decides in which week the goods "
    "count and how late the order was.",
    _ORDER
    + """
Deliveries
Delivery No | Order No | Order line | Qty | Status    | Shipped on | Delivered on
DN-1        | SO-1     | 1          | 10  | Delivered | 2025-03-06 | 2026-03-09
""",
)
OVER_DELIVERED = Rule(
    "over-delivered",
    Severity.WARNING,
    "More was delivered than ordered",
    "The units delivered, less returns, are more than the order line asks for and more than the product's over-delivery allows "
    "(else the setting's). Either a quantity is wrong, a delivery was entered twice, or the customer got too much.",
    _ORDER
    + """
Deliveries
Delivery No | Order No | Order line | Qty | Status    | Delivered on
DN-1        | SO-1     | 1          | 12  | Delivered | 2026-03-09
""",
)
DELIVERY_UNDATED = Rule(
    "delivery-undated",
    Severity.ERROR,
    "A delivery arrived on no day",
    "A row with the status Delivered or Returned needs the day on which that happened. Shipped on stands in for it; with neither, "
    "the goods count for the order but in no week.",
    _ORDER
    + """
Deliveries
Delivery No | Order No | Order line | Qty | Status    | Delivered on
DN-1        | SO-1     | 1          | 10  | Delivered |
""",
)
RETURN_UNCLEAR = Rule(
    "return-unclear",
    Severity.ERROR,
    "A return is not below zero or gives no reason",
    "Goods that came back stand on a row of their own with a quantity below zero and a reason. A return with a quantity above "
    "zero would count as goods delivered, so it counts as nothing.",
    _ORDER
    + """
Deliveries
Delivery No | Order No | Order line | Qty | Status   | Delivered on | Return reason
DN-1        | SO-1     | 1          | 2   | Returned | 2026-03-09   | Broken
""",
)
RULES: tuple[Rule, ...] = (
    LINE_OF_NOTHING,
    PROMISED_BEFORE_ORDERED,
    HOLD_WITHOUT_REASON,
    SPLIT_UNCLEAR,
    ORDER_WITHOUT_LINES,
    DELIVERY_WITHOUT_LINE,
    DELIVERED_BEFORE_ORDERED,
    OVER_DELIVERED,
    DELIVERY_UNDATED,
    RETURN_UNCLEAR,
)
