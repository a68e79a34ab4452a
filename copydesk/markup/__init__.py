"""Pages of HTML: their visible lines with places in the source, their body, and their metadata."""

from __future__ import annotations

from copydesk.markup.body import find_body
from copydesk.markup.headline import find_headline
from copydesk.markup.metadata import read_metadata
from copydesk.markup.model import DateCandidate, Markup, MarkupLine, PageMetadata
from copydesk.markup.scan import scan_source

__all__ = ["DateCandidate", "Markup", "MarkupLine", "PageMetadata", "read_markup"]

_TOO_LITTLE = 200  # visible characters of a page that shows its text only after a script has run


def read_markup(source: str, *, url: str | None = None) -> Markup:
    """Read a page of HTML; any string gives a page.

    Args:
        source: The page, decoded.
        url: Its address, if known: it tells the page's own article from others that its JSON-LD names.
    """
    scan = scan_source(source)
    if sum(len(line.text) for line in scan.lines) < _TOO_LITTLE:
        scan = scan_source(source, show_hidden=True)
    metadata, article = read_metadata(source, scan, url=url)
    body = find_body(scan, article, headline=find_headline(scan.lines, metadata.title))
    lines = tuple(
        MarkupLine(line.text, line.raw_start, line.raw_end, line.tag, number in body, tuple(line.runs))
        for number, line in enumerate(scan.lines)
    )
    return Markup(lines, metadata)
