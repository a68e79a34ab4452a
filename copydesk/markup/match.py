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
_BUDGET = 50_000  # comparisons spent on paragraphs that are nowhere near: keeps hostile pages linear
_SHARE = 0.5  # of a paragraph or line that must be found for the search to end


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
    return _Matcher([paragraph for paragraph in paragraphs if paragraph], keys).match()


class _Matcher:
    """The state of one matching: ``last`` is the line that was matched last."""

    def __init__(self, paragraphs: list[str], keys: list[str]) -> None:
        self.paragraphs, self.keys = paragraphs, keys
        self.places: dict[str, list[int]] = {}
        for number, key in enumerate(keys):
            if key:
                self.places.setdefault(key, []).append(number)
        self.sure = {
            order: self.places[paragraph][0]
            for order, paragraph in enumerate(paragraphs)
            if len(paragraph) >= _ANCHOR and len(self.places.get(paragraph, ())) == 1
        }
        self.last, self.budget = -1, _BUDGET
        self.held: dict[int, int] = {}  # letters found of lines that hold several paragraphs

    def match(self) -> set[int]:
        keys, rising, anchor = self.keys, _longest_rising(list(self.sure.items())), 0
        matched = set(self.sure.values())
        for order, paragraph in enumerate(self.paragraphs):
            while anchor < len(rising) and rising[anchor][0] <= order:
                self.last = max(self.last, rising[anchor][1])
                anchor += 1
            following = rising[anchor][1] if anchor < len(rising) else len(keys)
            if order in self.sure:
                continue
            parts = self.place(paragraph, following)
            matched.update(parts)
            if parts and self.last < parts[-1] < following:
                self.last = parts[-1]
        matched.update(number for number, size in self.held.items() if size >= _SHARE * len(keys[number]))
        return matched

    def place(self, paragraph: str, following: int) -> list[int]:
        """Give the lines of a paragraph that is not surely one line, before the next that is."""
        keys, last = self.keys, self.last
        candidates = self.places.get(paragraph, [])
        at = bisect_left(candidates, last + 1)
        if at < len(candidates) and (candidates[at] < following or len(paragraph) >= _ANCHOR):
            return [candidates[at]]
        if candidates and len(paragraph) >= _ANCHOR:
            return candidates[-1:]
        parts = _parts(paragraph, keys, range(last + 1, min(following, last + 1 + _REACH)))
        found = sum(len(keys[number]) for number in parts)
        if len(paragraph) < _ANCHOR or found >= _SHARE * len(paragraph) or self.budget < len(keys):
            return parts
        self.budget -= len(keys)
        holder = _holder(paragraph, keys, range(max(last, 0), len(keys)))
        if holder is None:
            return _parts(paragraph, keys, range(len(keys)))
        self.held[holder] = self.held.get(holder, 0) + len(paragraph)
        self.last = max(last, holder)
        return []


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest choice of pairs whose second numbers rise (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, line) in enumerate(pairs):
        at = bisect_left(tails, line)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [line]
        ends[at : at + 1] = [index]
    chosen: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _parts(paragraph: str, keys: list[str], window: range) -> list[int]:
    """Give the lines of a window that stand in the paragraph, or the one that holds it.

    A short line may stand anywhere by chance: it must begin where the line before it ended.
    """
    found, cursor = [], 0
    for number in window:
        key = keys[number]
        if not key:
            continue
        if len(key) >= _ANCHOR:
            at = paragraph.find(key, cursor)
            if at < 0:
                at = paragraph.find(key)
        else:
            at = cursor if paragraph.startswith(key, cursor) else -1
        if at >= 0:
            found.append(number)
            cursor = at + len(key)
    return found


def _holder(paragraph: str, keys: list[str], window: range) -> int | None:
    """Give the first line of a window that holds the paragraph and more."""
    if len(paragraph) < _ANCHOR:
        return None
    return next((number for number in window if paragraph in keys[number]), None)
