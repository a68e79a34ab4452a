"""The rules that tell whether a capital stands for its country, from the words about it.

Most capitals in the news are places, and the rules take nothing for granted: a capital counts where it
says, decides or feels what only a government can (Pyongyang rejected), where that is done to it (urged
Seoul to), where it owns a policy (Moscow's demands), where something goes to it or comes from it that goes
between states (a warning to Beijing), and where it is party to relations (ties between Tokyo and Seoul).
Capitals joined by "and" are read as one. A capital that belongs to the noun behind it (London bankers, the
Tokyo court) or to the name about it (Radio Moscow) is a place.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from copydesk.label.countries.context import WORDS
from copydesk.label.countries.verbs import read_verbs

_LEXICON = tomllib.loads(
    (Path(__file__).parents[2] / "lexicon" / "countries_capitals.toml").read_text(encoding="utf-8")
)
WEAK = frozenset(_LEXICON["weak"].split("; "))
"""Capitals that people and other cities are called too."""

_CITIES = WEAK | frozenset(_LEXICON["cities"].split("; "))

_SIGHT = 90  # characters looked at on either side of a capital
_REACH = 5  # words between the preposition before a capital and the noun that it belongs to
_APART = 12  # words between two commas behind a subject


def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(_LEXICON[table][key].split())


_ACTS = read_verbs(_LEXICON["verbs"]["acts"])
_DONE_TO = read_verbs(_LEXICON["verbs"]["done_to"])
_CAUSES = read_verbs(_LEXICON["verbs"]["causes"])
_ADVERBS = _words("verbs", "adverbs")
_MODALS = _words("verbs", "modals")
_BEING = _words("verbs", "being")
_ACTS_AFTER_MODAL = _ACTS.base | _words("verbs", "modal_acts")
_STATES = _words("verbs", "states") | _ACTS.progressive | _DONE_TO.past
_OBJECTS = _DONE_TO.base | _DONE_TO.finite | _DONE_TO.progressive
_CAUSED = _CAUSES.base | _CAUSES.finite | _CAUSES.progressive
_OWNED = _words("owned", "nouns")
_ADDRESSED = {word: frozenset(nouns.split()) for word, nouns in _LEXICON["addressed"].items()}
_BESIDE = {"by": _words("done_by", "nouns") | _ACTS.past | _DONE_TO.past | _CAUSES.past}
for _preposition in ("from", "of"):  # "aid from Tehran", but not "aid workers from Tehran"
    _BESIDE[_preposition] = _ADDRESSED.pop(_preposition)
_PARTY = _words("party", "nouns")
_PARTY_WITH = _PARTY | _words("party", "verbs")
_PLACE = _words("place", "before")
_MOTION = _words("place", "motion")
_IN = tuple(f" {word} " for word in _words("place", "surely"))
_GOES_ON = ("'", "’", "-", "–")  # in Tokyo's view, in Moscow-led talks
_OPENERS = WORDS["not_given"] | _words("place", "openers")
_HEADED = re.compile(
    rf"-(?:{'|'.join(sorted(_words('place', 'compounds')))})\b"
    rf"| (?:{'|'.join(sorted(_words('place', 'organs')))})\b"
)
_CLOSING = _words("place", "closes")

_NAME = r"(?:the )?[A-Z][\w.-]*(?: [A-Z][\w-]+)?"
_JOINED_BEFORE = re.compile(rf"(?:(?:{_NAME}, ){{1,3}}{_NAME},?|{_NAME}) (?:and|or|nor) $")
_LISTED_BEFORE = re.compile(rf"(?:{_NAME}, ){{1,3}}$")
_JOINED_AFTER = re.compile(
    rf"(?:(?:, {_NAME}){{1,3}},?)? (?:and|or|nor) "
    rf"(?:{_NAME}|(?:its|their|his|other) (?:[\w-]+ )??[a-z]+s\b)"
)
_PREFIXED = re.compile(r"\b(?:[Pp]ro|[Aa]nti)[-–]$")
_PAIRED_BEFORE = re.compile(r"\b[A-Z]\w+[-–]$")
_PAIRED_AFTER = re.compile(r"(?:[-–][A-Z]\w+(?: [A-Z]\w+)?)((?: [a-z-]+){1,2})")
_IN_A_NAME = re.compile(r" (?![A-Z][a-z]{2,5}day\b)[A-Z]|, [A-Z][\w-]+[,.]|[-–]\w")
_MARK = re.compile(r"[.,;:!?)\]”\"—–\n]|['’]{1,2}(?!s)|\s*\Z| -| ?[(“\"‘]")
_TOKEN = re.compile(r"[^\W\d][\w’'-]*|\S")
_CLAUSES = _words("place", "clauses")
_STOPS = ',;:.!?—–"“”‘('
_OF_TOWNS = frozenset().union(*read_verbs(_LEXICON["verbs"]["of_towns"]))
_DAYS = frozenset(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))


class _Place(NamedTuple):
    """Where a capital stands: the words before and behind it and the names that are joined to it."""

    before: list[str]
    after: list[str]
    closes: bool
    is_joined: bool

    @property
    def last(self) -> str:
        """The word before, in lower case."""
        return self.before[-1].lower() if self.before else ""


def find_rule(text: str, start: int, end: int, *, opens: bool) -> str | None:
    """Give the rule by which the capital at a place stands for its country, or None where it is a place.

    Args:
        text: The article's text.
        start: Where the capital begins.
        end: Where it ends.
        opens: Whether a sentence begins with it.
    """
    before = text[max(0, start - _SIGHT) : start].rpartition("\n")[2]
    after = text[end : end + _SIGHT].partition("\n")[0]
    if f" {before}".endswith(_IN) and not after.startswith(_GOES_ON):
        return None
    if _HEADED.match(after) or _PREFIXED.search(before):
        return "capital-compound"
    if _is_of_a_pair(before, after):
        return "capital-relations"
    joined = _JOINED_AFTER.match(after)
    if before.endswith(("-", "–")) or (not joined and _IN_A_NAME.match(after)):
        return None
    place = _widen("" if opens else before, after, joined)
    if _is_name(place):
        return None
    owns = _owns(after) or (joined and _owns(after[joined.end() :]))
    return (
        "capital-possessive" if owns else _rule_of(place, opens=opens, is_city=text[start:end] in _CITIES)
    )


def _rule_of(place: _Place, *, opens: bool, is_city: bool) -> str | None:
    if _is_party(place):
        return "capital-relations"
    if place.closes and _is_addressed(place):
        return "capital-addressed"
    if place.last not in _PLACE and _acts(place, opens=opens, is_city=is_city):
        return "capital-acts"
    return None


def _widen(before: str, after: str, joined: re.Match[str] | None) -> _Place:
    """Read a capital and the names joined to it by "and" as one."""
    if before.endswith((" and ", " or ", " nor ")):
        earlier = _JOINED_BEFORE.search(before)
    else:
        earlier = _LISTED_BEFORE.search(before) if joined else None
    before = before[: earlier.start()].removesuffix("both ") if earlier else before.removesuffix("both ")
    after = after[joined.end() :] if joined else after
    words = _TOKEN.findall(after)
    behind = words[0] if words else ""
    closes = bool(_MARK.match(after)) or behind in _CLOSING or behind.endswith("ed")
    return _Place(before.split(), words, closes, bool(joined or earlier))


def _is_name(place: _Place) -> bool:
    """Tell whether the word before belongs to the capital's name: Radio Moscow, Jack London."""
    last = place.before[-1] if place.before else ""
    return last[:1].isupper() and last.isalpha() and last not in _OPENERS


