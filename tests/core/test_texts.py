"""Comparing what people type."""

from __future__ import annotations

import pytest

from salessheets.core.texts import header_form, key_form, key_forms, listed, nearest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("INV-1", " inv-1 "),
        ("Nord Foods", "Nord\u00a0Foods"),
        ("ACME", "ＡＣＭＥ"),
        ("Müller", "Mu\u0308ller"),
        ("a\u200bb", "ab"),
        ("STRASSE", "straße"),
    ],
)
def test_texts_that_look_alike_have_the_same_key_form(one: str, other: str) -> None:
    assert key_form(one) == key_form(other)


def test_devanagari_vowel_signs_stay_with_their_letters() -> None:
    assert key_form("शर्मा इलेक्ट्रॉनिक्स") == "शर्मा इलेक्ट्रॉनिक्स"
    assert header_form("चालान सं.") == "चालानसं"


@pytest.mark.parametrize(
    ("typed", "declared"), [("Invoice-No.", "Invoice No"), ("cust id", "Cust_ID"), ("INVOICE #", "invoice#")]
)
def test_headers_match_whatever_their_punctuation_case_and_blanks(typed: str, declared: str) -> None:
    assert header_form(typed) == header_form(declared)


def test_a_percent_sign_tells_two_headers_apart() -> None:
    assert header_form("Discount %") != header_form("Discount")


def test_many_key_forms_are_those_of_each_text() -> None:
    texts = ["INV-1", " inv  2", "Müller", "", "a\tb", "c\n", "\rd"]
    assert key_forms(texts) == [key_form(text) for text in texts]


def test_the_nearest_known_text_is_guessed_and_nothing_when_none_is_near() -> None:
    assert nearest("C0O117", ["C00117", "C00200"]) == "C00117"
    assert nearest("something else", ["C00117"]) is None
    assert nearest("INV-10230", ["INV-10320"]) == "INV-10320"
    assert nearest("INV-10320", ["INV-10560"]) is None


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (list("ABCDEFG"), "A, B, C, D, E and 2 more"),
    ],
)
def test_items_are_listed_as_part_of_a_sentence(items: list[str], sentence: str) -> None:
    assert listed(items) == sentence
