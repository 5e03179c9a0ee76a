"""The Allocations sheet: who settled what. It is derived anew at each refresh from credit notes, receipts and write-offs.

Credit notes that correct an invoice are applied to it, up to its gross amount; receipts by the passes of `matching`. What was paid
before the credit note came stays paid, so that the invoice is then overpaid.
Last, what is open on written-off invoices, and what lies inside the rounding tolerance, is closed by a visible write-off.

Example:
    >>> from salessheets.sheets.specimen import book_of
    >>> book = book_of('''
    ... Invoices
    ... Invoice No | Type    | Date       | Currency | Net    | Tax  | Status
    ... INV-1      | Invoice | 2026-03-02 | EUR      | 100.00 | 0.00 | Sent
    ...
    ... Receipts
    ... Receipt No | Date       | Amount | Currency | Reference
    ... R1         | 2026-03-11 | 100.00 | EUR      | inv-1
    ... ''')
    >>> allocate(book).rows["Allocations"][["Source", "Invoice No", "Kind", "Amount", "Decided"]].values.tolist()
    [['R1', 'INV-1', 'Payment', 10000, 'Sure match']]
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from salessheets.core.book import Book, Outcome
from salessheets.core.dates import Days
from salessheets.core.exact import running
from salessheets.core.joins import positions, taken
from salessheets.core.money import to_minor
from salessheets.sheets.allocations import ALLOCATION_KINDS, DECIDED
from salessheets.sheets.receipts.ledger import (
    CREDIT,
    WRITE_OFF,
    Entries,
    Money,
    Papers,
    Texts,
    Whole,
    papers_of,
)
from salessheets.sheets.receipts.matching import match

_MIXER = np.uint64(0x9E3779B97F4A7C15)
_LETTERS = np.frombuffer(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ", dtype=np.uint8)


def allocate(book: Book) -> Outcome:
    """Step: Allocations, and Left to apply, Match, Suggestion and Why of Receipts."""
    if not (book.has("Invoices") or book.has("Receipts")):
        return Outcome()
    papers = papers_of(book)
    corrected = corrections(papers)
    matched = match(book, papers, corrected)
    before = Entries.joined([corrected, matched.entries])
    entries = Entries.joined([before, *write_offs(book, papers, matched.case.open)])
    rows = allocation_rows(entries, papers, matched.case.money)
    columns = {"Receipts": matched.columns} if book.has("Receipts") else {}
    return Outcome(columns, {"Allocations": rows}, matched.findings)


def corrections(papers: Papers) -> Entries:
    """What credit notes take off the invoices that they correct, in order of date, up to each invoice's gross."""
    frame = papers.table.frame
    named = frame["Corrects"] != ""
    if not named.any():
        return Entries()
    paper = positions(frame["Corrects"], frame["Invoice No"])
    good = papers.credit & papers.counts & (papers.gross < 0) & (paper >= 0) & _first_of_number(papers)
    good &= papers.counts[paper] & ~papers.credit[paper] & (papers.currency[paper] == papers.currency)
    note = np.flatnonzero(good)
    note = note[np.lexsort((papers.rank[note], papers.day[note], paper[note]))]
    target, value = paper[note], -papers.gross[note]
    room = np.maximum(papers.gross[target] - (running(value, target) - value if len(note) else value), 0)
    amount = np.minimum(value, room)
    some = amount > 0
    none = np.full(int(some.sum()), -1)
    kind = np.full(len(none), CREDIT)
    return Entries(none, note[some], target[some], kind, amount[some], np.ones(len(none), dtype=bool))


def _first_of_number(papers: Papers) -> np.ndarray:
    return ~papers.table.frame["Invoice No"].duplicated().to_numpy()


def write_offs(book: Book, papers: Papers, still: Whole) -> tuple[Entries, Entries]:
    """What is written off by the admin, and what lies inside the rounding tolerance."""
    limit = tolerances(book, papers.currency)
    once = papers.counts & _first_of_number(papers)
    off = once & (papers.table.frame["Status"] == "Written off").to_numpy() & ~papers.credit & (still > 0)
    small = once & ~off & (still != 0) & (np.abs(still) <= limit)
    found = []
    for which, admin in ((off, True), (small, False)):
        paper = np.flatnonzero(which)
        none = np.full(len(paper), -1)
        found.append(
            Entries(none, none, paper, np.full(len(paper), WRITE_OFF), still[paper], np.full(len(paper), admin))
        )
    return found[0], found[1]


