"""Checks of orders, their lines and their deliveries, and the Delivery check column."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from salessheets.core.book import Book, Outcome, Table, found
from salessheets.core.findings import Finding
from salessheets.core.joins import taken
from salessheets.sheets.cell_words import words
from salessheets.sheets.lines import papers_of, sums
from salessheets.sheets.orders.delivered import delivered, lines_of, units_per_line
from salessheets.sheets.orders.progress import allowance
from salessheets.sheets.orders.rules import (
    DELIVERED_BEFORE_ORDERED,
    DELIVERY_UNDATED,
    DELIVERY_WITHOUT_LINE,
    HOLD_WITHOUT_REASON,
    LINE_OF_NOTHING,
    ORDER_WITHOUT_LINES,
    OVER_DELIVERED,
    PROMISED_BEFORE_ORDERED,
    RETURN_UNCLEAR,
    SPLIT_UNCLEAR,
)

_EPSILON = 1e-9


def check_orders(book: Book) -> Outcome:
    """Step: orders and their lines make sense."""
    return found([*_lines(book), *_orders(book)])


def check_deliveries(book: Book) -> Outcome:
    """Step: deliveries belong to orders; Delivery check says what is wrong with each row, or OK."""
    if not book.has("Deliveries"):
        return Outcome()
    table = book.table("Deliveries")
    words = pd.Series("OK", index=table.frame.index, dtype=object)
    findings: list[Finding] = []
    for rows in (_over(book), _early(book), _undated(book), _returns(book), _homeless(book)):
        for row, word, finding in rows:
            words[row] = word
            findings.append(finding)
    return Outcome({"Deliveries": pd.DataFrame({"Delivery check": words})}, findings=tuple(findings))


def _lines(book: Book) -> Iterator[Finding]:
    for name in ("Order Lines", "Quote Lines"):
        table = book.table(name)
        for row in table.frame.index[table.frame["Qty"] == 0]:
            wrong = f"Line {table.key_of(row)} is for no units at all."
            yield table.find(LINE_OF_NOTHING, row, "Qty", wrong, "Type how many, or delete the line.")


def _orders(book: Book) -> Iterator[Finding]:
    table = book.table("Orders")
    frame = table.frame
    for row in frame.index[frame["Promised for"] < frame["Date"]]:
        wrong = f"Order {table.key_of(row)} of {words(frame, row, 'Date')} was promised for a day before that."
        yield table.find(PROMISED_BEFORE_ORDERED, row, "Promised for", wrong, "Correct one of the two dates.")
    for row in frame.index[(frame["Status"] == "On hold") & (frame["Hold reason"] == "")]:
        wrong = f"Order {table.key_of(row)} is on hold and does not say why."
        yield table.find(HOLD_WITHOUT_REASON, row, "Hold reason", wrong, "Choose a reason.")
    yield from _splits(table)
    yield from _empty_orders(book, table)


def _splits(table: Table) -> Iterator[Finding]:
    frame = table.frame
    second = frame["2nd rep"] != ""
    share = frame["2nd rep share %"].fillna(0.0)
    same = second & (frame["2nd rep"].str.casefold() == frame["Rep ID"].str.casefold())
    for row in frame.index[(second & (share == 0)) | (~second & (share > 0)) | same]:
        name, number = words(frame, row, "2nd rep"), table.key_of(row)
        if same[row]:
            header, wrong, to_do = (
                "2nd rep",
                f"Rep {name} shares order {number} with nobody else.",
                "Name another rep, or clear it.",
            )
        elif name:
            header, wrong, to_do = (
                "2nd rep share %",
                f"Second rep {name} of order {number} has no share.",
                "Type the share.",
            )
        else:
            header, wrong, to_do = (
                "2nd rep",
                f"Order {number} has a second rep's share but no second rep.",
                "Name the rep.",
            )
        yield table.find(SPLIT_UNCLEAR, row, header, wrong, to_do)


def _empty_orders(book: Book, table: Table) -> Iterator[Finding]:
    if not book.has("Order Lines"):
        return
    at = papers_of(book, "Order Lines", "Orders")
    lines = sums(np.ones(len(at), dtype=np.int64), at, len(table.frame))
    alive = ~table.frame["Status"].isin(["Draft", "Cancelled"]).to_numpy() & (table.frame["Order No"] != "").to_numpy()
    for row in table.frame.index[(lines == 0) & alive]:
        wrong = f"Order {table.key_of(row)} has no lines, so its net is unknown."
        yield table.find(ORDER_WITHOUT_LINES, row, "Order No", wrong, "Add its lines on Order Lines.")


_Rows = Iterator[tuple[int, str, Finding]]


def _homeless(book: Book) -> _Rows:
    """Deliveries of an order line that does not exist."""
    table = book.table("Deliveries")
    if not book.has("Order Lines"):
        return
    order, line = lines_of(book, "Deliveries")
    named = (table.frame["Order No"] != "").to_numpy() & table.frame["Order line"].notna().to_numpy(dtype=bool)
    for row, known in zip(table.frame.index[named & (line < 0)], order[named & (line < 0)] >= 0, strict=True):
        number, place = words(table.frame, row, "Order No"), words(table.frame, row, "Order line")
        what = f"Order {number} has no line {place}." if known else f"Order {number} is not on the Orders sheet."
        to_do = "Correct the order line, or add it to Order Lines." if known else "Correct the order number."
        column = "Order line" if known else "Order No"
        yield (
            row,
            "no such order line" if known else "no order",
            table.find(DELIVERY_WITHOUT_LINE, row, column, what, to_do),
        )


def _early(book: Book) -> _Rows:
    """Goods that left or arrived before they were ordered."""
    table = book.table("Deliveries")
    order, _ = lines_of(book, "Deliveries")
    ordered = taken(book.frame("Orders")["Date"].to_numpy(dtype="datetime64[D]"), order, default=np.datetime64("NaT"))
    told: set[int] = set()
    for header in ("Shipped on", "Delivered on"):
        days = table.frame[header].to_numpy(dtype="datetime64[D]")
        for row, day, date in zip(
            table.frame.index[days < ordered], days[days < ordered], ordered[days < ordered], strict=True
        ):
            if row not in told:
                told.add(row)
                wrong = f"{header} {day} is before the date of order {words(table.frame, row, 'Order No')}, {date}."
                finding = table.find(DELIVERED_BEFORE_ORDERED, row, header, wrong, "Correct one of the two dates.")
                yield row, "before the order", finding


def _over(book: Book) -> _Rows:
    """The delivery with which a line passed what may be delivered, and those after it."""
    table = book.table("Deliveries")
    goods = delivered(book)
    ordered = book.frame("Order Lines")["Qty"].fillna(0.0).to_numpy(dtype=np.float64)
    arrived = units_per_line(book, goods)
    over = arrived > ordered * (1 + allowance(book)) + _EPSILON
    late = np.where(np.isnat(goods.date), np.datetime64("1900-01-01"), goods.date)
    turn = np.lexsort((late, goods.line))
    last = pd.Series(goods.line[turn]).drop_duplicates(keep="last").index
    for at in turn[last.to_numpy()]:
        line = goods.line[at]
        if line >= 0 and over[line]:
            row = int(table.frame.index[at])
            much = f"{arrived[line]:g} were delivered of {ordered[line]:g} ordered"
            wrong = (
                f"Line {words(table.frame, row, 'Order line')} of order {words(table.frame, row, 'Order No')}: {much}."
            )
            to_do = "Correct the quantity, or raise the order line, or allow more on the product."
            yield (
                row,
                f"over by {arrived[line] - ordered[line]:g}",
                table.find(OVER_DELIVERED, row, "Qty", wrong, to_do),
            )


def _undated(book: Book) -> _Rows:
    table = book.table("Deliveries")
    frame = table.frame
    for row in frame.index[frame["Status"].isin(["Delivered", "Returned"]) & frame["Delivered on"].isna()]:
        wrong = f"Delivery {table.key_of(row)} is {words(frame, row, 'Status').lower()} but does not say on which day."
        yield row, "no date", table.find(DELIVERY_UNDATED, row, "Delivered on", wrong, "Type the day.")


def _returns(book: Book) -> _Rows:
    """Returns that are not below zero or say no reason; negative rows that are no returns."""
    table = book.table("Deliveries")
    frame = table.frame
    back = frame["Qty"] < 0
    for row in frame.index[(frame["Status"] == "Returned") & ~back & frame["Qty"].notna()]:
        wrong = f"Delivery {table.key_of(row)} is a return, so its quantity must be below zero; it counts as nothing."
        yield (
            row,
            "return not below zero",
            table.find(RETURN_UNCLEAR, row, "Qty", wrong, "Put a minus before the quantity."),
        )
    for row in frame.index[back & (frame["Return reason"] == "")]:
        wrong = f"Delivery {table.key_of(row)} takes goods back and does not say why."
        yield (
            row,
            "no reason for the return",
            table.find(RETURN_UNCLEAR, row, "Return reason", wrong, "Choose a reason."),
        )
