"""Whether a form can be a finite verb where it stands: "officials claim" and not "the claim"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import words
from copydesk.label.attributions.mentions import Mention, left_mention
from copydesk.label.attributions.units import QUOTE
from copydesk.label.attributions.wholes import climbed

if TYPE_CHECKING:
    from copydesk.label.attributions.lexicon import Verb
    from copydesk.label.attributions.units import Unit

_NONE: frozenset[str] = frozenset()
_SHORTEST_ADVERB = 5
_MOST_HELPERS = 8
_AFTER_NOUN = frozenset(
    {"of", "from", "and", "or", "with", "by", "were", "was", "is", "are", "have", "has"}
)
_HEADS = frozenset({",", "and", "but", "while", "that", "—", ";"})
_OBJECTS = frozenset({"him", "her", "them", "us", "me", "whom"})
_PLURALS = frozenset({"people", "media", "police"})


def helpers_before(unit: Unit, index: int) -> tuple[int, frozenset[str]]:
    """Walk left over auxiliaries and adverbs; give the word before them and the auxiliaries met."""
    lexicon, listed = words(), unit.words
    met = _NONE
    before, limit = index - 1, max(0, index - _MOST_HELPERS)
    while before >= limit:
        word = listed[before]
        if word in lexicon.auxiliaries and word != "to":
            met |= {word}
        elif word in lexicon.adverbs or word[-2:] == "ly" or word == "since":
            if not _is_adverb(unit, before) or _is_subject(unit, before):
                break
        elif (
            word == ","
            and before > 1
            and listed[before - 1] in lexicon.adverbs
            and listed[before - 2] == ","
        ):
            before -= 2  # Lund, however, said
        else:
            break
        before -= 1
    if before >= 0 and "'" in listed[before]:
        tail = "'" + listed[before].rpartition("'")[2]
        if tail in {"'d", "'ve", "'re", "'m", "'ll"}:
            met |= {tail}
    return before, met


def _is_subject(unit: Unit, index: int) -> bool:
    """Tell whether "both" or "all" is who speaks, as at the head of a clause."""
    lexicon, listed = words(), unit.words
    return listed[index] in lexicon.counts and (not index or listed[index - 1] in _HEADS)


def _is_adverb(unit: Unit, index: int) -> bool:
    word = unit.words[index]
    if word == "since":
        return index > 0 and unit.words[index - 1] in words().have
    return word in words().adverbs or (len(word) >= _SHORTEST_ADVERB and not unit.is_capital(index))


def can_be_finite(unit: Unit, index: int, verb: Verb, before: int) -> bool:
    """Tell whether a form can be a finite verb here, by the word before it."""
    lexicon, listed = words(), unit.words
    following = listed[index + 1] if index + 1 < len(listed) else "."
    word = listed[before] if before >= 0 else ""
    owned = word[-2:] == "'s" and word[:-2] not in lexicon.personal  # Lund's suspected ties
    if owned or ("d" in verb.forms and not verb.ambiguous):
        return not owned and following != "by"
    if word in lexicon.personal:
        return True
    noun = verb.ambiguous and following in _AFTER_NOUN
    if not word or noun or (word in lexicon.determiners and word not in lexicon.counts):
        return False
    if "d" in verb.forms or ("s" in verb.forms and not verb.ambiguous):
        return True
    if "s" not in verb.forms:
        return _plural_subject(unit, index, before, verb)
    named = left_mention(unit, before) if word == "," else None  # Lund, meanwhile, hopes that
    begins = _begins_clause(unit, index + 1) or _is_parenthetical(unit, index, before)
    capital = unit.is_capital(named.last if named else before)
    return word in lexicon.speakers or (
        begins and (capital or not lexicon.speakers.isdisjoint(_head_of(unit, before)))
    )


def subject_before(unit: Unit, before: int) -> Mention | None:
    """Find the whole subject that ends at a word, also one that ends in a pronoun: those close to him."""
    mention = left_mention(unit, before)
    if mention is not None:
        return climbed(unit, mention)
    if unit.words[before] not in _OBJECTS:
        return None
    pronoun = Mention(unit.starts[before], unit.ends[before], before, before)
    whole = climbed(unit, pronoun)
    return None if whole is pronoun else whole


def _head_of(unit: Unit, before: int) -> list[str]:
    """Give the words before the first preposition in the long phrase that ends at a word."""
    mention = left_mention(unit, before)
    if mention is None:
        return []
    first, listed = climbed(unit, mention).first, unit.words
    stop = first + 1
    while stop <= before and listed[stop] not in words().prepositions:
        stop += 1
    return listed[first:stop]


def _plural_subject(unit: Unit, index: int, before: int, verb: Verb) -> bool:
    """Tell whether what stands before a base form is a plural, so that "officials claim" is a verb."""
    lexicon, listed = words(), unit.words
    mention = subject_before(unit, before) if not verb.ambiguous else left_mention(unit, before)
    if mention is None:
        return False
    head = mention.first
    while head < mention.last and listed[head + 1] not in lexicon.closed:
        head += 1
    word, first = listed[head], listed[mention.first]
    plural = word[-1].isdigit() or word in lexicon.counts or first in lexicon.counts or word in _PLURALS
    plural = plural or (word.endswith("s") and not word.endswith(("ss", "'s")))
    if not verb.ambiguous:
        plural = plural or (first.endswith("s") and first in lexicon.people)
        return plural or "and" in listed[mention.first : mention.last]
    return plural and (
        _begins_clause(unit, index + 1) or word in lexicon.speakers or word in lexicon.counts
    )


def _is_parenthetical(unit: Unit, index: int, before: int) -> bool:
    """Tell whether "Lund notes" stands between commas or ends its sentence behind one."""
    listed = unit.words
    if index + 1 < len(listed) and listed[index + 1] not in {",", "."}:
        return False
    named = left_mention(unit, before)
    return named is not None and named.first > 0 and listed[named.first - 1] == ","


def _begins_clause(unit: Unit, index: int) -> bool:
    """Tell whether a word can begin what is said: "that", an article, a name, a quotation.

    Beside a quotation the cue may also end its clause: "...," Lund notes.
    """
    word = unit.words[index] if index < len(unit.words) else "."
    if word in {".", ",", ":"}:
        return bool(unit.quotes)
    return word == QUOTE or word in words().closed or unit.is_capital(index)
