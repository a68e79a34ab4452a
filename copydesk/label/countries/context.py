"""What the rules for countries know of one document."""

from __future__ import annotations

import re
from functools import cached_property

from copydesk.label.countries.forms import CONTEXT

WORDS = {key: frozenset(words.split()) for key, words in CONTEXT["words"].items()}
"""The word lists of the lexicon."""

_EVIDENCE = {
    key: tuple(phrase.strip() for phrase in phrases.split(";"))
    for key, phrases in CONTEXT["evidence"].items()
}
_SIGHT = 80  # characters looked at on either side of a mention
_GIVEN_BEFORE = re.compile(r"\b([A-Z][a-zé]+) (?:[A-Z]\. ?){0,2}$")
_SURNAME_AFTER = re.compile(r" (?:[A-Z]\. )?([A-Z][\w’']+)")
_COURTESY_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Judge|Sir|Coach)\.? $")


class Context:
    """What the rules may know of one document."""

    def __init__(self, text: str, starts: frozenset[int]) -> None:
        self.text = text
        self.starts = starts
        self._holds: dict[str, bool] = {}

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

    @cached_property
    def korea(self) -> str:
        """The code of the Korea that the text names, if it names one of them only, else nothing."""
        north, south = self.holds("North Korea"), self.holds("South Korea")
        return "PRK" if north and not south else "KOR" if south and not north else ""

    @cached_property
    def has_two_koreas(self) -> bool:
        """Whether the North and the South can only be the Koreas."""
        both = self.holds("North Korea") and self.holds("South Korea")
        return both and not self.count("other_souths")

    @cached_property
    def is_about_georgia(self) -> bool:
        """Whether Georgia is the country here."""
        return self.count("georgia_country") > self.count("georgia_state")

    @cached_property
    def people(self) -> frozenset[str]:
        """Which of the names that cities and countries share with people a person bears in this text."""
        return frozenset(
            name
            for name in ("Jordan", "Chad", "Washington", "London", "Paris")
            if name in self.text
            and any(
                is_person(name, self.before(match.start()), self.after(match.end()))
                for match in re.finditer(rf"\b{name}\b", self.text)
            )
        )


def is_person(name: str, before: str, after: str) -> bool:
    """Tell whether a name stands beside another name of a person: Michael B. Jordan, Jordan Ellis."""
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
