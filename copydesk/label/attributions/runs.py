"""A run of capitalised words read by itself, whatever article it stands in: whom or what it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from copydesk.label.attributions.lexicon import first_names, seats, words

# every run begins with a plain set of characters, which the engine looks for without trying the rest
_UPPER = "[A-ZÀ-ÖØ-ÞĀ-Ž]"
_REST = r"(?:\.(?:[A-Z]\.)*+|(?:rs?|s|en|ep|ov|ol|t|aj|gt|rof|ev|dm|apt|on)\.|[\w’'-]*+)"
_PARTICLE = "(?:of|for|the|ag|al|ben|bin|bint|da|das|de|del|den|der|di|dos|du|el|ibn|la|le|van|von|y|zu)"
NAME = re.compile(
    rf"({_UPPER}(?<![\w’'].){_REST}"
    rf"(?: (?:{_UPPER}|{_PARTICLE} (?:{_PARTICLE} )?{_UPPER}){_REST}){{0,30}}+)"
)
ABBREVIATED = {
    "sen.": "senator",
    "rep.": "representative",
    "gov.": "governor",
    "gen.": "general",
    "prof.": "professor",
    "dr.": "doctor",
}
_ACRONYMS = frozenset({"US", "UN", "WHO"})
_OF = frozenset({"of", "for"})
_PAIR = 2
_LONGEST_NAME = 4
_LONGEST_ACRONYM = 5
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


@lru_cache(maxsize=_REMEMBERED)
def name_of(run: str) -> Name | None:
    """Make a name of a run of capitalised words; openers of sentences and titles are cut off."""
    lexicon = words()
    text = run[:-2] if run.endswith(("’s", "'s")) else run
    text = text.rstrip("’'-")
    parts, lows = text.split(), text.lower().split()
    if len(parts) == 1:
        opens = lows[0] in lexicon.openers and text not in _ACRONYMS
        return None if opens else Name(0, text, (text,), (), _kind_of(parts, titled=False), "")
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
    titles = [ABBREVIATED.get(low, low) for low in lows[skipped:titled]]
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
    if len(parts) == 1:
        return ""
    strange = any(part.isupper() and len(part) > len("J.") for part in parts)
    named = len(parts) <= _LONGEST_NAME and not strange and lexicon.impersonal.isdisjoint(lows)
    return "person" if named else "organisation"


def is_no_person(name: Name) -> bool:
    """Tell whether nothing but capitals would make a name a person's."""
    known = name.titles or name.gender or name.parts[0].lower() in first_names()
    return name.kind in {"person", ""} and not known and name.parts[-1].lower() not in words().people


def is_shouted(name: Name) -> bool:
    """Tell whether a name is a word in capitals that is no acronym, as in a dateline."""
    return len(name.parts) == 1 and name.parts[0].isupper() and len(name.parts[0]) > _LONGEST_ACRONYM


def is_place(word: str) -> bool:
    """Tell whether the last word of a name, in lower case, is a place's."""
    return word in words().places or word in words().impersonal or word in seats()
