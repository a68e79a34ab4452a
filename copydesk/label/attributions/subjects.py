"""The subject of a clause, for a participle or a second verb that has none beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.label.attributions.bounds import BARRIERS, FAR
from copydesk.label.attributions.lexicon import finite_words, verbs, words
from copydesk.label.attributions.mentions import Mention, checked, left_mention, right_mention
from copydesk.label.attributions.units import QUOTE

if TYPE_CHECKING:
    from copydesk.label.attributions.units import Unit


_NEAR = 24
# what ends so is nearly always people: environmentalists, musicians
_PLURALS = ("ists", "ians", "ers", "ors")


def main_subject(unit: Unit, before: int) -> Mention | None:
    """Find the subject of the clause to which a participle or a second verb belongs."""
    listed, finite = unit.words, finite_words()
    fallback = None
    for index in range(1, min(before, FAR)):
        word = listed[index]
        if word not in finite and word[-2:] != "ed":
            continue
        mention = _subject_of(unit, index)
        if mention is None or listed[mention.first] in words().relatives:
            continue
        opener = listed[mention.first - 1] if mention.first else ""
        if opener in {"", "and", "but", "so", ",", QUOTE, ";", "—"}:
            return mention
        fallback = fallback or mention
    return fallback or _leading_name(unit, before)


def near_subject(unit: Unit, before: int) -> Mention | None:
    """Find the subject of the verb nearest before a second one: Lund, who won and said ..., left.

    Of two verbs joined, neither has a modal: hoped that it would rain and said.
    """
    lexicon, listed, finite = words(), unit.words, finite_words()
    for index in range(before - 1, max(0, before - _NEAR), -1):
        word = listed[index]
        if word in BARRIERS:
            break
        if (word not in finite and word[-2:] != "ed") or word in lexicon.modals:
            continue
        mention = _subject_of(unit, index)
        if mention is not None and is_animate(unit, head_of(unit, mention)):
            return mention
    return None


def head_of(unit: Unit, mention: Mention) -> Mention:
    """Cut a phrase before its first preposition."""
    prepositions = words().prepositions
    inside = range(mention.first + 1, mention.last + 1)
    last = next((index - 1 for index in inside if unit.words[index] in prepositions), mention.last)
    return Mention(mention.start, unit.ends[last], mention.first, last)


def _subject_of(unit: Unit, index: int) -> Mention | None:
    """Give the subject before a verb if it is one and somebody its subject."""
    lexicon, listed = words(), unit.words
    if listed[index] == "to" or unit.is_capital(index):
        return None
    last = index - 1
    while last >= 0 and (listed[last] in lexicon.adverbs or listed[last].endswith("ly")):
        last -= 1
    closed = last >= 0 and (listed[last] == "," or listed[last] not in BARRIERS)
    if closed and listed[last].endswith("'s") and listed[last][:-2] not in lexicon.personal:
        return None  # Lund's plans
    mention = left_mention(unit, last) if closed else None
    return mention if mention is not None and is_animate(unit, mention) else None


def subject_after(unit: Unit, last: int) -> Mention | None:
    """Find who speaks in "Promising that ..., Lund went": the subject behind the comma that closes it."""
    listed, lexicon, table = unit.words, words(), verbs()
    for index in range(last + 1, min(len(listed) - 2, last + FAR)):
        found = right_mention(unit, index + 1) if listed[index] in {",", QUOTE} else None
        if found is None or found.last + 1 >= len(listed) or not is_animate(unit, found):
            continue
        following = listed[found.last + 1]
        known = table.get(following)
        finite = known is not None and ("d" in known.forms or "s" in known.forms)
        if finite or following.endswith("ed") or following in lexicon.helpers or following in lexicon.pasts:
            return found
    return None


def _leading_name(unit: Unit, before: int) -> Mention | None:
    """Take the name at the head of a sentence whose verb is unknown."""
    last = -1
    if unit.words and unit.words[0].endswith("ing"):
        return None
    lexicon = words()
    if unit.words[0] in lexicon.personal or unit.words[0] in lexicon.determiners:
        leading = right_mention(unit, 0)
        if leading is not None and leading.last < before and is_animate(unit, leading):
            return leading
    while last + 1 < before and unit.is_capital(last + 1) and unit.words[last + 1] not in words().openers:
        last += 1
    return checked(unit, 0, last) if last >= 0 else None


def is_animate(unit: Unit, mention: Mention) -> bool:
    """Tell whether a phrase holds a name, a pronoun or a noun for somebody or something that speaks."""
    lexicon = words()
    for index in range(mention.first, mention.last + 1):
        word = unit.words[index]
        if (
            word in lexicon.speakers
            or word in lexicon.counts
            or word.endswith(_PLURALS)
            or (unit.is_capital(index) and word not in lexicon.unnamed)
        ):
            return True
    return False
