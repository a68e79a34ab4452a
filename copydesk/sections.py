"""The topic of a section: what a site's own word for a part of its pages says in IPTC Media Topics."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from copydesk.calendars import key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TOPICS = (
    "arts, culture, entertainment and media",
    "crime, law and justice",
    "disaster, accident and emergency incident",
    "economy, business and finance",
    "education",
    "environment",
    "health",
    "human interest",
    "labour",
    "lifestyle and leisure",
    "politics and government",
    "religion",
    "science and technology",
    "society",
    "sport",
    "conflict, war and peace",
    "weather",
)
"""The 17 top-level IPTC Media Topics in the order of their codes, medtop:01000000 to medtop:17000000."""

_LONGEST = 120  # characters; a longer "section" is prose
_CRUMBS = re.compile(r"\s*(?:[>»›→|•·]|\s/\s|::|\s[-–—]\s)\s*")
_TRAIL = re.compile(r"\s+[»›→▸]\s+|\s*>\s*|\s*::\s*")
_NO_SECTION = re.compile(
    r"^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$|https?:|\bmin(?:ute)?s?\.? read\b|^[\d\W]+$| \S+[.!?]$"
)
_SHORTEST_TRAIL = 2
_MOST_WORDS = 6  # of a section's name
_BRACKETED = re.compile(r"\s*\([^()]*\)\s*")
_JOINED = re.compile(r"\s+(?:&|and|und|et|y|e|i|и|en|och|og|ve|و)\s+|\s*[,/]\s*|\s*&\s*")
_EDGES = " \t.:;#*-–—_\"'“”«»[]"


class _Lexicon(NamedTuple):
    topics: dict[str, str]
    empty: frozenset[str]
    front_pages: frozenset[str]


def topic_of(section: str, *, mapping: Mapping[str, str]) -> str | None:
    """Give the topic of a section, or None where the section's name says none.

    Of a trail ("Home > World > Football") the most specific part that has a topic decides.

    Args:
        section: the section as the page names it.
        mapping: what is known of the source's sections, as written there, to topics; it goes first.

    >>> topic_of("Weapons of Mass Destruction (WMD)", mapping={})
    'conflict, war and peace'
    >>> topic_of("World", mapping={}) is None
    True
    """
    if section in mapping:
        return mapping[section]
    return _topic(section, tuple(mapping.items())) if len(section) <= _LONGEST else None


@lru_cache(maxsize=4096)  # a site has few sections
def _topic(section: str, mapping: tuple[tuple[str, str], ...]) -> str | None:
    known = {key_of(name): topic for name, topic in mapping}
    for part in reversed([section, *_CRUMBS.split(section)] if _CRUMBS.search(section) else [section]):
        topic = _topic_of_part(part, known)
        if topic is not None:
            return topic
    return None


@lru_cache(maxsize=4096)  # a site has few sections
def is_section(name: str) -> bool:
    """Say whether a name can be that of a section: no front page, address, time to read or sentence.

    >>> [is_section(name) for name in ("Harbour", "Home", "amblepost.example", "3 min read", "It sank.")]
    [True, False, False, False, False]
    """
    key = key_of(name).strip()
    bare = key.strip(_EDGES)
    return (
        bool(bare) and bare not in _lexicon().front_pages and not any(map(_NO_SECTION.search, (key, bare)))
    )


def section_of_trail(line: str, *, title: str | None) -> str | None:
    """Give the section that a trail of names ends in; the headline and the front page are none of it.

    >>> section_of_trail("You are here: Home > World > Football", title=None)
    'Football'
    >>> section_of_trail("Home » Weather » Rain at last", title="Rain at last in the hills")
    'Weather'
    >>> section_of_trail("More stories »", title=None) is None
    True
    """
    if len(line) > _LONGEST or "|" in line:
        return None
    parts = _TRAIL.split(line)
    if len(parts) < _SHORTEST_TRAIL or not all(parts):
        return None
    parts[0] = parts[0].rpartition(": ")[2]
    headline = (title or "").casefold()
    names = [
        part for part in parts if not headline.startswith(part.rstrip(" .…").casefold()) or not headline
    ]
    section = names[-1] if names else ""
    return section if is_section(section) and len(section.split()) <= _MOST_WORDS else None


def _topic_of_part(part: str, known: Mapping[str, str]) -> str | None:
    lexicon = _lexicon()
    for name in _names(part):
        topic = known.get(name) or lexicon.topics.get(name)
        if topic is not None:
            return topic
    name = key_of(_BRACKETED.sub(" ", part)).strip(_EDGES)
    pieces = {_topic_of_words(piece, lexicon) for piece in _JOINED.split(name) if piece}
    return pieces.pop() if len(pieces) == 1 else None  # "Business & Technology" says neither


def _names(part: str) -> Iterator[str]:
    """Give the forms of a section's name under which it may be known."""
    yield key_of(part).strip(_EDGES)
    bare = key_of(_BRACKETED.sub(" ", part)).strip(_EDGES)
    yield bare
    yield re.sub(r"\s+and\s+", " & ", bare)
    yield bare.replace("-", " ").replace("_", " ")
    if bare.isascii() and bare.startswith("the "):
        yield bare[4:]


def _topic_of_words(name: str, lexicon: _Lexicon) -> str | None:
    """Give the topic of a name once the words that say nothing are taken away, or of its last word."""
    if name in lexicon.topics:
        return lexicon.topics[name]
    words = name.split()
    telling = [word for word in words if word not in lexicon.empty]
    if not telling or len(words) > 3:
        return None
    topic = lexicon.topics.get(" ".join(telling))
    return topic or (lexicon.topics.get(telling[-1]) if len(telling[-1]) > 3 else None)


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads((Path(__file__).with_name("lexicon") / "topics.toml").read_text("utf-8"))
    topics = {key_of(word): entry["name"] for entry in data["topics"].values() for word in entry["words"]}
    return _Lexicon(topics, *(frozenset(map(key_of, data[field])) for field in _Lexicon._fields[1:]))
