"""What a maker sees: the words that a rule matched, and what the article has said of time before them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .grammar import GRAMMAR

if TYPE_CHECKING:
    import re
    from datetime import date

REACH = 14
"""How many words away the verb may stand that decides between past and future."""


class Reading(NamedTuple):
    """What an expression means. ``trim`` is a count of words at its left that are no part of it."""

    type: str
    value: str
    mod: str | None = None
    trim: int = 0


@dataclass(slots=True)
class Discourse:
    """What the article has said so far; "that year" and "the quarter" refer back to it.

    ``may_is_name`` says that somebody in the article is called May.
    ``months_reported`` says that results of several months ("the nine months") were spoken of after those
    of a quarter: then "a year earlier" is a year, not a quarter.
    """

    published: date | None
    may_is_name: bool = False
    quarter: tuple[int, int] | None = None
    months_reported: bool = False
    year: int | None = None
    month: tuple[int, int] | None = None
    day: date | None = None


@dataclass(slots=True)
class Mention:
    """A stretch of words that a rule matched. ``first`` and ``last`` count words of the sentence."""

    tokens: list[str]
    first: int
    last: int
    capital: bool
    match: re.Match[str]
    discourse: Discourse

    def has(self, name: str) -> bool:
        """Say whether the part of this name matched anything."""
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def words(self, name: str) -> list[str]:
        """Give the words of a part, none if it did not match."""
        if not self.has(name):
            return []
        start, end = self.match.span(name)
        return [token.rstrip() for token in self.tokens[start:end]]

    def part(self, name: str) -> str:
        """Give the words of a part with one blank between them."""
        return " ".join(self.words(name))

    def value(self, name: str) -> str:
        """Give the value of the first word of a part that has one; empty if there is none."""
        for word in self.words(name):
            if word in GRAMMAR.values:
                return str(GRAMMAR.values[word])
        return ""

    def before(self, distance: int) -> str:
        """Give the word that stands so many words before the expression, empty at the sentence's edge."""
        index = self.first - distance
        return self.tokens[index].rstrip() if index >= 0 else ""

    def after(self, distance: int) -> str:
        """Give the word that stands so many words after the expression, empty at the sentence's edge."""
        index = self.last + distance - 1
        return self.tokens[index].rstrip() if index < len(self.tokens) else ""

    def tense(self) -> int:
        """Say where the nearest verb puts the expression: -1 the past, 1 the future, 0 unknown.

        The verb is looked for to the left first: "said Monday it will" is about last Monday.
        """
        for index in range(self.first - 1, max(-1, self.first - REACH), -1):
            side = self._side(index)
            if side:
                return side
        for index in range(self.last, min(len(self.tokens), self.last + REACH)):
            side = self._side(index)
            if side:
                return side
        return 0

    def _side(self, index: int) -> int:
        """Say where a word puts what stands near it: -1 the past, 1 the future, 0 nowhere."""
        word, tense = self.tokens[index], GRAMMAR.tense
        before = self.tokens[index - 1] if index else ""
        if word in tense:
            if tense[word] == "future":
                return -1 if before == "been " else 1
            return 1 if tense.get(before) == "future" else -1  # "will cut" is to come
        if word.endswith(("ed ", "ed")):
            return -1
        return int(word == "to " and before in {"is ", "are "})

    def mod(self) -> str | None:
        """Give the TIMEX3 mod that the expression's modifier or edge words stand for."""
        groups, modifiers = self.match.re.groupindex, GRAMMAR.modifiers
        if "mod" in groups and self.match.start("mod") >= 0:
            return modifiers.get(self.part("mod"))
        for name in ("edge", "edgepart"):
            if name in groups:
                for word in self.words(name):
                    if word in modifiers:
                        return modifiers[word]
        return None


POINT_MODS = {
    "LESS_THAN": "AFTER",
    "MORE_THAN": "BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
}
"""The mod of a point that lies a length of time away: "more than a year ago" is before it."""
