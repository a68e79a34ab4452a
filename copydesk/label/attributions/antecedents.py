"""Whom pronouns mean: who has been named, and who has spoken, before them."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import words
from copydesk.label.attributions.names import Names
from copydesk.label.attributions.runs import is_shouted

if TYPE_CHECKING:
    from copydesk.label.attributions.runs import Name
    from copydesk.record import Document, Span

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
SELF = frozenset({"i", "you", "me", "my"})
MANY = frozenset("they we them their us our others many some most few both everyone everybody".split())  # noqa: SIM905
PRONOUNS = HE | SHE | SELF | MANY
NEAR = 600
LAST = 20
_INTRODUCED = re.compile(r", (?:who\b|whose\b|an? |\d\d\b)")
_SENTENCE_START = re.compile(r"(?:^|[.!?”\"]\s+|\n)\W*(?:[\w,’']+ ){0,3}$")

Speaker = tuple[str, str, str]
"""The fullest name, the kind and the gender known."""


class Heard:
    """Who has been named and heard in an article so far."""

    __slots__ = ("_document", "_names", "_shown", "_spoken")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names = Names(document)
        self._spoken: list[tuple[int, str, str, str]] = []
        self._shown: dict[str, str] = {}

    def spoken_by(self, span: Span, kinds: set[str]) -> Speaker | None:
        """Give the last speaker of some kinds if it is not far back."""
        for position, name, kind, _ in reversed(self._spoken[-4:]):
            if kind in kinds and span.start - position < NEAR:
                return name, kind, ""
        return None

    def thing(self, span: Span) -> Speaker | None:
        """Give the organisation or paper named last."""
        for _, _, name in islice(self._names.before(span.start), 6):
            if name.kind in {"organisation", "media"} and not is_shouted(name):
                return self.named(name)
        return None

    def antecedent(self, position: int, gender: str) -> Speaker | None:
        """Find whom "he" means: the nearest subject or speaker of that gender, else the nearest name."""
        names = self._names
        speaker = self._last_speaker(position, gender)
        nearest = weakest = None
        for start, end, name in names.before(position):
            if speaker is not None and end <= speaker[0]:
                return speaker[1:]
            if not names.is_person(name) or self._document.text[end : end + 1] == ":":
                continue
            known = names.fullest(name)
            shown = self._shown.get(known, "")
            if (names.gender(name) or shown) not in {"", gender}:
                continue
            if shown:
                return known, "person", gender
            if not (names.is_known(name) or self._is_introduced(end)) or self._is_placed(start):
                weakest = weakest or name
            elif self._leads(start):
                return known, "person", gender
            else:
                nearest = nearest or name
        if speaker is not None:
            return speaker[1:]
        for _, known, kind, shown in reversed(self._spoken[-LAST:]):
            if kind == "person" and shown == gender:
                return known, kind, gender
        nearest = nearest or weakest
        return (names.fullest(nearest), "person", gender) if nearest else None

    def _is_introduced(self, end: int) -> bool:
        """Tell whether what stands behind a name shows a person: ", who", ", a lawyer", ", 43,"."""
        return _INTRODUCED.match(self._document.lowered, end) is not None

    def _is_placed(self, start: int) -> bool:
        """Tell whether "in" stands before a name, as before places and languages."""
        return self._document.lowered.startswith(" in ", max(0, start - len(" in ")))

    def _last_speaker(self, position: int, gender: str) -> tuple[int, str, str, str] | None:
        """Give the last speaker in the same paragraph if the pronoun can mean him or her."""
        for at, name, kind, shown in reversed(self._spoken[-3:]):
            if kind in {"person", "unnamed"} and shown in {"", gender} and name.lower() not in PRONOUNS:
                apart = self._document.text.find("\n\n", at, position) >= 0
                return None if apart else (at, name, kind, gender)
        return None

    def _leads(self, start: int) -> bool:
        """Tell whether a name stands at the head of its sentence, where subjects stand."""
        return _SENTENCE_START.search(self._document.text, max(0, start - 60), start) is not None

    def named(self, name: Name) -> Speaker:
        """Give the speaker that a name means: whom in full, and of what kind."""
        names = self._names
        if names.is_person(name):
            return names.fullest(name), "person", names.gender(name)
        if name.kind:
            return names.in_whole(name), name.kind, ""
        plural = name.parts[-1].endswith("s") and name.parts[-1].lower() in words().people
        return names.fullest(name), "group" if plural else "person", ""
