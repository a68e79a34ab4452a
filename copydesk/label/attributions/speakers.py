"""From a speaker's mention to the fullest name and the kind of speaker."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from copydesk.label.attributions.antecedents import (
    HE,
    LAST,
    MANY,
    NEAR,
    PRONOUNS,
    SELF,
    SHE,
    Heard,
    Speaker,
)
from copydesk.label.attributions.lexicon import words
from copydesk.label.attributions.phrases import Phrase, phrase_of
from copydesk.label.attributions.runs import is_no_person, is_place, is_shouted
from copydesk.record import Span

if TYPE_CHECKING:
    from copydesk.label.attributions.names import Place
    from copydesk.label.attributions.runs import Name
    from copydesk.record import Document

_THEY = frozenset({"they", "their", "them"})
_IT = frozenset({"it", "its", "which", "that"})
_FAR = 20_000
_BESIDE = 120
_OWNER = 25
_ANTECEDENT = 60
_PLURALS = ("ers", "ors", "ists", "ents", "ants", "ians", "ions")
_PEOPLE = frozenset({"people", "police"})
_GUARDS = {("coast", "guard"), ("border", "guard"), ("national", "guard")}
_NEWS_AGENCY = ("news", "agency")
_ASIDE = re.compile(r", (?:a|an|the|its) ([\w’' -]{3,40})")
_NOUNS = re.compile(r".*\b((?:[Aa]n?|[Tt]he|[Oo]ne|[Tt]wo|[Ss]ome|[Mm]any|[Oo]ther)(?: [\w’'-]+){1,6}),? $")


class Speakers(Heard):
    """Resolves mentions in reading order; what was resolved helps the next."""

    __slots__ = ("_known",)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._known: dict[str, Speaker] = {}

    def resolve(self, span: Span) -> tuple[str, str]:
        """Give the fullest name and the kind of the speaker mentioned at a span."""
        text = self._document.text[span.start : span.end]
        speaker = self._known.get(text)
        if speaker is None:
            speaker = self._resolve(span, text)
            if speaker[1] == "person" and text[:1].isupper() and text.lower() not in PRONOUNS:
                self._known[text] = speaker  # a name means the same all through an article
        self._spoken.append((span.start, *speaker))
        if speaker[2]:
            self._shown[speaker[0]] = speaker[2]
        return speaker[:2]

    def _resolve(self, span: Span, text: str) -> Speaker:
        phrase = phrase_of(text)
        if phrase is None:
            return text, "unnamed", ""
        if phrase.alone:
            meant = self._pronoun(phrase.lows[0], span, text)
            if meant is not None:
                return meant
        return self._noun(span, text, phrase)

    def _noun(self, span: Span, text: str, phrase: Phrase) -> Speaker:
        """Resolve a mention that is a noun phrase: by the name in its head, else by its head noun."""
        lows = phrase.lows
        if lows[-1] in words().counts:
            return text, "group", ""
        if phrase.named:
            stop = span.start + phrase.stop
            places = [place for place in self._names.within(*span) if place[0] < stop]
            if len(places) > 1 and "and" in lows:
                return text, "group", ""
            alone = len(lows) == 1 and not (places and places[-1][2].titles)
            if places and not (alone and self._is_common(text, lows[0])):
                return self._proper(span, lows, places[-1])
        return self._common(span, text, lows)

    def _proper(self, span: Span, lows: tuple[str, ...], place: Place) -> Speaker:
        """Resolve a mention by the name in it, and by what stands before and behind that name."""
        start, _, name = place
        if start == span.start + len("the ") and lows[0] == "the" and is_no_person(name):
            return " ".join(name.parts), "organisation", ""  # persons have no article
        opens = self._document.text[max(0, start - 2) : start] in {"", "\n\n", ". "}
        if opens and not name.kind and name.written.endswith(_PLURALS) and not self._names.is_person(name):
            return name.written, "group", ""  # Forecasters said
        known = not self._names.is_person(name) or self._names.is_known(name)
        if not known and (kind := self._aside(span.end)):
            return " ".join(name.parts), kind, ""
        return self._introduced(self.named(name), lows)

    def _aside(self, end: int) -> str:
        """Give the kind that a noun behind a name says: "Norvik, the company that ..." is no person."""
        aside = _ASIDE.match(self._document.lowered, end)
        phrase = phrase_of(aside[1]) if aside else None
        noun = phrase.lows[-1] if phrase else ""
        if noun in words().people:
            return ""
        return "media" if noun in words().media else "organisation" if noun in words().organisations else ""

    def _is_common(self, text: str, low: str) -> bool:
        """Tell whether one word is a noun with the capital of its sentence: small elsewhere."""
        return (
            low in words().people
            or low in words().documents
            or (
                text[1:].islower()
                and any(self._document.text.find(f" {low}{mark}", 0, _FAR) >= 0 for mark in " ,.")
            )
        )

    def _introduced(self, found: Speaker, lows: tuple[str, ...]) -> Speaker:
        """Let a noun before a bare name say what it is: "the news agency Norvik" is no person."""
        before = lows[-2] if len(lows) > 1 else ""
        if before in words().media and before not in words().people:
            return found[0], "media", ""
        if before in words().organisations and before not in words().titles:
            return found[0], "organisation", ""
        return found

    def label(self, span: Span) -> tuple[str, str]:
        """Give the fullest name and the kind of a transcript's speaker, who may be written in capitals."""
        text = self._document.text[span.start : span.end]
        name = self._names.in_full(text.title() if text.isupper() else text) or text
        self._spoken.append((span.start, name, "person", ""))
        return name, "person"

    def _common(self, span: Span, text: str, lows: tuple[str, ...]) -> Speaker:
        """Resolve "the minister", "officials", "the ministry", "South Korean media"."""
        lexicon = words()
        head = lows[-1].removesuffix("'s").removesuffix("’s")
        definite = lows[0] in {"the", "this", "that", "his", "her", "their"}
        plural = (head[-1] == "s" and head[-2:] != "ss") or head[-3:] == "men" or head in _PEOPLE
        if head in lexicon.acting or lows[-2:] in _GUARDS:
            return text, "organisation", ""
        if head in lexicon.people:
            return self._somebody(span, text, head, (definite, plural))
        if head in lexicon.media or lows[-2:] == _NEWS_AGENCY:
            return self._latest(span, "media", head) if definite else (text, "media", "")
        if head in lexicon.organisations:
            return self._latest(span, "organisation", head) if definite else (text, "organisation", "")
        if head in lexicon.documents:
            issued = "organisation" if _is_of_office(text, lows) else "unnamed"
            told = (text, "media" if head in lexicon.published else issued, "")
            return (self._issuer(span, head) or told) if definite else told
        return text, "group" if plural or head in lexicon.collective else "unnamed", ""

    def _somebody(self, span: Span, text: str, head: str, sort: tuple[bool, bool]) -> Speaker:
        """Resolve "the minister", "a diplomat" and "officials", by whether it is definite, and plural."""
        names, (definite, plural) = self._names, sort
        bearer = names.bearer(head, span.start) if definite and not plural else None
        if bearer is None and not plural:
            bearer = self._apposed(span)
        if bearer is not None and names.is_person(bearer):
            return names.fullest(bearer), "person", names.gender(bearer)
        kind = "group" if plural or head in words().collective else "unnamed"
        return (self._same(head, kind) if definite else None) or text, kind, ""

    def _same(self, head: str, kind: str) -> str | None:
        """Find who without a name spoke before as such a person: "the diplomat" is "a Western diplomat"."""
        for _, speaker, known, _ in self._spoken:
            if known == kind and speaker[:2].lower() in {"a ", "an"} and head in speaker:
                phrase = phrase_of(speaker)
                if phrase and phrase.lows[-1] == head:
                    return speaker[: phrase.stop]
        return None

    def _apposed(self, span: Span) -> Name | None:
        """Find the name that stands right behind what somebody is: the mayor of Osk, Ida Lund."""
        for start, end, name in self._names.within(span.end, span.end + _BESIDE)[:1]:
            between = self._document.text[span.end : start]
            if between == ", " and self._document.text[end : end + 1] in {",", "."} and len(name.parts) > 1:
                return name
        return None

    def _latest(self, span: Span, kind: str, head: str) -> Speaker:
        """Find the name that "the newspaper" or "the ministry" stands for."""
        names = self._names
        text = self._document.text[span.start : span.end]
        nearest = None
        for _, _, name in names.before(span.start):
            if name.parts[-1].lower() == head and len(name.parts) > 1:
                return " ".join(name.parts), kind, ""
            alike = name.kind == kind and (kind == "media" or head in words().generic)
            if nearest is None and alike and not is_shouted(name) and not is_place(name.parts[-1].lower()):
                nearest = name
        if nearest is not None:
            return " ".join(nearest.parts), kind, ""
        if head in words().generic:
            for _, speaker, known, _ in reversed(self._spoken[-LAST:]):
                if known == kind and not speaker[1:].islower() and not is_place(speaker.lower()):
                    return speaker, kind, ""
        return text, kind, ""

    def _issuer(self, span: Span, head: str) -> Speaker | None:
        """Find who issued "the statement": whoever it was said to be from before."""
        names = self._names
        lowered = self._document.lowered
        at = lowered.rfind(head, max(0, span.start - NEAR), span.start)
        if at < 0:
            return None
        owner = lowered[at + len(head) : at + len(head) + 12]
        if owner.startswith((" from ", " by ", " of ", " issued by ")):
            for _, _, name in names.within(at, at + len(head) + 80):
                return self.named(name)
        for position, speaker, kind, gender in reversed(self._spoken[-LAST:]):
            if abs(position - at) < _BESIDE and kind in {"organisation", "person", "media"}:
                return speaker, kind, gender
        for _, end, name in islice(names.before(at), 2):
            if at - end < _OWNER and name.kind:
                return self.named(name)
        return None

    def _pronoun(self, low: str, span: Span, text: str) -> Speaker | None:
        """Resolve a pronoun, or give None for a word that is none."""
        if low in HE or low in SHE:
            gender = "male" if low in HE else "female"
            return self.antecedent(span.start, gender) or (text, "person", gender)
        if low in SELF:
            return text, "person", ""
        if low in {"who", "whom"}:
            return self._relative(span) or (text, "unnamed", "")
        if low in MANY:
            theirs = self.spoken_by(span, {"group", "media", "organisation"}) if low in _THEY else None
            return theirs or (text, "group", "")
        if low in _IT:
            return (
                self.spoken_by(span, {"organisation", "media"}) or self.thing(span) or (text, "unnamed", "")
            )
        return None

    def _relative(self, span: Span) -> Speaker | None:
        """Give the name right before "who", or the noun phrase: a donor who said."""
        for _, end, name in islice(self._names.before(span.start), 2):
            if span.start - end <= len(", "):
                return self.named(name)
        before = self._document.text[max(0, span.start - _ANTECEDENT) : span.start]
        nouns = _NOUNS.search(before)
        phrase = phrase_of(nouns[1]) if nouns else None
        if nouns is None or phrase is None:
            return None
        start = span.start - len(before) + nouns.start(1)
        return self._common(Span(start, start + phrase.stop), nouns[1][: phrase.stop], phrase.lows)


def _is_of_office(text: str, lows: tuple[str, ...]) -> bool:
    """Tell whether an office made a document: the union's figures, figures compiled by the union."""
    made = phrase_of(text.partition(" by ")[2])
    owners = [low[:-2] for low in lows if low.endswith(("'s", "’s"))]
    return not words().organisations.isdisjoint([*owners, made.lows[-1] if made else ""])
