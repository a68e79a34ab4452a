"""The names in an article, and which of them a surname, a role or a pronoun means."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import first_names
from copydesk.label.attributions.runs import ABBREVIATED, NAME, Name, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.record import Document

_WRITTEN = {full: short for short, full in ABBREVIATED.items()}
_INTRODUCING = (", ", " is ", " was ", " (")
_SENTENCE_END = re.compile(r"[.;!?]\s|\n")
_LOOKS = 6
_ROLE_SPAN = 90
_BACK = 40
_INSIDE = 8
_ENOUGH = 8

Place = tuple[int, int, Name]
"""A name where it stands: from where, to where."""


class Names:
    """The names of one article in reading order: found at once, each read when it is first asked for."""

    __slots__ = ("_by_last", "_fullest", "_lowered", "_runs", "_starts", "_written")

    def __init__(self, document: Document) -> None:
        self._lowered = document.lowered
        # what is between names and names in turn: offsets are running sums
        parts = NAME.split(document.text)
        self._runs = runs = parts[1::2]
        self._starts = list(accumulate(map(len, parts)))[:-1:2]
        self._written = frozenset(runs)
        self._fullest: dict[str, Name | None] = {}
        self._by_last: dict[str, list[str]] = {}
        for run in runs:
            if " " not in run:
                continue
            last = run.rpartition(" ")[2]
            if " of " in run or " for " in run:
                name = name_of(run)
                last = name.parts[-1] if name else last
            self._by_last.setdefault(last if last.isalpha() else _stem(last), []).append(run)

    def _full(self, last: str) -> Name | None:
        """Give the fullest name of a person with this surname, the first of several persons."""
        if last in self._fullest:
            return self._fullest[last]
        best: Name | None = None
        for run in self._by_last.get(last, ())[:_ENOUGH]:
            name = name_of(run)
            if name is None or name.kind != "person" or len(name.parts) < 2:
                continue
            if best is None or (len(name.parts) > len(best.parts) and name.parts[0] == best.parts[0]):
                best = name
        self._fullest[last] = best
        return best

    def in_full(self, text: str) -> str | None:
        """Give the fullest name of the person whose name ends like a text, if the article names one."""
        known = self._full(text.rpartition(" ")[2])
        return " ".join(known.parts) if known else None

    def fullest(self, name: Name) -> str:
        """Give the fullest form of a name: the first name joins the surname, titles go."""
        known = self._full(name.parts[-1])
        if len(name.parts) == 1:
            if known is not None:
                return " ".join(known.parts)
            return name.written if name.titles else name.parts[0]
        if name.kind == "person" and known is not None and _is_fuller(known.parts, name.parts):
            return " ".join(known.parts)
        return " ".join(name.parts)

    def in_whole(self, name: Name) -> str:
        """Give the longer name that ends with a single word, as "the Board" is short for the Mill Board."""
        whole = " ".join(name.parts)
        for run in self._by_last.get(whole, ())[:_ENOUGH] if len(name.parts) == 1 else ():
            longer = name_of(run)
            if longer is not None and longer.kind == name.kind and len(longer.parts) > 1:
                return " ".join(longer.parts)
        return whole

    def is_person(self, name: Name) -> bool:
        """Tell whether a name names a person, by itself or through a fuller form."""
        return name.kind == "person" or (len(name.parts) == 1 and self._full(name.parts[0]) is not None)

    def is_known(self, name: Name) -> bool:
        """Tell whether more than capitals shows a person: a title, a first name, the surname alone."""
        first, last = name.parts[0], name.parts[-1]
        return bool(
            name.titles or len(name.parts) == 1 or first.lower() in first_names() or last in self._written
        )

    def gender(self, name: Name) -> str:
        """Give the gender that the name, a title or a fuller form of it shows, or nothing."""
        if name.gender or len(name.parts) != 1:
            return name.gender
        known = self._full(name.parts[0])
        return known.gender if known else ""

    def _places(self, first: int, stop: int, step: int) -> Iterator[Place]:
        runs = zip(
            self._starts[first:stop][::step], map(name_of, self._runs[first:stop][::step]), strict=True
        )
        for run_start, name in runs:
            if name is not None:
                start = run_start + name.lead
                yield start, start + len(name.written), name

    def within(self, start: int, end: int) -> list[Place]:
        """Give the names that stand inside a span."""
        # a run may begin before: When Ida Lund
        first = max(0, bisect_left(self._starts, start + 1) - 1)
        stop = min(bisect_left(self._starts, end, first), first + _INSIDE)
        return [place for place in self._places(first, stop, 1) if place[0] >= start and place[1] <= end]

    def before(self, position: int) -> Iterator[Place]:
        """Give the names before a position, the nearest first, as far back as is worth looking."""
        stop = bisect_left(self._starts, position)
        return self._places(max(0, stop - _BACK + 1), stop, -1)

    def bearer(self, role: str, position: int) -> Name | None:
        """Find who "the minister" is: the nearest name with that title or that appositive."""
        for word in (role, _WRITTEN.get(role)):
            at = position
            for _ in range(_LOOKS if word else 0):
                at = self._lowered.rfind(word or role, 0, max(0, at))
                if at < 0:
                    break
                name = self._beside(word or role, role, at)
                if name is not None:
                    return name
        return None

    def _beside(self, word: str, role: str, at: int) -> Name | None:
        """Give the person at whose name a role stands: before it, in front of it or after a comma."""
        lowered, end = self._lowered, at + len(word)
        if lowered[at - 1 : at].isalnum() or lowered[end : end + 1].isalnum():
            return None
        index = bisect_left(self._starts, at + 1)
        for start, stop, name in self._places(max(0, index - 1), index + 1, 1):
            if not self.is_person(name):
                continue
            titled = role in name.titles and start <= at < stop
            if titled or 0 <= start - end <= len(", "):
                return name
            between = lowered[stop:at] if 0 < at - stop < _ROLE_SPAN else ""
            if between.startswith(_INTRODUCING) and not _SENTENCE_END.search(between):
                return name
        return None


def _stem(word: str) -> str:
    return word.removesuffix("’s").removesuffix("'s").rstrip("’'-")


def _is_fuller(known: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """Tell whether a name has the same first name, or all of the other's words at its end."""
    return known[0] == parts[0] or known[-len(parts) :] == parts
