"""Products: the price list."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet
from salessheets.sheets import aliases

PRODUCTS = Sheet(
    "Products",
    "One row per product or service with its list price and tax code.",
    group="People",
    book="starter",
    aliases=("Price list", "Product list", "Articles", "Artikel", "Artikelstamm", "Produkte", "Preisliste", "उत्पाद"),
    columns=(
        Column(
            "SKU",
            Kind.TEXT,
            "Your code of the product, used on every line.",
            "PMP-40",
            key=True,
            aliases=(
                "Product code",
                "Product ID",
                "Product No",
                "Item code",
                "Item No",
                "Article No",
                "Part No",
                "Part number",
                "Artikelnr.",
                "Artikelnummer",
                "उत्पाद कोड",
            ),
        ),
        Column(
            "Product",
            Kind.TEXT,
            "Name of the product as it is printed.",
            "Pump 40 l/min",
            required=True,
            aliases=("Product name", "Description", "Item", "Name", "Bezeichnung", "Artikel", "उत्पाद", "उत्पाद का नाम"),
        ),
        Column(
            "Product group",
            Kind.LIST,
            "The group in which it is counted for targets and reports.",
            "Pumps",
            required=True,
            list_name="Product group",
            aliases=(
                "Group",
                "Category",
                "Product category",
                "Warengruppe",
                "Artikelgruppe",
                "Produktgruppe",
                "उत्पाद समूह",
            ),
        ),
        Column(
            "Unit",
            Kind.LIST,
            "What one of it is: a piece, an hour, a kilogram.",
            "pc",
            required=True,
            list_name="Unit",
            aliases=("UoM", "Unit of measure", "Einheit", "Mengeneinheit", "इकाई"),
        ),
        Column(
            "List price",
            Kind.MONEY,
            "Price of one unit before discount and tax, in base currency.",
            "480.00",
            required=True,
            minimum=0,
            aliases=("Price", "Unit price", "Net price", "Listenpreis", "Preis", "मूल्य"),
            rule="0 or more, without tax",
        ),
        Column(
            "Tax code",
            Kind.TEXT,
            "The tax that the product normally carries.",
            "S20",
            required=True,
            refers_to=("Taxes", "Tax code"),
            aliases=aliases.TAX_CODE,
        ),
        Column(
            "Over-delivery %",
            Kind.PERCENT,
            "How much more than ordered may be delivered without a finding.",
            "0%",
            aliases=("Over-delivery", "Over-delivery allowed", "Tolerance %", "Überlieferung %"),
            rule="blank means 0 %",
        ),
        Column(
            "Active",
            Kind.LIST,
            "No takes the product off new quotes and orders; old ones keep it.",
            "Yes",
            required=True,
            allowed=("Yes", "No"),
            aliases=("In use", "On sale", "Aktiv", "सक्रिय"),
        ),
    ),
)
