"""The role of every line, from the line and its place before, in or after the body."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from copydesk.segment import furniture as known
from copydesk.segment.asides import (
    find_mail_heads,
    find_pull_quotes,
    find_repetitions,
    find_stage_directions,
)
from copydesk.segment.author import find_author_notes
from copydesk.segment.boxes import find_link_cards, find_teasers
from copydesk.segment.edges import reach_back, reach_on
from copydesk.segment.headline import find_headlines
from copydesk.segment.observe import Flags, Observed, observe
from copydesk.segment.region import Ints, find_region
from copydesk.segment.wrapped import join_wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

Roles = npt.NDArray[np.uint8]

ROLES = (
    "banner", "navigation", "section", "title", "subtitle", "byline", "dateline", "date",
    "body", "subhead", "list", "caption", "related", "footer", "other",
)  # fmt: skip
(BANNER, NAVIGATION, SECTION, TITLE, SUBTITLE, BYLINE, DATELINE, DATE,
 BODY, SUBHEAD, LIST, CAPTION, RELATED, FOOTER, OTHER) = range(len(ROLES))  # fmt: skip

# The head of an article begins at most so many lines above its headline.
_ABOVE = 4
# A signature or date stands at most so many lines below the body.
_BELOW = 4
# A longer line that the page begins with and says again is a paragraph rather than the headline.
_LONGEST_TITLE = 140
# A page without a body is a list of stories from so many headlines on.
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where the parts of each page are, spread over its lines: arrays of shape ``(lines,)``."""

    before: Flags
    after: Flags
    from_title: Ints  # lines since the headline; negative above it
    from_end: Ints  # lines since the last line of the body


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
    head, dated = find_mail_heads(blocks["text"], seen.starts)
    seen.date[head] = seen.byline[head] = False  # they tell nothing of where the article begins
    first, stop, score = find_region(seen)
    title = find_headlines(blocks, seen, first)
    first = reach_back(seen, score, (first, title))
    stop = reach_on(seen, (first, stop))
    notes = find_author_notes(blocks["text"], seen, (first, stop))
    at = np.arange(len(score))
    number = seen.number
    # without a headline counted from the page, so that its place in the batch is nothing to it
    since = at - np.where(title >= 0, title, seen.starts + title)[number]
    place = Place(at < first[number], at >= stop[number], since, at - stop[number] + 1)
    roles = _assign(seen, place, blocks["text"])
    _obey(roles, seen)
    roles[_listed(seen, (first, stop))] = RELATED
    roles[head] = np.where(dated, DATE, OTHER)[head]
    roles[notes] = OTHER
    text = np.isin(roles, (BODY, SUBHEAD))
    aside = find_pull_quotes(blocks, seen, text) | find_stage_directions(blocks["text"], seen, text)
    roles[aside | find_repetitions(blocks["text"], seen, text)] = OTHER
    return pl.Series("role", roles[block]).cat.to(kind)


def _obey(roles: Roles, seen: Observed) -> None:
    """Follow the extractor where it found a body: what it left out is no text, what it took in is.

    Only what has a role of its own in the head of an article, or calls to another story, stays out.
    """
    found = np.add.reduceat((seen.body > 0).astype(np.int64), seen.starts) > 0
    judged = np.repeat(found, np.diff(np.r_[seen.starts, len(roles)]))
    text = np.isin(roles, (BODY, SUBHEAD, LIST))
    taken = (seen.body > 0) & ~text & np.isin(roles, (BANNER, NAVIGATION, SECTION, SUBTITLE, FOOTER, OTHER))
    taken |= (seen.body > 0) & (roles == CAPTION) & (seen.letters.stops | (seen.letters.size >= 150))
    short = ~seen.letters.stops & (seen.letters.size <= 90)
    roles[taken] = np.where(seen.bullet, LIST, np.where(short, SUBHEAD, BODY))[taken]
    out = judged & (seen.body <= 0) & text
    roles[out] = np.where(seen.link, RELATED, OTHER)[out]


def _listed(seen: Observed, marks: tuple[Ints, Ints]) -> Flags:
    """Tell the headlines of pages that are lists of stories: many of them, and no body."""
    first, stop = marks
    sizes = np.diff(np.r_[seen.starts, len(seen.page)])
    size = seen.letters.size
    headline: Flags = (
        (seen.furniture == known.NONE) & (size >= 20) & (size <= 140) & (seen.letters.bars == 0)
    )
    headline &= (
        np.repeat(stop <= first, sizes) & (np.arange(len(size)) < np.repeat(first, sizes)) & ~seen.date
    )
    headline[seen.starts] = False
    headline &= np.repeat(np.add.reduceat(headline.astype(np.int64), seen.starts) >= _LISTED, sizes)
    return headline


