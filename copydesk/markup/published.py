"""The day a page of HTML was published on: what it declares, what it shows by its headline, its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from copydesk.dates import find_date_in_url, find_dates, label_of, language_at, parse_date
from copydesk.markup.headline import find_headline
from copydesk.markup.names import says_updated
from copydesk.markup.stamps import can_be_shown, local_stamp, read_stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from copydesk.markup.model import DateCandidate, Markup, MarkupLine

_BEFORE = 6  # lines above the headline in which a date is the article's
_AFTER = 14  # lines below it
_AFTER_BODY = 3  # lines below a body that ends sooner
_LONGEST_LINE = 150  # characters; a date in a longer line is part of a text
_SHORT_LINE = 50  # characters; a line of the body that is no more than a date
_REST = 60  # characters beside the date on a line that dates the article
_LEAD = 40  # characters before a date that say what it is the date of
_ELSEWHERE = frozenset({"nav", "aside", "button"})


class PublishedDate(NamedTuple):
    """The day of publication and the id of the rule that found it."""

    day: date
    rule: str


def find_published(markup: Markup, *, url: str | None = None) -> PublishedDate | None:
    """Give the day a page was published on, or None where nothing says it with certainty.

    What the page declares comes first, save that it gives way to the day before or after where the page
    shows that day, or else has it in its address, and it can be the same moment in another time zone. Then
    come dates by the headline, then the address, then moments in attributes and scripts that agree, then
    the only day that the page holds.
    """
    address = url or markup.metadata.canonical_url or ""
    language = language_at(address, markup.metadata.language)
    shown = _shown_days(markup, language)
    addressed = find_date_in_url(address)
    declared = _declared_day(markup.metadata.published_candidates, shown, addressed, language)
    if declared is not None:
        return declared
    if shown:
        return PublishedDate(shown[0], "published.shown")
    if addressed:
        return PublishedDate(addressed, "published.address")
    for origin in ("attribute", "data"):
        traces = (trace for trace in markup.metadata.published_traces if trace.origin == origin)
        if day := _only(parse_date(trace.text) for trace in traces):
            return PublishedDate(day, f"published.{origin}")
    short = [line.text for line in markup.lines if len(line.text) < _REST and line.tag not in _ELSEWHERE]
    day = _only(hit.day for text in short for hit in find_dates(text, language=language))
    return PublishedDate(day, "published.alone") if day else None


def _only(days: Iterable[date | None]) -> date | None:
    """Give the day that all name."""
    distinct = set(days)
    return distinct.pop() if len(distinct) == 1 else None


def _declared_day(
    candidates: Sequence[DateCandidate], shown: list[date], addressed: date | None, language: str | None
) -> PublishedDate | None:
    """Give the first declared day, in the time zone in which the page shows it or its address has it."""
    read = [(read_stamp(text, language=language), origin) for text, origin in candidates]
    known = [(stamp, origin) for stamp, origin in read if stamp is not None]
    if not known:
        return None
    stamp, origin = known[0]
    if stamp.day in shown:
        return PublishedDate(stamp.day, f"published.{origin}")
    local = local_stamp([stamp for stamp, _ in known])
    beside = [day for day in shown if can_be_shown(day, local)]
    if len(beside) == 1:
        return PublishedDate(beside[0], "published.shown-beside-declared")
    if addressed is not None and not shown and addressed != local.day and can_be_shown(addressed, local):
        return PublishedDate(addressed, "published.address-beside-declared")
    return PublishedDate(
        local.day, "published.local-time" if local.day != stamp.day else f"published.{origin}"
    )


def _shown_days(markup: Markup, language: str | None) -> list[date]:
    """Give the days shown by the headline: those named as published, then others, else those of updates."""
    labelled: list[date] = []
    plain: list[date] = []
    updated: list[date] = []
    for line in _by_headline(markup):
        if len(line.text) > 2 * _LONGEST_LINE:
            continue
        for hit in find_dates(line.text, language=language):
            before = line.text[max(0, hit.start - _LEAD) : hit.start]
            label = label_of(before)
            if label == "published":
                labelled.append(hit.day)
            elif len(line.text) > _LONGEST_LINE or len(line.text) - (hit.end - hit.start) > _REST:
                continue
            elif label == "modified" or says_updated(before):
                updated.append(hit.day)
            elif label is None:
                plain.append(hit.day)
    return list(dict.fromkeys([*labelled, *plain] or updated))


def _by_headline(markup: Markup) -> Iterator[MarkupLine]:
    """Give the lines around the headline, else around the beginning of the body: those below it first."""
    lines = markup.lines
    body = [number for number, line in enumerate(lines) if line.body]
    place = find_headline(lines, markup.metadata.title)
    if place is None:
        place = body[0] if body else None
    if place is None:
        return
    stop = min(len(lines), place + _AFTER + 1)
    if body and body[-1] >= place:
        stop = min(stop, body[-1] + _AFTER_BODY + 1)
    for number in (*range(place, stop), *range(place - 1, max(0, place - _BEFORE) - 1, -1)):
        line = lines[number]
        # the library may take a date line for the beginning of the body
        if (not line.body or len(line.text) < _SHORT_LINE) and line.tag not in _ELSEWHERE:
            yield line
