"""Sentences as lists of words, in which a quoted stretch is one word.

A sentence border inside a quotation is no border here: "Go. Now," he said is one unit.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import verbs, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.label.attributions.marks import Quote
    from copydesk.record import Document, Span

QUOTE = "“”"
"""What stands in ``Unit.words`` for a quoted stretch."""

_WORD = re.compile(
    r"(?:[a-z]\.)+(?=\W|$)"
    r"|\b(?:mr|mrs|ms|dr|sen|sens|rep|reps|gov|gen|col|lt|maj|sgt|st|jr|sr|prof|rev|hon|adm|capt|cmdr|inc|corp"
    r"|co|ltd|jan|feb|aug|sept|oct|nov|dec|mass|calif|fla|tex|conn|wis|mich|minn|va|pa|ill)\."
    r"|\w+(?:['&/@-]\w+|[.,]\d+)*'?|[@#$]\w+|[^\w\s]"
)


_LONGEST_HEADLINE = 30
_HEADLINE_SHARE = 0.6


@cache
def common() -> frozenset[str]:
    """Give the words that are no names although a headline writes them with a capital."""
    lexicon = words()
    closed = lexicon.prepositions | lexicon.subordinators | lexicon.auxiliaries | lexicon.determiners
    return frozenset(verbs()) | closed | lexicon.personal | lexicon.adverbs | lexicon.people


class Unit:
    """One sentence outside quotations: parallel lists of words and their offsets."""

    __slots__ = ("end", "ends", "headline", "quotes", "start", "starts", "text", "words")

    def __init__(self, document: Document, span: Span, quotes: Sequence[Quote]) -> None:
        self.text = document.text
        self.start, self.end = span
        self.quotes = quotes
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        position = span.start
        lowered = document.lowered
        for quote in quotes:
            self._read(lowered, position, quote.start)
            self.words.append(QUOTE)
            self.starts.append(quote.start)
            self.ends.append(quote.end)
            position = quote.end
        self._read(lowered, position, span.end)
        self.headline = self._is_headline()

    def _read(self, lowered: str, start: int, end: int) -> None:
        if start >= end:
            return
        for match in _WORD.finditer(lowered[start:end].replace("’", "'")):
            first, last = match.span()
            self.words.append(match.group())
            self.starts.append(start + first)
            self.ends.append(start + last)

    def _is_headline(self) -> bool:
        """Tell whether Most Words Have Capitals, so that a capital shows no name."""
        if not 3 < len(self.words) < _LONGEST_HEADLINE:
            return False
        text = self.text
        letters = [text[start] for start in self.starts if text[start].isalpha()]
        return sum(1 for letter in letters if letter.isupper()) > _HEADLINE_SHARE * len(letters)

    def is_capital(self, index: int) -> bool:
        """Tell whether a word is written as a name: with a capital letter, in a headline also no common word."""
        if not self.text[self.starts[index]].isupper():
            return False
        return not self.headline or self.words[index] not in common()

    def written(self, index: int) -> str:
        """Give a word as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]]

    def quote_at(self, index: int) -> Quote:
        """Give the quoted stretch that a word of the unit stands for."""
        start = self.starts[index]
        return next(quote for quote in self.quotes if quote.start == start)
