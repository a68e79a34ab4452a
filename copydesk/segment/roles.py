"""The role of every line, from the line and its place before, in or after the body."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from copydesk.segment import furniture as known
from copydesk.segment.headline import find_headlines
from copydesk.segment.observe import Flags, Observed, observe
from copydesk.segment.region import Ints, find_region, reach_back
from copydesk.segment.wrapped import join_wrapped

ROLES = (
    "banner", "navigation", "section", "title", "subtitle", "byline", "dateline", "date",
    "body", "subhead", "list", "caption", "related", "footer", "other",
)  # fmt: skip
(BANNER, NAVIGATION, SECTION, TITLE, SUBTITLE, BYLINE, DATELINE, DATE,
 BODY, SUBHEAD, LIST, CAPTION, RELATED, FOOTER, OTHER) = range(len(ROLES))  # fmt: skip

_BEFORE = np.array(
    [OTHER, OTHER, BANNER, RELATED, BANNER, OTHER, NAVIGATION, NAVIGATION, OTHER, CAPTION], dtype=np.uint8
)
_INSIDE = np.array(
    [OTHER, OTHER, OTHER, RELATED, OTHER, OTHER, NAVIGATION, NAVIGATION, OTHER, CAPTION], dtype=np.uint8
)
_AFTER = np.array(
    [OTHER, OTHER, FOOTER, RELATED, FOOTER, OTHER, NAVIGATION, NAVIGATION, FOOTER, CAPTION], dtype=np.uint8
)


def segment_lines(lines: pl.DataFrame) -> pl.Series:
    """Give every line of a batch of pages its role.

    Args:
        lines: the lines of the pages, sorted by page and position: page, text, gap (blank lines right
            before), indent, bullet, shared, tag, body, metadata_title.

    Returns:
        The roles, one a line; the roles of a page depend on its own lines only.
    """
    kind = pl.Enum(ROLES)
    if lines.is_empty():
        return pl.Series("role", [], dtype=kind)
    blocks, block = join_wrapped(lines)
    seen = observe(blocks)
    first, stop, score = find_region(seen)
    title = find_headlines(blocks, seen, first)
    first = reach_back(seen, score, (first, title))
    roles = _assign(seen, (first, stop, title), score)
    names = np.array(ROLES, dtype=object)
    return pl.Series("role", names[roles[block]].tolist(), dtype=kind)


def _assign(
    seen: Observed, marks: tuple[Ints, Ints, Ints], score: npt.NDArray[np.float64]
) -> npt.NDArray[np.uint8]:
    """Give each block its role; `marks` are first and stop of the body, and the title, of each page."""
    first, stop, title = marks
    at = np.arange(len(score))
    number = np.repeat(np.arange(len(first)), np.diff(np.r_[seen.starts, len(score)]))
    before, after = at < first[number], at >= stop[number]
    inside = ~before & ~after
    roles = np.full(len(score), OTHER, dtype=np.uint8)
    _inside(roles, seen, inside)
    _after(roles, seen, after)
    _before(roles, seen, before, at - title[number])
    roles[(at == title[number])] = TITLE
    return roles


def _inside(roles: npt.NDArray[np.uint8], seen: Observed, where: Flags) -> None:
    """Tell paragraphs, subheads, lists and what was put between them apart."""
    marks = seen.letters
    roles[where] = BODY
    heading = (
        ~marks.stops
        & ~marks.colon
        & ~marks.quoted
        & (marks.size <= 90)
        & (marks.sentences <= 1)
        & ~seen.bullet
    )
    roles[where & heading] = SUBHEAD
    roles[where & seen.bullet] = LIST
    roles[where & seen.credit & (marks.size < 350)] = CAPTION
    roles[where & seen.byline & (marks.size < 60)] = OTHER
    roles[where & (seen.date | seen.ago) & (marks.size < 60)] = OTHER
    strange = where & (seen.furniture != known.NONE)
    roles[strange] = _INSIDE[seen.furniture[strange]]
    roles[where & (seen.shared >= 0.5)] = OTHER
    roles[where & heading_or_list(seen) & _under_related(seen)] = RELATED


def heading_or_list(seen: Observed) -> Flags:
    """Tell lines that could be links: no sentences."""
    return ~seen.letters.stops & ~seen.letters.colon & (seen.letters.size <= 160) & ~seen.credit


def _under_related(seen: Observed) -> Flags:
    """Tell lines under a heading such as "Most read", up to the next paragraph."""
    at = np.arange(len(seen.page))
    heads = (seen.furniture == known.RELATED) & (seen.letters.size <= 40)
    paragraph = (seen.prose > 0.3) & (seen.letters.size >= 60)
    head = np.maximum.accumulate(np.where(heads, at, -1))
    text = np.maximum.accumulate(np.where(paragraph, at, -1))
    under: Flags = (head > text) & (seen.page[head] == seen.page) & (head >= 0)
    return under


def _after(roles: npt.NDArray[np.uint8], seen: Observed, where: Flags) -> None:
    """What follows the body: other stories, comments, footers."""
    marks = seen.letters
    roles[where] = np.where((marks.size >= 30) | ~seen.bullet, RELATED, NAVIGATION)[where]
    strange = where & (seen.furniture != known.NONE)
    roles[strange] = _AFTER[seen.furniture[strange]]


def _before(roles: npt.NDArray[np.uint8], seen: Observed, where: Flags, from_title: Ints) -> None:
    """What stands before the body: banners, menus, and the head of the article around its title."""
    marks = seen.letters
    roles[where] = np.where(seen.bullet | (marks.size < 30), NAVIGATION, BANNER)[where]
    strange = where & (seen.furniture != known.NONE)
    roles[strange] = _BEFORE[seen.furniture[strange]]
    head = where & (from_title > 0) & (seen.furniture == known.NONE)
    roles[head] = np.where(marks.size[head] >= 35, SUBTITLE, OTHER)
    roles[where & seen.credit & (from_title > 0)] = CAPTION
    roles[where & seen.date & (np.abs(from_title) <= 12)] = DATE
    roles[where & seen.byline & (np.abs(from_title) <= 12) & (marks.size < 140)] = BYLINE
