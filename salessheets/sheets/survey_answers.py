"""Survey Answers: what was answered, one answer a row."""

from __future__ import annotations

from salessheets.core.columns import Column, Kind
from salessheets.core.sheet import Sheet
from salessheets.sheets import aliases

SURVEY_ANSWERS = Sheet(
    "Survey Answers",
    "One row per answer of a respondent to a question.",
    group="Marketing",
    book="full",
    aliases=("Answers", "Responses", "Survey responses", "Antworten", "उत्तर"),
    columns=(
        Column(
            "Survey",
            Kind.TEXT,
            "The survey.",
            "SV-26",
            key=True,
            aliases=aliases.SURVEY,
        ),
        Column(
            "Respondent",
            Kind.TEXT,
            "Who answered: a contact, or a code that names nobody.",
            "P0231",
            key=True,
            aliases=("Respondent ID", "Contact ID", "Answered by", "Teilnehmer"),
            rule="A Contact ID or an anonymous code.",
        ),
        Column(
            "Question No",
            Kind.WHOLE,
            "Number of the question in the survey.",
            "3",
            key=True,
            aliases=aliases.QUESTION_NO,
        ),
        Column(
            "Answer",
            Kind.ANY,
            "The answer: a number or text, as the question's type asks.",
            "4",
            aliases=("Response", "Reply", "Antwort", "उत्तर"),
            rule="Checked against the Type of the question.",
        ),
        Column(
            "Answered",
            Kind.DATE,
            "The day of the answer.",
            "2026-03-02",
            required=True,
            aliases=("Date", "Answer date", "Answered on", "Beantwortet am", "दिनांक"),
        ),
    ),
)
