"""Which lines of a page are the body of its article.

trafilatura finds the main text; its paragraphs are matched back to the lines of the page, so that each has
its place in the source. Then the evidence of each line is weighed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.markup.clean import clean_body
from copydesk.markup.match import letters_of, match_paragraphs

if TYPE_CHECKING:
    from copydesk.markup.scan import Scan
    from copydesk.markup.structured import StructuredArticle


def find_body(scan: Scan, article: StructuredArticle | None) -> set[int]:
    """Give the numbers of the lines that are the body."""
    keys = [letters_of(line.text) for line in scan.lines]
    found = [letters_of(paragraph) for paragraph in _extract(scan.visible).split("\n")]
    return clean_body(scan.lines, match_paragraphs(found, keys))


def _extract(visible: str) -> str:
    """Give the main text as trafilatura finds it without its slow second opinions."""
    from lxml.html import HTMLParser, document_fromstring
    from trafilatura import bare_extraction
    from trafilatura.metadata import Document

    if not visible.strip():
        return ""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    tree = document_fromstring(visible.encode("utf-8", "replace"), parser=parser)
    document = bare_extraction(tree, fast=True, include_comments=False)
    return str(document.text or "") if isinstance(document, Document) else ""