def _assign(seen: Observed, place: Place, text: pl.Series) -> Roles:
    roles = np.full(len(seen.page), OTHER, dtype=np.uint8)
    inside = ~place.before & ~place.after
    _inside(roles, seen, inside, text)
    _after(roles, seen, place)
    _before(roles, seen, place)
    _head(roles, seen, place)
    again = _same_as_title(seen, place, text)
    roles[again & ((roles != BODY) | (seen.letters.size <= _LONGEST_TITLE))] = NAVIGATION
    roles[place.from_title == 0] = TITLE
    roles[seen.rule] = OTHER
    return roles


@cache
def _of_furniture(where: str) -> Roles:
    """Give the role of each kind of furniture before, inside or after the body."""
    return _codes(known.furniture().roles[where])


def _codes(names: Sequence[str]) -> Roles:
    return np.array([ROLES.index(name) for name in names], dtype=np.uint8)


def _inside(roles: Roles, seen: Observed, where: Flags, text: pl.Series) -> None:
    """Tell paragraphs, subheads, lists and what was put between them apart."""
    marks = seen.letters
    roles[where] = BODY
    heading = ~marks.stops & ~marks.colon & ~marks.quoted & ~marks.begins_lower & (marks.size <= 90)
    roles[where & heading & (marks.sentences <= 1) & ~seen.bullet & ~seen.post] = SUBHEAD
    roles[where & seen.bullet] = LIST
    roles[where & seen.credit & (marks.size < 350)] = CAPTION
    roles[where & seen.byline & (marks.size < 60)] = BYLINE
    roles[where & (seen.date | seen.ago | seen.clock) & (marks.size < 60)] = OTHER
    strange = where & (seen.furniture != known.NONE)
    roles[strange] = _of_furniture("inside")[seen.furniture[strange]]
    roles[where & (seen.shared >= 0.5)] = OTHER
    teaser = find_teasers(text, seen, where)
    link = ~marks.stops & ~marks.colon & (marks.size <= 160) & ~seen.credit
    paragraph = _paragraphs(seen) & ~teaser
    roles[where & (link | teaser) & (_last_mark(seen, paragraph) == known.RELATED)] = RELATED
    roles[find_link_cards(text, seen, where)] = RELATED


def _paragraphs(seen: Observed) -> Flags:
    paragraph: Flags = (seen.prose > 0.3) & (seen.letters.size >= 60)
    return paragraph


def _last_mark(seen: Observed, ends: Flags) -> npt.NDArray[np.uint8]:
    """Give for each line the kind of the last heading of furniture above it that nothing has ended."""
    at = np.arange(len(seen.page))
    kinds = (known.RELATED, known.COMMENTS, known.NEWSLETTER, known.LEGAL)
    heads = np.isin(seen.furniture, kinds) & (seen.letters.size <= 40)
    head = np.maximum.accumulate(np.where(heads, at, -1))
    end = np.maximum.accumulate(np.where(ends, at, -1))
    under = (head > end) & (seen.page[head] == seen.page)
    return np.where(under, seen.furniture[head], known.NONE).astype(np.uint8)


def _after(roles: Roles, seen: Observed, place: Place) -> None:
    """What follows the body: other stories, comments, notices; a heading says what comes under it."""
    marks, where = seen.letters, place.after
    at = np.arange(len(seen.page))
    kinds = (known.RELATED, known.COMMENTS, known.NEWSLETTER, known.LEGAL, known.MENU)
    heads = where & np.isin(seen.furniture, kinds)
    head = np.maximum.accumulate(np.where(heads, at, -1))
    under = np.where((head >= 0) & (seen.page[head] == seen.page), seen.furniture[head], known.NONE)
    roles[where] = np.where(marks.size >= 30, RELATED, FOOTER)[where]
    roles[where & (under == known.RELATED)] = RELATED
    roles[where & (under == known.COMMENTS)] = OTHER
    ruled = np.maximum.accumulate(np.where(where & seen.rule, at, -1))
    roles[
        where & (under == known.LEGAL)
        | (ruled >= 0) & (seen.page[ruled] == seen.page) & where & (ruled > head)
    ] = FOOTER
    strange = where & (seen.furniture != known.NONE)
    roles[strange] = _of_furniture("after")[seen.furniture[strange]]
    near = where & (place.from_end <= _BELOW) & (marks.size <= 140) & (seen.furniture == known.NONE)
    roles[near & seen.date & ~seen.bullet] = DATE
    roles[near & seen.byline & ~seen.bullet] = BYLINE


