"""The nouns: pages, lines, articles, rejects and labels.

Offsets are half-open and count Unicode code points. ``start`` and ``end`` count into the text of the
article, ``raw_start`` and ``raw_end`` into the decoded page. The named tuples have the fields of the
schemas under ``schemas/`` in the same order; a test holds them to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


TEXT_ROLES = frozenset({"body", "subhead", "list"})
"""The roles of the lines that an article's text is made of."""


class Span(NamedTuple):
    """A stretch of the article's text."""

    start: int
    end: int


class Run(NamedTuple):
    """A stretch of text that stands letter for letter on the raw page."""

    text_start: int
    raw_start: int
    length: int


class Refusal(NamedTuple):
    """Why a page gives no article: a reason of the closed list in rejects.json, and what was seen."""

    reason: str
    detail: str


class Attribution(NamedTuple):
    """What was said, by whom, and the words that say so (PARC3: content, source, cue)."""

    start: int
    end: int
    kind: str
    speaker_start: int | None
    speaker_end: int | None
    speaker: str | None
    speaker_kind: str | None
    cue_start: int | None
    cue_end: int | None
    utterance: int
    rule: str


class Timex(NamedTuple):
    """A time expression with its TIMEX3 type, value and modifier."""

    start: int
    end: int
    type: str
    value: str
    mod: str | None
    rule: str


class Country(NamedTuple):
    """A mention of a country: ISO 3166-1 alpha-3 code, and by what kind of name it is meant."""

    start: int
    end: int
    code: str
    via: str
    rule: str


class Hedge(NamedTuple):
    """Words that mark what is said as uncertain."""

    start: int
    end: int
    cue: str
    rule: str


@dataclass(frozen=True)
class Document:
    r"""One article's text as a label layer sees it: paragraphs joined by a blank line (``"\n\n"``)."""

    text: str
    paragraphs: tuple[Span, ...]
    title: str | None
    published: date | None
    language: str

    @cached_property
    def lowered(self) -> str:
        """``text`` in lower case, as long as ``text``, so that offsets found in it hold there."""
        return lower_case(self.text)

    @cached_property
    def tokens(self) -> Sequence[str]:
        """What stands between white space in ``text``: split once for all layers."""
        return self.text.split()


def document_of(
    text: str,
    *,
    title: str | None = None,
    published: date | None = None,
    language: str = "en",
    paragraphs: tuple[Span, ...] | None = None,
) -> Document:
    """Make a document of a text whose paragraphs are joined by blank lines.

    ``paragraphs`` are those of the text, if they are known.
    """
    if paragraphs is None:
        paragraphs = paragraphs_of(text)
    return Document(text, paragraphs, title, published, language)


def lower_case(text: str) -> str:
    """Give a text in lower case, code point by code point; İ, which would become two, stays.

    >>> lower_case("İZMİR")
    'İzmİr'
    """
    return "İ".join(map(str.lower, text.split("İ"))) if "İ" in text else text.lower()


def paragraphs_of(text: str) -> tuple[Span, ...]:
    r"""Give the spans of the paragraphs of a text: what blank lines separate.

    >>> paragraphs_of("One.\n\nTwo.")
    (Span(start=0, end=4), Span(start=6, end=10))
    """
    spans, start = [], 0
    while start < len(text):
        end = text.find("\n\n", start)
        if end < 0:
            end = len(text)
        if end > start:
            spans.append(Span(start, end))
        start = end + 2
    return tuple(spans)
