"""Labelled spans as tags of tokens and back, and baselines that learn such tags.

This is the BIO scheme after Ramshaw and Marcus (1995): the first token of a span is ``B-`` and its label,
each further one ``I-`` and its label, all others are ``O``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Tagger = Callable[[Sequence["Token"]], list[str]]

SEED = 1
"""Of the linear model: the same paragraphs give the same model."""

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


class Paragraph(NamedTuple):
    """The tokens of a paragraph and what is to be found in it."""

    tokens: list[Token]
    spans: list[Labelled]


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


def read_paragraphs(
    articles: Iterable[Mapping[str, Any]], spans: Iterable[tuple[str, int, Labelled]]
) -> list[Paragraph]:
    """Give the paragraphs of articles, those without a span too.

    Args:
        articles: Rows of the config `articles`; `id`, `text` and `paragraphs` are looked at.
        spans: The id of an article, the start of a paragraph in its text, and a span with offsets in the
            paragraph.
    """
    found: defaultdict[tuple[str, int], list[Labelled]] = defaultdict(list)
    for key, start, span in spans:
        found[key, start].append(span)
    return [
        Paragraph(tokenise(row["text"][place["start"] : place["end"]]), found[row["id"], place["start"]])
        for row in articles
        for place in row["paragraphs"]
    ]


def usual_tagger(paragraphs: Iterable[Paragraph]) -> Tagger:
    """Learn to give each word the tag that it has most often; one never seen is ``O``."""
    by_word: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for tokens, spans in paragraphs:
        for token, tag in zip(tokens, tags_of(tokens, spans), strict=True):
            by_word[token.text][tag] += 1
    usual = {word: counts.most_common(1)[0][0] for word, counts in by_word.items()}
    return lambda tokens: [usual.get(token.text, "O") for token in tokens]


def linear_tagger(
    paragraphs: Iterable[Paragraph], describe: Callable[[Sequence[Token]], list[dict[str, float]]]
) -> Tagger:
    """Learn tags from the features of tokens: logistic regression, and the best sequence of what it says.

    scikit-learn is needed, which the extra ``analysis`` brings.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    features = DictVectorizer()
    model = LogisticRegression(C=10, tol=1e-3, max_iter=500, random_state=SEED)
    described, tags = [], []
    for tokens, spans in paragraphs:
        described += describe(tokens)
        tags += tags_of(tokens, spans)
    model.fit(features.fit_transform(described), tags)
    known = model.classes_.tolist()

    def tag(tokens: Sequence[Token]) -> list[str]:
        if not tokens:
            return []
        return best_tags(model.predict_log_proba(features.transform(describe(tokens))), known)

    return tag


def score_table(name: str, paragraphs: Iterable[Paragraph], tagger: Tagger) -> str:
    """Write precision, recall and F1 of the whole spans that a tagger finds, for each label and for all."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for tokens, spans in paragraphs:
        guessed = set(spans_of(tokens, tagger(tokens)))
        wanted = set(spans_of(tokens, tags_of(tokens, spans)))
        for kind, some in (("hit", guessed & wanted), ("guessed", guessed), ("wanted", wanted)):
            for span in some:
                counts[span.label][kind] += 1
                counts["all"][kind] += 1
    lines = [f"{name:32} {'precision':>9} {'recall':>9} {'F1':>9} {'spans':>7}"]
    for label, count in sorted(counts.items()):
        precision, recall = (count["hit"] / max(count[kind], 1) for kind in ("guessed", "wanted"))
        both = 2 * precision * recall / max(precision + recall, 1e-9)
        lines.append(f"  {label:30} {precision:9.3f} {recall:9.3f} {both:9.3f} {count['wanted']:7}")
    return "\n".join(lines)
