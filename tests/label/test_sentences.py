"""Sentences: where they end, and the laws that their spans keep on any text."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.label import sentences
from copydesk.record import document_of

CASES = json.loads((Path(__file__).parents[1] / "cases" / "sentences.json").read_text(encoding="utf-8"))
BORDER = "‖"

PIECES = [". ", ".", "? ", "!", '"', "“", "” ", "Mr. ", "U.S. ", "he said", "The ", "3", " ", "\n", "\n\n"]
PIECES += ["。", "। ", "... ", "(", ") ", "J. ", "p.m. ", "A", "é", "»", "al-"]
newslike = st.lists(st.sampled_from(PIECES)).map("".join)


def sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences.label(document_of(text))]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_sentences_end_where_a_reader_ends_them(case):
    text = case["marked"].replace(BORDER + " ", "").replace(BORDER, "")
    expected = [part.strip() for part in case["marked"].split(BORDER)]

    assert sentences_of(text) == expected


def test_a_sentence_never_crosses_a_paragraph():
    assert sentences_of("The list of\n\nnames is long") == ["The list of", "names is long"]


@given(st.one_of(st.text(), newslike))
def test_sentences_cover_all_that_is_not_white_space_in_order(text):
    spans = sentences.label(document_of(text))

    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(before.end <= after.start for before, after in pairwise(spans))


@given(st.one_of(st.text(), newslike))
def test_sentences_are_trimmed_and_lie_inside_one_paragraph(text):
    document = document_of(text)

    for span in sentences.label(document):
        sentence = text[span.start : span.end]
        assert sentence
        assert sentence == sentence.strip()
        assert any(start <= span.start and span.end <= end for start, end in document.paragraphs)


@given(newslike)
def test_labelling_twice_gives_the_same_sentences(text):
    assert sentences.label(document_of(text)) == sentences.label(document_of(text))


@pytest.mark.parametrize(
    "unit", ['"', ".", " ", "1", "a", ". ", '." ', "A. ", "( ", "。", "?!", " .", "[1]"]
)
def test_a_line_of_one_thing_is_read_to_its_end(unit):
    text = unit * (300_000 // len(unit))

    spans = sentences.label(document_of(text))

    assert bool(spans) == bool(text.strip())
