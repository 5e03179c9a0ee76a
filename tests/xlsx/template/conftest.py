"""Templates are built by xlsxwriter inside each test, filled, and looked at through openpyxl and as raw parts."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from io import BytesIO

import openpyxl
import pytest
from lxml import etree
from xlsxwriter import Workbook

from salessheets.errors import TemplateFaults
from salessheets.xlsx.package import Package
from salessheets.xlsx.template import fill_template

ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]


@dataclass
class Filled:
    """A filled workbook and its template."""

    template: Package
    package: Package

    def __post_init__(self):
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", ".*extension is not supported", UserWarning)
            self.book = openpyxl.load_workbook(BytesIO(self.package.content), rich_text=False)
        self._check_sound()

    def __getitem__(self, place):
        """The value or formula of a cell such as `Report!B7`."""
        sheet, _, cell = place.rpartition("!")
        return self.book[sheet or "Report"][cell].value

    def column(self, letter, first, last, sheet="Report"):
        return [self[f"{sheet}!{letter}{row}"] for row in range(first, last + 1)]

    def xml(self, sheet="Report"):
        return self.package.data(self.package.sheet(sheet).part).decode()

    def part(self, pattern):
        """The one part whose name matches."""
        (name,) = [name for name in self.package.names if re.search(pattern, name)]
        return self.package.data(name).decode()

    def style(self, place):
        sheet, _, cell = place.rpartition("!")
        return re.search(rf'<c r="{cell}"( s="\d+")?', self.xml(sheet or "Report"))[1]

    def untouched(self):
        before, after = self.template, self.package
        return {name for name in before.names if after.has(name) and before.data(name) == after.data(name)}

    def _check_sound(self):
        """No part lost but the calculation chain, every part well-formed, children of sheets in their order."""
        lost = set(self.template.names) - set(self.package.names) - {"xl/calcChain.xml"}
        assert not lost
        for name in self.package.names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(self.package.data(name))
        for entry in self.package.sheets:
            root = self.package.xml(entry.part)
            places = [ORDER.index(etree.QName(child).localname) for child in root]
            assert places == sorted(places)
            rows = [int(row.get("r")) for row in root.iter("{*}row")]
            assert rows == sorted(set(rows))


@pytest.fixture
def template():
    """Make a template: `with template() as book: ...`, then `.package`."""
    return Template


class Template:
    """A template under construction."""

    def __init__(self):
        self._bytes = BytesIO()
        self.workbook = Workbook(self._bytes)

    def __enter__(self):
        return self.workbook

    def __exit__(self, *_):
        self.workbook.close()

    @property
    def package(self):
        return Package.from_bytes(self._bytes.getvalue(), "weekly.xlsx")


@pytest.fixture
def fill():
    def filled(build, data):
        made = Template()
        with made as book:
            build(book)
        return Filled(made.package, Package.from_bytes(fill_template(made.package, data)))

    return filled


@pytest.fixture
def faults():
    """The faults of filling."""

    def told(build, data):
        made = Template()
        with made as book:
            build(book)
        with pytest.raises(TemplateFaults) as caught:
            fill_template(made.package, data)
        return caught.value.faults

    return told


THREE = [
    {"Rep": "Ana", "Sales": 100.5, "Target": 90},
    {"Rep": "Bo", "Sales": 80, "Target": 100},
    {"Rep": "Cy", "Sales": 70.25, "Target": 70},
]


@pytest.fixture
def three():
    """Three records."""
    return {"rows": THREE, "period": "2026-W07"}


@pytest.fixture
def report():
    """Build sheet Report: table `rows` A3:C4 (header 3, pattern 4), then what `more(book, sheet)` adds."""

    def builder(more=None, *, totals=False, name="Report", samples=1):
        def build(book):
            sheet = book.add_worksheet(name)
            money = book.add_format({"num_format": "#,##0.00", "bold": True})
            columns = [
                {"header": "Rep", "total_string": "Total"},
                {"header": "Sales", "format": money, "total_function": "sum"},
                {"header": "Target", "total_function": "sum"},
            ]
            options = {"name": "rows", "columns": columns, "total_row": totals}
            options["data"] = [["sample", 1, 1]] * samples
            sheet.add_table(2, 0, 2 + samples + totals, 2, options)
            if more:
                more(book, sheet)

        return build

    return builder
