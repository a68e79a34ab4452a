"""Links to other stories inside a body, where no markup tells them: teasers, cards, lines in capitals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from copydesk.segment import furniture as known

if TYPE_CHECKING:
    import polars as pl

    from copydesk.segment.observe import Flags, Observed

# "1. Ferry sinks The crew were saved." in a list of what is read most; what a teaser breaks off with
_TEASER = r"^[1-9]\d?[.)]? \S|(?:\.\.\.|…)$"
_REACH = 12  # lines under the heading of a box
_SHOUTED = (5, 30)  # capitalised words and letters of a line that is all capitals and links to a story
_BUTTON, _BROKEN = 16, 60  # letters of "Read more" at most, and of the teaser over it at least
_MOST_SHOUTED = 0.2  # share of a body; where more is in capitals they tell nothing


def find_teasers(texts: pl.Series, seen: Observed, where: Flags) -> Flags:
    """Tell the numbered or broken off lines under the heading of a box, which are no paragraphs.

    Args:
        texts: the lines.
        seen: what was observed of them.
        where: those of the body.
    """
    found = np.zeros(len(where), dtype=bool)
    at = np.arange(len(where))
    heads = np.maximum.accumulate(np.where(seen.furniture == known.RELATED, at, -1))
    near = (heads >= 0) & (at - heads <= _REACH)
    maybe = np.flatnonzero(where & near & (seen.body <= 0) & (seen.page[heads] == seen.page))
    if len(maybe):
        found[maybe] = texts.gather(maybe).str.contains(_TEASER).to_numpy()
    return found


def find_link_cards(texts: pl.Series, seen: Observed, where: Flags) -> Flags:
    """Tell the lines of a body that link to other stories.

    Their text stands there twice in a row, once as the description of a picture, or it is all capitals
    among lines that are not, or it breaks off and "Read more" stands under it. An extractor that took a
    line in knows better.

    Args:
        texts: the lines.
        seen: what was observed of them.
        where: those of the body.
    """
    marks = seen.letters
    plain = where & (seen.body <= 0) & ~marks.stops & ~marks.colon
    words, letters = _SHOUTED
    found: Flags = plain & (marks.lower_words + marks.lower_inside == 0) & (marks.upper_words >= words)
    found &= (marks.size >= letters) & (2 * marks.digits < marks.words) & ~(marks.quoted & marks.closed)
    shouted, lines = np.bincount(seen.number, weights=found), np.bincount(seen.number, weights=where)
    found &= (shouted <= _MOST_SHOUTED * lines)[seen.number]
    found |= _twice(texts, seen, plain & (marks.size >= letters), where)
    button = np.r_[(seen.furniture == known.RELATED) & (marks.size <= _BUTTON), False][1:]
    broken = plain & button & (marks.size >= _BROKEN)
    found |= broken | (plain & (marks.size >= letters) & np.r_[broken, False][1:])
    return found


def _twice(texts: pl.Series, seen: Observed, plain: Flags, where: Flags) -> Flags:
    """Tell the lines that stand twice in a row or with one between, and the teaser set close under them."""
    found = np.zeros(len(where), dtype=bool)
    for step in (1, 2):
        again = np.flatnonzero(plain & seen.repeated)
        again = again[(again >= step) & (seen.page[again] == seen.page[again - step])]
        again = again[(texts.gather(again) == texts.gather(again - step)).to_numpy()]
        found[again] = found[again - step] = True
    apart = np.r_[seen.gap > 0, True]
    teaser: Flags = where & np.r_[False, found[:-1]] & ~apart[:-1] & apart[1:] & (seen.body <= 0)
    found |= teaser
    return found
