"""Bylines: the people and the agency that a line credits."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.calendars import key_of, words
from copydesk.datelines import Dateline, agency_named, find_agency, find_dateline, is_city, parse_dateline
from copydesk.dates import find_dates
from copydesk.person_names import person_named

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "NOBODY",
    "Byline",
    "Dateline",
    "find_agency",
    "find_byline_place",
    "find_dateline",
    "is_credit",
    "parse_byline",
    "parse_dateline",
]


class Byline(NamedTuple):
    """The people that a byline names, in its order, and the news agency."""

    people: tuple[str, ...]
    agency: str | None


NOBODY = Byline((), None)


class _Words(NamedTuple):
    writers: re.Pattern[str]
    others: re.Pattern[str]
    joints: re.Pattern[str]
    ours: frozenset[str]
    role_words: frozenset[str]
    house_words: frozenset[str]
    prose: frozenset[str]
    prose_in_small_letters: frozenset[str]
    particles: frozenset[str]


_LONGEST = 240  # characters; a longer line credits nobody
_CUT = re.compile(
    r"https?://\S*|\S+@[\w-]+\.[\w.-]+|@\w+"  # addresses
    r"|(?<!\d)\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s?\(?[A-Z]{2,4}T?\)?(?!\w))?"  # times
    r"|\b\d+\s?(?:hours?|mins?|minutes?|days?|weeks?|months?|years?|hrs?)\s?(?:ago|read)?\b|\bmin read\b",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=[a-z])(?=(?:19|20)\d\d-\d\d-\d\d|The [A-Z])")  # two cells of a page run together
_HUMP = re.compile(r"(?<=[a-z])[A-Z][a-z]+\b|(?<=[a-z]{2})[A-Z]{2,}[a-z]\w*")
_SHORT = 6  # words of a credit; a longer one that does not begin with a name is a sentence
_SEGMENT = re.compile(r"\s*(?:[|•·;▪●\t]|\s[-–—/]\s|--|—|\s{3,})\s*")
_PLACED = re.compile(
    r"^\s*(?P<name>[^|,()]{3,60}?) in (?P<place>[^\W\d_a-z][^\W\d_]+(?:[ '’-][^\W\d_a-z][^\W\d_]+){0,2}"
    r"(?:, [^\W\d_a-z][^\W\d_]+(?: [^\W\d_a-z][^\W\d_]+){0,2})?)\s*(?:[|(•·—–]|$)"
)
_SPECIAL = re.compile(r"\s*,?\s*\b(?:special|exclusive(?:ly)?) (?:to|for)\b.*", re.IGNORECASE)
_ROLE_TAIL = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@lru_cache(maxsize=4096)  # an author writes many articles
def parse_byline(
    line: str, *, agencies: frozenset[str] = frozenset(), houses: frozenset[str] = frozenset()
) -> Byline:
    """Read a byline: who wrote, and for which agency. Roles, places, dates and addresses are left out.

    Args:
        line: the byline.
        agencies: names of more agencies than the lexicon knows.
        houses: names of the publication, which are no people.

    >>> parse_byline("By JANE ROE and John Doe, Associated Press")
    Byline(people=('Jane Roe', 'John Doe'), agency='AP')
    >>> parse_byline("By using this site you agree to our terms")
    Byline(people=(), agency=None)
    >>> parse_byline("By Jane Roe, Harbour Lights", houses=frozenset({"Harbour Lights"}))
    Byline(people=('Jane Roe',), agency=None)
    """
    if len(line) > _LONGEST:
        return NOBODY
    lexicon = _words()
    people: list[str] = []
    agency = None
    own = {key for house in houses for key in (key_of(house), key_of(house).replace(" ", ""))}
    for segment in _SEGMENT.split(_without_dates(line)):
        prefixed = _opener(segment)
        if not segment or lexicon.others.match(segment):
            continue
        rest = segment[prefixed.end() :] if prefixed else segment
        whole = agency_named(rest.strip(" .,:()"), agencies=agencies)
        if whole is not None:
            agency = agency or whole
            continue
        if people and prefixed is None:
            agency = agency or find_agency(rest, agencies=agencies)
            continue
        found, signed = _credited(rest, agencies, named=prefixed is not None)
        for person in (_without_house(name, own) for name in found):
            if person and person not in people:
                people.append(person)
        agency = agency or signed
    return Byline(tuple(people), agency)


def _opener(text: str) -> re.Match[str] | None:
    """Match what opens a credit, such as "By": "Von Miller" is a name, "Von Jane Miller" a credit."""
    found = _words().writers.match(text)
    is_particle = found and found[0].strip().lower() in _words().particles and len(text.split()) < 3
    return None if is_particle else found


def _without_house(person: str, own: Collection[str]) -> str:
    """Take the publication off a name; nothing is left of its own."""
    if key_of(person) in own:
        return ""
    name, _, last = person.rpartition(" ")
    return name if " " in name and key_of(last) in own else person


def is_credit(line: str, people: Collection[str]) -> bool:
    """Say whether a line is little else than the names of people.

    >>> is_credit("Jane Roe and John Doe Amble Post", ["Jane Roe", "John Doe"])
    True
    """
    return 5 * sum(len(name) for name in people if name in line) > 2 * len(line)


@lru_cache(maxsize=4096)
def find_byline_place(line: str) -> str | None:
    """Find the place from which a byline says that its author writes.

    >>> find_byline_place("By Jane Roe in Port Louis, Mauritius | 30 August 2006")
    'Port Louis, Mauritius'
    >>> find_byline_place("Jane Roe in World News") is None
    True
    """
    if len(line) > _LONGEST or " in " not in line:
        return None
    found = _PLACED.search(_without_dates(line))
    if found is None:
        return None
    lexicon = _words()
    words_of_desks = lexicon.role_words | lexicon.house_words
    if any(key_of(word.strip(",")) in words_of_desks for word in found["place"].split()):
        return None
    writer = lexicon.writers.match(found["name"])
    name = found["name"][writer.end() :] if writer else found["name"]
    return found["place"] if person_named(name.strip(), single=False) else None


def _without_dates(line: str) -> str:
    """Put a bar in the place of each date, time and address, and of the words that go with dates."""
    line = _HUMP.sub(_unglued, _GLUED.sub(" ", line))
    for found in reversed(find_dates(line, day_first=True)):
        line = f"{line[: found.start]} | {line[found.end :]}"
    line = _CUT.sub(" | ", line)
    labels = _labels()
    pieces = []
    for piece in line.split("|"):
        tokens = piece.split()
        label = next(
            (at for at, token in enumerate(tokens) if at and key_of(token.strip(":,.")) in labels), None
        )
        pieces.append(" ".join(tokens[:label]))
    return " | ".join(pieces)


def _unglued(hump: re.Match[str]) -> str:
    """Part ``Jane RoeStaff Writer``, where a role or a house runs into a name (but ``LaMotte`` stays).

    So does a house that begins with capitals (``Jane RoeHLNews``).
    """
    lexicon, key = _words(), hump[0].lower()
    apart = key in lexicon.role_words or key in lexicon.house_words or hump[0][:2].isupper()
    return f", {hump[0]}" if apart else hump[0]


def _credited(text: str, agencies: frozenset[str], *, named: bool) -> tuple[list[str], str | None]:
    """Give the people and the agency of one credit.

    Args:
        text: the credit, without what stands before the names.
        agencies: names of more agencies than the lexicon knows.
        named: whether something stood before the names ("By"): then one word can be a name.
    """
    lexicon = _words()
    text = _SPECIAL.sub("", text).strip(" ,:")
    marks = (agency_named(found[1:-1], agencies=agencies) for found in _ROLE_TAIL.findall(text))
    agency = next((mark for mark in marks if mark is not None), None)
    text = _ROLE_TAIL.sub(" ", text)
    parts = [token.strip(",.:;!?") for token in text.split()]
    tokens = [key_of(word) for word in parts]
    if any(map(_is_prose, parts)) or " ".join(tokens) in lexicon.ours:
        return [], None
    people: list[str] = []
    for piece in re.split(r"\s*[,;、/]\s*", text):
        for part in lexicon.joints.split(piece):
            signed = agency_named(part.strip(" ."), agencies=agencies)
            if signed is None:
                part, signed = _split_agency(part, agencies)  # noqa: PLW2901 - the name without its agency
            agency = agency or signed
            person = person_named(part, single=named and not people and len(tokens) == 1)
            if person is not None and not (people and is_city(person)):
                people.append(person)
        if not people and agency is None and len(tokens) > _SHORT:
            break
    return people, agency


def _is_prose(word: str) -> bool:
    """Say whether a word stands in sentences and in no credit."""
    lexicon = _words()
    return key_of(word) in lexicon.prose and (
        word.islower() or key_of(word) not in lexicon.prose_in_small_letters
    )


def _split_agency(part: str, agencies: frozenset[str]) -> tuple[str, str | None]:
    """Take an agency's name off a credit: ``Jane Roe Reuters``, ``Associated Press Writer Jane Roe``."""
    tokens = part.split()
    for size in (3, 2, 1):
        if len(tokens) >= size + 2:
            if (agency := agency_named(" ".join(tokens[-size:]), agencies=agencies)) is not None:
                return " ".join(tokens[:-size]), agency
            if (agency := agency_named(" ".join(tokens[:size]), agencies=agencies)) is not None:
                return " ".join(tokens[size:]), agency
    return part, None


@cache
def _labels() -> frozenset[str]:
    return (words().published | words().modified) - {"stand"}


def _starting(phrases: list[str]) -> re.Pattern[str]:
    ordered = sorted(map(re.escape, phrases), key=len, reverse=True)
    return re.compile(rf"\s*(?:{'|'.join(ordered)})(?:\s*:\s*|\s+|(?<=[:/]))", re.IGNORECASE)


@cache
def _words() -> _Words:
    path = Path(__file__).with_name("lexicon") / "credits.toml"
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    joints = "|".join(map(re.escape, data["joints"]))
    rest = (frozenset(map(key_of, data[field])) for field in _Words._fields[3:])
    return _Words(
        _starting(data["writers"]),
        _starting(data["others"]),
        re.compile(rf"\s+(?:{joints})\s+|\s*&\s*", re.IGNORECASE),
        *rest,
    )
