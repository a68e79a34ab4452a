"""Alignment: which stretch of a text stands where on the raw page.

An alignment is an ascending sequence of runs (text_start, raw_start, length), all in code points. What lies
between two runs of the text was repaired or put in, and has no letters of its own on the page.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from copydesk.record import Run, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def to_raw(alignment: Sequence[Run], span: Span) -> list[Span]:
    """Give the places on the raw page of a span of text, in the order of the text.

    >>> to_raw([Run(0, 100, 5), Run(6, 110, 4)], Span(3, 8))
    [Span(start=103, end=105), Span(start=110, end=112)]
    """
    found = []
    first = max(bisect_right(alignment, span.start, key=lambda run: run.text_start) - 1, 0)
    for run in alignment[first:]:
        if run.text_start >= span.end:
            break
        start = max(span.start, run.text_start)
        end = min(span.end, run.text_start + run.length)
        if start < end:
            shift = run.raw_start - run.text_start
            found.append(Span(start + shift, end + shift))
    return found


def shifted(runs: Iterable[Run], *, text: int = 0, raw: int = 0) -> list[Run]:
    """Give the runs moved by so many code points of text and of the page."""
    return [Run(run.text_start + text, run.raw_start + raw, run.length) for run in runs]


def chained(outer: Sequence[Run], inner: Sequence[Run]) -> list[Run]:
    """Align a text with the page through a text between: outer maps text to middle, inner middle to page.

    >>> chained([Run(0, 2, 4)], [Run(0, 10, 3), Run(3, 20, 5)])
    [Run(text_start=0, raw_start=12, length=1), Run(text_start=1, raw_start=20, length=3)]
    """
    if len(inner) == 1 and inner[0].text_start == inner[0].raw_start == 0:
        last = outer[-1] if outer else inner[0]
        if last.raw_start + last.length <= inner[0].length:  # what lies between is the page itself
            return joined(outer)
    found = []
    for run in outer:
        shift = run.text_start - run.raw_start
        position = run.raw_start
        for piece in to_raw(inner, Span(run.raw_start, run.raw_start + run.length)):
            start = _text_of(inner, piece.start, position)
            found.append(Run(start + shift, piece.start, piece.end - piece.start))
            position = start + piece.end - piece.start
    return joined(found)


def _text_of(alignment: Sequence[Run], raw: int, after: int) -> int:
    """The place in the text, not before `after`, of a code point of the page."""
    first = max(bisect_right(alignment, after, key=lambda run: run.text_start) - 1, 0)
    for run in alignment[first:]:
        if run.raw_start <= raw < run.raw_start + run.length:
            return run.text_start + raw - run.raw_start
    raise AssertionError((raw, after))


def joined(runs: Iterable[Run]) -> list[Run]:
    """Join runs that follow each other without a gap on either side."""
    found: list[Run] = []
    for run in runs:
        if not run.length:
            continue
        if found:
            last = found[-1]
            if (last.text_start + last.length, last.raw_start + last.length) == run[:2]:
                found[-1] = Run(last.text_start, last.raw_start, last.length + run.length)
                continue
        found.append(run)
    return found
