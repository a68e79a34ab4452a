"""Attributions: who said what, by which rule; what is no speech; and the laws of the rows on any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.label import attributions, sentences
from copydesk.record import document_of

CASES = Path(__file__).parents[1] / "cases"
SPEECH = json.loads((CASES / "attributions.json").read_text(encoding="utf-8"))
NO_SPEECH = json.loads((CASES / "attributions_none.json").read_text(encoding="utf-8"))

KINDS = {"direct", "indirect", "mixed"}
SPEAKER_KINDS = {"person", "organisation", "media", "group", "unnamed", None}
MARKS = '“”„«»"'

PIECES = [
    "“",
    "”",
    '"',
    "''",
    "``",
    "«",
    "»",
    "‘",
    "’",
    "'",
    " ",
    ", ",
    ". ",
    ": ",
    "; ",
    "? ",
    "(",
    ")",
    "—",
    " - ",
]
PIECES += [
    "he said",
    "She said",
    "Ida Lund",
    "said",
    "told",
    "according to ",
    "the mayor",
    "officials",
    "who ",
    "that ",
]
PIECES += [
    "adding ",
    "as ",
    "by ",
    "Mr. ",
    "Monday ",
    "10",
    "LUND: ",
    "neither ",
    "nor ",
    "İ",
    "ß",
    "\n",
    "\n\n",
    "\t",
]
newslike = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
texts = st.one_of(st.text(), newslike)


def rows_of(text: str, language: str = "en"):
    document = document_of(text, language=language)
    return attributions.label(document, sentences=sentences.label(document))


def words_at(text: str, start: int | None, end: int | None) -> str | None:
    return None if start is None else text[start:end]


def told(text: str) -> list[dict[str, object]]:
    return [
        {
            "said": text[row.start : row.end],
            "kind": row.kind,
            "by": words_at(text, row.speaker_start, row.speaker_end),
            "speaker": row.speaker,
            "sort": row.speaker_kind,
            "cue": words_at(text, row.cue_start, row.cue_end),
            "utterance": row.utterance,
            "rule": row.rule,
        }
        for row in rows_of(text)
    ]


@pytest.mark.parametrize("case", SPEECH, ids=[case["name"] for case in SPEECH])
def test_who_said_what_is_labelled_with_the_rule_that_found_it(case):
    assert told(case["text"]) == case["rows"]


@pytest.mark.parametrize("case", NO_SPEECH, ids=[case["name"] for case in NO_SPEECH])
def test_what_nobody_says_is_not_labelled(case):
    assert told(case["text"]) == []


def test_a_text_in_another_language_has_no_attributions():
    assert rows_of("“Non,” said Ida Lund.", language="fr") == []


@pytest.mark.parametrize("language", ["en", "en-GB", "und"])
def test_english_and_unknown_languages_are_labelled(language):
    assert len(rows_of("“No,” said Ida Lund.", language=language)) == 1


def test_an_empty_text_has_no_attributions():
    assert rows_of("") == []


def test_a_title_of_a_work_in_a_said_sentence_is_not_speech():
    rows = rows_of("On “Morning on the Coast” Ida Lund said the bridge was safe.")

    assert [row.kind for row in rows] == ["indirect"]


def test_labels_do_not_depend_on_what_was_labelled_before():
    text = "“We waited,” she said."
    alone = rows_of(text)
    rows_of("Ida Lund leads the council. “We waited,” she said.")

    assert rows_of(text) == alone


@given(texts)
def test_every_span_lies_inside_the_text_and_the_rows_are_sorted(text):
    rows = rows_of(text)

    for row in rows:
        assert 0 <= row.start < row.end <= len(text)
        assert (row.speaker_start is None) == (row.speaker_end is None) == (row.speaker is None)
        assert (row.cue_start is None) == (row.cue_end is None)
        if row.speaker_start is not None:
            assert 0 <= row.speaker_start < row.speaker_end <= len(text)
        if row.cue_start is not None:
            assert 0 <= row.cue_start < row.cue_end <= len(text)
        assert row.kind in KINDS
        assert row.speaker_kind in SPEAKER_KINDS
        assert row.rule
    assert [(row.start, row.end) for row in rows] == sorted((row.start, row.end) for row in rows)


@given(texts)
def test_no_content_crosses_a_paragraph(text):
    for row in rows_of(text):
        assert "\n\n" not in text[row.start : row.end]


@given(texts)
def test_a_quoted_stretch_has_no_outer_white_space(text):
    for row in rows_of(text):
        if row.kind != "indirect":
            said = text[row.start : row.end]
            assert said == said.strip()


@given(
    st.sampled_from(["“{}”", '"{}"', "«{}»", "„{}“", "``{}''", "''{}''"]),
    st.sampled_from(["said", "says", "added"]),
)
def test_a_direct_quotation_holds_no_outer_marks(marks, cue):
    text = f"{marks.format('The bridge is safe,')} Ida Lund {cue}."

    assert [text[row.start : row.end] for row in rows_of(text)] == ["The bridge is safe"]


@given(texts)
def test_utterances_are_numbered_from_one_in_reading_order(text):
    numbers = [row.utterance for row in rows_of(text)]
    first_seen = list(dict.fromkeys(numbers))

    assert first_seen == list(range(1, len(first_seen) + 1))


@given(texts)
def test_labelling_twice_gives_the_same_rows(text):
    assert rows_of(text) == rows_of(text)


@given(texts, st.lists(st.integers(min_value=0, max_value=80), max_size=6))
def test_any_cut_into_sentences_raises_nothing(text, cuts):
    document = document_of(text)
    edges = sorted({min(cut, len(text)) for cut in cuts} | {0, len(text)})
    spans = [sentence for sentence in sentences.label(document) if sentence.start not in edges]

    attributions.label(document, sentences=spans)
