"""The stretch of a sentence that a cue reports: after it, before it, or on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from copydesk.label.attributions.lexicon import verbs, words
from copydesk.label.attributions.stops import BESIDE, BREAKS, CLAUSES, object_end, stop_of
from copydesk.label.attributions.units import QUOTE
from copydesk.label.attributions.wholes import reach_of

if TYPE_CHECKING:
    from copydesk.label.attributions.shapes import Cue
    from copydesk.label.attributions.units import Unit

_ENDS = frozenset(".;!?)")
_EXPLICIT = frozenset("that whether if how why what".split())  # noqa: SIM905
_CLAUSE_EDGES = BREAKS | _ENDS | {QUOTE, "that", "and", "but"}
_LEADING = BREAKS | {":", ".", ")", ";"}
_NEAR = 18
_ACTIVE = frozenset({"finite", "participle", "infinitive"})
_AT_LEAST = frozenset({"least", "most", "about", "around"})
_SHORTEST_CLAUSE = 3
_RELATIVE = frozenset({"who", "whose", "which", "where"})
_JOINING = frozenset({"and", "but", "so", "or", "yet"})
_END_MARKS = ",.;:?!… "


class Region(NamedTuple):
    """Word ranges of the content, half-open; ``explicit`` when "that", a colon or a quotation begins it."""

    before: tuple[int, int] | None
    after: tuple[int, int] | None
    explicit: bool

    def holds(self, index: int) -> bool:
        """Tell whether a word stands in the content."""
        before, after = self.before, self.after
        return (after is not None and after[0] <= index < after[1]) or (
            before is not None and before[0] <= index < before[1]
        )


def end_of_content(text: str, start: int, end: int) -> int:
    """Place the end of what was said before the marks that close it; an abbreviation keeps its stop.

    >>> end_of_content("We left the U.S., she said", 0, 17), end_of_content("Who, me?", 0, 8)
    (16, 7)
    """
    if text[end - 1] not in _END_MARKS:
        return end
    stop = start + len(text[start:end].rstrip(_END_MARKS))
    if stop == start:
        return end
    return stop + (stop < end and text[stop] == "." and text[stop - 2] == ".")


def without_that(unit: Unit, first: int, stop: int) -> int:
    """Give the first word after the "that" which begins a clause; in "that would hurt" it is subject."""
    listed = unit.words
    if listed[first] != "that" or stop - first < _SHORTEST_CLAUSE or listed[first + 1] in words().helpers:
        return first
    return first + 2 if listed[first + 1] in _LEADING else first + 1


def region_of(unit: Unit, cues: list[Cue], number: int) -> Region:
    """Find what the cue reports."""
    cue = cues[number]
    stop = stop_of(unit, cues, number)
    begin = cue.last + 1
    if cue.shape in {"inverted", "according"} and cue.speaker is not None:
        begin = reach_of(unit, cue) + 1
    if cue.shape == "passive":
        return Region(_passive_before(unit, cue), None, explicit=False)
    start, explicit, only_adjuncts = _skip(unit, cue, begin, stop)
    if not explicit and not cue.classes & CLAUSES:
        stop = object_end(unit, start, stop)
    after = _trimmed(unit, start, stop)
    if cue.shape not in {"finite", "inverted", "according"}:
        return Region(None, after, explicit=explicit)
    parenthetical = begin < len(unit.words) and unit.words[begin] in BREAKS
    left = _left(unit, cues, number, parenthetical=parenthetical)
    if left is not None:
        follows = parenthetical and after is not None and unit.words[after[0]] in _RELATIVE
        if after is None or follows or (only_adjuncts and not explicit):  # said Okoro, who
            return Region(left, None, explicit=False)
        if _quote_ends(unit, left) and (not explicit or unit.words[after[0]] == QUOTE):
            return Region(left, after if explicit or parenthetical else None, explicit=explicit)
        if parenthetical and not explicit:
            return Region(left, after, explicit=False)
    return Region(None, after, explicit=explicit)


def _trimmed(unit: Unit, start: int, stop: int) -> tuple[int, int] | None:
    listed = unit.words
    while stop > start and not (
        listed[stop - 1][0].isalnum() or listed[stop - 1] == QUOTE or listed[stop - 1] in {")", "%", "$"}
    ):
        stop -= 1
    while start < stop and listed[start] in _LEADING:
        start += 1
    return (start, stop) if stop > start else None


def _skip(unit: Unit, cue: Cue, index: int, stop: int) -> tuple[int, bool, bool]:
    """Skip the person spoken to, days, adverbs and places; give where the content begins.

    The two flags: whether something plainly begins the content, and whether only adjuncts were left.
    """
    listed = unit.words
    if cue.shape in _ACTIVE and not cue.classes.isdisjoint({"tell", "ask"}):
        index = _past_addressee(unit, index, stop)
    while index < stop:
        beyond = _past_adjunct(unit, index, stop)
        if "intend" in cue.classes and "to" in listed[index + 1 : beyond]:
            beyond = listed.index("to", index + 1)
        if beyond == index or (listed[index] == "to" and not cue.classes.isdisjoint({"intend", "think"})):
            break
        index = beyond
    if index >= stop:
        return stop, False, True
    word = listed[index]
    if word == QUOTE or (word in _EXPLICIT and not _is_that_night(unit, index)):
        return index, True, False
    if word in BREAKS:
        begins = index + 1 < stop and (listed[index + 1] in _EXPLICIT or listed[index + 1] == QUOTE)
        return index + 1, begins, False
    return (index + 1, True, False) if word == ":" else (index, False, False)


def _past_adjunct(unit: Unit, index: int, stop: int) -> int:
    """Give the word after a day, an adverb or a place, or the same word if it is none of these."""
    lexicon, word = words(), unit.words[index]
    if word in lexicon.dates or (word.endswith("ly") and word != "only") or _is_that_night(unit, index):
        return index + 1
    following = unit.words[index + 1] if index + 1 < stop else ""
    if (word in lexicon.manner and following not in _AT_LEAST) or word == "(":
        beyond = _past_phrase(unit, index, stop)
        return index if beyond is None else beyond
    return index


def _is_that_night(unit: Unit, index: int) -> bool:
    """Tell the "that" of "that night" from the one that begins a clause."""
    following = unit.words[index + 1] if index + 1 < len(unit.words) else ""
    return unit.words[index] == "that" and following in words().times


def _past_addressee(unit: Unit, index: int, stop: int) -> int:
    lexicon, listed = words(), unit.words
    if index >= stop or listed[index] in _EXPLICIT or listed[index] in {QUOTE, ",", ":", "who"}:
        return index
    if listed[index] in lexicon.addressees or listed[index] in lexicon.personal:
        return index + 1
    for number in range(index, min(stop, index + _NEAR)):
        word = listed[number]
        if (
            word in _EXPLICIT
            or word in {QUOTE, ",", ":", "to", "about"}
            or (word in lexicon.manner and word != "of")
        ):
            return number
        pronoun = word.partition("'")[0] in lexicon.personal  # told Lund he'd go
        if number > index and (pronoun or word in lexicon.auxiliaries):
            return number if pronoun else number - 1
    if all(unit.is_capital(number) for number in range(index, stop) if listed[number].isalpha()):
        return stop
    return index + 1


def _past_phrase(unit: Unit, index: int, stop: int) -> int | None:
    """Give the end of a prepositional phrase if the content plainly begins there or nothing follows."""
    lexicon, listed = words(), unit.words
    if listed[index] in {"when", "while", "as", "before", "after", "with"}:
        return None
    for number in range(index + 1, min(stop, index + _NEAR)):
        word = listed[number]
        if _is_that_night(unit, number):
            continue
        if word in {"that", "whether", QUOTE, ":"} or (
            word == "," and listed[min(number + 1, stop - 1)] in {"that", QUOTE}
        ):
            return number
        if word in lexicon.auxiliaries and word != "to":
            return None
        if word in _ENDS and word != ")":
            return stop
        if word == ",":
            return number
    return stop if stop - index < _NEAR else None


def _left(unit: Unit, cues: list[Cue], number: int, *, parenthetical: bool) -> tuple[int, int] | None:
    """Give the words before a report when they can be its content."""
    listed = unit.words
    cue = cues[number]
    last = cue.begin - 1
    hanging = last < 0 or listed[cue.begin] in _RELATIVE
    if hanging or (listed[last] not in BESIDE and listed[last] != "as" and cue.shape != "according"):
        return None
    as_noted = last > 0 and listed[last] == "as" and listed[last - 1] in BREAKS
    if as_noted:
        last -= 1
    start = 0
    for other in cues[:number]:
        if other.shape in {"finite", "inverted"} and listed[other.last + 1 : other.last + 2] != ["that"]:
            reach = other.last + 1
            if any(word in {";", "but", "while"} for word in listed[reach:last]):
                start = max(start, reach)
    found = _trimmed(unit, start, last + 1)
    if found is None or _quote_ends(unit, found):
        return found
    if as_noted or (parenthetical and listed[last] in BREAKS):
        return found
    if listed[found[0]] in BREAKS or found[1] - found[0] < 3:
        return None
    return found if QUOTE in listed[slice(*found)] or _has_verb(unit, found) else None


def _quote_ends(unit: Unit, found: tuple[int, int]) -> bool:
    return unit.words[found[1] - 1] == QUOTE


def _has_verb(unit: Unit, found: tuple[int, int]) -> bool:
    """Tell whether words look like a main clause and not like "In a statement on Monday"."""
    lexicon, table, listed = words(), verbs(), unit.words
    first = listed[found[0]]
    inside = listed[found[0] : found[1]]
    hanging = first in lexicon.prepositions or first in lexicon.subordinators or first.endswith("ing")
    if hanging and first not in _JOINING and not inside[1][0].isdigit() and "," not in inside:
        return False
    if first.endswith("ed") or first in {"asked", "speaking"}:
        return False
    return any(
        word in lexicon.auxiliaries
        or word.endswith("ed")
        or word in lexicon.pasts
        or (word in table and not table[word].ambiguous)
        or len(inside) > 6
        for word in inside
    )


def _passive_before(unit: Unit, cue: Cue) -> tuple[int, int] | None:
    """Give the subject of a passive: what was confirmed or described."""
    lexicon, listed = words(), unit.words
    last = cue.first - 1
    while last >= 0 and (listed[last] in lexicon.auxiliaries or listed[last] in lexicon.adverbs):
        last -= 1
    first = last
    while first > 0 and listed[first - 1] not in _CLAUSE_EDGES:
        first -= 1
    return _trimmed(unit, max(first, 0), last + 1)
