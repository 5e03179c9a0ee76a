"""Cases 44 and 48 to 55: rows and columns that repeat by their name."""

from __future__ import annotations

from conformance.pieces import Case, height, name, put, setup, width

REPS = [{"name": "Ana", "sales": 100}, {"name": "Bo", "sales": 80}, {"name": "Cy", "sales": 70}]
HEADED = put("A3", ["Rep", "Sales"])
PATTERN = put("A4", ["{{ rep.name }}", "{{ rep.sales }}"])
THREE = put("A4", ["Ana", 100], ["Bo", 80], ["Cy", 70])
REGIONS = [
    {"name": "North", "rep": [{"name": "Ana", "sales": 1}, {"name": "Bo", "sales": 2}]},
    {"name": "South", "rep": [{"name": "Cy", "sales": 4}, {"name": "Di", "sales": 8}, {"name": "Ed", "sales": 16}]},
]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

CASES = [
    Case(44, "filter", "A sheet's own filter and its hidden name grow.", {"rep": REPS},
         [HEADED, put("C3", ["C", "D", "E", "F"]), PATTERN, name("each_rep", "=Report!$A$4:$F$4"),
          setup("autofilter", "A3:F4")],
         [HEADED, put("C3", ["C", "D", "E", "F"]), THREE, setup("autofilter", "A3:F6")]),
    Case(48, "block_without_records", "A block without records goes, and its sum is zero.", {"rep": []},
         [HEADED, PATTERN, put("A5", ["Total", "=SUM(B4:B4)"]), name("each_rep", "=Report!$A$4:$B$4")],
         [HEADED, put("A4", ["Total", ("=0", 0)])]),
    Case(50, "blocks_below_each_other", "Each total covers its own block.",
         {"rep": REPS, "cost": [{"name": "Rent", "value": 5}, {"name": "Cars", "value": 6}]},
         [HEADED, PATTERN, put("A5", ["Total", "=SUM(B4:B4)"]), put("A8", ["{{ cost.name }}", "{{ cost.value }}"]),
          put("A9", ["Total", "=SUM(B8:B8)"]), name("each_rep", "=Report!$A$4:$B$4"), name("each_cost", "=Report!$A$8:$B$8")],
         [HEADED, THREE, put("A7", ["Total", ("=SUM(B4:B6)", 250)]), put("A10", ["Rent", 5], ["Cars", 6]),
          put("A12", ["Total", ("=SUM(B10:B11)", 11)])]),
    Case(51, "blocks_side_by_side", "Blocks on the same rows grow by the longest; the shorter ends in styled blanks.",
         {"rep": REPS, "item": [{"name": letter} for letter in "VWXYZ"]},
         [put("A4", ["{{ rep.name }}", "{{ rep.sales }}"], look={"bold": True}), put("E4", ["{{ item.name }}"]),
          put("B5", ["=SUM(B4:B4)"]), name("each_rep", "=Report!$A$4:$B$4"), name("each_item", "=Report!$E$4")],
         [put("A4", ["Ana", 100], ["Bo", 80], ["Cy", 70], [None, None], [None, None], look={"bold": True}),
          put("E4", ["V"], ["W"], ["X"], ["Y"], ["Z"]), put("B9", [("=SUM(B4:B8)", 250)])]),
    Case(52, "blocks_within_blocks", "A subtotal covers the rows of its own item, and the total counts nothing twice.",
         {"region": REGIONS},
         [put("A4", ["{{ region.name }}"]), put("A5", ["{{ rep.name }}", "{{ rep.sales }}"]),
          put("A6", ["Subtotal", "=SUBTOTAL(9,B5:B5)"]), put("A7", ["Total", "=SUBTOTAL(9,B4:B6)"]),
          name("each_region", "=Report!$A$4:$B$6"), name("each_region.rep", "=Report!$A$5:$B$5")],
         [put("A4", ["North"], ["Ana", 1], ["Bo", 2], ["Subtotal", ("=SUBTOTAL(9,B5:B6)", 3)],
              ["South"], ["Cy", 4], ["Di", 8], ["Ed", 16], ["Subtotal", ("=SUBTOTAL(9,B9:B11)", 28)],
              ["Total", ("=SUBTOTAL(9,B4:B12)", 31)])]),
    Case(53, "outline", "Outline levels and collapsed groups repeat.", {"region": REGIONS},
         [put("A4", ["{{ rep.name }}", "{{ rep.sales }}"]), put("A5", ["{{ region.name }}"]),
          height(4, level=1, hidden=True), height(5, collapsed=True),
          name("each_region", "=Report!$A$4:$B$5"), name("each_region.rep", "=Report!$A$4:$B$4")],
         [put("A4", ["Ana", 1], ["Bo", 2], ["North"], ["Cy", 4], ["Di", 8], ["Ed", 16], ["South"]),
          *(height(row, level=1, hidden=True) for row in (4, 5, 7, 8, 9)), height(6, collapsed=True),
          height(10, collapsed=True)]),
    Case(54, "rows_that_go", "Rows under a condition that does not hold go, and what is below follows.", {"overdue": False},
         [put("B1", [2]), put("A4", ["Overdue"], ["please"], ["pay"]), put("A8", ["end", "=B1*2"]), put("C9", ["=B8+1"]),
          name("if_overdue", "=Report!$A$4:$C$6")],
         [put("B1", [2]), put("A5", ["end", ("=B1*2", 4)]), put("C6", [("=B5+1", 5)])]),
    Case(55, "columns", "Columns repeat with their width, and a sum covers all of them.",
         {"month": [{"label": label, "sales": i} for i, label in enumerate(MONTHS, 1)]},
         [put("C3", ["{{ month.label }}"], ["{{ month.sales }}"], ["=C4*2"]), put("D4", ["=SUM(C4:C4)"]), width("C:C", 6),
          width("D:D", 20), name("eachcol_month", "=Report!$C$3:$C$5")],
         [put("C3", MONTHS, list(range(1, 13)), [(f"={letter}4*2", 2 * i) for i, letter in enumerate("CDEFGHIJKLMN", 1)]),
          put("O4", [("=SUM(C4:N4)", 78)]), width("C:N", 6), width("O:O", 20)]),
]  # fmt: skip
