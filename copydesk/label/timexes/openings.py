"""Which two classes an expression of a rule can begin with.

A word is looked at closely only where its class and the next one can open a rule, so most words cost one
look into a table. The sets are those of Glushkov (1961): the first positions of a pattern, and what can
follow each of them.
"""

from __future__ import annotations

from typing import NamedTuple


class _Part(NamedTuple):
    """A part of a pattern: may it be empty, its first and its last positions."""

    empty: bool
    first: frozenset[int]
    last: frozenset[int]


_EMPTY = _Part(empty=True, first=frozenset(), last=frozenset())


class Parser:
    """Reads a translated pattern: characters, sets, groups, ``|``, ``?``, ``*`` and ``+``.

    ``positions`` are the sets of characters in the pattern, ``follow`` says which can come after which.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.positions: list[str] = []
        self.follow: list[set[int]] = []

    def alternatives(self) -> _Part:
        """Read up to the closing bracket or the end."""
        parts = [self.sequence()]
        while self.at < len(self.source) and self.source[self.at] == "|":
            self.at += 1
            parts.append(self.sequence())
        return _Part(
            any(part.empty for part in parts),
            frozenset().union(*(part.first for part in parts)),
            frozenset().union(*(part.last for part in parts)),
        )

    def sequence(self) -> _Part:
        """Read one alternative."""
        whole = _EMPTY
        while self.at < len(self.source) and self.source[self.at] not in "|)":
            part = self.repeated()
            self.link(whole.last, part.first)
            whole = _Part(
                whole.empty and part.empty,
                whole.first | part.first if whole.empty else whole.first,
                whole.last | part.last if part.empty else part.last,
            )
        return whole

    def repeated(self) -> _Part:
        """Read one element and the sign behind it."""
        part = self.element()
        sign = self.source[self.at] if self.at < len(self.source) else ""
        if sign and sign in "?*+":
            self.at += 1
            if sign in "*+":
                self.link(part.last, part.first)
            part = part._replace(empty=part.empty or sign != "+")
        return part

    def element(self) -> _Part:
        """Read a character, a set or a group; a look around takes no character."""
        source, at = self.source, self.at
        if source[at] == "(":
            if source.startswith(("(?=", "(?!", "(?<=", "(?<!"), at):
                self.skip_group()
                return _EMPTY
            self.at = source.index(">", at) + 1 if source.startswith("(?P<", at) else at + 3
            part = self.alternatives()
            self.at += 1
            return part
        end = source.index("]", at) + 1 if source[at] == "[" else at + 1
        self.at = end
        self.positions.append(source[at:end].strip("[]"))
        self.follow.append(set())
        here = frozenset([len(self.positions) - 1])
        return _Part(empty=False, first=here, last=here)

    def skip_group(self) -> None:
        """Go behind the group that begins here."""
        depth = 0
        while True:
            depth += {"(": 1, ")": -1}.get(self.source[self.at], 0)
            self.at += 1
            if not depth:
                return

    def link(self, last: frozenset[int], first: frozenset[int]) -> None:
        """Say that the first positions can follow the last ones."""
        for position in last:
            self.follow[position] |= first


def openings(source: str) -> dict[str, set[str] | None]:
    """Give for each class that a pattern can begin with the classes that can come next.

    None stands for any class: the pattern can end there. A set ``[...]`` holds no ranges.

    >>> {key: sorted(value or "") for key, value in openings("(?:a)?[bc]d").items()}
    {'a': ['b', 'c'], 'b': ['d'], 'c': ['d']}
    """
    parser = Parser(source)
    whole = parser.alternatives()
    found: dict[str, set[str] | None] = {}
    for position in sorted(whole.first):
        following = {char for other in parser.follow[position] for char in parser.positions[other]}
        for char in parser.positions[position]:
            known = found.get(char, set())
            found[char] = None if position in whole.last or known is None else known | following
    return found
