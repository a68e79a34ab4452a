"""Where what a cue reports must end: at the next report beside it, or with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import finite_words
from copydesk.label.attributions.subjects import subject_after
from copydesk.label.attributions.units import QUOTE

if TYPE_CHECKING:
    from copydesk.label.attributions.shapes import Cue
    from copydesk.label.attributions.units import Unit

BREAKS = frozenset({",", "—", "–", "-"})
BESIDE = BREAKS | {QUOTE}
CLAUSES = frozenset({"say", "tell", "ask", "think", "show", "that", "according"})
_NEW_CLAUSE = frozenset(
    {"but", "and", "while", "which", "who", "although", "though", "as", "after", "when", "because"}
)
_RELATIVE = frozenset({"who", "which"})
_BEFORE_SUBJECT = BESIDE | {"and", "but", "that"}
_AMOUNTS = frozenset(
    {"more", "less", "than", "about", "nearly", "around", "roughly", "at", "least", "just", "only"}
)
_TURNS = frozenset({"but", "while", "and", "though", "although", "as", "after", "when"})
_OF_SOME = frozenset({"among", "of", "for", "with", "in"})
_FRONTING = frozenset(
    {"while", "when", "though", "although", "if", "after", "before", "because", "since", "once"}
)


def stop_of(unit: Unit, cues: list[Cue], number: int) -> int:
    """Find where the content after a cue must end: the next report beside it, or the sentence's end."""
    cue = cues[number]
    if cue.shape == "participle" and cue.speaker is not None and cue.speaker.first > cue.last:
        return cue.speaker.first - (unit.words[cue.speaker.first - 1] != QUOTE)
    if ";" in unit.words and ";" in unit.words[cue.last + 1 :]:
        return unit.words.index(";", cue.last + 1)
    if cue.noun and (not cue.begin or unit.words[cue.begin - 1] in _BEFORE_SUBJECT):
        return _main_verb(unit, cue)
    stop, speaker = _next_report(unit, cues, number), cue.speaker
    if (
        speaker is None
        or unit.words[speaker.first] not in _RELATIVE
        or unit.words[speaker.first - 1] != ","
    ):
        return stop
    return min(stop, _relative_end(unit, cue))


def _main_verb(unit: Unit, cue: Cue) -> int:
    """Find the verb behind a noun and what it says: His claim that it rained *angered* farmers."""
    listed, finite, within = unit.words, finite_words(), False
    open_clauses = listed[cue.last + 1 : cue.last + 2] == ["that"]
    for index in range(cue.last + 2, len(listed)):
        is_verb = listed[index] in finite or listed[index].endswith("ed")
        if is_verb and not within and listed[index] != "to":
            if not open_clauses:
                return index
            open_clauses = False
        within = is_verb or (within and listed[index].endswith("ly"))
    return len(listed)


def _relative_end(unit: Unit, cue: Cue) -> int:
    """Find the comma that closes "Lund, who said it was late, left", or the end of the sentence."""
    listed, finite = unit.words, finite_words()
    for index in range(cue.last + 2, len(listed) - 1):
        if listed[index] == "," and (listed[index + 1] in finite or listed[index + 1].endswith("ed")):
            return index
    return len(listed)


def _next_report(unit: Unit, cues: list[Cue], number: int) -> int:
    """Find the next report that is not part of what this cue reports; else the end of the sentence."""
    listed = unit.words
    cue = cues[number]
    clausal, fronted = not cue.classes.isdisjoint(CLAUSES), _is_fronted(unit, cue)
    for other in cues[number + 1 :]:
        before = other.begin - 1
        while before > cue.last and listed[before] in _AMOUNTS:
            before -= 1
        word = listed[before]
        if before <= cue.last + 1 and (word != "," or other.shape != "participle"):
            continue
        if other.shape == "according" or (other.shape == "participle" and word in {",", QUOTE}):
            return other.begin if word == QUOTE else before
        second = other.shape == "participle" and word in {"and", "but"}
        if second and (word == "but" or not clausal or not other.classes.isdisjoint({"say", "tell"})):
            return before
        if word in _TURNS and (listed[before - 1] in BESIDE or not clausal):
            return before
        if word in {";", ":"} or (word == "," and fronted):
            return before
    found = subject_after(unit, cue.last) if fronted else None
    return found.first - 1 if found else len(listed)


def _is_fronted(unit: Unit, cue: Cue) -> bool:
    """Tell whether a cue stands in a clause that the main one follows: While Lund said ..., Okoro left."""
    listed, speaker = unit.words, cue.speaker
    if "," in listed[: cue.begin]:
        return False
    of_some = listed[0] in _OF_SOME and speaker is not None and listed[speaker.first] == "who"
    return of_some or not _FRONTING.isdisjoint(listed[:2])


def object_end(unit: Unit, start: int, stop: int) -> int:
    """Find the end of an object: what follows ", but" or ", which" is not part of it."""
    listed = unit.words
    for index in range(start + 1, stop - 1):
        if listed[index] in BREAKS and listed[index + 1] in _NEW_CLAUSE:
            return index
    return stop
