"""The mention of a speaker beside a cue: a noun phrase bounded by closed-class words.

No parser is at hand, so a phrase is what lies between the cue and the nearest word that cannot be part
of it. Titles belong to the phrase; what else is said of a speaker is joined to it in ``wholes``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from copydesk.label.attributions.bounds import (
    BARRIERS,
    FAR,
    LINKS,
    LONGEST,
    STOPS,
    back_to,
    continues,
    phrase_start,
)
from copydesk.label.attributions.lexicon import plain_verbs, words
from copydesk.label.attributions.units import QUOTE

if TYPE_CHECKING:
    from copydesk.label.attributions.units import Unit

_OPENERS = frozenset("who whose whom which a an the his her its their one former then also now".split())  # noqa: SIM905
_LEADING = STOPS | LINKS
_NEVER_LAST = frozenset({"and", "or", "the", "a", "that"})
_ALONE = frozenset({"which", "others", "both", "everyone", "nobody"})
_ASIDES = 6
_UNITS = frozenset("seconds minutes hours days nights weeks weekends months years decades".split())  # noqa: SIM905
_YEARS = frozenset(map(str, range(1900, 2100)))
_SITED = frozenset({"of", "in", "from"})
_NICKNAME = 3


@dataclass(slots=True)
class Mention:
    """A speaker's mention in offsets; ``first`` is the index of the word at which its phrase begins."""

    start: int
    end: int
    first: int
    last: int


def left_mention(unit: Unit, last: int) -> Mention | None:
    """Find the mention that ends at word ``last`` or before an appositive that ends there."""
    if last < 0:
        return None
    lexicon, listed = words(), unit.words
    word = listed[last]
    if (
        word == ")"
        or word in lexicon.dates
        or word in _UNITS
        or (word in _YEARS and listed[last - 1] in lexicon.prepositions)
    ):
        last = _before_asides(unit, last)
        if last > 0 and listed[last] in plain_verbs() and listed[last - 1] in lexicon.speakers:
            last -= 1  # polls taken in May, who has in May
        if last < 0:
            return None
        word = listed[last]
    pronoun = word.partition("'")[0] if "'" in word else word  # they've
    if pronoun in lexicon.personal or word in _ALONE:
        return Mention(unit.starts[last], unit.starts[last] + len(pronoun), last, last)
    if word in {",", "—", "–"} or (word == QUOTE and _words_in(unit, last) <= _NICKNAME + 1):
        return _before_appositive(unit, last)
    if word in lexicon.determiners and word not in lexicon.pronouns and not word[0].isdigit():
        return None
    first = phrase_start(unit, last)
    return None if first is None else checked(unit, first, last)


def _before_asides(unit: Unit, last: int) -> int:
    """Step left over what may stand between name and verb: "(R-Ohio)", "on Tuesday"; -1 for nothing."""
    lexicon, listed = words(), unit.words
    for _ in range(_ASIDES):
        if last < 0:
            break
        if listed[last] == ")":
            last = back_to(unit, last, "(") - 1
        elif listed[last] in lexicon.dates or listed[last] in _YEARS or listed[last] in _UNITS:
            last -= 1
            while last >= 0 and (
                listed[last] in lexicon.prepositions or listed[last] in lexicon.determiners
            ):
                last -= 1
            if last >= 0 and listed[last] in BARRIERS:
                return last if listed[last] == "," else -1
        else:
            return last
    return -1


def right_mention(unit: Unit, first: int) -> Mention | None:
    """Find the mention that begins at word ``first``, as after an inverted cue or "according to"."""
    lexicon, listed = words(), unit.words
    if first >= len(listed):
        return None
    if listed[first] in lexicon.personal or listed[first] in {"him", "her", "them", "me", "us"}:
        beside = first + 1 < len(listed) and listed[first] == "her" and listed[first + 1] in lexicon.people
        if not beside:
            return Mention(unit.starts[first], unit.ends[first], first, first)
    last = first - 1
    for index in range(first, min(len(listed), first + LONGEST)):
        if not continues(unit, first, index):
            break
        last = index
    while last >= first and (listed[last] in LINKS or listed[last] in _NEVER_LAST):
        last -= 1
    return checked(unit, first, last) if last >= first else None


