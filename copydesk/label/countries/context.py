"""What the rules for countries know of one document."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING

from copydesk.label.countries.forms import CONTEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from copydesk.record import Span

WORDS = {key: frozenset(words.split()) for key, words in CONTEXT["words"].items()}
"""The word lists of the lexicon."""

_EVIDENCE = {
    key: tuple(phrase.strip() for phrase in phrases.split(";"))
    for key, phrases in CONTEXT["evidence"].items()
}
_SIGHT = 80  # characters looked at on either side of a mention
_BESIDE = 24  # characters that a given name and initials take at most
_GIVEN_BEFORE = re.compile(r"\b([A-Z][a-zé]+) (?:[A-Z]\. ?){0,2}$")
_SURNAME_AFTER = re.compile(r" (?:[A-Z]\. )?([A-Z][\w’']+)")
_COURTESY_BEFORE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Judge|Justice|Sir|Coach|Prof|Rabbi|Rev|Sgt|Lt|Capt|Cpl)\.? $"
)


class Context:
    """What the rules may know of one document."""

    def __init__(self, text: str, sentences: Sequence[Span]) -> None:
        self.text = text
        self._sentences = sentences
        self._holds: dict[str, bool] = {}
        self._borne: dict[str, bool] = {}

    def before(self, start: int) -> str:
        """Give what stands before a place."""
        return self.text[max(0, start - _SIGHT) : start]

    def after(self, end: int) -> str:
        """Give what stands after a place."""
        return self.text[end : end + _SIGHT]

    def holds(self, phrase: str) -> bool:
        """Tell whether the text holds a phrase; it is looked for once only."""
        if phrase not in self._holds:
            self._holds[phrase] = phrase in self.text
        return self._holds[phrase]

    def count(self, evidence: str) -> int:
        """Count the kinds of evidence that the text holds."""
        return sum(map(self.holds, _EVIDENCE[evidence]))

    def opens_sentence(self, start: int) -> bool:
        """Tell whether a sentence begins at a place."""
        index = bisect_left(self._sentences, start, key=itemgetter(0))
        return index < len(self._sentences) and self._sentences[index][0] == start

    @cached_property
    def koreas(self) -> tuple[str, ...]:
        """The codes of the Koreas that the text names in full."""
        named = {"PRK": "North Korea", "KOR": "South Korea"}
        return tuple(code for code, name in named.items() if self.holds(name))

    @cached_property
    def has_two_koreas(self) -> bool:
        """Whether the North and the South can only be the Koreas."""
        return len(self.koreas) > 1 and not self.count("other_souths")

    @cached_property
    def is_about_georgia(self) -> bool:
        """Whether Georgia is the country here."""
        return self.count("georgia_country") > self.count("georgia_state")

    def is_borne(self, name: str) -> bool:
        """Whether a person bears a name of a city or country in this text; it is asked once only."""
        if name not in self._borne:
            self._borne[name] = any(
                is_person(name, self.before(place), self.after(place + len(name)))
                for place in self._places_of(name)
            )
        return self._borne[name]

    def _places_of(self, name: str) -> Iterator[int]:
        """Give the places where a name stands."""
        place = self.text.find(name)
        while place >= 0:
            yield place
            place = self.text.find(name, place + len(name))


def is_person(name: str, before: str, after: str) -> bool:
    """Tell whether a name stands beside another name of a person: Michael B. Jordan, Jordan Ellis."""
    before = before[-_BESIDE:]
    if _COURTESY_BEFORE.search(before):
        return True
    given = _GIVEN_BEFORE.search(before)
    if given and given[1] in WORDS["given"]:
        return True
    if name not in ("Jordan", "Chad"):
        return False
    surname = _SURNAME_AFTER.match(after)
    return (given is not None and given[1] not in WORDS["not_given"]) or (
        surname is not None and surname[1] not in WORDS["not_surnames"]
    )