def tolerances(book: Book, currencies: Texts) -> Whole:
    """The rounding tolerance in minor units of each row's currency."""
    codes, distinct = pd.factorize(currencies)
    limits = [to_minor(book.settings.rounding_tolerance, code) for code in distinct]
    return np.array(limits, dtype=np.int64)[codes] if len(codes) else np.zeros(0, dtype=np.int64)


def allocation_rows(entries: Entries, papers: Papers, money: Money) -> pd.DataFrame:
    """The rows of the Allocations sheet, by date, source and invoice."""
    days = dates(entries, papers, money)
    order = np.lexsort(
        (
            entries.kind,
            papers.rank[entries.paper],
            taken(papers.rank, entries.credit, -1),
            taken(money.rank, entries.receipt, -1),
            days,
        )
    )
    numbers = np.array(papers.number, dtype=object)
    own = numbers[entries.paper] if len(entries.paper) else np.zeros(0, dtype=object)
    notes = taken(numbers, entries.credit, "")
    source = np.where(entries.credit >= 0, notes, taken(np.array(money.number, dtype=object), entries.receipt, ""))
    source = np.where((entries.credit < 0) & (entries.receipt < 0), own, source)
    kinds = np.array(ALLOCATION_KINDS, dtype=object)[entries.kind]
    rows = {
        "Allocation ID": allocation_ids(source[order], own[order], kinds[order]),
        "Source": source[order],
        "Invoice No": own[order],
        "Kind": kinds[order],
        "Amount": pd.array(entries.amount[order], dtype="Int64"),
        "Date": days[order].astype("datetime64[s]"),
        "Decided": np.where(entries.admin[order], DECIDED[0], DECIDED[1]).astype(object),
    }
    return pd.DataFrame({name: _kept(values) for name, values in rows.items()})


def _kept(values: Any) -> Any:
    """Texts as the object column that a frame holds."""
    return pd.Series(values, dtype=object) if values.dtype == object else values


def dates(entries: Entries, papers: Papers, money: Money) -> Days:
    """The day from which each entry counts: when both the money (or credit) and the paper are there.

    A write-off counts from the last other entry of its paper, or from the paper's own day.
    """
    never = np.datetime64("0001-01-01", "D")
    day = papers.day[entries.paper] if len(entries.paper) else np.zeros(0, "datetime64[D]")
    day = np.maximum(day, taken(money.day, entries.receipt, never))
    day = np.maximum(day, taken(papers.day, entries.credit, never))
    off = entries.kind == WRITE_OFF
    last = np.full(len(papers.day), never)
    np.maximum.at(last, entries.paper[~off], day[~off])
    np.maximum.at(last, entries.credit[entries.credit >= 0], day[entries.credit >= 0])
    return np.asarray(np.where(off, np.maximum(day, last[entries.paper]), day))


def allocation_ids(source: Texts, invoice: Texts, kind: Texts) -> Texts:
    """AL- and 12 letters and digits made of source, invoice and kind, so that an id stays while rows come and go.

    Where the same three stand more than once, the later ones get -2, -3 and so on.
    """
    if not len(source):
        return np.zeros(0, dtype=object)
    parts = [pd.util.hash_array(texts, categorize=texts is kind) for texts in (source, invoice, kind)]
    hashes = parts[0]
    for part in parts[1:]:
        hashes = (hashes ^ (hashes >> np.uint64(29))) * _MIXER + part
    hashes ^= hashes >> np.uint64(32)
    digits = np.stack([(hashes >> np.uint64(5 * place)) & np.uint64(31) for place in range(12)], axis=1)
    texts = np.ascontiguousarray(_LETTERS[digits.astype(np.intp)]).view("S12").ravel().astype("U12").astype(object)
    ids: Texts = np.asarray("AL-" + texts, dtype=object)
    again = pd.Series(hashes).duplicated().to_numpy()
    if again.any():
        repeat = pd.Series(hashes).groupby(hashes, sort=False).cumcount().to_numpy()
        for place in np.flatnonzero(again):
            ids[place] += f"-{repeat[place] + 1}"
    return ids