def _before(roles: Roles, seen: Observed, place: Place) -> None:
    """What stands before the body: the site's name, banners, menus."""
    marks, where = seen.letters, place.before
    link = seen.bullet | seen.link | (marks.size < 30) | (marks.bars * 4 > marks.words)
    roles[where] = np.where(link, NAVIGATION, BANNER)[where]
    roles[where & seen.date] = BANNER
    top = where & np.isin(np.arange(len(seen.page)), seen.starts) & ~seen.bullet & (marks.bars == 0)
    roles[top] = BANNER
    strange = where & (seen.furniture != known.NONE)
    roles[strange] = _of_furniture("before")[seen.furniture[strange]]
    # A box of other stories goes on to the headline; in a menu "Latest" is a link like the others.
    box = where & (seen.furniture == known.RELATED)
    roles[strange & seen.bullet & (marks.size < 25)] = NAVIGATION
    at = np.arange(len(roles))
    head = np.maximum.accumulate(np.where(box & ~seen.bullet, at, -1))
    boxed = where & (head >= 0) & (seen.page[head] == seen.page) & (place.from_title < 0)
    roles[boxed & (seen.furniture == known.NONE)] = RELATED


def _head(roles: Roles, seen: Observed, place: Place) -> None:
    """The head of the article: section, deck, byline, place and date around the headline."""
    marks, since = seen.letters, place.from_title
    plain = place.before & ~seen.bullet & (seen.furniture == known.NONE)
    under = plain & (since > 0)
    roles[under] = np.where(marks.size >= 35, SUBTITLE, OTHER)[under]
    capitals = (marks.upper_inside >= 2) & (marks.upper_inside >= marks.lower_inside) & (marks.words <= 6)
    roles[under & capitals & (marks.size <= 45) & ~marks.colon] = DATELINE
    roles[under & (_last_mark(seen, _paragraphs(seen) | (since == 0)) == known.RELATED)] = RELATED
    roles[place.before & seen.credit & (since > 0)] = CAPTION
    near = place.before & (since >= -_ABOVE) & (since < 10_000)
    roles[near & seen.date] = DATE
    roles[near & seen.ago & (since > 0)] = DATE
    roles[near & seen.byline & (marks.size <= 140) & (seen.furniture == known.NONE)] = BYLINE
    date = (roles == DATE) | (roles == BYLINE)
    first, last = (np.isin(np.arange(len(roles)), ends) for ends in (seen.starts, seen.starts - 1))
    last[-1] = True
    beside = np.r_[False, date[:-1]] & ~first | np.r_[date[1:], False] & ~last
    name = (marks.words >= 2) & (marks.words <= 4) & (marks.upper_words == marks.words) & (marks.size <= 40)
    roles[under & beside & name & (marks.digits == 0) & (roles == OTHER)] = BYLINE
    # The section stands right above the headline, or above the date over it.
    above = (since == -1) | ((since == -2) & np.r_[(roles == DATE)[1:], False] & ~last)
    label = (
        place.before
        & above
        & np.isin(seen.furniture, (known.NONE, known.MENU))
        & np.isin(roles, (NAVIGATION, BANNER))
        & ~seen.bullet
    )
    # A name in a menu has neighbours right above it; a lone first line is the site's name, unless known.
    menu = (
        (marks.size < 30)
        & np.isin(seen.furniture, (known.NONE, known.MENU))
        & ~seen.bullet
        & ~seen.date
        & (marks.bars == 0)
    )
    under_links = np.r_[False, seen.link[:-1]] & ~seen.link
    apart = (seen.gap > 0) | under_links | ~np.r_[False, menu[:-1]]
    label &= np.where(first, seen.furniture == known.MENU, apart) & (2 * marks.digits < marks.size)
    roles[label & (marks.bars == 0) & (marks.size <= 45) & (marks.words <= 6)] = SECTION


def _same_as_title(seen: Observed, place: Place, text: pl.Series) -> Flags:
    """Tell lines that say the headline again: breadcrumbs, "you are reading"."""
    title = np.flatnonzero(place.from_title == 0)
    titles = dict(zip(seen.page[title].tolist(), text.gather(title).to_list(), strict=True))
    same = np.zeros(len(text), dtype=bool)
    # few lines are as long as it
    length = np.zeros(len(seen.starts), dtype=np.int64)
    length[np.searchsorted(seen.starts, title, side="right") - 1] = seen.letters.length[title]
    alike = seen.letters.length == np.repeat(length, np.diff(np.r_[seen.starts, len(text)]))
    maybe = np.flatnonzero((seen.repeated | place.before) & alike)
    for at, line in zip(maybe.tolist(), text.gather(maybe).to_list(), strict=True):
        same[at] = titles.get(int(seen.page[at])) == line
    return same
