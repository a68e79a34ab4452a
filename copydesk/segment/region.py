"""The stretch of lines of each page that makes the best body: a maximum-sum segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from copydesk.segment import furniture as known

if TYPE_CHECKING:
    from copydesk.segment.observe import Flags, Floats, Observed

Ints = npt.NDArray[np.int64]

# What a stretch of furniture inside a body costs at most, but for a tenth of what lies over it.
GAP_COST = 2.0
# What it counts that a date or byline stands a few lines above the first line of a body.
ENTRY = 3.0
# An earlier stretch with this share of the best one's sum is taken in its place.
EARLIER = 0.7
LAST_RESORT = 100.0
# A stretch that is worth less is no body.
LEAST = 0.3
_POST_REACH = 4  # lines under the heading of comments within which the first of them is dated
_PRECISION = 1_000
_FAR = 1 << 40  # more than any page's sum of scores


def find_region(seen: Observed) -> tuple[Ints, Ints, Floats]:
    """Find the body of every page of a batch.

    The scores of the lines are first set in the light of their neighbours and of the page's usual
    paragraph; the body is then the segment with the largest sum (Kadane's problem, by prefix sums).

    Returns:
        The first line of each page's body, the line after its last (equal where there is no body),
        and the score of every line.
    """
    score = _in_context(seen)
    entry = np.where(_under_a_head(seen) & ~_begun(seen, score), ENTRY, 0.0)
    first, stop, gain = _best_segment(score, entry, seen.starts)
    # Pages that go on with other stories: an earlier stretch that is nearly as good is the article.
    at, number = np.arange(len(score)), seen.number
    above = np.where(at < first[number], score, -LAST_RESORT)
    first_above, stop_above, gain_above = _best_segment(above, entry, seen.starts)
    earlier = gain_above >= EARLIER * gain
    first, stop = np.where(earlier, first_above, first), np.where(earlier, stop_above, stop)
    # All of a page without a body stands before it, but for the notices at its foot.
    foot = (seen.furniture == known.LEGAL) & ~seen.bullet & (at > seen.starts[number] + 4)
    ends = np.minimum.reduceat(np.where(foot, at, np.r_[seen.starts[1:], len(score)][number]), seen.starts)
    return np.where(stop > first, first, ends), np.where(stop > first, stop, ends), score


def _best_segment(score: Floats, entry: Floats, starts: Ints) -> tuple[Ints, Ints, Ints]:
    """Find each page's segment with the largest sum of scores, plus what its first line is worth as entry.

    Returns:
        The first line, the line after the last, and the sum; the lines are equal where nothing is worth it.
    """
    sizes = np.diff(np.r_[starts, len(score)])
    number = np.repeat(np.arange(len(starts)), sizes)
    # Whole numbers, so that no sum depends on the pages before it in the batch.
    exact = np.rint(score * _PRECISION).astype(np.int64)
    total = np.cumsum(exact)
    before = total - exact - np.rint(entry * _PRECISION).astype(np.int64)
    # A page's number times a large step keeps the running minimum from looking into the page before.
    lowest = np.minimum.accumulate(before - number * _FAR) + number * _FAR
    gain = total - lowest
    best = np.maximum.reduceat(gain, starts)
    last = _first_per_page(gain >= np.repeat(best, sizes), starts)
    # The first line is the last one up to `last` at which the sum before was the lowest.
    opens = np.where(before <= lowest, np.arange(len(score)), -1)
    first = np.maximum(np.maximum.accumulate(opens)[last], starts)
    # What a body is worth is its own; a date above it makes no body of a few short lines.
    own = total[last] - (total - exact)[first]
    return first, np.where(own >= LEAST * _PRECISION, last + 1, first), best


def _under_a_head(seen: Observed) -> Flags:
    """Tell lines that have a date or byline in one of the six lines above them."""
    head = (seen.date | seen.byline) & (seen.letters.size <= 140) & ~seen.bullet
    under = np.zeros(len(head), dtype=bool)
    for step in range(1, 7):
        under[step:] |= head[:-step] & (seen.page[step:] == seen.page[:-step])
    return under


def _begun(seen: Observed, score: Floats) -> Flags:
    """Tell the lines that have a paragraph between them and the last date, byline or picture above them.

    Over a picture at the top stands the deck.
    """
    at = np.arange(len(score))
    paragraph = (score > 0.5) & (seen.letters.size >= 70)
    written = np.maximum.accumulate(np.where(paragraph, at, -1))
    head = np.maximum.accumulate(np.where(seen.date | seen.byline | seen.credit, at, -1))
    begun: Flags = np.r_[False, written[:-1] > head[:-1]]
    return begun


def _first_per_page(flags: Flags, starts: Ints) -> Ints:
    """Give the first flagged line of each page; every page has one."""
    at = np.where(flags, np.arange(len(flags)), len(flags))
    return np.minimum.reduceat(at, starts) if len(starts) else at


def _in_context(seen: Observed) -> Floats:
    """Set each line's score in the light of its neighbours and of the page's usual paragraph."""
    score = seen.prose.copy()
    size = seen.letters.size
    paragraph = (score > 0.5) & (size >= 70)
    company = _near(paragraph, seen.page) | ((size >= 150) & _under_a_head(seen))
    company |= paragraph & _near(seen.clock, seen.page)
    lonely = (score > 0) & (size < 250) & ~company
    score = np.where(lonely, score * 0.35, score)
    odd = (score > 0) & ~usual_style(seen, score) & (seen.body <= 0)
    score = np.where(odd, score * 0.6, score)
    score = np.where(score > 0, score * _after_the_end(seen, paragraph), score)
    # A heading or a short speech between paragraphs costs little: a single line does not end a body.
    plain = (seen.furniture == known.NONE) & (score < 0) & ~seen.bullet & (score > -1)
    return _cap_gaps(seen, np.where(plain & company, score * 0.6, score))


def _cap_gaps(seen: Observed, score: Floats) -> Floats:
    """Let a stretch of furniture cost no more than a body can bear: stories go on after a box of links.

    Comments and notices of copyright are left as they are: what follows them is no body.
    """
    low = score <= 0
    turns = np.r_[True, (low[1:] != low[:-1]) | (seen.page[1:] != seen.page[:-1])]
    run = np.cumsum(turns) - 1
    cost = -np.bincount(run, weights=np.where(low, score, 0.0))
    final = np.bincount(run, weights=np.isin(seen.furniture, (known.COMMENTS, known.LEGAL))) > 0
    bearable = np.minimum(cost, GAP_COST + 0.1 * np.maximum(cost - GAP_COST, 0))
    scale = np.where(final | (cost <= 0), 1.0, bearable / np.maximum(cost, 1e-9))
    return np.where(low, score * scale[run], score)


def _after_the_end(seen: Observed, paragraph: Flags) -> Floats:
    """Give what prose still counts for after a heading of comments, a copyright notice, several dates.

    Such marks count once three paragraphs stand before them on the page: menus have them too.
    """
    counted = np.cumsum(paragraph)
    sizes = np.diff(np.r_[seen.starts, len(paragraph)])
    so_far: Ints = counted - np.repeat((counted - paragraph)[seen.starts], sizes)
    short = seen.letters.size <= 60
    # the number of comments may stand beside the byline too
    comments = (seen.furniture == known.COMMENTS) & ~_under_a_head(seen)
    legal = seen.furniture == known.LEGAL
    weight = np.ones(len(paragraph))
    # Links of a menu over the article: somebody signs it further down.
    signed = np.cumsum(seen.byline)
    before, whole = np.r_[0, signed[:-1]][seen.starts], np.maximum.reduceat(signed, seen.starts)
    menu = (signed == np.repeat(before, sizes)) & (np.repeat(whole, sizes) > signed)
    # A date or two under a text may be its own; more are those of other stories.
    ends = (legal & ~menu) | (seen.rule & (seen.letters.length >= 10))
    dates = seen.date | seen.ago
    for sign, paragraphs, enough, left in (
        (_opens_thread(seen, paragraph), 1, 1, 0.0),
        (comments & short, 3, 1, 0.3),
        (ends & short, 3, 1, 0.4),
        (dates & short, 3, 3, 0.6),
    ):
        marks = np.cumsum(sign & (so_far >= paragraphs))
        at_start = np.repeat(np.r_[0, marks[:-1]][seen.starts], sizes)
        weight = np.where(marks - at_start >= enough, weight * left, weight)
    return weight


def _opens_thread(seen: Observed, paragraph: Flags) -> Flags:
    """Tell the headings of comments under which posts stand, below a date or byline and a paragraph.

    A post is dated, or can be replied to. What follows is no body, however long it is.
    """
    at = np.arange(len(paragraph))
    posted = (seen.date | seen.ago | (seen.furniture == known.COMMENTS)) & (seen.letters.size <= 60)
    near = np.zeros(len(at), dtype=bool)
    for step in range(1, _POST_REACH + 1):
        near[:-step] |= posted[step:] & (seen.page[step:] == seen.page[:-step])
    start = seen.starts[seen.number]
    head = np.maximum.accumulate(np.where(seen.date | seen.byline, at, -1))
    written = np.maximum.accumulate(np.where(paragraph, at, -1))
    opens: Flags = (seen.furniture == known.COMMENTS) & near & (head >= start) & (written > head)
    return opens


def _near(flags: Flags, page: Ints) -> Flags:
    """Tell whether one of the three lines before or after is flagged, on the same page."""
    near = np.zeros(len(flags), dtype=bool)
    for step in (1, 2, 3):
        same = page[step:] == page[:-step]
        near[step:] |= flags[:-step] & same
        near[:-step] |= flags[step:] & same
    return near


def usual_style(seen: Observed, score: Floats) -> Flags:
    """Tell the lines that are set (indent, blank line before, bullet) as most of their page's prose is."""
    style = seen.indent * 4 + (seen.gap > 0) * 2 + seen.bullet
    kinds, number = 64, seen.number
    mass = np.bincount(
        number * kinds + style,
        weights=np.where(seen.letters.size >= 100, np.maximum(score, 0), 0),
        minlength=len(seen.starts) * kinds,
    ).reshape(-1, kinds)
    usual: Flags = (style >> 1 == mass.argmax(axis=1)[number] >> 1) | (mass.max(axis=1)[number] == 0)
    return usual
