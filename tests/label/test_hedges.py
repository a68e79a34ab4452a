"""Hedges: cues in context, and the laws that their spans keep on any text."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.label import hedges, sentences
from copydesk.record import document_of

CASES = json.loads((Path(__file__).parents[1] / "cases" / "hedges.json").read_text(encoding="utf-8"))

PIECES = [
    "may ",
    "May ",
    "could ",
    "not ",
    "be ",
    "most ",
    "likely",
    "appears ",
    "to ",
    "that ",
    "if ",
    "true",
]
PIECES += [", ", ". ", "“", "said to be ", "possible", "\n\n", "İ", "x", " ", "—", "no ", "doubt "]
newslike = st.lists(st.sampled_from(PIECES)).map("".join)


def hedges_of(text: str, *, language: str = "en"):
    document = document_of(text, language=language)
    return hedges.label(document, sentences=sentences.label(document))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_cue_is_a_hedge_only_in_its_context(case):
    text = case["text"]

    found = [[text[hedge.start : hedge.end], hedge.cue, hedge.rule] for hedge in hedges_of(text)]

    assert found == case["hedges"]


def test_other_languages_have_no_hedges():
    assert hedges_of("Mai may may.", language="de") == []


@given(st.one_of(st.text(), newslike))
def test_hedges_lie_inside_the_text_in_order_and_do_not_overlap(text):
    found = hedges_of(text)

    assert all(0 <= hedge.start < hedge.end <= len(text) for hedge in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert found == hedges_of(text)


@given(newslike)
def test_a_hedge_is_a_whole_word_of_the_text(text):
    for hedge in hedges_of(text):
        around = text[hedge.start - 1 : hedge.start] + text[hedge.end : hedge.end + 1]
        assert not any(map(str.isalnum, around))


@pytest.mark.parametrize("unit", ['"', "may ", "likely ", "could not be ", " ", "1", "most likely "])
def test_a_line_of_one_thing_is_read_to_its_end(unit):
    assert isinstance(hedges_of(unit * (200_000 // len(unit))), list)