def _before_appositive(unit: Unit, comma: int) -> Mention | None:
    """Find the name before "…, who heads the centre," and "…, a lawyer from Boston,"."""
    lexicon, listed = words(), unit.words
    found: Mention | None = None
    weak: Mention | None = None
    for index in range(comma - 2, max(0, comma - FAR), -1):
        if listed[index] == QUOTE and _words_in(unit, index) > _NICKNAME:
            break  # a nickname may stand in an appositive, an utterance may not
        if listed[index] not in {",", "—", "–"}:
            continue
        before, after = index - 1, listed[index + 1]
        if listed[before] == ")":
            before = back_to(unit, before, "(") - 1
        if before < 0 or not listed[before][0].isalnum():
            continue
        strong = (
            listed[comma] == listed[index] == "—"
            or after in _OPENERS
            or after[0].isdigit()
            or after in lexicon.titles
            or after in lexicon.people
        )
        speaks = listed[before] in lexicon.speaking
        if not speaks and (listed[before] in lexicon.unnamed or not (strong or unit.is_capital(before))):
            continue
        mention = left_mention(unit, before)
        if mention is None or _after_preposition(unit, mention):
            continue
        if strong:
            found = mention
            if unit.is_capital(mention.first) and listed[mention.first] not in lexicon.determiners:
                return found
        elif weak is None and (
            after.endswith(("ing", "ed"))
            or after in lexicon.manner
            or (speaks and unit.is_capital(index + 1))
            or (
                unit.is_capital(before)
                and (_opens_clause(unit, mention.first) or _is_full_name(unit, mention))
            )
        ):
            weak = mention
    return found or _between_commas(unit, comma) or weak


def _opens_clause(unit: Unit, first: int) -> bool:
    """Tell whether a phrase stands at the head of its sentence, or of what follows a quotation."""
    before = unit.words[first - 1] if first else QUOTE
    return before == QUOTE or (first == 1 and before in words().adverbs)


def _is_full_name(unit: Unit, mention: Mention) -> bool:
    first, last = mention.first, mention.last
    return first < last and unit.is_capital(first) and unit.words[first] not in words().determiners


def _between_commas(unit: Unit, comma: int) -> Mention | None:
    """Take the name that fills the stretch before a comma, as in "in Ohio, Gov. Bob Ray (R), said"."""
    if unit.words[comma - 1] in STOPS - {")"} or unit.words[comma - 1] == QUOTE:
        return None
    inner = left_mention(unit, comma - 1)
    if inner is None or not unit.is_capital(inner.first) or not unit.is_capital(inner.last):
        return None
    opens = inner.first == 0 or unit.words[inner.first - 1] in {",", QUOTE}
    return (_of_town(unit, inner.first - 2) or inner) if opens and inner.last > inner.first else None


def _of_town(unit: Unit, last: int) -> Mention | None:
    """Find who is before the state in "Ida Lund of Fargo, North Dakota,"."""
    listed = unit.words
    if last < 0 or not unit.is_capital(last) or _SITED.isdisjoint(listed[:last]):
        return None
    mention = left_mention(unit, last)
    if mention is None or listed[mention.first] in words().unnamed or not unit.is_capital(mention.first):
        return None
    return None if _SITED.isdisjoint(listed[mention.first : last]) else mention


def _after_preposition(unit: Unit, mention: Mention) -> bool:
    """Tell whether a phrase hangs on a preposition: what is in a statement does not speak."""
    return mention.first > 0 and unit.words[mention.first - 1] in words().prepositions


def _words_in(unit: Unit, index: int) -> int:
    quote = unit.quote_at(index)
    return unit.text.count(" ", quote.inner_start, quote.inner_end) + 1


def _is_list_number(word: str) -> bool:
    return word[-1] == "." and word[:-1].isdigit()


@cache
def _loose() -> frozenset[str]:
    """Give what may stand before a mention without belonging to it."""
    lexicon = words()
    return (lexicon.adverbs | lexicon.days | _LEADING) - lexicon.determiners


def checked(unit: Unit, first: int, last: int) -> Mention | None:
    """Refuse a phrase that cannot speak: only one lower-case word that is no noun for people, or a date."""
    lexicon, listed = words(), unit.words
    while first < last and (listed[first] in _loose() or (not first and _is_list_number(listed[0]))):
        first += 1
    word = listed[last]
    if first == last and not unit.is_capital(first):
        plural = word.endswith("s") and not word.endswith("ss")
        counted = word[0].isdigit() or word in lexicon.counts or word in lexicon.pronouns
        if not (plural or counted or word in lexicon.speaking):
            return None
    if not word[0].isalnum() or word in lexicon.dates or word in lexicon.prepositions:
        return None
    return Mention(unit.starts[first], unit.ends[last] - 2 * word.endswith("'s"), first, last)
