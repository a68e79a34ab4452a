"""The names in an article, and which of them a surname, a role or a pronoun means."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import first_names, seats, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.record import Document

# every run begins with a plain set of characters, which the engine looks for without trying the rest
_UPPER = "[A-ZÀ-ÖØ-ÞĀ-Ž]"
_REST = r"(?:\.(?:[A-Z]\.)*+|(?:rs?|s|en|ep|ov|ol|t|aj|gt|rof|ev|dm|apt|on)\.|[\w’'-]*+)"
_NAME = re.compile(
    rf"({_UPPER}(?<![\w’'].){_REST}"
    rf"(?: (?:(?:of|for|de|da|del|von|van|der|bin|al|el|the) ){{0,2}}{_UPPER}{_REST}){{0,30}}+)"
)
_ABBREVIATED = {
    "sen.": "senator",
    "rep.": "representative",
    "gov.": "governor",
    "gen.": "general",
    "prof.": "professor",
    "dr.": "doctor",
}
_ACRONYMS = frozenset({"US", "UN", "WHO"})
_WRITTEN = {full: short for short, full in _ABBREVIATED.items()}
_INTRODUCING = (", ", " is ", " was ", " (")
_SENTENCE_END = re.compile(r"[.;!?]\s|\n")
_OF = frozenset({"of", "for"})
_PAIR = 2
_LOOKS = 6
_ROLE_SPAN = 90
_BACK = 40
_INSIDE = 8
_ENOUGH = 8
_LONGEST_NAME = 4
_REMEMBERED = 4096


@dataclass(slots=True)
class Name:
    """What a run of capitalised words names.

    ``lead`` characters of the run come before the name; ``written`` is the name as it stands, titles and
    all; ``parts`` are its own words. ``kind`` is ``person``, ``organisation``, ``media`` or nothing known.
    """

    lead: int
    written: str
    parts: tuple[str, ...]
    titles: tuple[str, ...]
    kind: str
    gender: str


Place = tuple[int, int, Name]
"""A name where it stands: from where, to where."""


class Names:
    """The names of one article in reading order: found at once, each read when it is first asked for."""

    __slots__ = ("_by_last", "_fullest", "_lowered", "_runs", "_starts")

    def __init__(self, document: Document) -> None:
        self._lowered = document.lowered
        # what is between names and names in turn: offsets are running sums
        parts = _NAME.split(document.text)
        self._runs = runs = parts[1::2]
        self._starts = list(accumulate(map(len, parts)))[:-1:2]
        self._fullest: dict[str, Name | None] = {}
        self._by_last: dict[str, list[str]] = {}
        for run in runs:
            first, _, last = run.rpartition(" ")
            if first and (" of " in run or " for " in run):
                name = _name_of(run)
                last = name.parts[-1] if name else last
            if first:
                self._by_last.setdefault(last if last.isalpha() else _stem(last), []).append(run)

    def _full(self, last: str) -> Name | None:
        """Give the fullest name of a person with this surname, the first of several persons."""
        if last in self._fullest:
            return self._fullest[last]
        best: Name | None = None
        for run in self._by_last.get(last, ())[:_ENOUGH]:
            name = _name_of(run)
            if name is None or name.kind != "person" or len(name.parts) < 2:
                continue
            if best is None or (len(name.parts) > len(best.parts) and name.parts[0] == best.parts[0]):
                best = name
        self._fullest[last] = best
        return best

    def in_full(self, text: str) -> str | None:
        """Give the fullest name of the person whose name ends like a text, if the article names one."""
        known = self._full(text.rpartition(" ")[2])
        return " ".join(known.parts) if known else None

    def fullest(self, name: Name) -> str:
        """Give the fullest form of a name: the first name joins the surname, titles go."""
        known = self._full(name.parts[-1])
        if len(name.parts) == 1:
            if known is not None:
                return " ".join(known.parts)
            return name.written if name.titles else name.parts[0]
        if name.kind == "person" and known is not None and known.parts[0] == name.parts[0]:
            return " ".join(known.parts)
        return " ".join(name.parts)

    def in_whole(self, name: Name) -> str:
        """Give the longer name that ends with a single word, as "the Board" is short for the Mill Board."""
        whole = " ".join(name.parts)
        for run in self._by_last.get(whole, ())[:_ENOUGH] if len(name.parts) == 1 else ():
            longer = _name_of(run)
            if longer is not None and longer.kind == name.kind and len(longer.parts) > 1:
                return " ".join(longer.parts)
        return whole

    def is_person(self, name: Name) -> bool:
        """Tell whether a name names a person, by itself or through a fuller form."""
        return name.kind == "person" or (len(name.parts) == 1 and self._full(name.parts[0]) is not None)

    def gender(self, name: Name) -> str:
        """Give the gender that the name, a title or a fuller form of it shows, or nothing."""
        if name.gender or len(name.parts) != 1:
            return name.gender
        known = self._full(name.parts[0])
        return known.gender if known else ""

    def _places(self, first: int, stop: int, step: int) -> Iterator[Place]:
        runs = zip(
            self._starts[first:stop][::step], map(_name_of, self._runs[first:stop][::step]), strict=True
        )
        for run_start, name in runs:
            if name is not None:
                start = run_start + name.lead
                yield start, start + len(name.written), name

    def within(self, start: int, end: int) -> list[Place]:
        """Give the names that stand inside a span."""
        first = bisect_left(self._starts, start)
        stop = min(bisect_left(self._starts, end, first), first + _INSIDE)
        return [place for place in self._places(first, stop, 1) if place[1] <= end]

    def before(self, position: int) -> Iterator[Place]:
        """Give the names before a position, the nearest first, as far back as is worth looking."""
        stop = bisect_left(self._starts, position)
        return self._places(max(0, stop - _BACK + 1), stop, -1)

    def bearer(self, role: str, position: int) -> Name | None:
        """Find who "the minister" is: the nearest name with that title or that appositive."""
        for word in (role, _WRITTEN.get(role)):
            at = position
            for _ in range(_LOOKS if word else 0):
                at = self._lowered.rfind(word or role, 0, max(0, at))
                if at < 0:
                    break
                name = self._beside(word or role, role, at)
                if name is not None:
                    return name
        return None

    def _beside(self, word: str, role: str, at: int) -> Name | None:
        """Give the person at whose name a role stands: before it, in front of it or after a comma."""
        lowered, end = self._lowered, at + len(word)
        if lowered[at - 1 : at].isalnum() or lowered[end : end + 1].isalnum():
            return None
        index = bisect_left(self._starts, at + 1)
        for start, stop, name in self._places(max(0, index - 1), index + 1, 1):
            if not self.is_person(name):
                continue
            titled = role in name.titles and start <= at < stop
            if titled or 0 <= start - end <= len(", "):
                return name
            between = lowered[stop:at] if 0 < at - stop < _ROLE_SPAN else ""
            if between.startswith(_INTRODUCING) and not _SENTENCE_END.search(between):
                return name
        return None


def _stem(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s").rstrip("’'-")


@lru_cache(maxsize=_REMEMBERED)
def _name_of(run: str) -> Name | None:
    """Make a name of a run of capitalised words; openers of sentences and titles are cut off."""
    lexicon = words()
    text = run[:-2] if run.endswith(("’s", "'s")) else run
    text = text.rstrip("’'-")
    parts, lows = text.split(), text.lower().split()
    skipped = 0
    while skipped < len(parts) and lows[skipped] in lexicon.openers and parts[skipped] not in _ACRONYMS:
        skipped += 1
    if skipped == len(parts):
        return None
    titled = _after_titles(lows, skipped)
    size = next((at for at in range(titled, len(parts)) if parts[at] in _OF), len(parts))
    own, kind = parts[titled:size], ""
    if size == len(parts):
        kind = _kind_of(own, titled=titled > skipped)
    elif _is_person_of(own, parts[size:], titled=titled > skipped):
        kind = "person"
    else:
        kind = "media" if _kind_of(parts[titled:], titled=False) == "media" else "organisation"
    if kind in {"organisation", "media"}:
        if skipped and lows[skipped - 1] in lexicon.impersonal:
            skipped -= 1  # American Airlines, but American Bob Ray
        lead = _length(parts[:skipped])
        return Name(lead, text[lead:], tuple(parts[skipped:]), (), kind, "")
    titles = [_ABBREVIATED.get(low, low) for low in lows[skipped:titled]]
    gender = ""
    for title in titles:
        if title in lexicon.female or title in lexicon.male:
            gender = "female" if title in lexicon.female else "male"
    if not gender and len(own) > 1:
        gender = first_names().get(own[0].lower(), "")
    lead = _length(parts[:skipped])
    return Name(lead, " ".join(parts[skipped:size]), tuple(own), tuple(titles), kind, gender)


def _length(parts: list[str]) -> int:
    return sum(map(len, parts)) + len(parts)


def _after_titles(lows: list[str], first: int) -> int:
    """Give the first word behind titles and posts: Secretary of State Lund, Mill Manager Ida Lund."""
    lexicon, last = words(), len(lows) - 1
    titles = lexicon.titles
    titled = first
    while titled < last:
        if lows[titled].rstrip(".") in titles:
            titled += 1
        elif lows[titled] == "of" and first < titled < last - 1 and lows[titled + 1] in titles:
            titled += 2
        else:
            break
    for at in range(last - 1, titled - 1, -1):
        if lows[at] in lexicon.posts and lexicon.impersonal.isdisjoint(lows[at + 1 :]):
            if lows[at + 1] not in titles:
                return at + 1
            if at + 1 < last:
                return _after_titles(lows, at + 1)
    return titled


def _is_person_of(own: list[str], rest: list[str], *, titled: bool) -> bool:
    """Tell whether "of" stands behind a person: Ida Lund of the Mill Board, but Bank of Norway."""
    lows = [part.lower() for part in own]
    if not own or lows[-1] in words().titles or _kind_of(own, titled=titled) != "person":
        return False
    if titled or (lows[0] in first_names() and len(own) == _PAIR):
        return True
    other = _kind_of(rest[1:], titled=False)
    return (
        len(own) == _PAIR and rest[0] == "of" and (rest[1] == "the" or other in {"organisation", "media"})
    )


def _kind_of(parts: list[str], *, titled: bool) -> str:
    """Sort a name by its words: person, organisation, media, or nothing known."""
    lexicon = words()
    lows = [part.lower() for part in parts]
    named = lows[0] in first_names()
    if not (named or lexicon.media.isdisjoint(lows)):
        return "media"
    if not lexicon.organisations.isdisjoint(lows):
        return "organisation"
    if len(parts) == 1 and (
        lows[0] in lexicon.places
        or lows[0] in seats()
        or (parts[0].isupper() and len(parts[0]) > 1 and not titled)
    ):
        return "organisation"
    if titled or named:
        return "person"
    strange = any(part.isupper() and len(part) > len("J.") for part in parts)
    if 1 < len(parts) <= _LONGEST_NAME and not strange and lexicon.impersonal.isdisjoint(lows):
        return "person"
    return "" if len(parts) == 1 else "organisation"
