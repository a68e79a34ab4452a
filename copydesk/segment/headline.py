"""The headline of each page: the best line before its body."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from copydesk.segment import furniture as known

if TYPE_CHECKING:
    from copydesk.segment.observe import Flags, Floats, Observed
    from copydesk.segment.region import Ints

# A headline stands at most so many lines before the body.
_REACH = 40
# So many capitalised words and a bar are names and a house: "Ann Lee, Jo Lund | The Harbour Post".
_NAMES = 4
# Where the headline stands twice, the first time counts if a date or byline is so near below it.
_SIGNED = 3
# One sign in so many is a digit where a line with a date says nothing else.
_DIGITS = 6
# A part of the page's declared title of at least so many letters tells.
_TELLING = 15
_HEADED = 0.7  # what it counts that a date or byline stands close under a line
_DECK = 35  # letters of a deck
_HEADLINE = 40  # letters of a line that may be the headline of a shorter deck close under it
_ECHO = 1.2  # what it counts that a line is said twice above the body


def find_headlines(blocks: pl.DataFrame, seen: Observed, first: Ints) -> Ints:
    """Find the headline of each page.

    Args:
        blocks: the lines of the pages.
        seen: what was observed of them.
        first: the first line of each page's body.

    Returns:
        The line of each page's headline, or -1 - `_REACH` where none was found.
    """
    marks = seen.letters
    at = np.arange(len(seen.page))
    sizes = np.diff(np.r_[seen.starts, len(at)])
    away = np.repeat(first, sizes) - at
    rules = np.r_[0, np.cumsum(seen.rule)]
    parted = np.where(np.repeat(rules[first], sizes) > rules[:-1], 1.5, 0.0)
    plain = (seen.furniture == known.NONE) & (marks.size >= 12) & (marks.size <= 220) & (marks.words >= 1)
    plain &= ~seen.ago & ~seen.rule & (seen.body <= 0) & ~((seen.date | seen.byline) & (marks.size < 60))
    plain &= (marks.words > marks.bars) | (marks.bars <= 2)  # an address
    plain &= ~(seen.date & (_DIGITS * marks.digits > marks.size))  # two dates, with the time of day
    told = _told(blocks)
    near = (plain | (told > 0)) & (away > 0) & (away <= _REACH)
    likeness = _likeness(seen, away) + _echoed(blocks["text"], seen, first, near) + told - parted
    score = np.where(near, likeness, -np.inf)
    best = np.maximum.reduceat(score, seen.starts)
    last = np.maximum.reduceat(np.where(score >= np.repeat(best, sizes), at, -1), seen.starts)
    found = np.where(np.isfinite(best), _above_deck(seen, plain & (told == 0), last, first), -1 - _REACH)
    return _first_time(blocks["text"], seen, found)


def _first_time(texts: pl.Series, seen: Observed, title: Ints) -> Ints:
    """Go up to where a headline stands for the first time, if the article is signed or dated there.

    Pictures may stand between that place and the one right over the body.
    """
    again = np.flatnonzero((title >= 0) & seen.repeated[np.maximum(title, 0)])
    if not len(again):
        return title
    moved, head = title.copy(), seen.date | seen.byline
    for page in again.tolist():
        at = int(title[page])
        start = max(int(seen.starts[page]), at - _REACH)
        above = texts.slice(start, at - start).to_list()
        first = start + above.index(texts[at]) if texts[at] in above else at
        if not seen.bullet[first] and head[first + 1 : min(at, first + 1 + _SIGNED)].any():
            moved[page] = first
    return moved


def _likeness(seen: Observed, away: Ints) -> Floats:
    """Score how much a line looks like a headline: hand-set, a good one near the body has about 3."""
    marks = seen.letters
    size = marks.size.astype(np.float64)
    score: Floats = np.clip(size, 0, 48) / 16 - away * 0.1 - np.clip((size - 80) / 40, 0, None)
    head = (seen.date | seen.ago | seen.byline) & (size <= 140) & ~seen.bullet
    signed = np.zeros(len(head), dtype=bool)
    for step in range(1, _SIGNED + 1):
        signed[:-step] |= head[step:] & (seen.page[step:] == seen.page[:-step])
    score += np.where(signed, _HEADED, 0.0)
    for sign, cost in (
        (seen.bullet, 2.0),
        (seen.credit, 2.0),
        (seen.shared > 0.1, 2.0),
        (seen.date | seen.byline, 1.5),
        (marks.stops, 0.6),
        (marks.stops & (marks.sentences > 0), 1.5),
        (marks.bars >= 2, 1.5),
        (seen.gap == 0, 0.4),
        ((marks.bars > 0) & (marks.lower_words == 0) & (marks.upper_words >= _NAMES), 1.0),
    ):
        score -= np.where(sign, cost, 0.0)
    return score


def _echoed(texts: pl.Series, seen: Observed, first: Ints, near: Flags) -> Floats:
    """Score the lines that another line above the body says too: the page's title, a trail of links."""
    score = np.zeros(len(near))
    maybe = np.flatnonzero(near & (seen.letters.size >= _TELLING) & ~seen.bullet)
    if not len(maybe):
        return score
    number = seen.number[maybe]
    above: dict[int, str] = {}
    for at, page, text in zip(maybe.tolist(), number.tolist(), texts.gather(maybe).to_list(), strict=True):
        if page not in above:
            start = int(seen.starts[page])
            above[page] = "\n".join(texts.slice(start, int(first[page]) - start).to_list())
        place = above[page].find(text)
        # a button stands twice in a row
        score[at] = _ECHO if above[page].find(text, place + len(text) + 2) >= 0 else 0.0
    return score


