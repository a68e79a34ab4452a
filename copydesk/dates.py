"""Full calendar dates: in a text, in a metadata value, in an address, and the one a page was published on.

A date in a text is found from its year: around each number 1900-2100 a bounded window is read, so the work
grows with the years in a text and not with its length.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from copydesk.calendars import ascii_digits, key_of, months_named, words
from copydesk.date_shapes import FoundDate, Hints, date_at_year, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "FoundDate",
    "PublishedDate",
    "choose_published",
    "find_date_in_url",
    "find_dates",
    "label_of",
    "parse_date",
    "read_epoch",
]

# It begins with a set of characters, which is quick to look for; a time may be glued to it (20197:39 pm).
_YEAR = re.compile(r"(?:19\d\d|20\d\d|2100)(?<!\d{5})(?:(?![\da-z])|(?=[012]?\d:[0-5]\d(?!\d)))")
_COMPACT = re.compile(r"(?<![\w.,/-])((?:19|20)\d\d)([01]\d)([0-3]\d)(?![\d,.%-]\d|[^\W\d]|\d)")
_YEAR_ANYWHERE = re.compile(r"(?:19|20)\d\d")
_ISO_DAY = re.compile(
    r"\s*((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?:(?!\d)(?:[T ].*)?|\d{4}(?:\d\d)?)\s*", re.DOTALL
)
_EPOCH = re.compile(r"\s*(\d{9,10})(\d{3})?(?:\.0+)?\s*")
_LONGEST_VALUE = 100  # characters; a longer metadata value is prose
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[/_-](\d\d?|[a-z]{3,9})[/_-]|(\d\d)/)(\d\d?)(?=[/._-]|$)", re.IGNORECASE
)
_URL_COMPACT = re.compile(
    r"(?<![\d-])((?:19|20)\d\d)(\d\d)(\d\d)(?![\d])|(?<=/)((?:19|20)\d\d)(\d\d)(\d\d)(?=-)"
)
_SLASHED = re.compile(r"\d[/-]\d\d?[/-]\d")
_RANK = {"published.label": 0, "published.date": 1, "published.byline": 2, "published.dateline": 2}
_ROLES = frozenset({"date", "byline", "dateline"})
_LABEL_TOKEN = re.compile(r"[^\s:,;|.()\-–—/]+")
_LABEL_WINDOW, _LABEL_WORDS = 48, 5  # code points and words before a date in which its label stands
_DATELINE = 40  # code points into a dateline where its date must begin
_LABEL_LINE = 24  # code points of a line that is a label and nothing else
_SHORT = 120  # code points of a line that is no prose


class PublishedDate(NamedTuple):
    """The day a page was published: the line (by its place) and the span that say so, and the rule."""

    day: date
    line: int
    start: int
    end: int
    rule: str


def find_dates(
    text: str, *, day_first: bool | None = None, language: str | None = None, compact: bool = False
) -> list[FoundDate]:
    """Find the full and certain dates of a text, in their order.

    Args:
        text: a line or a paragraph; a date never runs over a line's end.
        day_first: the order of dates like 03/04/2020, where it is known.
        language: BCP 47 tag of the text, where it is known: it settles names and orders that differ.
        compact: take 20060830 for a date too.

    >>> [(found.day.isoformat(), found.rule) for found in find_dates("Posted on Aug. 30, 2006 at 10:15")]
    [('2006-08-30', 'date.month-day-year')]
    >>> find_dates("03/04/2020")
    []
    """
    digits = ascii_digits(text)
    hints = Hints(day_first, language)
    found: list[FoundDate] = []
    end = 0
    for year in _YEAR.finditer(digits):
        if year.start() < end:
            continue
        hit = date_at_year(digits, (year.start(), year.end()), hints)
        if hit is not None and hit.start >= end:
            found.append(hit)
            end = hit.end
    if compact:
        found.extend(_compact_dates(digits))
        found.sort()
    return found


def _compact_dates(text: str) -> list[FoundDate]:
    days = ((hit, day_of(int(hit[1]), int(hit[2]), int(hit[3]))) for hit in _COMPACT.finditer(text))
    return [FoundDate(hit.start(), hit.end(), day, "date.compact") for hit, day in days if day is not None]


def parse_date(value: str) -> date | None:
    """Read the day in a metadata value: ISO 8601, RFC 2822, a printed date, or seconds since 1970.

    The day is taken as written, whatever the offset; only an epoch number is read in UTC. None where the
    value names no day, or more than one.

    >>> parse_date("2006-08-30T23:30:00-05:00"), parse_date("Wed, 30 Aug 2006 10:15:00 GMT")
    (datetime.date(2006, 8, 30), datetime.date(2006, 8, 30))
    >>> parse_date("1156932900")
    datetime.date(2006, 8, 30)
    """
    if len(value) > _LONGEST_VALUE:
        return None
    digits = ascii_digits(value)
    iso = _ISO_DAY.fullmatch(digits)
    if iso is not None:
        return day_of(int(iso[1]), int(iso[2]), int(iso[3]))
    moment = read_epoch(digits)
    if moment is not None:
        return moment.date()
    days = {found.day for found in find_dates(digits)}
    return days.pop() if len(days) == 1 else None


def read_epoch(value: str) -> datetime | None:
    """Read seconds or milliseconds since 1970; the moment in UTC, None for any other value."""
    epoch = _EPOCH.fullmatch(value)
    return None if epoch is None else datetime.fromtimestamp(int(epoch[1]), UTC)


def find_date_in_url(address: str) -> date | None:
    """Find the day in the path of an address; None where there is none, or two that differ.

    >>> find_date_in_url("https://example.org/2006/aug/30/a-visit")
    datetime.date(2006, 8, 30)
    >>> find_date_in_url("https://example.org/news/world-20060830") is None  # an id as likely as a day
    True
    """
    if _YEAR_ANYWHERE.search(address) is None:
        return None
    try:
        path = urlsplit(address).path
    except ValueError:  # "http://[": no address at all
        return None
    days = {_url_day(hit[1], hit[2] or hit[3], hit[4]) for hit in _URL_DAY.finditer(path)}
    days |= {_url_day(*(part for part in hit.groups() if part)) for hit in _URL_COMPACT.finditer(path)}
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def _url_day(year: str, month: str, day: str) -> date | None:
    if month.isdigit():
        return day_of(int(year), int(month), int(day))
    named = months_named(month, language="en")
    return day_of(int(year), min(named), int(day)) if len(named) == 1 else None


def choose_published(
    lines: Sequence[tuple[str, str]], *, day_first: bool | None = None, language: str | None = None
) -> PublishedDate | None:
    """Choose the day a page was published from its lines; None where its lines contradict one another.

    A date after "Published" beats a date alone on its line, and that one a date in a byline or at the start
    of a dateline. A line between the title and the text beats lines elsewhere. "Updated" is never taken for
    the day of publication, and running prose is never read.

    Args:
        lines: role and text of each line of the page.
        day_first: the order of dates like 03/04/2020; None to learn it from the page's other dates.
        language: BCP 47 tag of the page, where it is known.

    >>> choose_published([("title", "A Visit"), ("date", "Posted 30 August 2006, updated 2 May 2007")])
    PublishedDate(day=datetime.date(2006, 8, 30), line=1, start=7, end=21, rule='published.label')
    """
    dated = [number for number, line in enumerate(lines) if line[0] in _ROLES]
    if day_first is None:
        day_first = _order_on_page([lines[number][1] for number in dated])
    found: list[PublishedDate] = []
    for number in dated:
        role, text = lines[number]
        above = lines[number - 1][1] if number else ""
        hits = _candidates(
            role, text, above if len(above) <= _LABEL_LINE else "", Hints(day_first, language)
        )
        found += [PublishedDate(hit.day, number, hit.start, hit.end, rule) for hit, rule in hits]
    if not found:
        return None
    head = _head([role for role, _ in lines])
    ranked: dict[tuple[int, bool], list[PublishedDate]] = {}
    for at in found:
        ranked.setdefault((_RANK[at.rule], at.line not in head), []).append(at)
    best = ranked[min(ranked)]
    return best[0] if len({at.day for at in best}) == 1 else None


@lru_cache(maxsize=4096)  # the pages of a day, and those of an author, say the same
def _candidates(role: str, text: str, above: str, hints: Hints) -> tuple[tuple[FoundDate, str], ...]:
    """Give the dates of a line that can be the day of publication, each with its rule.

    A label may stand on the line above (``Updated`` / ``30 August 2006``), if that line is short.
    """
    found = []
    end = 0
    for at in find_dates(text, day_first=hints.day_first, language=hints.language):
        before = text[end : at.start]
        label = label_of(before if end or before.strip() else above)
        end = at.end
        if label == "published":
            found.append((at, "published.label"))
        elif label is None and (role != "dateline" or at.start <= _DATELINE):
            found.append((at, f"published.{role}"))
    return tuple(found)


def label_of(before: str) -> str | None:
    """Say what the words before a date make of it: `published`, `modified`, `other` or nothing."""
    tokens = [key_of(token) for token in _LABEL_TOKEN.findall(before[-_LABEL_WINDOW:])]
    lists = words()
    for kind, phrases in (
        ("modified", lists.modified),
        ("published", lists.published),
        ("other", lists.other),
    ):
        for size in (1, 2, 3):
            for end in range(len(tokens), max(size - 1, len(tokens) - _LABEL_WORDS), -1):
                if " ".join(tokens[end - size : end]) in phrases:
                    return kind
    return None


def _head(roles: list[str]) -> range:
    """Give the lines from the title to the first line of the text."""
    title = roles.index("title") if "title" in roles else 0
    body = roles.index("body", title) if "body" in roles[title:] else len(roles)
    return range(max(0, title - 2), body)


def _order_on_page(texts: Sequence[str]) -> bool | None:
    """Learn from a page's certain numeric dates whether the day comes first in them."""
    rules = {
        found.rule
        for text in texts
        if len(text) <= _SHORT and _SLASHED.search(text)
        for found in find_dates(text)
        if found.day.day > 12 and found.rule in {"date.day-first", "date.month-first"}
    }
    return rules == {"date.day-first"} if len(rules) == 1 else None
