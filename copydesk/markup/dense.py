"""The stretch of a page that has most paragraphs: what stands in for a library that found too little."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 400  # characters of a paragraph that count: one long text does not bridge a menu
_OTHER = 60  # what a line that is no paragraph costs


def densest_stretch(sizes: Sequence[int]) -> range:
    """Give the stretch of lines with the highest sum (Kadane's maximum subarray).

    Args:
        sizes: The characters of every line that is a paragraph, zero for every other line.

    >>> densest_stretch([90, 0, 0, 0, 120, 0, 200, 0])
    range(4, 7)
    """
    best, best_range, total, start = 0, range(0), 0, 0
    for number, size in enumerate(sizes):
        if total <= 0:
            total, start = 0, number
        total += min(size, _MOST) if size else -_OTHER
        if total > best:
            best, best_range = total, range(start, number + 1)
    return best_range
