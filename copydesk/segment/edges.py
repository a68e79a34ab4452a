"""Both ends of a body: what a box, a list or short sentences cut off from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from copydesk.segment import furniture as known
from copydesk.segment.region import usual_style

if TYPE_CHECKING:
    from copydesk.segment.observe import Flags, Floats, Observed
    from copydesk.segment.region import Ints

_LIST_REACH = 8  # lines that a list before the last paragraph of a body may have
_LONGEST_LIST = 60  # lines of a list at the end
_HEADING, _ANNOUNCING = 40, 300  # letters of a heading over a list, and of a line that announces one
_SENTENCES, _SENTENCE_SHARE = 2, 0.8  # entries of a list of sentences that end as sentences do


def reach_back(seen: Observed, score: Floats, marks: tuple[Ints, Ints]) -> Ints:
    """Take in paragraphs that stand between the head of the article and a box that cut them off.

    Args:
        seen: what was observed of the lines.
        score: the score of every line.
        marks: the first line of each page's body, and its headline.

    Returns:
        The first line of each page's body.
    """
    first, title = marks
    at = np.arange(len(score))
    number = seen.number
    between = (at > title[number]) & (at < first[number]) & (title[number] >= 0)
    head = between & (seen.date | seen.byline)
    after = np.maximum.reduceat(np.where(head, at, -1), seen.starts)
    strong = between & (at > after[number]) & (score > np.where(after[number] >= 0, 0.9, 1.8))
    reached = np.minimum.reduceat(np.where(strong, at, len(score)), seen.starts)
    first = np.minimum(first, reached)
    # A short sentence between the head and the first paragraph: "It began with a spoon."
    other: Ints = np.maximum.reduceat(np.where((at < first[number]) & ~_said(seen), at, -1), seen.starts)
    return np.where((after >= 0) & (other == after), np.minimum(first, after + 1), first)


def _said(seen: Observed) -> Flags:
    """Tell the lines that are sentences and nothing else, set as most prose of their page is."""
    said: Flags = seen.letters.stops & ~seen.bullet & ~seen.link & ~seen.credit
    said &= (seen.furniture == known.NONE) & ~seen.repeated & usual_style(seen, seen.prose)
    return said


def reach_on(seen: Observed, marks: tuple[Ints, Ints]) -> Ints:
    """Take in a paragraph that a list of the article's own cut off: no furniture stands between.

    Args:
        seen: what was observed of the lines.
        marks: the first line of each page's body, and the line after its last.

    Returns:
        The line after the last of each page's body.
    """
    first, stop = marks
    at, number = np.arange(len(seen.page)), seen.number
    beyond = (at >= stop[number]) & (stop > first)[number]
    strange = (
        (seen.furniture != known.NONE) | seen.date | seen.ago | seen.byline | seen.rule | seen.repeated
    )
    barrier = np.minimum.reduceat(np.where(beyond & strange, at, len(at)), seen.starts)
    paragraph = (seen.prose >= 1.0) & seen.letters.stops & ~seen.bullet & usual_style(seen, seen.prose)
    near = beyond & (at < barrier[number]) & (at <= stop[number] + _LIST_REACH)
    reached = np.maximum.reduceat(np.where(near & paragraph, at + 1, 0), seen.starts)
    stop = np.maximum(stop, reached)
    # Short sentences right under the last paragraph, as in a talk: "And then?" "I went home."
    said = near & _said(seen)
    under = at >= stop[number]
    other: Ints = np.minimum.reduceat(np.where(under & ~said, at, len(at)), seen.starts)
    ends = np.r_[seen.starts[1:], len(at)]
    stop = np.where(stop > first, np.maximum(stop, np.minimum(other, ends)), stop)
    return _over_lists(seen, stop, ends)


def _over_lists(seen: Observed, stop: Ints, ends: Ints) -> Ints:
    """Take in a list right under a body: one that is announced by a colon, or one of sentences.

    A heading may stand over a list of sentences. Lists of links are announced by no colon and are none.
    """
    marks, last = seen.letters, stop.copy()
    item = seen.bullet & ~seen.link & (seen.furniture == known.NONE) & (seen.body >= 0)
    inside = np.flatnonzero((stop > seen.starts) & (stop < ends))
    for page in inside.tolist():
        start, end = int(stop[page]), min(int(ends[page]), int(stop[page]) + _LONGEST_LIST)
        headed = bool(
            start + 1 < end
            and not item[start]
            and seen.furniture[start] == known.NONE
            and marks.size[start] <= _HEADING
            and not marks.stops[start]
        )
        first = start + headed
        if not item[first]:
            continue
        size = int(np.argmin(np.r_[item[first:end], False]))
        sentences = int(marks.stops[first : first + size].sum())
        above = first - 1
        spoken = marks.lower_words[above] > marks.upper_words[above]  # the heading of a box has capitals
        announced = marks.colon[above] and spoken and marks.size[above] <= _ANNOUNCING
        if announced or (sentences >= _SENTENCES and sentences >= _SENTENCE_SHARE * size):
            last[page] = first + size
    return last
