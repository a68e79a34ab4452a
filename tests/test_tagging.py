"""Spans as tags of tokens and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.tagging import (
    Labelled,
    best_tags,
    linear_tagger,
    read_paragraphs,
    score_table,
    spans_of,
    tags_of,
    tokenise,
    usual_tagger,
)

TEXT = "The ferry, due on 3 May, left late."
KINDS = st.sampled_from(["O", "B-x", "I-x", "B-y", "I-y"])


def test_a_span_inside_another_splits_it():
    tokens = tokenise(TEXT)
    tags = tags_of(tokens, [Labelled(0, 23, "outer"), Labelled(18, 23, "inner")])
    assert [TEXT[start:end] for start, end, _ in spans_of(tokens, tags)] == ["The ferry, due on", "3 May"]


def test_a_span_that_covers_no_whole_token_has_no_tag():
    assert set(tags_of(tokenise("Wednesday"), [Labelled(0, 3, "DATE")])) == {"O"}


@given(st.lists(KINDS, max_size=12))
def test_spans_of_tags_have_tags_with_the_same_spans(tags):
    tokens = tokenise(" ".join("w" * len(tags)))
    spans = spans_of(tokens, tags)
    assert spans_of(tokens, tags_of(tokens, spans)) == spans


@given(st.integers(0, 9), st.randoms(use_true_random=False))
def test_the_best_tags_never_continue_what_was_not_begun(size, random):
    tags = ["B-x", "B-y", "I-x", "I-y", "O"]
    scores = np.array([[-random.random() for _ in tags] for _ in range(size)]).reshape(size, len(tags))
    found = best_tags(scores, tags)
    assert len(found) == size
    assert all(
        tag[0] != "I" or tag[2:] == last[2:] for last, tag in zip(["O", *found], found, strict=False)
    )


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (
            [[-1, -9, -2], [-9, -9, -1]],
            ["B-x", "I-x"],
        ),  # together -2, "O I-x" would be -3 but is not allowed
        ([[-9, -1, -1], [-9, -1, -9]], ["O", "O"]),
    ],
)
def test_the_best_tags_have_the_highest_sum(scores, expected):
    assert best_tags(np.array(scores, float), ["B-x", "O", "I-x"]) == expected


ARTICLE = {
    "id": "a1",
    "text": "It left in May.\n\nNobody saw it.",
    "paragraphs": [{"start": 0, "end": 15}, {"start": 17, "end": 31}],
}


def test_paragraphs_without_a_span_are_read_too():
    first, second = read_paragraphs([ARTICLE], [("a1", 0, Labelled(11, 14, "DATE")), ("a2", 17, "other")])

    assert first.spans == [Labelled(11, 14, "DATE")]
    assert [token.text for token in second.tokens] == ["Nobody", "saw", "it", "."]
    assert not second.spans


def test_the_usual_tag_of_a_word_is_the_one_it_has_most_often():
    dated = {**ARTICLE, "text": "May May May", "paragraphs": [{"start": 0, "end": 11}]}
    spans = [("a1", 0, Labelled(0, 3, "DATE")), ("a1", 0, Labelled(8, 11, "DATE"))]
    tagger = usual_tagger(read_paragraphs([dated], spans))

    assert tagger(tokenise("In May")) == ["O", "B-DATE"]


def test_a_linear_model_learns_from_the_features_it_is_given():
    pytest.importorskip("sklearn", reason="install copydesk[analysis]")
    train = read_paragraphs([ARTICLE], [("a1", 0, Labelled(11, 14, "DATE"))])
    tagger = linear_tagger(train, lambda tokens: [{token.text: 1.0} for token in tokens])

    assert tagger(tokenise("May left")) == ["B-DATE", "O"]
    assert tagger([]) == []


def test_a_table_counts_whole_spans_only():
    paragraphs = read_paragraphs([ARTICLE], [("a1", 0, Labelled(8, 14, "DATE"))])
    halves = score_table(
        "halves", paragraphs, lambda tokens: ["B-DATE" if t.text == "May" else "O" for t in tokens]
    )
    wholes = score_table("wholes", paragraphs, usual_tagger(paragraphs))

    assert halves.split("\n")[-1].split() == ["all", "0.000", "0.000", "0.000", "1"]
    assert wholes.split("\n")[-1].split() == ["all", "1.000", "1.000", "1.000", "1"]
