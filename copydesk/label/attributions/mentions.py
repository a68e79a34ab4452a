"""The mention of a speaker beside a cue: a noun phrase bounded by closed-class words.

No parser is at hand, so a phrase is what lies between the cue and the nearest word that cannot be part
of it. Titles belong to the mention, appositives and relative clauses do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from copydesk.label.attributions.lexicon import verbs, words
from copydesk.label.attributions.units import QUOTE

if TYPE_CHECKING:
    from copydesk.label.attributions.units import Unit

_STOPS = frozenset('.,;:!?"()[]…—–')
_LINKS = frozenset("of for in at from with on to by".split())  # noqa: SIM905 - reads as the list it is
_OPENERS = frozenset("who whose whom which a an the his her its their one former then also now".split())  # noqa: SIM905
_LINKED = _LINKS | {"all", "both", "and"}
_BARRIERS = (_STOPS | {QUOTE}) - {")"}
_PARENTHESIS = 6
_LONGEST = 16
_FAR = 40
_NICKNAME = 3
_NO_ADVERBS = frozenset({"early", "family", "daily", "weekly", "monthly", "only", "elderly", "friendly", "likely", "ally"})


class Mention(NamedTuple):
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
    if word == ")":
        opened = _back_to(unit, last, "(")
        return left_mention(unit, opened - 1) if opened > 0 else None
    if word in {",", "—", "–"} or (word == QUOTE and _words_in(unit, last) <= _NICKNAME + 1):
        return _before_appositive(unit, last)
    if word in lexicon.days or word in lexicon.times:
        before = last - 1
        while before >= 0 and (listed[before] in lexicon.prepositions or listed[before] in lexicon.determiners):
            before -= 1
        barred = before < 0 or listed[before] in _BARRIERS
        return None if barred else left_mention(unit, before)
    if word in lexicon.personal or word in {"which", "others", "both", "everyone", "nobody"}:
        return Mention(unit.starts[last], unit.ends[last], last, last)
    if word in lexicon.determiners and word not in lexicon.pronouns and not word[0].isdigit():
        return None
    first = _phrase_start(unit, last)
    if first is None:
        return None
    return _checked(unit, first, last)


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
    for index in range(first, min(len(listed), first + _LONGEST)):
        if not _continues(unit, first, index):
            break
        last = index
    while last >= first and (listed[last] in _LINKS or listed[last] in {"and", "or", "the", "a"}):
        last -= 1
    return _checked(unit, first, last) if last >= first else None


def main_subject(unit: Unit, before: int) -> Mention | None:
    """Find the subject of the clause to which a participle or a second verb belongs."""
    lexicon, table, listed = words(), verbs(), unit.words
    fallback = None
    for index in range(1, min(before, _FAR)):
        word = listed[index]
        known = table.get(word)
        if not (
            word in lexicon.auxiliaries
            or (known and ("d" in known.forms or "s" in known.forms))
            or word.endswith("ed")
        ):
            continue
        if unit.is_capital(index):
            continue
        last = index - 1
        while last >= 0 and (listed[last] in lexicon.adverbs or listed[last].endswith("ly")):
            last -= 1
        mention = left_mention(unit, last) if last >= 0 and listed[last] not in _BARRIERS else None
        if mention is None or listed[mention.first] in lexicon.relatives or not is_animate(unit, mention):
            continue
        opener = listed[mention.first - 1] if mention.first else ""
        if opener in {"", "and", "but", "so", ",", QUOTE, ";", "—"}:
            return mention
        fallback = fallback or mention
    return fallback or _leading_name(unit, before)


def _leading_name(unit: Unit, before: int) -> Mention | None:
    """Take the name at the head of a sentence whose verb is unknown."""
    last = -1
    if unit.words and unit.words[0].endswith("ing"):
        return None
    while last + 1 < before and unit.is_capital(last + 1) and unit.words[last + 1] not in words().openers:
        last += 1
    return _checked(unit, 0, last) if last >= 0 else None


def _back_to(unit: Unit, index: int, opened: str) -> int:
    for number in range(index - 1, max(-1, index - _FAR), -1):
        if unit.words[number] == opened:
            return number
    return -1


def _before_appositive(unit: Unit, comma: int) -> Mention | None:
    """Find the name before "…, who heads the centre," and "…, a lawyer from Boston,"."""
    lexicon, listed = words(), unit.words
    found: Mention | None = None
    weak: Mention | None = None
    for index in range(comma - 2, max(0, comma - _FAR), -1):
        if listed[index] == QUOTE and _words_in(unit, index) > _NICKNAME:
            break  # a nickname may stand in an appositive, an utterance may not
        if listed[index] not in {",", "—", "–"}:
            continue
        before, after = index - 1, listed[index + 1]
        if listed[before] == ")":
            before = _back_to(unit, before, "(") - 1
        if before < 0 or not listed[before][0].isalnum() or listed[before] in lexicon.unnamed:
            continue
        strong = listed[comma] == listed[index] == "—" or after in _OPENERS or after[0].isdigit() or after in lexicon.titles or after in lexicon.people
        speaks = listed[before] in lexicon.people or listed[before] in lexicon.personal
        if not (strong or speaks or unit.is_capital(before)):
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
            or (unit.is_capital(before) and (not mention.first or listed[mention.first - 1] == QUOTE))
        ):
            weak = mention
    return found or _between_commas(unit, comma) or weak


def _between_commas(unit: Unit, comma: int) -> Mention | None:
    """Take the name that fills the stretch before a comma, as in "in Ohio, Gov. Bob Ray (R), said"."""
    if unit.words[comma - 1] in _STOPS - {")"} or unit.words[comma - 1] == QUOTE:
        return None
    inner = left_mention(unit, comma - 1)
    if inner is None or not unit.is_capital(inner.first) or not unit.is_capital(inner.last):
        return None
    opens = inner.first == 0 or unit.words[inner.first - 1] in {",", QUOTE}
    return inner if opens and inner.last > inner.first else None


def _after_preposition(unit: Unit, mention: Mention) -> bool:
    """Tell whether a phrase hangs on a preposition: what is in a statement does not speak."""
    return mention.first > 0 and unit.words[mention.first - 1] in words().prepositions


def is_animate(unit: Unit, mention: Mention) -> bool:
    """Tell whether a phrase holds a name, a pronoun or a noun for somebody or something that speaks."""
    lexicon = words()
    for index in range(mention.first, mention.last + 1):
        word = unit.words[index]
        if word in lexicon.speakers or (unit.is_capital(index) and word not in lexicon.unnamed):
            return True
    return False


def _words_in(unit: Unit, index: int) -> int:
    quote = unit.quote_at(index)
    return unit.text.count(" ", quote.inner_start, quote.inner_end) + 1


def _phrase_start(unit: Unit, last: int) -> int | None:
    """Walk left from the last word of a phrase to its first."""
    lexicon, table, listed = words(), verbs(), unit.words
    closed = lexicon.closed
    index, first, joined = last, None, None
    while index >= 0 and last - index < _LONGEST:
        word = listed[index]
        if word == ")" and index < last:
            opened = _back_to(unit, index, "(")
            if opened > 0 and index - opened < _PARENTHESIS:
                index = opened - 1
                continue
        if word in _STOPS or word == QUOTE:
            break
        capital = unit.is_capital(index) and word not in closed
        if not capital:
            if word in {"and", "or", "&"}:
                joined = first if joined is None else joined
                index -= 1
                continue
            if (word in lexicon.determiners and word != "that") or (word in lexicon.pronouns and index == last):
                first = index
                if (
                    index < 2
                    or listed[index - 1] not in _LINKED
                    or listed[index - 2] in _STOPS
                ):
                    break
                index -= 1
                continue
            if word in _LINKS or word == "under":
                index -= 1
                continue
            known = table.get(word)
            verbal = word in lexicon.auxiliaries or (
                known is not None and not known.ambiguous and index != last and word not in lexicon.people
            )
            if verbal:
                return joined if joined is not None else first
            if word in lexicon.subordinators or word in lexicon.prepositions or word in lexicon.personal:
                break
        first = index
        index -= 1
    return first


def _continues(unit: Unit, first: int, index: int) -> bool:
    """Tell whether a word still belongs to the phrase that begins at ``first``."""
    lexicon, listed = words(), unit.words
    word = listed[index]
    if word in _STOPS or word == QUOTE:
        return False
    following = listed[index + 1] if index + 1 < len(listed) else "."
    if unit.is_capital(index) and word not in lexicon.days and word not in {"i", "he", "she"}:
        return True
    if index > first and (word in _LINKS):
        if word in {"in", "on", "at", "to"}:
            return (
                index + 1 < len(listed)
                and unit.is_capital(index + 1)
                and following not in lexicon.dates
            )
        return following not in _STOPS and following not in lexicon.personal
    if word in {"and", "or"}:
        return index > first and (
            unit.is_capital(min(index + 1, len(listed) - 1)) or following in lexicon.people
        )
    if word in lexicon.subordinators or word in lexicon.prepositions or word in lexicon.auxiliaries:
        return False
    if (
        word in lexicon.days
        or word in lexicon.personal
        or (word.endswith("ly") and word not in _NO_ADVERBS)
    ):
        return False
    known = verbs().get(word)
    return known is None or known.ambiguous or index == first


def _checked(unit: Unit, first: int, last: int) -> Mention | None:
    """Refuse a phrase that cannot speak: no name, no noun for people, only one lower-case word."""
    lexicon, listed = words(), unit.words
    while (
        first < last
        and (listed[first] in lexicon.adverbs or listed[first] in _STOPS)
        and listed[first] not in lexicon.determiners
    ):
        first += 1
    while first < last and (listed[first] in lexicon.days or listed[first] in _LINKS):
        first += 1
    tokens = listed[first : last + 1]
    if first == last and not unit.is_capital(first):
        single = tokens[0]
        plural = single.endswith("s") and not single.endswith("ss")
        if not (
            plural or single in lexicon.people or single in lexicon.media or single in lexicon.pronouns
        ):
            return None
    if all(
        token in lexicon.days or token in lexicon.times or token in lexicon.prepositions for token in tokens
    ):
        return None
    end = unit.ends[last]
    written = listed[last]
    if written.endswith("'s"):
        end -= 2
    return Mention(unit.starts[first], end, first, last)
