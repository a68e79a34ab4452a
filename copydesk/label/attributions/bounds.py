"""Where a noun phrase begins and ends: what can belong to it, word by word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import plain_verbs, verbs, words
from copydesk.label.attributions.units import QUOTE

if TYPE_CHECKING:
    from copydesk.label.attributions.units import Unit

STOPS = frozenset(".,;:!?\"()[]…—–-'‘’")
LINKS = frozenset("of for in at from with on to by".split())  # noqa: SIM905 - reads as the list it is
_LINKING = LINKS | {"under"}
_PLACED = frozenset({"in", "on", "at", "to"})
_ARTICLES = frozenset({"a", "an", "the", "his", "its", "their"})
_WHEN = frozenset({"last", "this", "next", "that"})
_LINKED = LINKS | {"all", "both", "and"}
BARRIERS = (STOPS | {QUOTE}) - {")"}
_PARENTHESIS = 6
LONGEST = 16
FAR = 40
_NO_ADVERBS = frozenset(
    {"early", "family", "daily", "weekly", "monthly", "only", "elderly", "friendly", "likely", "ally"}
)


def back_to(unit: Unit, index: int, opened: str) -> int:
    """Give the nearest place before a word at which another stands, or -1."""
    for number in range(index - 1, max(-1, index - FAR), -1):
        if unit.words[number] == opened:
            return number
    return -1


def phrase_start(unit: Unit, last: int) -> int | None:
    """Walk left from the last word of a phrase to its first."""
    lexicon, listed = words(), unit.words
    if not unit.is_capital(last) and listed[last] in plain_verbs() and listed[last] not in lexicon.speaking:
        return None
    index, first, joined = last, None, None
    while index >= 0 and last - index < LONGEST:
        word = listed[index]
        if word not in _bounding():
            if index != last and _is_outside(unit, index):
                return first if joined is None else joined
            first = index
        elif (
            word == ")"
            and index < last
            and 0 < index - (opened := back_to(unit, index, "(")) < _PARENTHESIS
        ):
            index = opened
        elif word in BARRIERS or word == ")":
            break
        elif word in {"and", "or", "&"}:
            joined = first if joined is None else joined
        elif (word in lexicon.determiners and word != "that") or (
            word in lexicon.pronouns and index == last
        ):
            first = index
            if index < 2 or listed[index - 1] not in _LINKED or listed[index - 2] in STOPS:
                break
        elif word not in lexicon.closed:
            first = index
        elif word not in _LINKING or (word == "to" and listed[index - 1] not in lexicon.people):
            break  # an aide to Lund, but went to Lund
        index -= 1
    return first


def _is_outside(unit: Unit, index: int) -> bool:
    """Tell whether a word inside a phrase cannot belong to it.

    That is a verb, but for a participle behind an article ("an alleged ring"), and a date that ends a
    phrase before it: on "Friday" Lund, last "month" officials, since the "1960s" officials.
    """
    lexicon, listed = words(), unit.words
    word, tail = listed[index], listed[index][-2:]
    before = listed[index - 1] if index else "."
    if word in plain_verbs() and word not in lexicon.people:
        return (before not in _ARTICLES or tail != "ed") and not unit.is_capital(index)
    if word in lexicon.times:
        return before in _WHEN
    if tail == "ed":
        named = unit.is_capital(index + 1) and listed[index + 1] not in lexicon.days
        return named and not (
            before in _bounding() or before.endswith(("ly", "'s", "s'")) or unit.is_capital(index)
        )
    return word in lexicon.days and unit.is_capital(index + 1) if tail != "0s" else word[0].isdigit()


@cache
def _bounding() -> frozenset[str]:
    """Give the words that open, bound or join noun phrases."""
    lexicon = words()
    return lexicon.determiners | lexicon.pronouns | lexicon.closed | STOPS | {QUOTE, "&"}


def continues(unit: Unit, first: int, index: int) -> bool:
    """Tell whether a word still belongs to the phrase that begins at ``first``."""
    lexicon, listed = words(), unit.words
    word = listed[index]
    if word in STOPS or word == QUOTE:
        return False
    following = listed[index + 1] if index + 1 < len(listed) else "."
    named = following not in STOPS and following != QUOTE and unit.is_capital(index + 1)
    if unit.is_capital(index) and word not in lexicon.days and word not in lexicon.personal:
        return True
    if index > first and word in LINKS:
        if word in _PLACED:
            return named and following not in lexicon.dates
        return following not in STOPS and following not in lexicon.personal
    if word in {"and", "or"}:
        return index > first and (named or following in lexicon.people)
    before = listed[index - 1]
    follows_name = unit.is_capital(index - 1) and before not in lexicon.determiners
    behind = index > first and (follows_name or before in lexicon.speaking)
    return not (behind and word.endswith("ed")) and _can_be_noun(word, leads=index == first)


def _can_be_noun(word: str, *, leads: bool) -> bool:
    lexicon = words()
    if word in lexicon.determiners:
        return True
    if word in lexicon.closed or word in lexicon.auxiliaries:
        return False
    known = verbs().get(word)
    adverb = word.endswith("ly") and word not in _NO_ADVERBS
    barred = adverb or word in lexicon.days or word in lexicon.pasts
    return not barred and (known is None or known.ambiguous or leads)
