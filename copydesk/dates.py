"""Full calendar dates: in a text, in a metadata value, in an address.

A date in a text is found from its year: around each number 1900-2100 a bounded window is read, so the work
grows with the years in a text and not with its length.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from copydesk.calendars import ascii_digits, key_of, months_named, words
from copydesk.date_shapes import FoundDate, Hints, date_at_year, day_of

__all__ = [
    "FoundDate",
    "find_date_in_url",
    "find_dates",
    "label_of",
    "language_at",
    "parse_date",
    "read_epoch",
]

# It begins with a set of characters, which is quick to look for; a time (20197:39 pm) or a word may be
# glued to it.
_YEAR = re.compile(
    r"(?:19\d\d|20\d\d|2100)(?<!\d{5})(?:(?!\d|[a-z]{1,3}(?![a-z]))|(?=[012]?\d:[0-5]\d(?!\d)))"
)
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
_HOST = re.compile(r"https?://[^/?#:]{1,250}\.([a-z]{2})(?=[/?#:]|$)", re.IGNORECASE)
_LABEL_TOKEN = re.compile(r"[^\s:,;|.()\-–—/]+")
_LABEL_WINDOW, _LABEL_WORDS = 48, 5  # code points and words before a date in which its label stands


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


def language_at(address: str, language: str | None) -> str | None:
    """Give the language of a page, with the country of its address where that settles the order of dates.

    >>> language_at("https://harbour.example.co.uk/a", "en"), language_at("https://harbour.example/a", "en")
    ('en-uk', 'en')
    """
    if language is None or language.lower() in {"en", "en-us"}:
        host = _HOST.match(address)
        if host is not None and f"en-{host[1].lower()}" in words().numeric_day_first_tags:
            return f"en-{host[1].lower()}"
    return language


def _url_day(year: str, month: str, day: str) -> date | None:
    if month.isdigit():
        return day_of(int(year), int(month), int(day))
    named = months_named(month, language="en")
    return day_of(int(year), min(named), int(day)) if len(named) == 1 else None


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