def _is_of_a_pair(before: str, after: str) -> bool:
    """Tell whether a capital is joined by a hyphen to the other party: Moscow-Beijing ties."""
    if _PAIRED_BEFORE.search(before):
        words = after.split()[:2]
        return after[:1] == " " and not _PARTY.isdisjoint(words)
    pair = _PAIRED_AFTER.match(after)
    return pair is not None and not _PARTY.isdisjoint(pair[1].split())


def _owns(after: str) -> bool:
    """Tell whether what stands behind a capital is the possessive and what a government owns."""
    if after[:1] not in ("'", "’") or not after:
        return False
    words = _TOKEN.findall(after[1:].removeprefix("s"))[:3]
    for word in words:
        if word in _OWNED:
            return True
        if word in _PLACE or not word[0].islower():
            break
    return words[:1] in (["Foreign"], ["Defense"], ["Defence"]) and words[1:2] in (
        ["Ministry"],
        ["Minister"],
    )


def _is_party(place: _Place) -> bool:
    """Tell whether a capital is party to relations: talks with Tehran, Tokyo and Seoul ties."""
    if place.last == "with" or (place.last == "between" and place.is_joined):
        nearby = {word.lower().strip("“”\"'‘’") for word in place.before[-_REACH - 1 : -1]}
        return place.closes and not nearby.isdisjoint(_PARTY_WITH if place.last == "with" else _PARTY)
    return place.is_joined and place.last not in _PLACE and not _PARTY.isdisjoint(place.after[:2])


