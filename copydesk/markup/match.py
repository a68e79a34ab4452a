"""Finding the paragraphs that a library gave again among the lines of the page.

A library joins, splits and tidies what it extracts. Both sides are compared by their letters and digits
alone, and the order of the page decides where the same words stand twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left

_NO_LETTER = re.compile(r"[\W_]+")
_ANCHOR = 25  # letters: a paragraph this long that stands once on the page is where the library says it is
_REACH = 200  # lines looked at for a paragraph that is no whole line
_SHARE = 0.5  # of a line's letters that must be in a paragraph that holds only part of it


def letters_of(text: str) -> str:
    """Give the letters and digits of a text in lower case.

    >>> letters_of("“Don't,” he said.")
    'donthesaid'
    """
    return _NO_LETTER.sub("", text).lower()


def match_paragraphs(paragraphs: list[str], keys: list[str]) -> set[int]:
    """Give the numbers of the lines that the paragraphs are made of.

    Both arguments are texts as ``letters_of`` gives them, in the order of the page.

    >>> sorted(match_paragraphs(["b", "cd"], ["a", "b", "c", "d", "e"]))
    [1, 2, 3]
    """
    places: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        if key:
            places.setdefault(key, []).append(number)
    paragraphs = [paragraph for paragraph in paragraphs if paragraph]
    anchors = _anchors(paragraphs, places)
    matched: set[int] = set()
    last = -1
    for order, paragraph in enumerate(paragraphs):
        following = next_anchor if (next_anchor := anchors.after(order)) > last else len(keys)
        if (place := anchors.of.get(order)) is not None:
            matched.add(place)
            last = place
        elif (candidates := places.get(paragraph)) is not None:
            at = bisect_left(candidates, last + 1)
            if at < len(candidates):
                last = candidates[at]
                matched.add(last)
        else:
            parts = _parts(paragraph, keys, range(last + 1, min(following, last + 1 + _REACH)))
            if parts:
                matched.update(parts)
                last = parts[-1]
    return matched


class _anchors:  # noqa: N801
    """The paragraphs that are surely one line each, in an order that rises."""

    def __init__(self, paragraphs: list[str], places: dict[str, list[int]]) -> None:
        once = [
            (order, places[paragraph][0])
            for order, paragraph in enumerate(paragraphs)
            if len(paragraph) >= _ANCHOR and len(places.get(paragraph, ())) == 1
        ]
        self.of = dict(once)
        self.orders = [order for order, _ in once]
        self.lines = [line for _, line in once]

    def after(self, order: int) -> int:
        at = bisect_left(self.orders, order + 1)
        return self.lines[at] if at < len(self.lines) else -1


def _parts(paragraph: str, keys: list[str], window: range) -> list[int]:
    """Give the lines of a window that follow one another inside the paragraph, or that hold it."""
    found, cursor = [], 0
    for number in window:
        key = keys[number]
        if not key:
            continue
        at = paragraph.find(key, cursor)
        # a short word may stand anywhere: it must follow on what was found
        if at >= 0 and (at == cursor or len(key) >= _ANCHOR):
            found.append(number)
            cursor = at + len(key)
            if cursor == len(paragraph):
                break
        elif paragraph in key and len(paragraph) >= _SHARE * len(key):
            return [number]
    return found
