"""Speakers named before a colon: in transcripts ("LUND: Yes.") and headlines ("Minister: talks go on")."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import verbs, words
from copydesk.label.attributions.mentions import Mention
from copydesk.label.attributions.subjects import is_animate
from copydesk.label.attributions.units import QUOTE
from copydesk.record import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.label.attributions.units import Unit
    from copydesk.record import Document

SHOUTED = re.compile(
    r"(?=[^\W\d_]{2})([A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,4})(?: ?\([^)\n]{1,60}\))?: ?(?=\S)"
)
_LABEL = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}): (?=\S)")
_SENTENCE = re.compile(r"[a-z] [a-z]|^[^\d]*[.?!]$")
_LONGEST_LABEL = 7
_LONGEST_HEADLINE = 26
_TURNS = 3


def spoken_lines(document: Document, lines: Sequence[Span]) -> dict[int, tuple[Span, Span]]:
    """Find the lines of a transcript: the start of the line, the speaker's label and what was said."""
    text = document.text
    if ": " not in text:
        return {}
    found: dict[int, tuple[Span, Span]] = {}
    mixed: dict[int, tuple[Span, Span]] = {}
    turns: Counter[str] = Counter()
    for line in lines:
        match = SHOUTED.match(text, line.start, line.end)
        kept = found
        if match is None:
            match = _LABEL.match(text, line.start, line.end)
            kept = mixed
        if match is None or match.group(1).lower() in words().labels or match.end() >= line.end:
            continue
        if not _SENTENCE.search(text, match.end(), line.end):
            continue
        kept[line.start] = (Span(*match.span(1)), Span(match.end(), line.end))
        turns[match.group(1)] += 1
    if len(found) < 2:
        found = {}
    if sum(1 for label, said in mixed.values() if turns[text[slice(*label)]] > 1) >= _TURNS:
        found.update(mixed)
    return found


def headline_colon(unit: Unit) -> tuple[Mention, tuple[int, int]] | None:
    """Read "Minister: talks will go on" and "Talks will go on: minister"; give speaker and content."""
    listed = unit.words
    if listed.count(":") != 1 or not 3 <= len(listed) <= _LONGEST_HEADLINE:
        return None
    colon = listed.index(":")
    last = len(listed)
    while last > colon and listed[last - 1] in {".", "!", "?"}:
        last -= 1
    if 0 < colon <= _LONGEST_LABEL and last - colon > 2 and _is_speaker(unit, 0, colon):
        return Mention(unit.starts[0], unit.ends[colon - 1], 0, colon - 1), (colon + 1, last)
    if colon > 2 and 1 <= last - colon - 1 <= 3 and _is_speaker(unit, colon + 1, last):
        return Mention(unit.starts[colon + 1], unit.ends[last - 1], colon + 1, last - 1), (0, colon)
    return None


def _is_speaker(unit: Unit, first: int, stop: int) -> bool:
    lexicon, table = words(), verbs()
    for index in range(first, stop):
        word = unit.words[index]
        if (
            word == QUOTE
            or word in words().labels
            or word in lexicon.auxiliaries
            or not word[0].isalnum()
            or word[0].isdigit()
        ):
            return False
        known = table.get(word)
        if known is not None and not known.ambiguous and word not in lexicon.people:
            return False
        if word in lexicon.subordinators or (word in lexicon.prepositions and index == first):
            return False
    if unit.words[first] in lexicon.determiners and not lexicon.speakers.intersection(
        unit.words[first:stop]
    ):
        return False
    return is_animate(unit, Mention(0, 0, first, stop - 1))
