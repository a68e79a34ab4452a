"""Sentences as lists of words, in which a quoted stretch is one word.

A sentence border inside a quotation is no border here: "Go. Now," he said is one unit.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import verbs, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.label.attributions.marks import Quote
    from copydesk.record import Document, Span

QUOTE = "“”"
"""What stands in ``Unit.words`` for a quoted stretch."""

_WORD = re.compile(r"([^\s.,;:!?\"()\[\]…—–“”«»„]+|\S)")
_ABBREVIATED = frozenset(
    "mr mrs ms dr sen sens rep reps gov gen col lt maj sgt st jr sr prof rev hon adm capt cmdr inc corp co ltd jan feb aug"
    " sept oct nov dec mass calif fla tex conn wis mich minn va pa ill ft gov no vs".split()
)
_LONGEST_HEADLINE = 30
_HEADLINE_SHARE = 0.6


def _split(lowered: str, start: int) -> tuple[list[str], list[int], list[int]]:
    """Split text to words and marks with their offsets."""
    if "’" in lowered:
        lowered = lowered.replace("’", "'")
    # a split by a captured pattern gives what is between words and words in turn: offsets are running sums
    parts = _WORD.split(lowered)
    edges = list(accumulate(map(len, parts), initial=start))
    found, starts, ends = parts[1::2], edges[1:-1:2], edges[2::2]
    if "." in found and found.index(".") < len(found) - 1:
        return _joined(found, starts, ends)
    return found, starts, ends


def _joined(found: list[str], starts: list[int], ends: list[int]) -> tuple[list[str], list[int], list[int]]:
    """Give abbreviations and initials their full stop back: "sen" "." is one word."""
    kept: list[int] = []
    for index, word in enumerate(found):
        if word == "." and kept and index + 1 < len(found) and ends[kept[-1]] == starts[index]:
            last = found[kept[-1]]
            if len(last) == 1 or last in _ABBREVIATED or last[-1].isdigit() or (last[-2:-1] == "." and starts[kept[-1]] + 2 < starts[index]):
                found[kept[-1]] = last + "."
                ends[kept[-1]] = ends[index]
                continue
        elif kept and ends[kept[-1]] == starts[index] and len(found[kept[-1]]) > 1 and found[kept[-1]][-1] == "." and (
            word[0].isdigit() or (len(word) == 1 and word.isalpha())
        ):
            found[kept[-1]] += word
            ends[kept[-1]] = ends[index]
            continue
        kept.append(index)
    return [found[i] for i in kept], [starts[i] for i in kept], [ends[i] for i in kept]


@cache
def common() -> frozenset[str]:
    """Give the words that are no names although a headline writes them with a capital."""
    lexicon = words()
    return frozenset(verbs()) | lexicon.closed | lexicon.auxiliaries | lexicon.adverbs | lexicon.people


class Unit:
    """One sentence outside quotations: parallel lists of words and their offsets."""

    __slots__ = ("end", "ends", "headline", "quotes", "start", "starts", "text", "words")

    def __init__(self, document: Document, span: Span, quotes: Sequence[Quote]) -> None:
        self.text = document.text
        self.start, self.end = span
        self.quotes = quotes
        lowered = document.lowered
        if not quotes:
            self.words, self.starts, self.ends = _split(lowered[span.start : span.end], span.start)
        else:
            self._read_around(lowered, quotes)
        self.headline = self._is_headline()

    def _read_around(self, lowered: str, quotes: Sequence[Quote]) -> None:
        """Read what is outside the quotations; each of them is one word."""
        self.words, self.starts, self.ends = _split(lowered[self.start : quotes[0].start], self.start)
        nexts = [quote.start for quote in quotes[1:]]
        for quote, stop in zip(quotes, [*nexts, self.end], strict=True):
            self.words.append(QUOTE)
            self.starts.append(quote.start)
            self.ends.append(quote.end)
            if stop > quote.end:
                found, starts, ends = _split(lowered[quote.end : stop], quote.end)
                self.words += found
                self.starts += starts
                self.ends += ends

    def _is_headline(self) -> bool:
        """Tell whether Most Words Have Capitals, so that a capital shows no name."""
        if not 3 < len(self.words) < _LONGEST_HEADLINE:
            return False
        text = self.text
        if not (text[self.starts[1]].isupper() or text[self.starts[2]].isupper()):
            return False
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
