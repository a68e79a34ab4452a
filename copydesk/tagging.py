"""Labelled spans as tags of tokens and back, for models that tag tokens.

This is the BIO scheme after Ramshaw and Marcus (1995): the first token of a span is ``B-`` and its label,
each further one ``I-`` and its label, all others are ``O``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")


class Token(NamedTuple):
    """A word, a number or a mark, and where it stands."""

    start: int
    end: int
    text: str


class Labelled(NamedTuple):
    """A span with its label."""

    start: int
    end: int
    label: str


def tokenise(text: str) -> list[Token]:
    """Cut a text into words, numbers and single marks.

    >>> [token.text for token in tokenise("It's May 5th.")]
    ['It', "'", 's', 'May', '5', 'th', '.']
    """
    return [Token(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]


def tags_of(tokens: Sequence[Token], spans: Iterable[Labelled]) -> list[str]:
    """Give each token its tag; where spans overlap, the later one in ``spans`` stands.

    >>> tags_of(tokenise("on May 5, she said"), [Labelled(3, 8, "DATE")])
    ['O', 'B-DATE', 'I-DATE', 'O', 'O', 'O']
    """
    tags = ["O"] * len(tokens)
    for start, end, label in spans:
        prefix = "B"
        for number, token in enumerate(tokens):
            if start <= token.start and token.end <= end:
                tags[number] = f"{prefix}-{label}"
                prefix = "I"
    return tags


def spans_of(tokens: Sequence[Token], tags: Sequence[str]) -> list[Labelled]:
    """Give the spans that tags mean; an ``I`` that continues nothing begins a span.

    >>> spans_of(tokenise("on May 5, she said"), ["O", "B-DATE", "I-DATE", "O", "O", "O"])
    [Labelled(start=3, end=8, label='DATE')]
    """
    spans: list[Labelled] = []
    before = "O"
    for token, tag in zip(tokens, tags, strict=True):
        label = tag[2:]
        if tag.startswith("I-") and before[2:] == label:
            spans[-1] = spans[-1]._replace(end=token.end)
        elif label:
            spans.append(Labelled(token.start, token.end, label))
        before = tag
    return spans


def best_tags(scores: NDArray[np.float64], tags: Sequence[str]) -> list[str]:
    """Find the sequence of tags with the highest sum of scores in which every ``I`` continues its label.

    The algorithm of Viterbi (1967) with steps that are allowed or not.

    Args:
        scores: Logarithms of probabilities, one row a token, one column a tag.
        tags: The tag of each column, ``O`` among them.
    """
    if not len(scores):
        return []
    steps = np.array(
        [[0.0 if tag[0] != "I" or tag[2:] == last[2:] else -np.inf for tag in tags] for last in tags]
    )
    best = scores[0] + steps[list(tags).index("O")]
    origins = []
    for row in scores[1:]:
        ways = best[:, None] + steps
        origins.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int(best.argmax())]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    return [tags[number] for number in reversed(path)]
