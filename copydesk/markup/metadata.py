"""What a page declares about itself: JSON-LD, meta elements, microdata, time and title elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.markup.candidates import around_headline, content_of, declared_dates, time_elements, traces
from copydesk.markup.flags import Flag
from copydesk.markup.model import PageMetadata
from copydesk.markup.names import names_of
from copydesk.markup.structured import StructuredArticle, articles_of, page_published, read_nodes
from copydesk.markup.tokens import attributes_of, plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.markup.line import ScannedLine
    from copydesk.markup.scan import Marked, Scan

_ADDRESS = re.compile(r"https?://|www\.|^[/@]", re.IGNORECASE)
_LONGEST_NAME = 80  # characters of a credited name; more is no name
_MOST_CREDITS = 2  # lines that name authors
_MOST_DECKS = 3  # lines that are marked as a second deck
_UNSPACED = re.compile(r"(?<=[^\s\d]),(?=[^\s\d])")
_SEPARATED = re.compile(r"\s+[|–—·•»:-]+\s+")


def read_metadata(
    source: str, scan: Scan, *, url: str | None = None
) -> tuple[PageMetadata, StructuredArticle | None]:
    """Give the metadata of a page, and its article as the page's JSON-LD describes it."""
    declared = _declared(source, scan.marked)
    title_element = next((plain_text(text) for name, _, text in scan.skipped if name == "title"), "")
    scripts = [
        text for name, attributes, text in scan.skipped if name == "script" and "ld+json" in attributes
    ]
    nodes = read_nodes(scripts)
    article = _main_article(articles_of(nodes, names_of("article_types")), title_element, url)
    site_name = _first(declared, "site_name") or (article.publisher if article else None)
    stated = (article.headline if article else None, _first(declared, "title"))
    title = _title(scan.lines, stated, title_element, site_name)
    title = _without_site(title, site_name)
    description = (article.description if article else None) or _first(declared, "description")
    published = declared_dates(declared, article, page_published(nodes, names_of("page_types")))
    published += time_elements(source, scan, title)
    metadata = PageMetadata(
        title=title,
        subtitle=_subtitle(scan.lines, article, description),
        published_candidates=tuple(dict.fromkeys(published)),
        published_traces=() if published else traces(source, scan, title),
        section=_first_of_list((article.section if article else None) or _first(declared, "section")),
        byline=_byline(article, declared) or _shown_byline(source, scan, title),
        language=_language(scan.marked, article, declared),
        site_name=site_name,
        canonical_url=_canonical(scan.marked) or _first(declared, "canonical_url"),
        description=description,
    )
    return metadata, article


def _declared(source: str, marked: list[Marked]) -> dict[str, list[str]]:
    """Give what meta elements and microdata declare, by lower-case name."""
    declared: dict[str, list[str]] = {}
    for name, attributes, start in marked:
        found = attributes_of(attributes)
        if name == "meta":
            value = plain_text(found.get("content", ""))
            keys = [found[key] for key in ("property", "name", "itemprop", "http-equiv") if found.get(key)]
        else:
            keys = found.get("itemprop", "").split()
            if found.get("rel", "").lower() == "author":
                keys.append("author")
            if not keys:
                continue
            value = found.get("content") or found.get("datetime") or content_of(source, name, start)
        for key in keys:
            if value:
                declared.setdefault(key.lower(), []).append(value)
    return declared


def _main_article(nodes: list[StructuredArticle], title: str, url: str | None) -> StructuredArticle | None:
    """Give the node of the page itself: the one with its address or its title, else the first."""
    for node in nodes:
        if url and node.address and node.address.rstrip("/") == url.rstrip("/"):
            return node
    for node in nodes:
        if node.headline and node.headline.casefold() in title.casefold():
            return node
    return nodes[0] if nodes else None


def _first(declared: dict[str, list[str]], field: str) -> str | None:
    return next((declared[name][0] for name in names_of(field) if name in declared), None)


