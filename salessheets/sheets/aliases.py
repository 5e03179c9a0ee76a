"""Other words for headers that stand on several sheets, said once so that a word known on one is known on all of them."""

from __future__ import annotations

DESCRIPTION = ("Text", "Product name", "Item description", "Bezeichnung", "Beschreibung", "विवरण")
DISCOUNT = ("Discount", "Disc %", "Line discount", "Rabatt", "Rabatt %", "छूट %")
E_MAIL = ("E-mail address", "Mail", "E-Mail-Adresse", "ईमेल")
FISCAL_YEAR = ("FY", "Year", "Geschäftsjahr", "Jahr", "वित्तीय वर्ष")
LINE = ("Line No", "Line number", "Line #", "Pos", "Position", "Item", "Item No", "पंक्ति")
QUESTION_NO = ("Question #", "Question number", "Q No", "Fragenr.", "प्रश्न सं.")
QUOTE_NO = (
    "Quote",
    "Quote number",
    "Quote #",
    "Quote ID",
    "Quotation No",
    "Estimate No",
    "Offer No",
    "Angebotsnr.",
    "Angebotsnummer",
    "कोटेशन सं.",
)
SKU = (
    "Product",
    "Product code",
    "Article",
    "Article No",
    "Part No",
    "Part number",
    "Artikel",
    "Artikelnr.",
    "Artikelnummer",
    "उत्पाद कोड",
)
SURVEY = ("Survey ID", "Survey No", "Umfrage", "सर्वेक्षण")
TAX_CODE = ("Tax", "VAT code", "Steuerschlüssel", "Steuercode", "कर कोड")
UNIT_PRICE = ("Price", "Price each", "Net price", "Einzelpreis", "Preis", "इकाई मूल्य")
