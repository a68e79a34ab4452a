"""The headline of each page: the best line before its body."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from copydesk.segment import furniture as known

if TYPE_CHECKING:
    import polars as pl

    from copydesk.segment.observe import Observed
    from copydesk.segment.region import Ints

# A headline stands at most so many lines before the body.
_REACH = 40


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
    size = marks.size.astype(np.float64)
    at = np.arange(len(size))
    number = np.repeat(np.arange(len(first)), np.diff(np.r_[seen.starts, len(size)]))
    away = first[number] - at
    possible = (
        (away > 0)
        & (away <= _REACH)
        & (size >= 12)
        & (size <= 220)
        & (seen.furniture == known.NONE)
        & ~seen.ago
    )
    possible &= ~(seen.date & (size < 60)) & ~(seen.byline & (size < 60)) & (marks.words >= 1)
    score = np.clip(size, 0, 70) / 25 - away * 0.12
    score -= (
        np.where(seen.bullet, 2.0, 0.0)
        + np.where(marks.stops & (marks.sentences > 0), 1.5, 0.0)
        + np.where(marks.stops, 0.6, 0.0)
    )
    score -= (
        np.where(seen.credit, 2.0, 0.0)
        + np.where(size > 130, (size - 130) / 40, 0.0)
        + np.where(seen.shared > 0.1, 2.0, 0.0)
    )
    score -= np.where(seen.date, 1.5, 0.0)
    score += np.where(seen.gap > 0, 0.4, 0.0)
    score += np.where(blocks["tag"].fill_null("").to_numpy() == "h1", 4.0, 0.0)
    same = (blocks["text"].str.to_lowercase() == blocks["metadata_title"].str.to_lowercase()).fill_null(
        value=False
    )
    score += np.where(same.to_numpy(), 6.0, 0.0)
    score = np.where(possible, score, -np.inf)
    best = np.maximum.reduceat(score, seen.starts)
    hit = np.where(score >= np.repeat(best, np.diff(np.r_[seen.starts, len(size)])), at, -1)
    last = np.maximum.reduceat(hit, seen.starts)
    return np.where(np.isfinite(best), last, -1 - _REACH)
