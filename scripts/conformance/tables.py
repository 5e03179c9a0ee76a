"""Cases 1 to 29: single values, a table that fills itself, formulas and names that follow."""

from __future__ import annotations

import math

from conformance.pieces import Case, Piece, called, name, on, put, setup, table, text

HEADS = ["Rep", "Sales", "Target"]
MONEY = {"num_format": "#,##0.00", "bold": True}
DATA = {
    "period": "2026-W07",
    "rows": [
        {"rep": "Ana", "sales": 100.5, "target": 90},
        {"rep": "Bo", "sales": 80, "target": 100},
        {"rep": "Cy", "sales": 70.25, "target": 70},
    ],
}
RECORDS = (["Ana", 100.5, 90], ["Bo", 80, 100], ["Cy", 70.25, 70])
BEFORE = (table("A3:C4", "rows", HEADS), put("A4", ["sample", 1, 1]))
AFTER = (table("A3:C6", "rows", HEADS), put("A4", *RECORDS))


def around(number: int, folder: str, says: str, template: list[Piece], expected: list[Piece]) -> Case:
    """A case about what stands around the table `rows` of three records."""
    return Case(number, folder, says, DATA, [*BEFORE, *template], [*AFTER, *expected])


VALUES = [
    Case(1, "text", "A value becomes a text in the style of its cell.", {"period": "2026-W07"},
         [put("A1", ["{{ period }}"], look=MONEY)], [put("A1", ["2026-W07"], look=MONEY)]),
    Case(2, "number", "A number alone in a cell stays a number in the format of the cell.", {"total": 1234.5},
         [put("B1", ["{{ total }}"], look=MONEY)], [put("B1", [1234.5], look=MONEY)]),
    Case(3, "number_in_text", "A number within a sentence becomes a text.", {"total": 1234.5},
         [put("B1", ["Total: {{ total }}"])], [put("B1", ["Total: 1234.5"])]),
    Case(4, "date", "A date becomes the number of its day in the format of the cell.", {"d": {"$date": "2026-02-09"}},
         [put("B1", ["{{ d }}"], look={"num_format": "dd mmm yyyy"})],
         [put("B1", [46062], look={"num_format": "dd mmm yyyy"})]),
    Case(5, "leading_zeros", "A text of digits stays a text.", {"code": "00123"},
         [put("A1", ["{{ code }}"])], [text("A1", "00123")]),
    Case(6, "no_formula_from_data", "A text with an equals sign in front is no formula.", {"name": "=1+1"},
         [put("A1", ["{{ name }}"])], [text("A1", "=1+1")]),
    Case(7, "markup_in_text", "Signs that mean something in XML come out as they are.", {"name": "<Söns> & Co"},
         [put("A1", ["{{ name }}"])], [put("A1", ["<Söns> & Co"])]),
    Case(8, "missing_name", "A name that is not there is told with its cell and what may be meant.", {"note": "x"},
         [put("A1", ["{{ nope }}"])], faults=["template.xlsx › Report!A1: "]),
    Case(9, "default", "A value may have a substitute.", {"y": 1},
         [put("A1", ["{{ x | default('–') }}"])], [put("A1", ["–"])]),
]  # fmt: skip

