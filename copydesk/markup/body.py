"""Which lines of a page are the body of its article.

trafilatura finds the main text; its paragraphs are matched back to the lines of the page, so that each has
its place in the source. Then the evidence of each line is weighed. Where the library finds far less than
the page's own JSON-LD states, or than the page shows in one stretch, that is the body.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.markup.clean import clean_body, is_paragraph
from copydesk.markup.dense import densest_stretch
from copydesk.markup.flags import Flag
from copydesk.markup.match import letters_of, match_paragraphs

if TYPE_CHECKING:
    from copydesk.markup.line import ScannedLine
    from copydesk.markup.scan import Scan
    from copydesk.markup.structured import StructuredArticle

_STATED_LINE = 25  # letters: a line this long in the stated text is no chance
_FAR_LESS = 0.4  # share of another reading of the page below which the library found too little
_DEEPEST = 400  # levels; libxml2 gives up on deeper pages, so they are read without the library
_FOREIGN = (
    Flag.NAVIGATION
    | Flag.FOOTER
    | Flag.ASIDE
    | Flag.CAPTION
    | Flag.RELATED
    | Flag.PROMOTION
    | Flag.COMMENTS
    | Flag.FORM
)


def find_body(scan: Scan, article: StructuredArticle | None, *, headline: int | None = None) -> set[int]:
    """Give the numbers of the lines that are the body.

    Args:
        scan: The lines of the page.
        article: The article as the page's JSON-LD describes it.
        headline: The number of the line that is the headline, where that is known.
    """
    lines = scan.lines
    keys = [letters_of(line.text) for line in lines]
    found = [letters_of(paragraph) for paragraph in extract_text(scan).split("\n")]
    body = clean_body(lines, match_paragraphs(found, keys), headline=headline)
    if article is not None and article.body:
        stated = letters_of(article.body)
        whole = {number for number, key in enumerate(keys) if len(key) >= _STATED_LINE and key in stated}
        if _size(lines, body) < _FAR_LESS * _size(lines, whole):
            body = whole
    paragraphs = [
        len(line.text) if is_paragraph(line) and not line.flags & _FOREIGN else 0 for line in lines
    ]
    stretch = {number for number in densest_stretch(paragraphs) if paragraphs[number]}
    if _size(lines, body) < _FAR_LESS * _size(lines, stretch):
        body = clean_body(lines, body | stretch, headline=headline)
    return body


def _size(lines: list[ScannedLine], numbers: set[int]) -> int:
    return sum(len(lines[number].text) for number in numbers)


def extract_text(scan: Scan) -> str:
    """Give the main text as trafilatura finds it without its slow second opinions."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring
    from trafilatura import bare_extraction
    from trafilatura.metadata import Document

    if not scan.lines or scan.depth > _DEEPEST:
        return ""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(scan.visible.encode("utf-8", "replace"), parser=parser)
    except ParserError:  # lines outside of anything that libxml2 takes for an element
        return ""
    document = bare_extraction(tree, fast=True, include_comments=False)
    return str(document.text or "") if isinstance(document, Document) else ""
