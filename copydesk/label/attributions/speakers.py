"""From a speaker's mention to the fullest name and the kind of speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from copydesk.label.attributions.lexicon import words
from copydesk.label.attributions.names import Name, Names

if TYPE_CHECKING:
    from copydesk.record import Document, Span

_WORD = re.compile(r"\w+(?:[.’'&-]\w+)*\.?")
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_SELF = frozenset({"i", "you", "me", "my"})
_MANY = frozenset(
    {
        "they",
        "we",
        "them",
        "their",
        "us",
        "our",
        "others",
        "many",
        "some",
        "most",
        "few",
        "both",
        "everyone",
    }
)
_PRONOUNS = _HE | _SHE | _SELF | _MANY
_THEY = frozenset({"they", "their", "them"})
_IT = frozenset({"it", "its", "which", "that"})
_NEAR = 600
_BESIDE = 120
_OWNER = 25
_LAST = 20
_REMEMBERED = 4096
_PREPOSITIONS = frozenset(
    {"of", "for", "at", "in", "from", "with", "on", "to", "who", "that", "which", "by", "about"}
)
_SENTENCE_START = re.compile(r"(?:^|[.!?”\"]\s+|\n)\W*(?:[\w,’']+ ){0,3}$")


Speaker = tuple[str, str, str]
"""The fullest name, the kind and the gender known."""


@dataclass(slots=True)
class Phrase:
    """A mention read by itself: its words in lower case up to the first preposition, and where they end.

    ``named`` says that the last of them has a capital, ``alone`` that it is a word that can be a pronoun.
    """

    lows: tuple[str, ...]
    stop: int
    named: bool
    alone: bool


@lru_cache(maxsize=_REMEMBERED)
def _phrase_of(text: str) -> Phrase | None:
    """Read a mention, or give None for one without a word."""
    lows: list[str] = []
    head, stop = "", 0
    for match in _WORD.finditer(text):
        low = match[0].lower()
        if lows and low in _PREPOSITIONS:
            break
        lows.append(low)
        head, stop = match[0], match.end()
    alone = len(lows) == 1 and stop == len(text) and not (stop > 1 and head.isupper())
    return Phrase(tuple(lows), stop, head[0].isupper(), alone) if lows else None


class Speakers:
    """Resolves mentions in reading order; what was resolved helps the next."""

    __slots__ = ("_document", "_known", "_names", "_spoken")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._names = Names(document)
        self._known: dict[str, Speaker] = {}
        self._spoken: list[tuple[int, str, str, str]] = []

    def resolve(self, span: Span) -> tuple[str, str]:
        """Give the fullest name and the kind of the speaker mentioned at a span."""
        text = self._document.text[span.start : span.end]
        speaker = self._known.get(text)
        if speaker is None:
            speaker = self._resolve(span, text)
            if speaker[1] == "person" and text[:1].isupper() and text.lower() not in _PRONOUNS:
                self._known[text] = speaker  # a name means the same all through an article
        self._spoken.append((span.start, *speaker))
        return speaker[:2]

    def _resolve(self, span: Span, text: str) -> Speaker:
        phrase = _phrase_of(text)
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
            named = [name for start, _, name in self._names.within(*span) if start < stop]
            if len(named) > 1 and "and" in lows:
                return text, "group", ""
            if named and not (len(lows) == 1 and lows[0] in words().people):
                return self._introduced(self._named(named[-1]), lows)
        return self._common(span, text, lows)

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

    def _named(self, name: Name) -> Speaker:
        names = self._names
        if names.is_person(name):
            return names.fullest(name), "person", names.gender(name)
        if name.kind:
            return " ".join(name.parts), name.kind, ""
        plural = name.parts[-1].endswith("s") and name.parts[-1].lower() in words().people
        return names.fullest(name), "group" if plural else "person", ""

    def _common(self, span: Span, text: str, lows: tuple[str, ...]) -> Speaker:
        """Resolve "the minister", "officials", "the ministry", "South Korean media"."""
        lexicon, names = words(), self._names
        head = lows[-1].removesuffix("'s").removesuffix("’s")
        definite = lows[0] in {"the", "this", "that", "his", "her", "their"}
        plural = (head.endswith("s") and not head.endswith("ss")) or head in {
            "people",
            "police",
            "men",
            "women",
        }
        if head in lexicon.people:
            bearer = names.bearer(head, span.start) if definite and not plural else None
            if bearer is not None and names.is_person(bearer):
                return names.fullest(bearer), "person", names.gender(bearer)
            return text, "group" if plural else "unnamed", ""
        if head in lexicon.media:
            return self._latest(span, "media", head) if definite else (text, "media", "")
        if head in lexicon.organisations:
            return self._latest(span, "organisation", head) if definite else (text, "organisation", "")
        if head in lexicon.documents:
            return self._issuer(span, text, head) if definite else (text, "unnamed", "")
        return text, "group" if plural or head in lexicon.collective else "unnamed", ""

    def _latest(self, span: Span, kind: str, head: str) -> Speaker:
        """Find the name that "the newspaper" or "the ministry" stands for."""
        names = self._names
        text = self._document.text[span.start : span.end]
        nearest = None
        for _, _, name in names.before(span.start):
            if name.parts[-1].lower() == head and len(name.parts) > 1:
                return " ".join(name.parts), kind, ""
            alike = name.kind == kind and (kind == "media" or head in words().generic)
            if nearest is None and alike and name.parts[-1].lower() not in words().places:
                nearest = name
        if nearest is not None:
            return " ".join(nearest.parts), kind, ""
        return text, kind, ""

    def _issuer(self, span: Span, text: str, head: str) -> Speaker:
        """Find who issued "the statement": whoever it was said to be from before."""
        names = self._names
        lowered = self._document.lowered
        at = lowered.rfind(head, max(0, span.start - _NEAR), span.start)
        if at < 0:
            return text, "unnamed", ""
        owner = lowered[at + len(head) : at + len(head) + 12]
        if owner.startswith((" from ", " by ", " of ", " issued by ")):
            for _, _, name in names.within(at, at + len(head) + 80):
                return self._named(name)
        for position, speaker, kind, gender in reversed(self._spoken[-_LAST:]):
            if abs(position - at) < _BESIDE and kind in {"organisation", "person", "media"}:
                return speaker, kind, gender
        for _, end, name in islice(names.before(at), 2):
            if at - end < _OWNER and name.kind:
                return self._named(name)
        return text, "unnamed", ""

    def _pronoun(self, low: str, span: Span, text: str) -> Speaker | None:
        """Resolve a pronoun, or give None for a word that is none."""
        if low in _HE or low in _SHE:
            gender = "male" if low in _HE else "female"
            return self._antecedent(span.start, gender) or (text, "person", gender)
        if low in _SELF:
            return text, "person", ""
        if low in {"who", "whom"}:
            return self._relative(span) or (text, "unnamed", "")
        if low in _MANY:
            theirs = self._spoken_by(span, {"group", "media", "organisation"}) if low in _THEY else None
            return theirs or (text, "group", "")
        if low in _IT:
            return (
                self._spoken_by(span, {"organisation", "media"})
                or self._thing(span)
                or (text, "unnamed", "")
            )
        return None

    def _relative(self, span: Span) -> Speaker | None:
        """Give the name right before "who"."""
        for _, end, name in islice(self._names.before(span.start), 2):
            if span.start - end <= len(", "):
                return self._named(name)
        return None

    def _spoken_by(self, span: Span, kinds: set[str]) -> Speaker | None:
        """Give the last speaker of some kinds if it is not far back."""
        for position, name, kind, _ in reversed(self._spoken[-4:]):
            if kind in kinds and span.start - position < _NEAR:
                return name, kind, ""
        return None

    def _thing(self, span: Span) -> Speaker | None:
        """Give the organisation or paper named last."""
        for _, _, name in islice(self._names.before(span.start), 6):
            if name.kind in {"organisation", "media"}:
                return self._named(name)
        return None

    def _antecedent(self, position: int, gender: str) -> Speaker | None:
        """Find whom "he" means: the nearest subject or speaker of that gender, else the nearest name."""
        names = self._names
        speaker = self._last_speaker(position, gender)
        nearest = None
        for start, end, name in names.before(position):
            if speaker is not None and end <= speaker[0]:
                return speaker[1:]
            if not names.is_person(name) or names.gender(name) not in {"", gender}:
                continue
            if self._leads(start):
                return names.fullest(name), "person", gender
            nearest = nearest or name
        if speaker is not None:
            return speaker[1:]
        for _, known, kind, shown in reversed(self._spoken[-_LAST:]):
            if kind == "person" and shown == gender:
                return known, kind, gender
        return (names.fullest(nearest), "person", gender) if nearest else None

    def _last_speaker(self, position: int, gender: str) -> tuple[int, str, str, str] | None:
        """Give the last speaker in the same paragraph if the pronoun can mean him or her."""
        for at, name, kind, shown in reversed(self._spoken[-3:]):
            if kind in {"person", "unnamed"} and shown in {"", gender} and name.lower() not in _PRONOUNS:
                apart = self._document.text.find("\n\n", at, position) >= 0
                return None if apart else (at, name, kind, gender)
        return None

    def _leads(self, start: int) -> bool:
        """Tell whether a name stands at the head of its sentence, where subjects stand."""
        return _SENTENCE_START.search(self._document.text, max(0, start - 60), start) is not None
