"""What a maker sees: the words that a rule matched, and what the article has said of time before them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - mypyc evaluates the types of fields
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from .grammar import GRAMMAR
from .phrases import TOKEN
from .tense import tense_at

if TYPE_CHECKING:
    from collections.abc import KeysView

    from .phrases import Match


class Reading(NamedTuple):
    """What an expression means."""

    type: str
    value: str
    mod: str | None = None


@dataclass(slots=True)
class Discourse:
    """What the article has said so far; "that year" and "the quarter" refer back to it.

    ``lowered`` is the article in small letters. ``months_reported`` says that results of several months
    ("the nine months") were spoken of after those of a quarter: then "a year earlier" is a year, not a
    quarter. ``clock`` is the last time of day with its day; ``previous`` is the last expression: its
    sentence, where it ended there, and its rule.
    """

    published: date | None
    lowered: str = ""
    quarter: tuple[int, int] | None = None
    months_reported: bool = False
    year: int | None = None
    month: tuple[int, int] | None = None
    day: date | None = None
    clock: tuple[date, int, int] | None = None
    previous: tuple[list[str], int, str] = field(default_factory=lambda: ([], 0, ""))
    _called_may: bool | None = None

    def may_is_name(self) -> bool:
        """Say whether somebody in the article is called May; it is looked for once only."""
        if self._called_may is None:
            self._called_may = any(name in self.lowered for name in GRAMMAR.called_may)
        return self._called_may


class Wording(NamedTuple):
    """What stands in the named parts of a match.

    Their words, the same in one string, and the value of the first word that has one; and the TIMEX3 mod
    that the modifier or edge words stand for.
    """

    words: dict[str, tuple[str, ...]]
    parts: dict[str, str]
    values: dict[str, str]
    mod: str | None


@lru_cache(maxsize=1 << 15)
def wording(match: Match, stretch: str) -> Wording:
    """Take a match on this stretch of text to pieces; the same few stretches make up most news."""
    tokens = tuple(map(str.rstrip, TOKEN.findall(stretch)))
    words, parts, values = {}, {}, {}
    for name, (start, end) in match.parts.items():
        words[name] = part = tokens[start:end]
        parts[name] = " ".join(part)
        for word in part:
            if word in GRAMMAR.values:
                values[name] = str(GRAMMAR.values[word])
                break
    return Wording(words, parts, values, _mod(words))


def _mod(words: dict[str, tuple[str, ...]]) -> str | None:
    modifiers = GRAMMAR.modifiers
    if "mod" in words:
        return modifiers.get(" ".join(words["mod"]))
    for word in chain(words.get("edge", ()), words.get("edgepart", ())):
        if word in modifiers:
            return modifiers[word]
    return None


@dataclass(slots=True)
class Mention:
    """A stretch of words that a rule matched: the tokens of its sentence from ``first`` up to ``last``.

    ``written`` is the stretch with its capitals, and what a look ahead took in behind it.
    """

    wording: Wording
    written: str
    tokens: list[str]
    first: int
    last: int
    discourse: Discourse

    @property
    def capital(self) -> bool:
        """Whether the expression begins with a capital."""
        return self.written[0].isupper()

    def follows(self, distance: int) -> str:
        """Give the rule of the expression that ended so many words before this one, empty if none did."""
        tokens, last, rule = self.discourse.previous
        return rule if tokens is self.tokens and last == self.first - distance else ""

    def has(self, name: str) -> bool:
        """Say whether the part of this name matched anything."""
        return name in self.wording.words

    @property
    def parts(self) -> KeysView[str]:
        """The names of the parts that matched."""
        return self.wording.words.keys()

    def words(self, name: str) -> tuple[str, ...]:
        """Give the words of a part, none if it did not match."""
        return self.wording.words.get(name, ())

    def part(self, name: str) -> str:
        """Give the words of a part with one blank between them, empty if it did not match."""
        return self.wording.parts.get(name, "")

    def value(self, name: str) -> str:
        """Give the value of the first word of a part that has one; empty if there is none."""
        return self.wording.values.get(name, "")

    def mod(self) -> str | None:
        """Give the TIMEX3 mod that the expression's modifier or edge words stand for."""
        return self.wording.mod

    def glued(self) -> bool:
        """Say whether no blank stands before the expression."""
        return self.first > 0 and not self.tokens[self.first - 1].endswith(" ")

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
        return tense_at(self.tokens, self.first, self.last)


POINT_MODS = {
    "LESS_THAN": "AFTER",
    "MORE_THAN": "BEFORE",
    "EQUAL_OR_LESS": "ON_OR_AFTER",
    "EQUAL_OR_MORE": "ON_OR_BEFORE",
}
"""The mod of a point that lies a length of time away: "more than a year ago" is before it."""
