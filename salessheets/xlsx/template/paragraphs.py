"""Texts of drawings and charts: paragraphs of formatted runs, with expressions in them filled."""

from __future__ import annotations

from typing import Any

from salessheets.xlsx.container.parts import descendants, local_name
from salessheets.xlsx.template.cell_xml import coded
from salessheets.xlsx.template.strips import Filling
from salessheets.xlsx.template.tags import filled_runs, has_tag

_DRAWING = "/drawingml/"


def fill_paragraphs(root: Any, filling: Filling, place: str) -> None:
    """Fill the expressions of every paragraph in place."""
    for paragraph in descendants(root, "p"):
        if _DRAWING in str(paragraph.tag):
            fill_nodes([node for run in paragraph for node in run if local_name(node) == "t"], filling, place)


def fill_nodes(nodes: list[Any], filling: Filling, place: str) -> None:
    """Fill the expressions of one text that these elements hold together."""
    texts = [node.text or "" for node in nodes]
    if not has_tag("".join(texts)):
        return
    language = filling.language
    made = filling.value(place, lambda: filled_runs(texts, language, language.names))
    for node, text in zip(nodes, made or texts, strict=True):
        node.text = coded(text)
