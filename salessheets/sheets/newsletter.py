"""Newsletter: the articles of every issue."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet

SECTIONS = ("News", "Product", "People", "Event")

NEWSLETTER = Sheet(
    "Newsletter",
    "One row per article of a newsletter issue, in the order in which it is printed.",
    group="Marketing",
    book="full",
    aliases=("Newsletter articles", "Newsletters", "Rundbrief"),
    columns=(
        Column(
            "Issue",
            Kind.TEXT,
            "The issue that the article is in.",
            "2026-04",
            key=True,
            aliases=("Issue No", "Newsletter issue", "Ausgabe", "अंक"),
        ),
        Column(
            "Position",
            Kind.WHOLE,
            "Its place in the issue.",
            "1",
            key=True,
            aliases=("Pos", "Order", "Place", "Reihenfolge"),
        ),
        Column(
            "Section",
            Kind.LIST,
            "The part of the issue.",
            "Product",
            required=True,
            allowed=SECTIONS,
            aliases=("Category", "Rubrik", "अनुभाग"),
        ),
        Column(
            "Headline",
            Kind.TEXT,
            "The heading.",
            "New 60 l pump",
            required=True,
            aliases=("Title", "Heading", "Überschrift", "शीर्षक"),
        ),
        Column(
            "Text",
            Kind.TEXT,
            "The article. A line break begins a new paragraph.",
            "...",
            required=True,
            aliases=("Body", "Article", "Artikel", "पाठ"),
        ),
        Column(
            "Picture",
            Kind.PATH,
            "File of a picture, relative to the workbook.",
            "img/p60.png",
            aliases=("Image", "Photo", "Bild", "चित्र"),
        ),
        Column(
            "Link",
            Kind.URL,
            "Where a reader finds more.",
            "https://acme.example/p60",
            aliases=("URL", "Web address", "Webadresse", "लिंक"),
        ),
    ),
)
