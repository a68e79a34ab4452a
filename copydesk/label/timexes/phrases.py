"""What the rules find in a row of words that have a class, worked out once for each row.

Most words say nothing about time and have no class; between them stand short rows such as "in the last
three years". Whether a rule matches depends on the classes of such a row alone, and the same few thousand
rows make up all news, so they are looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from .openings import openings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OTHER = " "
"""The class of a word that no pattern names."""

# A word, number or mark with the blank behind it: together they are the whole sentence. Possessive, which
# makes it twice as fast.
TOKEN = re.compile(r"[a-z]++ ?+|[0-9]++(?:\.[0-9]++|(?:,[0-9]{3})++(?![0-9]))?+ ?+|[^a-z0-9] ?+")

T = TypeVar("T")

_REMEMBERED = 40_000
_LONGEST = 24  # what is longer is seldom met again


class Rule(NamedTuple):
    """One rule: its id, the maker that turns its parts into a value, its pattern with the parts named."""

    id: str
    make: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A rule that matches a phrase from ``first`` up to ``last``; its parts are counted from ``first``.

    A part may stand behind the match, in a look ahead; ``reach`` is where the last part ends.
    """

    rule: Rule
    first: int
    last: int
    reach: int
    parts: dict[str, tuple[int, int]]


class Rules(dict[str, tuple[Rule, ...]]):
    """The rules that an expression can follow whose first two words have these classes, in their order.

    Filled when a pair of classes is first met; a rule is compiled when a pair first calls for it.
    """

    def __init__(self, sources: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self.sources = sources
        self._compiled: dict[str, Rule] = {}
        self._opened: dict[str, list[tuple[tuple[str, str, str], set[str] | None]]] = {}
        for source in sources:
            for first, following in openings(source[2]).items():
                self._opened.setdefault(first, []).append((source, following))

    def __missing__(self, pair: str) -> tuple[Rule, ...]:
        first, second = pair[0], pair[1]
        chosen = []
        for (identifier, make, source), following in self._opened.get(first, ()):
            if following is None or second in following:
                if identifier not in self._compiled:
                    self._compiled[identifier] = Rule(identifier, make, re.compile(source))
                chosen.append(self._compiled[identifier])
        self[pair] = tuple(chosen)
        return self[pair]


class Memo(dict[str, T], Generic[T]):
    """The values of a function of strings, each worked out when it is first asked for."""

    def __init__(self, make: Callable[[str], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: str) -> T:
        value = self._make(key)
        if len(key) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[key] = value
        return value


def matches_of(phrase: str, *, rules: Mapping[str, tuple[Rule, ...]]) -> tuple[Match, ...]:
    """Give what the rules find in a phrase: by place, and at one place in the order of the rules."""
    pairs = map(str.__add__, phrase, phrase[1:] + OTHER)
    return tuple(
        _match_of(rule, match)
        for position, chosen in enumerate(map(rules.__getitem__, pairs))
        for rule in chosen
        if (match := rule.pattern.match(phrase, position)) is not None
    )


def _match_of(rule: Rule, match: re.Match[str]) -> Match:
    """Keep of a match where it and its named parts stand."""
    first, reach = match.span()
    parts = {}
    for name, index in match.re.groupindex.items():
        start, end = match.span(index)
        if start >= 0:
            parts[name] = (start - first, end - first)
            reach = max(reach, end)
    return Match(rule, first, match.end(), reach, parts)