def _is_addressed(place: _Place) -> bool:
    """Tell whether a capital is what a verb or noun of dealings between states bears on."""
    last = place.last
    if last in _OBJECTS:
        return True
    if last in _CAUSED:
        return place.after[:1] in (["to"], ["into"], ["from"], ["out"]) or place.after[:2] == ["not", "to"]
    if last in _BESIDE:
        beside = place.before[-2:-1]
        if beside and beside[0].endswith("ly"):  # ruled directly by
            beside = place.before[-3:-1]
        return not _BESIDE[last].isdisjoint(map(str.lower, beside))
    if last == "for" and place.after[:1] == ["to"] and place.after[1:2] and place.after[1] in _ACTS.base:
        return True
    return last in _ADDRESSED and _follows(place.before, _ADDRESSED[last])


def _follows(words: list[str], nouns: frozenset[str]) -> bool:
    """Tell whether one of the nouns stands shortly before the last word, with no mark between."""
    for word in reversed(words[-_REACH:-1]):
        if word.lower().lstrip("“\"'‘(") in nouns:
            return True
        if not word[-1].isalnum() or word in _MOTION:
            return False
    return False


def _acts(place: _Place, *, opens: bool, is_city: bool) -> bool:
    """Tell whether the words behind a subject go on to a verb of saying, deciding or feeling.

    Where a clause begins with the capital and it is no city's name elsewhere, any past or any verb behind
    a modal will do that does not tell of a town (Kyiv amassed, Hanoi would repay; but Cairo would flood).
    """
    words = _skip_clause(place.after, opens=opens)
    is_modal = is_being = False
    for index, word in enumerate(words):
        if word in _MODALS:
            is_modal = True
        elif word in _BEING:
            is_being = True
        elif is_being and word in _STATES:
            return True
        elif not (word in _ADVERBS or word.endswith("ly") or word in _DAYS):
            if is_being:
                return word == "to" and _is_to_act(words[index + 1 : index + 3])
            if (is_modal or place.is_joined) and word in _ACTS_AFTER_MODAL:
                return True
            if not is_modal and word in _ACTS.finite:
                return True
            begins = opens or place.last in _CLAUSES or not place.before or place.last[-1] in _STOPS
            is_verb = (
                word.replace("-", "").isalpha()
                and (is_modal or word.endswith("ed"))
                and words[index + 1 :][:1] != ["by"]
            )
            return begins and is_verb and not is_city and word.islower() and word not in _OF_TOWNS
    return False


def _is_to_act(words: list[str]) -> bool:
    """Tell whether "to" leads to what a government does: is to veto, appears to be stalling."""
    return not _ACTS_AFTER_MODAL.isdisjoint(words[:1]) or (
        words[:1] == ["be"] and not _STATES.isdisjoint(words[1:])
    )


def _skip_clause(words: list[str], *, opens: bool) -> list[str]:
    """Leave out what stands between commas behind a subject, of any kind where it opens its sentence."""
    if words[:1] != [","]:
        return words
    if words[1:2] in (["which"], ["who"]):
        return words[2:]
    if "," not in words[1:_APART]:
        return []
    closing = words.index(",", 1)
    is_adverb = all(word in _ADVERBS for word in words[1:closing])
    return words[closing + 1 :] if opens or is_adverb else []
