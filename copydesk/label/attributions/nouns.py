"""Cues that are nouns: "his claim that", "fears that", "made comments about"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import finite_words, words
from copydesk.label.attributions.mentions import Mention, left_mention, right_mention
from copydesk.label.attributions.shapes import SAY, Cue
from copydesk.label.attributions.subjects import main_subject
from copydesk.label.attributions.units import QUOTE

if TYPE_CHECKING:
    from copydesk.label.attributions.units import Unit

_OWNERS = frozenset({"his", "her", "their", "my", "its", "our"})
_NEAR_OWNER = 3
_PROMISED = frozenset({"say", "intend"})
_MADE = frozenset({"about", "on", "against", "at", "of"})
_WITH = frozenset({"with", "by", "from"})


def noun_cue(unit: Unit, index: int, openers: set[str]) -> Cue | None:
    """Find "his claim that", "made comments about" and "fears that": who owns or makes it speaks."""
    listed = unit.words
    following = listed[index + 1] if index + 1 < len(listed) else ""
    if "(held)" in openers and following in {",", "of", "."}:
        return _in_view(unit, index)
    if following not in openers and (following not in {QUOTE, ":"} or "that" not in openers):
        return None
    if following == "that" and _is_verb(listed[index + 2] if index + 2 < len(listed) else "."):
        return None
    speaker = None if following in _MADE else _owner(unit, index)
    last = index if following in {"that", "to", QUOTE, ":"} else index + 1
    if speaker is None:
        before = _before_phrase(unit, index)
        if listed[before] in words().making and (following == "that" or listed[before] not in _WITH):
            speaker = main_subject(unit, before + 1)
        elif listed[before] == "in" or "(unowned)" not in openers or following != "that" or unit.quotes:
            return None
    if speaker is None:
        return Cue(index, index, index, None, "agentless", listed[index], SAY, noun=True)
    classes = _PROMISED if following == "to" else SAY
    return Cue(index, last, speaker.first, speaker, "noun", listed[index], classes, noun=True)


def _in_view(unit: Unit, index: int) -> Cue | None:
    """Find "in his view, ..." and "in the words of Okoro, ..."."""
    listed = unit.words
    if listed[index + 1] == "of":
        speaker = right_mention(unit, index + 2) if listed[index - 1] == "the" else None
        first, last = index - 2, index + 1
    else:
        owner = _owner(unit, index)
        # what is said begins behind the noun and not behind its owner
        speaker = replace(owner, last=index) if owner else None
        first, last = (owner.first - 1, index) if owner else (-1, index)
    if speaker is None or first < 0 or listed[first] not in {"in", "by"}:
        return None
    return Cue(first, last, first, speaker, "according", listed[index], SAY)


def _before_phrase(unit: Unit, index: int) -> int:
    """Step left over articles and adjectives before a noun, at most so many, to what stands before them."""
    lexicon, listed = words(), unit.words
    for before in range(index - 1, max(0, index - 1 - _NEAR_OWNER), -1):
        word = listed[before]
        if word in lexicon.making or word in lexicon.prepositions or not word.isalpha():
            return before
    return max(0, index - 1 - _NEAR_OWNER)


def _is_verb(word: str) -> bool:
    """Tell whether a word behind "that" shows a relative clause: the claim that angered voters."""
    return word in finite_words() or word.endswith("ed")


def _owner(unit: Unit, index: int) -> Mention | None:
    """Find who a noun belongs to: his, the ministry's."""
    listed = unit.words
    for before in range(index - 1, max(-1, index - 1 - _NEAR_OWNER), -1):
        if listed[before] in _OWNERS:
            return Mention(unit.starts[before], unit.ends[before], before, before)
        if listed[before].endswith(("'s", "s'")):
            return left_mention(unit, before)
        if not listed[before].isalpha():
            break
    return None