def _told(blocks: pl.DataFrame) -> Floats:
    """Score what the page's markup and metadata say about its headline."""
    heading = blocks["tag"].fill_null("").to_numpy() == "h1"
    score: Floats = np.where(heading, 4.0, 0.0)
    titled = blocks["metadata_title"].is_not_null().arg_true()
    if titled.is_empty():
        return score
    lowered = blocks.select(
        line=pl.col("text").gather(titled).str.to_lowercase(),
        title=pl.col("metadata_title").gather(titled).str.to_lowercase(),
    )
    line, title = pl.col("line"), pl.col("title")
    long = line.str.len_chars() >= _TELLING
    # "Headline | Site", "Site: Headline"; the site alone is the shorter part as a rule
    part = long & (title.str.starts_with(line) | title.str.ends_with(line))
    part &= 2 * line.str.len_chars() >= title.str.len_chars()
    said = lowered.select(pl.when(line == title).then(6.0).when(part).then(5.0).otherwise(0.0))
    score[titled] += said.to_series().to_numpy()
    return score


def _above_deck(seen: Observed, plain: Flags, title: Ints, first: Ints) -> Ints:
    """Go one line up where the best line is the deck under the headline, which is longer than it."""
    marks = seen.letters
    up = np.maximum(title - 1, 0)
    headline = plain[up] & plain[title] & ~seen.bullet[up] & ~marks.stops[up] & (marks.size[up] <= 130)
    headline &= ((marks.words[up] >= 6) | (marks.size[up] > 4 * marks.length[up] // 3)) & (
        marks.bars[up] < 2
    )
    close = (seen.gap[title] == 0) & (marks.size[up] >= _HEADLINE)
    headline &= (
        ((marks.size[title] > marks.size[up]) | close) & (seen.page[up] == seen.page[title]) & (title > 0)
    )
    # another line of that kind below it is the deck
    down = np.minimum(title + 1, len(plain) - 1)
    headline &= ~(plain[down] & (marks.size[down] >= _DECK) & (down < first) & ~seen.bullet[down])
    return np.where(headline & ~seen.date[up] & ~seen.byline[up], up, title)
