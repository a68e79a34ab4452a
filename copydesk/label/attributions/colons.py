"""Speakers named before a colon: in transcripts ("LUND: Yes.") and headlines ("Minister: talks go on")."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
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
    r"(?=[^\W\d_]{2})([A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,4})(?:, ([A-Z][A-Z .,&/-]{1,60}))?"
    r"(?: ?\([^)\n]{1,60}\))?: ?(?=\S)"
)
_LABEL = re.compile(r"([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}): (?=\S)")
_SIGNED = re.compile(
    r"\s?(?:[—–―]|--?)\s?([A-Z][\w.’'-]*(?: (?:[A-Z][\w.’'-]*|de|la|van|von|al|bin|y)){1,4})"
    r"(?=[ \u00a0]{0,3}(?:[,(\n]|$))"
)
_SENTENCE = re.compile(r"[a-z] [a-z]|^[^\d]*[.?!]$")
_LONGEST_LABEL = 7
_WIDEST_LABEL = 200
_LONGEST_HEADLINE = 26
_TURNS = 3


def spoken_lines(document: Document, lines: Sequence[Span]) -> dict[int, tuple[Span | None, Span]]:
    """Find the lines of a transcript: the start of the line, the speaker's label and what was said.

    Lines of a host or a reporter, who are the article's own voice, have no label.
    """
    text = document.text
    if ": " not in text:
        return {}
    found: list[tuple[Span, Span]] = []
    mixed: list[tuple[Span, Span]] = []
    turns: Counter[str] = Counter()
    hosts: set[str] = set()
    for line in lines:
        if text.find(":", line.start, min(line.end, line.start + _WIDEST_LABEL)) < 0:
            continue
        match = SHOUTED.match(text, line.start, line.end)
        kept = found
        if match is None:
            match = _LABEL.match(text, line.start, line.end)
            kept = mixed
        if match is None or match[1].lower() in words().labels or match.end() >= line.end:
            continue
        if not _SENTENCE.search(text, match.end(), line.end):
            continue
        kept.append((Span(*match.span(1)), Span(match.end(), line.end)))
        turns[match[1]] += 1
        role = f"{match[1]} {match[2]}" if kept is found else match[1]
        if not words().hosts.isdisjoint(role.lower().split()):
            hosts.add(_surname(match[1]))
    if len(found) < 2:
        found = []
    if sum(1 for label, said in mixed if turns[text[slice(*label)]] > 1) >= _TURNS:
        found = sorted([*found, *mixed])
    hosts |= _introducing(text, found)
    return {
        label.start: (None if _surname(text[slice(*label)]) in hosts else label, said)
        for label, said in found
    }


def _surname(label: str) -> str:
    return label.rpartition(" ")[2].lower()


def _introducing(text: str, turns: Sequence[tuple[Span, Span]]) -> set[str]:
    """Find who tells the story: names in full somebody who has not spoken yet and speaks next."""
    known: set[str] = set()
    telling: set[str] = set()
    for (before, told), (label, _) in pairwise(turns):
        known.add(_surname(text[slice(*before)]))
        name = _surname(text[slice(*label)])
        if name not in known and _names_in_full(text[slice(*told)].split(), name):
            telling.add(_surname(text[slice(*before)]))
    return telling


def _names_in_full(told: list[str], name: str) -> bool:
    return any(
        first[0].isupper() and last[0].isupper() and last.lower().strip(".,;:?!’'\"”") == name
        for first, last in pairwise(told)
    )


def signature(text: str, end: int) -> Span | None:
    """Find the name behind a quotation that ends there: "It was late." — Ida Lund."""
    match = _SIGNED.match(text, end)
    return Span(*match.span(1)) if match else None


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
