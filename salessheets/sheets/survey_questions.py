"""Survey Questions: what is asked in which survey."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet
from salessheets.sheets import aliases

QUESTION_TYPES = ("Score 0-10", "Scale 1-5", "One of", "Many of", "Text", "Number")

SURVEY_QUESTIONS = Sheet(
    "Survey Questions",
    "One row per question of a survey, with the kind of answer it takes.",
    group="Marketing",
    book="full",
    aliases=("Questions", "Questionnaire", "Fragen", "Fragebogen", "प्रश्न"),
    columns=(
        Column(
            "Survey",
            Kind.TEXT,
            "Your name of the survey.",
            "SV-26",
            key=True,
            aliases=aliases.SURVEY,
        ),
        Column(
            "Question No",
            Kind.WHOLE,
            "Number of the question in it.",
            "3",
            key=True,
            aliases=aliases.QUESTION_NO,
        ),
        Column(
            "Question",
            Kind.TEXT,
            "The question as it is asked.",
            "How happy are you with delivery?",
            required=True,
            aliases=("Question text", "Frage", "प्रश्न"),
        ),
        Column(
            "Type",
            Kind.LIST,
            "The kind of answer it takes.",
            "Scale 1-5",
            required=True,
            allowed=QUESTION_TYPES,
            aliases=("Answer type", "Question type", "Antworttyp", "प्रकार"),
        ),
        Column(
            "Choices",
            Kind.TEXT,
            "The answers to choose from, for One of and Many of.",
            "",
            aliases=("Options", "Answer choices", "Auswahl", "विकल्प"),
            rule='Separated by ";".',
        ),
        Column(
            "Topic",
            Kind.LIST,
            "The customer need that it measures.",
            "Delivery",
            list_name="Topic",
            aliases=("Theme", "Need", "Thema", "विषय"),
        ),
    ),
)
