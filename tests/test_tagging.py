"""Spans as tags of tokens and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.tagging import Labelled, best_tags, spans_of, tags_of, tokenise

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
