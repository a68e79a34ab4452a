"""The strings of a page that may hold its day of publication: declared, in attributes, in scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.dates import parse_date
from copydesk.markup.headline import find_headline
from copydesk.markup.model import DateCandidate
from copydesk.markup.names import names_of, says_updated
from copydesk.markup.tokens import TAG, attributes_of, plain_text

if TYPE_CHECKING:
    from copydesk.markup.line import ScannedLine
    from copydesk.markup.scan import Scan
    from copydesk.markup.structured import StructuredArticle

_CONTENT_REACH = 2000  # characters looked through for the end of a marked element
_NEAR_HEADLINE = 12  # lines after the headline in which an element dates the article
_ABOVE_HEADLINE = 4  # lines before it
_TIMED = re.compile(r"time|date|publi")  # in the names of attributes that hold a moment
# "publishedAt": "...", pub_date=..., also with its quotation marks as entities inside an attribute
_QUOTE = r"(?:[\"'\\]|&quot;|&#34;){0,3}"
_KEY = re.compile(
    rf"[Pp][Uu][Bb](?:[Ll][Ii][SsCc]|[_-]?[Dd][Aa][Tt][Ee]|[_-]?[Tt][Ii][Mm][Ee])[\w-]{{0,24}}{_QUOTE}"
    rf"[ \t]{{0,4}}[:=][ \t]{{0,4}}{_QUOTE}([^\"'\\,;&<>{{}}\[\]]{{8,40}})"
)


def declared_dates(
    declared: dict[str, list[str]], article: StructuredArticle | None, page: str | None
) -> list[DateCandidate]:
    """Give what metadata says of the day of publication, the most trusted first.

    Args:
        declared: What meta elements and microdata say, by name.
        article: The article of the page's JSON-LD.
        page: When the page was published, by its JSON-LD.
    """
    found: list[DateCandidate] = []
    if article and article.published:
        found.append(DateCandidate(article.published, "json-ld:datePublished"))
    for name in names_of("published"):
        found.extend(DateCandidate(text, f"meta:{name}") for text in declared.get(name, ())[:1])
    if page:
        found.append(DateCandidate(page, "json-ld:page"))
    if article and article.created:
        found.append(DateCandidate(article.created, "json-ld:dateCreated"))
    return found


def time_elements(source: str, scan: Scan, title: str | None) -> list[DateCandidate]:
    """Give what the time elements say that stand by the headline or are marked as its date."""
    start, end = around_headline(scan.lines, title)
    found = []
    for name, attributes, content_start in scan.marked:
        if name != "time" or says_updated(attributes):
            continue
        given = attributes_of(attributes)
        if start <= content_start < end or "pubdate" in given:
            stamp = given.get("datetime") or content_of(source, name, content_start)
            if stamp:
                found.append(DateCandidate(stamp, "time"))
    return found


def traces(source: str, scan: Scan, title: str | None) -> tuple[DateCandidate, ...]:
    """Give the moments in attributes by the headline, and in data whose key says that it was published.

    They are no declaration: each kind counts only where all of it names one day.
    """
    start, end = around_headline(scan.lines, title)
    values = [
        value
        for tag in TAG.finditer(source, start, end)
        if "=" in tag.group(3)
        for key, value in attributes_of(tag.group(3)).items()
        if _holds_moment(key, tag) and not says_updated(key)
    ]
    found = [DateCandidate(value, "attribute") for value in values if parse_date(value) is not None]
    keyed = ((source[hit.start() : hit.start(1)], hit[1]) for hit in _KEY.finditer(source))
    keyed_values = [value for key, value in keyed if not says_updated(key)]
    found += [DateCandidate(value, "data") for value in keyed_values if parse_date(value) is not None]
    return tuple(dict.fromkeys(found))


def _holds_moment(key: str, tag: re.Match[str]) -> bool:
    """Tell whether an attribute may hold a moment; of an abbr the title does (microformats.org)."""
    return _TIMED.search(key) is not None or (key == "title" and tag.group(2).lower() == "abbr")


def around_headline(lines: list[ScannedLine], title: str | None) -> tuple[int, int]:
    """Give the stretch of the source that the lines around the headline stand in; empty without one."""
    place = find_headline(lines, title)
    if place is None:
        place = next((number for number, line in enumerate(lines) if line.tag == "h1"), None)
    if place is None:
        return 0, 0
    start = lines[max(0, place - _ABOVE_HEADLINE)].raw_start
    return start, lines[min(len(lines) - 1, place + _NEAR_HEADLINE)].raw_end


def content_of(source: str, name: str, start: int) -> str:
    """Give the text of an element; of a long or nested one what comes before the first end tag."""
    stretch = source[start : start + _CONTENT_REACH]
    end = stretch.lower().find("</" + name)
    return plain_text(stretch[:end]) if end >= 0 else ""
