"""News agencies and datelines: who signs a story and where it was filed.

Both are read only where they are certain: an agency in the brackets of a dateline, in a signature at the
end, or as a whole credit; a place before the dash that opens a story, if it is a known city, has its region
beside it, or an agency behind it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from copydesk.calendars import key_of, months_named
from copydesk.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

_LEXICON = Path(__file__).with_name("lexicon")


class Dateline(NamedTuple):
    """The dateline of a story.

    ``place`` is as printed; ``end`` is the offset at which the story itself begins. The day is given only
    where the dateline holds a full date.
    """

    place: str | None
    agency: str | None
    end: int
    day: date | None


_LONE_WORDS, _LONE_LETTERS = 2, 5  # of a place that nothing else confirms
_OPENING = 110  # code points in which a dateline must end
_REST = 40  # code points of story that must follow
_LETTERS = r"[^\W\d_]+(?:[.'’-]{1,2}[^\W\d_]+)*\.?"
_CAPITAL = r"(?![a-z])" + _LETTERS
_CITY = rf"{_CAPITAL}(?:[ /]{_LETTERS}){{0,3}}"
_REGION = rf"(?:, {_CAPITAL}(?: (?:(?:of|de|del|da|do|the) )?{_CAPITAL}){{0,3}}?){{0,2}}"
_DAY = (
    r"(?:[,.] ?(?:(?P<month>[^\W\d_]{3,10})\.? \d\d?|\d\d?\.? (?P<name>[^\W\d_]{3,10})\.?)(?:,? \d{4})?)?"
)
_MARK = r"(?:[,.]? ?[(/](?P<mark>[^()\n]{2,30}?)[)/])?"
_DASH = r"(?P<dash> ?(?:—|–|--+|\.-) ?| - ?|- |(?(mark)\.?:? |(?!)))"  # after an agency a blank will do
_NUMBER = r"(?:\(?1[.)] )?"  # of the first of numbered paragraphs
_DATELINE = re.compile(rf"\s*{_NUMBER}(?P<place>{_CITY}{_REGION}){_DAY}{_MARK}{_DASH}")
_BARE_MARK = re.compile(r"\s*\((?P<mark>[^()\n]{2,30})\)\s?(?:—|–|--|-)\s?")
_CLOSING = re.compile(
    r"(?:[(\[/]\s?([^()\[\]/\n]{2,30}?)\s?[)\]/]|[—–-]{1,2}\s?([^\s—–()][^—–()\n]{1,30}?))[\s.]*$"
)
_WHOLE = re.compile(
    r"\s*(?:©|\(c\)|(?:source|quelle|fuente|agency|credit)\s?:|by|from|via|par|von|por|copyright)?\s*(?:\d{4})?\s*",
    re.IGNORECASE,
)
_ALSO = re.compile(r"\s*(?:/|,|;|\band\b|\bwith\b|&|\+)\s*")


def find_agency(text: str, *, agencies: Collection[str] = ()) -> str | None:
    """Find the news agency that signs a text: in its dateline, at its end, or as the whole of a credit.

    An agency that a sentence talks about does not sign it. ``agencies`` are names of more agencies than
    the lexicon knows.

    >>> find_agency("The talks go on. (Reuters)"), find_agency("VOA News"), find_agency("He told Reuters.")
    ('Reuters', 'VOA', None)
    """
    text = text.strip()
    if not text:
        return None
    closing = _CLOSING.search(text[-48:])
    if closing is not None:
        agency = agency_named(closing[1] or closing[2], agencies=agencies)
        if agency is not None:
            return agency
    prefix = _WHOLE.match(text)
    if len(text) <= 60:
        agency = agency_named(text[prefix.end() if prefix else 0 :].strip(" .|"), agencies=agencies)
        if agency is not None:
            return agency
    dateline = parse_dateline(text, agencies=agencies)
    return dateline.agency if dateline is not None else None


def agency_named(name: str, *, agencies: Collection[str] = ()) -> str | None:
    """Give the agency that a name or a mark means; of several (``AFP/Reuters``) the first.

    >>> agency_named("Agence France-Presse"), agency_named("AFP/Xinhua"), agency_named("Jane Roe/AFP")
    ('AFP', 'AFP', None)
    """
    name = name.strip()
    found = name if name in agencies else _agency(name)
    if found is not None:
        return found
    parts = [_agency(part) for part in _ALSO.split(name)]
    return parts[0] if all(parts) else None


def _agency(name: str) -> str | None:
    marks, names = _agencies()
    return marks.get(name) or names.get(key_of(name))


def is_city(name: str) -> bool:
    """Say whether a name is that of a city that may stand alone in a dateline."""
    return key_of(name) in _cities()


def parse_dateline(paragraph: str, *, agencies: Collection[str] = ()) -> Dateline | None:
    """Read the dateline at the start of a paragraph; None where none is certain.

    >>> parse_dateline("NAIROBI, Kenya (AP) — Rain fell on the coast for the third day, officials said.")
    Dateline(place='NAIROBI, Kenya', agency='AP', end=22, day=None)
    >>> parse_dateline("UPDATE — Rain fell on the coast for the third day, officials said.") is None
    True
    """
    head = paragraph[:_OPENING]
    bare = _BARE_MARK.match(head)
    if bare is not None:
        agency = agency_named(bare["mark"], agencies=agencies)
        return None if agency is None else Dateline(None, agency, bare.end(), None)
    match = _DATELINE.match(head)
    if match is None or len(paragraph) < match.end() + _REST:
        return None
    month = match["month"] or match["name"]
    if month is not None and not months_named(month, language=None):
        return None
    place, mark, dash = match["place"], match["mark"], match["dash"].strip(" .")
    agency = None
    if mark is not None:  # "dpa/lno": the agency and its desk
        agency = agency_named(mark, agencies=agencies) or agency_named(mark.partition("/")[0])
    if not _is_certain(place, mark, agency, dash):
        return None
    days = find_dates(paragraph[: match.end()])
    return Dateline(place.strip(), agency, match.end(), days[0].day if days else None)


def find_dateline(opening: Sequence[str], *, agencies: Collection[str] = ()) -> Dateline | None:
    """Find the dateline of a story: at its start, or after a deck where an agency stands in it.

    Args:
        opening: the first paragraphs of the story.
        agencies: names of more agencies than the lexicon knows.

    >>> find_dateline(["Rain at last.", "OSLO (AP) — Rain fell on the coast on the third day, they said."])
    Dateline(place='OSLO', agency='AP', end=12, day=None)
    """
    found = parse_dateline(opening[0], agencies=agencies) if opening else None
    if found is None and len(opening) > 1 and "(" in opening[1][:_OPENING]:
        below = parse_dateline(opening[1], agencies=agencies)
        found = below if below is not None and below.agency is not None else None
    return found


def _is_certain(place: str, mark: str | None, agency: str | None, dash: str) -> bool:
    """Say whether what stands before a dash is where a story was filed."""
    city, _, region = place.partition(", ")
    first = city.split()[0]
    if key_of(first).strip(".") in _no_place():
        return False
    known = all(key_of(part) in _cities() for part in re.split(r"\s?/\s?", city))
    capitals = city.isupper() and len(city) > 2
    if agency is not None:
        return (bool(dash) or capitals) and (known or capitals or bool(region) or len(city.split()) <= 2)
    if not dash.strip(":"):
        return False
    if mark is not None:  # a station's call letters, a paper's name
        return capitals and (known or bool(region)) and mark[:1].isupper()
    if known:
        return capitals or dash != "-" or bool(region)
    return capitals and (not region.isupper() if region else _is_lone_place(city))


def _is_lone_place(city: str) -> bool:
    """Say whether a name in capitals alone can be a place: a word or two, no label and no acronym."""
    words = [key_of(word).strip(".") for word in city.split()]
    if len(words) > _LONE_WORDS or len(city) < _LONE_LETTERS:
        return False
    return _no_place().isdisjoint(words)


@cache
def _agencies() -> tuple[dict[str, str], dict[str, str]]:
    data = tomllib.loads((_LEXICON / "agencies.toml").read_text("utf-8"))["agencies"]
    marks = {mark: name for name, entry in data.items() for mark in entry["marks"]}
    names = {key_of(full): name for name, entry in data.items() for full in entry["names"]}
    return marks, names


@cache
def _cities() -> frozenset[str]:
    data: dict[str, Any] = tomllib.loads((_LEXICON / "credits_places.toml").read_text("utf-8"))
    return frozenset(map(key_of, data["cities"]))


@cache
def _no_place() -> frozenset[str]:
    data: dict[str, Any] = tomllib.loads((_LEXICON / "credits.toml").read_text("utf-8"))
    return frozenset(map(key_of, data["no_place"]))
