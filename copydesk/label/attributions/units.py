"""Sentences as lists of words, in which a quoted stretch is one word.

A sentence border inside a quotation is no border here: "Go. Now," he said is one unit.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import screen, verbs, words
from copydesk.record import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.label.attributions.marks import Quote
    from copydesk.record import Document

QUOTE = "“”"
"""What stands in ``Unit.words`` for a quoted stretch."""

_WORD = re.compile(r"([^\s.,;:!?\"()\[\]…—–“”«»„]+|\S)")
_ASKED = frozenset("?!,…—")
_WHO = r"(?:(?:[A-Z][\w’'.-]*|the|a|an|one|her|his) ){1,5}(?:\w+ly )?"
_REPORTED_AFTER = re.compile(
    _WHO
    + r"(?:said|says|asked|asks|added|replied|went on|wrote|told|shouted|continued|cried|responded|\w+ed)\b"
)
_REPORTED_ALONE = re.compile(
    _WHO + r"(?:said|says|asked|added|replied|wrote|continued|responded)\.(?=\s|$)"
)
_LONGEST_HEADLINE = 30
_HEADLINE_SHARE = 0.6
# what is longer is no sentence but a list or a defect, and would cost more than it can give
_LONGEST_SENTENCE = 6000
_MOST_QUOTES = 200
_LABEL = 40


def _split(lowered: str, start: int) -> tuple[list[str], list[int], list[int]]:
    """Split text to words and marks with their offsets."""
    if "’" in lowered:
        lowered = lowered.replace("’", "'")
    # a split by a captured pattern gives what is between words and words in turn: offsets are running sums
    parts = _WORD.split(lowered)
    edges = list(accumulate(map(len, parts), initial=start))
    found, starts, ends = parts[1::2], edges[1:-1:2], edges[2::2]
    if "." in found[1:-1]:
        _join(found, starts, ends)
    return found, starts, ends


def _join(found: list[str], starts: list[int], ends: list[int]) -> None:
    """Give abbreviations and initials their full stop back: "sen" "." is one word."""
    abbreviated, gone = words().abbreviations, 0
    for stop in [at for at, word in enumerate(found) if word == "." and 0 < at < len(found) - 1]:
        at = stop - gone
        last, following = found[at - 1], found[at + 1]
        if ends[at - 1] != starts[at] or not (
            len(last) == 1
            or last in abbreviated
            or last[-1].isdigit()
            or (last[-2:-1] == "." and len(last) > 2)
        ):
            continue
        beyond = at + 1
        if starts[beyond] == ends[at] and (
            following[0].isdigit() or (len(following) == 1 and following.isalpha())
        ):
            beyond += 1
        found[at - 1 : beyond] = ["".join(found[at - 1 : beyond])]
        del starts[at:beyond], ends[at - 1 : beyond - 1]
        gone += beyond - at


@cache
def common() -> frozenset[str]:
    """Give the words that are no names although a headline writes them with a capital."""
    lexicon = words()
    return frozenset(verbs()) | lexicon.closed | lexicon.auxiliaries | lexicon.adverbs | lexicon.people


class Unit:
    """One sentence outside quotations: parallel lists of words and their offsets."""

    __slots__ = ("_quoted", "end", "ends", "headline", "quotes", "start", "starts", "text", "words")

    def __init__(self, document: Document, span: Span, quotes: Sequence[Quote]) -> None:
        self.text = document.text
        self.start, self.end = span
        self.quotes = quotes
        self._quoted = [quote.start for quote in quotes]
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
        """Tell whether a word is written as a name: with a capital, and in a headline no common word."""
        if not self.text[self.starts[index]].isupper():
            return False
        return not self.headline or self.words[index] not in common()

    def written(self, index: int) -> str:
        """Give a word as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]]

    def quote_at(self, index: int) -> Quote:
        """Give the quoted stretch that a word of the unit stands for."""
        return self.quotes[bisect_left(self._quoted, self.starts[index])]


def units_of(
    document: Document, line: Span, sentences: Sequence[Span], quotes: Sequence[Quote]
) -> list[Unit]:
    """Cut a line at the borders of sentences that no quotation straddles; keep units worth reading."""
    lowered = document.lowered
    units, first = [], 0
    inside: Sequence[Quote] = ()
    for start, border in pairwise([line.start, *_borders(document, line, sentences, quotes), line.end]):
        sentence = lowered[start:border].rstrip()
        size = len(sentence)
        end = start + size
        if quotes:
            stop = first
            while stop < len(quotes) and quotes[stop].start < end:
                stop += 1
            inside, first = quotes[first:stop], stop
            size -= sum(quote.end - quote.start for quote in inside)
        if not inside and is_idle(sentence):
            continue
        if size <= _LONGEST_SENTENCE and len(inside) <= _MOST_QUOTES:
            units.append(Unit(document, Span(start, end), inside))
    return units


def is_idle(lowered: str) -> bool:
    """Tell whether a stretch without quotations can report nothing; asks first for what is met most.

    A colon tells something in a headline and at the end of a line; in a sentence with a full stop only
    behind a name that begins it.
    """
    if " said" in lowered:
        return False
    if ":" in lowered and (
        lowered[-1] == ":" or lowered.find(": ", 0, _LABEL if lowered[-1] == "." else None) >= 0
    ):
        return False
    return screen().isdisjoint(lowered.split())


def _borders(
    document: Document, line: Span, sentences: Sequence[Span], quotes: Sequence[Quote]
) -> list[int]:
    """Give the starts of sentences, less those inside a quotation and between "What?" and she asked."""
    borders = [sentence.start for sentence in sentences if sentence.start > line.start]
    if not quotes:
        return borders
    text, starts = document.text, [quote.start for quote in quotes]
    kept = []
    for at in borders:
        quote = quotes[max(0, bisect_left(starts, at) - 1)]
        if quote.start < at < quote.end:
            continue
        pattern = _REPORTED_AFTER if text[quote.inner_end - 1] in _ASKED else _REPORTED_ALONE
        if quote.end < at and text[quote.end : at].isspace() and pattern.match(text, at):
            continue
        kept.append(at)
    return kept
