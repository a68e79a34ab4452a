"""Whether the verb near a bare weekday or month puts it into the past or the future."""

from __future__ import annotations

from itertools import chain

from .grammar import GRAMMAR

REACH = 14
"""How many words away the verb may stand."""

_BE = frozenset(["is ", "are "])
_POINTING = frozenset(["modal", "to", "present", "future"])
_HAVE = frozenset(["has ", "have "])
_READY = frozenset(["set ", "about ", "ready ", "poised ", "supposed ", "slated ", "preparing ", "hoping "])
_FINITE = frozenset(["was ", "were ", "is ", "has ", "had ", "will ", "would "])  # never after "may"
_ON = frozenset(["on ", "for ", "at ", "in "])


def tense_at(tokens: list[str], first: int, last: int) -> int:
    """Say where the verb nearest to the words from ``first`` up to ``last`` puts them.

    -1 is the past, 1 the future, 0 unknown. The verb is looked for to the left first: "said Monday it
    will" is about last Monday.
    """
    if first > 1 and tokens[first - 2] in _BE and tokens[first - 1] in _ON:
        return 1  # the talks are on Friday
    left = range(first - 1, max(-1, first - REACH), -1)
    known = GRAMMAR.tense
    for index in chain(left, range(last, min(len(tokens), last + REACH))):
        token = tokens[index]
        if token in known or token[-3:] == "ed " or token[-2:] == "ed":
            side = _side(tokens, index)
            if side:
                return side
    return 0


def _side(tokens: list[str], index: int) -> int:
    """Say where a word puts what stands near it: -1 the past, 1 the future, 0 nowhere."""
    tense, word = GRAMMAR.tense, tokens[index]
    kind, before = tense.get(word, "participle"), tokens[index - 1] if index else ""
    if kind in _POINTING:
        return _side_ahead(tokens, index, kind, before)
    if before == "be " and tokens[index - 2] == "to " and tokens[index - 3] not in _FINITE:
        return 1  # rules to be published in May
    if kind == "none" or before == "be " or (kind == "participle" and before in _BE):
        return 0  # "be held" is to come after "will", gone by after "was to"
    helper = tense.get(before)
    helped = helper == "future" or (helper == "modal" and word != "have " and word not in _FINITE)
    return 1 if kind == "past" and helped else -1  # "will cut" is to come, "may have begun" is not


def _side_ahead(tokens: list[str], index: int, kind: str, before: str) -> int:
    """Say where a word puts what stands near it that mostly points ahead: "will", "is to", "opens"."""
    if kind == "modal":
        return _side_of_modal(tokens, index, before)
    if kind == "to":
        return int(before in _BE or before in _READY)
    if kind == "present":  # what is on the timetable: "the fair opens Friday"
        return int(before != "to " and tokens[index + 1 : index + 2] != ["to "])
    return -1 if before == "been " and tokens[index - 2] not in _HAVE else 1


def _side_of_modal(tokens: list[str], index: int, before: str) -> int:
    """Say where "may", "could" put what stands near: "could not be reached", "may have begun" are past."""
    behind = tokens[index + 1] if index + 1 < len(tokens) else ""
    if behind == "have " or (tokens[index] == "could " and behind == "not "):
        return -1
    is_month = tokens[index].startswith("may") and (
        behind[:1].isdigit() or behind in _FINITE or before.rstrip() in GRAMMAR.context["before_month"]
    )
    return 0 if is_month else 1