def _title(
    lines: list[ScannedLine], stated: Sequence[str | None], element: str, site: str | None
) -> str | None:
    """Give the headline: the only first-level heading that the metadata also has, else what is declared.

    Args:
        lines: The lines of the page.
        stated: What metadata call the headline, best first.
        element: The text of the title element.
        site: The name of the site, which pages also put in the place of a headline.
    """
    own = (site or "").casefold()
    title = next((text for text in (*stated, element) if text and text.casefold() != own), None)
    headings = [line.text for line in lines if line.tag == "h1" and line.text.casefold() != own]
    if title is None:
        return headings[0] if len(headings) == 1 else None
    for heading in headings:
        if len(heading) > 10 and heading.casefold() in element.casefold():
            return heading
    return title


def _first_of_list(section: str | None) -> str | None:
    """Give the first section of several that are set without a space between them.

    >>> _first_of_list("Boats,Home Page"), _first_of_list("Boats, Ships and Ferries")
    ('Boats', 'Boats, Ships and Ferries')
    """
    return _UNSPACED.split(section)[0] if section else section


def _without_site(title: str | None, site_name: str | None) -> str | None:
    """Take the name of the site off the end of a title.

    >>> _without_site("Ferry sinks | The Harbour Post", "The Harbour Post")
    'Ferry sinks'
    """
    if title and site_name and title.casefold().endswith(site_name.casefold()):
        rest = title[: -len(site_name)]
        parts = _SEPARATED.split(rest + "x")
        if len(parts) > 1 and parts[-1] == "x":
            return _SEPARATED.split(rest.rstrip() + " ")[0] if len(parts) == 2 else rest.rstrip(" |–—·•»:-")
    return title


def _subtitle(
    lines: list[ScannedLine], article: StructuredArticle | None, description: str | None
) -> str | None:
    """Give the second deck: a line soon after the headline that is marked as such or is the description."""
    start = next((number + 1 for number, line in enumerate(lines) if line.tag == "h1"), None)
    if start is None:
        return article.alternative if article else None
    decks = sum(bool(line.flags & Flag.SUBTITLE) for line in lines[start:])
    for line in lines[start : start + 4]:
        # a class that more than a deck or two have names something else
        marked = decks <= _MOST_DECKS and line.flags & Flag.SUBTITLE and len(line.text) > 30
        if marked or (description and line.text == description):
            return line.text
    return article.alternative if article else None


def _byline(article: StructuredArticle | None, declared: dict[str, list[str]]) -> tuple[str, ...]:
    """Give the people credited: addresses of profiles and overlong texts are none."""
    if article and article.authors:
        return article.authors
    for name in names_of("byline"):
        names = [
            text
            for text in declared.get(name, ())
            if len(text) <= _LONGEST_NAME and not _ADDRESS.search(text)
        ]
        if names:
            # nested microdata gives "by Ann Lee, 9:24 pm" and "Ann Lee"
            longer = {text for text in names for other in names if other in text and other != text}
            return tuple(dict.fromkeys(text for text in names if text not in longer))
    return ()


def _shown_byline(source: str, scan: Scan, title: str | None) -> tuple[str, ...]:
    """Give the short texts by the headline whose elements are named for authors."""
    start, end = around_headline(scan.lines, title)
    shown = [
        line.text
        for line in scan.lines
        if start <= line.raw_start < end and line.flags & Flag.AUTHOR and len(line.text) <= _LONGEST_NAME
    ]
    for name, attributes, content_start in scan.marked if not shown else ():
        if start <= content_start < end and "author" in attributes_of(attributes).get("class", "").split():
            shown.append(content_of(source, name, content_start)[:_LONGEST_NAME])
    return tuple(shown[:_MOST_CREDITS])


def _language(
    marked: list[Marked], article: StructuredArticle | None, declared: dict[str, list[str]]
) -> str | None:
    """Give the language as BCP 47 writes it: pages also write en_GB."""
    stated = (attributes_of(attributes) for name, attributes, _ in marked if name == "html")
    language = next(
        (text for found in stated if (text := found.get("lang") or found.get("xml:lang"))), None
    )
    language = language or (article.language if article else None) or _first(declared, "language") or ""
    return language.strip().replace("_", "-") or None


def _canonical(marked: list[Marked]) -> str | None:
    for name, attributes, _ in marked:
        if name == "link":
            found = attributes_of(attributes)
            if "canonical" in found.get("rel", "").lower().split() and found.get("href"):
                return found["href"].strip()
    return None