TABLES = [
    Case(10, "table", "A table takes one row per record, each in the style of the first.", DATA,
         [table("A3:C4", "rows", HEADS), put("A4", ["sample"]), put("B4", [1, 1], look=MONEY)],
         [table("A3:C6", "rows", HEADS), put("A4", ["Ana"], ["Bo"], ["Cy"]),
          put("B4", [100.5, 90], [80, 100], [70.25, 70], look=MONEY)]),
    Case(11, "totals_row", "The totals row of a table moves below the records.", DATA,
         [table("A3:C5", "rows", HEADS, ["Total", ("sum", 0)]), put("A4", ["sample", 1, 1]),
          put("B5", ["=SUBTOTAL(109,rows[Sales])"])],
         [table("A3:C7", "rows", HEADS, ["Total", ("sum", 250.75)]), put("A4", *RECORDS),
          put("B7", [("=SUBTOTAL(109,rows[Sales])", 250.75)])]),
    around(12, "formula_of_the_row", "A formula in the pattern row means its own row.",
           [put("E4", ["=B4-C4"])], [put("E4", [("=B4-C4", 10.5)], [("=B5-C5", -20)], [("=B6-C6", 0.25)])]),
    around(13, "sum_below", "A sum below the rows covers all of them.",
           [put("B5", ["=SUM(B4:B4)"])], [put("B7", [("=SUM(B4:B6)", 250.75)])]),
    around(14, "running_total", "A row held with a dollar sign stays at the first record.",
           [put("E4", ["=SUM(B$4:B4)"])],
           [put("E4", [("=SUM(B$4:B4)", 100.5)], [("=SUM(B$4:B5)", 180.5)], [("=SUM(B$4:B6)", 250.75)])]),
    around(15, "share_of_the_total", "The cell of the total is followed to where it moves.",
           [put("B5", ["=SUM(B4:B4)"]), put("F4", ["=B4/$B$5"])],
           [put("B7", [("=SUM(B4:B6)", 250.75)]),
            put("F4", [("=B4/$B$7", 100.5 / 250.75)], [("=B5/$B$7", 80 / 250.75)], [("=B6/$B$7", 70.25 / 250.75)])]),
    around(16, "rate_above", "A cell above the rows stays.",
           [put("H1", [2]), put("F4", ["=B4*$H$1"])],
           [put("H1", [2]), put("F4", [("=B4*$H$1", 201)], [("=B5*$H$1", 160)], [("=B6*$H$1", 140.5)])]),
    around(17, "balance", "A reference to the row above means the record before.",
           [put("E4", ["=E3+B4"])], [put("E4", [("=E3+B4", 100.5)], [("=E4+B5", 180.5)], [("=E5+B6", 250.75)])]),
    around(18, "cell_of_another_sheet", "Another sheet follows a cell that moves.",
           [put("B5", ["=SUM(B4:B4)"]), on("Summary"), put("B1", ["=Report!B5"])],
           [put("B7", [("=SUM(B4:B6)", 250.75)]), on("Summary"), put("B1", [("=Report!B7", 250.75)])]),
    around(19, "sum_of_another_sheet", "Another sheet's sum covers all rows.",
           [on("Summary"), put("B2", ["=SUM(Report!B4:B4)"])],
           [on("Summary"), put("B2", [("=SUM(Report!B4:B6)", 250.75)])]),
    Case(20, "quoted_sheet", "A single cell given to a function of ranges covers all rows, on a quoted sheet too.", DATA,
         [called("My Report"), *BEFORE, on("Summary"), put("B3", ["=AVERAGE('My Report'!B4)"])],
         [called("My Report"), *AFTER, on("Summary"), put("B3", [("=AVERAGE('My Report'!B4:B6)", 250.75 / 3)])]),
    around(21, "first_record_alone", "A single cell of the pattern row, seen from outside, is the first record's.",
           [put("H1", ["=B4"])], [put("H1", [("=B4", 100.5)])]),
    around(22, "whole_columns_and_rows", "Whole columns stay, whole rows grow.",
           [put("H1", ["=SUM(B:B)"], ["=SUM(3:4)"])], [put("H1", [("=SUM(B:B)", 250.75)], [("=SUM(3:6)", 510.75)])]),
    around(23, "address_in_a_text", "What looks like an address within a text stays.",
           [put("H1", ['="B4: "&SUM(B4:B4)'])], [put("H1", [('="B4: "&SUM(B4:B6)', "B4: 250.75")])]),
    around(24, "names_like_addresses", "Functions and names that look like addresses stay.",
           [put("H1", [2]), name("TAX_2026", "=Report!$H$1"), put("E4", ["=LOG10(B4)+TAX_2026"])],
           [put("H1", [2]), name("TAX_2026", "=Report!$H$1"),
            put("E4", [("=LOG10(B4)+TAX_2026", math.log10(100.5) + 2)], [("=LOG10(B5)+TAX_2026", math.log10(80) + 2)],
                [("=LOG10(B6)+TAX_2026", math.log10(70.25) + 2)])]),
    around(26, "name_of_the_rows", "A name that means the pattern row means all rows.",
           [name("SalesRange", "=Report!$B$4"), put("H1", ["=SUM(SalesRange)"])],
           [name("SalesRange", "=Report!$B$4:$B$6"), put("H1", [("=SUM(SalesRange)", 250.75)])]),
    around(27, "name_of_the_total", "A name moves with its sheet; the same row of another sheet stays.",
           [put("B5", ["=SUM(B4:B4)"]), on("Other"), put("B5", [7]), name("TotalSales", "=Report!$B$5"),
            name("OtherFive", "=Other!$B$5")],
           [put("B7", [("=SUM(B4:B6)", 250.75)]), on("Other"), put("B5", [7]), name("TotalSales", "=Report!$B$7"),
            name("OtherFive", "=Other!$B$5")]),
    around(28, "local_name", "A name of one sheet alone stays local and grows.",
           [name("Report!Reps", "=Report!$A$4")], [name("Report!Reps", "=Report!$A$4:$A$6")]),
    around(29, "print_area", "The print area grows; titles above the rows stay.",
           [put("A8", ["end"]), setup("print_area", "A1:F8"), setup("repeat_rows", 2)],
           [put("A10", ["end"]), setup("print_area", "A1:F10"), setup("repeat_rows", 2)]),
]  # fmt: skip

CASES = [*VALUES, *TABLES]
