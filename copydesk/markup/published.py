"""The day a page of HTML was published on: what it declares, what it shows by its headline, its address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from copydesk.dates import find_date_in_url, find_dates, parse_date
from copydesk.markup.metadata import says_updated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.markup.model import Markup, MarkupLine

_BEFORE = 6  # lines above the headline in which a date is the article's
_AFTER = 14  # lines below it
_LONGEST_LINE = 150  # characters; a date in a longer line is part of a text
_SHORT_LINE = 50  # characters; a line of the body that is no more than a date
_TITLE_SIZE = 20  # characters; a shorter line may be part of a title by chance
_REST = 60  # characters beside the date on a line that dates the article
_LEAD = 40  # characters before a date that say what it is the date of
_ONE_DAY = timedelta(days=1)


class PublishedDate(NamedTuple):
    """The day of publication and the id of the rule that found it."""

    day: date
    rule: str


def find_published(markup: Markup, *, url: str | None = None) -> PublishedDate | None:
    """Give the day a page was published on, or None where nothing says it with certainty.

    What the page declares comes first, save that it gives way to the day before or after where that is the
    day that the page shows: stamps are often in another time zone. Then come dates by the headline, then
    the address, then a day that is the only one on the page.
    """
    language = markup.metadata.language
    shown = _shown_days(markup, language)
    for text, origin in markup.metadata.published_candidates:
        day = parse_date(text)
        if day is None:
            found = {hit.day for hit in find_dates(text, language=language)}
            day = found.pop() if len(found) == 1 else None
        if day is None:
            continue
        beside = [other for other in shown if abs(other - day) == _ONE_DAY]
        if day not in shown and len(beside) == 1:  # another time zone
            return PublishedDate(beside[0], "published.shown-beside-declared")
        return PublishedDate(day, f"published.{origin}")
    if shown:
        return PublishedDate(shown[0], "published.shown")
    address = url or markup.metadata.canonical_url
    if address and (day := find_date_in_url(address)):
        return PublishedDate(day, "published.address")
    short = [line.text for line in markup.lines if len(line.text) < _REST]
    alone = {hit.day for text in short for hit in find_dates(text, language=language)}
    return PublishedDate(alone.pop(), "published.alone") if len(alone) == 1 else None


def _shown_days(markup: Markup, language: str | None) -> list[date]:
    """Give the days shown by the headline in their order; days of an update where there is no other."""
    published: list[date] = []
    updated: list[date] = []
    for line in _by_headline(markup):
        if len(line.text) > _LONGEST_LINE:
            continue
        for hit in find_dates(line.text, language=language):
            if len(line.text) - (hit.end - hit.start) > _REST:
                continue
            before = line.text[max(0, hit.start - _LEAD) : hit.start]
            (updated if says_updated(before) else published).append(hit.day)
    return list(dict.fromkeys(published or updated))


def _by_headline(markup: Markup) -> Iterator[MarkupLine]:
    """Give the lines around the headline: around the heading, else before the body begins."""
    lines = markup.lines
    title = (markup.metadata.title or "").casefold()
    headings = [number for number, line in enumerate(lines) if line.tag == "h1"]
    named = [number for number in headings if title and lines[number].text.casefold() in title]
    if not headings:
        named = [
            number
            for number, line in enumerate(lines)
            if len(line.text) >= _TITLE_SIZE and line.text.casefold() in title
        ]
    body = next((number for number, line in enumerate(lines) if line.body), None)
    place = named[0] if named else headings[0] if len(headings) == 1 else body
    if place is None:
        return
    around = range(max(0, place - _BEFORE), min(len(lines), place + _AFTER + 1))
    for number in (*range(place, around.stop), *range(place - 1, around.start - 1, -1)):
        line = lines[number]
        # the library may take a date line for the beginning of the body
        if not line.body or len(line.text) < _SHORT_LINE:
            yield line
